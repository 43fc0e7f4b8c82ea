# pylint: disable=translation-required
from odoo.tests import tagged

from ..common import BydelsmorCommon
from .rpc import RpcCase


@tagged("post_install", "-at_install")
class TestLeaksMessages(BydelsmorCommon, RpcCase):
    """What is written about a woman or in a group is read there and nowhere else
    (odoo19 6: followers, activities, tracking)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.note = cls.vol_member_a.with_user(cls.chair_a).message_post(
            body="A secret note"
        )
        cls.word = cls.post(cls.group_a, "A secret word")
        cls.strangers = cls.treasurer_b | cls.chair_b | cls.auditor_b | cls.member_b
        cls.strangers |= cls.mix

    @classmethod
    def post(cls, record, body, **values):
        return record.with_user(cls.chair_a).message_post(
            body=body,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            **values,
        )

    def found(self, user, words):
        domain = [["body", "ilike", words]]
        count = self.call(user, "mail.message", "search_count", domain)
        rows = self.call(user, "mail.message", "search_read", domain, ["body"])
        self.assertEqual(len(rows), count)
        return count

    def test_another_group_s_messages(self):
        for user in self.strangers - self.mix:
            self.assertEqual(self.found(user, "secret"), 0)
            for message in (self.note, self.word):
                for method, *args in (
                    ("read", ["body", "record_name", "author_id"]),
                    ("write", {"body": "Changed"}),
                    ("unlink",),
                ):
                    self.assertRefused(user, "mail.message", method, message.ids, *args)
            for record in (self.vol_member_a, self.group_a):
                self.assertRefused(
                    user, record._name, "message_post", record.ids, body="Hello"
                )
        self.assertEqual(self.found(self.chair_a, "secret"), 2)

    def test_the_pages_of_the_chatter(self):
        for user in self.strangers - self.mix:
            for record in (self.vol_member_a, self.group_a):
                self.env.flush_all()
                self.enter(user)
                answer = self.post_json(
                    "/mail/thread/messages",
                    thread_model=record._name,
                    thread_id=record.id,
                )
                self.assertNotIn("secret", str(answer))
                answer = self.post_json(
                    "/mail/data",
                    fetch_params=[
                        [
                            "mail.thread",
                            {
                                "thread_model": record._name,
                                "thread_id": record.id,
                                "request_list": [],
                            },
                        ]
                    ],
                )
                [thread] = answer["mail.thread"]
                self.assertFalse(thread["hasReadAccess"])

    def test_nobody_subscribes_herself(self):
        """A follower reads the messages without any other right."""
        for user in self.strangers - self.mix:
            for record in (self.vol_member_a, self.group_a):
                self.call(
                    user,
                    record._name,
                    "message_subscribe",
                    record.ids,
                    partner_ids=user.partner_id.ids,
                )
                self.assertNotIn(user.partner_id, record.message_partner_ids)
        record = self.vol_member_a
        self.call(
            self.chair_a,
            record._name,
            "message_subscribe",
            record.ids,
            partner_ids=(self.chair_b | self.board_a).partner_id.ids,
        )
        self.assertIn(self.board_a.partner_id, record.message_partner_ids)
        self.assertNotIn(self.chair_b.partner_id, record.message_partner_ids)

    def test_even_a_follower_from_elsewhere_reads_nothing(self):
        """Left over from before: written past every check, and notified."""
        self.env["mail.followers"].create(
            {
                "res_model": "bydelsmor.volunteer",
                "res_id": self.vol_member_a.id,
                "partner_id": self.chair_b.partner_id.id,
            }
        )
        told = self.post(
            self.vol_member_a,
            "Another secret",
            partner_ids=self.chair_b.partner_id.ids,
        )
        self.assertIn(self.chair_b.partner_id, told.sudo().notified_partner_ids)
        self.assertEqual(self.found(self.chair_b, "Another secret"), 0)
        self.assertRefused(self.chair_b, "mail.message", "read", told.ids, ["body"])

    def test_she_whose_mandate_ended_reads_no_more(self):
        told = self.post(
            self.vol_member_a, "A secret", partner_ids=self.board_a.partner_id.ids
        )
        self.assertEqual(self.found(self.board_a, "A secret"), 3)
        self.vol_board_a.mandate_ids.action_end()
        self.assertEqual(self.found(self.board_a, "A secret"), 0)
        self.assertRefused(self.board_a, "mail.message", "read", told.ids, ["body"])

    def test_who_follows_is_not_told(self):
        """Odoo lets every internal user read all followers by name."""
        mine = [["partner_id", "=", self.vol_member_a.partner_id.id]]
        self.post(
            self.vol_member_a,
            "See you",
            partner_ids=self.vol_member_a.partner_id.ids,
        )
        self.vol_member_a.message_subscribe(self.vol_member_a.partner_id.ids)
        for user in self.strangers - self.member_b - self.mix:
            for model, domain in (
                ("mail.followers", mine),
                (
                    "mail.notification",
                    [["res_partner_id", "=", self.vol_member_a.partner_id.id]],
                ),
            ):
                found = self.call(user, model, "search_read", domain, ["id"])
                self.assertEqual(found, [], f"{user.name}: {model}")
        [own] = self.call(
            self.chair_a, "mail.followers", "search_read", mine, ["partner_id"]
        )
        self.assertEqual(own["partner_id"][1], "member a")

    def test_activities(self):
        task = self.vol_member_a.activity_schedule(
            "mail.mail_activity_data_todo",
            summary="A secret call",
            user_id=self.chair_a.id,
        )
        for user in self.strangers - self.mix - self.member_b:
            domain = [["summary", "ilike", "secret"]]
            self.assertEqual(
                self.call(user, "mail.activity", "search_count", domain), 0
            )
            for method, *args in (
                ("read", ["summary", "res_name"]),
                ("write", {"summary": "x"}),
                ("action_feedback",),
            ):
                self.assertRefused(user, "mail.activity", method, task.ids, *args)
            self.assertRefused(
                user,
                "mail.activity",
                "create",
                {
                    "res_model_id": self.env["ir.model"]._get_id("bydelsmor.volunteer"),
                    "res_id": self.vol_member_a.id,
                },
            )
        self.assertTrue(task.exists())

    def test_a_bydelsmor_reads_nothing_of_the_board(self):
        """She reads her group's record, not what its board notes there."""
        self.assertEqual(self.found(self.member_a, "secret"), 0)
        self.assertRefused(
            self.member_a, "mail.message", "read", self.word.ids, ["body"]
        )
        self.assertRefused(
            self.member_a,
            "bydelsmor.group",
            "message_post",
            self.group_a.ids,
            body="Hello",
        )

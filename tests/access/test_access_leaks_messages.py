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
        """Left over from before: written past every check."""
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
        self.assertNotIn(self.chair_b.partner_id, told.sudo().notified_partner_ids)
        self.assertEqual(self.found(self.chair_b, "Another secret"), 0)
        self.assertRefused(self.chair_b, "mail.message", "read", told.ids, ["body"])

    def sent_to(self, user):
        """Count what Odoo keeps of messages that went to her, by bell or by mail."""
        partner = user.partner_id.id
        return [
            self.env["mail.notification"].search_count(
                [("res_partner_id", "=", partner)]
            ),
            self.env["mail.message"].search_count([("partner_ids", "in", partner)]),
            self.env["mail.mail"].search_count([("recipient_ids", "in", partner)]),
        ]

    def test_a_mention_by_number_reaches_nobody_elsewhere(self):
        self.chair_b.partner_id.email = "chair.b@example.com"
        both = (self.chair_b | self.board_a).partner_id.ids
        before = self.sent_to(self.chair_b), self.sent_to(self.board_a)[0]
        record = self.vol_member_a
        say = {"body": "Only for us", "partner_ids": both}
        comment = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
        self.call(
            self.chair_a,
            record._name,
            "message_post",
            record.ids,
            **say,
            **comment,
        )
        self.call(self.chair_a, record._name, "message_notify", record.ids, **say)
        self.call(self.chair_a, "mail.thread", "message_notify", [], **say)
        self.enter(self.chair_a)
        answer = self.post_json(
            "/mail/message/post",
            thread_model=record._name,
            thread_id=record.id,
            post_data={**say, **comment},
        )
        self.assertNotIn("chair b", str(answer))
        self.assertEqual(self.sent_to(self.chair_b), before[0])
        self.assertEqual(self.sent_to(self.board_a)[0], before[1] + 4)

    def test_a_word_that_is_changed_names_nobody_elsewhere(self):
        answer = self.call_update(self.chair_a, self.word, self.chair_b.partner_id)
        self.assertNotIn("chair b", str(answer))
        self.assertFalse(self.word.sudo().partner_ids)

    def call_update(self, user, message, partner):
        self.env.flush_all()
        self.enter(user)
        return self.post_json(
            "/mail/message/update_content",
            message_id=message.id,
            update_data={"body": "Another", "partner_ids": partner.ids},
        )

    def test_a_letter_from_the_composer_reaches_nobody_elsewhere(self):
        before = self.sent_to(self.chair_b)
        both = (self.chair_b | self.board_a).partner_id.ids
        self.assertRefused(
            self.chair_a,
            "mail.compose.message",
            "create",
            [
                {
                    "model": "bydelsmor.volunteer",
                    "res_ids": str(self.vol_member_a.ids),
                    "composition_mode": "comment",
                    "partner_ids": [[6, 0, both]],
                    "body": "Only for us",
                }
            ],
        )
        self.assertEqual(self.sent_to(self.chair_b), before)

    def test_she_whose_mandate_ended_follows_no_more(self):
        """She stays a Bydelsmor of the group: what only its board reads is over, what
        she reads herself goes on."""
        mine, others = self.vol_board_a, self.vol_member_a | self.vol_volunteer_a
        partner = self.board_a.partner_id
        (mine | others).message_subscribe(partner.ids)
        self.group_a.message_subscribe(partner.ids)
        seat = mine.mandate_ids.filtered(lambda m: m.role == "board_member")
        seat.with_user(self.chair_a).action_end()
        self.env.invalidate_all()
        for record in (*others, self.group_a):
            self.assertNotIn(partner, record.message_partner_ids, record)
        before = self.sent_to(self.board_a)
        self.post(self.vol_member_a, "Between us")
        self.assertEqual(self.sent_to(self.board_a), before)

    def test_what_she_follows_is_asked_once_for_each_model(self):
        partner = self.board_a.partner_id
        counts = []
        for number in (1, 12):
            women = self.env["bydelsmor.volunteer"].union(
                *(self.make_volunteer(self.group_a, f"w {n}") for n in range(number))
            )
            women.message_subscribe(partner.ids)
            self.give(self.vol_board_a, "secretary").action_end()
            self.vol_board_a.mandate_ids.sudo().write({"closed": True})
            women.message_subscribe(partner.ids)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["mail.followers"]._bydelsmor_forget(partner)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertNotIn(partner, women.message_partner_ids)
        self.assertLessEqual(counts[1], counts[0] + 1)

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

# pylint: disable=translation-required
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..bookkeeping.common import BookkeepingCommon
from .rpc import ACCESS, Refused, RpcCase


@tagged("post_install", "-at_install")
class TestLeaksMandate(BookkeepingCommon, RpcCase):
    """A mandate that ends takes effect at once, in a session that stands open, and
    rights in one group are no rights in another (trials 2 and 6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.move = cls.make_entry(cls.company_a)

    def end(self, volunteer, *roles):
        """End mandates as their chair does, over the same wire."""
        mandates = volunteer.mandate_ids.filtered(lambda m: m.role in roles)
        self.call(self.chair_a, "bydelsmor.mandate", "action_end", mandates.ids)

    def end_without_a_word(self, volunteer, **values):
        """Another program ended them in the database; no cache was told."""
        today = fields.Date.today()
        columns = {
            "date_start": today - timedelta(days=9),
            "date_end": today - timedelta(days=1),
            **values,
        }
        assignments = ", ".join(f"{name} = %s" for name in columns)
        self.env.flush_all()
        self.env.cr.execute(
            f"UPDATE bydelsmor_mandate SET {assignments} WHERE volunteer_id = %s",
            [*columns.values(), volunteer.id],
        )
        self.env.invalidate_all(flush=False)

    def check_books_closed(self, user):
        for method, *args in (
            ("read", ["ref"]),
            ("write", {"ref": "Not mine"}),
            ("action_post",),
            ("unlink",),
        ):
            self.assertRefused(user, "account.move", method, self.move.ids, *args)
        with self.assertRaises(Refused):
            self.call(user, "account.move", "create", {"move_type": "entry"})
        self.assertEqual((self.move.state, self.move.ref), ("draft", "Mine"))

    def test_treasurer_in_the_middle_of_her_work(self):
        user = self.treasurer_a
        self.call(user, "account.move", "write", self.move.ids, {"ref": "Mine"})
        self.end(self.vol_treasurer_a, "treasurer")
        self.check_books_closed(user)
        self.assertRefused(
            user, "bydelsmor.receipt", "create", {"company_id": self.company_a.id}
        )

    def test_a_date_that_passed_needs_no_job(self):
        user = self.treasurer_a
        self.call(user, "account.move", "write", self.move.ids, {"ref": "Mine"})
        self.end_without_a_word(self.vol_treasurer_a)
        self.assertTrue(user.has_group("bydelsmor.group_treasurer"))
        self.check_books_closed(user)

    def test_ended_in_another_process(self):
        user = self.treasurer_a
        self.call(user, "account.move", "write", self.move.ids, {"ref": "Mine"})
        self.end_without_a_word(
            self.vol_treasurer_a, date_end=fields.Date.today(), closed=True
        )
        self.check_books_closed(user)

    def test_without_a_session(self):
        """A program that knows her password has no more than she."""
        self.treasurer_a.sudo().password = "a long password"
        ask = (self.treasurer_a, "a long password", "account.move", "read")
        [read] = self.call_api(*ask, self.move.ids, ["ref"])
        self.assertEqual(read["id"], self.move.id)
        self.end_without_a_word(self.vol_treasurer_a)
        with self.assertRaises(Refused) as caught:
            self.call_api(*ask, self.move.ids, ["ref"])
        self.assertEqual(caught.exception.name, ACCESS)

    def test_auditor_and_board(self):
        person = self.vol_member_a
        for user, volunteer, role in (
            (self.auditor_a, self.vol_auditor_a, "auditor"),
            (self.board_a, self.vol_board_a, "board_member"),
        ):
            ask = ("bydelsmor.mandate", "search_count", [])
            mine = ["company_id", "=", self.company_a.id]
            self.assertTrue(self.call(user, *ask[:2], [mine]))
            if role == "board_member":
                read = self.call(
                    user, "bydelsmor.volunteer", "read", person.ids, ["name"]
                )
                self.assertEqual(read[0]["name"], "member a")
            self.end(volunteer, role, "bydelsmor")
            self.assertFalse(self.call(user, *ask[:2], [mine]))
            self.assertRefused(
                user, "bydelsmor.volunteer", "read", person.ids, ["name"]
            )
            self.assertRefused(
                user, "res.partner", "read", person.partner_id.ids, ["name"]
            )

    def test_she_who_left(self):
        meeting = self.env["bydelsmor.meeting"].create(
            {"group_id": self.group_a.id, "start": "2030-01-08 16:00:00"}
        )
        ask = ("bydelsmor.meeting", "search_read", [["id", "=", meeting.id]], ["name"])
        self.assertTrue(self.call(self.member_a, *ask))
        self.call(
            self.chair_a,
            "bydelsmor.volunteer",
            "write",
            self.vol_member_a.ids,
            {"state": "left"},
        )
        self.assertFalse(self.call(self.member_a, *ask))
        self.assertRefused(
            self.member_a, "bydelsmor.group", "read", self.group_a.ids, ["name"]
        )

    def test_secretariat_that_stops(self):
        ask = ("bydelsmor.group", "read", self.group_b.ids, ["name"])
        self.assertTrue(self.call(self.secretariat, *ask))
        self.call(
            self.env.ref("base.user_admin"),
            "res.users",
            "write",
            self.secretariat.ids,
            {"group_ids": [[3, self.env.ref("bydelsmor.group_secretariat").id]]},
        )
        self.assertRefused(self.secretariat, *ask)

    def test_treasurer_in_a_is_no_treasurer_in_b(self):
        """She only sits on the board of B, and Odoo's accounting groups are hers."""
        self.vol_mix_b.mandate_ids.action_end()
        self.hand_over_books()
        self.give(self.vol_mix_b, "board_member")
        entry = self.make_receipt(self.company_b)
        entry._post(soft=False)
        both = {"allowed_company_ids": (self.company_a | self.company_b).ids}
        in_b = [["company_id", "=", self.company_b.id]]
        for model in (
            "account.move",
            "account.move.line",
            "account.payment",
            "account.journal",
            "account.bank.statement.line",
            "account.reconcile.model",
            "account.invoice.report",
        ):
            count = self.call(self.mix, model, "search_count", in_b, context=both)
            self.assertEqual(count, 0, model)
            rows = self.call(
                self.mix,
                model,
                "formatted_read_group",
                in_b,
                ["company_id"],
                ["__count"],
                context=both,
            )
            self.assertEqual(rows, [], model)
        self.assertRefused(
            self.mix, "account.move", "read", entry.ids, ["name"], context=both
        )

    def test_private_facts_with_two_roles(self):
        self.hand_over_books()
        facts = self.vol_member_b._private()
        facts.birth_date = "1980-05-01"
        both = {"allowed_company_ids": (self.company_a | self.company_b).ids}
        model = "bydelsmor.volunteer.private"
        for method, *args in (("read", ["birth_date"]), ("write", {"family": "x"})):
            self.assertRefused(self.mix, model, method, facts.ids, *args, context=both)
        self.assertEqual(
            self.call(
                self.mix,
                model,
                "search_count",
                [["birth_date", "=", "1980-05-01"]],
                context=both,
            ),
            0,
        )
        [own] = self.call(self.member_b, model, "read", facts.ids, ["birth_date"])
        self.assertEqual(own["birth_date"], "1980-05-01")

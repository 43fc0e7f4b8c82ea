from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .receipt_common import ReceiptCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 12:00:00")
class TestGrant(ReceiptCommon):
    """Received, used and left: read from the books, never typed."""

    def _receive(self, amount, grant=None):
        return (
            self.env["bydelsmor.money.in"]
            .with_user(self.treasurer_a)
            .create(
                {
                    "company_id": self.company_a.id,
                    "purpose_id": self.env.ref(
                        "bydelsmor.purpose_grant_municipality"
                    ).id,
                    "amount": amount,
                    "date": "2026-02-01",
                    "grant_id": (grant or self.grant).id,
                }
            )
            ._receive()
        )

    def _spend(self, amount, grant=None, **values):
        grant = grant or self.grant
        receipt = self.hand_in(
            {"purpose_id": self.food.id, "amount": amount, "grant_id": grant.id},
            **values,
        )
        self.approve(receipt)
        return receipt

    def test_figures(self):
        """Promised 10,000; 6,000 came; 2,500 and 124.50 are used: 7,375.50 left."""
        self._receive(6000)
        self._spend(2500)
        self._spend(124.5, paid_by="card")
        self.hand_in(
            {"purpose_id": self.food.id, "amount": 1, "grant_id": self.grant.id}
        )
        self.assertRecordValues(
            self.grant,
            [
                {
                    "amount_received": 6000,
                    "amount_spent": 2624.5,
                    "amount_remaining": 7375.5,
                }
            ],
        )
        self.assertEqual(self.grant._figures("2026-02-28")[self.grant.id], (6000, 0))

    def test_putting_aside_for_next_year_changes_neither(self):
        self._receive(6000)
        accounts = self.company_a._bydelsmor_accounts("1545", "8071")
        entry = self.make_entry(self.company_a, amount=500)
        entry.line_ids.unlink()
        entry.write(
            {
                "line_ids": [
                    (0, 0, {"account_id": accounts["1545"].id, "balance": 500}),
                    (0, 0, {"account_id": accounts["8071"].id, "balance": -500}),
                ]
            }
        )
        entry.line_ids.grant_id = self.grant
        entry.action_post()
        self.assertEqual(self.grant._figures()[self.grant.id], (6000, 0))

    def test_constant_queries(self):
        grants = self.grant
        for number in range(6):
            grants |= self.grant.copy({"name": f"Grant {number}"})
        for grant in grants:
            self._receive(100, grant)
            self._spend(10, grant, files=[self.photo(grant.id % 7)])

        def count(records):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(self.board_a).mapped("amount_remaining")
            return self.env.cr.sql_log_count - before

        count(grants)
        self.assertEqual(count(grants[:1]), count(grants))
        self.assertEqual(set(grants.mapped("amount_remaining")), {9990})

    def test_a_posted_line_keeps_its_grant(self):
        receipt = self._spend(10)
        line = receipt.move_id.line_ids.filtered("grant_id")
        with self.assertRaises(UserError):
            line.with_user(self.treasurer_a).grant_id = False

    def test_a_grant_that_is_used_is_not_deleted(self):
        self._spend(10)
        with self.assertRaises(UserError):
            self.grant.with_user(self.board_a).unlink()

    def test_members_choose_but_do_not_see_the_figures(self):
        fields = self.grant.with_user(self.member_a).fields_get()
        self.assertIn("name", fields)
        self.assertNotIn("amount_spent", fields)
        self.assertTrue(self.grant.with_user(self.member_a).name)

    def test_a_purpose_names_an_account_of_the_chart(self):
        self.food.with_user(self.secretariat).account_code = "1612"
        with self.assertRaises(ValidationError):
            self.food.with_user(self.secretariat).account_code = "1613 "
        with self.assertRaises(AccessError):
            self.food.with_user(self.treasurer_a).account_code = "1611"

    def test_dates_and_amount(self):
        with mute_logger("odoo.sql_db"):
            for values in (
                {"amount_awarded": -1},
                {"date_from": "2026-05-01", "date_to": "2026-04-01"},
            ):
                with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                    self.grant.write(values)
                    self.env.flush_all()

    # ------------------------------------------------------------------
    # From a figure to its entries
    # ------------------------------------------------------------------

    def test_figures_lead_to_the_entries_that_make_them(self):
        receipt = self.hand_in(
            {"purpose_id": self.food.id, "amount": 124.5, "grant_id": self.grant.id},
            {"purpose_id": self.bus.id, "amount": 30},
        )
        self.approve(receipt)
        for user in (self.treasurer_a, self.auditor_a):
            grant = self.grant.with_user(user)
            grant.invalidate_recordset()
            for figure, action in (
                (grant.amount_spent, grant.action_open_spent()),
                (grant.amount_received, grant.action_open_received()),
            ):
                lines = self.env["account.move.line"].with_user(user)
                lines = lines.with_context(**action["context"])
                lines = lines.search(action["domain"])
                self.assertAlmostEqual(sum(lines.mapped("bydelsmor_amount")), figure)
                search = self.env["ir.ui.view"].browse(action["search_view_id"])
                self.assertNotIn("searchpanel", search.arch, "no account codes")
            action = grant.action_open_spent()
            spent = self.env["account.move.line"].search(action["domain"])
            self.assertEqual(
                spent.with_context(**action["context"]).bydelsmor_amount, 124.5
            )
            opened = spent.with_user(user).action_bydelsmor_open()
            self.assertEqual(opened["res_id"], receipt.sudo().move_id.id)
            form = self.env.ref("bydelsmor.account_move_view_form_plain")
            self.assertEqual(opened["views"], [(form.id, "form")])

    def test_the_board_opens_the_receipts_and_not_the_entries(self):
        receipt = self.hand_in(
            {"purpose_id": self.food.id, "amount": 124.5, "grant_id": self.grant.id}
        )
        self.hand_in(files=[self.photo(seed=3)])
        grant = self.grant.with_user(self.board_a)
        domain = grant.action_open_receipts()["domain"]
        found = self.env["bydelsmor.receipt"].with_user(self.board_a).search(domain)
        self.assertEqual(found, receipt)
        for user in (self.board_a, self.member_a, self.treasurer_b, self.auditor_b):
            for name in ("action_open_received", "action_open_spent"):
                with self.assertRaises(AccessError, msg=user.name):
                    getattr(self.grant.with_user(user), name)()

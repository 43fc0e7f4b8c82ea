from datetime import date

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import BydelsmorCommon


@tagged("post_install", "-at_install")
class TestOpenBooks(BydelsmorCommon):
    def _balance(self, code):
        account = self.company_a._bydelsmor_account(code)
        lines = self.env["account.move.line"].search(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        )
        return sum(lines.mapped("balance"))

    def test_opening_balances_are_a_posted_voucher(self):
        entry = self.group_a._open_books(
            "2026-01-01",
            bank=12345.67,
            cash=250,
            mobilepay=80.5,
            unspent=5000,
            owed_volunteers=120,
        )
        self.assertEqual(entry.state, "posted")
        self.assertEqual(entry.date, date(2026, 1, 1))
        self.assertEqual(entry.voucher_name, "2026-0001")
        self.assertEqual(entry.name, "DIV/2026/0001")
        self.assertAlmostEqual(self._balance("6481"), 12345.67)
        self.assertAlmostEqual(self._balance("6471"), 250)
        self.assertAlmostEqual(self._balance("6485"), 80.5)
        self.assertAlmostEqual(self._balance("8071"), -5000)
        self.assertAlmostEqual(self._balance("8041"), -120)
        # 12345.67 + 250 + 80.50 - 5000 - 120
        self.assertAlmostEqual(self._balance("6935"), -7556.17)
        self.assertTrue(self.group_a.books_open)
        self.assertEqual(self.company_a.bydelsmor_books_start, date(2026, 1, 1))

    def test_nothing_to_open_with(self):
        self.assertFalse(self.group_a._open_books("2026-01-01"))
        self.assertTrue(self.group_a.books_open)

    def test_an_overdraft(self):
        self.group_a._open_books("2026-01-01", bank=-75)
        self.assertAlmostEqual(self._balance("6481"), -75)
        self.assertAlmostEqual(self._balance("6935"), 75)

    def test_unknown_balance(self):
        with self.assertRaisesRegex(UserError, "goldmine"):
            self.group_a._open_books("2026-01-01", goldmine=1)

    def test_opening_twice(self):
        self.group_a._open_books("2026-01-01")
        with self.assertRaisesRegex(UserError, "open already"):
            self.group_a._open_books("2026-01-01")

    def test_bank_account_belongs_to_the_group(self):
        self.group_a._open_books("2026-01-01", bank_account="1234 0001234567")
        bank = self.company_a._bydelsmor_journal("BANK").bank_account_id
        self.assertEqual(bank.partner_id, self.company_a.partner_id)
        self.assertEqual(bank.company_id, self.company_a)

    def test_last_year_is_typed_once(self):
        self.group_a._open_books(
            "2026-01-01", comparison={"grants": 20000, "activities": 15000, "pr": 0}
        )
        lines = self.env["bydelsmor.comparison.line"].search(
            [("company_id", "=", self.company_a.id)]
        )
        self.assertEqual(
            {(line.year, line.key, line.amount) for line in lines},
            {(2025, "grants", 20000), (2025, "activities", 15000)},
        )

    def test_who_may(self):
        group = self.group_a
        for user in (
            self.member_a,
            self.auditor_a,
            self.treasurer_b,
            self.board_b,
            self.secretariat,
        ):
            with self.subTest(user.login), self.assertRaises(AccessError):
                group.with_user(user)._open_books("2026-01-01")
            with self.subTest(user.login), self.assertRaises(AccessError):
                group.with_user(user).action_open_books()
        self.assertFalse(self.company_a.chart_template)
        entry = group.with_user(self.treasurer_a)._open_books("2026-01-01", bank=10)
        self.assertEqual(entry.voucher_number, 1)
        self.group_b.with_user(self.board_b)._open_books("2026-01-01")
        self.assertTrue(self.group_b.books_open)

    def test_administrator(self):
        self.group_a.with_user(self.administrator)._open_books("2026-01-01", cash=5)
        self.assertTrue(self.group_a.books_open)

    def test_wizard(self):
        action = self.group_a.with_user(self.treasurer_a).action_open_books()
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(self.treasurer_a)
            .with_context(**action["context"])
        )
        first = fields.Date.today().replace(month=1, day=1)
        self.assertEqual(wizard.opening_date, first)
        wizard.bank = 900
        wizard.cash = 100
        wizard.unspent = 400
        self.assertEqual(wizard.equity, 600)
        with wizard.line_ids.edit(0) as line:
            self.assertEqual(line.key, "grants")
            line.amount = 7000
        wizard.save().action_open()
        self.assertAlmostEqual(self._balance("6935"), -600)
        line = self.env["bydelsmor.comparison.line"].search(
            [("company_id", "=", self.company_a.id)]
        )
        self.assertEqual(
            (line.key, line.year, line.amount), ("grants", first.year - 1, 7000)
        )

    def test_other_year_end(self):
        self.group_a._open_books("2026-07-01", year_end=(6, 30), bank=1)
        entry = self.env["account.move"].search(
            [("company_id", "=", self.company_a.id)]
        )
        self.assertEqual(entry.voucher_name, "2027-0001")
        self.assertEqual(entry.name, "DIV/26-27/0001")

    def test_founding_starts_a_first_period(self):
        self.group_a._open_books("2026-01-01", bank=10)
        company = self.company_a
        self.assertEqual(
            company._bydelsmor_period(date(2026, 5, 1)),
            ("project", date(2026, 1, 1), date(2026, 12, 31)),
        )
        self.group_a._found(date(2026, 5, 10))
        self.assertEqual(self.group_a.first_period_start, date(2026, 5, 10))
        self.assertEqual(
            company._bydelsmor_period(date(2026, 5, 9)),
            ("project", date(2026, 1, 1), date(2026, 5, 9)),
        )
        self.assertEqual(
            company._bydelsmor_period(date(2026, 5, 10)),
            ("association", date(2026, 5, 10), date(2026, 12, 31)),
        )
        self.assertEqual(
            company._bydelsmor_period(date(2027, 2, 1)),
            ("association", date(2027, 1, 1), date(2027, 12, 31)),
        )

    def test_books_opened_in_the_middle_of_a_year(self):
        self.group_a._open_books("2026-03-01", bank=10)
        self.assertEqual(
            self.company_a._bydelsmor_period(date(2026, 4, 1)),
            ("project", date(2026, 3, 1), date(2026, 12, 31)),
        )

    def test_figures_of_last_year_are_the_groups_own(self):
        self.group_a._open_books("2026-01-01", comparison={"grants": 1})
        Line = self.env["bydelsmor.comparison.line"]
        self.assertEqual(Line.with_user(self.board_a).search_count([]), 1)
        self.assertEqual(Line.with_user(self.auditor_a).search_count([]), 1)
        self.assertEqual(Line.with_user(self.treasurer_b).search_count([]), 0)
        with self.assertRaises(AccessError):
            Line.with_user(self.board_a).search([]).amount = 2
        with self.assertRaises(AccessError):
            Line.with_user(self.treasurer_b).create(
                {
                    "company_id": self.company_a.id,
                    "year": 2025,
                    "key": "pr",
                    "amount": 1,
                }
            )
        Line.with_user(self.treasurer_a).search([]).amount = 2

from datetime import date

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import BookkeepingCommon


@tagged("post_install", "-at_install")
class TestCorrection(BookkeepingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.year = fields.Date.today().year
        cls.today = fields.Date.today()
        cls.food = cls.company_a._bydelsmor_account("1611")
        cls.material = cls.company_a._bydelsmor_account("1612")
        cls.move = cls.make_receipt(cls.company_a, ref="Netto")
        cls.move.action_post()

    def _wizard(self, record, user=None):
        action = record.with_user(user or self.treasurer_a).action_bydelsmor_correct()
        return Form(
            self.env[action["res_model"]]
            .with_user(user or self.treasurer_a)
            .with_context(**action["context"])
        )

    def _owed(self, move):
        return move.line_ids.filtered(
            lambda line: line.account_id.account_type == "liability_payable"
        )

    def _pay(self, move, journal="KASSE"):
        return self.env["account.payment"]._bydelsmor_pay(
            [
                {
                    "lines": self._owed(move),
                    "journal": self.company_a._bydelsmor_journal(journal),
                    "date": date(2026, 3, 2),
                }
            ]
        )

    def test_turn_around_a_receipt_without_supplier(self):
        wizard = self._wizard(self.move)
        wizard.reason = "Bought twice"
        wizard.save().action_confirm()
        reversal = self.move.reversal_move_ids
        self.assertEqual(reversal.state, "posted")
        self.assertIn("Bought twice", reversal.ref)
        self.assertIn(self.move.voucher_name, reversal.ref)
        self.assertEqual(reversal.voucher_number, 3)
        self.assertEqual(reversal.journal_id, self.move.journal_id)
        self.assertAlmostEqual(self.balance(self.company_a, "1611"), 0)
        self.assertAlmostEqual(self.balance(self.company_a, "7440"), 0)
        self.assertTrue(self._owed(self.move).reconciled)
        self.assertTrue(self.move.bydelsmor_corrected)
        # nothing of the first one has changed
        self.assertEqual(self.move.state, "posted")
        self.assertAlmostEqual(self.move.amount_total, 100)

    def test_book_it_again(self):
        wizard = self._wizard(self.move)
        self.assertTrue(wizard.can_book_again)
        wizard.reason = "It was 80 kr, and for handicraft"
        wizard.book_again = True
        with wizard.line_ids.edit(0) as line:
            self.assertEqual((line.account_id, line.amount), (self.food, 100))
            line.account_id = self.material
            line.amount = 80
        action = wizard.save().action_confirm()
        again = self.env["account.move"].browse(action["res_id"])
        self.assertEqual(again.state, "posted")
        self.assertEqual(again.move_type, "in_receipt")
        self.assertEqual(again.date, self.move.date)
        self.assertEqual(again.voucher_number, 4)
        self.assertEqual(again.ref, "Netto")
        self.assertAlmostEqual(self.balance(self.company_a, "1611"), 0)
        self.assertAlmostEqual(self.balance(self.company_a, "1612"), 80)
        self.assertAlmostEqual(self.balance(self.company_a, "7440"), -80)

    def test_in_plain_words(self):
        """She chooses what it was for, and never sees an account."""
        wizard = self._wizard(self.move)
        wizard.reason = "It was the monthly meeting"
        wizard.book_again = True
        with wizard.line_ids.edit(0) as line:
            self.assertEqual(line.purpose_id.account_code, "1611")
            line.purpose_id = self.env["bydelsmor.purpose"].search(
                [("account_code", "=", "2351")], limit=1
            )
        wizard.save().action_confirm()
        self.assertAlmostEqual(self.balance(self.company_a, "1611"), 0)
        self.assertAlmostEqual(self.balance(self.company_a, "2351"), 100)

    def test_the_photo_goes_along(self):
        paper = self.env["ir.attachment"].create(
            {
                "name": "a.txt",
                "raw": b"a",
                "res_model": "account.move",
                "res_id": self.move.id,
            }
        )
        again = self.move._bydelsmor_correct(
            "Wrong", lines=[{"account_id": self.material.id, "amount": 100}]
        )
        copy = self.env["ir.attachment"].search(
            [("res_model", "=", "account.move"), ("res_id", "=", again.id)]
        )
        self.assertEqual(copy.raw, b"a")
        self.assertEqual(paper.res_id, self.move.id)

    def test_the_payment_waits_for_the_right_receipt(self):
        """Repaid 100 for the wrong purpose: the same money pays the right voucher."""
        payment = self._pay(self.move)
        again = self.move._bydelsmor_correct(
            "For handicraft", lines=[{"account_id": self.material.id, "amount": 100}]
        )
        self.assertEqual(again.payment_state, "paid")
        self.assertEqual(payment.state, "paid")
        self.assertAlmostEqual(self.balance(self.company_a, "6471"), 100)
        self.assertAlmostEqual(self.balance(self.company_a, "7440"), 0)

    def test_with_its_payment(self):
        """Typed 100 for 10: voucher and payment from the cash box are both wrong."""
        payment = self._pay(self.move)
        wizard = self._wizard(self.move)
        self.assertTrue(wizard.has_payments)
        wizard.reason = "It was 10 kr"
        wizard.with_payments = True
        wizard.book_again = True
        with wizard.line_ids.edit(0) as line:
            line.amount = 10
        action = wizard.save().action_confirm()
        again = self.env["account.move"].browse(action["res_id"])
        self.assertEqual(again.payment_state, "paid")
        self.assertEqual(payment.state, "canceled")
        self.assertAlmostEqual(self.balance(self.company_a, "6471"), 190)
        self.assertAlmostEqual(self.balance(self.company_a, "1611"), 10)
        self.assertAlmostEqual(self.balance(self.company_a, "7440"), 0)

    def test_a_payment_for_several_is_left_alone(self):
        other = self.make_receipt(self.company_a, amount=50)
        other.action_post()
        owed = self._owed(self.move) | self._owed(other)
        self.env["account.payment"]._bydelsmor_pay(
            [
                {
                    "lines": owed,
                    "journal": self.company_a._bydelsmor_journal("BANK"),
                    "date": date(2026, 3, 2),
                }
            ]
        )
        self.assertFalse(self.move._bydelsmor_own_payments())

    def test_a_payment_alone(self):
        payment = self._pay(self.move, "BANK")
        wizard = self._wizard(payment)
        self.assertFalse(wizard.can_book_again)
        wizard.reason = "Paid to the wrong account"
        wizard.save().action_confirm()
        self.assertEqual(payment.state, "canceled")
        self.assertEqual(self.move.payment_state, "not_paid")
        self.assertAlmostEqual(self.balance(self.company_a, "6483"), 0)
        self.assertAlmostEqual(self.balance(self.company_a, "7440"), -100)
        # and it can be paid again
        self._pay(self.move, "BANK")
        self.assertEqual(self.move.payment_state, "paid")

    def test_a_payment_seen_in_the_bank(self):
        """The bank did move: its line waits again for what it was."""
        payment = self._pay(self.move, "BANK")
        line = payment.action_bydelsmor_seen_in_bank()
        payment.move_id._bydelsmor_reverse("Paid for something else")
        self.assertFalse(line.is_reconciled)
        self.assertAlmostEqual(self.balance(self.company_a, "6481"), 900)
        self.assertAlmostEqual(self.balance(self.company_a, "6483"), 100)

    def test_an_opening_balance(self):
        entry = self.env["account.move"].search(
            [("company_id", "=", self.company_a.id), ("voucher_number", "=", 1)]
        )
        entry._bydelsmor_reverse("Counted wrongly")
        self.assertAlmostEqual(self.balance(self.company_a, "6935"), 0)

    def test_a_receipt_that_was_approved(self):
        """The volunteer's receipt comes back to her, or follows the new voucher."""
        purpose = self.env.ref("bydelsmor.purpose_activity_food")
        receipt = self.env["bydelsmor.receipt"].create(
            {
                "company_id": self.company_a.id,
                "volunteer_id": self.vol_member_a.id,
                "date": "2026-03-01",
                "lost": True,
                "lost_explanation": "The wind took it",
                "line_ids": [(0, 0, {"purpose_id": purpose.id, "amount": 60})],
            }
        )
        receipt.sudo().write({"state": "handed_in"})
        receipt.sudo()._book()
        self.assertEqual(receipt.state, "booked")
        first = receipt.move_id
        again = first._bydelsmor_correct(
            "For handicraft", lines=[{"account_id": self.material.id, "amount": 60}]
        )
        self.assertEqual((receipt.move_id, receipt.state), (again, "booked"))
        payment = self._pay(again)
        self.assertEqual(receipt.state, "repaid")
        payment.move_id._bydelsmor_reverse("Not paid at all")
        self.assertEqual(receipt.state, "booked")
        again._bydelsmor_correct("She bought it for herself")
        self.assertEqual(receipt.state, "returned")
        self.assertFalse(receipt.move_id)
        self.assertEqual(receipt.return_reason, "She bought it for herself")

    def test_grants_follow(self):
        grant = self.env["bydelsmor.grant"].create(
            {"name": "§ 18", "company_id": self.company_a.id, "amount_awarded": 1000}
        )
        move = self.make_receipt(self.company_a)
        move.invoice_line_ids.grant_id = grant
        move.action_post()
        again = move._bydelsmor_correct(
            "Other grant", lines=[{"account_id": self.food.id, "amount": 100}]
        )
        lines = self.env["account.move.line"].search([("grant_id", "=", grant.id)])
        self.assertAlmostEqual(sum(lines.mapped("balance")), 0)
        self.assertFalse(again.invoice_line_ids.grant_id)

    def test_only_the_treasurer(self):
        for user in (self.board_a, self.auditor_a, self.treasurer_b, self.secretariat):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.move.with_user(user).action_bydelsmor_correct()
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.move.with_user(user)._bydelsmor_correct("Because")

    def test_a_reason_is_needed(self):
        for reason in ("", "  ", None):
            with self.assertRaisesRegex(UserError, "what was wrong"):
                self.move._bydelsmor_correct(reason)

    def test_once_only(self):
        self.move._bydelsmor_correct("Bought twice")
        with self.assertRaisesRegex(UserError, "corrected already"):
            self.move._bydelsmor_correct("Again")

    def test_drafts_and_other_companies(self):
        with self.assertRaisesRegex(UserError, "Only what is booked"):
            self.make_receipt(self.company_a)._bydelsmor_correct("Because")
        other = self.make_receipt(self.other_company)
        other.action_post()
        with self.assertRaisesRegex(UserError, "Only what is booked"):
            other._bydelsmor_correct("Because")

    def test_the_day_of_the_correction(self):
        company = self.company_a
        if self.year == 2026:
            self.assertEqual(self.move._bydelsmor_correction_date(), self.today)
        old = self.make_receipt(company, date="2025-11-01")
        old.action_post()
        self.assertEqual(old._bydelsmor_correction_date(), date(2025, 12, 31))
        company.fiscalyear_lock_date = date(2025, 12, 31)
        self.assertEqual(old._bydelsmor_correction_date(), self.today)

    def test_a_closed_year(self):
        """A mistake found later is corrected in the year that is open."""
        old = self.make_receipt(self.company_a, date="2025-11-01")
        old.action_post()
        self.company_a.fiscalyear_lock_date = date(2025, 12, 31)
        with self.assertRaisesRegex(UserError, "closed"):
            old._bydelsmor_correct("Wrong", date="2025-12-31")
        again = old._bydelsmor_correct(
            "Wrong",
            date=self.today,
            lines=[{"account_id": self.material.id, "amount": 100}],
        )
        self.assertEqual(again.date, self.today)
        reversal = old.reversal_move_ids.filtered(lambda move: move.state == "posted")
        self.assertEqual(reversal.date, self.today)
        self.assertEqual(old.date, date(2025, 11, 1))

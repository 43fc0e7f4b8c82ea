from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import BookkeepingCommon


@tagged("post_install", "-at_install")
class TestSeenInBank(BookkeepingCommon):
    """1,000 kr in the bank and a repayment of 100: 900, whichever way it is told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receipt = cls.make_receipt(cls.company_a, partner_id=cls.amina.id)
        cls.receipt.action_post()
        owed = cls.receipt.line_ids.filtered(
            lambda line: line.account_id.account_type == "liability_payable"
        )
        cls.bank = cls.company_a._bydelsmor_journal("BANK")
        cls.payment = cls.env["account.payment"]._bydelsmor_pay(
            [{"lines": owed, "journal": cls.bank, "date": date(2026, 3, 2)}]
        )

    def read_in(self, amount=-100, day=4, **values):
        """A line as an import from the bank makes it."""
        return self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.bank.id,
                "date": date(2026, 3, day),
                "amount": amount,
                "payment_ref": "Transfer",
                **values,
            }
        )

    def assertOnce(self):
        self.assertAlmostEqual(self.balance(self.company_a, "6481"), 900)
        self.assertAlmostEqual(self.balance(self.company_a, "6483"), 0)
        self.assertTrue(self.payment.bydelsmor_seen)
        self.assertTrue(self.payment.is_matched)

    def test_waits_until_it_is_seen(self):
        self.assertFalse(self.payment.bydelsmor_seen)
        self.assertEqual(self.receipt.payment_state, "paid")
        self.assertAlmostEqual(self.balance(self.company_a, "6481"), 1000)
        self.assertAlmostEqual(self.balance(self.company_a, "6483"), -100)
        waiting = self.env["account.payment"].search(
            [("bydelsmor_seen", "=", False), ("company_id", "=", self.company_a.id)]
        )
        self.assertEqual(waiting, self.payment)

    def test_tick(self):
        line = self.payment.with_user(self.treasurer_a).action_bydelsmor_seen_in_bank()
        self.assertOnce()
        self.assertEqual(line.date, date(2026, 3, 2))
        self.assertTrue(line.is_reconciled)
        self.assertEqual(line.move_id.voucher_number, 4)
        self.assertNotIn(self.amina.name, line.payment_ref)

    def test_tick_with_the_bank_s_date_as_rpc_sends_it(self):
        line = self.payment.action_bydelsmor_seen_in_bank("2026-03-05")
        self.assertEqual(line.date, date(2026, 3, 5))

    def test_tick_twice(self):
        self.payment.action_bydelsmor_seen_in_bank()
        with self.assertRaisesRegex(UserError, "already"):
            self.payment.action_bydelsmor_seen_in_bank()

    def test_tick_several_some_of_them_seen(self):
        other = self.make_payment(self.company_a, amount=50)
        other.action_post()
        self.payment.action_bydelsmor_seen_in_bank()
        lines = (self.payment | other).action_bydelsmor_seen_in_bank()
        self.assertEqual(lines.mapped("amount"), [-50])
        self.assertTrue(other.bydelsmor_seen)

    def test_money_in_and_mobilepay(self):
        mobile = self.company_a._bydelsmor_journal("MOBIL")
        payment = self.make_payment(
            self.company_a,
            payment_type="inbound",
            partner_type="customer",
            journal_id=mobile.id,
            amount=70,
        )
        payment.action_post()
        payment.action_bydelsmor_seen_in_bank()
        self.assertAlmostEqual(self.balance(self.company_a, "6485"), 70)
        self.assertAlmostEqual(self.balance(self.company_a, "6483"), -100)

    def test_cash_needs_no_tick(self):
        payment = self.make_payment(
            self.company_a, journal_id=self.company_a._bydelsmor_journal("KASSE").id
        )
        payment.action_post()
        self.assertTrue(payment.bydelsmor_seen)
        self.assertAlmostEqual(self.balance(self.company_a, "6471"), 100)
        with self.assertRaisesRegex(UserError, "were cash"):
            payment.action_bydelsmor_seen_in_bank()

    def test_only_the_treasurer(self):
        for user in (self.auditor_a, self.treasurer_b, self.board_a, self.secretariat):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.payment.with_user(user).action_bydelsmor_seen_in_bank()

    def test_read_in_from_the_bank(self):
        line = self.read_in()
        self.assertOnce()
        self.assertTrue(line.is_reconciled)

    def test_ticked_and_then_read_in(self):
        ticked = self.payment.action_bydelsmor_seen_in_bank()
        line = self.read_in(partner_name="Amina", unique_import_id="b-1")
        self.assertEqual(line, ticked)
        self.assertTrue(line.bydelsmor_confirmed)
        self.assertOnce()

    def test_two_equal_amounts_stay_two(self):
        self.payment.action_bydelsmor_seen_in_bank()
        first = self.read_in()
        second = self.read_in()
        self.assertNotEqual(first, second)
        self.assertFalse(second.is_reconciled)
        self.assertAlmostEqual(self.balance(self.company_a, "6481"), 800)

    def test_another_day_is_another_line(self):
        self.payment.action_bydelsmor_seen_in_bank()
        line = self.read_in(day=30)
        self.assertFalse(line.bydelsmor_by_hand)

    def test_read_in_first_paid_later(self):
        line = self.read_in(-60)
        self.assertFalse(line.is_reconciled)
        payment = self.make_payment(self.company_a, amount=60)
        payment.action_post()
        line.with_user(self.treasurer_a).action_bydelsmor_match()
        self.assertTrue(line.is_reconciled)
        self.assertTrue(payment.bydelsmor_seen)
        with self.assertRaises(AccessError):
            line.with_user(self.auditor_a).action_bydelsmor_match()

    def test_the_nearest_of_equal_payments(self):
        later = self.make_payment(self.company_a, date="2026-03-20")
        later.action_post()
        self.read_in(day=19)
        self.assertTrue(later.bydelsmor_seen)
        self.assertFalse(self.payment.bydelsmor_seen)

    def test_a_statement_made_by_an_importer(self):
        ticked = self.payment.action_bydelsmor_seen_in_bank()
        statement = self.env["account.bank.statement"].create(
            {
                "name": "March",
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "journal_id": self.bank.id,
                            "date": "2026-03-04",
                            "amount": -100,
                            "payment_ref": "Transfer",
                        },
                    )
                ],
            }
        )
        self.assertEqual(statement.line_ids, ticked)
        self.assertOnce()

    def test_locked_afterwards_and_secured(self):
        """Paid, ticked, read in, locked: the amount stands in the books once."""
        self.payment.action_bydelsmor_seen_in_bank()
        self.read_in()
        self.company_a.fiscalyear_lock_date = date(2026, 12, 31)
        self.company_a._bydelsmor_secure(date(2026, 12, 31))
        self.assertOnce()
        moves = self.env["account.move"].search(
            [("company_id", "=", self.company_a.id), ("state", "=", "posted")]
        )
        self.assertTrue(all(moves.mapped("inalterable_hash")))

    def test_read_in_after_the_lock(self):
        """The payment's year is closed before the bank's list is read in."""
        self.payment.action_bydelsmor_seen_in_bank()
        self.company_a.fiscalyear_lock_date = date(2026, 12, 31)
        line = self.read_in()
        self.assertTrue(line.bydelsmor_confirmed)
        self.assertOnce()

    def test_ticked_in_the_next_year(self):
        """Paid in December, year closed, seen in January."""
        self.company_a.fiscalyear_lock_date = date(2026, 3, 31)
        line = self.payment.action_bydelsmor_seen_in_bank()
        self.assertGreater(line.date, date(2026, 3, 31))
        self.assertOnce()

    def test_a_tick_is_undone_by_a_correction(self):
        line = self.payment.action_bydelsmor_seen_in_bank()
        action = self.payment.with_user(self.treasurer_a).action_bydelsmor_not_seen()
        wizard = (
            self.env["bydelsmor.correction"]
            .with_user(self.treasurer_a)
            .with_context(**action["context"])
            .create({"reason": "It was another payment"})
        )
        wizard.action_confirm()
        self.assertFalse(self.payment.bydelsmor_seen)
        self.assertAlmostEqual(self.balance(self.company_a, "6481"), 1000)
        self.assertAlmostEqual(self.balance(self.company_a, "6483"), -100)
        self.assertTrue(line.move_id.bydelsmor_corrected)
        # and the real line can still come
        self.assertNotEqual(self.read_in(), line)
        self.assertOnce()

    def test_other_companies_import_as_odoo_does(self):
        journal = self.other_company._bydelsmor_journal("BANK")
        line = self.env["account.bank.statement.line"].create(
            {"journal_id": journal.id, "date": "2026-03-04", "amount": -100}
        )
        self.assertFalse(line.is_reconciled)

    def test_securing_waits_for_open_bank_lines(self):
        self.read_in(-33)
        with self.assertRaisesRegex(UserError, "belongs to nothing yet"):
            self.company_a._bydelsmor_secure(date(2026, 12, 31))
        self.company_a._bydelsmor_secure(date(2026, 2, 1))

    def test_who_secures(self):
        for user in (self.auditor_a, self.treasurer_b, self.secretariat):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.company_a.with_user(user)._bydelsmor_secure(date(2026, 2, 1))
        self.company_a.with_user(self.treasurer_a)._bydelsmor_secure(date(2026, 2, 1))

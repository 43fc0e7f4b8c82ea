from odoo.tests import tagged

from .common import TourCase

RECEIPTS = "/odoo/bydelsmor-receipts"


@tagged("post_install", "-at_install")
class TestReceiptTour(TourCase):
    def test_from_receipt_to_repaid_to_seen_in_the_bank(self):
        self.group_a._open_books(self.today.replace(month=1, day=1), bank=3000)
        receipt = self.hand_in(self.member_a, 1248.50)
        self.walk(self.treasurer_a, RECEIPTS, "bydelsmor_receipt_to_bank")
        self.assertEqual(receipt.state, "repaid")
        self.assertEqual(receipt.approver_id, self.treasurer_a)
        [line] = self.env["account.bank.statement.line"].search(
            [("company_id", "=", self.company_a.id)]
        )
        self.assertRecordValues(
            line,
            [{"amount": -1248.50, "is_reconciled": True, "date": self.today}],
        )
        # 3.000,00 - 1.248,50 in the bank; nothing on its way, nothing owed
        self.assertAlmostEqual(self.balance(self.company_a, "6481"), 1751.50)
        self.assertAlmostEqual(self.balance(self.company_a, "6483"), 0)
        self.assertAlmostEqual(self.balance(self.company_a, "8041"), 0)

    def test_a_new_receipt_that_is_left_leaves_nothing(self):
        self.walk(self.treasurer_a, RECEIPTS, "bydelsmor_receipt_new_and_away")
        self.assertFalse(
            self.env["bydelsmor.receipt"].search(
                [("company_id", "=", self.company_a.id)]
            )
        )


@tagged("post_install", "-at_install")
class TestReceiptPhoneTour(TourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_board_member_approves_on_her_phone(self):
        self.group_a._open_books(self.today.replace(month=1, day=1), bank=3000)
        receipt = self.hand_in(self.member_a, 1248.50)
        self.walk(self.board_a, RECEIPTS, "bydelsmor_receipt_approve_on_phone")
        self.assertRecordValues(
            receipt, [{"state": "booked", "approver_id": self.board_a.id}]
        )

    def test_the_treasurer_approves_and_repays_on_her_phone(self):
        self.group_a._open_books(self.today.replace(month=1, day=1), bank=3000)
        receipt = self.hand_in(self.member_a, 1248.50)
        self.walk(self.treasurer_a, RECEIPTS, "bydelsmor_receipt_repay_on_phone")
        self.assertRecordValues(
            receipt, [{"state": "repaid", "approver_id": self.treasurer_a.id}]
        )
        self.assertAlmostEqual(self.balance(self.company_a, "6483"), -1248.50)
        self.assertAlmostEqual(self.balance(self.company_a, "8041"), 0)

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .receipt_common import ReceiptCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 12:00:00")
class TestReceiptWay(ReceiptCommon):
    """The whole way of a receipt: from the phone to the bank, and back again."""

    def _repay(self, **values):
        return (
            self.env["bydelsmor.repay"]
            .with_user(self.treasurer_a)
            .create({"company_id": self.company_a.id, "date": "2026-03-10", **values})
            ._pay()
        )

    def assertBalances(self, **expected):
        found = {code: self.balance(self.company_a, code[1:]) for code in expected}
        self.assertEqual(found, expected)

    def test_from_the_phone_to_the_bank_and_locked(self):
        """1,000 kr in the bank; she lays out 124.50 and gets it back: 875.50."""
        receipt = self.hand_in()
        self.approve(receipt)
        self.assertBalances(_8041=-124.5, _1611=124.5)
        payment = self._repay()
        self.assertBalances(_8041=0, _6483=-124.5, _6481=1000)
        payment.with_user(self.treasurer_a).action_bydelsmor_seen_in_bank("2026-03-11")
        self.assertBalances(_8041=0, _6483=0, _6481=875.5, _1611=124.5)
        self.assertTrue(payment.is_matched)
        self.company_a.fiscalyear_lock_date = "2026-03-31"
        self.assertBalances(_6483=0, _6481=875.5, _1611=124.5)
        moves = self.env["account.move"].search(
            [("company_id", "=", self.company_a.id)]
        )
        numbers = sorted(moves.mapped("voucher_number"))
        self.assertEqual(numbers, list(range(1, len(moves) + 1)))
        with self.assertRaises(UserError):
            self.approve(self.hand_in(files=[self.photo(2)]))

    def test_given_back_put_right_and_approved_again(self):
        receipt = self.hand_in()
        self.approve(receipt)
        wrong = receipt.move_id
        wrong.with_user(self.treasurer_a)._bydelsmor_correct("The amount is wrong")
        self.assertEqual(receipt.state, "returned")
        self.assertBalances(_8041=0, _1611=0)
        receipt.with_user(self.member_a)._hand_in_again(
            self.values({"purpose_id": self.food.id, "amount": 142.5}), []
        )
        self.assertFalse(receipt.duplicate_ids)
        self.approve(receipt, self.chair_a)
        self.assertNotEqual(receipt.move_id, wrong)
        self.assertBalances(_8041=-142.5, _1611=142.5)
        self.assertTrue(wrong.attachment_ids.raw)
        self.assertTrue(receipt.move_id.attachment_ids.raw)

    def test_a_wrong_card_receipt_with_its_payment(self):
        receipt = self.hand_in(paid_by="card")
        self.approve(receipt)
        receipt.move_id.with_user(self.treasurer_a)._bydelsmor_correct(
            "It was private", with_payments=True
        )
        self.assertEqual(receipt.state, "returned")
        self.assertBalances(_6483=0, _7440=0, _1611=0)

    def test_a_wrong_repayment_opens_the_debt_again(self):
        receipt = self.hand_in()
        self.approve(receipt)
        payment = self._repay()
        payment.move_id.with_user(self.treasurer_a)._bydelsmor_correct("Not sent")
        self.assertEqual(receipt.state, "booked")
        self.assertBalances(_8041=-124.5, _6483=0)
        self._repay(channel="cash")
        self.assertEqual(receipt.state, "repaid")
        self.assertBalances(_8041=0, _6471=75.5)

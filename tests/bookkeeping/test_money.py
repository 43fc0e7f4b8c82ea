import base64

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from . import papers
from .receipt_common import ReceiptCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 12:00:00")
class TestMoney(ReceiptCommon):
    """Everyday money: 1,000 kr in the bank and 200 kr in the cash box to begin with.
    The opening entry has voucher 1."""

    def make(self, model, user=None, **values):
        return (
            self.env[model]
            .with_user(user or self.treasurer_a)
            .create({"company_id": self.company_a.id, "date": "2026-04-01", **values})
        )

    def wizard(self, model, user=None, **context):
        """Return a step as the screen opens it."""
        user = user or self.treasurer_a
        return (
            self.env[model]
            .with_user(user)
            .with_context(default_company_id=self.company_a.id, **context)
        )

    def assertBalances(self, **expected):
        found = {code: self.balance(self.company_a, code[1:]) for code in expected}
        self.assertEqual(found, expected)

    # ------------------------------------------------------------------
    # Paying back
    # ------------------------------------------------------------------

    def _repay(self, user=None, **values):
        step = self.wizard("bydelsmor.repay", user).create({"date": "2026-04-01"})
        step.write(values)
        return step

    def test_what_each_is_owed_in_one_payment_each(self):
        amina = self.hand_in() | self.hand_in(
            {"purpose_id": self.bus.id, "amount": 75.5}, files=[self.photo(2)]
        )
        chair = self.hand_in(user=self.chair_a, files=[self.photo(3)])
        self.approve(amina | chair)
        self.assertBalances(_8041=-324.5)
        step = self._repay()
        self.assertEqual(
            {line.partner_id: (line.count, line.amount) for line in step.line_ids},
            {
                self.amina: (2, 200),
                self.vol_chair_a.partner_id: (1, 124.5),
            },
        )
        self.assertEqual(step.amount, 324.5)
        payments = step._pay()
        self.assertEqual(sorted(payments.mapped("amount")), [124.5, 200])
        self.assertEqual((amina | chair).mapped("state"), ["repaid"] * 3)
        self.assertBalances(_8041=0, _6483=-324.5, _6481=1000)
        both = payments.filtered(lambda p: p.partner_id == self.amina)
        self.assertEqual(both.memo, "2026-0002, 2026-0003")
        self.assertEqual(both.date, amina[0].paid_date)

    def test_only_those_who_are_chosen(self):
        self.approve(self.hand_in() | self.hand_in(user=self.chair_a))
        step = self._repay()
        step.line_ids.filtered(
            lambda line: line.partner_id == self.amina
        ).chosen = False
        self.assertEqual(step.amount, 124.5)
        self.assertEqual(step._pay().partner_id, self.vol_chair_a.partner_id)
        step = self._repay()
        self.assertEqual(step.line_ids.partner_id, self.amina)
        step.line_ids.chosen = False
        with self.assertRaises(UserError):
            step.action_confirm()

    def test_from_the_receipts_form_only_that_receipt(self):
        first, second = self.hand_in(), self.hand_in(files=[self.photo(4)])
        self.approve(first | second)
        action = first.with_user(self.treasurer_a).action_repay()
        step = (
            self.env[action["res_model"]]
            .with_user(self.treasurer_a)
            .with_context(**action["context"])
            .create({})
        )
        step._pay()
        self.assertEqual((first | second).mapped("state"), ["repaid", "booked"])

    def test_in_cash_and_by_mobilepay(self):
        receipt = self.hand_in()
        self.approve(receipt)
        self._repay(channel="cash")._pay()
        self.assertBalances(_8041=0, _6471=75.5, _6483=0)
        self.approve(self.hand_in(files=[self.photo(6)]))
        payment = self._repay(channel="mobilepay")._pay()
        self.assertEqual(payment.journal_id.code, "MOBIL")
        self.assertBalances(_8041=0, _6483=-124.5, _6485=0)

    def test_where_to_pay(self):
        self.approve(self.hand_in())
        step = self._repay()
        line = step.line_ids
        self.assertIn("Ask her", line.pay_to)
        self.amina.phone = "12 34 56 78"
        line.invalidate_recordset()
        self.assertEqual(line.pay_to, "MobilePay 12 34 56 78")
        self.env["res.partner.bank"].create(
            {"partner_id": self.amina.id, "acc_number": "1234 0012345678"}
        )
        line.invalidate_recordset()
        self.assertEqual(line.pay_to, "Account 1234 0012345678")
        step.channel = "cash"
        self.assertEqual(line.pay_to, "In her hand")

    def test_paid_meanwhile(self):
        self.approve(self.hand_in())
        first, second = self._repay(), self._repay()
        first._pay()
        with self.assertRaises(UserError):
            second._pay()
        self.assertBalances(_8041=0)

    def test_the_form_of_paying_back(self):
        self.approve(self.hand_in())
        with Form(self.wizard("bydelsmor.repay")) as form:
            self.assertEqual(form.amount, 124.5)
            form.channel = "cash"
        form.record.action_confirm()
        self.assertBalances(_8041=0, _6471=75.5)

    def test_the_other_forms(self):
        with Form(self.wizard("bydelsmor.money.in")) as form:
            form.purpose_id = self.env.ref("bydelsmor.purpose_sale")
            form.amount = 60
            form.channel = "cash"
        form.record.action_confirm()
        self.assertBalances(_6471=260)
        with Form(self.wizard("bydelsmor.cash.transfer")) as form:
            form.amount = 40
        form.record.action_confirm()
        self.assertBalances(_6471=300)
        with Form(self.wizard("bydelsmor.advance")) as form:
            form.volunteer_id = self.vol_member_a
            self.assertEqual(form.holds, 0)
            form.amount = 100
        form.record.action_confirm()
        self.assertBalances(_6471=200, _6331=100)

    def test_she_keeps_the_books_of_another_group_than_she_looks_at(self):
        """Treasurer in A, auditor in B, and B is the group on her screen."""
        self.hand_over_books()
        self.approve(self.hand_in())
        groups = self.company_b | self.company_a
        step = self.env["bydelsmor.repay"].with_user(self.mix)
        step = step.with_context(allowed_company_ids=groups.ids).create({})
        self.assertEqual(step.company_id, self.company_a)
        self.assertEqual(step.line_ids.partner_id, self.amina)
        step.action_confirm()
        self.assertBalances(_8041=0)

    # ------------------------------------------------------------------
    # Money in
    # ------------------------------------------------------------------

    def _money_in(self, **values):
        return self.make(
            "bydelsmor.money.in",
            **{
                "purpose_id": self.env.ref("bydelsmor.purpose_grant_municipality").id,
                "amount": 10000,
                "from_name": "The municipality",
                **values,
            },
        )

    def test_a_grant_comes_in_with_its_letter(self):
        move = self._money_in(
            grant_id=self.grant.id, paper=base64.b64encode(papers.pdf())
        )._receive()
        self.assertEqual(self.booked(move), {"1545": -10000, "6190": 10000})
        self.assertRecordValues(
            move,
            [
                {
                    "move_type": "out_receipt",
                    "state": "posted",
                    "payment_state": "paid",
                    "journal_id": self.company_a._bydelsmor_journal("IND").id,
                    "voucher_name": "2026-0002",
                }
            ],
        )
        self.assertEqual(move.attachment_ids.mimetype, "application/pdf")
        self.assertEqual(move.message_main_attachment_id, move.attachment_ids)
        self.assertBalances(_6190=0, _6483=10000, _6481=1000, _1545=-10000)
        self.assertRecordValues(
            self.grant,
            [
                {
                    "amount_received": 10000,
                    "amount_spent": 0,
                    "amount_remaining": 10000,
                }
            ],
        )

    def test_coins_go_into_the_cash_box(self):
        self._money_in(
            purpose_id=self.env.ref("bydelsmor.purpose_sale").id,
            amount=340.5,
            channel="cash",
        )._receive()
        self.assertBalances(_1010=-340.5, _6471=540.5, _6190=0)

    def test_what_money_in_refuses(self):
        other_grant = self.env["bydelsmor.grant"].create(
            {"name": "B", "company_id": self.company_b.id, "amount_awarded": 1}
        )
        for values in (
            {"amount": 0},
            {"amount": -5},
            {"purpose_id": self.food.id},
            {"date": "2026-06-16"},
            {"grant_id": other_grant.id},
            {"paper": base64.b64encode(b"<script>")},
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self._money_in(**values)._receive()
        self.company_a.fiscalyear_lock_date = "2026-04-30"
        with self.assertRaises(UserError):
            self._money_in()._receive()

    # ------------------------------------------------------------------
    # Our own money moved
    # ------------------------------------------------------------------

    def test_cash_drawn_and_paid_in(self):
        self.make("bydelsmor.cash.transfer", amount=300)._move_money()
        self.assertBalances(_6471=500, _6483=-300, _6481=1000, _6831=0)
        payments = self.make(
            "bydelsmor.cash.transfer", amount=50, from_channel="cash", to_channel="bank"
        )._move_money()
        self.assertBalances(_6471=450, _6483=-250, _6481=1000, _6831=0)
        self.assertEqual(payments.mapped("payment_type"), ["outbound", "inbound"])
        labels = [set(payment.move_id.line_ids.mapped("name")) for payment in payments]
        self.assertEqual(labels, [{"Money out"}, {"Money in"}])
        self.assertTrue(payments[0].memo)

    def test_mobilepay_is_emptied_into_the_bank(self):
        self.make(
            "bydelsmor.cash.transfer",
            amount=80,
            from_channel="mobilepay",
            to_channel="bank",
        )._move_money()
        self.assertBalances(_6831=0, _6483=0)

    def test_what_a_transfer_refuses(self):
        for values in ({"amount": 0}, {"amount": 5, "to_channel": "bank"}):
            with self.assertRaises(UserError):
                self.make("bydelsmor.cash.transfer", **values)._move_money()

    # ------------------------------------------------------------------
    # Money in advance
    # ------------------------------------------------------------------

    def _advance(self, amount, **values):
        return self.make(
            "bydelsmor.advance",
            volunteer_id=self.vol_member_a.id,
            amount=amount,
            **values,
        )

    def test_an_advance_and_its_settlement(self):
        """She gets 150, buys for 124.50 and brings 25.50 back."""
        self._advance(150)._pay()
        self.assertBalances(_6331=150, _6471=50)
        receipt = self.hand_in(paid_by="advance")
        self.approve(receipt)
        self.assertEqual(receipt.state, "repaid")
        self.assertBalances(_6331=25.5, _8041=0, _1611=124.5)
        back = self._advance(25.5, kind="back")
        self.assertEqual(back.holds, 25.5)
        back.action_confirm()
        self.assertBalances(_6331=0, _6471=75.5)
        self.assertEqual(back.holds, 0)
        open_lines = self.env["account.move.line"].search(
            [
                ("company_id", "=", self.company_a.id),
                ("account_id.reconcile", "=", True),
                ("reconciled", "=", False),
                ("parent_state", "=", "posted"),
            ]
        )
        self.assertFalse(open_lines)

    def test_a_receipt_larger_than_the_advance(self):
        """She gets 100 and buys for 124.50: the group owes her 24.50."""
        self._advance(100, channel="bank")._pay()
        receipt = self.hand_in(paid_by="advance")
        self.approve(receipt)
        self.assertEqual(receipt.state, "booked")
        self.assertBalances(_6331=0, _8041=-24.5)
        self._repay()._pay()
        self.assertEqual(receipt.state, "repaid")
        self.assertBalances(_8041=0, _6483=-124.5)

    def test_several_receipts_against_one_advance(self):
        self._advance(200)._pay()
        first = self.hand_in(
            {"purpose_id": self.food.id, "amount": 120}, paid_by="advance"
        )
        second = self.hand_in(
            {"purpose_id": self.bus.id, "amount": 80}, paid_by="advance"
        )
        self.approve(first | second)
        self.assertEqual((first | second).mapped("state"), ["repaid"] * 2)
        self.assertBalances(_6331=0, _8041=0)

    def test_without_an_advance(self):
        receipt = self.hand_in(paid_by="advance")
        with self.assertRaises(ValidationError):
            self.approve(receipt)

    def test_more_back_than_she_holds(self):
        self._advance(100)._pay()
        with self.assertRaises(UserError):
            self._advance(100.01, kind="back")._pay()
        with self.assertRaises(UserError):
            self._advance(-1)._pay()
        with self.assertRaises(UserError):
            self.make(
                "bydelsmor.advance", volunteer_id=self.vol_member_b.id, amount=5
            )._pay()

    # ------------------------------------------------------------------
    # Who may
    # ------------------------------------------------------------------

    def test_only_the_groups_treasurer(self):
        self.approve(self.hand_in())
        donation = self.env.ref("bydelsmor.purpose_donation")
        steps = {
            "bydelsmor.money.in": {"purpose_id": donation.id, "amount": 5},
            "bydelsmor.cash.transfer": {"amount": 5},
            "bydelsmor.advance": {"volunteer_id": self.vol_member_a.id, "amount": 5},
            "bydelsmor.repay": {},
        }
        moves = self.env["account.move"].search_count([])
        for user in (
            self.member_a,
            self.board_a,
            self.auditor_a,
            self.treasurer_b,
            self.mix,
            self.secretariat,
            self.administrator,
        ):
            for model, values in steps.items():
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    self.make(model, user, **values).action_confirm()
            with self.assertRaises(AccessError):
                self.Receipt.search([], limit=1).with_user(user).action_repay()
        self.assertEqual(self.env["account.move"].search_count([]), moves)

    def test_a_treasurer_who_hands_over(self):
        self.approve(self.hand_in())
        self.hand_over_books()
        with self.assertRaises(AccessError):
            self._repay(self.treasurer_a)._pay()
        self.assertTrue(self._repay(self.mix)._pay())

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools.misc import format_date

from ...models.bookkeeping.seal import unseal
from . import papers
from .receipt_common import ReceiptCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 12:00:00")
class TestReceiptApprove(ReceiptCommon):
    """Who approves, and what then stands in Odoo's books."""

    # ------------------------------------------------------------------
    # What is booked: figures worked out by hand
    # ------------------------------------------------------------------

    def test_her_own_money(self):
        receipt = self.hand_in(
            {"purpose_id": self.food.id, "amount": 124.5},
            {"purpose_id": self.bus.id, "amount": 48, "grant_id": self.grant.id},
            {"amount": 20, "is_private": True},
        )
        self.approve(receipt)
        move = receipt.move_id
        self.assertRecordValues(
            receipt,
            [
                {
                    "state": "booked",
                    "amount": 192.5,
                    "amount_private": 20,
                    "amount_group": 172.5,
                    "approver_id": self.board_a.id,
                }
            ],
        )
        self.assertEqual(self.booked(move), {"1611": 124.5, "2471": 48, "8041": -172.5})
        self.assertRecordValues(
            move,
            [
                {
                    "move_type": "in_receipt",
                    "state": "posted",
                    "payment_state": "not_paid",
                    "partner_id": self.amina.id,
                    "amount_tax": 0,
                    "ref": "Netto",
                    "voucher_name": "2026-0002",
                }
            ],
        )
        self.assertEqual(str(move.date), "2026-03-03")
        self.assertEqual(receipt.display_name, "Voucher 2026-0002")
        bus = move.line_ids.filtered(lambda line: line.grant_id)
        self.assertEqual((bus.balance, bus.grant_id), (48, self.grant))
        self.assertIn(self.company_a, self.amina.bydelsmor_company_ids)

    def test_the_cash_box_moves_at_once(self):
        receipt = self.hand_in(paid_by="cash")
        self.approve(receipt)
        self.assertEqual(receipt.state, "repaid")
        self.assertEqual(self.booked(receipt.move_id), {"1611": 124.5, "7440": -124.5})
        self.assertFalse(receipt.move_id.partner_id)
        self.assertEqual(self.balance(self.company_a, "6471"), 200 - 124.5)
        self.assertEqual(self.balance(self.company_a, "7440"), 0)

    def test_card_and_mobilepay_wait_for_the_bank(self):
        self.approve(self.hand_in(paid_by="card") | self.hand_in(paid_by="mobilepay"))
        self.assertEqual(self.balance(self.company_a, "6483"), -249)
        self.assertEqual(self.balance(self.company_a, "6481"), 1000)
        self.assertEqual(self.balance(self.company_a, "6485"), 0)
        self.assertEqual(self.balance(self.company_a, "7440"), 0)
        payments = self.env["account.payment"].search(
            [("company_id", "=", self.company_a.id)], order="id"
        )
        self.assertEqual(payments.mapped("journal_id.code"), ["BANK", "MOBIL"])
        self.assertEqual(set(payments.mapped("state")), {"in_process"})

    def test_something_private_paid_with_the_groups_card(self):
        """The group laid it out, so she owes it until she brings it back."""
        receipt = self.hand_in(
            {"purpose_id": self.food.id, "amount": 100},
            {"amount": 30, "is_private": True},
            paid_by="card",
        )
        self.approve(receipt)
        self.assertEqual(
            self.booked(receipt.move_id), {"1611": 100, "6331": 30, "7440": -130}
        )
        hers = receipt.move_id.line_ids.filtered("partner_id")
        self.assertEqual((hers.balance, hers.partner_id), (30, self.amina))

    def test_all_of_it_private(self):
        receipt = self.hand_in({"amount": 30, "is_private": True})
        with self.assertRaises(UserError):
            self.approve(receipt)

    def test_photos_hang_on_the_entry_and_stay(self):
        receipt = self.hand_in(
            files=[self.photo(1), {"name": "x", "data": papers.pdf()}]
        )
        self.approve(receipt)
        papers_booked = receipt.move_id.attachment_ids.sorted("id")
        self.assertEqual(
            papers_booked.mapped("mimetype"), ["image/jpeg", "application/pdf"]
        )
        self.assertEqual(
            papers_booked.mapped("checksum"),
            receipt.attachment_ids.sorted("id").mapped("checksum"),
        )
        self.assertEqual(receipt.move_id.message_main_attachment_id, papers_booked[0])
        for attachment in papers_booked[0], receipt.attachment_ids[0]:
            for user in (
                self.treasurer_a,
                self.board_a,
                self.env.ref("base.user_admin"),
            ):
                for attempt in (
                    lambda a: a.unlink(),
                    lambda a: a.write({"raw": papers.jpeg()}),
                    lambda a: a.write({"res_id": 1}),
                ):
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        attempt(attachment.with_user(user))
        with self.assertRaises(UserError), self.env.cr.savepoint():
            receipt.with_user(self.board_a).photo = papers.jpeg()

    def test_she_still_sees_her_photo_and_the_board_too(self):
        receipt = self.hand_in()
        self.approve(receipt)
        for user in (self.member_a, self.board_a, self.auditor_a):
            self.assertTrue(receipt.attachment_ids.with_user(user).raw)
            self.assertEqual(receipt.with_user(user).voucher_name, "2026-0002")

    # ------------------------------------------------------------------
    # Who approves
    # ------------------------------------------------------------------

    def test_roles(self):
        receipt = self.hand_in()
        for user in (
            self.member_a,
            self.auditor_a,
            self.board_b,
            self.treasurer_b,
            self.mix,
            self.secretariat,
            self.administrator,
        ):
            with self.assertRaises(AccessError):
                self.approve(receipt, user)
        self.assertEqual(receipt.state, "handed_in")
        for user in (self.board_a, self.chair_a, self.treasurer_a, self.volunteer_a):
            receipt = self.hand_in()
            self.assertTrue(receipt.with_user(user).can_approve)
            self.approve(receipt, user)
            self.assertEqual(receipt.state, "booked")

    def test_nobody_approves_her_own(self):
        own = self.hand_in(user=self.board_a)
        handed_in_by_her = self.draft(paid_by="own", lost=False)
        handed_in_by_her._add_files([self.photo()])
        handed_in_by_her.action_hand_in()
        bought_by_her = self.draft(volunteer_id=self.vol_chair_a.id)
        bought_by_her._add_files([self.photo()])
        bought_by_her.action_hand_in()
        for receipt, user in (
            (own, self.board_a),
            (handed_in_by_her, self.board_a),
            (bought_by_her, self.chair_a),
        ):
            self.assertFalse(receipt.with_user(user).can_approve)
            with self.assertRaises(UserError):
                self.approve(receipt, user)
        self.approve(own, self.chair_a)

    def test_a_mandate_that_ended_approves_nothing(self):
        receipt = self.hand_in()
        self.vol_board_a.mandate_ids.filtered(
            lambda m: m.role == "board_member"
        ).action_end()
        with self.assertRaises(AccessError):
            self.approve(receipt, self.board_a)

    def test_two_approve_where_the_group_wants_it(self):
        self.group_a.second_approver = True
        receipt = self.hand_in()
        self.approve(receipt, self.board_a)
        self.assertEqual(receipt.state, "approved")
        self.assertFalse(receipt.move_id)
        with self.assertRaises(UserError):
            self.approve(receipt, self.board_a)
        with self.assertRaises(UserError):
            receipt.with_user(self.chair_a).shop = "Elsewhere"
        self.approve(receipt, self.chair_a)
        self.assertRecordValues(
            receipt,
            [
                {
                    "state": "booked",
                    "approver_id": self.board_a.id,
                    "approver2_id": self.chair_a.id,
                }
            ],
        )

    def test_sent_back_forgets_the_first_approval(self):
        self.group_a.second_approver = True
        receipt = self.hand_in()
        self.approve(receipt, self.board_a)
        receipt.with_user(self.chair_a).action_return("Please take the photo again")
        self.assertEqual(
            (receipt.state, bool(receipt.approver_id)), ("returned", False)
        )

    def test_twice(self):
        receipt = self.hand_in()
        self.approve(receipt)
        with self.assertRaises(UserError):
            self.approve(receipt, self.chair_a)

    # ------------------------------------------------------------------
    # A lost receipt
    # ------------------------------------------------------------------

    def test_lost_by_two_signatures_of_two_people(self):
        with self.assertRaises(ValidationError):
            self.hand_in(files=[], lost={"explanation": " "})
        receipt = self.hand_in(files=[], lost={"explanation": "The bag was stolen"})
        self.assertEqual(receipt.lost_signer_id, self.member_a)
        with self.assertRaises(UserError):
            self.approve(receipt)
        with self.assertRaises(UserError):
            receipt.with_user(self.member_a)._sign_lost()
        with self.assertRaises(AccessError):
            receipt.with_user(self.member_b)._sign_lost()
        receipt.with_user(self.chair_a).action_sign_lost()
        self.assertEqual(receipt.lost_signer2_id, self.chair_a)
        self.approve(receipt)
        self.assertEqual(receipt.state, "booked")

    def test_the_buyer_does_not_sign_twice_when_another_hands_in(self):
        receipt = self.draft(lost=True, lost_explanation="Stolen")
        receipt.action_hand_in()
        self.assertEqual(receipt.lost_signer_id, self.board_a)
        for user in (self.board_a, self.member_a):
            with self.assertRaises(UserError):
                receipt.with_user(user)._sign_lost()
        receipt.with_user(self.chair_a)._sign_lost()
        self.assertEqual(receipt.lost_signer2_id, self.chair_a)

    # ------------------------------------------------------------------
    # What is approved stays
    # ------------------------------------------------------------------

    def test_nothing_changes_after_approval(self):
        receipt = self.hand_in()
        self.approve(receipt)
        for attempt in (
            lambda r: r.write({"shop": "Elsewhere"}),
            lambda r: r.write({"volunteer_id": self.vol_board_a.id}),
            lambda r: r.write({"date": "2026-04-01"}),
            lambda r: r.write({"book_date": "2026-04-01"}),
            lambda r: r.write({"line_ids": [Command.clear()]}),
            lambda r: r.line_ids.write({"amount": 1}),
            lambda r: r.line_ids.unlink(),
            lambda r: r.line_ids.create(
                {"receipt_id": r.id, "purpose_id": self.food.id, "amount": 1}
            ),
            lambda r: r.action_return("No"),
            lambda r: r.action_cancel(),
            lambda r: r.action_hand_in(),
            lambda r: r.unlink(),
        ):
            for attempting in receipt.with_user(self.treasurer_a), receipt.sudo():
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    attempt(attempting)
        self.assertEqual(receipt.shop, "Netto")

    def test_our_own_jobs_may(self):
        receipt = self.hand_in()
        self.approve(receipt)
        unseal(receipt).shop = False
        self.assertFalse(receipt.shop)

    # ------------------------------------------------------------------
    # A closed year asks, and nothing moves
    # ------------------------------------------------------------------

    def test_a_closed_year_stops_with_a_question(self):
        self.company_a.fiscalyear_lock_date = "2026-03-31"
        receipt = self.hand_in()
        with self.assertRaises(UserError) as caught:
            self.approve(receipt)
        self.assertIn("Book it on", str(caught.exception))
        self.assertFalse(receipt.move_id)
        receipt.with_user(self.board_a).book_date = "2026-04-01"
        self.approve(receipt)
        move = receipt.move_id
        self.assertEqual(str(move.date), "2026-04-01")
        self.assertEqual(str(receipt.date), "2026-03-03")
        self.assertIn(format_date(self.env, receipt.date), move.invoice_line_ids.name)

    def test_books_that_are_not_open(self):
        group = self.env["bydelsmor.group"].create(
            {"name": "No books", "municipality_id": self.municipality.id}
        )
        buyer = self.make_volunteer(group, "buyer", "bydelsmor")
        chair = self.make_volunteer(group, "chair", "chair")
        receipt = self.hand_in(user=buyer._ensure_user(), company=group.company_id)
        with self.assertRaises(UserError) as caught:
            self.approve(receipt, chair._ensure_user())
        self.assertIn("Open the books first", str(caught.exception))

    # ------------------------------------------------------------------
    # The screens
    # ------------------------------------------------------------------

    def test_every_role_opens_the_form(self):
        receipt = self.hand_in()
        booked = self.hand_in(files=[self.photo(3)])
        self.approve(booked)
        for user in (self.board_a, self.treasurer_a, self.auditor_a):
            for record in receipt, booked:
                form = Form(record.with_user(user))
                self.assertEqual(form.volunteer_id.id, self.vol_member_a.id)
                self.assertEqual(form.photo_count, 1)

    def test_a_new_receipt_in_the_web_client(self):
        self.give(self.vol_mix_a, "board_member")
        company = self.company_a.with_user(self.mix)
        with Form(self.Receipt.with_user(self.mix).with_company(company)) as form:
            self.assertEqual(form.volunteer_id.id, self.vol_mix_a.id)
            form.volunteer_id = self.vol_member_a
            form.shop = "Netto"
            with form.line_ids.new() as line:
                line.purpose_id = self.food
                line.amount = 20
        self.assertEqual(form.record.company_id, self.company_a)
        self.assertEqual(form.record.amount, 20)
        with self.assertRaises(ValidationError):
            form.record.action_hand_in()

    # ------------------------------------------------------------------
    # Paid through any door
    # ------------------------------------------------------------------

    def test_paid_with_odoos_own_wizard(self):
        receipt = self.hand_in()
        self.approve(receipt)
        self.env["account.payment.register"].with_user(self.treasurer_a).with_context(
            active_model="account.move", active_ids=receipt.move_id.ids
        ).create({"payment_date": "2026-03-10"}).action_create_payments()
        self.assertEqual(receipt.state, "repaid")
        self.assertTrue(receipt.paid_date)

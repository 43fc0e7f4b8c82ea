# pylint: disable=translation-required
import base64
from datetime import date

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import BookkeepingCommon

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA"
    "AABJRU5ErkJggg=="
)
PDF = b"%PDF-1.4\n%%EOF"


class GuardCommon(BookkeepingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.move = cls.make_receipt(cls.company_a, partner_id=cls.shop.id)
        cls.move.action_post()
        cls.free = cls.make_receipt(cls.other_company, partner_id=cls.shop.id)
        cls.free.action_post()

    def refuses(self):
        """Odoo's own refusals are UserErrors as well; ours name the button."""
        return self.assertRaisesRegex(UserError, "Correct a mistake")


@tagged("post_install", "-at_install")
class TestSealedEntries(GuardCommon):
    def test_reset_to_draft_and_cancel(self):
        for record in (
            self.move,
            self.move.sudo(),
            self.move.with_user(self.treasurer_a),
        ):
            with self.refuses():
                record.button_draft()
            with self.refuses():
                record.button_cancel()
        with self.refuses():
            self.move.write({"state": "draft"})
        self.free.button_draft()
        self.assertEqual(self.free.state, "draft")

    def test_every_word_of_it(self):
        for values in (
            {"name": "BILAG/2026/0500"},
            {"name": "/"},
            {"date": "2026-04-01"},
            {"invoice_date": "2026-04-01"},
            {"ref": "Another shop"},
            {"narration": "Another text"},
            {"partner_id": self.amina.id},
            {"inalterable_hash": "0"},
            {"posted_before": False},
            {"line_ids": [Command.update(self.move.line_ids[0].id, {"name": "X"})]},
        ):
            with self.subTest(values), self.refuses():
                self.move.sudo().write(values)
            with self.subTest(values), self.refuses():
                self.move.with_context(
                    skip_readonly_check=True, bydelsmor_unsealed=True
                ).write(values)

    def test_writing_what_stands_there_is_no_change(self):
        self.move.write({"ref": self.move.ref, "name": self.move.name})

    def test_lines(self):
        line = self.move.line_ids[0]
        other = self.company_a._bydelsmor_account("1612")
        for values in (
            {"account_id": other.id},
            {"name": "Something else"},
            {"balance": 1},
            {"debit": 1},
            {"partner_id": self.amina.id},
            {"price_unit": 1},
            {"date": "2026-04-01"},
        ):
            with self.subTest(values), self.refuses():
                line.sudo().write(values)
        with self.refuses():
            line.with_context(force_delete=True, dynamic_unlink=True).unlink()
        with self.refuses():
            self.env["account.move.line"].create(
                {"move_id": self.move.id, "account_id": other.id, "balance": 0}
            )

    def test_deleting(self):
        with self.refuses():
            self.move.with_context(force_delete=True).unlink()
        draft = self.make_entry(self.company_a)
        draft.unlink()
        self.assertFalse(draft.exists())

    def test_resequence_wizard(self):
        wizard = self.env["account.resequence.wizard"].with_context(
            active_model="account.move", active_ids=self.move.ids
        )
        with self.assertRaisesRegex(UserError, "never changed"):
            wizard.create({"first_name": "BILAG/2026/0700"}).resequence()
        name = self.free.name
        free = self.env["account.resequence.wizard"].with_context(
            active_model="account.move", active_ids=self.free.ids
        )
        free.create({"first_name": "BILAG/2026/03/0700"}).resequence()
        self.assertNotEqual(self.free.name, name)

    def test_payments(self):
        payment = self.make_payment(self.company_a)
        payment.action_post()
        for method in ("action_draft", "action_cancel", "action_reject", "unlink"):
            with self.subTest(method), self.refuses():
                getattr(payment.sudo(), method)()
        for values in (
            {"amount": 5},
            {"date": "2026-04-01"},
            {"partner_id": self.shop.id},
            {"memo": "Else"},
            {"state": "canceled"},
            {"state": "draft"},
            {"move_id": False},
        ):
            with self.subTest(values), self.refuses():
                payment.sudo().write(values)
        self.assertEqual(payment.amount, 100)

    def test_bank_lines(self):
        line = self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.company_a._bydelsmor_journal("BANK").id,
                "date": "2026-03-03",
                "amount": -100,
                "payment_ref": "From the bank",
            }
        )
        for values in (
            {"amount": 5},
            {"date": "2026-04-01"},
            {"payment_ref": "Else"},
            {"partner_id": self.shop.id},
        ):
            with self.subTest(values), self.refuses():
                line.sudo().write(values)
        with self.refuses():
            line.sudo().unlink()
        items = line.line_ids
        line.action_undo_reconciliation()
        self.assertEqual(line.line_ids, items)

    def test_journals_keep_one_series(self):
        journal = self.company_a._bydelsmor_journal("BILAG")
        for name in ("refund_sequence", "payment_sequence", "restrict_mode_hash_table"):
            with self.subTest(name), self.assertRaises(ValidationError):
                journal[name] = True
                self.env.flush_all()
        theirs = self.other_company._bydelsmor_journal("BILAG")
        theirs.restrict_mode_hash_table = True

    def test_merging_contacts(self):
        twin = self.env["res.partner"].create({"name": "The shop again"})
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        with self.assertRaisesRegex(UserError, "cannot be merged"):
            wizard._merge((self.shop | twin).ids, self.shop)
        third = self.env["res.partner"].create({"name": "The shop again"})
        wizard._merge((third | twin).ids, third)
        self.assertFalse(twin.exists())

    def test_single_entries_are_not_hashed(self):
        with self.assertRaisesRegex(UserError, "whole year"):
            self.move.button_hash()
        self.assertFalse(self.move.inalterable_hash)
        self.free.button_hash()
        self.assertTrue(self.free.inalterable_hash)

    def test_odoo_s_own_ways_stay_open(self):
        """Paying, matching, loosening and turning around are no edits."""
        payment = self.make_payment(self.company_a, partner_id=self.shop.id)
        payment.action_post()
        payable = self.move.line_ids.filtered(
            lambda line: line.account_id.account_type == "liability_payable"
        )
        other = payment.move_id.line_ids.filtered(
            lambda line: line.account_id == payable.account_id
        )
        (payable | other).reconcile()
        self.assertEqual(self.move.payment_state, "paid")
        payable.remove_move_reconcile()
        self.assertEqual(self.move.payment_state, "not_paid")
        self.move.message_post(body="A word about it")


@tagged("post_install", "-at_install")
class TestSealedPapers(GuardCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.papers = cls.attach(cls.move)

    @classmethod
    def attach(cls, record):
        return cls.env["ir.attachment"].create(
            [
                {
                    "name": name,
                    "raw": raw,
                    "mimetype": mimetype,
                    "res_model": record._name,
                    "res_id": record.id,
                }
                for name, raw, mimetype in (
                    ("photo.png", PNG, "image/png"),
                    ("photo.jpg", b"\xff\xd8\xff\xe0photo", "image/jpeg"),
                    ("photo.heic", b"\x00\x00\x00\x18ftypheic", "image/heic"),
                    ("bill.pdf", PDF, "application/pdf"),
                )
            ]
        )

    def refuses(self):
        return self.assertRaisesRegex(
            UserError, "belongs to something that is booked|hører til noget"
        )

    def test_any_type_by_any_way(self):
        for paper in self.papers:
            for record in (paper, paper.sudo(), paper.with_user(self.treasurer_a)):
                for values in (
                    {"raw": b"another"},
                    {"datas": base64.b64encode(b"another")},
                    {"res_id": False},
                    {"res_model": "res.partner", "res_id": self.amina.id},
                    {"name": "another.png"},
                    {"public": True},
                ):
                    with self.subTest(paper.name, values=values), self.refuses():
                        record.write(values)
                with self.subTest(paper.name), self.refuses():
                    record.unlink()
        self.assertEqual(self.papers[0].raw, PNG)

    def test_through_the_chatter(self):
        message = self.move.message_post(
            body="See the photo",
            message_type="comment",
            attachments=[("added.png", PNG)],
        )
        added = message.attachment_ids
        with self.refuses():
            added._delete_and_notify(message)
        with self.refuses():
            self.move._message_update_content(message, body="Gone", attachment_ids=[])
        message.sudo().unlink()
        self.assertTrue(added.exists())

    def test_which_picture_is_the_voucher(self):
        first, second = self.papers[:2]
        self.move.message_main_attachment_id = first
        with self.assertRaises(UserError):
            self.move.message_main_attachment_id = second
        # turning over the pictures in the web client neither changes nor fails
        second.register_as_main_attachment()
        self.assertEqual(self.move.message_main_attachment_id, first)

    def test_adding_later_is_noted(self):
        before = self.move.message_ids
        self.env["ir.attachment"].create(
            {
                "name": "late.png",
                "raw": PNG,
                "res_model": "account.move",
                "res_id": self.move.id,
            }
        )
        note = self.move.message_ids - before
        self.assertIn("late.png", note.body)

    def test_drafts_and_other_companies_are_free(self):
        for move in (self.make_receipt(self.company_a), self.free):
            papers = self.attach(move)
            papers[0].raw = b"another"
            papers[:3].unlink()

    def test_papers_of_payments(self):
        payment = self.make_payment(self.company_a)
        payment.action_post()
        paper = self.attach(payment)[0]
        with self.refuses():
            paper.unlink()

    def test_token_for_a_preview_may_be_made(self):
        self.papers[0].generate_access_token()


@tagged("post_install", "-at_install")
class TestLockedPeriods(GuardCommon):
    def setUp(self):
        super().setUp()
        self.company_a.fiscalyear_lock_date = date(2026, 6, 30)
        self.other_company.fiscalyear_lock_date = date(2026, 6, 30)

    def stops(self):
        return self.assertRaisesRegex(UserError, "is closed.*2026.*Choose a date after")

    def test_a_receipt_is_stopped_not_moved(self):
        move = self.make_receipt(self.company_a, date="2026-03-05")
        self.assertEqual(move.date, date(2026, 3, 5))
        with self.stops():
            move.action_post()
        with self.stops():
            move._post(soft=True)
        self.assertEqual((move.state, move.date), ("draft", date(2026, 3, 5)))
        self.assertIn("closed", move.tax_lock_date_message)

    def test_elsewhere_odoo_moves_it(self):
        move = self.make_receipt(self.other_company, date="2026-03-05")
        move.action_post()
        self.assertGreater(move.date, date(2026, 6, 30))

    def test_entries_payments_and_bank_lines(self):
        with self.stops():
            self.make_entry(self.company_a)._post(soft=False)
        with self.stops():
            self.make_payment(self.company_a).action_post()
        with self.stops():
            self.env["account.bank.statement.line"].create(
                {
                    "journal_id": self.company_a._bydelsmor_journal("BANK").id,
                    "date": "2026-03-03",
                    "amount": -100,
                }
            )

    def test_the_day_after_is_open(self):
        move = self.make_receipt(self.company_a, date="2026-07-01")
        move.action_post()
        self.assertEqual(move.date, date(2026, 7, 1))

    def test_hard_lock(self):
        self.company_a.hard_lock_date = date(2026, 7, 31)
        with self.stops():
            self.make_receipt(self.company_a, date="2026-07-01").action_post()

from datetime import date

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged

from .common import BookkeepingCommon


@tagged("post_install", "-at_install")
class TestErasure(BookkeepingCommon):
    """A speaker was paid in 2019 and in 2020. On 1 January 2025 the first voucher
    loses her name and its photo, the second keeps both for one more year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.speaker = cls.env["res.partner"].create(
            {"name": "Fatma Speaker", "email": "fatma@example.com", "phone": "12345678"}
        )
        cls.old = cls._paid(date(2019, 11, 5))
        cls.new = cls._paid(date(2020, 3, 5))
        cls.company_a._bydelsmor_secure(date(2020, 12, 31))
        cls.checker = new_test_user(
            cls.env,
            "test_integrity",
            groups="base.group_user,account.group_account_user,base.group_system",
        )

    @classmethod
    def _paid(cls, day):
        move = cls.make_receipt(
            cls.company_a,
            date=day,
            partner_id=cls.speaker.id,
            ref="Fatma's talk",
            narration="Fatma came by train",
        )
        cls.env["ir.attachment"].create(
            {
                "name": "photo.jpg",
                "raw": b"photo",
                "res_model": "account.move",
                "res_id": move.id,
            }
        )
        move.action_post()
        owed = move.line_ids.filtered(
            lambda line: line.account_id.account_type == "liability_payable"
        )
        payment = cls.env["account.payment"]._bydelsmor_pay(
            [
                {
                    "lines": owed,
                    "journal": cls.company_a._bydelsmor_journal("BANK"),
                    "date": day,
                    "text": "Fatma's talk",
                }
            ]
        )
        payment.action_bydelsmor_seen_in_bank()
        return move

    def _erase(self, day="2025-01-01"):
        with freeze_time(day):
            return self.company_a._bydelsmor_erase()

    def _integrity(self):
        """Odoo's own check of the hashes: {journal: status}."""
        company = self.company_a.with_user(self.checker).sudo()
        results = company._check_hash_integrity()["results"]
        return {
            row["journal_name"]: row["status"]
            for row in results
            if row["status"] != "no_data"
        }

    def _everything_of(self, move):
        """All the text that stands in the voucher, its payment and its bank line."""
        moves = move | move._bydelsmor_counterparts().move_id
        words = []
        for name, field in moves._fields.items():
            if field.store and field.type in ("char", "text", "html"):
                words += [str(value) for value in moves.mapped(name)]
        words += moves.line_ids.mapped("name")
        words += moves.origin_payment_id.mapped("memo")
        words += moves.partner_id.mapped("name") + moves.line_ids.partner_id.mapped(
            "name"
        )
        words += [str(body) for body in moves.message_ids.mapped("body")]
        return " ".join(str(word) for word in words)

    def _figures(self):
        lines = self.env["account.move.line"].search(
            [("company_id", "=", self.company_a.id)], order="id"
        )
        return [
            (
                line.move_id.voucher_name,
                line.move_id.name,
                line.date,
                line.account_id.id,
                line.name,
                line.balance,
                line.reconciled,
            )
            for line in lines
        ]

    def test_when(self):
        until = {
            "2024-12-31": date(2018, 12, 31),
            "2025-01-01": date(2019, 12, 31),
            "2025-12-31": date(2019, 12, 31),
            "2026-01-01": date(2020, 12, 31),
        }
        for today, last in until.items():
            with freeze_time(today):
                self.assertEqual(self.company_a._bydelsmor_erasable_until(), last)
        self.assertFalse(self._erase("2024-12-31"))
        self.assertIn("Fatma", self._everything_of(self.old))

    def test_other_year_ends(self):
        self.company_a.write({"fiscalyear_last_month": "6", "fiscalyear_last_day": 30})
        with freeze_time("2025-06-30"):
            last = self.company_a._bydelsmor_erasable_until()
            self.assertEqual(last, date(2019, 6, 30))
        with freeze_time("2025-07-01"):
            last = self.company_a._bydelsmor_erasable_until()
            self.assertEqual(last, date(2020, 6, 30))

    def test_names_go_figures_and_hashes_stay(self):
        before = self._figures()
        intact = self._integrity()
        self.assertEqual(set(intact.values()), {"verified"})
        log = self._erase()
        self.assertNotIn("Fatma", self._everything_of(self.old))
        self.assertFalse(self.old.partner_id)
        self.assertFalse(self.old.line_ids.partner_id)
        self.assertTrue(self.old.bydelsmor_erased)
        self.assertEqual(self._figures(), before)
        self.assertEqual(self._integrity(), intact)
        self.assertEqual(log.until, date(2019, 12, 31))
        # the receipt, its payment and the bank's line
        self.assertEqual((log.entry_count, log.name_count, log.paper_count), (3, 3, 1))

    def test_photos_go(self):
        Attachment = self.env["ir.attachment"]
        domain = [("res_model", "=", "account.move"), ("res_id", "=", self.old.id)]
        self.assertTrue(Attachment.search(domain))
        self._erase()
        self.assertFalse(Attachment.search(domain))

    def test_the_next_year_is_kept(self):
        self._erase()
        self.assertIn("Fatma", self._everything_of(self.new))
        self.assertFalse(self.new.bydelsmor_erased)
        self.assertEqual(self.new.partner_id, self.speaker)
        self.assertEqual(self.speaker.name, "Fatma Speaker")

    def test_the_contact_goes_with_the_last_voucher(self):
        self._erase()
        log = self._erase("2026-01-01")
        self.assertEqual(log.contact_count, 1)
        self.assertNotIn("Fatma", self.speaker.name)
        self.assertFalse(self.speaker.email)
        self.assertFalse(self.speaker.phone)
        self.assertFalse(self.speaker.active)
        self.assertEqual(set(self._integrity().values()), {"verified"})

    def test_a_volunteer_keeps_her_contact(self):
        """Her name leaves the old vouchers; she herself is still in the group."""
        move = self.make_receipt(
            self.company_a, date="2019-05-01", partner_id=self.amina.id
        )
        move.action_post()
        self._erase()
        self.assertFalse(move.partner_id)
        self.assertEqual(self.amina.name, self.vol_member_a.name)
        self.assertTrue(self.amina.active)

    def test_shops_stay(self):
        move = self.make_receipt(
            self.company_a, date="2019-05-01", partner_id=self.shop.id
        )
        move.action_post()
        self._erase()
        self.assertEqual(move.partner_id, self.shop)
        self.assertTrue(move.bydelsmor_erased)

    def test_receipts_go(self):
        purpose = self.env.ref("bydelsmor.purpose_activity_food")
        receipts = self.env["bydelsmor.receipt"].create(
            [
                {
                    "company_id": self.company_a.id,
                    "volunteer_id": self.vol_member_a.id,
                    "date": day,
                    "lost": True,
                    "lost_explanation": "The wind took it",
                    "line_ids": [(0, 0, {"purpose_id": purpose.id, "amount": 60})],
                }
                for day in ("2019-05-01", "2019-06-01", "2020-05-01")
            ]
        )
        receipts.sudo().write({"state": "handed_in"})
        booked, returned, later = receipts
        (booked | later).sudo()._book()
        returned.sudo().write({"state": "returned"})
        move = booked.move_id
        log = self._erase()
        self.assertEqual(log.receipt_count, 2)
        self.assertEqual(receipts.exists(), later)
        self.assertTrue(move.bydelsmor_erased)
        self.assertAlmostEqual(move.amount_total, 60)

    def test_the_job(self):
        job = self.env.ref("bydelsmor.ir_cron_erase")
        with freeze_time("2025-01-01"), self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.assertTrue(self.old.bydelsmor_erased)
        self.assertFalse(self.new.bydelsmor_erased)

    def test_erasing_twice(self):
        self._erase()
        self.assertFalse(self._erase())

    def test_other_groups_and_companies(self):
        theirs = self.make_receipt(
            self.company_b, date="2019-05-01", partner_id=self.speaker.id
        )
        other = self.make_receipt(
            self.other_company, date="2019-05-01", partner_id=self.speaker.id
        )
        (theirs | other).action_post()
        self._erase()
        self.assertEqual(theirs.partner_id, self.speaker)
        self.assertEqual(other.partner_id, self.speaker)

    def test_bank_texts_can_be_erased(self):
        """The bank's words name people, so they never become part of the hash."""
        line = self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.company_a._bydelsmor_journal("BANK").id,
                "date": "2019-12-01",
                "amount": 25,
                "payment_ref": "MobilePay Fatma",
                "partner_name": "Fatma",
            }
        )
        self.assertEqual(line.ref, "MobilePay Fatma")
        self.assertNotIn("Fatma", " ".join(line.line_ids.mapped("name")))
        self._erase()
        self.assertFalse(line.ref)
        self.assertFalse(line.partner_name)

    def test_the_log_is_read_by_those_with_books(self):
        log = self._erase()
        self.assertEqual(log.with_user(self.treasurer_a).entry_count, 3)
        self.assertEqual(log.with_user(self.auditor_a).entry_count, 3)
        for user in (self.board_a, self.treasurer_b):
            with self.subTest(user.login), self.assertRaises(AccessError):
                log.with_user(user).read(["entry_count"])
        for user in (self.treasurer_a, self.administrator):
            with self.subTest(user.login), self.assertRaises(AccessError):
                log.with_user(user).write({"until": fields.Date.today()})
            with self.subTest(user.login), self.assertRaises(AccessError):
                log.with_user(user).unlink()

    def test_the_erased_partner_is_nobodys_field(self):
        self._erase()
        line = self.old.line_ids[0]
        self.assertTrue(line.sudo().bydelsmor_hashed_partner)
        for user in (self.treasurer_a, self.auditor_a, self.env.ref("base.user_admin")):
            with self.subTest(user.login), self.assertRaises(AccessError):
                line.with_user(user).read(["bydelsmor_hashed_partner"])
        self.assertNotIn(
            "bydelsmor_hashed_partner", line.with_user(self.treasurer_a).fields_get()
        )

    def test_an_invented_hash_is_found_out(self):
        """Only the partner is exempt: everything else is still part of the hash."""
        self._erase()
        line = self.old.line_ids[0]
        self.env.cr.execute(
            "UPDATE account_move_line SET name = 'Else' WHERE id = %s", [line.id]
        )
        self.env.invalidate_all()
        self.assertIn("corrupted", self._integrity().values())

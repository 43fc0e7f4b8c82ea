import base64
import uuid

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from . import papers
from .receipt_common import ReceiptCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 12:00:00")
class TestReceiptHandIn(ReceiptCommon):
    """The door of the phone pages, and what it refuses."""

    def test_a_member_hands_in(self):
        receipt = self.hand_in(
            {"purpose_id": self.food.id, "amount": "1.234,50", "note": " for 20 "},
            {"purpose_id": self.bus.id, "amount": 48, "grant_id": self.grant.id},
        )
        self.assertRecordValues(
            receipt,
            [
                {
                    "state": "handed_in",
                    "volunteer_id": self.vol_member_a.id,
                    "submitter_id": self.member_a.id,
                    "company_id": self.company_a.id,
                    "amount": 1282.5,
                    "amount_private": 0,
                    "amount_group": 1282.5,
                    "photo_count": 1,
                    "photo_missing": False,
                }
            ],
        )
        self.assertRecordValues(
            receipt.line_ids,
            [
                {"amount": 1234.5, "note": "for 20", "grant_id": False},
                {"amount": 48, "note": "", "grant_id": self.grant.id},
            ],
        )

    def test_she_sees_her_own_only(self):
        mine, hers = self.hand_in(), self.hand_in(user=self.board_a)
        seen = self.Receipt.with_user(self.member_a).search([])
        self.assertIn(mine, seen)
        self.assertNotIn(hers, seen)
        photo = mine.attachment_ids.with_user(self.member_a)
        self.assertTrue(photo.raw)
        with self.assertRaises(AccessError):
            hers.attachment_ids.with_user(self.member_a).read(["raw"])
        with self.assertRaises(AccessError):
            hers.with_user(self.member_a).read(["shop"])

    def test_a_portal_user_cannot_write_in_any_other_way(self):
        receipt = self.hand_in().with_user(self.member_a)
        for attempt in (
            lambda: receipt.write({"shop": "Elsewhere"}),
            lambda: receipt.write({"state": "booked"}),
            lambda: receipt.line_ids.write({"amount": 1000}),
            lambda: receipt.unlink(),
            lambda: receipt.copy(),
            lambda: receipt.create({"volunteer_id": self.vol_member_a.id}),
            lambda: receipt.action_approve(),
            lambda: receipt.action_approve_many(),
            lambda: receipt.action_return("No"),
            lambda: receipt.action_hand_in(),
            lambda: receipt.action_repay(),
            lambda: receipt.env["ir.attachment"].create(
                {
                    "name": "x",
                    "raw": papers.jpeg(),
                    "res_model": receipt._name,
                    "res_id": receipt.id,
                }
            ),
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.assertEqual(receipt.sudo().state, "handed_in")

    def test_only_members_of_the_group(self):
        for user in (self.member_b, self.auditor_a, self.secretariat):
            with self.assertRaises(AccessError):
                self.hand_in(user=user)
        with self.assertRaises(AccessError):
            self.hand_in(company=self.company_b)

    def test_a_company_in_superuser_mode_opens_nothing(self):
        with self.assertRaises(AccessError):
            self.Receipt.with_user(self.member_b)._hand_in(
                self.company_a.sudo(), self.values(), [self.photo()]
            )

    def test_what_is_not_asked_for_is_ignored(self):
        receipt = self.hand_in(
            {
                "purpose_id": self.food.id,
                "amount": 10,
                "receipt_id": 1,
                "company_id": 1,
            },
            state="booked",
            company_id=self.company_b.id,
            volunteer_id=self.vol_board_a.id,
            approver_id=self.board_a.id,
            move_id=1,
        )
        self.assertEqual(receipt.state, "handed_in")
        self.assertEqual(receipt.company_id, self.company_a)
        self.assertEqual(receipt.volunteer_id, self.vol_member_a)
        self.assertFalse(receipt.approver_id or receipt.move_id)

    # ------------------------------------------------------------------
    # Once, and only once
    # ------------------------------------------------------------------

    def test_sent_twice_it_is_stored_once(self):
        values, files = self.values(), [self.photo()]
        company = self.company_a.with_user(self.member_a)
        hand_in = self.Receipt.with_user(self.member_a)._hand_in
        first, second = hand_in(company, values, files), hand_in(company, values, files)
        self.assertEqual(first, second)
        self.assertEqual(len(first.attachment_ids), 1)

    def test_somebody_elses_uuid_tells_nothing(self):
        taken = self.hand_in().uuid
        words = set()
        for key, user in (
            (taken, self.board_a),
            (taken, self.member_b),
            ("no uuid", self.board_a),
            (None, self.board_a),
        ):
            company = self.company_b if user == self.member_b else self.company_a
            with self.assertRaises(ValidationError) as caught:
                self.hand_in(user=user, company=company, uuid=key)
            words.add(str(caught.exception))
        self.assertEqual(len(words), 1)

    def test_the_database_keeps_a_uuid_single(self):
        key = str(uuid.uuid4())
        self.draft().sudo().uuid = key
        with self.assertRaises(ValidationError):
            self.hand_in(uuid=key)

    # ------------------------------------------------------------------
    # What is refused, field by field
    # ------------------------------------------------------------------

    def test_amounts(self):
        for amount in (
            0, -5, "0,00", "abc", "", None, True, "1e5", "12,345", "NaN",
            float("nan"), float("inf"), 1_000_000, "=1+1", [], {},
        ):  # fmt: skip
            with self.assertRaises(ValidationError, msg=repr(amount)):
                self.hand_in({"purpose_id": self.food.id, "amount": amount})
        for typed, kroner in (
            ("124,50", 124.5), ("124.5", 124.5), ("1.234", 1234), ("1.234,5", 1234.5),
            ("12 000,00", 12000), (7, 7), (0.01, 0.01), (" 5 ", 5), ("0,1", 0.1),
        ):  # fmt: skip
            receipt = self.hand_in({"purpose_id": self.food.id, "amount": typed})
            self.assertEqual(receipt.amount, kroner, typed)

    def test_purpose(self):
        money_in = self.env.ref("bydelsmor.purpose_donation")
        for purpose in (None, 0, "1", money_in.id, 10**9, [self.food.id]):
            with self.assertRaises(ValidationError):
                self.hand_in({"purpose_id": purpose, "amount": 10})

    def test_grant_of_another_group(self):
        other = self.env["bydelsmor.grant"].create(
            {"name": "B", "company_id": self.company_b.id, "amount_awarded": 1}
        )
        with self.assertRaises(ValidationError):
            self.hand_in(
                {"purpose_id": self.food.id, "amount": 1, "grant_id": other.id}
            )

    def test_date(self):
        for date in ("2026-06-16", "2026-13-01", "", None, "yesterday", 5, [1], {1: 2}):
            with self.assertRaises(ValidationError, msg=repr(date)):
                self.hand_in(date=date)

    def test_who_paid_lines_and_texts(self):
        for values in (
            {"paid_by": "bank"},
            {"paid_by": None},
            {"lines": []},
            {"lines": "all"},
            {"lines": [1]},
            {"lines": [{"purpose_id": self.food.id, "amount": 1}] * 21},
            {"shop": "x" * 251},
        ):
            with self.assertRaises(ValidationError, msg=repr(values)):
                self.hand_in(**values)

    # ------------------------------------------------------------------
    # Photos
    # ------------------------------------------------------------------

    def test_photo_is_cleaned(self):
        sent = papers.jpeg_with_position()
        for data in (sent, base64.b64encode(sent).decode()):
            receipt = self.hand_in(files=[{"name": "../../x.exe", "data": data}])
            photo = receipt.attachment_ids
            self.assertEqual(photo.mimetype, "image/jpeg")
            self.assertTrue(photo.name.endswith(".jpg"))
            self.assertNotIn(b"Amina", photo.raw)
            self.assertFalse(photo.public)

    def test_a_file_that_is_no_photo(self):
        for data in (b"<script>", b"", "not base64!", None, 7):
            with self.assertRaises(ValidationError):
                self.hand_in(files=[{"name": "receipt.jpg", "data": data}])

    def test_too_many_photos(self):
        with self.assertRaises(ValidationError):
            self.hand_in(files=[self.photo()] * 9)

    def test_without_photo(self):
        with self.assertRaises(ValidationError):
            self.hand_in(files=[])
        receipt = self.hand_in({"purpose_id": self.fee.id, "amount": 35}, files=[])
        self.assertEqual(receipt.state, "handed_in")
        with self.assertRaises(ValidationError):
            self.hand_in(
                {"purpose_id": self.fee.id, "amount": 35},
                {"purpose_id": self.food.id, "amount": 10},
                files=[],
            )

    def test_every_other_door_cleans_too(self):
        receipt = self.hand_in(files=[self.photo(1)])
        Attachment = self.env["ir.attachment"].with_user(self.board_a)
        added = Attachment.create(
            {
                "name": "more.jpg",
                "raw": papers.jpeg_with_position(),
                "res_model": receipt._name,
                "res_id": receipt.id,
                "description": "no fingerprint",
            }
        )
        self.assertNotIn(b"Amina", added.raw)
        self.assertEqual(len(receipt.photo_fingerprints.split()), 2)
        loose = Attachment.create({"name": "x", "raw": b"<script>1</script>"})
        for attempt in (
            lambda: loose.write({"res_model": receipt._name, "res_id": receipt.id}),
            lambda: added.write({"raw": b"<svg onload='x'/>"}),
            lambda: Attachment.create(
                {
                    "name": "x",
                    "type": "url",
                    "url": "https://example.org",
                    "res_model": receipt._name,
                    "res_id": receipt.id,
                }
            ),
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                attempt()
        added.public = True
        self.assertFalse(added.public)
        added.unlink()
        self.assertEqual(len(receipt.photo_fingerprints.split()), 1)

    def test_the_forms_own_field_for_photos(self):
        receipt = self.draft(photo=base64.b64encode(papers.jpeg_with_position()))
        self.assertEqual(len(receipt.attachment_ids), 1)
        self.assertFalse(receipt.photo)
        self.assertNotIn(b"Amina", receipt.attachment_ids.raw)
        receipt.photo = base64.b64encode(papers.pdf())
        self.assertEqual(
            receipt.attachment_ids.sorted("id").mapped("mimetype"),
            ["image/jpeg", "application/pdf"],
        )
        for photo in receipt.attachment_ids:
            self.assertIn(f"/{photo.id}", receipt.photo_preview)

    # ------------------------------------------------------------------
    # Sent back and handed in again
    # ------------------------------------------------------------------

    def test_sent_back_with_a_kind_word_and_handed_in_again(self):
        receipt = self.hand_in()
        self.assertEqual(
            receipt.with_user(self.board_a).action_return()["res_model"],
            "bydelsmor.receipt.return",
        )
        dialog = (
            self.env["bydelsmor.receipt.return"]
            .with_user(self.board_a)
            .create(
                {
                    "receipt_ids": receipt.ids,
                    "reason": "Thank you! Take the photo again?",
                }
            )
        )
        dialog.action_confirm()
        self.assertEqual(receipt.state, "returned")
        hers = receipt.with_user(self.member_a)
        self.assertEqual(hers.return_reason, "Thank you! Take the photo again?")
        hers._hand_in_again(
            self.values({"purpose_id": self.bus.id, "amount": 50}), [self.photo(3)]
        )
        self.assertRecordValues(
            receipt,
            [{"state": "handed_in", "amount": 50, "photo_count": 2, "shop": "Netto"}],
        )
        self.assertFalse(receipt.return_reason)
        self.assertEqual(receipt.line_ids.purpose_id, self.bus)

    def test_only_her_own_and_only_sent_back(self):
        receipt = self.hand_in()
        with self.assertRaises(ValidationError):
            receipt.with_user(self.member_a)._hand_in_again(self.values(), [])
        receipt.with_user(self.board_a).action_return("Please")
        with self.assertRaises(ValidationError):
            receipt.with_user(self.board_a)._hand_in_again(self.values(), [])
        with self.assertRaises(AccessError):
            receipt.with_user(self.member_b)._hand_in_again(self.values(), [])

    def test_withdrawn(self):
        receipt = self.hand_in()
        with self.assertRaises(AccessError):
            receipt.with_user(self.member_b).action_cancel()
        receipt.with_user(self.member_a).action_cancel()
        self.assertEqual(receipt.state, "cancelled")
        with self.assertRaises(UserError):
            self.approve(receipt)

    # ------------------------------------------------------------------
    # The web client
    # ------------------------------------------------------------------

    def test_the_board_writes_for_somebody(self):
        receipt = self.draft(photo=base64.b64encode(papers.jpeg()))
        receipt.action_hand_in()
        self.assertEqual(receipt.state, "handed_in")
        self.assertEqual(receipt.submitter_id, self.board_a)

    def test_nothing_that_is_decided_is_written_by_hand(self):
        receipt = self.draft()
        for values in (
            {"state": "handed_in"},
            {"approver_id": self.board_a.id},
            {"lost_signer2_id": self.board_a.id},
            {"submitter_id": self.member_a.id},
            {"uuid": "x"},
            {"photo_fingerprints": ""},
            {"move_id": 1},
        ):
            with self.assertRaises(AccessError):
                receipt.write(values)
            with self.assertRaises(AccessError):
                self.draft(**values)
        with self.assertRaises(UserError):
            receipt.sudo().company_id = self.company_b
        with self.assertRaises(AccessError):
            self.draft(company_id=self.company_b.id)

    def test_somebody_of_another_group_is_not_the_buyer(self):
        with self.assertRaises(UserError):
            self.draft(volunteer_id=self.vol_member_b.id)

    def test_only_drafts_are_deleted(self):
        self.draft().unlink()
        with self.assertRaises(UserError):
            self.hand_in().with_user(self.board_a).unlink()

    def test_the_name_of_a_receipt_tells_nothing_private(self):
        receipt = self.hand_in(shop="Apoteket")
        name = receipt.display_name
        self.assertNotIn("Apoteket", name)
        self.assertNotIn(self.vol_member_a.name, name)

    # ------------------------------------------------------------------
    # Handed in twice?
    # ------------------------------------------------------------------

    def test_the_same_photo(self):
        first = self.hand_in()
        other = {"purpose_id": self.bus.id, "amount": 77}
        again = self.hand_in(other, user=self.board_a, shop="Bus", date="2026-05-05")
        self.assertEqual(again.duplicate_ids, first)
        self.assertIn("photo", again.duplicate_warning)
        different = self.hand_in(other, files=[self.photo(5)], shop="Bus")
        self.assertFalse(different.duplicate_ids)

    def test_the_same_figures(self):
        first = self.hand_in(shop="Netto  Vesterbro")
        again = self.hand_in(files=[self.photo(2)], shop="netto vesterbro ")
        self.assertEqual(again.duplicate_ids, first)
        for values in ({"shop": "Aldi"}, {"date": "2026-03-04"}):
            other = self.hand_in(files=[self.photo(4)], **values)
            self.assertFalse(other.duplicate_ids, values)
            other.with_user(self.member_a).action_cancel()

    def test_another_groups_receipts_are_not_told(self):
        self.hand_in(user=self.member_b, company=self.company_b)
        self.assertFalse(self.hand_in().duplicate_ids)

    def test_one_query_for_many(self):
        for number in range(12):
            self.hand_in(files=[self.photo(number)])
        self.env.flush_all()

        def count(receipts):
            receipts.invalidate_recordset()
            receipts.mapped("date")
            before = self.env.cr.sql_log_count
            receipts.mapped("duplicate_warning")
            return self.env.cr.sql_log_count - before

        receipts = self.Receipt.search([("company_id", "=", self.company_a.id)])
        self.assertEqual(len(receipts), 12)
        count(receipts)
        self.assertEqual(count(receipts[:2]), count(receipts))

    def test_a_list_costs_the_same_for_few_and_many(self):
        """What the list reads: 12 receipts need no more queries than 3."""
        for number in range(12):
            self.hand_in(files=[self.photo(number)])
        names = dict.fromkeys(
            (
                "date", "shop", "amount", "purpose_names", "duplicate_warning", "state",
                "voucher_name",
            ),
            {},
        )  # fmt: skip
        names["volunteer_id"] = {"fields": {"display_name": {}}}
        Receipt = self.Receipt.with_user(self.treasurer_a)

        def count(limit):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            Receipt.web_search_read([], names, limit=limit)
            return self.env.cr.sql_log_count - before

        count(3)
        self.assertEqual(count(3), count(12))

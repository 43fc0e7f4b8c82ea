from uuid import uuid4

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.bydelsmor.models.bookkeeping import receipt_by_code

from .test_documentation import MEGABYTE
from .test_meeting_code import CodeCase
from .test_receipt import picture


@tagged("post_install", "-at_install")
class TestReceiptByCode(CodeCase):
    """Money goes to a person: she writes her name, and the board says who it is."""

    def setUp(self):
        super().setUp()
        self.food = self.env.ref("bydelsmor.purpose_activity_food")
        _code, self.path = self.open_code()

    def item(self, **values):
        return {
            "uuid": str(uuid4()),
            "values": {
                "written_name": "Amina fra opgang 4",
                "amount": "248.50",
                "date": str(fields.Date.today()),
                "purpose_id": self.food.id,
                "paid_by": "own",
                **values,
            },
            "files": [{"name": "receipt.jpg", "data": picture()}],
        }

    def receipts(self):
        return self.env["bydelsmor.receipt"].search(
            [("company_id", "in", (self.company_a | self.company_b).ids)]
        )

    def hand_in(self, **values):
        item = self.item(**values)
        self.assertEqual(
            self.send(self.path, item, "receipt"), {"stored": item["uuid"]}
        )
        return self.receipts()

    def refused(self, item):
        before = self.receipts()
        with mute_logger("odoo.sql_db"):
            result = self.send(self.path, item, "receipt")
        self.assertTrue(result.get("error"), result)
        self.assertEqual(self.receipts(), before)
        return result

    def test_handed_in_once_with_a_name(self):
        item = self.item(volunteer_id=self.vol_chair_a.id, state="booked")
        for _time in range(3):
            self.assertEqual(
                self.send(self.path, item, "receipt"), {"stored": item["uuid"]}
            )
        receipt = self.receipts()
        self.assertRecordValues(
            receipt,
            [
                {
                    "company_id": self.company_a.id,
                    "state": "handed_in",
                    "volunteer_id": False,
                    "written_name": "Amina fra opgang 4",
                    "amount": 248.5,
                    "submitter_id": self.env.ref("base.public_user").id,
                }
            ],
        )
        self.assertEqual(receipt.attachment_ids.mimetype, "image/jpeg")
        public = self.env["bydelsmor.receipt"].with_user(receipt.submitter_id)
        self.assertFalse(public.has_access("read"))

    def test_the_board_says_who_it_is(self):
        receipt = self.hand_in().with_user(self.board_a)
        with self.assertRaises(UserError) as caught:
            receipt.action_approve()
        self.assertIn("Amina fra opgang 4", str(caught.exception))
        receipt.volunteer_id = self.vol_member_a
        with self.assertRaises(UserError):
            receipt.volunteer_id = False
        self.assertFalse(receipt.with_user(self.member_a).can_approve, "it is hers now")
        self.assertTrue(receipt.can_approve)
        self.company_a._bydelsmor_load_chart()
        self.company_a.bydelsmor_books_open = True
        receipt.action_approve()
        self.assertEqual(receipt.state, "booked")
        self.assertEqual(
            receipt.sudo().move_id.partner_id, self.vol_member_a.partner_id
        )

    def test_what_is_missing(self):
        for values, field in (
            ({"written_name": " "}, "form"),
            ({"written_name": "x" * 61}, "form"),
            ({"written_name": {"x": 1}, "amount": "0"}, "amount"),
            ({"amount": "-5"}, "amount"),
            ({"date": "9999-01-01"}, "form"),
            ({"purpose_id": 0}, "purpose"),
            ({"lost": True, "explanation": "Gone"}, "form"),
        ):
            self.assertEqual(self.refused(self.item(**values))["field"], field, values)
        item = self.item()
        item["files"] = [{"name": "x", "data": "no base64!"}]
        self.assertEqual(self.refused(item)["field"], "photo")
        for nonsense in (None, [], "x", {"values": [], "files": {}}):
            self.refused(nonsense)

    def test_ten_megabytes(self):
        item = self.item()
        item["files"] = [{"name": "x", "data": "A" * 15 * MEGABYTE}]
        self.assertEqual(self.refused(item)["field"], "photo")
        self.refused(self.item(written_name="x" * 10 * MEGABYTE))

    def test_uuid_of_a_woman(self):
        item = self.item()
        mine = self.env["bydelsmor.receipt"].with_user(self.member_a)
        mine._hand_in(
            self.company_a,
            {
                **{k: item["values"][k] for k in ("date", "paid_by")},
                "uuid": item["uuid"],
                "lines": [{"purpose_id": self.food.id, "amount": 10}],
            },
            [{"data": picture()}],
        )
        self.assertEqual(self.refused(item)["field"], "form")

    def test_over_or_of_another_group(self):
        meeting = self.a_meeting(self.group_b)
        code = self.env["bydelsmor.meeting.code"].create({"meeting_id": meeting.id})
        url = code._url()
        path = url[url.index("/bydelsmor/meeting/") :]
        self.send(path, self.item(), "receipt")
        self.assertEqual(self.receipts().company_id, self.company_b)
        code.date_revoked = fields.Datetime.now()
        self.path = path
        self.refused(self.item())

    def test_not_without_end(self):
        self.patch(receipt_by_code, "MOST_A_DAY", 1)
        self.hand_in()
        self.assertIn("Very many", self.refused(self.item())["error"])

    def test_page_tells_nothing_of_the_group(self):
        grant = self.env["bydelsmor.grant"].create(
            {
                "name": "Hemmelig pulje",
                "company_id": self.company_a.id,
                "amount_awarded": 100,
            }
        )
        page = self.url_open(f"{self.path}/receipt")
        self.assertEqual(page.status_code, 200)
        self.assertNotIn(grant.name, page.text)
        self.assertNotIn('name="lost"', page.text)
        self.assertIn('name="written_name"', page.text)
        self.assertNotIn('name="written_name"', self.url_open("/my/bydelsmor").text)

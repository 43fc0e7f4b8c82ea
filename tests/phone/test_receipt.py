import base64
import io
import json
from uuid import uuid4

from PIL import Image

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PhoneCase

SEND = "/my/bydelsmor/receipt/send"


def picture(colour="white"):
    """A small JPEG, as base64 text."""
    stream = io.BytesIO()
    Image.new("RGB", (60, 80), colour).save(stream, "JPEG")
    return base64.b64encode(stream.getvalue()).decode()


@tagged("post_install", "-at_install")
class TestPhoneReceipt(PhoneCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.food = cls.env.ref("bydelsmor.purpose_activity_food")
        cls.bus = cls.env.ref("bydelsmor.purpose_transport")
        cls.receipts = cls.env["bydelsmor.receipt"]

    def setUp(self):
        super().setUp()
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)

    def item(self, **changes):
        """What the page sends; ``values__x`` and ``x`` change single answers."""
        item = {
            "uuid": str(uuid4()),
            "user_id": self.member_a.id,
            "company_id": self.company_a.id,
            "again": 0,
            "values": {
                "amount": "248.50",
                "date": "2026-01-15",
                "purpose_id": self.food.id,
                "paid_by": "own",
                "occasion": "Women's café",
                "parts": [],
                "private": "",
            },
            "files": [{"name": "receipt.jpg", "data": picture()}],
        }
        for key, value in changes.items():
            outer, _sep, inner = key.partition("__")
            if inner:
                item[outer][inner] = value
            else:
                item[outer] = value
        return item

    def send(self, item):
        answer = self.url_open(
            SEND,
            data=json.dumps(
                {"jsonrpc": "2.0", "method": "call", "params": {"item": item}}
            ),
            headers={"Content-Type": "application/json"},
        ).json()
        self.assertNotIn("error", answer, answer.get("error"))
        return answer["result"]

    def stored(self, item):
        return self.receipts.search([("uuid", "=", item["uuid"])])

    def assertRefused(self, item, field):
        with mute_logger("odoo.sql_db"):
            result = self.send(item)
        self.assertEqual(set(result), {"error", "field"})
        self.assertEqual(result["field"], field, result)
        self.assertTrue(result["error"])
        uuid = item.get("uuid") if isinstance(item, dict) else None
        self.assertFalse(self.receipts.search([("uuid", "=", uuid)]))

    def test_stored(self):
        item = self.item()
        self.assertEqual(self.send(item), {"stored": item["uuid"]})
        receipt = self.stored(item)
        self.assertRecordValues(
            receipt,
            [
                {
                    "company_id": self.company_a.id,
                    "volunteer_id": self.vol_member_a.id,
                    "submitter_id": self.member_a.id,
                    "state": "handed_in",
                    "amount": 248.50,
                    "paid_by": "own",
                    "occasion": "Women's café",
                    "date": fields.Date.to_date("2026-01-15"),
                }
            ],
        )
        self.assertEqual(receipt.line_ids.purpose_id, self.food)
        self.assertEqual(len(receipt.attachment_ids), 1)

    def test_sent_twice_is_stored_once(self):
        item = self.item()
        for _i in range(3):
            self.assertEqual(self.send(item), {"stored": item["uuid"]})
        self.assertEqual(len(self.stored(item)), 1)
        self.assertEqual(len(self.stored(item).attachment_ids), 1)

    def test_split_by_hand(self):
        """248.50 with 100 for the bus and 48.50 private: 100 is left for the food."""
        item = self.item(
            values__parts=[{"amount": "100,00", "purpose_id": self.bus.id}],
            values__private="48,50",
        )
        self.send(item)
        lines = self.stored(item).line_ids
        found = {(line.purpose_id.id, line.is_private): line.amount for line in lines}
        self.assertEqual(
            found,
            {
                (self.food.id, False): 100.0,
                (self.bus.id, False): 100.0,
                (False, True): 48.5,
            },
        )

    def test_parts_cannot_be_more_than_the_whole(self):
        self.assertRefused(self.item(values__private="248.51"), "parts")
        part = {"amount": "300", "purpose_id": self.bus.id}
        self.assertRefused(self.item(values__parts=[part]), "parts")

    def test_all_in_parts_needs_no_first_purpose(self):
        part = {"amount": "248.50", "purpose_id": self.bus.id}
        item = self.item(values__parts=[part], values__purpose_id=0)
        self.send(item)
        self.assertEqual(self.stored(item).line_ids.purpose_id, self.bus)

    def test_lost(self):
        item = self.item(
            files=[], values__lost=True, values__explanation="Blown away at the beach"
        )
        self.send(item)
        self.assertTrue(self.stored(item).lost)

    def test_names_what_is_missing(self):
        self.assertRefused(self.item(values__amount=""), "amount")
        self.assertRefused(self.item(values__amount="0"), "amount")
        self.assertRefused(self.item(values__amount="-5"), "amount")
        self.assertRefused(self.item(values__amount="12.345,678"), "amount")
        self.assertRefused(self.item(values__purpose_id=0), "purpose")
        self.assertRefused(self.item(values__date="31/12"), "date")
        self.assertRefused(self.item(values__paid_by="thief"), "form")
        self.assertRefused(self.item(values__date="2099-01-01"), "form")
        self.assertRefused(self.item(files=[]), "form")

    def test_nonsense_is_refused_without_a_crash(self):
        for values in (
            None,
            [],
            "x",
            {"amount": {"a": 1}},
            {"amount": "1e9"},
            {"amount": "NaN"},
            {"amount": float(10**30)},
        ):
            self.assertRefused(self.item(values=values), "date")
        for changes in (
            {"values__amount": {"a": 1}},
            {"values__amount": "1e3"},
            {"values__amount": "Infinity"},
            {"values__amount": "9" * 40},
        ):
            self.assertRefused(self.item(**changes), "amount")
        for changes in (
            {"values__paid_by": ["own"]},
            {"values__shop": "x" * 4000, "values__paid_by": {}},
            {"values__purpose_id": 10**8},
            {
                "values__purpose_id": self.env.ref("bydelsmor.purpose_transport").id
                + 9999
            },
            {"values__grant_id": 99999},
            {"uuid": "no-uuid"},
        ):
            self.assertRefused(self.item(**changes), "form")
        for files in (
            [{"name": "x.jpg", "data": "%%%"}],
            [{"name": "x.jpg", "data": 5}],
            ["x"],
            [{"name": "x.jpg", "data": picture()}] * 9,
        ):
            self.assertRefused(self.item(files=files), "photo")
        for item in (None, [], "x", {}, 5):
            self.assertIn("error", self.send(item))

    def test_content_decides_what_a_picture_is(self):
        script = base64.b64encode(b"<svg onload=alert(1)>").decode()
        self.assertRefused(self.item(files=[{"name": "a.jpg", "data": script}]), "form")

    def test_too_large(self):
        large = base64.b64encode(b"\xff\xd8" + b"0" * (10 * 1024 * 1024)).decode()
        item = self.item(files=[{"name": "large.jpg", "data": large}])
        self.assertRefused(item, "photo")
        self.assertIn("10 MB", self.send(item)["error"])

    def test_company_of_another_group(self):
        self.assertRefused(self.item(company_id=self.company_b.id), "form")
        self.assertRefused(
            self.item(company_id=self.env.ref("base.main_company").id), "form"
        )

    def test_grant_of_another_group(self):
        grant = self.env["bydelsmor.grant"].create(
            {"name": "B's", "company_id": self.company_b.id, "amount_awarded": 500}
        )
        self.assertRefused(self.item(values__grant_id=grant.id), "form")

    def test_what_the_page_may_not_send_is_ignored(self):
        item = self.item(
            values__state="booked",
            values__company_id=self.company_b.id,
            values__volunteer_id=self.vol_chair_a.id,
            values__approver_id=self.member_a.id,
            state="booked",
            volunteer_id=self.vol_chair_a.id,
        )
        self.send(item)
        receipt = self.stored(item)
        self.assertEqual(receipt.state, "handed_in")
        self.assertEqual(receipt.company_id, self.company_a)
        self.assertEqual(receipt.volunteer_id, self.vol_member_a)
        self.assertFalse(receipt.approver_id)

    def test_another_womans_item_waits(self):
        result = self.send(self.item(user_id=self.member_b.id))
        self.assertTrue(result["wait"])
        self.assertNotIn("stored", result)

    def test_another_womans_uuid_is_refused_without_telling(self):
        item = self.item()
        self.send(item)
        self.leave()
        woman = self.make_volunteer(self.group_a, "other woman")
        _link, path = self.issue(woman)
        self.come_in(path)
        mine = {**self.item(user_id=woman.user_id.id), "uuid": item["uuid"]}
        taken = self.send(mine)
        nonsense = self.send({**mine, "uuid": "nonsense"})
        self.assertEqual(taken, nonsense)
        self.assertEqual(self.stored(item).submitter_id, self.member_a)

    def test_not_logged_in(self):
        self.leave()
        with mute_logger("odoo.http"):
            answer = self.url_open(
                SEND,
                data=json.dumps({"params": {"item": self.item()}}),
                headers={"Content-Type": "application/json"},
            ).json()
        self.assertEqual(answer["error"]["code"], 100)
        self.assertNotIn("result", answer)

    def test_form_posts_of_other_sites_do_not_reach_it(self):
        answer = self.url_open(
            SEND,
            data=json.dumps({"params": {"item": self.item()}}),
            headers={"Content-Type": "text/plain"},
        )
        self.assertNotEqual(answer.status_code, 200)

    def test_returned_and_handed_in_again(self):
        item = self.item()
        self.send(item)
        receipt = self.stored(item)
        receipt.with_user(self.board_a).action_return("The <b>sum</b> is hard to read")
        home = self.url_open("/my/bydelsmor").text
        self.assertIn("The &lt;b&gt;sum&lt;/b&gt; is hard to read", home)
        page = self.url_open(f"/my/bydelsmor/receipt/{receipt.id}").text
        self.assertIn('value="248,50"', page)
        again = self.item(again=receipt.id, values__amount="284.50", files=[])
        self.assertEqual(self.send(again), {"stored": again["uuid"]})
        self.assertEqual(receipt.state, "handed_in")
        self.assertEqual(receipt.amount, 284.5)
        # the answer was lost on the way: the phone sends once more
        self.assertEqual(self.send({**again, "retry": True}), {"stored": again["uuid"]})
        self.assertRefused({**again, "uuid": str(uuid4())}, "form")

    def test_again_only_with_ones_own(self):
        vals = {
            "company_id": self.company_a.id,
            "volunteer_id": self.vol_chair_a.id,
            "date": "2026-01-15",
            "line_ids": [(0, 0, {"purpose_id": self.food.id, "amount": 10})],
        }
        foreign = self.receipts.create({**vals, "state": "returned"})
        self.assertRefused(self.item(again=foreign.id), "form")
        self.assertRefused(self.item(again=foreign.id, retry=True), "form")
        self.assertEqual(foreign.amount, 10)
        page = self.url_open(
            f"/my/bydelsmor/receipt/{foreign.id}", allow_redirects=False
        )
        self.assertEqual(page.status_code, 303)

    def test_list_shows_only_ones_own_and_escapes(self):
        item = self.item(values__occasion="<script>alert(1)</script>")
        self.send(item)
        foreign = self.receipts.create(
            {
                "company_id": self.company_a.id,
                "volunteer_id": self.vol_chair_a.id,
                "date": "2026-01-15",
                "occasion": "Not hers to see",
                "line_ids": [(0, 0, {"purpose_id": self.food.id, "amount": 10})],
                "state": "handed_in",
            }
        )
        page = self.url_open("/my/bydelsmor/receipts").text
        self.assertIn("248,50", page)
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;", page)
        self.assertNotIn("<script>alert(1)", page)
        self.assertNotIn(foreign.occasion, page)

    def test_pictures_are_only_for_her(self):
        item = self.item()
        self.send(item)
        receipt = self.stored(item)
        photo = receipt.attachment_ids
        path = f"/my/bydelsmor/receipt/{receipt.id}/photo/{photo.id}"
        self.assertEqual(self.url_open(path).content, photo.raw)
        self.assertEqual(self.url_open(f"{path}?small=1").status_code, 200)
        other = self.env["ir.attachment"].create({"name": "x", "raw": b"secret"})
        for wrong in (
            f"/my/bydelsmor/receipt/{receipt.id}/photo/{other.id}",
            f"/my/bydelsmor/receipt/{receipt.id + 99}/photo/{photo.id}",
        ):
            self.assertEqual(self.url_open(wrong).status_code, 404)
        self.leave()
        woman = self.make_volunteer(self.group_a, "other woman")
        _link, way_in = self.issue(woman)
        self.come_in(way_in)
        self.assertEqual(self.url_open(path).status_code, 404)

    def test_chair_hands_in_too(self):
        """Internal users use the same pages."""
        self.leave()
        self.chair_a.password = "chair_a_chair_a"
        self.authenticate(self.chair_a.login, "chair_a_chair_a")
        page = self.url_open("/my/bydelsmor/receipt")
        self.assertEqual(page.status_code, 200)
        item = self.item(user_id=self.chair_a.id)
        self.assertEqual(self.send(item), {"stored": item["uuid"]})
        self.assertEqual(self.stored(item).volunteer_id, self.vol_chair_a)

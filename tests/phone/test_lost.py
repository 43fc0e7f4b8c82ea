from uuid import uuid4

from odoo.tests import tagged

from .common import PhoneCase

LOST = "/my/bydelsmor/lost"


@tagged("post_install", "-at_install")
class TestPhoneLost(PhoneCase):
    """Amina asks Hodan on the phone; Hodan signs on hers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vol_hodan = cls.make_volunteer(cls.group_a, "Hodan", "bydelsmor")
        cls.hodan = cls.vol_hodan._ensure_user()
        cls.hodan.partner_id.lang = "en_US"
        cls.vol_third = cls.make_volunteer(cls.group_a, "Third", "bydelsmor")
        cls.receipt = (
            cls.env["bydelsmor.receipt"]
            .with_user(cls.member_a)
            ._hand_in(
                cls.company_a.with_user(cls.member_a),
                {
                    "uuid": str(uuid4()),
                    "date": "2026-01-15",
                    "paid_by": "own",
                    "lines": [
                        {
                            "purpose_id": cls.env.ref(
                                "bydelsmor.purpose_activity_food"
                            ).id,
                            "amount": 248.5,
                        }
                    ],
                    "lost": {"explanation": "Left in the bus"},
                },
                [],
            )
            .with_env(cls.env)
        )

    def be(self, volunteer, board=None):
        self.leave()
        _link, path = self.issue(volunteer, user=board)
        self.come_in(path)

    def post(self, path, **data):
        page = self.url_open(LOST).text
        token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        return self.url_open(f"{LOST}/{path}", data={"csrf_token": token, **data}).text

    def test_from_asking_to_signing(self):
        self.be(self.vol_member_a)
        self.assertIn("Whom do you ask?", self.url_open("/my/bydelsmor").text)
        page = self.url_open(LOST).text
        self.assertIn("Left in the bus", page)
        self.assertIn("Hodan", page)
        self.assertNotIn("Yes, I sign too", page)
        page = self.post("ask", receipt=self.receipt.id, volunteer=self.vol_hodan.id)
        self.assertIn("She is asked", page)
        self.be(self.vol_third)
        self.assertNotIn("Left in the bus", self.url_open(LOST).text)
        self.be(self.vol_hodan)
        self.assertIn("Can you confirm it?", self.url_open("/my/bydelsmor").text)
        page = self.url_open(LOST).text
        self.assertIn("Left in the bus", page)
        self.assertIn("248,50", page)
        page = self.post("answer", receipt=self.receipt.id, answer="yes")
        self.assertIn("You have signed", page)
        self.assertEqual(self.receipt.lost_signer2_id, self.hodan)
        self.assertNotIn("Left in the bus", page)

    def test_what_she_is_not_asked_she_cannot_sign(self):
        self.receipt.with_user(self.member_a)._ask_lost(self.vol_third)
        for volunteer, board in (
            (self.vol_member_a, self.board_a),
            (self.vol_member_b, self.board_b),
        ):
            self.be(volunteer, board)
            token = self.csrf_token()
            page = self.url_open(
                f"{LOST}/answer",
                data={
                    "csrf_token": token,
                    "receipt": self.receipt.id,
                    "answer": "yes",
                },
            ).text
            self.assertIn("There is nothing to sign here.", page)
        self.assertFalse(self.receipt.lost_signer2_id)

    def csrf_token(self):
        page = self.url_open("/my/bydelsmor/me").text
        return page.partition('name="csrf_token" value="')[2].partition('"')[0]

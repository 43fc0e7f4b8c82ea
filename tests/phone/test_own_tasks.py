from odoo.tests import tagged

from ..phone.common import PhoneCase

TASKS, KNOWLEDGE = "/my/bydelsmor/tasks", "/my/bydelsmor/knowledge"
OFFER = "/bydelsmor/offer"


class Posting(PhoneCase):
    def post(self, page, path=None, **data):
        text = self.url_open(page).text
        token = text.partition('name="csrf_token" value="')[2].partition('"')[0]
        return self.url_open(
            path or page, data={"csrf_token": token, **data}, allow_redirects=False
        )


@tagged("post_install", "-at_install")
class TestOwnTasksOnPhone(Posting):
    def setUp(self):
        super().setUp()
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)

    def test_she_marks_and_raises_her_hand(self):
        page = self.url_open(TASKS).text
        self.assertIn("Plan and hold monthly meetings", page)
        mark = self.env["bydelsmor.task.mark"].search(
            [("group_id", "=", self.group_a.id)], limit=1
        )
        self.post(TASKS, f"{TASKS}/{mark.id}", level="help")
        self.post(TASKS, f"{TASKS}/{mark.id}", hand="up")
        self.assertEqual(mark.level, "help")
        self.assertEqual(mark.volunteer_ids, self.vol_member_a)
        self.assertIn("member a", self.url_open(TASKS).text)
        self.post(TASKS, f"{TASKS}/{mark.id}", hand="down")
        self.assertFalse(mark.volunteer_ids)
        foreign = (
            self.env["bydelsmor.task.mark"].sudo()._this_half_year(self.group_b)[0]
        )
        answer = self.post(TASKS, f"{TASKS}/{foreign.id}", level="help")
        self.assertEqual(answer.status_code, 404)

    def test_she_has_an_idea(self):
        self.post(KNOWLEDGE, name="Sleep of small children", speaker="", contact="")
        idea = self.env["bydelsmor.knowledge"].search(
            [("name", "=", "Sleep of small children")]
        )
        self.assertEqual(idea.group_id, self.group_a)
        self.env["bydelsmor.knowledge"].create(
            {"group_id": self.group_b.id, "name": "Of the neighbours"}
        )
        page = self.url_open(KNOWLEDGE).text
        self.assertIn("Sleep of small children", page)
        self.assertNotIn("Of the neighbours", page)


@tagged("post_install", "-at_install")
class TestPublicOffer(Posting):
    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self.good = {
            "group": self.group_a.id,
            "kind": "material",
            "name": "A folder about sleep",
            "speaker": "Mette",
            "contact": "mette@example.com",
        }

    def leads(self):
        return self.env["bydelsmor.knowledge"].search(
            [("name", "=", "A folder about sleep")]
        )

    def test_a_professional_offers(self):
        self.group_a.meeting_place = "Kept to the group"
        page = self.url_open(OFFER)
        self.assertEqual(page.status_code, 200)
        self.assertIn(self.group_a.name, page.text)
        for words in ("Kept to the group", "member a", "chair a"):
            self.assertNotIn(words, page.text)
        answer = self.post(OFFER, **self.good)
        self.assertTrue(answer.headers["Location"].endswith("?thanks=1"))
        self.assertEqual(self.leads().kind, "material")
        self.assertIn("Thank you", self.url_open(f"{OFFER}?thanks=1").text)

    def test_what_is_wrong_is_told_and_what_she_wrote_stays(self):
        answer = self.post(OFFER, **{**self.good, "contact": "call me"})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("no phone number and no e-mail", answer.text)
        self.assertIn("A folder about sleep", answer.text)
        self.assertFalse(self.leads())
        answer = self.post(
            OFFER, **{**self.good, "name": "<script>alert(1)</script>", "contact": "x"}
        )
        self.assertNotIn("<script>alert(1)", answer.text)

    def test_the_trap(self):
        answer = self.post(OFFER, website="http://spam.example", **self.good)
        self.assertEqual(answer.status_code, 303)
        self.assertFalse(self.leads())

    def test_not_without_the_page(self):
        answer = self.url_open(OFFER, data=self.good)
        self.assertEqual(answer.status_code, 400)

    def test_not_too_many(self):
        for _time in range(5):
            self.post(OFFER, **self.good)
        answer = self.post(OFFER, **self.good)
        self.assertIn("a lot at once", answer.text)
        self.assertEqual(len(self.leads()), 5)

import json
from uuid import uuid4

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .browser_common import HOME, BrowserCase
from .common import PhoneCase

CONVERSATION = f"{HOME}/conversation"
MEGABYTE = 1024 * 1024


def choice(env, name):
    return env.ref(f"bydelsmor.choice_{name}").id


class DocumentationOnPhone(PhoneCase):
    """A member who came in by a link, and what her phone sends."""

    def setUp(self):
        super().setUp()
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)
        self.forms = {
            "conversation": self.env["bydelsmor.conversation"],
            "contacts": self.env["bydelsmor.contact.tally"],
            "activity": self.env["bydelsmor.activity"],
        }
        self.answers = {
            "conversation": {
                "arose_id": choice(self.env, "arose_network"),
                "topic_ids": [choice(self.env, "topic_school")],
                "next_id": choice(self.env, "next_meet"),
            },
            "contacts": {"count": "4"},
            "activity": {"kind_id": choice(self.env, "activity_cafe")},
        }

    def item(self, name, values=None, **changes):
        return {
            "uuid": str(uuid4()),
            "user_id": self.member_a.id,
            "company_id": self.company_a.id,
            "values": {**self.answers[name], **(values or {})},
            **changes,
        }

    def post(self, name, item):
        return self.url_open(
            f"{HOME}/{name}/send",
            data=json.dumps({"jsonrpc": "2.0", "params": {"item": item}}),
            headers={"Content-Type": "application/json"},
        )

    def send(self, name, item):
        answer = self.post(name, item).json()
        self.assertNotIn("error", answer, answer.get("error"))
        return answer["result"]


@tagged("post_install", "-at_install")
class TestPhoneDocumentation(DocumentationOnPhone):
    """What arrives at the routes, told by a phone or by somebody with bad intent."""

    def assertRefused(self, name, item):
        with mute_logger("odoo.sql_db"):
            result = self.send(name, item)
        self.assertTrue(result.get("error"), result)
        self.assertFalse(self.forms[name].search([]))
        return result["field"] if set(result) == {"error", "field"} else result

    def test_stored_once(self):
        for name, forms in self.forms.items():
            item = self.item(name)
            for _time in range(3):
                self.assertEqual(self.send(name, item), {"stored": item["uuid"]})
            self.assertRecordValues(
                forms.search([]),
                [
                    {
                        "uuid": item["uuid"],
                        "company_id": self.company_a.id,
                        "author_id": self.member_a.id,
                        "date": fields.Date.today(),
                    }
                ],
            )

    def test_hidden_fields_cannot_be_tampered_with(self):
        """She cannot write for another woman, into another group, or past the form."""
        for name in self.forms:
            result = self.assertRefused(name, self.item(name, user_id=self.chair_a.id))
            self.assertTrue(result["wait"])
            self.assertRefused(name, self.item(name, company_id=self.company_b.id))
            self.assertRefused(name, self.item(name, company_id="1 OR 1=1"))
        self.send(
            "conversation",
            self.item(
                "conversation",
                {
                    "author_id": self.chair_a.id,
                    "company_id": self.company_b.id,
                    "create_uid": 1,
                    "id": 1,
                },
            ),
        )
        form = self.forms["conversation"].search([])
        self.assertEqual(form.author_id, self.member_a)
        self.assertEqual(form.company_id, self.company_a)

    def test_nonsense_is_refused_without_a_crash(self):
        for item in (None, [], "x", 5, {}, {"values": 7}, {"user_id": {}}):
            for name in self.forms:
                self.assertRefused(name, item)
        for values in (
            {"arose_id": 10**30},
            {"arose_id": -1},
            {"arose_id": "1; DROP TABLE"},
            {"arose_id": choice(self.env, "topic_school")},
            {"arose_id": {"x": []}},
            {"topic_ids": list(range(1, 5000))},
            {"topic_ids": [[1]]},
            {"topic_ids": "all"},
            {"next_id": True},
            {"language_id": True},
            {"language_id": [1]},
            {"date": "2026-02-30"},
            {"date": "9999-12-31"},
            {"date": {"y": 1}},
            {"date": 20260101},
            {"note": "x" * 300},
            {"note": {"x": "y"}},
            {"note": "ring 22 34 56 78"},
        ):
            self.assertRefused("conversation", self.item("conversation", values))
        for count in (0, -4, "", "many", 1.5, 10**40, "9" * 500, True, [4], None):
            self.assertRefused("contacts", self.item("contacts", {"count": count}))
        for values in (
            {"women_count": -1},
            {"women_count": "1e3"},
            {"hours": "nan"},
            {"hours": "inf"},
            {"hours": {"x": 1}},
            {"language_ids": [10**30]},
            {"name": "Hos nobody@example.org"},
        ):
            self.assertRefused("activity", self.item("activity", values))
        for uuid in (None, "", "no-uuid", 5, [], "x" * MEGABYTE):
            item = self.item("conversation", uuid=uuid)
            self.assertRefused("conversation", item)

    def test_names_the_question(self):
        for name, field, value in (
            ("conversation", "arose_id", 0),
            ("conversation", "topic_ids", []),
            ("conversation", "note", "22 34 56 78"),
            ("conversation", "date", "2019-01-01"),
            ("contacts", "count", 0),
            ("activity", "women_count", -1),
            ("activity", "new_women_count", 1),
            ("activity", "partner", "nobody@example.org"),
        ):
            item = self.item(name, {field: value})
            self.assertEqual(self.assertRefused(name, item), field)

    def test_letters_that_no_database_stores(self):
        item = self.item("conversation", {"note": "God\x00 snak\ud800\n i dag"})
        self.send("conversation", item)
        self.assertEqual(self.forms["conversation"].search([]).note, "God snak i dag")

    def test_ten_megabytes(self):
        for values in (
            {"note": "x" * 10 * MEGABYTE},
            {"date": "2" * 10 * MEGABYTE},
            {"topic_ids": "1" * 10 * MEGABYTE},
        ):
            self.assertRefused("conversation", self.item("conversation", values))
        item = self.item("conversation", {"unknown": "x" * 10 * MEGABYTE})
        self.assertEqual(self.send("conversation", item), {"stored": item["uuid"]})

    def test_number_of_another_woman(self):
        item = self.item("conversation")
        self.send("conversation", item)
        other = self.make_volunteer(self.group_a, "other member", "bydelsmor")
        user = other._ensure_user()
        self.leave()
        _link, path = self.issue(other)
        self.come_in(path)
        taken = {**item, "user_id": user.id}
        answers = {
            self.send("conversation", {**taken, "uuid": uuid})["error"]
            for uuid in (item["uuid"], "no-uuid")
        }
        self.assertEqual(len(answers), 1)
        self.assertEqual(len(self.forms["conversation"].search([])), 1)

    def test_nobody_logged_in(self):
        self.leave()
        answer = self.post("conversation", self.item("conversation")).json()
        self.assertEqual(answer["error"]["code"], 100)
        self.assertFalse(self.forms["conversation"].search([]))

    def test_help_asks_the_server_nothing(self):
        """Numbers stand in the page itself, so calling leaves no trace here."""
        self.vol_volunteer_a.phone = "+45 00 00 00 09"
        page = self.url_open(CONVERSATION).text
        self.assertIn('href="tel:+4500000009"', page)
        self.assertIn('href="sms:+4500000009"', page)
        self.assertIn("Call 112", page)

    def test_pages_belong_to_a_group(self):
        self.vol_member_a.mandate_ids.action_end()
        self.vol_member_a.state = "left"
        for name in self.forms:
            page = self.url_open(f"{HOME}/{name}")
            self.assertEqual(page.status_code, 200)
            self.assertIn("You are in no group", page.text)


@tagged("post_install", "-at_install")
class TestPhoneDocumentationBrowser(BrowserCase):
    """Taps on a phone of 390 × 844 points."""

    def setUp(self):
        super().setUp()
        with self.undisturbed():
            self.ids = {
                name: choice(self.env, name)
                for name in (
                    "arose_network",
                    "topic_school",
                    "topic_health",
                    "next_meet",
                    "bridge_doctor",
                    "activity_cafe",
                )
            }
        self.page = self.come_in_on(self.phone, self.vol_member_a)
        self.taps = 0

    def tap(self, selector):
        self.taps += 1
        self.page.locator(selector).locator("visible=true").first.tap()

    def answer(self, name):
        self.tap(f"label.o_bm_tile:has(input[value='{self.ids[name]}'])")

    def see(self, text):
        # Not before the page's script is awake, which a tap does not wait for.
        self.page.wait_for_selector("[data-submit]:not([disabled])", state="attached")
        self.page.locator(f".o_bm_question:visible:has-text('{text}')").wait_for()

    def conversations(self):
        return self.env["bydelsmor.conversation"].search([], order="id")

    def talk(self):
        self.see("How did you meet?")
        self.answer("arose_network")
        self.see("What did you talk about?")
        self.answer("topic_school")
        self.answer("topic_health")
        self.tap("[data-go='1']")
        self.see("What happens next?")
        self.answer("next_meet")
        self.see("A bridge to whom?")
        self.answer("bridge_doctor")
        self.tap("[data-go='1']")
        self.see("Do you want to tell more?")

    def test_conversation_in_ten_taps(self):
        self.tap(f"a[href='{CONVERSATION}']")
        self.talk()
        self.tap("[data-submit]")
        self.page.wait_for_selector("[data-after=stored]:not([hidden])")
        self.assertLessEqual(self.taps, 10)
        with self.undisturbed():
            form = self.conversations()
            self.assertEqual(form.arose_id.code, "network")
            self.assertEqual(set(form.topic_ids.mapped("code")), {"school", "health"})
            self.assertEqual(form.next_id.code, "meet")
            self.assertEqual(form.bridge_ids.code, "doctor")

    def test_again_with_another(self):
        self.page.goto(CONVERSATION)
        self.talk()
        self.tap("[data-submit]")
        self.page.wait_for_selector("[data-after=stored]:not([hidden])")
        self.tap("[data-again]")
        self.see("How did you meet?")
        chosen = "input:checked"
        self.assertEqual(self.page.locator(chosen).count(), 5)
        for _step in range(4):
            self.tap("[data-go='1']")
        self.tap("[data-submit]")
        self.page.wait_for_selector("[data-after=stored]:not([hidden])")
        with self.undisturbed():
            first, second = self.conversations()
            self.assertNotEqual(first.uuid, second.uuid)
            self.assertEqual(first.topic_ids, second.topic_ids)

    def test_back_loses_nothing_and_an_answer_is_asked_for(self):
        self.page.goto(CONVERSATION)
        self.see("How did you meet?")
        self.tap("[data-go='1']")
        self.page.wait_for_selector("text=Tap an answer first.")
        self.answer("arose_network")
        self.see("What did you talk about?")
        self.answer("topic_school")
        self.tap("[data-go='-1']")
        self.see("How did you meet?")
        self.assertEqual(self.page.locator("input:checked").count(), 2)

    def test_keys_alone(self):
        """With the keyboard one wanders through the answers and is not moved on."""
        self.page.goto(CONVERSATION)
        self.see("How did you meet?")
        self.page.focus("[name=arose_id]")
        for _time in range(3):
            self.page.keyboard.press("ArrowDown")
        self.page.wait_for_timeout(400)
        self.see("How did you meet?")
        self.page.focus("[data-go='1']")
        self.page.keyboard.press("Enter")
        self.see("What did you talk about?")

    def test_what_tells_who_she_is_is_refused_at_once(self):
        self.page.goto(CONVERSATION)
        self.talk()
        self.page.locator("details:has([name=note]) > summary").tap()
        self.page.fill("[name=note]", "ring 22 34 56 78")
        words = "Leave out names, numbers and addresses"
        self.page.wait_for_selector(f"text={words}")
        self.tap("[data-submit]")
        self.page.wait_for_timeout(300)
        self.assertTrue(self.page.is_hidden("[data-after=stored]"))
        self.page.fill("[name=note]", "Skolen på mandag")
        self.tap("[data-submit]")
        self.page.wait_for_selector("[data-after=stored]:not([hidden])")
        with self.undisturbed():
            self.assertEqual(self.conversations().note, "Skolen på mandag")

    def test_short_contacts_are_counted_over_the_day(self):
        self.page.goto(f"{HOME}/contacts")
        self.page.wait_for_selector("[data-step-by='1']")
        for _time in range(3):
            self.tap("[data-step-by='1']")
        self.tap("[data-step-by='-1']")
        self.page.goto(HOME)
        self.page.goto(f"{HOME}/contacts")
        self.page.wait_for_selector("[data-count-shown]:has-text('2')")
        self.tap("[data-step-by='1']")
        self.tap("[data-submit]")
        self.page.wait_for_selector("[data-after=stored]:not([hidden])")
        with self.undisturbed():
            self.assertEqual(self.env["bydelsmor.contact.tally"].search([]).count, 3)
        self.page.goto(f"{HOME}/contacts")
        self.page.wait_for_selector("[data-count-shown]:has-text('0')")

    def test_activity(self):
        self.page.goto(f"{HOME}/activity")
        self.see("What kind of activity?")
        self.answer("activity_cafe")
        self.see("Who came?")
        self.page.fill("[name=women_count]", "12")
        self.page.fill("[name=hours]", "2,5")
        self.page.locator("[data-field=children_count] [data-step-by='1']").tap()
        self.tap("[data-go='1']")
        self.see("Do you want to tell more?")
        self.tap("[data-submit]")
        self.page.wait_for_selector("[data-after=stored]:not([hidden])")
        with self.undisturbed():
            self.assertRecordValues(
                self.env["bydelsmor.activity"].search([]),
                [{"women_count": 12, "children_count": 1, "hours": 2.5}],
            )

    def test_without_a_net(self):
        self.wait_for_shells(self.page)
        self.wire.set("cut")
        self.page.goto(CONVERSATION)
        self.talk()
        self.tap("[data-submit]")
        self.page.wait_for_selector("[data-after=waiting]:not([hidden])")
        with self.undisturbed():
            self.assertFalse(self.conversations())
        self.wire.set("whole")
        self.page.goto(HOME)
        self.page.wait_for_selector(".o_bm_sent [data-state=sent]:not([hidden])")
        with self.undisturbed():
            self.assertEqual(self.conversations().author_id, self.member_a)

    def test_refused_later_is_shown_again(self):
        """Sent without a net, and refused by the server when it came."""
        self.wait_for_shells(self.page)
        self.wire.set("cut")
        self.page.goto(CONVERSATION)
        self.talk()
        self.page.locator("details:has([name=note]) > summary").tap()
        self.page.fill("[name=note]", "her name is Amina Invented")
        self.tap("[data-submit]")
        self.page.wait_for_selector("[data-after=waiting]:not([hidden])")
        self.wire.set("whole")
        self.page.goto(HOME)
        self.page.wait_for_selector(".o_bm_stuck:not([hidden])")
        self.page.locator(".o_bm_stuck a").tap()
        self.see("Do you want to tell more?")
        self.page.fill("[name=note]", "")
        self.tap("[data-submit]")
        self.page.wait_for_selector("[data-after=stored]:not([hidden])")
        with self.undisturbed():
            self.assertFalse(self.conversations().note)

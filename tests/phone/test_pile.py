from uuid import uuid4

from odoo import SUPERUSER_ID
from odoo.tests import tagged

from .browser_common import HOME, BrowserCase
from .test_documentation import CONVERSATION, DocumentationOnPhone, choice

PILE = f"{HOME}/pile"


@tagged("post_install", "-at_install")
class TestPile(DocumentationOnPhone):
    """What arrives from a pile of papers."""

    def paper(self, values=None, **changes):
        return self.item("conversation", values, **changes)

    def send_paper(self, item):
        return self.send("pile", item)

    def test_papers_are_nobodys(self):
        item = self.paper({"note": "Ring til skolen", "place_id": False})
        for _time in range(2):
            self.assertEqual(self.send_paper(item), {"stored": item["uuid"]})
        form = self.forms["conversation"].search([])
        self.assertRecordValues(
            form,
            [{"author_id": False, "company_id": self.company_a.id, "note": False}],
        )
        self.assertEqual(form.create_uid.id, SUPERUSER_ID)
        self.assertEqual(str(form.create_date)[11:], "12:00:00")
        self.assertFalse(form.with_user(self.member_a).has_access("read"))

    def test_her_own_papers_are_hers(self):
        item = self.paper({"own": 1, "note": "Ring til skolen"})
        self.assertEqual(self.send_paper(item), {"stored": item["uuid"]})
        form = self.forms["conversation"].search([])
        self.assertRecordValues(
            form, [{"author_id": self.member_a.id, "note": "Ring til skolen"}]
        )

    def test_only_into_her_own_group(self):
        for changes in (
            {"company_id": self.company_b.id},
            {"user_id": self.chair_a.id},
            {"values": {}},
            {"uuid": "no"},
        ):
            result = self.send_paper({**self.paper(), **changes})
            self.assertTrue(result.get("error"), changes)
        self.assertFalse(self.forms["conversation"].search([]))

    def test_who_has_left_taps_in_nothing(self):
        self.vol_member_a.mandate_ids.action_end()
        self.assertTrue(self.send_paper(self.paper()).get("error"))
        self.assertFalse(self.forms["conversation"].search([]))

    # -- «again, with another», from an earlier day --------------------------

    def test_the_last_one_is_her_own(self):
        """Neither another woman's nor one of another group is repeated."""
        self.assertNotIn("data-last", self.url_open(CONVERSATION).text)
        forms = self.forms["conversation"]
        values = self.answers["conversation"]
        for user, company, options in (
            (self.board_a, self.company_a, {}),
            (self.member_a, self.company_a, {"nobodys": True}),
            (self.member_b, self.company_b, {}),
        ):
            forms.with_user(user)._submit(
                company, {**values, "uuid": str(uuid4())}, **options
            )
        self.assertNotIn("data-last", self.url_open(CONVERSATION).text)
        forms.with_user(self.member_a)._submit(
            self.company_a,
            {
                **values,
                "uuid": str(uuid4()),
                "note": "Ring til skolen",
                "mood_her_id": choice(self.env, "mood_good"),
            },
        )
        page = self.url_open(CONVERSATION)
        last = page.text.partition("data-last=")[2].partition(">")[0]
        self.assertIn("arose_id", last)
        for word in ("Ring til skolen", "mood_", ";age_id", "date"):
            self.assertNotIn(word, last)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertNotIn("data-last", self.url_open(f"{HOME}/shell/conversation").text)


@tagged("post_install", "-at_install")
class TestPileBrowser(BrowserCase):
    def setUp(self):
        super().setUp()
        names = ("arose_network", "topic_school", "topic_health", "next_meet")
        names += ("bridge_doctor", "place_library")
        with self.undisturbed():
            self.ids = {name: choice(self.env, name) for name in names}
        self.page = self.come_in_on(self.phone, self.vol_member_a)
        self.taps = 0

    def tap(self, selector):
        self.taps += 1
        self.page.locator(selector).locator("visible=true").first.tap()

    def answer(self, name):
        self.tap(f"label.o_bm_tile:has(input[value='{self.ids[name]}'])")

    def see(self, text):
        self.page.wait_for_selector("[data-submit]:not([disabled])", state="attached")
        self.page.locator(f".o_bm_question:visible:has-text('{text}')").wait_for()

    def one_paper(self, topic):
        self.see("How did you meet?")
        self.answer("arose_network")
        self.see("What did you talk about?")
        self.answer(topic)
        self.tap("[data-go='1']")
        self.see("What happens next?")
        self.answer("next_meet")
        self.see("A bridge to whom?")
        self.tap("[data-submit]")

    def conversations(self):
        return self.env["bydelsmor.conversation"].search([], order="id")

    def test_three_papers(self):
        """Five taps a paper; the place is tapped once."""
        self.page.goto(CONVERSATION)
        self.page.locator(f"a[href='{PILE}']").tap()
        self.see("How did you meet?")
        self.page.fill("[name=date]", "2026-01-15")
        self.page.locator("details:has([name=place_id]) > summary").tap()
        self.answer("place_library")
        self.taps = 0
        for count, topic in enumerate(("topic_school", "topic_health", "topic_school")):
            self.one_paper(topic)
            done = f"[data-pile-shown] b:has-text('{count + 1}')"
            self.page.wait_for_selector(done)
        self.assertEqual(self.taps, 15)
        with self.undisturbed():
            forms = self.conversations()
            self.assertEqual(len(set(forms.mapped("uuid"))), 3)
            self.assertEqual(forms[1].topic_ids.code, "health")
            self.assertEqual(set(forms.mapped("place_id.code")), {"library"})
            self.assertEqual(set(map(str, forms.mapped("date"))), {"2026-01-15"})
            self.assertFalse(forms.author_id)
        self.page.goto(PILE)
        self.page.wait_for_selector("[data-pile-shown] b:has-text('3')")

    def test_papers_without_a_net(self):
        self.wait_for_shells(self.page)
        self.wire.set("cut")
        self.page.goto(PILE)
        self.one_paper("topic_school")
        self.page.wait_for_selector("[data-pile-shown] b:has-text('1')")
        self.one_paper("topic_health")
        self.page.wait_for_selector("[data-pile-shown] b:has-text('2')")
        self.wire.set("whole")
        self.page.goto(HOME)
        self.page.wait_for_selector(".o_bm_sent [data-state=sent]:not([hidden])")
        with self.undisturbed():
            self.assertEqual(len(self.conversations()), 2)

    def test_the_last_one_again_on_another_day(self):
        with self.undisturbed():
            first = (
                self.env["bydelsmor.conversation"]
                .with_user(self.member_a)
                ._submit(
                    self.company_a,
                    {
                        "uuid": str(uuid4()),
                        "date": "2026-01-15",
                        "arose_id": self.ids["arose_network"],
                        "topic_ids": [self.ids["topic_school"]],
                        "next_id": self.ids["next_meet"],
                        "bridge_ids": [self.ids["bridge_doctor"]],
                        "place_id": self.ids["place_library"],
                        "note": "Ring til skolen",
                    },
                )
            )
        self.page.goto(CONVERSATION)
        self.see("How did you meet?")
        self.tap("[data-last]")
        self.see("How did you meet?")
        self.tap("[data-go='1']")
        self.see("What did you talk about?")
        self.answer("topic_health")
        for _step in range(3):
            self.tap("[data-go='1']")
        self.tap("[data-submit]")
        self.page.wait_for_selector("[data-after=stored]:not([hidden])")
        self.assertEqual(self.taps, 7)
        with self.undisturbed():
            second = self.conversations() - first
            self.assertEqual(set(second.topic_ids.mapped("code")), {"school", "health"})
            self.assertEqual(second.bridge_ids, first.bridge_ids)
            self.assertEqual(second.place_id, first.place_id)
            self.assertFalse(second.note)
            self.assertGreater(second.date, first.date, "the day is today's")

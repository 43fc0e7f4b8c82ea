import base64
import re

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.bydelsmor.models.documentation import word_suggestion
from odoo.addons.bydelsmor.models.documentation.word import audio_type

from .browser_common import BrowserCase
from .common import PhoneCase
from .test_documentation import MEGABYTE

WORDS = "/my/bydelsmor/words"
OGG = b"OggS" + bytes(200)


@tagged("post_install", "-at_install")
class TestBetterWord(PhoneCase):
    """She suggests, the secretariat accepts, and all phones say it so."""

    def setUp(self):
        super().setUp()
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)
        self.suggestions = self.env["bydelsmor.word.suggestion"]
        self.words = self.env["bydelsmor.word"]

    def send(self, before="How did you meet?", files=None, **data):
        page = self.url_open("/my/bydelsmor/language").text
        token = re.search('name="csrf_token" value="([^"]+)"', page)[1]
        return self.url_open(
            f"{WORDS}/send",
            data={"csrf_token": token, "before": before, **data},
            files=files,
        )

    def test_from_her_phone_to_all_phones(self):
        pages = "".join(
            self.url_open(f"{WORDS}?page={number}").text for number in range(9)
        )
        number = re.search(rf'href="{WORDS}/(\d+)"><span>How did you meet\?', pages)[1]
        self.assertIn("How did you meet?", self.url_open(f"{WORDS}/{number}").text)
        answer = self.send(suggestion="  Where did  you two meet?")
        self.assertIn("Thank you!", answer.text)
        one = self.suggestions.search([])
        self.assertRecordValues(
            one,
            [
                {
                    "company_id": self.company_a.id,
                    "lang": "en_US",
                    "before": "How did you meet?",
                    "suggestion": "Where did you two meet?",
                    "state": "new",
                }
            ],
        )
        conversation = "/my/bydelsmor/conversation"
        self.assertIn("How did you meet?", self.url_open(conversation).text)
        one.with_user(self.secretariat).action_accept()
        self.assertEqual(one.state, "accepted")
        page = self.url_open(conversation).text
        self.assertIn("Where did you two meet?", page)
        self.assertNotIn("How did you meet?", page)
        # Better still: the word as it is now is what she sees and improves.
        self.send("Where did you two meet?", suggestion="Where did you meet her?")
        self.suggestions.search([("state", "=", "new")]).action_accept()
        self.assertIn("Where did you meet her?", self.url_open(conversation).text)
        self.assertEqual(len(self.words.search([])), 1)

    def test_answers_are_renamed_in_their_list(self):
        school = self.env.ref("bydelsmor.choice_topic_school")
        before = school.with_context(lang="en_US").name
        self.send(before, suggestion="School")
        self.suggestions.search([]).with_user(self.secretariat).action_accept()
        self.assertEqual(school.with_context(lang="en_US").name, "School")
        self.assertNotEqual(school.with_context(lang="da_DK").name, "School")
        # Better still, and at last as it was.
        for shown, better in (("School", "The school"), ("The school", before)):
            self.send(shown, suggestion=better)
            new = self.suggestions.search([("state", "=", "new")])
            new.with_user(self.secretariat).action_accept()
            self.assertEqual(school.with_context(lang="en_US").name, better)
        self.assertEqual(len(self.words.search([])), 1)

    def test_recording(self):
        files = {"recording": ("word.ogg", OGG, "audio/ogg")}
        self.assertIn("Thank you!", self.send(files=files).text)
        one = self.suggestions.search([])
        self.assertFalse(one.suggestion)
        conversation = "/my/bydelsmor/conversation"
        self.assertNotIn("data-say", self.url_open(conversation).text)
        one.with_user(self.secretariat).action_accept()
        number = re.search(r'data-say="(\d+)"', self.url_open(conversation).text)[1]
        self.leave()
        answer = self.url_open(f"/my/bydelsmor/say/{number}")
        self.assertEqual(answer.content, OGG)
        self.assertEqual(answer.headers["Content-Type"], "audio/ogg")
        for other in (int(number) + 1, 0, 10**12):
            self.assertEqual(
                self.url_open(f"/my/bydelsmor/say/{other}").status_code, 404
            )

    def test_declined(self):
        self.send(suggestion="Nonsense")
        self.suggestions.search([]).with_user(self.secretariat).action_decline()
        self.assertEqual(self.suggestions.search([]).state, "declined")
        self.assertFalse(self.words.search([]))

    def test_what_is_refused(self):
        for data in (
            {},
            {"suggestion": "x" * 151},
            {"suggestion": "ring 22 34 56 78"},
            {"files": {"recording": ("x.exe", b"MZ" + bytes(50), "audio/ogg")}},
            {"files": {"recording": ("x", OGG + bytes(10 * MEGABYTE), "audio/ogg")}},
            {"recording": "no file"},
        ):
            answer = self.send(**data)
            self.assertEqual(answer.status_code, 200)
            self.assertNotIn("Thank you!", answer.text)
        self.assertEqual(self.send("Not a word", suggestion="x").status_code, 404)
        self.assertFalse(self.suggestions.search([]))
        self.assertEqual(self.url_open(f"{WORDS}/99999").status_code, 404)

    def test_not_without_end(self):
        self.patch(word_suggestion, "MOST_A_DAY", 1)
        self.send(suggestion="One")
        self.assertIn("tomorrow", self.send(suggestion="Two").text)
        self.assertEqual(len(self.suggestions.search([])), 1)

    def test_who(self):
        self.send(suggestion="Where?")
        one = self.suggestions.search([])
        for user in (self.member_a, self.board_a, self.chair_a):
            with self.assertRaises(AccessError):
                one.with_user(user).read(["suggestion"])
            with self.assertRaises(AccessError):
                one.with_user(user).action_accept()
            with self.assertRaises(AccessError):
                one.with_user(user).action_decline()
        self.assertEqual(one.state, "new")
        with self.assertRaises(AccessError):
            self.suggestions.with_user(self.member_a)._suggest(
                self.company_b, {"lang": "en_US", "before": "x", "suggestion": "y"}
            )
        with self.assertRaises(UserError):
            self.suggestions.with_user(self.member_a)._suggest(
                self.company_a, {"lang": "en_US", "before": "x"}
            )

    def test_only_recordings(self):
        with self.assertRaises(ValidationError):
            self.words.create(
                {
                    "lang": "en_US",
                    "before": "Come in",
                    "recording": base64.b64encode(b"<svg/>"),
                }
            )


@tagged("post_install", "-at_install")
class TestReadAloudByRecordings(BrowserCase):
    def test_button_where_a_recording_exists(self):
        """A browser here has no voices: the button comes with the recording."""
        page = self.come_in_on(self.phone, self.vol_member_a)
        conversation = "/my/bydelsmor/conversation"
        page.goto(conversation)
        page.wait_for_selector("[data-submit]:not([disabled])", state="attached")
        silent = "speechSynthesis.getVoices().every(v => !v.lang.startsWith('en'))"
        self.assertTrue(page.evaluate(silent))
        self.assertTrue(page.is_hidden(".o_bm_say"))
        with self.undisturbed():
            self.env["bydelsmor.word"].create(
                {
                    "lang": "en_US",
                    "before": "How did you meet?",
                    "recording": base64.b64encode(OGG),
                }
            )
            self.env.flush_all()
        page.goto(conversation)
        page.wait_for_selector(".o_bm_say:not([hidden])")
        with page.expect_request("**/my/bydelsmor/say/*"):
            page.locator(".o_bm_say").tap()


@tagged("post_install", "-at_install")
class TestRecordWord(BrowserCase):
    """With a microphone that hums and a woman who says yes to it."""

    more_flags = (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
    )

    def test_recorded_on_the_phone(self):
        page = self.come_in_on(self.phone, self.vol_member_a)
        page.goto(f"{WORDS}/0")
        page.locator("[data-record]").tap()
        page.wait_for_selector("[data-record][aria-pressed=true]")
        page.wait_for_timeout(500)
        page.locator("[data-record]").tap()
        page.wait_for_selector("audio:not([hidden])")
        page.locator("button[type=submit]").tap()
        page.wait_for_selector("text=Thank you!")
        with self.undisturbed():
            one = self.env["bydelsmor.word.suggestion"].search(
                [("company_id", "=", self.company_a.id)]
            )
            sound = base64.b64decode(one.with_context(bin_size=False).recording)
            self.assertIn(audio_type(sound), ("audio/webm", "audio/ogg"))
            self.assertFalse(one.suggestion)

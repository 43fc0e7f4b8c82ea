from datetime import timedelta
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

from odoo import fields
from odoo.tests import tagged
from odoo.tools import file_path

from .browser_common import HOME, BrowserCase

PAGES = (
    "",
    "/conversation",
    "/contacts",
    "/activity",
    "/pile",
    "/paper",
    "/goals",
    "/cards",
    "/words",
    "/words/0",
    "/receipt",
    "/receipts",
    "/meetings",
    "/me",
    "/accounts",
    "/language",
    "/group",
)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
KILOBYTE = 1000
FIRST_LOAD = 150 * KILOBYTE
SCROLLS_SIDEWAYS = (
    "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
)
# Our part of Odoo's portal bundle; what is served is compressed, this is not.
OUR_FILES = "static/src/phone"


@tagged("post_install", "-at_install")
class TestAccessibility(BrowserCase):
    """WCAG 2.2 AA as far as a program can tell (axe-core), small phones, few bytes."""

    def pages(self):
        """Return the addresses of the pages; rooms above add theirs."""
        return [HOME + path for path in PAGES]

    def come_in_speaking(self, lang):
        with self.undisturbed():
            self.env["res.lang"]._activate_lang(lang)
            self.member_a.lang = lang
            self.env.flush_all()
        page = self.come_in_on(self.phone, self.vol_member_a)
        self.assertEqual(page.get_attribute("#wrap", "data-lang"), lang)
        return page

    def faults_of(self, page):
        found = Axe().run(page, options=RULES).response["violations"]
        return [
            (fault["id"], fault["impact"], node["html"][:200])
            for fault in found
            for node in fault["nodes"]
        ]

    def assert_accessible(self, page, path):
        page.goto(path)
        page.wait_for_selector("h1")
        self.assertEqual(self.faults_of(page), [], path)

    def test_faults_are_found(self):
        """The checker is awake: it sees a picture without words and pale letters."""
        page = self.phone.new_page()
        page.goto("/bydelsmor/in")
        page.wait_for_selector("h1")
        page.evaluate(
            "() => document.querySelector('.o_bm_main').insertAdjacentHTML("
            "'beforeend', '<img src=x><p style=\"color: #ddd\">pale</p>')"
        )
        rules = {rule for rule, _impact, _html in self.faults_of(page)}
        self.assertEqual(rules, {"image-alt", "color-contrast"})

    def test_danish(self):
        page = self.come_in_speaking("da_DK")
        for path in self.pages():
            self.assert_accessible(page, path)

    def test_arabic(self):
        page = self.come_in_speaking("ar_001")
        for path in self.pages():
            self.assert_accessible(page, path)

    def test_the_door(self):
        with self.undisturbed():
            _link, path = self.issue(self.vol_member_a)
        page = self.phone.new_page()
        for address in (path, "/bydelsmor/in", "/bydelsmor/in/gone"):
            self.assert_accessible(page, address)

    def test_behind_a_code(self):
        with self.undisturbed():
            now = fields.Datetime.now()
            meeting = self.env["bydelsmor.meeting"].create(
                {
                    "group_id": self.group_a.id,
                    "start": now,
                    "stop": now + timedelta(hours=2),
                    "responsible_ids": self.vol_member_a.ids,
                }
            )
            meeting.action_open_code()
            url = meeting._running_codes()[meeting.id]._url()
        path = url[url.index("/bydelsmor/meeting/") :]
        page = self.phone.new_page()
        for name in ("", "/conversation", "/contacts", "/receipt", "x"):
            self.assert_accessible(page, path + name)
        page = self.come_in_speaking("da_DK")
        self.assert_accessible(page, f"{HOME}/meetings/{meeting.id}/code")

    def test_narrow_phone(self):
        self.phone = self.new_phone(width=320, height=568)
        page = self.come_in_on(self.phone, self.vol_member_a)
        for path in self.pages():
            page.goto(path)
            page.wait_for_selector("h1")
            self.assertFalse(page.evaluate(SCROLLS_SIDEWAYS), path)

    def test_first_load(self):
        """Beyond Odoo's own portal files a page costs at most 150 kB, uncompressed."""
        page = self.come_in_on(self.phone, self.vol_member_a)
        ours = self._size_of_our_files()
        sizes = {}
        for path in self.pages():
            loaded = []
            page.on("response", lambda answer, all=loaded: all.append(answer))
            page.goto(path)
            sizes[path] = ours + sum(
                len(answer.body()) for answer in loaded if self._is_ours(answer)
            )
        self.assertLessEqual(max(sizes.values()), FIRST_LOAD, sizes)

    def _size_of_our_files(self):
        folder = Path(file_path(f"bydelsmor/{OUR_FILES}"))
        return sum(file.stat().st_size for file in folder.iterdir())

    def _is_ours(self, answer):
        odoos = ("/web/", "/website/", "/websocket", "/bus/")
        path = answer.url.partition(f":{self.wire.port}")[2]
        return answer.ok and not path.startswith(odoos)

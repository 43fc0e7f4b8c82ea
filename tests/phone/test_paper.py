import io
import os
import shutil
import tempfile
from pathlib import Path

from lxml import html
from pypdf import PdfReader

from odoo.tests import tagged

from ...controllers.phone.letters import has_letters
from .common import PhoneCase

PAPER = "/my/bydelsmor/paper"


@tagged("post_install", "-at_install")
class TestPaper(PhoneCase):
    """The forms on paper ask what the phone asks, on one page."""

    def setUp(self):
        super().setUp()
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)

    def pdf(self, name, lang):
        """Return the PDF as bytes, printed for real: tests get HTML otherwise."""
        report = type(self.env["ir.actions.report"])
        self.patch(
            report,
            "_render_qweb_pdf",
            _printed_for_real(report._render_qweb_pdf),
        )
        answer = self.url_open(f"{PAPER}/{name}?lang={lang}", timeout=60)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        return answer.content

    def test_same_questions_and_answers(self):
        """All that can be tapped in a conversation stands on its paper."""
        paper = self.url_open(f"{PAPER}/conversation?lang=en_US").text
        page = self.url_open("/my/bydelsmor/conversation").text
        tiles = html.fromstring(page).xpath(
            "//label[contains(@class, 'o_bm_tile')][.//svg]/b/text()"
        )
        self.assertGreater(len(set(tiles)), 70)
        printed = html.fromstring(paper).text_content()
        for words in {tile.strip() for tile in tiles}:
            self.assertIn(words, printed)
        self.assertIn(self.group_a.name, printed)

    def test_icons_beside_words(self):
        paper = html.fromstring(self.url_open(f"{PAPER}/conversation?lang=en_US").text)
        answers = paper.xpath("//td[@class='word'][normalize-space()]")
        drawings = paper.xpath("//td[@class='drawing']/*[name()='svg']")
        self.assertEqual(len(answers), len(drawings))

    def test_right_to_left_with_the_danish_beneath(self):
        paper = html.fromstring(self.url_open(f"{PAPER}/activity?lang=ar_001").text)
        self.assertTrue(paper.xpath("//div[@dir='rtl']"))
        self.assertTrue(paper.xpath("//small[@lang='da'][@dir='ltr']"))

    def test_letters_that_the_machine_lacks(self):
        """Nothing is offered to print, and the page says why."""
        self.know_fonts(False)
        page = html.fromstring(self.url_open(PAPER).text)
        self.assertFalse(page.xpath("//a[contains(@href, '/paper/')]"))
        self.assertIn("cannot print these letters", page.text_content())

    def know_fonts(self, some):
        """Put a program in the place of fontconfig's that has found some, or none."""
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        program = Path(folder, "fc-list")
        program.write_text(f"#!/bin/sh\nexit {0 if some else 1}\n")
        program.chmod(0o755)
        self.patch(os, "environ", {**os.environ, "PATH": folder})
        self.addCleanup(has_letters.cache_clear)
        has_letters.cache_clear()

    def test_no_other_form_and_no_other_language(self):
        for path in (
            "conversation?lang=xx_XX",
            "receipt?lang=da_DK",
            "../x",
            "activity",
        ):
            self.assertEqual(self.url_open(f"{PAPER}/{path}").status_code, 404, path)
        self.leave()
        answer = self.url_open(f"{PAPER}/activity?lang=da_DK", allow_redirects=False)
        self.assertEqual(answer.status_code, 303)

    def test_one_page_each(self):
        for name, lang in (
            ("conversation", "da_DK"),
            ("conversation", "ar_001"),
            ("conversation", "ta_LK"),
            ("activity", "ar_001"),
            ("activity", "vi_VN"),
        ):
            pages = PdfReader(io.BytesIO(self.pdf(name, lang))).pages
            self.assertEqual(len(pages), 1, f"{name} {lang}")
            width, height = (float(side) for side in pages[0].mediabox[2:])
            self.assertAlmostEqual(width, 595, delta=3)
            self.assertAlmostEqual(height, 842, delta=3)

    def test_page_leads_to_all(self):
        self.know_fonts(True)
        page = self.url_open(PAPER).text
        for name in ("conversation", "activity"):
            for lang, _name in self.env["res.lang"].get_installed():
                self.assertIn(f'href="{PAPER}/{name}?lang={lang}"', page)


def _printed_for_real(function):
    def print_it(self, *args, **options):
        return function(
            self.with_context(force_report_rendering=True), *args, **options
        )

    return print_it

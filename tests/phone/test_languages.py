import re
from functools import partial

import polib
from lxml import html

from odoo.tests import tagged
from odoo.tools import file_path, mute_logger

from odoo.addons.bydelsmor.controllers.phone.page import PAGE_LANGUAGES
from odoo.addons.bydelsmor.models.phone.places import LANGUAGES

from .common import PhoneCase

HOME = "/my/bydelsmor"
RIGHT_TO_LEFT = {"ar_001", "fa_IR", "ur_PK"}
SPOKEN = ("aria-label", "placeholder", "title", "alt")
UNSEEN = {"script", "style", "svg", "template"}
TAG = re.compile(r"<[^>]+>")
LETTERS = re.compile(r"[^\W\d_]{2}")


def plain(text):
    return " ".join(TAG.sub(" ", text).split())


def texts(node):
    """Yield what is written in a page in its own language: without the Danish that
    stands beside, and the languages' own names."""
    if not isinstance(node.tag, str) or node.tag in UNSEEN or node.get("lang"):
        return
    if node.get("id") == "me_country":
        return  # names of their own, some of which are the same in English
    yield node.text or ""
    for name in SPOKEN:
        yield node.get(name) or ""
    for child in node:
        yield from texts(child)
        yield child.tail or ""


@tagged("post_install", "-at_install")
class TestPhoneLanguages(PhoneCase):
    """Walks every phone page in every language, as a member with papers of all
    kinds, and looks for what was left in English."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        read = partial(polib.pofile, wrapwidth=78)
        files = {
            code: read(file_path(f"bydelsmor/i18n/{name}.po"))
            for name, code in [("da", "da_DK"), *LANGUAGES.items()]
        }
        same = {
            code: {plain(e.msgid) for e in po if e.msgid == e.msgstr}
            for code, po in files.items()
        }
        english = {
            plain(entry.msgid)
            for entry in files["da_DK"]
            if LETTERS.search(plain(entry.msgid))
        }
        # Proper names, and what is the same word in both languages, are no leftover.
        english -= {"Bydelsmor", "Bydelsmødre"}
        cls.english = {code: english - same[code] for code in files}
        cls._make_papers()

    @classmethod
    def _make_papers(cls):
        cls.env["bydelsmor.volunteer.language"].create(
            {
                "volunteer_id": cls.vol_member_a.id,
                "language_id": cls.env.ref("bydelsmor.language_so").id,
                "level": "4",
            }
        )
        cls.env["bydelsmor.consent"].create(
            {"volunteer_id": cls.vol_member_a.id, "kind": "photo"}
        )
        receipt = cls.env["bydelsmor.receipt"].create(
            {
                "company_id": cls.company_a.id,
                "volunteer_id": cls.vol_member_a.id,
                "paid_by": "own",
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "purpose_id": cls.env.ref(
                                "bydelsmor.purpose_activity_food"
                            ).id,
                            "amount": 80,
                        },
                    )
                ],
            }
        )
        receipt.state = "returned"
        receipt.return_reason = "?"

    def setUp(self):
        super().setUp()
        self.faults = []

    def _walk(self):
        """Return {path: page} of all phone pages that links lead to."""
        pages, ways, seen = {}, [HOME], set()
        while ways:
            path = ways.pop()
            # one record of a kind is enough
            kind = re.sub(r"\d+", "0", path.partition("?")[0])
            if kind in seen:
                continue
            seen.add(kind)
            answer = self.url_open(path)
            if "html" not in answer.headers["Content-Type"]:
                continue
            self.assertEqual(answer.status_code, 200, path)
            pages[kind] = html.fromstring(answer.text)
            ways += [
                way.partition("#")[0]
                for way in pages[kind].xpath("//a/@href")
                if way.startswith(HOME)
            ]
        return pages

    def _check_page(self, code, path, page):
        self.assertEqual(page.get("lang"), code.partition("_")[0], path)
        self.assertEqual(
            page.get("dir"), "rtl" if code in RIGHT_TO_LEFT else "ltr", path
        )
        [wrap] = page.xpath("//div[@id='wrap']")
        title = page.findtext(".//title").partition(" ·")[0]
        written = {plain(text) for text in [*texts(wrap), title]}
        left = written & self.english[code]
        if left:
            self.faults.append(f"{code}: {path}: {sorted(left)}")
        if code != "da_DK":
            danish = page.xpath("//small[contains(@class, 'o_bm_danish')]")
            self.assertTrue(danish, f"{code}: {path}: no Danish beside it")
            self.assertTrue(all(node.get("lang") == "da" for node in danish))

    def test_no_page_keeps_english(self):
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)
        for code in self.english:
            self.member_a.lang = code
            pages = self._walk()
            self.assertGreaterEqual(len(pages), 7)
            for path, page in pages.items():
                self._check_page(code, path, page)
        self.assertFalse(self.faults, "\n" + "\n".join(self.faults))

    def test_pages_before_she_is_in(self):
        for code in self.english:
            self.member_a.lang = code
            _link, path = self.issue(self.vol_member_a)
            self._check_page(code, path, html.fromstring(self.knock(path).text))
            door = html.fromstring(self.url_open("/bydelsmor/in").text)
            self._check_page(code, "door", door)
            with mute_logger("odoo.addons.base.models.res_users"):
                late = html.fromstring(self.knock("/bydelsmor/in/unknown").text)
            self.assertEqual(late.get("lang"), code.partition("_")[0])
            vars(self.env.registry).pop("_login_failures", None)
            self.env["bydelsmor.access.link"].search([]).unlink()
        self.assertFalse(self.faults, "\n" + "\n".join(self.faults))

    def test_all_twelve_can_be_chosen_by_their_own_names(self):
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)
        for page in ("/language", "/me"):
            tree = html.fromstring(self.url_open(HOME + page).text)
            names = {
                button.get("value"): button.text
                for button in tree.xpath("//form[@class='o_bm_languages']//button")
            }
            self.assertEqual(set(names), set(PAGE_LANGUAGES))
            self.assertEqual(names["so_SO"], "Soomaali")
            self.assertEqual(names["ur_PK"], "اردو")
            self.assertEqual(names["en_US"], "English")
            self.assertEqual(names["bs_BA"], "Bosanski")

    def test_chosen_before_she_is_in(self):
        """What she chooses on the first page stays when she comes in."""
        self.member_a.lang = "da_DK"
        _link, path = self.issue(self.vol_member_a)
        page = self.knock(path)
        self.assertIn('<html lang="da"', page.text)
        token = page.text.partition('csrf_token" value="')[2].partition('"')[0]
        answer = self.url_open(
            "/bydelsmor/language",
            data={"csrf_token": token, "lang": "fa_IR", "path": path},
        )
        self.assertTrue(answer.url.endswith(path))
        self.assertIn('<html lang="fa" dir="rtl"', answer.text)
        self.assertEqual(self.member_a.lang, "da_DK")
        self.come_in(path)
        self.assertEqual(self.member_a.lang, "fa_IR")
        self.assertIn('<html lang="fa" dir="rtl"', self.url_open(HOME).text)

    def test_the_choice_before_leads_nowhere_else(self):
        page = self.knock("/bydelsmor/in").text
        token = page.partition('csrf_token" value="')[2].partition('"')[0]
        for path in ("https://evil.example/", "//evil.example", "/bydelsmor/../web"):
            answer = self.url_open(
                "/bydelsmor/language",
                data={"csrf_token": token, "lang": "zz_ZZ", "path": path},
                allow_redirects=False,
            )
            self.assertTrue(answer.headers["Location"].endswith("/bydelsmor/in"))

    def test_her_language_beats_the_cookie(self):
        """Two women on one phone: each reads her own language."""
        self.member_a.lang = "tr_TR"
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)
        self.opener.cookies.set("frontend_lang", "vi_VN")
        self.assertIn('<html lang="tr"', self.url_open(HOME).text)

    def test_an_amount_stays_readable_from_right_to_left(self):
        self.member_a.lang = "ar_001"
        receipt = self.env["bydelsmor.receipt"].search(
            [("volunteer_id", "=", self.vol_member_a.id)]
        )
        receipt.state = "handed_in"
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)
        self.assertIn("\u206680,00 kr.\u2069", self.url_open(HOME).text)

    def test_countries_in_her_language(self):
        self.member_a.lang = "so_SO"
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)
        self.assertIn(">Soomaaliya<", self.url_open(f"{HOME}/me").text)

    def test_web_client_stays_in_danish(self):
        """Odoo's own words are not loaded in the phone's languages."""
        self.chair_a.lang = "so_SO"
        context = self.env["res.users"].with_user(self.chair_a).context_get()
        self.assertEqual(context["lang"], "da_DK")
        self.env["res.lang"]._lang_get("so_SO").bydelsmor_phone_only = False
        context = self.env["res.users"].with_user(self.chair_a).context_get()
        self.assertEqual(context["lang"], "so_SO")

    def test_switched_off_languages_stay_off(self):
        languages = self.env["res.lang"]
        polish = languages._lang_get("pl_PL")
        polish.active = False
        languages._activate_phone_languages()
        self.assertFalse(polish.active)
        self.assertTrue(languages._get_data(code="ta_LK"))
        self.assertTrue(languages._get_data(code="en_US"))

import json
import re

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PhoneCase

HOME = "/my/bydelsmor"


@tagged("post_install", "-at_install")
class TestPhoneShell(PhoneCase):
    def setUp(self):
        super().setUp()
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)

    def post(self, path, **data):
        page = self.url_open(f"{HOME}/me").text
        data["csrf_token"] = page.partition('csrf_token" value="')[2].partition('"')[0]
        return self.url_open(f"{HOME}/{path}", data=data, allow_redirects=False)

    def test_my_leads_to_her_home(self):
        for path in ("/my", "/my/home"):
            self.assertTrue(self.url_open(path).url.endswith(HOME))

    def test_pages_open(self):
        for path in ("", "/me", "/group", "/language", "/accounts", "/receipts"):
            answer = self.url_open(HOME + path, allow_redirects=False)
            self.assertEqual(answer.status_code, 200, path)
            self.assertIn('<html lang="en" dir="ltr"', answer.text)
            self.assertIn("no-store", answer.headers["Cache-Control"])

    def test_whom_to_call_is_near(self):
        """On every page on which somebody can be stuck, also before she is in."""
        settings = self.env["ir.config_parameter"]
        settings.set_param("bydelsmor.secretariat_phone", "33 33 33 33")
        self.group_a.consultant_id = self.secretariat
        self.secretariat.partner_id.phone = "44 44 44 44"
        hers, for_all = 'href="tel:44444444"', 'href="tel:33333333"'
        for path in ("", "/receipt", "/receipts", "/conversation", "/meetings"):
            page = self.url_open(HOME + path).text
            self.assertEqual(page.count(hers), 1, path)
            self.assertNotIn(for_all, page)
        self.leave()
        link, path = self.issue(self.vol_member_a)
        link._revoke()
        for knock, shown in (
            (path, hers),
            ("/bydelsmor/in/nonsense", for_all),
            ("/bydelsmor/in", for_all),
        ):
            self.assertEqual(self.url_open(knock).text.count(shown), 1, knock)
        # What is kept for when there is no net is nobody's.
        self.come_in(self.issue(self.vol_member_a)[1])
        shell = self.url_open(f"{HOME}/shell/conversation").text
        self.assertNotIn("44444444", shell)

    def test_logged_out_is_shown_the_door(self):
        self.leave()
        answer = self.url_open(HOME)
        self.assertIn("passkey_login_link", answer.text)
        self.assertIn("redirect=", answer.url)
        password = self.url_open(f"/web/login?redirect={HOME}&with_password=1")
        self.assertIn('name="password"', password.text)

    def test_wrong_passkey_leads_back_to_the_door(self):
        self.leave()
        page = self.url_open("/bydelsmor/in").text
        fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        self.assertTrue({"password", "login", "redirect", "type"} <= set(fields))
        fields["webauthn_response"] = json.dumps({"id": "nobody's"})
        with mute_logger("odoo.addons.base.models.res_users"):
            answer = self.url_open("/web/login", data=fields)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("It did not work", answer.text)
        self.assertIn("passkey_login_link", answer.text)
        self.assertFalse(self.who())

    def test_door_leads_nowhere_else(self):
        self.leave()
        page = self.url_open("/bydelsmor/in?redirect=https://evil.example/").text
        self.assertNotIn("evil.example", page)

    def test_own_facts(self):
        self.post("me/contact", name="  Amina   Warsame ", phone="22 33 44 55")
        self.assertEqual(self.vol_member_a.name, "Amina Warsame")
        self.assertEqual(self.member_a.partner_id.name, "Amina Warsame")
        self.assertEqual(self.vol_member_a.phone, "22 33 44 55")
        self.post("me/contact", name=" ", phone="")
        self.assertEqual(self.vol_member_a.name, "Amina Warsame")
        self.assertIn("Write your name", self.url_open(f"{HOME}/me").text)
        self.assertNotIn("Write your name", self.url_open(f"{HOME}/me").text)

    def test_private_facts(self):
        somalia = self.env.ref("base.so")
        self.post(
            "me/private",
            birth_date="1990-02-03",
            country=somalia.id,
            family="Two <b>girls</b>",
            note="n" * 3000,
            volunteer_id=self.vol_chair_a.id,
        )
        private = self.vol_member_a._private()
        self.assertEqual(str(private.birth_date), "1990-02-03")
        self.assertEqual(private.origin_country_id, somalia)
        self.assertEqual(len(private.note), 2000)
        self.assertNotIn("<b>girls", self.url_open(f"{HOME}/me").text)
        for birthday in ("2090-01-01", "yesterday", "0001-01-01"):
            self.assertEqual(
                self.post("me/private", birth_date=birthday).status_code, 303
            )
            self.assertEqual(str(private.birth_date), "1990-02-03")

    def test_languages(self):
        somali = self.env.ref("bydelsmor.language_so")
        self.post("me/speak", language=somali.id, level="4")
        self.post("me/speak", language=somali.id, level="2")
        line = self.vol_member_a.language_ids
        self.assertEqual((line.language_id, line.level), (somali, "2"))
        foreign = self.env["bydelsmor.volunteer.language"].create(
            {"volunteer_id": self.vol_chair_a.id, "language_id": somali.id}
        )
        for data in (
            {"language": "0", "level": "4"},
            {"language": somali.id, "level": "9"},
            {"language": "x", "level": "x"},
            {"remove": foreign.id},
        ):
            self.assertEqual(self.post("me/speak", **data).status_code, 303)
        self.assertTrue(foreign.exists())
        self.post("me/speak", remove=line.id)
        self.assertFalse(line.exists())

    def test_consents(self):
        consents = self.vol_member_a.consent_ids
        self.post("me/consent", kind="photo", give="1")
        self.post("me/consent", kind="photo", give="1")
        self.post("me/consent", kind="nonsense", give="1")
        consents = self.vol_member_a.consent_ids
        self.assertEqual(consents.mapped("kind"), ["photo"])
        self.post("me/consent", kind="photo")
        self.assertTrue(consents.withdrawn_date)
        self.post("me/consent", kind="photo")
        self.assertEqual(len(self.vol_member_a.consent_ids), 1)

    def test_posts_need_the_page(self):
        for path in ("me/contact", "me/private", "me/speak", "me/consent", "group"):
            answer = self.url_open(f"{HOME}/{path}", data={"name": "x"})
            self.assertEqual(answer.status_code, 400, path)

    def test_only_her_own(self):
        """The methods behind the pages refuse whoever calls them for another."""
        other = self.vol_chair_a.with_user(self.member_a)
        for call in (
            lambda: other._write_own_contact("x", "y"),
            lambda: other._speak_language(1, "4"),
            lambda: other._forget_language(1),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_language_of_the_pages(self):
        self.env["res.lang"]._activate_lang("ar_001")
        self.post("language", lang="ar_001")
        self.assertEqual(self.member_a.lang, "ar_001")
        self.assertIn('<html lang="ar" dir="rtl"', self.url_open(HOME).text)
        self.post("language", lang="xx_XX")
        self.assertEqual(self.member_a.lang, "ar_001")

    def test_two_groups(self):
        self.env["bydelsmor.volunteer"].create(
            {
                "group_id": self.group_b.id,
                "partner_id": self.vol_member_a.partner_id.id,
                "state": "active",
            }
        )
        self.assertIn(self.group_a.name, self.url_open(HOME).text)
        self.post("group", company=self.company_b.id)
        page = self.url_open(HOME).text
        self.assertIn(self.group_b.name, page)
        self.assertNotIn(self.group_a.name, page)

    def test_no_way_into_a_group_that_is_not_hers(self):
        self.post("group", company=self.company_b.id)
        self.assertNotIn(self.group_b.name, self.url_open(HOME).text)

    def test_she_left(self):
        self.vol_member_a.write({"state": "left"})
        page = self.url_open(HOME)
        self.assertEqual(page.status_code, 200)
        self.assertIn("You are in no group", page.text)
        for path in ("/me", "/accounts", "/receipts", "/receipt"):
            self.assertEqual(self.url_open(HOME + path).status_code, 200)

    def test_contact_people(self):
        people = self.group_a.with_user(self.member_a)._contact_people()
        self.assertEqual([p["name"] for p in people], ["volunteer a"])
        self.vol_volunteer_a.mandate_ids.action_end()
        people = self.group_a.with_user(self.member_a)._contact_people()
        self.assertEqual([p["name"] for p in people], ["chair a"])

    def test_sees_who_let_her_in(self):
        page = self.url_open(f"{HOME}/me").text
        self.assertIn(self.board_a.name, page)

    def test_foreign_accounts_are_not_found(self):
        self.assertEqual(self.url_open(f"{HOME}/accounts/999999").status_code, 404)

import hashlib
import json
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PhoneCase

LOGIN_LOG = "odoo.addons.base.models.res_users"


@tagged("post_install", "-at_install")
class TestWayIn(PhoneCase):
    def test_looking_does_not_consume(self):
        link, path = self.issue(self.vol_member_a)
        for _i in range(3):
            page = self.knock(path)
            self.assertEqual(page.status_code, 200)
        self.assertIn("member", page.text)
        self.assertFalse(link.date_used)
        self.assertFalse(self.who())

    def test_comes_in_once(self):
        link, path = self.issue(self.vol_member_a)
        answer = self.come_in(path)
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith("/my/bydelsmor?welcome=1"))
        self.assertTrue(link.date_used)
        self.assertEqual(self.who(), self.member_a.id)
        self.leave()
        self.assertFalse(self.who())
        self.assertEqual(self.knock(path).status_code, 404)
        with mute_logger(LOGIN_LOG):
            self.assertEqual(self.press_blind(path).status_code, 403)
        self.assertFalse(self.who())

    def press_blind(self, path):
        """Press a button that the page no longer shows (an old tab does)."""
        page = self.knock("/bydelsmor/in")
        token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
        return self.url_open(path, data={"csrf_token": token}, allow_redirects=False)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vol_board_a_portal = cls.make_volunteer(cls.group_a, "second woman")

    def test_no_token_in_the_database(self):
        link, path = self.issue(self.vol_member_a)
        token = path.rpartition("/")[2]
        self.assertEqual(link.token_hash, hashlib.sha256(token.encode()).hexdigest())
        with self.assertRaises(AccessError):
            link.with_user(self.board_a).read(["token_hash"])
        with self.assertRaises(AccessError):
            self.board_links.search([("token_hash", "=", "x")])

    def test_needs_the_page_of_the_same_session(self):
        link, path = self.issue(self.vol_member_a)
        answer = self.url_open(path, data={"csrf_token": "x"}, allow_redirects=False)
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(link.date_used)

    def test_expired(self):
        link, path = self.issue(self.vol_member_a)
        link.date_expires = fields.Datetime.now() - timedelta(seconds=1)
        self.assertEqual(self.knock(path).status_code, 404)
        with mute_logger(LOGIN_LOG):
            self.assertEqual(self.press_blind(path).status_code, 403)
        self.assertFalse(link.date_used)

    def test_lifetimes(self):
        before = fields.Datetime.now()
        link, _path = self.issue(self.vol_member_a)
        self.assertAlmostEqual(
            link.date_expires,
            before + timedelta(minutes=15),
            delta=timedelta(minutes=1),
        )
        link.with_user(self.board_a).action_share()
        self.assertAlmostEqual(
            link.date_expires, before + timedelta(hours=24), delta=timedelta(minutes=1)
        )

    def test_settings_and_their_fallback(self):
        params = self.env["ir.config_parameter"].sudo()
        for value, minutes in (("5", 5), ("0", 15), ("-3", 15), ("soon", 15)):
            params.set_param("bydelsmor.access_link_qr_minutes", value)
            found = self.board_links._setting("bydelsmor.access_link_qr_minutes")
            self.assertEqual(found, minutes)

    def test_revoked(self):
        link, path = self.issue(self.vol_member_a)
        link.with_user(self.board_a).action_revoke()
        self.assertEqual(self.knock(path).status_code, 404)
        with mute_logger(LOGIN_LOG):
            self.assertEqual(self.press_blind(path).status_code, 403)

    def test_new_link_withdraws_the_earlier(self):
        first, first_path = self.issue(self.vol_member_a)
        _second, second_path = self.issue(self.vol_member_a)
        self.assertTrue(first.date_revoked)
        self.assertEqual(self.knock(first_path).status_code, 404)
        self.assertEqual(self.come_in(second_path).status_code, 303)

    def test_bound_to_one_woman(self):
        """Her token does not open another user, whatever login is sent along."""
        _link, path = self.issue(self.vol_member_a)
        token = path.rpartition("/")[2]
        with self.assertRaises(AccessDenied):
            self.env["bydelsmor.access.link"]._redeem(token, self.member_b)
        credential = {
            "type": "bydelsmor_link",
            "token": token,
            "login": self.chair_a.login,
        }
        info = self.env["res.users"]._login(credential, {"interactive": True})
        self.assertEqual(info["uid"], self.member_a.id)

    def test_not_for_internal_users(self):
        with self.assertRaisesRegex(UserError, "own login"):
            self.issue(self.vol_chair_a)
        link, path = self.issue(self.vol_member_a)
        self.give(self.vol_member_a, "deputy_chair")
        self.assertTrue(self.member_a._is_internal())
        self.assertEqual(self.knock(path).status_code, 404)
        with mute_logger(LOGIN_LOG):
            self.assertEqual(self.press_blind(path).status_code, 403)
        self.assertFalse(link.date_used)

    def test_not_for_a_board_member_without_login_yet(self):
        woman = self.make_volunteer(self.group_a, "new on the board", "secretary")
        self.assertFalse(woman.can_be_let_in)
        self.assertTrue(self.vol_member_a.can_be_let_in)
        with self.assertRaisesRegex(UserError, "own login"):
            self.issue(woman)

    def test_not_for_those_who_left(self):
        _link, path = self.issue(self.vol_member_a)
        self.vol_member_a.write({"state": "left"})
        self.assertEqual(self.knock(path).status_code, 404)
        with self.assertRaisesRegex(UserError, "left the group"):
            self.issue(self.vol_member_a)
        self.assertFalse(self.vol_member_a.can_be_let_in)

    def test_not_for_archived_users(self):
        _link, path = self.issue(self.vol_member_a)
        self.member_a.active = False
        self.vol_member_a.invalidate_recordset(["user_id"])
        self.assertEqual(self.knock(path).status_code, 404)
        with self.assertRaisesRegex(UserError, "closed"):
            self.issue(self.vol_member_a)

    def test_who_may_let_in(self):
        for user in (self.member_a, self.auditor_a, self.board_b, self.treasurer_b):
            with self.assertRaises(AccessError):
                self.issue(self.vol_member_a, user)
        for user in (self.board_a, self.chair_a, self.treasurer_a, self.secretariat):
            self.issue(self.vol_member_a, user)

    def test_only_own_links_are_shared(self):
        link, _path = self.issue(self.vol_member_a)
        with self.assertRaises(UserError):
            link.with_user(self.chair_a).action_share()
        with self.assertRaises(AccessError):
            link.with_user(self.board_b).action_share()
        with self.assertRaises(AccessError):
            link.with_user(self.member_a).action_revoke()

    def test_issuing_is_limited(self):
        for _i in range(10):
            self.issue(self.vol_member_a)
        with self.assertRaisesRegex(UserError, "many times"):
            self.issue(self.vol_member_a)
        self.issue(self.vol_board_a_portal)

    def test_failed_attempts_are_limited(self):
        """Odoo's own counting: after ten failures even a good link must wait."""
        link, path = self.issue(self.vol_member_a)
        with mute_logger(LOGIN_LOG):
            for _i in range(10):
                answer = self.press_blind("/bydelsmor/in/nobody-knows-this")
                self.assertEqual(answer.status_code, 403)
            answer = self.come_in(path)
        self.assertEqual(answer.status_code, 403)
        self.assertIn("Wait a minute", answer.text)
        self.assertFalse(link.date_used)

    def test_second_press_leads_home(self):
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)
        self.assertEqual(self.knock(path).status_code, 303)
        self.assertEqual(self.who(), self.member_a.id)

    def test_warns_whoever_is_in_already(self):
        _link, path = self.issue(self.vol_board_a_portal)
        _mine, mine_path = self.issue(self.vol_member_a)
        self.come_in(mine_path)
        self.assertIn("member a", self.knock(path).text)

    def test_name_is_escaped(self):
        self.vol_member_a.name = "<script>alert(1)</script> x"
        _link, path = self.issue(self.vol_member_a)
        self.assertNotIn("<script>alert", self.knock(path).text)

    def test_action_gives_the_dialog(self):
        action = self.vol_member_a.with_user(self.board_a).action_let_in()
        params = action["params"]
        self.assertEqual(action["tag"], "bydelsmor_let_in")
        self.assertIn("/bydelsmor/in/", params["url"])
        self.assertIn(params["url"], params["message"])
        self.assertTrue(params["qr"].startswith("data:image/svg+xml;base64,"))

    def test_dialled_phone(self):
        for written, dialled in (
            ("22 33 44 55", "4522334455"),
            ("+46 70 123 45 67", "46701234567"),
            ("0046701234567", "46701234567"),
            (False, ""),
        ):
            self.vol_member_a.phone = written
            self.assertEqual(self.vol_member_a._dialled_phone(), dialled)

    def test_makes_the_user_when_missing(self):
        woman = self.make_volunteer(self.group_a, "new woman")
        self.assertFalse(woman.user_id)
        _link, path = self.issue(woman)
        self.come_in(path)
        self.assertEqual(self.who(), woman.user_id.id)
        self.assertFalse(woman.user_id.email)

    def test_may_make_a_passkey_straight_after(self):
        """She has no password for Odoo's identity check: the link stands for it."""
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)
        action = self._ask_for_passkey()
        self.assertEqual(action["res_model"], "auth.passkey.key.create")
        self.assertIn("challenge", action["context"]["registration"])

    def test_passkey_needs_a_fresh_link(self):
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)
        with freeze_time(datetime.now() + timedelta(minutes=11)):
            action = self._ask_for_passkey()
        self.assertEqual(action["res_model"], "res.users.identitycheck")

    def _ask_for_passkey(self):
        params = {
            "model": "res.users",
            "method": "action_create_passkey",
            "args": [self.member_a.id],
            "kwargs": {},
        }
        return self.url_open(
            "/web/dataset/call_kw",
            data=json.dumps({"params": params}),
            headers={"Content-Type": "application/json"},
        ).json()["result"]

    def test_a_second_factor_that_she_chose_is_asked_for(self):
        users = self.env["res.users"]
        if "totp_secret" not in users._fields:
            self.skipTest("auth_totp is not installed")
        self.member_a.totp_secret = "A" * 32
        _link, path = self.issue(self.vol_member_a)
        answer = self.come_in(path)
        self.assertIn("/web/login/totp", answer.headers["Location"])
        self.assertFalse(self.who())

    def test_lost_phone_is_logged_out(self):
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)
        self.env["auth.passkey.key"].with_user(self.member_a).sudo().create(
            {
                "name": "phone",
                "credential_identifier": "x",
                "public_key": "y",
            }
        )
        waiting, _path = self.issue(self.vol_member_a)
        self.assertEqual(self.who(), self.member_a.id)
        for user in (self.member_a, self.board_b, self.auditor_a):
            with self.assertRaises(AccessError):
                self.vol_member_a.with_user(user).action_lock_phone()
        self.vol_member_a.with_user(self.board_a).action_lock_phone()
        self.assertFalse(self.who())
        self.assertTrue(waiting.date_revoked)
        self.assertFalse(self.member_a.auth_passkey_key_ids)
        with self.assertRaises(UserError):
            self.vol_chair_a.with_user(self.board_a).action_lock_phone()

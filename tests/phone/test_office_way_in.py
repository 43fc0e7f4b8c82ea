from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.tests import tagged

from .common import PhoneCase


@tagged("post_install", "-at_install")
class TestOfficeWayIn(PhoneCase):
    """A new board member without e-mail gets a password of her own, once."""

    def make(self, volunteer=None, user=None):
        her = (volunteer or self.vol_board_a).with_user(user or self.chair_a)
        her.invalidate_recordset()
        return her.action_office_way_in()

    def choose_password(self, url, password="Kaffe-og-kage-42"):
        path = url[url.index("/web/reset_password") :]
        page = self.url_open(path)
        token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
        return self.url_open(
            path,
            data={
                "csrf_token": token,
                "login": self.board_a.login,
                "name": self.board_a.name,
                "password": password,
                "confirm_password": password,
            },
        )

    def can_log_in(self, password="Kaffe-og-kage-42"):
        credential = {
            "type": "password",
            "login": self.board_a.login,
            "password": password,
        }
        user = self.board_a.with_user(self.board_a)
        try:
            user._check_credentials(credential, {"interactive": True})
        except AccessDenied:
            return False
        return True

    def test_she_chooses_her_password_once(self):
        url = self.make()["params"]["url"]
        self.choose_password(url)
        self.env.invalidate_all()
        self.assertTrue(self.can_log_in())
        self.leave()
        self.choose_password(url, "Another-one-43")
        self.env.invalidate_all()
        self.assertFalse(self.can_log_in("Another-one-43"), "the link is used up")
        self.assertFalse(self.vol_board_a.with_user(self.chair_a).needs_office_way_in)
        with self.assertRaises(UserError, msg="she has a way in now"):
            self.make()

    def test_the_group_sees_that_it_was_made(self):
        url = self.make()["params"]["url"]
        note = self.group_a.message_ids[0].body
        self.assertIn(self.board_a.name, note)
        self.assertIn(self.chair_a.name, note)
        self.assertNotIn(url, note)

    def test_who_may_make_it(self):
        for user in (self.volunteer_a, self.secretariat):
            self.assertTrue(self.make(user=user)["params"]["url"])
        for user in (self.board_a, self.treasurer_a, self.auditor_a, self.member_a):
            with self.assertRaises(AccessError, msg=user.name):
                self.make(self.vol_chair_a, user)
        for user in (self.chair_b, self.volunteer_b):
            with self.assertRaises(AccessError, msg=user.name):
                self.make(user=user)

    def test_for_whom(self):
        with self.assertRaises(UserError, msg="her way in is the phone"):
            self.make(self.vol_member_a)
        self.board_a.sudo().password = "She-has-one-44"
        with self.assertRaises(UserError, msg="nobody's login is taken over"):
            self.make()
        self.assertTrue(self.make(self.vol_treasurer_a)["params"]["url"])
        elsewhere = self.env["bydelsmor.volunteer"].create(
            {
                "group_id": self.group_b.id,
                "partner_id": self.vol_treasurer_a.partner_id.id,
            }
        )
        self.give(elsewhere, "auditor")
        with self.assertRaises(UserError, msg="it would open another group too"):
            self.make(self.vol_treasurer_a)

    def test_a_token_of_the_phone_is_none_here(self):
        self.make()
        with self.assertRaises(UserError):
            self.env["bydelsmor.access.link"].with_user(self.chair_a)._issue(
                self.vol_board_a.with_user(self.chair_a)
            )

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .browser_common import HOME, BrowserCase

LOGIN_LOG = "odoo.addons.base.models.res_users"
DOOR = "/bydelsmor/in"
OFFER = ".o_bm_passkey:not([hidden])"
FINGERPRINT = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@tagged("post_install", "-at_install")
class TestPasskey(BrowserCase):
    """In by a link, out, and in again by the fingerprint: with the browser's own
    passkeys, on a finger that the browser makes up."""

    def setUp(self):
        super().setUp()
        # A passkey belongs to a name; browsers make none for a number.
        self.address = f"http://localhost:{self.wire.port}"
        with self.undisturbed():
            config = self.env["ir.config_parameter"]
            config.set_param("web.base.url", self.address)
        self.phone = self.new_phone(base_url=self.address)

    def page_with_fingerprint(self, phone):
        """Return a new page of a phone whose owner can show her finger."""
        page = phone.new_page()
        self.finger = phone.new_cdp_session(page)
        self.finger.send("WebAuthn.enable")
        answer = self.finger.send(
            "WebAuthn.addVirtualAuthenticator", {"options": FINGERPRINT}
        )
        self.authenticator = {"authenticatorId": answer["authenticatorId"]}
        return page

    def passkeys(self):
        return self.finger.send("WebAuthn.getCredentials", self.authenticator)[
            "credentials"
        ]

    def show_finger(self, page, right=True):
        """Press the button of the door."""
        self.finger.send(
            "WebAuthn.setUserVerified", {**self.authenticator, "isUserVerified": right}
        )
        page.click(".passkey_login_link")

    def press(self, page):
        page.click(".o_bm_foot form button[type=submit]")

    def who(self, page):
        return int(page.locator("[data-user]").first.get_attribute("data-user"))

    def log_out(self, page):
        page.goto(f"{HOME}/me")
        page.click(".o_bm_log_out")
        page.wait_for_selector(".passkey_login_link")

    def test_in_by_link_and_again_by_passkey(self):
        page = self.page_with_fingerprint(self.phone)
        with self.undisturbed():
            _link, path = self.issue(self.vol_member_a)
        page.goto(path)
        self.press(page)
        page.locator(f"{OFFER} [data-answer=yes]").tap()
        page.wait_for_selector(".o_bm_passkey [data-state=done]:not([hidden])")
        [key] = self.passkeys()
        self.assertEqual(key["rpId"], "localhost")
        with self.undisturbed():
            [kept] = self.member_a.auth_passkey_key_ids
            self.assertEqual(kept.name, "My phone")
        page.goto(HOME)
        self.assertEqual(self.who(page), self.member_a.id, "she stays in")
        self.assertEqual(page.locator(".o_bm_passkey").count(), 0, "asked once only")

        self.log_out(page)
        page.goto(f"{HOME}/meetings")
        page.wait_for_url(f"**{DOOR}?*")
        self.show_finger(page)
        page.wait_for_url(f"**{HOME}/meetings")
        self.assertEqual(self.who(page), self.member_a.id)
        self.assertEqual(self.passkeys()[0]["signCount"], 2)

    def test_a_lost_phone_is_not_let_in(self):
        page = self.with_passkey()
        with self.undisturbed():
            self.vol_member_a.with_user(self.board_a).action_lock_phone()
        page.goto(HOME)
        page.wait_for_selector(".passkey_login_link")
        with mute_logger(LOGIN_LOG):
            self.show_finger(page)
            page.wait_for_selector(".o_bm_note.o_bm_ask")
        self.assertEqual(page.locator("[data-user]").count(), 0)

    def with_passkey(self):
        """Return the page of a phone on which she has made her passkey."""
        page = self.page_with_fingerprint(self.phone)
        with self.undisturbed():
            _link, path = self.issue(self.vol_member_a)
        page.goto(path)
        self.press(page)
        page.locator(f"{OFFER} [data-answer=yes]").tap()
        page.wait_for_selector(".o_bm_passkey [data-state=done]:not([hidden])")
        return page

    def test_later_is_an_answer(self):
        page = self.page_with_fingerprint(self.phone)
        with self.undisturbed():
            _link, path = self.issue(self.vol_member_a)
        page.goto(path)
        self.press(page)
        page.locator(f"{OFFER} [data-answer=later]").tap()
        page.wait_for_selector(".o_bm_passkey", state="hidden")
        page.goto(f"{HOME}?welcome=1")
        page.wait_for_selector("h1")
        self.assertFalse(page.locator(OFFER).is_visible())
        self.assertFalse(self.passkeys())

    def test_a_phone_without_passkeys_is_not_asked(self):
        """A browser without a finger, as most borrowed ones."""
        page = self.come_in_on(self.phone, self.vol_member_a)
        self.assertFalse(page.locator(OFFER).is_visible())

    def test_no_link_opens_the_web_client(self):
        """Neither one that is made for her who works there, nor one that was made
        before, nor one that somebody else holds."""
        with self.undisturbed():
            with self.assertRaises(UserError):
                self.issue(self.vol_chair_a)
            _link, path = self.issue(self.vol_member_a)
        page = self.phone.new_page()
        page.goto(path)
        with self.undisturbed():
            self.give(self.vol_member_a, "secretary")
            self.assertTrue(self.member_a._is_internal())
        with mute_logger(LOGIN_LOG), page.expect_navigation():
            self.press(page)
        self.assertEqual(page.locator("[data-user]").count(), 0)
        answer = page.goto(path)
        self.assertEqual(answer.status, 404)
        page.goto(HOME)
        self.assertIn(DOOR, page.url)

    def test_the_other_s_link_changes_who_is_in(self):
        """Whoever presses the button of a link is she whom the link was made for."""
        page = self.come_in_on(self.phone, self.vol_member_a)
        with self.undisturbed():
            other = self.make_volunteer(self.group_a, "another woman")
            _link, path = self.issue(other)
            user = other.user_id
        page.goto(path)
        page.wait_for_selector("text=You are in as member a now")
        self.press(page)
        page.wait_for_url(f"**{HOME}?*")
        self.assertEqual(self.who(page), user.id)

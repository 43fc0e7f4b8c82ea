from odoo.tests import tagged

from .browser_common import HOME, LAST_KEPT, BrowserCase

NO_NET = ".o_bm_note:has-text('There is no net now')"
WAITING = ".o_bm_sent [data-state=waiting]:not([hidden])"
SENT = ".o_bm_sent [data-state=sent]:not([hidden])"
ALL_THAT_IS_KEPT = """async () => {
    let text = JSON.stringify(localStorage);
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            if (request.url.includes("/web/assets/")) {
                continue; // the same files for everybody, these tests' names among them
            }
            text += request.url + await (await cache.match(request)).text();
        }
    }
    return text;
}"""
SENDING = "**/receipt/send"


def too_busy(status):
    """Return what answers in the place of the server."""
    page = {"status": status, "content_type": "text/html", "body": "<h1>Busy</h1>"}
    return lambda route: route.fulfill(**page)


@tagged("post_install", "-at_install")
class TestOffline(BrowserCase):
    """The net goes away before, while and after a form is sent: the page opens,
    nothing is lost, and nothing is stored twice."""

    def setUp(self):
        super().setUp()
        with self.undisturbed():
            self.vol_member_a.name = "Amina Warsame"
        self.page = self.come_in_on(self.phone, self.vol_member_a)
        self.wait_for_shells(self.page)

    def fill_in(self, page, amount):
        page.goto(f"{HOME}/receipt")
        page.fill("#receipt_amount", amount)
        page.locator("label.o_bm_tile").first.click()
        page.check("[name=lost]")
        page.fill("#receipt_explanation", "Blown away")
        page.click("[data-submit]:not([disabled])")
        page.wait_for_selector(
            "[data-after=stored]:not([hidden]), [data-after=waiting]:not([hidden])"
        )

    def assert_waiting(self, page, number):
        page.goto(HOME)
        page.wait_for_selector(WAITING)
        self.assertEqual(page.inner_text(f"{WAITING} [data-count]"), str(number))
        self.assertEqual(page.locator(".o_bm_waiting_list li").count(), number)

    def assert_sent(self, page):
        page.goto(HOME)
        page.wait_for_selector(SENT)

    def assert_stored(self, *amounts):
        with self.undisturbed():
            receipts = self.env["bydelsmor.receipt"].search(
                [("company_id", "=", self.company_a.id)]
            )
            self.assertEqual(sorted(receipts.mapped("amount")), sorted(amounts))
            for receipt in receipts:
                self.assertEqual(receipt.volunteer_id, self.vol_member_a)

    def test_before_sending(self):
        self.wire.set("cut")
        self.fill_in(self.page, "80")
        self.assertTrue(self.page.is_visible(NO_NET))
        self.assert_waiting(self.page, 1)
        self.fill_in(self.page, "90,50")
        self.assert_waiting(self.page, 2)
        self.assert_stored()
        self.wire.set("whole")
        self.assert_sent(self.page)
        self.assert_stored(80.0, 90.5)

    def test_while_sending(self):
        self.page.goto(f"{HOME}/receipt")
        self.wire.set("half")
        self.fill_in(self.page, "80")
        self.assert_stored()
        self.wire.set("whole")
        self.assert_sent(self.page)
        self.assert_stored(80.0)

    def test_after_sending_twice(self):
        """Stored, but the phone does not hear it, and not the second time either."""
        self.wire.set("deaf")
        self.fill_in(self.page, "80")
        self.assert_waiting(self.page, 1)
        self.assert_stored(80.0)
        self.assert_waiting(self.page, 1)
        self.wire.set("whole")
        self.assert_sent(self.page)
        self.assert_stored(80.0)

    def test_server_has_too_much_to_do(self):
        """A page that says so is no answer to the form: it is kept and sent later."""
        for number, status in enumerate((500, 503), 1):
            self.phone.route(SENDING, too_busy(status))
            self.fill_in(self.page, str(70 + number))
            self.assert_waiting(self.page, number)
            self.assert_stored()
        self.phone.unroute(SENDING)
        self.assert_sent(self.page)
        self.assert_stored(71.0, 72.0)

    def test_two_tabs(self):
        other = self.phone.new_page()
        self.wire.set("cut")
        self.fill_in(self.page, "80")
        self.fill_in(other, "70")
        self.wire.set("whole")
        self.page.goto(HOME, wait_until="commit")
        other.goto(HOME, wait_until="commit")
        self.page.wait_for_selector(SENT)
        other.wait_for_selector(SENT)
        self.assert_stored(70.0, 80.0)

    def test_session_ran_out(self):
        self.phone.clear_cookies()
        self.wire.set("cut")
        self.fill_in(self.page, "80")
        self.wire.set("whole")
        self.page.goto(HOME)
        self.page.wait_for_selector(".passkey_login_link")
        self.assert_stored()
        page = self.come_in_on(self.phone, self.vol_member_a)
        page.wait_for_selector(SENT)
        self.assert_stored(80.0)

    def test_logged_out_phone_leaks_nothing(self):
        self.page.goto(f"{HOME}/me")
        self.page.wait_for_selector("h1")
        with self.undisturbed():
            names = ("Amina", self.group_a.name, self.member_a.login)
        kept = self.page.evaluate(ALL_THAT_IS_KEPT)
        self.assertIn(f"{HOME}/shell/receipt", kept)
        for private in names:
            self.assertNotIn(private, kept)
        self.page.goto("/web/session/logout?redirect=/bydelsmor/in")
        self.page.wait_for_selector(".passkey_login_link")
        self.wait_until(self.page, f"async () => !(await caches.match('{LAST_KEPT}'))")
        self.assertNotIn('"user"', self.page.evaluate(ALL_THAT_IS_KEPT))
        self.wire.set("cut")
        with self.assertRaisesRegex(Exception, "net::ERR_"):
            self.page.goto(HOME)

    def test_shell_holds_nobodys_data(self):
        """Also when it is asked for by her own browser, with her cookies."""
        with self.undisturbed():
            names = ("Amina", self.group_a.name, 'data-user="', "tel:")
        for name in ("home", "receipt", "conversation", "contacts", "activity"):
            text = self.phone.request.get(f"{HOME}/shell/{name}?lang=en_US").text()
            for private in names:
                self.assertNotIn(private, text, name)
        answer = self.phone.request.get(f"{HOME}/shell/nothing")
        self.assertEqual(answer.status, 404)

from odoo.tests import HttpCase

from ..common import BydelsmorCommon


class PhoneCase(BydelsmorCommon, HttpCase):
    """Requests as a woman on her phone makes them, after coming in by a link."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The tests read the source's words, whatever languages the database has.
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env["res.partner"].search([("bydelsmor_company_ids", "!=", False)]).write(
            {"lang": "en_US"}
        )
        cls.board_links = cls.env["bydelsmor.access.link"].with_user(cls.board_a)

    def setUp(self):
        super().setUp()
        # Failed attempts are counted per address for the whole process.
        vars(self.env.registry).pop("_login_failures", None)

    def issue(self, volunteer, user=None, kind="qr"):
        """Return (link, path) of a new link that a board member makes."""
        links = self.env["bydelsmor.access.link"].with_user(user or self.board_a)
        link, url = links._issue(volunteer.with_user(user or self.board_a), kind)
        return link.sudo(), url[url.index("/bydelsmor/in/") :]

    def knock(self, path):
        return self.url_open(path, allow_redirects=False)

    def come_in(self, path):
        """Open the page and press its button; return the answer."""
        page = self.knock(path)
        token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
        return self.url_open(path, data={"csrf_token": token}, allow_redirects=False)

    def leave(self):
        self.url_open("/web/session/logout?redirect=/bydelsmor/in")

    def who(self):
        """Return the id of the user whose session this is (False: nobody)."""
        home = self.url_open("/my/bydelsmor", allow_redirects=False)
        if home.status_code != 200:
            return False
        return int(home.text.partition('data-user="')[2].partition('"')[0])

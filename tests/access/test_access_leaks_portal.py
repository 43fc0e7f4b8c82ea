# pylint: disable=translation-required
from odoo.tests import tagged

from .rpc import ACCESS, Refused
from .test_access_leaks_books import BooksCase

SHOWN = {
    "resource_ref": {"fields": {"display_name": {}}},
    "share_link": {},
    "access_warning": {},
}


@tagged("post_install", "-at_install")
class TestLeaksPortal(BooksCase):
    """Odoo opens a page to whoever brings its token (odoo19 6). Of our records only
    vouchers and journals can have one: nobody elsewhere has it made, learns it or
    gets in with another one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.token = cls.move._portal_ensure_token()

    def test_only_odoos_own_records_have_tokens(self):
        portal = type(self.env["portal.mixin"])
        known = {
            name
            for name, model in self.env.registry.items()
            if issubclass(model, portal) and not model._abstract
        }
        ours = {name for name in known if name.startswith("bydelsmor.")}
        self.assertFalse(ours)
        self.assertFalse(known & {"account.payment", "account.bank.statement.line"})

    def test_pages_without_the_token(self):
        number = self.move.id
        for token in ("", "?access_token=", "?access_token=False", "?access_token=x"):
            joined = token.replace("?", "&")
            for path in (
                f"/my/invoices/{number}{token}",
                f"/my/invoices/{number}{token or '?'}&report_type=pdf&download=true",
                f"/mail/view?model=account.move&res_id={number}{joined}",
                f"/my/journal/{self.move.journal_id.id}/unsubscribe{token}",
            ):
                for user in self.strangers:
                    self.assertShowsNothing(path, self.get(user, path))
                self.opener.cookies.clear()
                answer = self.opener.get(
                    self.base_url() + path, allow_redirects=False, timeout=30
                )
                self.assertShowsNothing(path, answer)

    def test_the_token_opens_the_page(self):
        """Or what is refused above would be no page at all."""
        page = self.url_open(f"/my/invoices/{self.move.id}?access_token={self.token}")
        self.assertEqual(page.status_code, 200)
        self.assertIn(self.move.name, page.text)

    def assertShowsNothing(self, path, answer):
        self.assertIn(answer.status_code, (302, 303, 400, 403, 404), path)
        where = answer.headers.get("Location", "")
        for words in (self.token, "124,50", "124.50", self.move.name):
            self.assertNotIn(words, answer.text, path)
            self.assertNotIn(words, where, path)

    def test_nobody_elsewhere_learns_the_token(self):
        for user in self.strangers:
            self.assertRefused(
                user, "account.move", "read", self.move.ids, ["access_token"]
            )
            found = [["access_token", "=like", f"{self.token[:4]}%"]]
            try:
                count = self.call(user, "account.move", "search_count", found)
            except Refused as refused:
                self.assertEqual(refused.name, ACCESS)
            else:
                self.assertEqual(count, 0)

    def test_nobody_elsewhere_has_a_link_made(self):
        self.move.sudo().access_token = False
        for user in self.strangers.filtered(lambda user: not user.share):
            for record in (self.move, self.vol_member_a, self.receipt):
                values = {"res_model": record._name, "res_id": record.id}
                context = {"active_model": record._name, "active_id": record.id}
                for arguments in (
                    (("default_get", list(SHOWN)), {"context": context}),
                    (("onchange", [], values, [], SHOWN), {}),
                ):
                    (method, *args), kwargs = arguments
                    self.assertTellsNothing(
                        user, record, "portal.share", method, *args, **kwargs
                    )
                self.assertTellsNothing(user, record, "portal.share", "create", values)
        self.assertFalse(self.move.sudo().access_token)

    def assertTellsNothing(self, user, record, model, method, *args, **kwargs):
        """Refused, or answered without her name or a token."""
        try:
            answer = self.call(user, model, method, *args, **kwargs)
            if method == "create":
                answer = self.call(user, model, "web_read", [answer], SHOWN)
        except Refused as refused:
            answer = refused.words
        for words in ("member a", "access_token=", record.sudo().display_name):
            self.assertNotIn(words, str(answer), f"{user.login} {method}")

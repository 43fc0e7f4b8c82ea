from odoo.tests import tagged

from ..bookkeeping.test_annual_accounts import AnnualAccountsCommon
from .common import PhoneCase

ACCOUNTS = "/my/bydelsmor/accounts"


@tagged("post_install", "-at_install")
class TestPhoneAccounts(AnnualAccountsCommon, PhoneCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.post("2025-02-01", ("6481", 48000), ("1545", -48000))

    def visit(self, volunteer, board):
        _link, path = self.issue(volunteer, board)
        self.come_in(path)

    def test_every_member_reads_what_is_adopted(self):
        self.visit(self.vol_member_a, self.board_a)
        paper = f"{ACCOUNTS}/{self.accounts.id}"
        self.assertIn("None is adopted yet", self.url_open(ACCOUNTS).text)
        self.assertEqual(self.url_open(paper).status_code, 404)
        self.review()
        self.accounts.sudo().write({"state": "adopted", "adopted_on": "2026-02-20"})
        page = self.url_open(ACCOUNTS)
        self.assertIn(f'href="{paper}"', page.text)
        answer = self.url_open(paper)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.leave()
        self.visit(self.vol_member_b, self.board_b)
        self.assertNotIn(paper, self.url_open(ACCOUNTS).text)
        self.assertEqual(self.url_open(paper).status_code, 404)

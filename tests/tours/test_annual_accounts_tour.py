import hashlib
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo.tests import tagged

from .common import TourCase

ACCOUNTS = "/odoo/annual-accounts"


@tagged("post_install", "-at_install")
class TestAnnualAccountsTour(TourCase):
    """The accounting year ended with last month, so that the cash box is counted and
    the general assembly held today."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.last = cls.today.replace(day=1) - timedelta(days=1)
        cls.first = cls.last + timedelta(days=1) - relativedelta(years=1)
        cls.group_a._open_books(
            cls.first, bank=1000, cash=200, year_end=(cls.last.month, cls.last.day)
        )
        middle = cls.first + timedelta(days=90)
        cls.post(cls.company_a, middle, ("6481", 5000), ("1545", -5000))
        cls.post(cls.company_a, middle, ("1611", 1200), ("6481", -1200))
        cls.accounts = cls.env["bydelsmor.annual.accounts"]._for_period(
            cls.company_a, cls.first, cls.last
        )

    def test_from_an_open_year_to_adopted(self):
        self.walk(self.treasurer_a, ACCOUNTS, "bydelsmor_accounts_make_ready")
        frozen = self.accounts.content_hash
        self.assertTrue(frozen)
        for user in (self.chair_a, self.board_a):
            self.walk(user, ACCOUNTS, "bydelsmor_accounts_sign")
        self.assertEqual(self.accounts.state, "signed")
        self.assertEqual(
            set(self.accounts.signature_ids.mapped("user_id")),
            {self.treasurer_a, self.chair_a, self.board_a},
        )
        self.walk(self.auditor_a, ACCOUNTS, "bydelsmor_accounts_audit")
        self.assertRecordValues(
            self.accounts,
            [
                {
                    "state": "reviewed",
                    "audit_name": "auditor a",
                    "audit_vouchers": True,
                    "audit_bank": True,
                    "audit_minutes": False,
                }
            ],
        )
        self.walk(self.chair_a, ACCOUNTS, "bydelsmor_accounts_adopt")
        self._check_adopted(frozen)

    def _check_adopted(self, frozen):
        self.assertRecordValues(
            self.accounts,
            [
                {
                    "state": "adopted",
                    "adopted_on": self.today,
                    "adopted_chair": "Birthe Holm",
                    "content_hash": frozen,
                    "has_changed": False,
                }
            ],
        )
        text = self.accounts.sudo().frozen_text
        self.assertEqual(hashlib.sha256(text.encode()).hexdigest(), frozen)
        self.assertEqual(self.company_a.fiscalyear_lock_date, self.last)
        moves = self.env["account.move"].search(
            [("company_id", "=", self.company_a.id), ("date", "<=", self.last)]
        )
        # the opening entry and the two of the year
        self.assertEqual(len(moves), 3)
        self.assertTrue(all(moves.mapped("inalterable_hash")))

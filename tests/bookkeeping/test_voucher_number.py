# pylint: disable=translation-required
import threading
from contextlib import closing
from datetime import date
from uuid import uuid4

from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import UserError
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged

from ...models.bookkeeping.seal import unseal
from .common import BookkeepingCommon


@tagged("post_install", "-at_install")
class TestVoucherNumber(BookkeepingCommon):
    def _numbers(self, company, year=2026):
        moves = self.env["account.move"].search(
            [("company_id", "=", company.id), ("voucher_year", "=", year)]
        )
        return sorted(moves.mapped("voucher_number"))

    def test_one_series_over_all_journals(self):
        receipt = self.make_receipt(self.company_a, partner_id=self.shop.id)
        receipt.action_post()
        payment = self.make_payment(self.company_a)
        payment.action_post()
        line = self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.company_a._bydelsmor_journal("BANK").id,
                "date": "2026-03-03",
                "amount": -100,
                "payment_ref": "From the bank",
            }
        )
        reverse = receipt._reverse_moves([{"invoice_date": date(2026, 3, 4)}])
        reverse._post(soft=False)
        # the opening entry is number 1
        self.assertEqual(receipt.voucher_number, 2)
        self.assertEqual(payment.move_id.voucher_number, 3)
        self.assertEqual(line.move_id.voucher_number, 4)
        self.assertEqual(reverse.voucher_number, 5)
        self.assertEqual(reverse.voucher_name, "2026-0005")

    def test_groups_count_apart(self):
        first = self.make_entry(self.company_a)
        second = self.make_entry(self.company_b)
        (first | second)._post(soft=False)
        self.assertEqual(first.voucher_number, 2)
        self.assertEqual(second.voucher_number, 2)

    def test_years_count_apart(self):
        late = self.make_entry(self.company_a, date="2027-01-15")
        early = self.make_entry(self.company_a, date="2026-12-15")
        (late | early)._post(soft=False)
        self.assertEqual(late.voucher_name, "2027-0001")
        self.assertEqual(early.voucher_name, "2026-0002")

    def test_a_batch_is_numbered_by_date(self):
        moves = self.env["account.move"]
        for day in (20, 10, 30):
            moves |= self.make_entry(self.company_a, date=f"2026-03-{day}")
        moves._post(soft=False)
        self.assertEqual(moves.mapped("voucher_number"), [3, 2, 4])

    def test_drafts_have_none(self):
        self.assertEqual(self.make_entry(self.company_a).voucher_number, 0)

    def test_a_refused_posting_leaves_no_gap(self):
        good = self.make_entry(self.company_a)
        bad = self.make_entry(self.company_a)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            bad.write({"state": "posted"})
            raise UserError("as a batch does for one bad receipt")
        good._post(soft=False)
        self.assertEqual(good.voucher_number, 2)
        self.assertEqual(bad.voucher_number, 0)

    def test_posting_by_writing_the_state(self):
        move = self.make_entry(self.company_a)
        move.write({"state": "posted"})
        self.assertEqual(move.voucher_number, 2)

    def test_nobody_writes_the_number(self):
        move = self.make_entry(self.company_a)
        for values in (
            {"voucher_number": 9},
            {"voucher_year": 1},
            {"voucher_name": ""},
        ):
            with self.assertRaises(UserError):
                move.sudo().write(values)
            with self.assertRaises(UserError):
                self.make_entry(self.company_a, **values)
        move._post(soft=False)
        with self.assertRaises(UserError):
            move.sudo().voucher_number = 9

    def test_a_copy_gets_its_own(self):
        move = self.make_entry(self.company_a)
        move._post(soft=False)
        copy = move.copy()
        self.assertEqual(copy.voucher_number, 0)
        copy.date = move.date
        copy._post(soft=False)
        self.assertEqual(copy.voucher_number, 3)

    def test_companies_that_are_no_groups_have_none(self):
        move = self.make_entry(self.other_company)
        move._post(soft=False)
        self.assertEqual(move.voucher_number, 0)
        self.assertFalse(move.voucher_name)

    def test_journal_series_are_yearly(self):
        receipt = self.make_receipt(self.company_a, date="2026-03-01")
        receipt.action_post()
        self.assertEqual(receipt.name, "BILAG/2026/0001")
        later = self.make_receipt(self.company_a, date="2026-11-01")
        later.action_post()
        self.assertEqual(later.name, "BILAG/2026/0002")
        before = self.make_receipt(self.company_a, date="2026-02-01")
        before.action_post()
        self.assertEqual(before.name, "BILAG/2026/0003")
        next_year = self.make_receipt(self.company_a, date="2027-01-01")
        next_year.action_post()
        self.assertEqual(next_year.name, "BILAG/2027/0001")
        payment = self.make_payment(self.company_a)
        payment.action_post()
        self.assertEqual(payment.name, "BANK/2026/0001")

    def test_a_refund_shares_the_series(self):
        receipt = self.make_receipt(self.company_a, partner_id=self.shop.id)
        receipt.action_post()
        refund = receipt._reverse_moves([{"invoice_date": date(2026, 3, 4)}])
        refund._post(soft=False)
        self.assertEqual(refund.move_type, "in_refund")
        self.assertEqual(refund.name, "BILAG/2026/0002")

    def test_a_receipt_keeps_its_date(self):
        """Odoo would book a receipt of March on the day it is typed."""
        receipt = self.make_receipt(self.company_a, date="2026-03-01")
        receipt.action_post()
        self.assertEqual(receipt.date, date(2026, 3, 1))


@tagged("post_install", "-at_install")
class TestVoucherNumberTogether(TransactionCase):
    """Twenty people post at the same moment, each in a transaction of her own.

    The books are committed, so the test's own transaction must not write before.
    """

    POSTERS = 20

    def setUp(self):
        super().setUp()
        self.errors = []
        with self._transaction() as env:
            self._make_books(env)
        self.addCleanup(self._remove_books)

    def _transaction(self):
        return _Transaction(self.env.cr.dbname)

    def _make_books(self, env):
        company = (
            env["res.company"]
            .with_context(install_mode=True)
            .create({"name": f"Twenty posters {uuid4()}", "is_bydelsmor_group": True})
        )
        self.company_id = company.id
        accounts = env["account.account"].create(
            [
                {
                    "name": name,
                    "code": code,
                    "account_type": kind,
                    "company_ids": [Command.set(company.ids)],
                }
                for name, code, kind in (
                    ("Food", "1611", "expense"),
                    ("Bank", "6481", "asset_cash"),
                )
            ]
        )
        journals = env["account.journal"].create(
            [
                {
                    "name": code,
                    "code": code,
                    "type": "general",
                    "company_id": company.id,
                }
                for code in ("DIV", "ANDRE")
            ]
        )
        self.account_ids, self.journal_ids = accounts.ids, journals.ids

    def _remove_books(self):
        with self._transaction() as env:
            company = env["res.company"].browse(self.company_id)
            company.is_bydelsmor_group = False
            moves = unseal(env["account.move"]).search(
                [("company_id", "=", company.id)]
            )
            moves.button_draft()
            moves.with_context(force_delete=True).unlink()
            env["account.journal"].browse(self.journal_ids).unlink()
            env["account.account"].browse(self.account_ids).unlink()
            partner = company.partner_id
            company.unlink()
            partner.unlink()

    def _post_one(self, index, barrier, transaction):
        try:
            barrier.wait(timeout=60)
            with transaction as env:
                self._post(env, index)
        except Exception as error:  # pylint: disable=broad-except
            self.errors.append(error)

    def _post(self, env, index):
        """Every other one posts twice, in the two journals in different order."""
        journals = self.journal_ids if index % 2 else self.journal_ids[::-1]
        for journal_id in journals[: 1 + index % 2]:
            env["account.move"].with_company(self.company_id).create(
                {
                    "move_type": "entry",
                    "journal_id": journal_id,
                    "date": "2026-03-01",
                    "line_ids": [
                        Command.create({"account_id": account_id, "balance": balance})
                        for account_id, balance in zip(
                            self.account_ids, (10.0, -10.0), strict=True
                        )
                    ],
                }
            )._post(soft=False)

    def test_twenty_at_once(self):
        barrier = threading.Barrier(self.POSTERS)
        threads = [
            threading.Thread(
                target=self._post_one, args=(index, barrier, self._transaction())
            )
            for index in range(self.POSTERS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
        self.assertFalse(self.errors)
        with self._transaction() as env:
            moves = env["account.move"].search([("company_id", "=", self.company_id)])
            numbers = sorted(moves.mapped("voucher_number"))
            names = {move.name for move in moves}
        expected = self.POSTERS + self.POSTERS // 2
        self.assertEqual(numbers, list(range(1, expected + 1)))
        self.assertEqual(len(names), expected)


class _Transaction:
    """A transaction of its own: committed at the end, whatever the test does.

    Its environment is made at once, in the test's own thread: while a server that
    updates the addon runs the tests, no other thread gets at the registry.
    """

    def __init__(self, dbname):
        self.cr = db_connect(dbname).cursor()
        self.env = api.Environment(self.cr, SUPERUSER_ID, {"tracking_disable": True})

    def __enter__(self):
        return self.env

    def __exit__(self, kind, error, trace):
        with closing(self.cr):
            if kind is None:
                self.cr.commit()  # pylint: disable=invalid-commit
        return False

import os
import signal
import threading
import time
from contextlib import closing
from uuid import uuid4

from freezegun import freeze_time

from odoo import SUPERUSER_ID, Command, api, sql_db
from odoo.exceptions import AccessError, ConcurrencyError
from odoo.tests import TransactionCase, tagged

from ...models.bookkeeping.seal import unseal
from . import papers
from .receipt_common import ReceiptCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 12:00:00")
class TestReceiptBatch(ReceiptCommon):
    """Many at once: what can be approved is approved, the rest says why."""

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()

    def _batch(self, receipts, user=None, **options):
        self.env.flush_all()
        model = self.Receipt.with_user(user or self.board_a)
        done, refused = model._approve_batch(receipts.ids, **options)
        receipts.invalidate_recordset()
        return self.Receipt.browse(done), refused

    def _many(self, count, **values):
        receipts = self.Receipt
        for number in range(count):
            receipts |= self.hand_in(
                {"purpose_id": self.food.id, "amount": 10 + number},
                files=[self.photo(number)],
                **values,
            )
        return receipts

    def test_all(self):
        receipts = self._many(5)
        done, refused = self._batch(receipts, bundle=2)
        self.assertEqual((done, refused), (receipts, {}))
        self.assertEqual(
            receipts.mapped("voucher_name"),
            ["2026-0002", "2026-0003", "2026-0004", "2026-0005", "2026-0006"],
        )
        self.assertEqual(
            self.balance(self.company_a, "8041"), -(10 + 11 + 12 + 13 + 14)
        )

    def test_one_that_is_refused_does_not_hold_up_the_others(self):
        receipts = self._many(5)
        own = self.hand_in(user=self.board_a, files=[self.photo(9)])
        mixed = receipts[:3] | own | receipts[3:]
        done, refused = self._batch(mixed)
        self.assertEqual(done, receipts)
        self.assertEqual(list(refused), own.ids)
        self.assertIn("her own receipt", refused[own.id])
        self.assertEqual(own.state, "handed_in")
        numbers = receipts.move_id.mapped("voucher_number")
        self.assertEqual(sorted(numbers), [2, 3, 4, 5, 6])

    def test_every_way_of_paying_together(self):
        receipts = self.Receipt
        for paid_by in ("own", "cash", "card", "mobilepay") * 2:
            receipts |= self._many(1, paid_by=paid_by)
        done, refused = self._batch(receipts)
        self.assertEqual((done, refused), (receipts, {}))
        self.assertEqual(
            receipts.mapped("state"), ["booked", "repaid", "repaid", "repaid"] * 2
        )
        self.assertEqual(self.balance(self.company_a, "7440"), 0)
        self.assertEqual(self.balance(self.company_a, "6471"), 180)
        self.assertEqual(self.balance(self.company_a, "6483"), -40)
        self.assertEqual(self.balance(self.company_a, "8041"), -20)

    def test_the_button_of_the_list(self):
        receipts = self._many(2) | self.hand_in(user=self.board_a)
        self.env.flush_all()
        action = receipts.with_user(self.board_a).action_approve_many()
        self.assertEqual(action["tag"], "display_notification")
        self.assertEqual(action["params"]["type"], "warning")
        self.assertIn("Approved: 2", action["params"]["message"])
        with self.assertRaises(AccessError):
            receipts.with_user(self.auditor_a).action_approve_many()

    def test_queries_do_not_grow_with_the_receipts(self):
        """Twelve cost hardly more than six: no query for each receipt."""

        def count(receipts):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._batch(receipts)
            return self.env.cr.sql_log_count - before

        receipts = self._many(20)
        count(receipts[:2])
        few, many = count(receipts[2:8]), count(receipts[8:])
        # the two numbers of each voucher and the line that keeps its receipt
        self.assertLess(many - few, 6 * 6)


class Books:
    """A group with just enough books, committed, and removed at the end."""

    CODES = (
        ("1611", "expense"),
        ("6331", "asset_current"),
        ("7440", "liability_payable"),
        ("8041", "liability_payable"),
    )

    def __init__(self, dbname, count):
        self.dbname = dbname
        with closing(sql_db.db_connect(dbname).cursor()) as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            self._make(env, count)
            cr.commit()  # pylint: disable=invalid-commit

    def _make(self, env, count):
        group = env["bydelsmor.group"].create(
            {
                "name": f"At the same time {uuid4()}",
                "municipality_id": env.ref("bydelsmor.municipality_0101").id,
            }
        )
        self.company_id, self.group_id = group.company_id.id, group.id
        self._make_books(env, group.company_id)
        buyer, chair = self._make_women(env, group)
        self.user_id = chair.user_id.id
        photo = papers.jpeg(papers.picture(size=(200, 300)))
        hand_in = env["bydelsmor.receipt"].with_user(buyer.user_id)._hand_in
        food = env.ref("bydelsmor.purpose_activity_food")
        self.receipt_ids = [
            hand_in(
                group.company_id.with_user(buyer.user_id),
                {
                    "uuid": str(uuid4()),
                    "date": "2026-03-03",
                    "paid_by": "own",
                    "lines": [{"purpose_id": food.id, "amount": 10 + number}],
                },
                [{"data": photo}],
            ).id
            for number in range(count)
        ]

    def _make_books(self, env, company):
        accounts = env["account.account"].create(
            [
                {
                    "name": code,
                    "code": code,
                    "account_type": kind,
                    "reconcile": kind != "expense",
                    "company_ids": [Command.set(company.ids)],
                }
                for code, kind in self.CODES
            ]
        )
        journal = env["account.journal"].create(
            {
                "name": "Receipts",
                "code": "BILAG",
                "type": "purchase",
                "company_id": company.id,
                "default_account_id": accounts[0].id,
                "refund_sequence": False,
            }
        )
        company.bydelsmor_books_open = True
        self.account_ids, self.journal_id = accounts.ids, journal.id

    def _make_women(self, env, group):
        women = env["bydelsmor.volunteer"].create(
            [
                {"group_id": group.id, "name": name, "state": "active"}
                for name in ("buyer", "chair")
            ]
        )
        env["bydelsmor.mandate"].create({"volunteer_id": women[1].id, "role": "chair"})
        for woman in women:
            woman._ensure_user()
        self.user_ids = women.user_id.ids
        self.partner_ids = women.partner_id.ids
        return women

    def env(self, uid=None):
        cr = sql_db.db_connect(self.dbname).cursor()
        return api.Environment(
            cr, uid or SUPERUSER_ID, {"allowed_company_ids": [self.company_id]}
        )

    def remove(self):
        env = self.env()
        with closing(env.cr):
            company = env["res.company"].browse(self.company_id)
            receipts = unseal(env["bydelsmor.receipt"]).search(
                [("company_id", "=", company.id)]
            )
            receipts.attachment_ids.unlink()
            env.cr.execute(
                "DELETE FROM bydelsmor_receipt WHERE company_id = %s", [company.id]
            )
            # l10n_dk cannot delete an account where another Danish company has any
            company.write(
                {
                    "is_bydelsmor_group": False,
                    "country_id": False,
                    "account_fiscal_country_id": False,
                }
            )
            moves = unseal(env["account.move"]).search(
                [("company_id", "=", company.id)]
            )
            moves.filtered(lambda move: move.state == "posted").button_draft()
            moves.with_context(force_delete=True).unlink()
            env["account.journal"].browse(self.journal_id).unlink()
            env["res.partner"].browse(self.partner_ids).with_company(
                company
            ).property_account_payable_id = False
            env["account.account"].browse(self.account_ids).unlink()
            self._remove_women(env)
            company.invalidate_recordset()
            partner = company.partner_id
            env["bydelsmor.group"].browse(self.group_id).unlink()
            company.unlink()
            partner.unlink()
            env.cr.commit()

    def _remove_women(self, env):
        env["bydelsmor.mandate"].search([("company_id", "=", self.company_id)]).unlink()
        env["res.users"].browse(self.user_ids).unlink()
        env["bydelsmor.volunteer"].with_context(active_test=False).search(
            [("company_id", "=", self.company_id)]
        ).unlink()
        env["res.partner"].browse(self.partner_ids).unlink()


@tagged("post_install", "-at_install")
class TestReceiptsTogether(TransactionCase):
    """On connections of their own, committed. The test itself writes nothing."""

    def _books(self, count):
        books = Books(self.env.cr.dbname, count)
        self.addCleanup(books.remove)
        return books

    def _read(self, books):
        """Return (receipt states, numbers of the posted entries) as committed."""
        env = books.env()
        with closing(env.cr):
            receipts = env["bydelsmor.receipt"].browse(books.receipt_ids)
            moves = env["account.move"].search([("company_id", "=", books.company_id)])
            for receipt in receipts:
                self._check_whole(receipt)
            self.assertEqual(moves, receipts.move_id, "an entry without its receipt")
            return receipts.mapped("state"), sorted(moves.mapped("voucher_number"))

    def _check_whole(self, receipt):
        """A receipt is untouched, or approved with its entry, number and photo."""
        if receipt.state == "handed_in":
            self.assertFalse(receipt.move_id or receipt.approver_id)
            return
        self.assertEqual(receipt.state, "booked")
        self.assertTrue(receipt.approver_id and receipt.approved_date)
        self.assertEqual(receipt.move_id.state, "posted")
        self.assertEqual(receipt.move_id.amount_total, receipt.amount)
        self.assertTrue(receipt.move_id.voucher_number)
        self.assertTrue(receipt.move_id.attachment_ids.raw)

    def test_twenty_approve_at_once(self):
        books = self._books(20)
        barrier, words = threading.Barrier(20), {}

        def approve(number, env):
            with closing(env.cr):
                barrier.wait(timeout=60)
                receipt = env["bydelsmor.receipt"].browse(number)
                words[number] = receipt._approve_and_commit()

        # their environments are made here: no other thread gets at the registry
        # while a server that updates the addon runs the tests
        threads = [
            threading.Thread(target=approve, args=(number, books.env(books.user_id)))
            for number in books.receipt_ids
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=300)
        self.assertEqual(words, dict.fromkeys(books.receipt_ids))
        states, numbers = self._read(books)
        self.assertEqual(states, ["booked"] * 20)
        self.assertEqual(numbers, list(range(1, 21)))

    def test_the_same_receipt_sent_twice_at_once(self):
        """A phone that tries again while the first try still works."""
        books = self._books(1)
        values = {
            "uuid": str(uuid4()),
            "date": "2026-03-03",
            "paid_by": "own",
            "lines": [{"amount": 5, "is_private": True}],
        }
        stored, done = threading.Event(), threading.Event()
        found, errors = {}, []

        def hand_in(env):
            company = env["res.company"].browse(books.company_id)
            return env["bydelsmor.receipt"]._hand_in(company, values, []).id

        def first(env):
            with closing(env.cr):
                found["first"] = hand_in(env)
                stored.set()
                done.wait(timeout=60)
                env.cr.commit()

        def second(env):
            with closing(env.cr):
                stored.wait(timeout=60)
                try:
                    hand_in(env)
                except ConcurrencyError as error:
                    errors.append(error)
                env.cr.rollback()
            done.set()

        user = books.user_ids[0]
        threads = [
            threading.Thread(target=work, args=(books.env(user),))
            for work in (first, second)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
        self.assertEqual(len(errors), 1, "the second was not told to begin anew")
        again = books.env(user)
        with closing(again.cr):
            self.assertEqual(hand_in(again), found["first"])

    def test_killed_in_the_middle(self):
        """kill -9 leaves whole receipts, and the rest can be approved afterwards."""
        books = self._books(40)
        child = os.fork()
        if not child:
            self._approve_until_killed(books)
        self._kill_after(books, child, 8)
        states, numbers = self._read(books)
        done = states.count("booked")
        self.assertTrue(8 <= done < 40, f"{done} done when it was killed")
        self.assertEqual(numbers, list(range(1, done + 1)))
        env = books.env(books.user_id)
        with closing(env.cr):
            rest = env["bydelsmor.receipt"].browse(
                [
                    number
                    for number, state in zip(books.receipt_ids, states, strict=True)
                    if state == "handed_in"
                ]
            )
            self.assertIsNone(rest._approve_and_commit())
        states, numbers = self._read(books)
        self.assertEqual(states, ["booked"] * 40)
        self.assertEqual(numbers, list(range(1, 41)))

    def _approve_until_killed(self, books):
        """In the child: work on connections of its own, and never come back."""
        try:
            sql_db._Pool = sql_db._Pool_readonly = None
            env = books.env(books.user_id)
            env.registry._db = sql_db.db_connect(books.dbname)
            env["bydelsmor.receipt"]._approve_batch(books.receipt_ids, bundle=4)
        finally:
            os._exit(1)

    def _kill_after(self, books, child, count):
        deadline = time.monotonic() + 120
        try:
            while self._count_done(books) < count and time.monotonic() < deadline:
                time.sleep(0.01)
        finally:
            os.kill(child, signal.SIGKILL)
            _pid, status = os.waitpid(child, 0)
        self.assertEqual(os.WTERMSIG(status), signal.SIGKILL, "it ended by itself")

    def _count_done(self, books):
        with closing(sql_db.db_connect(books.dbname).cursor()) as cr:
            cr.execute(
                "SELECT COUNT(*) FROM bydelsmor_receipt"
                " WHERE company_id = %s AND state = 'booked'",
                [books.company_id],
            )
            return cr.fetchone()[0]

import base64
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image
from psycopg2 import IntegrityError
from pypdf import PdfReader

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.bydelsmor.models.bookkeeping import statement

from ..common import BydelsmorCommon

FIRST, LAST = fields.Date.to_date("2025-01-01"), fields.Date.to_date("2025-12-31")
OF_RESULT = "(a.account_type LIKE 'income%%' OR a.account_type LIKE 'expense%%')"
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\nsigned sheet")


class AnnualAccountsCommon(BydelsmorCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group_a._open_books(fields.Date.to_date("2023-01-01"))
        cls.group_a.founding_date = "2020-01-01"
        cls.accounts = cls.env["bydelsmor.annual.accounts"]._for_period(
            cls.company_a, FIRST, LAST
        )

    @classmethod
    def post(cls, date, *items, company=None, **values):
        """Post an entry of (code, balance[, grant]) items."""
        company = company or cls.company_a
        lines = [
            Command.create(
                {
                    "account_id": company._bydelsmor_account(code).id,
                    "balance": balance,
                    "grant_id": grant[0].id if grant else False,
                }
            )
            for code, balance, *grant in items
        ]
        move = cls.env["account.move"].create(
            {
                "journal_id": company._bydelsmor_journal("DIV").id,
                "date": date,
                "line_ids": lines,
                **values,
            }
        )
        move.action_post()
        return move

    def as_user(self, user, record=None):
        record = self.accounts if record is None else record
        own = record.with_user(user)
        return own.with_context(allowed_company_ids=self.company_a.ids)

    def ready(self):
        """Make the accounts ready for signing, with a reason for what is open."""
        self.accounts.open_items_reason = "The bank has not answered yet."
        self.as_user(self.treasurer_a).action_freeze()

    def sign_all(self):
        self.ready()
        for user in (self.chair_a, self.treasurer_a, self.board_a):
            self.as_user(user).action_sign()

    def step(self, model, user, **values):
        return (
            self.env[model]
            .with_user(user)
            .with_context(active_id=self.accounts.id)
            .create({"accounts_id": self.accounts.id, **values})
        )

    def review(self):
        self.sign_all()
        self.step(
            "bydelsmor.accounts.audit",
            self.auditor_a,
            vouchers=True,
            bank=True,
            minutes=True,
            cash_date="2026-01-05",
        ).action_confirm()

    def adopt(self):
        self.review()
        self.step(
            "bydelsmor.accounts.adopt", self.chair_a, date="2026-02-20", chair="Birthe"
        ).action_adopt()

    def lines(self):
        self.accounts.invalidate_recordset()
        payload = self.accounts._payload()
        return statement.lines_by_key(payload["ledger"]["statement"])


@tagged("post_install", "-at_install")
class TestFigures(AnnualAccountsCommon):
    def test_two_years_worked_out_by_hand(self):
        self.post("2024-01-01", ("6481", 5000), ("6935", -5000))
        self.post("2024-03-01", ("6481", 32500), ("1545", -32500))
        self.post("2024-06-01", ("1611", 27908.25), ("6481", -27908.25))
        self.post("2025-02-01", ("6481", 48000), ("1545", -48000))
        self.post("2025-03-01", ("1611", 21380.50), ("6483", -21380.50))
        self.post("2025-04-01", ("2811", 3274), ("8041", -3274))
        self.post("2025-12-31", ("3670", 12.45), ("6481", -12.45))
        self.post("2026-01-01", ("1611", 99), ("6481", -99))
        self.accounts.budget_ids.filtered(lambda b: b.key == "grants").amount = 45000
        lines = self.lines()
        self.assertEqual(lines["grants"]["amount"], 4800000)
        self.assertEqual(lines["grants"]["budget"], 4500000)
        self.assertEqual(lines["grants"]["previous"], 3250000)
        self.assertEqual(lines["activities"]["amount"], 2138050)
        self.assertEqual(lines["volunteers"]["amount"], 327400)
        self.assertEqual(lines["interest"]["amount"], -1245)
        # 48.000,00 - 21.380,50 - 3.274,00 - 12,45
        self.assertEqual(lines["result"]["amount"], 2333305)
        self.assertEqual(lines["result"]["previous"], 459175)
        # 5.000,00 + 4.591,75
        self.assertEqual(lines["equity_opening"]["amount"], 959175)
        # 5.000 + 32.500 - 27.908,25 + 48.000 - 12,45 - 21.380,50 on its way
        self.assertEqual(lines["bank"]["amount"], 3619880)
        self.assertEqual(lines["owed_volunteers"]["amount"], 327400)
        self.assertEqual(lines["bank"]["previous"], 959175)

    def test_next_year_opens_where_this_one_closed(self):
        self.post("2025-02-01", ("6481", 48000), ("1545", -48000))
        self.post("2025-03-01", ("1611", 21380.50), ("6481", -21380.50))
        following = self.env["bydelsmor.annual.accounts"]._for_period(
            self.company_a, LAST + timedelta(days=1), LAST + timedelta(days=365)
        )
        note = following._payload()["ledger"]["statement"]["equity_note"]
        self.assertEqual(note["opening"]["total"], 2661950)
        self.assertEqual(note["closing"]["total"], 2661950)

    def test_founding_year_has_a_period_of_its_own(self):
        self.post("2025-02-01", ("6481", 1000), ("1545", -1000))
        self.post("2025-09-01", ("6481", 200), ("1551", -200))
        self.accounts.write({"date_to": "2025-05-14", "kind": "project"})
        first = self.env["bydelsmor.annual.accounts"]._for_period(
            self.company_a, fields.Date.to_date("2025-05-15"), LAST
        )
        self.assertEqual(self.lines()["result"]["amount"], 100000)
        lines = statement.lines_by_key(first._payload()["ledger"]["statement"])
        self.assertEqual(lines["own_income"]["amount"], 20000)
        self.assertEqual(lines["grants"]["previous"], 100000)
        self.assertEqual(lines["equity_opening"]["amount"], 100000)

    def test_founding_cuts_the_year_in_two(self):
        group = self.group_b
        group._open_books(fields.Date.to_date("2025-01-01"))
        running = self.env["bydelsmor.annual.accounts"]._for_period(
            group.company_id, FIRST, LAST, "project"
        )
        group._found(fields.Date.to_date("2025-05-15"))
        first = self.env["bydelsmor.annual.accounts"].search(
            [("company_id", "=", group.company_id.id), ("kind", "=", "annual")]
        )
        self.assertEqual(str(running.date_to), "2025-05-14")
        self.assertEqual((str(first.date_from), first.date_to), ("2025-05-15", LAST))
        self.assertEqual(len(first.budget_ids), 11)

    def test_what_the_books_opened_with_is_no_movement(self):
        group = self.group_b
        group._open_books(
            fields.Date.to_date("2025-01-01"),
            bank=1000,
            owed_volunteers=200,
            comparison={"grants": 900, "activities": 400},
        )
        accounts = self.env["bydelsmor.annual.accounts"]._for_period(
            group.company_id, FIRST, LAST
        )
        figures = accounts._payload()["ledger"]["statement"]
        lines = statement.lines_by_key(figures)
        self.assertEqual(figures["equity_note"]["opening"]["total"], 80000)
        self.assertEqual(figures["equity_note"]["moved"]["total"], 0)
        self.assertEqual(lines["bank"]["previous"], 100000)
        self.assertEqual(lines["result"]["previous"], 50000)
        self.assertEqual(lines["equity_opening"]["previous"], 30000)

    def test_an_account_unknown_to_the_layout_prints_on_its_own_line(self):
        loan = self.env["account.account"].create(
            {
                "name": "Loan from the housing association",
                "code": "7777",
                "account_type": "liability_non_current",
                "company_ids": [Command.set(self.company_a.ids)],
            }
        )
        self.post("2025-02-01", ("6481", 700), ("7777", -700))
        rows = self.accounts._print_data()["balance"]
        row = next(r for r in rows if r["key"] == f"account:{loan.id}")
        self.assertEqual(row["label"], "Loan from the housing association")
        self.assertIn("700", row["amount"])

    def test_drafts_and_other_groups_do_not_count(self):
        self.group_b._open_books()
        self.post("2025-02-01", ("6481", 5), ("1545", -5), company=self.company_b)
        draft = self.post("2025-02-01", ("6481", 10), ("1545", -10)).copy()
        draft.date = "2025-02-02"
        self.assertEqual(self.lines()["grants"]["amount"], 1000)

    def test_periods_do_not_overlap(self):
        with self.assertRaises(ValidationError):
            self.env["bydelsmor.annual.accounts"]._for_period(
                self.company_a, fields.Date.to_date("2025-06-01"), LAST
            )


ORE = st.integers(-(10**8), 10**8)
DAYS = st.one_of(
    st.dates(date(2023, 1, 1), date(2025, 12, 31)),
    st.sampled_from(
        [date(year, *day) for year in (2023, 2024, 2025) for day in ((1, 1), (12, 31))]
    ),
)
# account and grant by their place in a list, and an amount; the last account of an
# entry takes what makes it balance
LINES = st.tuples(st.integers(0, 999), st.integers(0, 2), ORE)
ENTRIES = st.tuples(DAYS, st.lists(LINES, min_size=1, max_size=25), st.integers(0, 999))


@tagged("post_install", "-at_install")
class TestRandomPostings(AnnualAccountsCommon):
    """Whatever is posted, the statement is what plain SQL adds up, line by line."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        of_company = ("company_ids", "in", cls.company_a.ids)
        Account = cls.env["account.account"].with_company(cls.company_a)
        # two accounts that the layout does not know
        Account.create(
            [
                {
                    "name": code,
                    "code": code,
                    "account_type": kind,
                    "company_ids": [Command.set(cls.company_a.ids)],
                }
                for code, kind in (
                    ("4000", "expense"),
                    ("7000", "liability_non_current"),
                )
            ]
        )
        cls.chart = Account.search(
            [of_company, ("account_type", "!=", "equity_unaffected")], order="code"
        )
        cls.grants = cls.env["bydelsmor.grant"].create(
            [
                {
                    "name": name,
                    "company_id": cls.company_a.id,
                    "amount_awarded": 1000,
                    "earmarked": earmarked,
                }
                for name, earmarked in (("Trips", True), ("Everything", False))
            ]
        )
        cls.grant_ids = [False, *cls.grants.ids]

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(ENTRIES, max_size=6))
    def test_agree_with_plain_sql(self, entries):
        savepoint = self.env.cr.savepoint()
        try:
            self.post_all(entries)
            self.check_lines()
            self.check_accounts()
            self.check_grants()
        finally:
            self.env.flush_all()
            savepoint.close(rollback=True)
            self.env.invalidate_all(flush=False)

    def post_all(self, entries):
        moves = self.env["account.move"].with_context(tracking_disable=True)
        journal = self.company_a._bydelsmor_journal("DIV")
        moves = moves.create(
            [
                {
                    "journal_id": journal.id,
                    "date": day,
                    "line_ids": [
                        *(self.line(*line) for line in lines),
                        self.line(last, 0, -sum(ore for *_of, ore in lines)),
                    ],
                }
                for day, lines, last in entries
            ]
        )
        moves.action_post()

    def line(self, account, grant, ore):
        return Command.create(
            {
                "account_id": self.chart[account % len(self.chart)].id,
                "grant_id": self.grant_ids[grant],
                "balance": ore / 100,
            }
        )

    def sums(self, by, where="true"):
        """Return {key: øre at the end, in the year, in the year before, before the
        year and before that}, added up by the database alone."""
        self.env.flush_all()
        columns = ", ".join(
            f"ROUND(100 * COALESCE(SUM(l.balance) FILTER (WHERE {when}), 0))::bigint"
            for when in (
                "true",
                "l.date >= '2025-01-01'",
                "l.date >= '2024-01-01' AND l.date < '2025-01-01'",
                "l.date < '2025-01-01'",
                "l.date < '2024-01-01'",
            )
        )
        self.env.cr.execute(
            f"""
            SELECT {by}, {columns}
              FROM account_move_line l JOIN account_account a ON a.id = l.account_id
             WHERE l.company_id = %s AND l.parent_state = 'posted'
               AND l.date <= '2025-12-31' AND {where}
             GROUP BY 1
            """,
            [self.company_a.id],
        )
        return {key: sums for key, *sums in self.env.cr.fetchall()}

    def total(self, *kinds):
        """Return the sums of all accounts of these kinds."""
        found = self.sums("split_part(a.account_type, '_', 1)")
        chosen = [found[kind] for kind in kinds if kind in found]
        return [sum(column) for column in zip(*chosen, strict=True)] or [0] * 5

    def check_lines(self):
        figures = self.accounts._live_payload()["ledger"]["statement"]
        lines = {
            key: (line["amount"], line["previous"])
            for key, line in statement.lines_by_key(figures).items()
            if line["amount"] or line["previous"]
        }
        at_end, in_year, year_before, before, long_before = self.total(
            "income", "expense"
        )
        equity = self.total("equity")
        by_key = "COALESCE(a.statement_line, 'account:' || a.id)"
        result = self.sums(by_key, OF_RESULT)
        balance = self.sums(by_key, f"NOT {OF_RESULT}")
        expected = {
            **{
                key: (self.sign(key, "result") * now, self.sign(key, "result") * last)
                for key, (_end, now, last, *_rest) in result.items()
            },
            **{
                key: (self.sign(key, "balance") * now, self.sign(key, "balance") * last)
                for key, (now, _in, _last, last, _long) in balance.items()
            },
            "result": (-in_year, -year_before),
            # and the results of earlier years, which no entry moves there
            "equity_opening": (
                -balance.get("equity_opening", [0] * 5)[0] - before,
                -balance.get("equity_opening", [0] * 5)[3] - long_before,
            ),
        }
        self.assertEqual(lines, {k: v for k, v in expected.items() if any(v)})
        assets, debts = self.total("asset"), self.total("liability")
        sections = statement.section_by_key(figures)
        self.assertEqual(figures["difference"], 0)
        self.assertEqual(sections["asset"]["total"]["amount"], assets[0])
        self.assertEqual(sections["liability"]["total"]["amount"], -debts[0])
        self.assertEqual(sections["equity"]["total"]["amount"], -equity[0] - at_end)
        self.assertEqual(figures["result"]["amount"], -in_year)

    def sign(self, key, nature):
        """Income, equity and debts are plus on paper, and so is interest."""
        plus = ("activities", "meetings", "training", "pr", "volunteers", "premises")
        if nature == "result":
            account = key == f"account:{self.account('4000').id}"
            return 1 if account or key in (*plus, "administration") else -1
        debts = ("equity_opening", "set_aside", "owed_volunteers", "creditors")
        loan = f"account:{self.account('7000').id}"
        return -1 if key in (*debts, "unspent_grants", "accruals", loan) else 1

    def account(self, code):
        return self.chart.filtered(lambda each: each.code == code)

    def check_accounts(self):
        """The trial balance: results begin the year with nothing."""
        rows = self.env["bydelsmor.trial.balance"].search(
            [("accounts_id", "=", self.accounts.id)]
        )
        found = {
            row.account_id.id: tuple(
                round(row[name] * 100) for name in ("opening", "closing")
            )
            for row in rows
        }
        unallocated = self.company_a.get_unaffected_earnings_account()
        earlier = found.pop(unallocated.id, (0, 0))
        self.assertEqual(earlier, (self.total("income", "expense")[3],) * 2)
        expected = {
            **{
                account: (0, now)
                for account, (_end, now, *_rest) in self.sums("a.id", OF_RESULT).items()
            },
            **{
                account: (before, end)
                for account, (end, _now, _last, before, _long) in self.sums(
                    "a.id", f"NOT {OF_RESULT}"
                ).items()
            },
        }
        moved = {key: figures for key, figures in expected.items() if any(figures)}
        self.assertEqual({k: v for k, v in found.items() if any(v)}, moved)
        self.assertEqual(
            sum(closing for _opening, closing in found.values()), -earlier[1]
        )

    def check_grants(self):
        expenses = "l.grant_id IS NOT NULL AND a.account_type LIKE 'expense%%'"
        used = self.sums("l.grant_id", expenses)
        for grant in self.accounts._live_payload()["ledger"]["grants"]:
            end, now, _last, before, _long = used.get(grant["id"], [0] * 5)
            self.assertEqual((grant["used_before"], grant["used"]), (before, now))
            self.assertEqual(sum(each["amount"] for each in grant["uses"]), now)
            self.assertEqual(sum(each["previous"] for each in grant["uses"]), before)


@tagged("post_install", "-at_install")
class TestQueries(AnnualAccountsCommon):
    def count(self):
        """Queries for all figures, with the accounts and their group at hand."""
        self.env.flush_all()
        self.env.invalidate_all()
        accounts = self.accounts.sudo().with_company(self.company_a)
        accounts.mapped("date_from")
        accounts.company_id.mapped("name")
        accounts.currency_id.mapped("decimal_places")
        before = self.env.cr.sql_log_count
        accounts._ledger_facts()
        return self.env.cr.sql_log_count - before

    def test_ten_queries_at_any_size(self):
        # something of each kind, or some of the queries have nothing to ask for
        for _number in range(10):
            self.post("2025-02-01", ("6481", 10), ("1545", -10))
            self.post("2025-02-02", ("6481", -10), ("1611", 10))
        self.count()
        few = self.count()
        grants = self.env["bydelsmor.grant"].create(
            [
                {
                    "name": f"Grant {number}",
                    "company_id": self.company_a.id,
                    "amount_awarded": 100,
                }
                for number in range(20)
            ]
        )
        codes = ("1546", "1547", "1611", "1612", "2351", "2390", "2450")
        for number in range(50):
            items = [(code, 1, grants[number % 20]) for code in codes]
            self.post("2024-03-01", ("6481", -70), *items * 10)
        # one more: the grants themselves
        self.assertLessEqual(self.count(), few + 1)
        self.assertLessEqual(self.count(), 10)


@tagged("post_install", "-at_install")
class TestSigning(AnnualAccountsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.post("2025-02-01", ("6481", 48000), ("1545", -48000))
        cls.post("2025-03-01", ("1611", 21380.50), ("6481", -21380.50))

    def test_from_open_to_reported(self):
        self.adopt()
        self.assertEqual(self.accounts.state, "adopted")
        self.assertEqual(self.company_a.fiscalyear_lock_date, LAST)
        with self.assertRaises(UserError):
            self.post("2025-12-30", ("6481", 1), ("1545", -1))
        self.as_user(self.chair_a).action_report()
        self.assertEqual(self.accounts.state, "reported")

    def test_an_open_item_needs_a_reason(self):
        with self.assertRaisesRegex(UserError, "bank"):
            self.as_user(self.treasurer_a).action_freeze()
        self.accounts.write(
            {
                "bank_balance": 26619.50,
                "bank_balance_date": "2026-01-03",
                "report_text": "We met.",
            }
        )
        self.as_user(self.treasurer_a).action_freeze()
        self.assertTrue(self.accounts.is_frozen)

    def test_a_running_period_is_not_signed(self):
        self.accounts.date_to = fields.Date.today()
        with self.assertRaisesRegex(UserError, "not over"):
            self.as_user(self.treasurer_a).action_freeze()

    def test_only_the_board_signs(self):
        self.ready()
        for user in (self.volunteer_a, self.chair_b):
            with self.assertRaises(AccessError):
                self.as_user(user).action_sign()
        self.as_user(self.chair_a).action_sign()
        self.as_user(self.chair_a).action_sign()
        self.assertEqual(self.accounts.signature_ids.mapped("role"), ["chair"])
        self.assertEqual(
            self.accounts.signature_ids.content_hash, self.accounts.content_hash
        )

    def test_wrong_roles_get_no_further(self):
        for user in (self.auditor_a, self.treasurer_b):
            with self.assertRaises(AccessError):
                self.as_user(user).action_freeze()
        self.sign_all()
        with self.assertRaises(AccessError):
            self.step("bydelsmor.accounts.audit", self.chair_a).action_confirm()
        with self.assertRaises(AccessError):
            self.step(
                "bydelsmor.accounts.adopt", self.auditor_a, date="2026-02-01", chair="x"
            )
        with self.assertRaises(UserError):
            self.step(
                "bydelsmor.accounts.adopt", self.chair_a, date="2026-02-01", chair="x"
            ).action_adopt()

    def test_no_step_is_taken_on_a_day_to_come(self):
        tomorrow = fields.Date.today() + timedelta(days=2)
        self.sign_all()
        for values in (
            {"date": tomorrow},
            {"date": self.accounts.date_to},
            {"cash_date": tomorrow},
        ):
            with self.assertRaises(UserError):
                self.step(
                    "bydelsmor.accounts.audit", self.auditor_a, **values
                ).action_confirm()
        self.step("bydelsmor.accounts.audit", self.auditor_a).action_confirm()
        with self.assertRaises(UserError):
            self.step(
                "bydelsmor.accounts.adopt", self.chair_a, date=tomorrow, chair="x"
            ).action_adopt()
        self.assertEqual(self.accounts.state, "reviewed")
        self.assertFalse(self.company_a.fiscalyear_lock_date)

    def test_nobody_writes_what_the_buttons_set(self):
        own = self.as_user(self.treasurer_a)
        for values in (
            {"state": "adopted"},
            {"frozen_text": "{}"},
            {"content_hash": "0"},
            {"adopted_on": "2026-01-01"},
            {"audit_recommends": "approve"},
        ):
            with self.assertRaises(UserError):
                own.write(values)
            with self.assertRaises(UserError):
                own.create(
                    {"date_from": "2031-01-01", "date_to": "2031-12-31"} | values
                )

    def test_frozen_accounts_are_not_written_on(self):
        self.ready()
        own = self.as_user(self.treasurer_a)
        with self.assertRaises(UserError):
            own.report_text = "Something else"
        with self.assertRaises(UserError):
            own.budget_ids[0].amount = 5
        with self.assertRaises(UserError):
            own.unlink()

    def test_what_is_posted_after_the_freeze_is_told(self):
        self.sign_all()
        self.assertEqual(self.accounts.state, "signed")
        self.assertFalse(self.accounts.has_changed)
        frozen = self.lines()["activities"]["amount"]
        late = self.post("2025-12-30", ("1611", 50), ("6481", -50))
        self.assertEqual(self.lines()["activities"]["amount"], frozen)
        self.assertTrue(self.accounts.has_changed)
        report = "bydelsmor.report_annual_accounts_en"
        page = self.env["ir.actions.report"]._render_qweb_html(
            report, self.accounts.ids
        )
        self.assertIn("this copy is no longer what the books say", str(page[0]))
        with self.assertRaisesRegex(UserError, "posted or changed"):
            self.step("bydelsmor.accounts.audit", self.auditor_a).action_confirm()
        self.step(
            "bydelsmor.accounts.reopen", self.treasurer_a, reason="A late receipt"
        ).action_reopen()
        self.assertEqual(self.accounts.state, "open")
        self.assertFalse(self.accounts.signature_ids)
        self.assertIn("A late receipt", self.accounts.message_ids[0].body)
        self.assertEqual(self.lines()["activities"]["amount"], frozen + 5000)
        self.assertTrue(late)

    def test_a_turned_around_entry_is_a_change_too(self):
        move = self.post("2025-06-01", ("1611", 50), ("6481", -50))
        self.ready()
        move._reverse_moves([{"date": "2025-06-02"}], cancel=True)
        self.post("2025-06-03", ("1611", 50), ("6481", -50))
        self.accounts.invalidate_recordset()
        self.assertTrue(self.accounts.has_changed)

    def test_a_name_put_right_is_no_change(self):
        self.ready()
        self.company_a._bydelsmor_account("1611").name = "Food"
        self.accounts.invalidate_recordset()
        self.assertFalse(self.accounts.has_changed)

    @mute_logger("odoo.sql_db")
    def test_frozen_text_that_was_tampered_with_is_refused(self):
        self.ready()
        self.accounts.sudo().frozen_text = self.accounts.frozen_text.replace(
            "4800000", "4900000"
        )
        with self.assertRaisesRegex(UserError, "hash"):
            self.accounts._payload()

    def test_signed_on_paper(self):
        self.ready()
        step = self.step("bydelsmor.accounts.paper", self.treasurer_a, photo=PNG)
        self.assertEqual(len(step.mandate_ids), 3)
        step.action_confirm()
        self.assertEqual(self.accounts.state, "signed")
        self.assertEqual(set(self.accounts.signature_ids.mapped("method")), {"paper"})
        self.assertEqual(self.accounts.signed_copy, PNG)

    def test_enough_is_two_with_chair_or_treasurer(self):
        self.ready()
        self.as_user(self.board_a).action_sign()
        with self.assertRaises(UserError):
            self.as_user(self.board_a).action_finish_signing()
        self.as_user(self.treasurer_a).action_sign()
        self.as_user(self.board_a).action_finish_signing()
        self.assertEqual(self.accounts.state, "signed")

    def test_the_auditor_says_no_more_than_she_ticked(self):
        self.sign_all()
        self.step(
            "bydelsmor.accounts.audit",
            self.auditor_a,
            vouchers=True,
            remarks="One receipt is missing.",
            recommends="approve",
        ).action_confirm()
        text = self.accounts.with_context(lang="en_US")._auditor_text()["text"]
        self.assertEqual(
            text,
            "I have gone through the accounts and the vouchers. I have the following "
            "remarks: One receipt is missing. I recommend that the accounts are "
            "approved.",
        )

    def test_what_she_compared_is_told_too(self):
        self.sign_all()
        self.step(
            "bydelsmor.accounts.audit",
            self.auditor_a,
            vouchers=True,
            events=True,
            approvals=True,
            recommends="approve",
        ).action_confirm()
        text = self.accounts.with_context(lang="en_US")._auditor_text()["text"]
        self.assertEqual(
            text,
            "I have gone through the accounts and the vouchers. I have also looked at "
            "whether activities and costs fit together and whether two people stand "
            "behind each receipt. I have no remarks. I recommend that the accounts are "
            "approved.",
        )

    def test_project_accounts_say_who_approved_them(self):
        """A group that is no association has no general assembly."""
        own = self.accounts.sudo().with_context(lang="en_US")
        own.write({"kind": "project"})
        self.assertEqual(own._adoption_text(), "")
        own.write({"adopted_on": "2026-02-03", "adopted_chair": "Amal"})
        self.assertRegex(
            own._adoption_text(),
            "^The project accounts were approved at the group's meeting on .*2026. "
            "Chair of the meeting: Amal$",
        )

    def test_an_own_statement_is_uploaded(self):
        self.sign_all()
        step = self.step("bydelsmor.accounts.audit", self.treasurer_a, kind="upload")
        with self.assertRaises(UserError):
            step.action_confirm()
        step.write({"statement_file": PNG, "name": "Revision A/S"})
        step.action_confirm()
        self.assertEqual(self.accounts.state, "reviewed")
        self.assertFalse(self.accounts.audit_recommends)

    def test_adopted_accounts_stay(self):
        self.adopt()
        with self.assertRaises(UserError):
            self.as_user(self.chair_a)._reopen("No")
        action = self.step(
            "bydelsmor.accounts.fault", self.treasurer_a, note="50 kr. were food"
        ).action_confirm()
        following = self.env["bydelsmor.annual.accounts"].browse(action["res_id"])
        self.assertEqual(following.date_from, LAST + timedelta(days=1))
        self.assertIn("50 kr. were food", following.correction_note)

    def test_who_reads_what(self):
        read = self.env["bydelsmor.annual.accounts"]
        for user in (self.member_a, self.secretariat, self.chair_b):
            self.assertFalse(read.with_user(user).search([]) & self.accounts)
        self.adopt()
        for user in (self.member_a, self.secretariat):
            self.assertIn(self.accounts, read.with_user(user).search([]))
            self.assertTrue(self.accounts.with_user(user)._print_data()["result"])
        self.assertFalse(read.with_user(self.member_b).search([]) & self.accounts)

    def test_entries_are_for_those_who_read_the_books(self):
        action = self.as_user(self.auditor_a).action_open_entries("activities")
        lines = self.env["account.move.line"].search(action["domain"])
        self.assertEqual(sum(lines.mapped("balance")), 21380.50)
        for user in (self.board_a, self.treasurer_b):
            with self.assertRaises(AccessError):
                self.as_user(user).action_open_entries("activities")

    def test_a_figure_is_the_sum_of_the_entries_behind_it(self):
        self.post("2023-05-01", ("6481", 5000), ("1545", -5000))
        self.post("2024-05-01", ("6481", 700.50), ("6935", -700.50))
        self.post("2025-12-01", ("2811", 31.25), ("8041", -31.25))
        accounts = self.as_user(self.auditor_a)
        plain = self.env.ref("bydelsmor.account_move_line_view_list_plain")
        opened = {}
        for key, line in self.lines().items():
            if key == "result":
                continue
            action = accounts.action_open_entries(key)
            self.assertEqual(action["views"][0], [plain.id, "list"])
            lines = (
                self.env["account.move.line"]
                .with_user(self.auditor_a)
                .with_context(**action["context"])
                .search(action["domain"])
            )
            opened[key] = round(sum(lines.mapped("bydelsmor_amount")) * 100)
            self.assertEqual(opened[key], line["amount"], key)
        # 5.000 as result of 2023 and 700,50 booked as equity, both brought forward
        self.assertEqual(opened["equity_opening"], 570050)
        self.assertEqual(opened["volunteers"], 3125)
        self.assertEqual(opened["owed_volunteers"], 3125)

    def test_the_checklist_leads_to_plain_lists(self):
        self.post("2025-12-01", ("2811", 31.25), ("8041", -31.25))
        accounts = self.as_user(self.treasurer_a)
        action = accounts.action_checklist("debts")
        opened = self.env.ref("bydelsmor.account_move_line_view_list_open")
        self.assertEqual(action["views"][0], [opened.id, "list"])
        self.assertIn(
            "account_move_line_view_search_plain",
            self.env["ir.ui.view"].browse(action["search_view_id"]).xml_id,
        )


@tagged("post_install", "-at_install")
class TestReportText(AnnualAccountsCommon):
    """The first draft of the board's report, in the words of whoever asks for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        everybody = cls.env["bydelsmor.volunteer"].search(
            [("company_id", "=", cls.company_a.id)]
        )
        everybody.write({"state": "paused"})
        women = everybody.filtered("is_bydelsmor")
        cls.women = women[:3]
        # and somebody who helps the group without being one
        (cls.women | (everybody - women)[:1]).write(
            {"state": "active", "date_active": "2019-05-01"}
        )
        cls.women[:2].date_active = "2025-08-01"

    def fill(self):
        own = self.as_user(self.treasurer_a).with_context(lang="en_US")
        own.action_fill_report()
        return own.report_text.splitlines()

    def meeting(self, kind, day, state="held", group=None):
        meeting = self.env["bydelsmor.meeting"].create(
            {
                "group_id": (group or self.group_a).id,
                "kind": kind,
                "start": f"{day} 17:00:00",
            }
        )
        meeting.sudo().state = state

    def activity(self, day, women, new, hours, group=None):
        self.env["bydelsmor.activity"].create(
            {
                "company_id": (group or self.group_a).company_id.id,
                "kind_id": self.env.ref("bydelsmor.choice_activity_cafe").id,
                "date": day,
                "women_count": women,
                "new_women_count": new,
                "bydelsmor_hours": hours,
            }
        )

    def talk(self, day, contacts=0):
        user = self.member_a
        values = {"uuid": str(uuid4()), "date": day}
        if contacts:
            tally = self.env["bydelsmor.contact.tally"].with_user(user)
            tally._submit(self.company_a, {**values, "count": contacts})
            return
        choices = {
            name: self.env.ref(f"bydelsmor.choice_{name}").id
            for name in ("arose_network", "topic_school", "next_meet")
        }
        self.env["bydelsmor.conversation"].with_user(user)._submit(
            self.company_a,
            {
                **values,
                "arose_id": choices["arose_network"],
                "topic_ids": [choices["topic_school"]],
                "next_id": choices["next_meet"],
            },
        )

    def test_what_the_group_did(self):
        for month in (1, 2, 3):
            self.meeting("monthly", f"2025-0{month}-10")
        self.meeting("board", "2025-02-01", "signed")
        # neither another year, nor called off, nor another group
        self.meeting("board", "2024-12-31")
        self.meeting("monthly", "2025-04-10", "cancelled")
        self.meeting("monthly", "2025-05-10", group=self.group_b)
        self.activity("2025-03-01", 12, 4, 3.5)
        self.activity("2025-12-31", 9, 2, 4)
        self.activity("2024-03-01", 100, 100, 100)
        self.activity("2025-03-01", 100, 100, 100, group=self.group_b)
        self.assertEqual(
            self.fill(),
            [
                "Active Bydelsmødre in the group: 3.",
                "New Bydelsmødre in the year: 2.",
                "Meetings held: Monthly meeting (3) and Board meeting (1).",
                "Activities held: 2.",
                # 12 + 9, and 4 + 2 of them for the first time
                "Who came to the activities, counted each time: women (21) and women "
                "who were new (6).",
                "Hours that Bydelsmødre gave at activities: 8.",
            ],
        )

    def test_what_was_typed_stays(self):
        own = self.as_user(self.treasurer_a)
        own.report_text = (
            "We met every month.\nActive Bydelsmødre in the group: 4, soon 5!"
        )
        lines = self.fill()
        self.assertEqual(
            lines,
            [
                "We met every month.",
                "Active Bydelsmødre in the group: 4, soon 5!",
                "New Bydelsmødre in the year: 2.",
            ],
        )
        self.women.date_active = "2025-09-01"
        self.assertEqual(self.fill(), lines, "her sentence keeps its number")

    def test_a_group_in_training(self):
        self.women.write({"state": "training", "date_active": False})
        self.assertEqual(self.fill(), ["On the basic training: 3."])

    def test_in_danish(self):
        self.env["res.lang"]._activate_lang("da_DK")
        own = self.as_user(self.treasurer_a).with_context(lang="da_DK")
        own.action_fill_report()
        self.assertEqual(
            own.report_text.splitlines()[0], "Aktive Bydelsmødre i gruppen: 3."
        )

    def test_totals_of_the_forms_but_none_of_one_to_four(self):
        today = fields.Date.today()
        year = today.year
        self.accounts.write({"date_from": f"{year}-01-01", "date_to": f"{year}-12-31"})
        for _number in range(4):
            self.talk(today)
        self.talk(today, contacts=30)
        told = "\n".join(self.fill())
        self.assertIn("Short contacts: 30.", told)
        self.assertNotIn("Conversations", told)
        self.talk(today)
        self.assertIn(
            "Conversations with women, written down without names: 5.", self.fill()
        )

    def test_a_part_of_a_year_tells_no_totals(self):
        self.activity("2025-03-01", 12, 6, 3.5)
        self.accounts.date_to = "2025-10-15"
        self.assertFalse([line for line in self.fill() if "ctivities" in line])

    def test_board_and_treasurer_alone(self):
        for user in (self.auditor_a, self.chair_b):
            with self.assertRaises(AccessError):
                self.as_user(user).action_fill_report()
        self.as_user(self.board_a).action_fill_report()


@tagged("post_install", "-at_install")
class TestMarks(AnnualAccountsCommon):
    def test_seen_and_asked(self):
        move = self.post("2025-02-01", ("6481", 48000), ("1545", -48000))
        own = move.with_user(self.auditor_a).with_context(
            bydelsmor_accounts_id=self.accounts.id,
            allowed_company_ids=self.company_a.ids,
        )
        own.action_bydelsmor_mark_seen()
        self.assertEqual(move.bydelsmor_mark, "seen")
        ask = self.step(
            "bydelsmor.audit.question",
            self.auditor_a,
            move_ids=[Command.set(move.ids)],
            text="Whose money is this?",
        )
        ask.action_confirm()
        mark = move.bydelsmor_mark_ids
        self.assertEqual(mark.state, "question")
        self.assertIn("questions", [i["key"] for i in self.accounts.checklist])
        mark.with_user(self.chair_a).action_answer("The municipality's")
        self.assertEqual(mark.state, "answered")

    def test_only_the_auditor_marks(self):
        move = self.post("2025-02-01", ("6481", 48000), ("1545", -48000))
        for user in (self.treasurer_a, self.auditor_b):
            with self.assertRaises(AccessError):
                self.env["bydelsmor.audit.mark"].with_user(user)._mark(
                    self.accounts.with_user(user), move
                )


@tagged("post_install", "-at_install")
class TestCashCount(AnnualAccountsCommon):
    def count(self, number, date="2026-01-02"):
        count = self.as_user(self.treasurer_a, self.env["bydelsmor.cash.count"]).create(
            {"company_id": self.company_a.id, "date": date}
        )
        line = count.line_ids.filtered(lambda each: each.value == 100)
        line.number = number
        return count

    def test_counted_and_agreed(self):
        self.post("2025-02-01", ("6471", 300), ("1551", -300))
        items = {item["key"]: item for item in self.accounts._checklist()}
        self.assertFalse(items["cash"]["done"])
        count = self.count(3)
        count.action_done()
        self.assertEqual((count.counted, count.ledger), (300, 300))
        items = {item["key"]: item for item in self.accounts._checklist()}
        self.assertTrue(items["cash"]["done"])

    def test_the_protocol_prints(self):
        count = self.count(3)
        count.with_user(self.treasurer_a).action_done()
        content, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.treasurer_a)
            .with_context(force_report_rendering=True, lang="en_US")
            ._render_qweb_pdf("bydelsmor.cash_count_report", count.ids)
        )
        [page] = PdfReader(BytesIO(content)).pages
        text = " ".join(page.extract_text().split())
        for expected in ("Testgruppe A", "300", "treasurer a"):
            self.assertIn(expected, text)

    def test_a_difference_is_not_ticked(self):
        self.post("2025-02-01", ("6471", 300), ("1551", -300))
        self.count(2).action_done()
        items = {item["key"]: item for item in self.accounts._checklist()}
        self.assertFalse(items["cash"]["done"])

    def test_what_was_not_counted_yet_is_not_signed(self):
        count = self.count(3, fields.Date.today() + timedelta(days=2))
        with self.assertRaises(UserError):
            count.action_done()
        self.assertEqual(count.state, "draft")

    def test_a_signed_count_stays(self):
        count = self.count(3)
        with self.assertRaises(UserError):
            count.ledger = 300
        count.action_done()
        for change in (
            lambda: count.write({"remarks": "x"}),
            lambda: count.line_ids[0].write({"number": 7}),
            count.unlink,
        ):
            with self.assertRaises(UserError):
                change()
        with self.assertRaises(UserError):
            count.action_witness()
        count.with_user(self.chair_a).action_witness()
        self.assertEqual(count.witness_id, self.chair_a)


@tagged("post_install", "-at_install")
class TestGrants(AnnualAccountsCommon):
    def grant(self, awarded, earmarked=True):
        return self.env["bydelsmor.grant"].create(
            {
                "name": "§ 18",
                "funder_name": "The municipality",
                "company_id": self.company_a.id,
                "amount_awarded": awarded,
                "earmarked": earmarked,
            }
        )

    def carry(self):
        step = self.step("bydelsmor.defer.grants", self.treasurer_a)
        step.with_context(allowed_company_ids=self.company_a.ids).action_post()
        return step

    def test_unspent_money_is_carried_over(self):
        grant = self.grant(10000)
        self.post("2025-02-01", ("6481", 10000), ("1545", -10000, grant))
        self.post("2025-03-01", ("1611", 4000, grant), ("6481", -4000))
        self.carry()
        lines = self.lines()
        self.assertEqual(lines["grants"]["amount"], 400000)
        self.assertEqual(lines["unspent_grants"]["amount"], 600000)
        [note] = self.accounts._payload()["ledger"]["grants"]
        self.assertEqual(
            {
                key: note[key]
                for key in (
                    "awarded",
                    "income",
                    "received",
                    "used",
                    "rest",
                    "unspent",
                )
            },
            {
                "income": 400000,
                "awarded": 1000000,
                "received": 1000000,
                "used": 400000,
                "rest": 600000,
                "unspent": 600000,
            },
        )
        self.assertIn("unspent", self.accounts._payload()["policies"])
        # turned around on 1 January, and a second time is refused
        following = self.env["bydelsmor.annual.accounts"]._for_period(
            self.company_a, LAST + timedelta(days=1), LAST + timedelta(days=365)
        )
        later = statement.lines_by_key(following._payload()["ledger"]["statement"])
        self.assertEqual(later["grants"]["amount"], 600000)
        self.assertEqual(later["unspent_grants"]["amount"], 0)
        with self.assertRaises(UserError):
            self.carry()

    def test_promised_money_is_owed_to_us(self):
        grant = self.grant(10000)
        self.post("2025-03-01", ("1611", 4000, grant), ("6481", -4000))
        self.carry()
        lines = self.lines()
        self.assertEqual(lines["grants"]["amount"], 400000)
        self.assertEqual(lines["grants_receivable"]["amount"], 400000)

    def test_free_money_stays_income(self):
        grant = self.grant(10000, earmarked=False)
        self.post("2025-02-01", ("6481", 10000), ("1545", -10000, grant))
        with self.assertRaises(UserError):
            self.carry()

    def test_the_treasurer_alone(self):
        with self.assertRaises(AccessError):
            self.as_user(self.board_a).action_defer_grants()

    def two_years_of_a_grant(self):
        """10.000 with a budget, 6.000 of it in 2024; what is left is carried over."""
        grant = self.grant(10000)
        grant.date_awarded = "2024-01-15"
        grant.budget_ids = [
            Command.create({"key": "activities", "amount": 7000}),
            Command.create({"key": "volunteers", "amount": 3000}),
        ]
        self.post("2024-02-01", ("6481", 6000), ("1545", -6000, grant))
        self.post("2024-05-01", ("1611", 1500.50, grant), ("6481", -1500.50))
        this_year = self.accounts
        type(self).accounts = self.env["bydelsmor.annual.accounts"]._for_period(
            self.company_a,
            fields.Date.to_date("2024-01-01"),
            fields.Date.to_date("2024-12-31"),
        )
        self.carry()
        type(self).accounts = this_year
        self.post("2025-02-01", ("6481", 4000), ("1545", -4000, grant))
        self.post("2025-03-01", ("1611", 2000, grant), ("6481", -2000))
        self.post("2025-03-02", ("1612", 499.50, grant), ("6481", -499.50))
        self.post("2025-04-01", ("2811", 1000, grant), ("6481", -1000))
        # not of the grant
        self.post("2025-04-02", ("1611", 77, self.grant(5, False)), ("6481", -77))
        self.post("2025-04-03", ("1611", 33), ("6481", -33))
        self.carry()
        return grant

    def test_the_accounts_of_a_grant_by_hand(self):
        grant = self.two_years_of_a_grant()
        own = self.accounts.with_context(lang="en_US")
        [sheet] = own._print_data()["grants"]
        account = next(each for each in sheet if "Budget" in each["headings"])
        self.assertEqual(account["title"], "§ 18, The municipality")
        self.assertEqual(
            account["headings"],
            ["", "Budget", "Before", "2025", "In all", "Left of the budget"],
        )
        food, hire = self.company_a._bydelsmor_accounts("1611", "1612").values()
        names = [each.with_context(lang="en_US").name for each in (food, hire)]
        self.assertEqual(
            [[row["kind"], *row["cells"]] for row in account["rows"]],
            [
                [
                    "line",
                    "Received",
                    "10,000.00",
                    "6,000.00",
                    "4,000.00",
                    "10,000.00",
                    "",
                ],
                [
                    "line",
                    "Activities",
                    "7,000.00",
                    "1,500.50",
                    "2,499.50",
                    "4,000.00",
                    "3,000.00",
                ],
                ["part", names[0], "", "1,500.50", "2,000.00", "3,500.50", ""],
                ["part", names[1], "", "0.00", "499.50", "499.50", ""],
                [
                    "line",
                    "Volunteers",
                    "3,000.00",
                    "0.00",
                    "1,000.00",
                    "1,000.00",
                    "2,000.00",
                ],
                [
                    "total",
                    "Used in all",
                    "10,000.00",
                    "1,500.50",
                    "3,499.50",
                    "5,000.00",
                    "5,000.00",
                ],
                [
                    "result",
                    "Left of what was received",
                    "",
                    "4,499.50",
                    "500.50",
                    "5,000.00",
                    "",
                ],
            ],
        )
        # 4.499,50 carried into the year, 4.000 received, 5.000 carried out of it
        self.assertEqual(
            account["text"],
            "Income of the year: 3,499.50 kr. Among the debts as received and not yet "
            "spent: 5,000.00 kr.",
        )
        # and the grant's own form says the same
        self.assertEqual((grant.amount_received, grant.amount_spent), (10000, 5000))
        [note] = [
            each
            for each in own._payload()["ledger"]["grants"]
            if each["id"] == grant.id
        ]
        self.assertEqual(
            sum(use["amount"] for use in note["uses"]), note["used"], "note 1"
        )
        self.assertEqual(
            sum(use["previous"] for use in note["uses"]), note["used_before"]
        )

    def test_the_budget_of_a_grant(self):
        grant = self.grant(100)
        budget = self.env["bydelsmor.budget.line"]
        values = {"grant_id": grant.id, "key": "activities", "amount": 100}
        line = self.as_user(self.board_a, budget).create(values)
        self.assertEqual(line.company_id, self.company_a)
        for user in (self.auditor_a, self.treasurer_b):
            with self.assertRaises(AccessError):
                self.as_user(user, budget).create({**values, "key": "pr"})
        with self.assertRaisesRegex(ValidationError, "what it is used for"):
            budget.create({**values, "key": "grants"})
        for wrong in ({"accounts_id": self.accounts.id}, {"grant_id": False}):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                budget.create({**values, "key": "pr", **wrong})


@tagged("post_install", "-at_install")
class TestPrint(AnnualAccountsCommon):
    def pdf_text(self, lang):
        content, kind = (
            self.env["ir.actions.report"]
            .with_context(force_report_rendering=True)
            ._render_qweb_pdf(
                f"bydelsmor.annual_accounts_report_{lang}", self.accounts.ids
            )
        )
        self.assertEqual(kind, "pdf")
        pages = PdfReader(BytesIO(content)).pages
        return [" ".join(page.extract_text().split()) for page in pages]

    def test_what_stands_on_paper(self):
        self.env["res.lang"]._activate_lang("en_US")
        self.env["res.lang"]._activate_lang("da_DK")
        self.post("2025-02-01", ("6481", 48000), ("1545", -48000))
        self.post("2025-03-01", ("1611", 21380.50), ("6481", -21380.50))
        self.ready()
        pages = self.pdf_text("en")
        text = "\n".join(pages)
        for expected in (
            "Annual accounts 2025",
            "The board's statement",
            "The auditor's statement",
            "How the accounts are made",
            "Income and expenses",
            "Balance sheet",
            "Notes",
            "List of vouchers",
            "48,000.00",
            "21,380.50",
            "26,619.50",
            self.accounts.content_hash[:20],
        ):
            self.assertIn(expected, text)
        # whose and when stands on every page
        for page in pages:
            self.assertIn("Testgruppe A", page)
            self.assertIn("2025", page)
        danish = "\n".join(self.pdf_text("da"))
        self.assertIn("48.000,00", danish)

    def test_the_accounts_of_each_grant_on_paper(self):
        self.env["res.lang"]._activate_lang("en_US")
        self.env["res.lang"]._activate_lang("da_DK")
        grants = self.env["bydelsmor.grant"].create(
            [
                {
                    "name": f"Grant {number}",
                    "funder_name": "The fund",
                    "company_id": self.company_a.id,
                    "amount_awarded": 1000,
                    "earmarked": True,
                }
                for number in range(7)
            ]
        )
        for grant in grants:
            self.post("2025-02-01", ("6481", 1000), ("1547", -1000, grant))
            self.post("2025-03-01", ("1611", 321.45, grant), ("6481", -321.45))
        texts = [text for text in self.pdf_text("en") if "of each grant" in text]
        self.assertEqual(len(texts), 4, "two of them share a sheet")
        for grant in grants:
            [sheet] = [text for text in texts if f"{grant.name}, The fund" in text]
            self.assertIn("Left of what was received 678.55", sheet)
        # nothing runs over onto a sheet of its own
        self.assertEqual(
            sum(text.count("Left of what was received") for text in texts), 7
        )
        danish = [text for text in self.pdf_text("da") if "678,55" in text]
        self.assertTrue(danish)


@tagged("post_install", "-at_install")
class TestFiles(AnnualAccountsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.post("2024-02-01", ("6481", 500), ("1545", -500))
        cls.post("2025-02-01", ("6481", 48000), ("1545", -48000), ref="=1+1")
        receipt = cls.post("2025-03-01", ("1611", 21380.5), ("6481", -21380.5))
        picture = BytesIO()
        Image.new("RGB", (300, 900), "#eeeeee").save(picture, "PNG")
        cls.env["ir.attachment"].create(
            [
                {
                    "name": name,
                    "raw": raw,
                    "res_model": "account.move",
                    "res_id": receipt.id,
                }
                for name, raw in (
                    ("receipt.png", picture.getvalue()),
                    ("notes.txt", b"not a picture"),
                )
            ]
        )

    def test_spreadsheet(self):
        _name, content = self.as_user(self.auditor_a)._books_file()
        book = load_workbook(BytesIO(content))
        self.assertEqual(len(book.worksheets), 4)
        journal, ledger, trial, vouchers = book.worksheets
        cells = [cell for row in journal.iter_rows(values_only=True) for cell in row]
        self.assertEqual(cells.count(48000), 2)
        self.assertEqual(cells[-2:], [69380.5, 69380.5])
        total = list(trial.iter_rows(values_only=True))[-1]
        # opening, debit, credit, closing: the columns balance
        self.assertEqual(total[2:], (0, 69380.5, 69380.5, 0))
        bank = [row for row in trial.iter_rows(values_only=True) if row[0] == "6481"]
        self.assertEqual(bank[0][2:], (500, 48000, 21380.5, 27119.5))
        self.assertTrue(list(ledger.iter_rows(values_only=True)))
        self.assertIn("2025-0001", cells)
        # typed by somebody: it stays a text
        text = [c for row in vouchers.iter_rows() for c in row if c.value == "=1+1"]
        self.assertEqual([cell.data_type for cell in text], ["s"])

    def test_binder(self):
        _name, content = self.as_user(self.auditor_a)._binder_file()
        pages = PdfReader(BytesIO(content)).pages
        # an index, the grant without paper, the photo, the file that cannot print
        self.assertEqual(len(pages), 4)
        texts = [" ".join(page.extract_text().split()) for page in pages]
        self.assertIn("2025-0001", texts[0])
        self.assertIn("2025-0001", texts[1])
        self.assertIn("2025-0002", texts[2])
        self.assertEqual(len(pages[2].images), 1)
        self.assertIn("notes.txt", texts[3])

    def test_only_readers_of_the_books(self):
        for user in (self.board_a, self.treasurer_b, self.member_a):
            for method in ("_books_file", "_binder_file", "action_download_books"):
                with self.assertRaises(AccessError):
                    getattr(self.as_user(user), method)()

    def test_the_opening_entry_is_in_the_journal_and_no_movement(self):
        group = self.group_b
        group._open_books(fields.Date.to_date("2025-01-01"), bank=1000)
        accounts = self.env["bydelsmor.annual.accounts"]._for_period(
            group.company_id, FIRST, LAST
        )
        _name, content = accounts._books_file()
        journal, _ledger, trial, _vouchers = load_workbook(BytesIO(content)).worksheets
        cells = [cell for row in journal.iter_rows(values_only=True) for cell in row]
        self.assertIn("2025-0001", cells)
        bank = [row for row in trial.iter_rows(values_only=True) if row[0] == "6481"]
        self.assertEqual(bank[0][2:], (1000, 0, 0, 1000))


@tagged("post_install", "-at_install")
class TestLedger(AnnualAccountsCommon):
    """Trial balance and general ledger on the screen, as in the spreadsheet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.post("2023-03-01", ("6481", 900.10), ("1545", -900.10))
        cls.post("2024-02-01", ("6481", 500), ("1545", -500))
        cls.post("2024-03-01", ("1611", 120.35), ("6481", -120.35))
        cls.post("2025-02-01", ("6481", 48000), ("1545", -48000))
        cls.post("2025-05-01", ("1611", 0.05), ("6481", -0.05))
        cls.post("2025-03-01", ("1611", 21380.5), ("6481", -21380.5))
        cls.post("2025-12-31", ("2811", 74.95), ("8041", -74.95))
        cls.post("2026-01-01", ("1611", 99), ("6481", -99))

    def search(self, model, user, **keys):
        found = self.env[model].with_user(user)
        return found.with_context(allowed_company_ids=self.company_a.ids).search(
            [(key, "=", value) for key, value in keys.items()]
        )

    def rows(self, user=None, accounts=None):
        return self.search(
            "bydelsmor.trial.balance",
            user or self.auditor_a,
            accounts_id=(accounts or self.accounts).id,
        )

    def ledger(self, code, user=None):
        return self.search(
            "bydelsmor.ledger.line",
            user or self.auditor_a,
            accounts_id=self.accounts.id,
            code=code,
        )

    def test_trial_balance_by_hand(self):
        found = {
            row.code: (row.opening, row.debit, row.credit, row.closing)
            for row in self.rows()
        }
        self.assertEqual(
            found,
            {
                # income and expenses begin the year with nothing
                "1545": (0, 0, 48000, -48000),
                "1611": (0, 21380.55, 0, 21380.55),
                "2811": (0, 74.95, 0, 74.95),
                # 900,10 + 500 - 120,35
                "6481": (1279.75, 48000, 21380.55, 27899.2),
                # what 2023 and 2024 left
                "6940": (-1279.75, 0, 0, -1279.75),
                "8041": (0, 0, 74.95, -74.95),
            },
        )

    def test_a_year_opens_where_the_last_one_closed(self):
        before = self.env["bydelsmor.annual.accounts"]._for_period(
            self.company_a,
            fields.Date.to_date("2024-01-01"),
            fields.Date.to_date("2024-12-31"),
        )
        closing = {row.code: row.closing for row in self.rows(accounts=before)}
        opening = {row.code: row.opening for row in self.rows()}
        self.assertEqual(closing["6481"], opening["6481"])
        self.assertEqual(closing["1545"], -500)
        self.assertEqual(opening["1545"], 0)
        # the unallocated earnings of 2023, and the result of 2024 beside them
        self.assertEqual(closing["6940"], -900.1)
        self.assertEqual(opening["6940"], -900.1 - 500 + 120.35)

    def test_ledger_with_running_balance(self):
        found = [
            (str(line.date), line.is_opening, line.debit, line.credit, line.balance)
            for line in self.ledger("6481")
        ]
        self.assertEqual(
            found,
            [
                ("2025-01-01", True, 0, 0, 1279.75),
                ("2025-02-01", False, 48000, 0, 49279.75),
                # by date, though its number is a later one
                ("2025-03-01", False, 0, 21380.5, 27899.25),
                ("2025-05-01", False, 0, 0.05, 27899.2),
            ],
        )
        self.assertFalse(self.ledger("1611").filtered("is_opening"))

    def test_screen_and_spreadsheet_are_the_same(self):
        _name, content = self.as_user(self.auditor_a)._books_file()
        _journal, ledger, trial, _vouchers = load_workbook(BytesIO(content)).worksheets
        printed = [row for row in trial.iter_rows(values_only=True, min_row=4)]
        rows = self.rows()
        names = ("code", "name", "opening", "debit", "credit", "closing")
        self.assertEqual(
            printed[:-1], [tuple(row[name] for name in names) for row in rows]
        )
        sums = tuple(round(sum(rows.mapped(name)), 2) for name in names[2:])
        self.assertEqual(printed[-1][2:], sums)
        self.assertEqual((sums[0], sums[3], sums[1] - sums[2]), (0, 0, 0))
        balances = [
            row[-1]
            for row in ledger.iter_rows(values_only=True, min_row=4)
            if row[-1] is not None
        ]
        lines = self.search(
            "bydelsmor.ledger.line", self.auditor_a, accounts_id=self.accounts.id
        )
        by_account = lines.grouped("account_id")
        expected = []
        for row in rows:
            expected += [line.balance for line in by_account[row.account_id]]
            expected.append(row.closing)
        self.assertEqual(balances, expected)

    def test_from_a_figure_to_its_voucher(self):
        row = self.rows().filtered(lambda each: each.code == "6481")
        action = row.action_open_ledger()
        self.assertEqual(action["res_model"], "bydelsmor.ledger.line")
        self.assertEqual(
            action["context"],
            {
                "searchpanel_default_accounts_id": self.accounts.id,
                "search_default_account_id": row.account_id.id,
            },
        )
        opening, first, *_rest = self.ledger("6481")
        self.assertEqual(first.action_open()["res_model"], "account.move")
        self.assertEqual(first.action_open()["res_id"], first.line_id.move_id.id)
        for code in ("6481", "6940"):
            opening = self.ledger(code)[0]
            entries = self.env["account.move.line"].search(
                opening.action_open()["domain"]
            )
            self.assertEqual(
                round(sum(entries.mapped("balance")), 2), opening.balance, code
            )

    def test_what_the_books_opened_with_is_an_opening(self):
        group = self.group_b
        group._open_books(fields.Date.to_date("2025-01-01"), bank=1000, cash=250)
        accounts = self.env["bydelsmor.annual.accounts"]._for_period(
            group.company_id, FIRST, LAST
        )
        rows = self.env["bydelsmor.trial.balance"].search(
            [("accounts_id", "=", accounts.id)]
        )
        self.assertEqual(
            {row.code: (row.opening, row.debit, row.credit) for row in rows},
            {"6471": (250, 0, 0), "6481": (1000, 0, 0), "6935": (-1250, 0, 0)},
        )
        lines = self.env["bydelsmor.ledger.line"].search(
            [("accounts_id", "=", accounts.id)]
        )
        self.assertEqual(lines.mapped("is_opening"), [True] * 3)

    def test_for_treasurer_and_auditor_of_this_group_alone(self):
        self.assertTrue(self.rows(self.treasurer_a))
        for user in (self.auditor_b, self.treasurer_b):
            self.assertFalse(
                self.env["bydelsmor.trial.balance"].with_user(user).search([])
            )
            self.assertFalse(
                self.env["bydelsmor.ledger.line"].with_user(user).search([])
            )
            with self.assertRaises(AccessError):
                self.as_user(user).action_open_trial_balance()
        for user in (self.board_a, self.chair_a, self.secretariat, self.member_a):
            with self.assertRaises(AccessError):
                self.rows(user)
            with self.assertRaises(AccessError):
                self.ledger("6481", user)
        for user in (self.board_a, self.secretariat):
            with self.assertRaises(AccessError):
                self.as_user(user).action_open_ledger()

    def test_the_menu_opens_the_newest_period(self):
        model = self.env["bydelsmor.annual.accounts"]
        own = model.with_user(self.auditor_a)
        for action in (own.action_newest_trial_balance(), own.action_newest_ledger()):
            self.assertEqual(
                action["context"]["searchpanel_default_accounts_id"], self.accounts.id
            )
        none = model.with_user(self.auditor_b).action_newest_trial_balance()
        self.assertFalse(none["context"]["searchpanel_default_accounts_id"])

    def test_as_many_queries_for_many_entries(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.rows().mapped("name")
            for code in ("1611", "6481"):
                self.ledger(code).mapped("label")
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        codes = ("1546", "1547", "1612", "2351", "2390", "2450")
        for number in range(30):
            items = [(code, number + 1) for code in codes]
            self.post("2025-07-01", ("6481", -6 * (number + 1)), *items)
        self.assertEqual(count(), few)

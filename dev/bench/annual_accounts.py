"""The figures of annual accounts, against plain SQL and against other addons.

The figures are all that a signature stands for: the statement with last year beside
it, what was there before, grants, activities, vouchers and liquid money. Plain SQL is
one sum per account of the same three periods, which is less than half of that.

The goals: at most 10 queries at any size, at most 1.5 times plain SQL, and with
``--peers`` faster than OCA's mis_builder (a profit and loss of the same lines with
last year beside it) and account_financial_report (the year's trial balance), whose
release for Odoo 19 comes from PyPI into an environment of its own. All are measured
in turns, in one database, and have to agree on the totals.
"""

import os
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

from _common import (
    Goals,
    copy_rows,
    environment,
    in_turns,
    make_group,
    show,
)

SIZES = (200_000, 1_000_000)
ROUNDS = 9
MOST_QUERIES = 10
MOST_TIMES = 1.5
PEERS = ("mis_builder", "account_financial_report")
OURS, PLAIN = "our figures", "plain SQL, three periods"
MIS, TRIAL = "mis_builder, P&L of two years", "account_financial_report, trial balance"
# Three years: one before, the one to compare with, and the one of the accounts.
FIRST_DAY, DAYS, YEAR = "2023-01-01", 1096, 2025
# Copies of the entry with the number x get numbers from n times this on.
WIDTH = 10_000


class Books:
    """A group with three years of books, and the accounts of the last."""

    def __init__(self, env):
        group = make_group(env, "Bench")
        group._open_books(FIRST_DAY, bank=20_000, cash=500, creditors=1_000)
        self.group, self.company = group, group.company_id
        self.env = env(context={"allowed_company_ids": self.company.ids})
        self.grants = self.env["bydelsmor.grant"].create(
            [
                {
                    "name": f"Grant {number}",
                    "company_id": self.company.id,
                    "amount_awarded": 1_000_000,
                }
                for number in range(5)
            ]
        )
        self.turn = 0
        self.accounts = self.env["bydelsmor.annual.accounts"]._for_period(
            self.company, f"{YEAR}-01-01", f"{YEAR}-12-31"
        )
        accounts = self.env["account.account"].search(
            [("company_ids", "in", self.company.ids)]
        )
        result = ("income", "income_other", "expense")
        self.patterns = self._post(
            accounts.filtered(lambda account: account.account_type in result)
        )

    def _post(self, accounts):
        """Post what is copied later, through Odoo: an entry for each account, paid
        from the bank or owed to a volunteer; a tenth of them on a grant."""
        moves = self.env["account.move"].create(
            [self._entry(number, account) for number, account in enumerate(accounts)]
        )
        moves.action_post()
        for number, move in enumerate(moves[::6]):
            move.bydelsmor_occasion = f"Activity {number}"
        self.env.flush_all()
        return moves

    def _entry(self, number, account):
        sign = -1 if account.account_type.startswith("income") else 1
        amounts = [sign * (17.35 + 3.4 * number), sign * (40 + number), sign * 5.5]
        other = "6481" if number % 3 else "8041"
        lines = [(account, amount) for amount in amounts]
        lines.append((self.company._bydelsmor_account(other), -sum(amounts)))
        return {
            "company_id": self.company.id,
            "journal_id": self.company._bydelsmor_journal("DIV").id,
            "date": f"{YEAR}-06-01",
            "line_ids": [self._line(*line, number) for line in lines],
        }

    def _line(self, account, balance, number):
        from odoo import Command

        grant = self.grants[number % 5] if number % 10 == 0 else self.grants[:0]
        return Command.create(
            {
                "account_id": account.id,
                "balance": round(balance, 2),
                "grant_id": grant.id,
                "name": "Bench",
            }
        )

    def count(self):
        self.env.cr.execute(
            """
            SELECT count(*) FROM account_move_line
             WHERE company_id = %s AND parent_state = 'posted'
            """,
            [self.company.id],
        )
        return self.env.cr.fetchone()[0]

    def grow(self, size):
        """Copy the entries until there are so many lines, spread over the years."""
        lines = self.patterns.line_ids
        turns = -(-(size - self.count()) // len(lines))
        if max(lines.ids) >= WIDTH:
            sys.exit("The copied entries' numbers would meet.")
        ids = ",".join(map(str, self.patterns.ids))
        turn = f"generate_series({self.turn + 1}, {self.turn + turns}) AS n"
        day = f"DATE '{FIRST_DAY}' + ((t.id * 37 + n * 11) % {DAYS})::int"
        year = f"EXTRACT(year FROM {day})::int"
        number = f"n * {WIDTH} + t.id"
        prefix = f"regexp_replace(t.sequence_prefix, '[0-9]{{4}}', ({year})::text)"
        copy_rows(
            self.env.cr,
            "account_move",
            f"account_move t CROSS JOIN {turn} WHERE t.id IN ({ids})",
            id=number,
            date=day,
            sequence_prefix=prefix,
            sequence_number=number,
            name=f"{prefix} || ({number})",
            voucher_year=year,
            voucher_number=number,
            voucher_name=f"({year}) || '-' || ({number})",
            access_token="NULL",
        )
        copy_rows(
            self.env.cr,
            "account_move_line",
            f"account_move_line t CROSS JOIN {turn} JOIN account_move m"
            f" ON m.id = n * {WIDTH} + t.move_id WHERE t.move_id IN ({ids})",
            id=number,
            move_id="m.id",
            move_name="m.name",
            date="m.date",
        )
        self.turn += turns
        self.env.cr.commit()
        self._tidy()
        self.env.invalidate_all()

    def _tidy(self):
        """Let PostgreSQL know what there is, as it does by itself in time.

        Again and again, because as long as its own look at the new rows is under way
        they do not count as seen by all, and no index can answer for them.
        """
        tables = ("account_move", "account_move_line")
        words = [word for table in tables for word in ("-t", table)]
        command = ["vacuumdb", "--quiet", "--analyze", *words, self.env.cr.dbname]
        for _turn in range(30):
            subprocess.run(command, check=True)
            if self._all_seen(tables):
                return
            time.sleep(1)
        sys.exit("PostgreSQL does not count the new rows as seen by all.")

    def _all_seen(self, tables):
        self.env.cr.execute(
            """
            SELECT bool_and(relallvisible >= relpages * 0.99)
              FROM pg_class
             WHERE relname IN %s
            """,
            [tables],
        )
        [seen] = self.env.cr.fetchone()
        self.env.cr.commit()
        return seen

    def at_hand(self):
        """Read what any page that shows accounts has read already."""
        self.accounts.mapped("date_from")
        self.company.mapped("name")
        self.company.currency_id.mapped("decimal_places")

    # -- the same figures in four ways; each returns what can be compared

    def ours(self):
        return self.accounts._ledger_facts()

    def plain(self):
        """Return {account id: (opening, this year, last year)}."""
        self.env.cr.execute(
            """
            SELECT account_id,
                   COALESCE(sum(balance) FILTER (WHERE date < %(first)s), 0),
                   COALESCE(sum(balance) FILTER (WHERE date >= %(first)s), 0),
                   COALESCE(sum(balance) FILTER (
                       WHERE date >= %(before)s AND date < %(first)s), 0)
              FROM account_move_line
             WHERE company_id = %(company)s
               AND parent_state = 'posted'
               AND account_id IS NOT NULL
               AND date <= %(last)s
             GROUP BY account_id
            """,
            {
                "company": self.company.id,
                "before": f"{YEAR - 1}-01-01",
                "first": f"{YEAR}-01-01",
                "last": f"{YEAR}-12-31",
            },
        )
        return {account: sums for account, *sums in self.env.cr.fetchall()}


class Peers:
    """The two others, set up for the same company and period."""

    def __init__(self, books):
        self.books = books
        self.env = books.env
        self.report = self._statement()
        self.wizard = self.env["trial.balance.report.wizard"].create(
            {
                "company_id": books.company.id,
                "date_from": f"{YEAR}-01-01",
                "date_to": f"{YEAR}-12-31",
                "target_move": "posted",
            }
        )

    def _statement(self):
        """A profit and loss with one line for each account, as ours has them."""
        from odoo import Command

        accounts = self.books.patterns.line_ids.account_id.filtered(
            lambda account: account.internal_group in ("income", "expense")
        )
        kpis = [
            Command.create(
                {
                    "name": f"line_{account.code}",
                    "description": account.name,
                    "expression": f"balp[{account.code}]",
                }
            )
            for account in accounts.with_company(self.books.company)
        ]
        report = self.env["mis.report"].create({"name": "Bench", "kpi_ids": kpis})
        periods = [
            Command.create(
                {
                    "name": str(year),
                    "mode": "fix",
                    "manual_date_from": f"{year}-01-01",
                    "manual_date_to": f"{year}-12-31",
                }
            )
            for year in (YEAR, YEAR - 1)
        ]
        return self.env["mis.report.instance"].create(
            {
                "name": "Bench",
                "report_id": report.id,
                "company_id": self.books.company.id,
                "target_move": "posted",
                "period_ids": periods,
            }
        )

    def statement(self):
        return self.report.compute()

    def trial_balance(self):
        """What the report prints, without the printing."""
        report = self.env["report.account_financial_report.trial_balance"]
        return report._get_report_values(
            self.wizard.ids, self.wizard._prepare_report_data()
        )


def ore(amount):
    return int(round(Decimal(str(amount)) * 100))


def compare(books, peers, goals):
    """Check that all ways lead to the same totals, to the øre."""
    sums = books.plain()
    accounts = books.env["account.account"].browse(sums)
    kinds = {account.id: account.internal_group for account in accounts}
    of_result = [sums[id] for id in sums if kinds[id] in ("income", "expense")]
    result, before = (-sum(ore(row[column]) for row in of_result) for column in (1, 2))
    assets = sum(
        ore(opening + movement)
        for id, (opening, movement, _before) in sums.items()
        if kinds[id] == "asset"
    )
    statement = books.ours()["statement"]
    total = {part["key"]: part["total"]["amount"] for part in statement["sections"]}
    ours = (
        statement["result"]["amount"],
        statement["result"]["previous"],
        total["asset"],
    )
    goals.check(ours == (result, before, assets), "our totals are plain SQL's")
    if not peers:
        return
    rows = [
        [cell["val"] or 0 for cell in row["cells"]] for row in peers.statement()["body"]
    ]
    theirs = tuple(-sum(map(ore, column)) for column in zip(*rows, strict=True))
    goals.check(theirs == (result, before), "mis_builder's results are the same")
    balance = {
        row["id"]: (ore(row["balance"]), ore(row["ending_balance"]))
        for row in peers.trial_balance()["trial_balance"]
        if row["id"] in sums
    }
    expected = {
        id: (
            ore(movement),
            ore(movement + (0 if kinds[id] in ("income", "expense") else opening)),
        )
        for id, (opening, movement, _before) in sums.items()
        if kinds[id] != "equity"
    }
    same = all(balance.get(id) == expected[id] for id in expected)
    goals.check(same, "account_financial_report's balances are the same")


def measure(books, peers, goals, size):
    books.grow(size)
    works = {PLAIN: books.plain, OURS: books.ours}
    if peers:
        works |= {MIS: peers.statement, TRIAL: peers.trial_balance}
    results = in_turns(books.env, works, ROUNDS, books.at_hand)
    show(f"{books.count():,} posted lines, median of {ROUNDS}", results, PLAIN)
    ours, plain = results[OURS], results[PLAIN]
    goals.check(
        ours["queries"] <= MOST_QUERIES,
        f"{ours['queries']} queries, at most {MOST_QUERIES}",
    )
    ratio = ours["seconds"] / plain["seconds"]
    goals.check(
        ratio <= MOST_TIMES, f"{ratio:.2f} times plain SQL, at most {MOST_TIMES}"
    )
    for name in works.keys() - {PLAIN, OURS}:
        goals.check(ours["seconds"] < results[name]["seconds"], f"faster than {name}")
    compare(books, peers, goals)


def main():
    with_peers = "--peers" in sys.argv
    peers_python = os.environ["BYDELSMOR_PEERS_PYTHON"]
    if with_peers and sys.executable != peers_python:
        os.execv(peers_python, [peers_python, *sys.argv])
    goals = Goals()
    found = _peers_folders() if with_peers else []
    modules = PEERS if with_peers else ()
    with environment("annual_accounts", *modules, addons=found) as env:
        books = Books(env)
        peers = Peers(books) if with_peers else None
        for size in SIZES:
            measure(books, peers, goals, size)
    goals.end()


def _peers_folders():
    [folder] = Path(sys.prefix).glob("lib/python3*/site-packages/odoo/addons")
    return [folder]


if __name__ == "__main__":
    main()

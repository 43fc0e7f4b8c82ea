"""The secretariat's overview of 10 and of 200 groups, against plain SQL.

Each group has women, a board, adopted accounts of two years, receipts that wait and
some 1,000 posted lines, and has said yes to showing its money. The goals: as many
queries for 200 groups as for 10, and at most 1.5 times what one plain SQL needs
that reads the counts and sums alone, without records, words and rights; what both
read has to agree.
"""

import json
from datetime import date

from _common import (
    Goals,
    copy_rows,
    environment,
    in_turns,
    make_group,
    make_user,
    show,
)
from receipts import Ours

SIZES = (10, 200)
ROUNDS = 9
GOAL = 1.5
TURNS = 4  # how often each group has the first one's entries
# Copies of the row with the number x get numbers from n times this on.
WIDTH = 10_000
OURS, PLAIN = "our overview", "plain SQL"
SHOWN = (
    "name",
    "phase",
    "active_volunteers",
    "board_count",
    "has_chair",
    "has_treasurer",
    "has_auditor",
    "accounts_state",
    "income",
    "expense",
    "result",
    "before_income",
    "before_expense",
    "before_result",
    "live_income",
    "live_expense",
    "live_bank",
    "live_cash",
    "receipts_waiting",
    "went_well",
    "a_hand",
)
ADDED_UP = (
    "active_volunteers",
    "board_count",
    "income",
    "live_expense",
    "live_bank",
    "receipts_waiting",
)


class Groups:
    """One group that lived through Odoo, and others with copies of its rows."""

    def __init__(self, env):
        self.env = env
        self.today = date.today()
        self.first = Ours(env)
        self.first.approve()
        for number in range(5):
            self.first.hand_in(number)
        self.company = self.first.company
        self.group = self.company._bydelsmor_group()
        self.group.write({"share_live_money": True, "founding_date": "2020-05-01"})
        for back in (1, 2):
            self._adopt(self.today.year - back)
        user = make_user(env, env.company, "bydelsmor.group_secretariat")
        self.overview = env["bydelsmor.group.overview"].with_user(user)
        self.count = 1
        env.flush_all()
        env.cr.execute("CREATE TEMP TABLE copied (n int, group_id int, company_id int)")

    def _adopt(self, year):
        accounts = self.env["bydelsmor.annual.accounts"]._for_period(
            self.company, date(year, 1, 1), date(year, 12, 31)
        )
        sections = [
            {"key": key, "total": {"amount": amount}}
            for key, amount in (("income", 4_500_000), ("expense", 4_100_050))
        ]
        figures = {"sections": sections, "result": {"amount": 399_950}}
        ledger = {"statement": figures}
        text = json.dumps({"association": {"digits": 2}, "ledger": ledger})
        accounts.write({"frozen_text": text, "state": "adopted"})
        accounts.adopted_on = date(year + 1, 3, 5)

    def grow(self, size):
        """Make groups until there are so many, and give each its copies."""
        numbers = range(self.count, size)
        groups = [
            make_group(
                self.env,
                f"Bench {number}",
                share_live_money=True,
                founding_date="2020-05-01",
            )
            for number in numbers
        ]
        self.count = size
        self.env.flush_all()
        cr = self.env.cr
        cr.execute("TRUNCATE copied")
        for number, group in zip(numbers, groups, strict=True):
            cr.execute(
                "INSERT INTO copied VALUES (%s, %s, %s)",
                [number, group.id, group.company_id.id],
            )
        self._copy_people()
        self._copy_books()
        cr.execute("ANALYZE")
        cr.commit()
        self.env.invalidate_all()

    def _copy(self, table, of="company_id", turns=1, only="true", **own):
        """Copy the first group's rows of a table for each of the new ones."""
        first = self.group.id if of == "group_id" else self.company.id
        turn = f"generate_series(0, {turns - 1}) AS turn(k)"
        copy_rows(
            self.env.cr,
            table,
            f"{table} t CROSS JOIN copied g CROSS JOIN {turn}"
            f" WHERE t.{of} = {first} AND {only}",
            id=self._moved("t.id", turns),
            company_id="g.company_id",
            group_id="g.group_id",
            **own,
        )

    def _moved(self, number, turns=1):
        return f"(g.n * {turns} + k) * {WIDTH} + {number}"

    def _copy_people(self):
        self._copy("bydelsmor_volunteer", "group_id")
        self._copy(
            "bydelsmor_mandate", "group_id", volunteer_id=self._moved("t.volunteer_id")
        )
        self._copy("bydelsmor_annual_accounts")
        self._copy(
            "bydelsmor_receipt",
            only="t.state = 'handed_in'",
            uuid="gen_random_uuid()::text",
            volunteer_id=self._moved("t.volunteer_id"),
        )

    def _copy_books(self):
        """The first group's accounts are shared, as Odoo's companies may."""
        self.env.cr.execute(
            """
            INSERT INTO account_account_res_company_rel
                   (account_account_id, res_company_id)
            SELECT account.account_account_id, g.company_id
              FROM account_account_res_company_rel account CROSS JOIN copied g
             WHERE account.res_company_id = %s
            """,
            [self.company.id],
        )
        self._copy("account_journal", alias_id="NULL")
        journal = f"g.n * {WIDTH} + t.journal_id"
        number = self._moved("t.id", TURNS)
        self._copy(
            "account_move",
            turns=TURNS,
            journal_id=journal,
            sequence_number=number,
            name=f"t.sequence_prefix || ({number})",
            voucher_number=number,
            voucher_name=f"t.voucher_year || '-' || ({number})",
            access_token="NULL",
        )
        self._copy(
            "account_move_line",
            turns=TURNS,
            journal_id=journal,
            move_id=self._moved("t.move_id", TURNS),
        )

    # -- the same in two ways

    def ours(self):
        names = {name: {} for name in SHOWN}
        return self.overview.web_search_read([], names)["records"]

    def plain(self):
        """Return the counts and sums by group, from the tables alone."""
        self.env.cr.execute(
            PLAIN_SQL, {"year": self.today.year - 1, "today": self.today}
        )
        return self.env.cr.dictfetchall()


PLAIN_SQL = """
WITH women AS (
    SELECT group_id, count(*) AS active_volunteers FROM bydelsmor_volunteer
     WHERE active AND is_bydelsmor AND state = 'active' GROUP BY 1
), seats AS (
    SELECT group_id, count(DISTINCT partner_id) AS board_count
      FROM bydelsmor_mandate
     WHERE role IN (
               'chair', 'deputy_chair', 'treasurer', 'secretary', 'board_member')
       AND NOT COALESCE(closed, false) AND date_start <= %(today)s
       AND COALESCE(date_end, %(today)s) >= %(today)s
     GROUP BY 1
), adopted AS (
    SELECT company_id,
           sum(income_total) FILTER (WHERE year = %(year)s) AS income,
           sum(expense_total) FILTER (WHERE year = %(year)s) AS expense,
           sum(income_total) FILTER (WHERE year = %(year)s - 1) AS before_income,
           sum(expense_total) FILTER (WHERE year = %(year)s - 1) AS before_expense
      FROM (SELECT *, EXTRACT(year FROM date_to) AS year
              FROM bydelsmor_annual_accounts
             WHERE state IN ('adopted', 'reported')) AS accounts
     GROUP BY 1
), money AS (
    SELECT line.company_id,
           -sum(balance) FILTER (WHERE account_type IN ('income', 'income_other')
                AND date >= date_trunc('year', %(today)s::date)) AS live_income,
           sum(balance) FILTER (WHERE account_type = 'expense'
                AND date >= date_trunc('year', %(today)s::date)) AS live_expense,
           sum(balance) FILTER (
                WHERE statement_line IN ('bank', 'mobilepay')) AS live_bank,
           sum(balance) FILTER (WHERE statement_line = 'cash') AS live_cash
      FROM account_move_line line
      JOIN account_account account ON account.id = line.account_id
     WHERE parent_state = 'posted' AND date <= %(today)s
     GROUP BY 1
), waiting AS (
    SELECT company_id, count(*) AS receipts_waiting FROM bydelsmor_receipt
     WHERE state = 'handed_in' GROUP BY 1
)
SELECT * FROM bydelsmor_group
  LEFT JOIN women ON women.group_id = bydelsmor_group.id
  LEFT JOIN seats ON seats.group_id = bydelsmor_group.id
  LEFT JOIN adopted ON adopted.company_id = bydelsmor_group.company_id
  LEFT JOIN money ON money.company_id = bydelsmor_group.company_id
  LEFT JOIN waiting ON waiting.company_id = bydelsmor_group.company_id
"""


def measure(groups, goals, size):
    groups.grow(size)
    works = {PLAIN: groups.plain, OURS: groups.ours}
    results = in_turns(groups.env, works, ROUNDS)
    show(f"{size} groups, median of {ROUNDS}", results, PLAIN)
    ratio = results[OURS]["seconds"] / results[PLAIN]["seconds"]
    if size == SIZES[-1]:
        goals.check(ratio <= GOAL, f"{ratio:.2f} times plain SQL, at most {GOAL}")
    totals = [
        [round(sum(row[name] or 0 for row in rows) * 100) for name in ADDED_UP]
        for rows in (groups.ours(), groups.plain())
    ]
    goals.check(totals[0] == totals[1], "our totals are plain SQL's")
    goals.check(all(totals[0][:4]), "there is something to add up")
    return results[OURS]["queries"]


def main():
    goals = Goals()
    with environment("overview") as env:
        groups = Groups(env)
        few, many = (measure(groups, goals, size) for size in SIZES)
    goals.check(few == many, f"{few} queries for few groups, {many} for many")
    goals.end()


if __name__ == "__main__":
    main()

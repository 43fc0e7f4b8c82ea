import base64
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from odoo import Command
from odoo.tools import groupby

from .assembly import AssemblyStory
from .receipt_picture import receipt_picture
from .year import GRANT_BUDGETS, GRANT_OCCASIONS

NEWEST = timedelta(days=30)


class Story(AssemblyStory):
    """Lives through the years of a group as its women did, each with her own rights.

    Every step is the one that a user takes on a screen, so a demo that builds is a
    proof that the steps fit together.
    """

    def __init__(self, env, group, people, today):
        self.env = env
        self.group = group
        self.company = group.company_id
        self.people = people
        self.today = today
        self.number = 0
        self.grant_by_key = {}
        self.approvers = []
        self.treasurer = self.witness = self.auditor = None
        purposes = env["bydelsmor.purpose"].search([("account_code", "!=", False)])
        self.purposes = {(p.direction, p.account_code): p for p in purposes}

    def as_(self, key, model):
        """The model, or records, as this woman sees them in this group."""
        records = self.env[model] if isinstance(model, str) else model
        user = self.people[key]._ensure_user()
        context = {"allowed_company_ids": self.company.ids, "tracking_disable": True}
        return records.with_user(user).with_context(**context)

    # -- a year ------------------------------------------------------------

    def live(self, number, papers, incomes, seen=True):
        """A year in which everything was booked and, with ``seen``, paid and seen."""
        for income in incomes:
            self.receive(number, income)
        for quarter, of_quarter in groupby(papers, lambda p: (p.month - 1) // 3 + 1):
            receipts = self.env["bydelsmor.receipt"].union(
                *[self.hand_in(number, paper) for paper in of_quarter]
            )
            self.approve(receipts)
            last_day = date(number, quarter * 3 + 1, 1) if quarter < 4 else None
            self.repay((last_day or date(number + 1, 1, 1)) - timedelta(days=1))
        if seen:
            self.see_in_bank()

    def live_now(self, number, papers, incomes):
        """The year that we are in: the newest receipts still wait."""
        past = [row for row in incomes if self.day(number, row) < self.today]
        for income in past:
            self.receive(number, income)
        happened = [row for row in papers if self.day(number, row) < self.today]
        receipts = {row: self.hand_in(number, row) for row in happened}
        old = self.env["bydelsmor.receipt"].union(
            *[
                receipt
                for row, receipt in receipts.items()
                if self.day(number, row) < self.today - NEWEST
            ]
        )
        self.approve(old)
        if old:
            self.repay(max(old.mapped("date")))

    @staticmethod
    def day(number, row):
        return date(number, row.month, row.day)

    # -- everyday money ----------------------------------------------------

    def hand_in(self, number, paper):
        self.number += 1
        day = self.day(number, paper)
        purpose = self.purposes["out", paper.account]
        line = {"purpose_id": purpose.id, "amount": paper.ore / 100}
        grant = self.grant_for(number, paper)
        if grant:
            line["grant_id"] = grant.id
        receipt = self.as_(paper.who, "bydelsmor.receipt")._hand_in(
            self.company,
            {
                "uuid": str(
                    uuid5(NAMESPACE_URL, f"{self.group.id}-{day}-{self.number}")
                ),
                "date": day,
                "shop": paper.shop,
                "occasion": paper.occasion,
                "paid_by": paper.paid_by,
                "lines": [line],
            },
            self.photos(paper, day) if purpose.photo_required else [],
        )
        return receipt.with_env(self.env)

    def photos(self, paper, day):
        third = paper.ore // 3 / 100
        lines = [("Varer", paper.ore / 100 - third), ("Varer", third)]
        picture = receipt_picture(
            paper.shop, day, lines, paper.ore / 100, self.group.id * 1000 + self.number
        )
        return [{"name": "kvittering.jpg", "data": picture}]

    def approve(self, receipts):
        """Each by one, or two where the group wants it, of those who may."""
        needed = 2 if self.group.second_approver else 1
        for receipt in receipts:
            others = [
                name
                for name in self.approvers
                if self.people[name].partner_id != receipt.partner_id
            ]
            for name in others[:needed]:
                self.as_(name, receipt).action_approve()

    def repay(self, day):
        """Pay each volunteer what she is owed, in one payment."""
        wizard = self.as_(self.treasurer, "bydelsmor.repay").create(
            {"date": day, "channel": "bank"}
        )
        if wizard.line_ids:
            wizard._pay()

    def receive(self, number, income):
        day = self.day(number, income)
        grant = self.grant_by_key.get((number, income.grant))
        letter = receipt_picture(
            income.sender,
            day,
            [(income.what, income.ore / 100)],
            income.ore / 100,
            self.group.id * 1000 + 900 + income.month,
        )
        wizard = self.as_(self.treasurer, "bydelsmor.money.in").create(
            {
                "company_id": self.company.id,
                "purpose_id": self.purposes["in", income.account].id,
                "amount": income.ore / 100,
                "channel": income.channel,
                "date": day,
                "from_name": income.sender,
                "grant_id": grant.id if grant else False,
                "note": income.what,
                "paper": base64.b64encode(letter),
                "paper_name": "bilag.jpg",
            }
        )
        wizard._receive()

    def see_in_bank(self):
        """Tick every payment on the bank's statement three days after it was made."""
        waiting = self.env["account.payment"].search(
            [("company_id", "=", self.company.id), ("bydelsmor_seen", "=", False)]
        )
        waiting = waiting.filtered(lambda p: p._bydelsmor_waiting_lines())
        for payment in waiting:
            seen = min(payment.date + timedelta(days=3), self.today)
            year_end = date(payment.date.year, 12, 31)
            self.as_(self.treasurer, payment).action_bydelsmor_seen_in_bank(
                min(seen, year_end)
            )

    # -- grants ------------------------------------------------------------

    def grants(self, number, rows, incomes, column):
        """Write down what was promised; all of it came."""
        for key, funder, name, earmarked, goes_back in rows:
            income = next(row for row in incomes if row[6] == key)
            grant = self.as_(self.treasurer, "bydelsmor.grant").create(
                {
                    "company_id": self.company.id,
                    "name": f"{name} {number}",
                    "funder_name": funder,
                    "amount_awarded": income[7 + column] / 100,
                    "date_awarded": date(number, 1, 15),
                    "date_from": date(number, 1, 1),
                    "date_to": date(number, 12, 31),
                    "earmarked": earmarked,
                    "return_unspent": goes_back,
                    "budget_ids": [
                        Command.create({"key": line, "amount": ore[column] / 100})
                        for line, ore in GRANT_BUDGETS.get(key, {}).items()
                    ],
                }
            )
            self.grant_by_key[number, key] = grant.with_env(self.env)

    def grant_for(self, number, paper):
        return self.grant_by_key.get((number, GRANT_OCCASIONS.get(paper.occasion)))

    # -- the end of the year -----------------------------------------------

    def accounts(self, number):
        """Return the annual accounts of a year as the treasurer sees them."""
        kind, first, last = self.company._bydelsmor_period(date(number, 6, 30))
        return self.as_(self.treasurer, "bydelsmor.annual.accounts")._for_period(
            self.company,
            first,
            last,
            kind="annual" if kind == "association" else "project",
        )

    def close_year(self, number, board, chair=None, budget=None):
        """From the checklist to the adopted accounts.

        :param chair: who led the meeting that adopts them, of a group that is no
            association; without one the general assembly adopts them
        """
        accounts = self.accounts(number)
        for line in accounts.budget_ids.filtered(lambda ln: ln.key in (budget or {})):
            line.amount = budget[line.key] / 100
        self.count_cash(number)
        self.carry_grants_over(accounts)
        accounts.write(
            {
                "bank_balance": self.balance("6481", accounts.date_to),
                "mobilepay_balance": self.balance("6485", accounts.date_to),
                "bank_balance_date": accounts.date_to + timedelta(days=9),
                "debts_checked": True,
                "grants_checked": True,
                "report_text": (
                    "Vi har holdt månedsmøder hele året og taget på tur sammen. "
                    "Flere kvinder er kommet i vores café, og nye er begyndt på "
                    "grunduddannelsen. Tak til alle, der har hjulpet."
                ),
            }
        )
        accounts.action_freeze()
        for name in board:
            self.as_(name, accounts).action_sign()
        self.backdate(accounts, date(number + 1, 2, 10))
        self.review(accounts, number)
        day = min(date(number + 1, 3, 14), self.today)
        if chair:
            accounts._adopt(day, chair)
        else:
            self.hold_assembly(day)
        accounts.action_report()

    def backdate(self, accounts, day):
        """The demo is built today; its women signed in February."""
        then = datetime.combine(day, time(19, 30))
        accounts.sudo().frozen_on = then
        accounts.sudo().signature_ids.write({"signed_on": then})

    def balance(self, code, day):
        [(total,)] = self.env["account.move.line"]._read_group(
            [
                ("company_id", "=", self.company.id),
                ("account_id", "=", self.company._bydelsmor_account(code).id),
                ("parent_state", "=", "posted"),
                ("date", "<=", day),
            ],
            [],
            ["balance:sum"],
        )
        return total or 0.0

    def count_cash(self, number):
        """Count the box on the last day; it holds what the books say."""
        day = date(number, 12, 31)
        left = round(self.balance("6471", day) * 100)
        count = self.as_(self.treasurer, "bydelsmor.cash.count").create(
            {"company_id": self.company.id, "date": day}
        )
        for line in count.line_ids.sorted("value", reverse=True):
            line.number, left = divmod(left, round(line.value * 100))
        count.action_done()
        self.as_(self.witness, count).action_witness()

    def carry_grants_over(self, accounts):
        lines = accounts._deferral_lines()
        if lines:
            self.as_(self.treasurer, "bydelsmor.defer.grants").create(
                {
                    "accounts_id": accounts.id,
                    "line_ids": [Command.create(line) for line in lines],
                }
            ).action_post()

    def review(self, accounts, number):
        auditor = self.as_(self.auditor, "bydelsmor.accounts.audit")
        auditor.create(
            {
                "accounts_id": accounts.id,
                "kind": "lay",
                "name": self.people[self.auditor].name,
                "date": date(number + 1, 2, 20),
                "vouchers": True,
                "bank": True,
                "minutes": True,
                "events": True,
                "decisions": True,
                "approvals": True,
                "cash_date": date(number + 1, 2, 20),
                "recommends": "approve",
            }
        ).action_confirm()

from collections import defaultdict
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from . import statement
from .statement_lines import BY_KEY, RESULT, RESULT_SECTIONS, nature_of_type

LANGUAGES = ("da_DK", "en_US")
GRANT_KEYS = ("unspent_grants", "grants_receivable")


class Sum(NamedTuple):
    """What was posted on an account, in minor units.

    With a ``grant_id`` it is the part of that grant, without one it is everything,
    grants included. ``previous`` is the part of ``opening`` that lies in the period
    before.
    """

    account_id: int
    grant_id: int | None
    opening: int
    movement: int
    previous: int


class AnnualAccounts(models.Model):
    """The figures: a constant number of grouped queries, whatever the size."""

    _inherit = "bydelsmor.annual.accounts"

    payload = fields.Json(
        compute="_compute_payload",
        help="The figures as they stand: frozen when the board signed, else live.",
    )

    def _compute_payload(self):
        for accounts in self:
            accounts.payload = accounts._payload() if accounts.id else False

    def _payload(self):
        """Return the figures to show and print: the frozen ones, if there are any."""
        self.ensure_one()
        return self._frozen_payload() or self._live_payload()

    def _live_payload(self):
        """Return everything that a signature stands for, read from the books now.

        Strings, booleans and whole minor units only, so that its canonical text
        and its hash are the same wherever they are computed.

        :raises AccessError: for somebody who may not read these accounts
        """
        self.ensure_one()
        self.check_access("read")
        own = self.sudo().with_company(self.company_id)
        ledger = own._ledger_facts()
        return {
            "version": statement.VERSION,
            "association": own._association_facts(),
            "period": own._period_facts(),
            "ledger": ledger,
            "texts": own._text_facts(),
            "policies": own._policies(ledger),
        }

    def _association_facts(self):
        group = self.company_id._bydelsmor_group()
        return {
            "name": self.company_id.name,
            "cvr": group.cvr or "",
            "place": group.municipality_id.name or "",
            "currency": self.currency_id.name,
            "digits": self.currency_id.decimal_places,
        }

    def _period_facts(self):
        previous_from, previous_to = self._previous_period()
        return {
            "kind": self.kind,
            "from": fields.Date.to_string(self.date_from),
            "to": fields.Date.to_string(self.date_to),
            "previous_from": fields.Date.to_string(previous_from),
            "previous_to": fields.Date.to_string(previous_to),
        }

    def _text_facts(self):
        return {
            name: (self[name] or "").strip()
            for name in (
                "report_text",
                "policy_text",
                "proposal_text",
                "correction_note",
                "open_items_reason",
            )
        }

    def _ledger_facts(self):
        """Return the figures alone: what a later posting would change."""
        sums = self._sums()
        rows = self._rows(sums)
        budgets = self._budgets()
        figures = statement.build(rows, budgets.pop(None, {}), self._comparison())
        uses = self._grant_uses(sums, rows, budgets)
        return {
            "statement": figures,
            "grants": [
                {**grant, "uses": uses.get(grant["id"], [])}
                for grant in self._grant_facts(sums)
            ],
            "occasions": self._occasion_facts(rows),
            "vouchers": self._voucher_facts(),
            "liquid": self._liquid_facts(rows),
        }

    def _minor(self, amount):
        return statement.minor_units(amount, self.currency_id.decimal_places)

    def _posted(self, *leaves):
        """Return the domain of the posted entry lines up to the period's end."""
        return [
            ("company_id", "=", self.company_id.id),
            ("parent_state", "=", "posted"),
            ("account_id", "!=", False),
            ("date", "<=", self.date_to),
            *leaves,
        ]

    def _sums(self):
        """Return a :class:`Sum` per account, and one per account and grant.

        Each period is added up on its own, in SQL: ``_read_group`` would cut each
        line's date to a calendar unit, and a condition within the sum would be asked
        for each line, and both cost as much as the sums themselves. Grants are read
        apart, from an index of their own, because few lines name one.
        """
        before, first = self._previous_period()[0], self.date_from
        periods = (
            [("date", "<", before)],
            [("date", ">=", before), ("date", "<", first)],
            [("date", ">=", first)],
        )
        parts = [
            part
            for number, period in enumerate(periods)
            for part in (
                self._sums_of(number, SQL("NULL::integer"), *period),
                self._sums_of(
                    number,
                    SQL.identifier("grant_id"),
                    ("grant_id", "!=", False),
                    *period,
                ),
            )
        ]
        amounts = defaultdict(lambda: [0, 0, 0])
        for account_id, grant_id, number, amount in self.env.execute_query(
            SQL(" UNION ALL ").join(parts)
        ):
            amounts[account_id, grant_id][number] = self._minor(amount)
        sums = [
            Sum(*of, older + previous, movement, previous)
            for of, (older, previous, movement) in amounts.items()
        ]
        return [*sums, *self._opening_sums()]

    def _sums_of(self, number, grant, *leaves):
        """Return the query of what was posted in one of the periods."""
        query = self.env["account.move.line"]._search(self._posted(*leaves))
        query.groupby = SQL("1, 2")
        return query.select(
            SQL.identifier("account_id"),
            grant,
            SQL("%s::integer", number),
            SQL("COALESCE(SUM(%s), 0)", SQL.identifier("balance")),
        )

    def _opening_sums(self):
        """Return what makes of the entry that opened the books an opening, also in
        the period in which it lies: what the group had on its first day is no
        movement."""
        opening = self.company_id.account_opening_move_id
        if not opening:
            return []
        groups = self.env["account.move.line"]._read_group(
            self._posted(("move_id", "=", opening.id), ("date", ">=", self.date_from)),
            ["account_id", "grant_id"],
            ["balance:sum"],
        )
        return [
            Sum(account.id, of, self._minor(total), -self._minor(total), 0)
            for account, grant, total in groups
            for of in {None, grant.id or None}
        ]

    def _rows(self, sums):
        """Return one engine row per account: opening, this and the last period."""
        amounts = defaultdict(lambda: [0, 0, 0])
        for each in (one for one in sums if not one.grant_id):
            of_account = amounts[each.account_id]
            of_account[0] += each.opening
            of_account[1] += each.movement
            of_account[2] += each.previous
        facts = self._account_facts(self.env["account.account"].browse(amounts))
        rows = [
            statement.Row(account_id, *facts[account_id], *amounts[account_id])
            for account_id in amounts
        ]
        return sorted(rows, key=lambda row: row.code)

    def _account_facts(self, accounts):
        """Return {id: (code, names, type, line)} of the accounts, in one query."""
        accounts = accounts.with_company(self.company_id).with_context(
            prefetch_langs=True
        )
        accounts.fetch(["name", "code_store", "account_type", "statement_line"])
        names = self._names(accounts)
        return {
            account.id: (
                account.code_store or "",
                names[account.id],
                account.account_type,
                account.statement_line,
            )
            for account in accounts
        }

    def _names(self, records):
        """Return {id: {language: name}} in the languages that we print in."""
        names = defaultdict(dict)
        installed = {code for code, _name in self.env["res.lang"].get_installed()}
        for lang in LANGUAGES:
            if lang in installed:
                for record in records.with_context(lang=lang):
                    names[record.id][lang] = record.name or ""
        return names

    def _budgets(self):
        """Return the budgets by key: the period's own under None, and each grant's
        under its id."""
        lines = self.env["bydelsmor.budget.line"].search_fetch(
            [
                ("company_id", "=", self.company_id.id),
                "|",
                ("accounts_id", "=", self.id),
                ("grant_id", "!=", False),
            ],
            ["key", "amount", "grant_id"],
            order="id",
        )
        budgets = defaultdict(dict)
        for line in lines:
            budgets[line.grant_id.id or None][line.key] = self._minor(line.amount)
        return budgets

    def _comparison(self):
        """Return last year's typed figures; only lines of the layout count."""
        lines = self.env["bydelsmor.comparison.line"].search_fetch(
            [
                ("company_id", "=", self.company_id.id),
                ("year", "=", self.company_id._bydelsmor_year(self.date_from) - 1),
            ],
            ["key", "amount"],
            order="id",
        )
        return {
            line.key: self._minor(line.amount) for line in lines if line.key in BY_KEY
        }

    def _voucher_facts(self):
        [(count, first, last)] = self.env["account.move"]._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "posted"),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
            ],
            [],
            ["__count", "voucher_number:min", "voucher_number:max"],
        )
        return {"count": count, "first": first or 0, "last": last or 0}

    def _liquid_facts(self, rows):
        """Return cash, bank and MobilePay: the books against what was counted."""
        ledger = defaultdict(int)
        waiting = 0
        for row in rows:
            if row.key not in ("cash", "bank", "mobilepay"):
                continue
            if row.account_type == "asset_cash":
                ledger[row.key] += row.now
            else:
                waiting += row.now
        count = self._cash_count()
        return {
            "ledger": {key: ledger[key] for key in ("cash", "bank", "mobilepay")},
            "waiting": waiting,
            "bank_balance": self._minor(self.bank_balance),
            "bank_date": fields.Date.to_string(self.bank_balance_date) or "",
            "mobilepay_balance": self._minor(self.mobilepay_balance),
            "cash_date": fields.Date.to_string(count.date) or "",
            "cash_counted": self._minor(count.counted),
            "cash_ledger": self._minor(count.ledger),
        }

    def _cash_count(self):
        """Return the cash count that vouches for the period's end, if there is one:
        the first from a fortnight before the last day."""
        return self.env["bydelsmor.cash.count"].search_fetch(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "done"),
                ("date", ">=", self.date_to - relativedelta(days=14)),
                ("date", "<=", self.date_to + relativedelta(days=75)),
            ],
            ["date", "counted", "ledger"],
            order="date, id",
            limit=1,
        )

    def _occasion_facts(self, rows=None):
        """Return what each named activity cost (note 3).

        :param rows: the engine's rows, where they are there already
        """
        rows = self._rows(self._sums()) if rows is None else rows
        accounts = [row.account_id for row in rows if row.key == "activities"]
        groups = self.env["account.move.line"]._read_group(
            self._posted(
                ("date", ">=", self.date_from),
                ("move_id.bydelsmor_occasion", "!=", False),
                # so that the entries are found in an index, without being read
                ("move_id.company_id", "=", self.company_id.id),
                ("move_id.state", "=", "posted"),
                ("move_id.date", ">=", self.date_from),
                ("move_id.date", "<=", self.date_to),
                ("account_id", "in", accounts),
            ),
            ["move_id.bydelsmor_occasion"],
            ["balance:sum"],
        )
        return [
            {"occasion": occasion, "amount": self._minor(balance)}
            for occasion, balance in sorted(groups)
            if balance
        ]

    def _grant_facts(self, sums=None):
        """Return note 1: each grant with what was awarded, received and used.

        :param sums: what ``_sums`` gave, where it was asked already
        """
        sums = self._grant_sums(self._sums() if sums is None else sums)
        grants = self.env["bydelsmor.grant"].browse(sums)
        return [
            {
                "id": grant.id,
                "name": grant.name or "",
                "funder": grant.funder_name or grant.funder_id.name or "",
                "awarded": self._minor(grant.amount_awarded),
                "awarded_on": fields.Date.to_string(grant.date_awarded),
                "earmarked": grant.earmarked,
                "return_unspent": grant.return_unspent,
                "deadline": fields.Date.to_string(grant.date_to) or "",
                **sums[grant.id],
            }
            for grant in grants.sorted(lambda grant: (grant.name or "", grant.id))
        ]

    def _grant_sums(self, of_lines):
        """Return {grant id: minor units}, on whatever lines name a grant.

        ``received`` is what came in less what was paid back: the income booked
        plus what is deferred less what is still to come, so it is the same before
        and after the deferral is posted.
        """
        names = ("income", "income_before", "used", "used_before", "carried_before")
        sums = defaultdict(lambda: dict.fromkeys(names, 0))
        balances = defaultdict(lambda: dict.fromkeys(GRANT_KEYS, 0))
        of_grants = [each for each in of_lines if each.grant_id]
        accounts = self.env["account.account"].browse(
            each.account_id for each in of_grants
        )
        for account, each in zip(accounts, of_grants, strict=True):
            grant, opening, movement = each.grant_id, each.opening, each.movement
            if account.statement_line in GRANT_KEYS:
                balances[grant][account.statement_line] += opening + movement
                sums[grant]["carried_before"] -= opening
            elif account.internal_group == "income":
                sums[grant]["income"] -= movement
                sums[grant]["income_before"] -= opening
            elif nature_of_type(account.account_type) == RESULT:
                sums[grant]["used"] += movement
                sums[grant]["used_before"] += opening
        return {
            grant_id: self._grant_rest(sums[grant_id], balances[grant_id])
            for grant_id in {*sums, *balances}
        }

    def _grant_rest(self, sums, balances):
        unspent = -balances["unspent_grants"]
        receivable = balances["grants_receivable"]
        income = sums["income"] + sums["income_before"]
        received = income + unspent - receivable
        return {
            "income": sums["income"],
            "received_before": sums["income_before"] + sums["carried_before"],
            "received": received,
            "used_before": sums["used_before"],
            "used": sums["used"],
            "rest": received - sums["used_before"] - sums["used"],
            "unspent": unspent,
            "receivable": receivable,
        }

    def _grant_uses(self, sums, rows, budgets):
        """Return {grant id: lines} of what each grant is used for: the expenses as
        the statement places them, with the grant's own budget. ``previous`` is all
        that was used before the period."""
        of_account = {row.account_id: row for row in rows}
        of_grant = defaultdict(list)
        for each in (one for one in sums if one.grant_id):
            row = of_account[each.account_id]
            if row.account_type.startswith("expense"):
                of_grant[each.grant_id].append(
                    row._replace(
                        opening=each.opening,
                        movement=each.movement,
                        previous=each.opening,
                    )
                )
        return {
            grant_id: self._used_lines(of_grant[grant_id], budgets.get(grant_id))
            for grant_id in {*of_grant, *budgets}
        }

    @api.model
    def _used_lines(self, rows, budget):
        lines = statement.lines_by_key(statement.build(rows, budget)).values()
        return [
            {
                "key": line["key"],
                "names": line["names"],
                "budget": line["budget"],
                **self._used(line, line),
                "accounts": [
                    {"names": account["names"], **self._used(account, line)}
                    for account in line["accounts"]
                ],
            }
            for line in lines
            if line["section"] in RESULT_SECTIONS and not statement.is_empty(line)
        ]

    @api.model
    def _used(self, figures, line):
        """Return the figures with what was used as plus: the line of interest has it
        as minus."""
        sign = statement.SIGN[line["section"]]
        return {name: sign * figures[name] for name in ("amount", "previous")}

    def _policies(self, ledger):
        """Return the keys of the sentences that describe what was in fact done."""
        keys = ["accrual"]
        if any(grant["unspent"] for grant in ledger["grants"]):
            keys.append("unspent")
        if any(grant["receivable"] for grant in ledger["grants"]):
            keys.append("receivable")
        if len(keys) == 1:
            keys.append("grants_received")
        return [*keys, "no_vat", "no_assets"]

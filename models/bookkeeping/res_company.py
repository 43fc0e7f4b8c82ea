from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.misc import format_date

from .group import OPENING_ASSETS, OPENING_DEBTS, OPENING_EQUITY
from .template_bydelsmor import TEMPLATE


class ResCompany(models.Model):
    _inherit = "res.company"

    bydelsmor_books_open = fields.Boolean(
        string="Books opened", readonly=True, copy=False
    )
    bydelsmor_books_start = fields.Date(
        string="Books start on",
        readonly=True,
        copy=False,
        help="The first day that the books cover; the opening entry has this date.",
    )
    bydelsmor_first_period_start = fields.Date(
        string="First period of the association starts on",
        readonly=True,
        copy=False,
        help="Set by the founding. What happened before belongs to the project "
        "accounts of the group that was not yet an association.",
    )

    def _bydelsmor_check_books(self):
        """Raise a plain sentence while the books of this group are not opened.

        :raises UserError: if they are not
        """
        self.ensure_one()
        if not self.sudo().bydelsmor_books_open:
            raise UserError(
                self.env._(
                    "The books of %(group)s are not opened yet. Open the books first.",
                    group=self.sudo().name,
                )
            )

    @api.model
    def _bydelsmor_check_come(self, *dates):
        """Refuse days that lie ahead: nothing is paid, counted or adopted on them.

        :raises UserError: if one of them does
        """
        today = fields.Date.context_today(self)
        if any(date > today for date in filter(None, dates)):
            raise UserError(
                self.env._("This day has not come yet. Choose today or an earlier day.")
            )

    def _bydelsmor_accounts(self, *codes):
        """Return the accounts of this company by code, in one query.

        :raises UserError: naming the first code that the company lacks
        :rtype: dict[str, account.account]
        """
        self.ensure_one()
        accounts = (
            self.env["account.account"]
            .with_company(self)
            .search([("company_ids", "in", self.ids), ("code", "in", codes)])
        )
        by_code = {account.code: account for account in accounts}
        for code in codes:
            if code not in by_code:
                self._bydelsmor_check_books()
                raise UserError(
                    self.env._(
                        "%(group)s has no account %(code)s.",
                        group=self.sudo().name,
                        code=code,
                    )
                )
        return by_code

    def _bydelsmor_account(self, code):
        """Return the account with this code in this company.

        :raises UserError: if the books are not open or have no such account
        """
        return self._bydelsmor_accounts(code)[code]

    def _bydelsmor_journal(self, code):
        """Return the journal BILAG, IND, BANK, KASSE, MOBIL or DIV of this company.

        :raises UserError: if the books are not open or have no such journal
        """
        self.ensure_one()
        journal = self.env["account.journal"].search(
            [("company_id", "=", self.id), ("code", "=", code)], limit=1
        )
        if not journal:
            self._bydelsmor_check_books()
            raise UserError(
                self.env._(
                    "%(group)s has no journal %(code)s.",
                    group=self.sudo().name,
                    code=code,
                )
            )
        return journal

    def _bydelsmor_year_dates(self, date):
        return self.sudo().compute_fiscalyear_dates(fields.Date.to_date(date))

    def _bydelsmor_year(self, date):
        """Return the accounting year of a date: the year in which it ends."""
        self.ensure_one()
        return self._bydelsmor_year_dates(date)["date_to"].year

    def _bydelsmor_year_start(self, date):
        """Return the first day of the accounting year in which ``date`` lies."""
        self.ensure_one()
        return self._bydelsmor_year_dates(date)["date_from"]

    def _bydelsmor_period(self, date):
        """Return the period of annual accounts in which ``date`` lies.

        The year of the founding has two: the project accounts end on the day before
        the founding, and the association's first period starts with it.

        :return: (kind, first day, last day); kind is 'project' or 'association'
        """
        self.ensure_one()
        company = self.sudo()
        year = self._bydelsmor_year_dates(date)
        start, end = year["date_from"], year["date_to"]
        if (
            company.bydelsmor_books_start
            and start < company.bydelsmor_books_start <= end
        ):
            start = company.bydelsmor_books_start
        founded = company.bydelsmor_first_period_start
        if not founded or date < founded:
            last = founded - timedelta(days=1) if founded and founded <= end else end
            return "project", start, last
        return "association", max(start, founded), end

    def _bydelsmor_load_chart(self):
        """Load the slim chart. Only administrators may in Odoo: who asks is checked
        by the caller."""
        self.ensure_one()
        company = self.sudo()
        if company.chart_template != TEMPLATE:
            self.env["account.chart.template"].sudo().try_loading(
                TEMPLATE, company, install_demo=False
            )

    def _bydelsmor_type_comparison(self, opening_date, figures):
        """Keep last year's figures for the comparison column.

        :param dict figures: amount by statement line, as printed
        """
        self.ensure_one()
        year = self._bydelsmor_year(opening_date) - 1
        self.env["bydelsmor.comparison.line"].sudo().create(
            [
                {"company_id": self.id, "year": year, "key": key, "amount": amount}
                for key, amount in figures.items()
                if amount
            ]
        )

    def _bydelsmor_opening_entry(self, date, balances):
        """Post what the group has and owes on its first day, as a voucher.

        :raises UserError: for a name that is no opening balance
        """
        self.ensure_one()
        self._bydelsmor_check_balances(balances)
        signed = {
            code: balances.get(name) or 0.0 for name, code in OPENING_ASSETS.items()
        } | {code: -(balances.get(name) or 0.0) for name, code in OPENING_DEBTS.items()}
        signed = {code: value for code, value in signed.items() if value}
        Move = self.env["account.move"].with_company(self)
        if not signed:
            return Move
        signed[OPENING_EQUITY] = -self.currency_id.round(sum(signed.values()))
        accounts = self._bydelsmor_accounts(*signed)
        label = self.env._("Opening balance")
        entry = Move.create(
            {
                "move_type": "entry",
                "journal_id": self._bydelsmor_journal("DIV").id,
                "date": date,
                "ref": label,
                "line_ids": [
                    Command.create(
                        {
                            "account_id": accounts[code].id,
                            "name": label,
                            "balance": self.currency_id.round(value),
                        }
                    )
                    for code, value in signed.items()
                    if not self.currency_id.is_zero(value)
                ],
            }
        )
        entry._post(soft=False)
        return entry

    def _bydelsmor_check_balances(self, balances):
        unknown = balances.keys() - OPENING_ASSETS.keys() - OPENING_DEBTS.keys()
        if unknown:
            raise UserError(
                self.env._(
                    "There is no opening balance called %(names)s.",
                    names=", ".join(sorted(unknown)),
                )
            )

    # ------------------------------------------------------------------
    # Securing what the general assembly has adopted
    # ------------------------------------------------------------------

    def _bydelsmor_secure(self, date):
        """Secure (hash) everything posted in this company up to and including a date.

        Done once a year, after the adoption: hashing at each posting fails when
        several people post at once. One job at a time for each company.

        :raises AccessError: for others than treasurer and board
        :raises UserError: while bank lines up to that date wait for their match, or
            while somebody else is doing it
        """
        self.ensure_one()
        self.env.user._check_role(self, "treasurer", "board")
        company = self.sudo()
        company._bydelsmor_lock_securing()
        company._bydelsmor_check_bank_lines(date)
        # Only accountants may secure in Odoo; who asks was checked above.
        wizard = (
            self.env["account.secure.entries.wizard"]
            .sudo()
            .with_company(company)
            .create({"company_id": company.id, "hash_date": date})
        )
        wizard.action_secure_entries()

    def _bydelsmor_lock_securing(self):
        [[taken]] = self.env.execute_query(
            SQL(
                "SELECT pg_try_advisory_xact_lock(hashtext('bydelsmor.secure'), %s)",
                self.id,
            )
        )
        if not taken:
            raise UserError(
                self.env._(
                    "Somebody else is closing the books of %(group)s right now. Wait a "
                    "moment and look again.",
                    group=self.name,
                )
            )

    def _bydelsmor_check_bank_lines(self, date):
        lines = self.env["account.bank.statement.line"].search(
            [
                ("company_id", "=", self.id),
                ("date", "<=", date),
                ("is_reconciled", "=", False),
            ],
            limit=1,
        )
        if lines:
            raise UserError(
                self.env._(
                    "The bank line of %(date)s over %(amount)s belongs to nothing yet. "
                    "Find its receipt or money in first.",
                    date=format_date(self.env, lines.date),
                    amount=lines.currency_id.format(lines.amount),
                )
            )

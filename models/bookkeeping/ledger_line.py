from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class BydelsmorLedgerLine(models.Model):
    """The general ledger of a period: for each account what it opens with, then its
    entries by date, each with the balance after it.

    The sums are those of ``bydelsmor.trial.balance``; screen and spreadsheet both
    read it.
    """

    _name = "bydelsmor.ledger.line"
    _description = "General ledger line"
    _auto = False
    _order = "accounts_id, code, account_id, is_opening DESC, date, number, id"
    _depends = {
        "account.move": ["ref", "voucher_name"],
        "account.move.line": ["grant_id", "name", "partner_id"],
        "bydelsmor.trial.balance": [
            "account_id",
            "accounts_id",
            "code",
            "company_id",
            "currency_id",
            "opening",
        ],
    }

    accounts_id = fields.Many2one("bydelsmor.annual.accounts", readonly=True)
    company_id = fields.Many2one("res.company", string="Group", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    account_id = fields.Many2one("account.account", readonly=True)
    code = fields.Char(string="Account no.", readonly=True)
    is_opening = fields.Boolean(string="On the first day", readonly=True)
    line_id = fields.Many2one("account.move.line", string="Entry", readonly=True)
    date = fields.Date(readonly=True)
    number = fields.Char(string="Voucher no.", readonly=True)
    name = fields.Char(string="Text", readonly=True)
    label = fields.Char(string="Text or opening", compute="_compute_label")
    partner_id = fields.Many2one("res.partner", string="Who", readonly=True)
    grant_id = fields.Many2one("bydelsmor.grant", readonly=True)
    debit = fields.Monetary(readonly=True)
    credit = fields.Monetary(readonly=True)
    balance = fields.Monetary(readonly=True, aggregator=None)

    @api.depends("is_opening", "name")
    @api.depends_context("lang")
    def _compute_label(self):
        opening = self.env._("On the first day")
        for line in self:
            line.label = opening if line.is_opening else line.name

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT row.id, row.accounts_id, row.company_id, row.account_id,
                   row.line_id, row.is_opening, row.date, row.number,
                   row.name, row.partner_id, row.grant_id,
                   GREATEST(row.amount, 0) AS debit,
                   GREATEST(-row.amount, 0) AS credit,
                   sum(row.opening + row.amount) OVER (
                       PARTITION BY row.accounts_id, row.company_id, row.account_id
                       ORDER BY row.is_opening DESC, row.date, row.number, row.id)
                       AS balance,
                   company.currency_id,
                   account.code_store ->> row.company_id::text AS code
              FROM (%s UNION ALL %s) AS row
              JOIN account_account account ON account.id = row.account_id
              JOIN res_company company ON company.id = row.company_id
            """,
            self._openings_query(),
            self._lines_query(),
        )

    def _openings_query(self):
        """Return the query of the rows with which accounts begin that have anything
        on the first day."""
        return SQL(
            """
            SELECT (accounts_id::bigint * 2147483648 + account_id) * 2 + 1 AS id,
                   accounts_id, company_id, account_id, NULL::integer AS line_id,
                   true AS is_opening, date_from AS date, NULL::varchar AS number,
                   NULL::varchar AS name, NULL::integer AS partner_id,
                   NULL::integer AS grant_id, opening, 0::numeric AS amount
              FROM (%s) AS total
             WHERE opening <> 0
            """,
            self.env["bydelsmor.trial.balance"]._totals_query(),
        )

    def _lines_query(self):
        """Return the query of the entries; periods of a group never overlap, so an
        entry stands in one of them only."""
        return SQL(
            """
            SELECT entry.line_id::bigint * 2 AS id,
                   entry.accounts_id, entry.company_id, entry.account_id,
                   entry.line_id, false AS is_opening, line.date,
                   COALESCE(move.voucher_name, move.name) AS number,
                   COALESCE(NULLIF(line.name, ''), move.ref) AS name,
                   line.partner_id, line.grant_id, 0::numeric AS opening,
                   entry.balance AS amount
              FROM (%s) AS entry
              JOIN account_move_line line ON line.id = entry.line_id
              JOIN account_move move ON move.id = line.move_id
             WHERE NOT entry.earlier
            """,
            self.env["bydelsmor.trial.balance"]._entries_query(),
        )

    def action_open(self):
        """Open the voucher with its photo; of an opening the entries before it."""
        self.ensure_one()
        if self.line_id:
            return self.line_id.action_bydelsmor_open()
        return self.env["account.move.line"]._bydelsmor_action_plain(
            f"{self.code} {self.account_id.name}", self._domain_of_opening(), sign=1
        )

    def _domain_of_opening(self):
        """Return which entries the opening of this account adds up."""
        own = Domain("account_id", "=", self.account_id.id)
        if self.account_id.account_type == "equity_unaffected":
            own |= Domain("account_id.internal_group", "in", ("income", "expense"))
        opening = self.company_id.account_opening_move_id
        earlier = Domain("date", "<", self.date) | Domain("move_id", "in", opening.ids)
        return list(
            Domain("company_id", "=", self.company_id.id)
            & Domain("parent_state", "=", "posted")
            & Domain("date", "<=", self.accounts_id.date_to)
            & earlier
            & own
        )

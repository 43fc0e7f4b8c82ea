from odoo import fields, models
from odoo.tools import SQL


class BydelsmorTrialBalance(models.Model):
    """One row for each account that has anything to say in a period of accounts.

    Screen and spreadsheet both read it, so they cannot differ. Income and expenses
    of earlier years stand on the account for unallocated earnings, since Odoo posts
    no closing entry: every account of the result begins a year with nothing. What
    the books were opened with is an opening, also in the period in which it lies.
    """

    _name = "bydelsmor.trial.balance"
    _description = "Trial balance"
    _auto = False
    _order = "accounts_id, code, id"
    _depends = {
        "account.account": ["account_type", "code_store", "company_ids"],
        "account.move.line": [
            "account_id",
            "balance",
            "company_id",
            "date",
            "move_id",
            "parent_state",
        ],
        "bydelsmor.annual.accounts": ["company_id", "date_from", "date_to"],
        "res.company": ["account_opening_move_id", "currency_id"],
    }

    accounts_id = fields.Many2one("bydelsmor.annual.accounts", readonly=True)
    company_id = fields.Many2one("res.company", string="Group", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    account_id = fields.Many2one("account.account", readonly=True)
    code = fields.Char(string="Account no.", readonly=True)
    name = fields.Char(related="account_id.name", string="Account name")
    opening = fields.Monetary(string="On the first day", readonly=True)
    debit = fields.Monetary(readonly=True)
    credit = fields.Monetary(readonly=True)
    closing = fields.Monetary(string="On the last day", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT total.accounts_id::bigint * 2147483648 + total.account_id AS id,
                   total.accounts_id, total.company_id, total.account_id,
                   company.currency_id,
                   account.code_store ->> total.company_id::text AS code,
                   total.opening, total.debit, total.credit,
                   total.opening + total.debit - total.credit AS closing
              FROM (%s) AS total
              JOIN account_account account ON account.id = total.account_id
              JOIN res_company company ON company.id = total.company_id
            """,
            self._totals_query(),
        )

    def _totals_query(self):
        """Return the query of opening, debit and credit per period and account."""
        return SQL(
            """
            SELECT accounts_id, company_id, date_from, account_id,
                   COALESCE(sum(balance) FILTER (WHERE earlier), 0) AS opening,
                   COALESCE(sum(balance) FILTER (
                       WHERE NOT earlier AND balance > 0), 0) AS debit,
                   COALESCE(-sum(balance) FILTER (
                       WHERE NOT earlier AND balance < 0), 0) AS credit
              FROM (%s) AS entry
             GROUP BY accounts_id, company_id, date_from, account_id
            HAVING bool_or(NOT earlier) OR sum(balance) FILTER (WHERE earlier) <> 0
            """,
            self._entries_query(),
        )

    def _entries_query(self):
        """Return the query of all posted lines up to the end of each period, with
        the account on which the period's books show them."""
        return SQL(
            """
            SELECT accounts.id AS accounts_id, accounts.company_id,
                   accounts.date_from, line.id AS line_id, line.balance, seen.earlier,
                   CASE WHEN seen.earlier AND (account.account_type LIKE 'income%%'
                                          OR account.account_type LIKE 'expense%%')
                        THEN COALESCE(unallocated.account_id, line.account_id)
                        ELSE line.account_id
                   END AS account_id
              FROM bydelsmor_annual_accounts accounts
              JOIN res_company company ON company.id = accounts.company_id
              JOIN account_move_line line
                ON line.company_id = accounts.company_id
               AND line.parent_state = 'posted'
               AND line.date <= accounts.date_to
              JOIN account_account account ON account.id = line.account_id
        CROSS JOIN LATERAL (
                   SELECT line.date < accounts.date_from OR COALESCE(
                       line.move_id = company.account_opening_move_id, false)
                       AS earlier) AS seen
         LEFT JOIN (
                   SELECT rel.res_company_id AS company_id,
                          min(equity.id) AS account_id
                     FROM account_account equity
                     JOIN account_account_res_company_rel rel
                       ON rel.account_account_id = equity.id
                    WHERE equity.account_type = 'equity_unaffected'
                    GROUP BY rel.res_company_id) AS unallocated
                ON unallocated.company_id = accounts.company_id
            """
        )

    def action_open_ledger(self):
        """Open the entries of this account in this period, with a running balance."""
        self.ensure_one()
        action = self.accounts_id.action_open_ledger()
        action["name"] = action["display_name"] = f"{self.code} {self.name}"
        action["context"] = {
            "searchpanel_default_accounts_id": self.accounts_id.id,
            "search_default_account_id": self.account_id.id,
        }
        return action

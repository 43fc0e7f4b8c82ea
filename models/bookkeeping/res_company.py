from odoo import fields, models
from odoo.exceptions import UserError

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

    def _bydelsmor_year(self, date):
        """Return the accounting year of a date: the year in which it ends."""
        self.ensure_one()
        return self.sudo().compute_fiscalyear_dates(date)["date_to"].year

    def _bydelsmor_load_chart(self):
        """Load the slim chart. Only administrators may in Odoo: who asks is checked
        by the caller."""
        self.ensure_one()
        company = self.sudo()
        if company.chart_template != TEMPLATE:
            self.env["account.chart.template"].sudo().try_loading(
                TEMPLATE, company, install_demo=False
            )

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

# What a group can have on the day its books open: keyword -> account.
OPENING_ASSETS = {
    "bank": "6481",
    "cash": "6471",
    "mobilepay": "6485",
    "receivables": "6190",
    "grants_receivable": "6330",
    "advances": "6331",
    "prepaid": "6390",
}
OPENING_DEBTS = {
    "owed_volunteers": "8041",
    "creditors": "7440",
    "other_debts": "8042",
    "unspent": "8071",
    "accruals": "8070",
    "set_aside": "6891",
}
OPENING_EQUITY = "6935"


class BydelsmorGroup(models.Model):
    _inherit = "bydelsmor.group"

    books_open = fields.Boolean(related="company_id.bydelsmor_books_open")
    first_period_start = fields.Date(related="company_id.bydelsmor_first_period_start")

    def _found(self, date, cvr=None):
        """Founding also starts a first period of the association's own.

        Everything until the day before belongs to the group's project accounts.
        """
        result = super()._found(date, cvr=cvr)
        # The group itself was written above, so the caller may found it.
        self.company_id.sudo().bydelsmor_first_period_start = date
        return result

    def _check_may_open_books(self):
        """Raise unless the user is treasurer or on the board here, or administrator.

        :raises AccessError: for everybody else
        """
        self.ensure_one()
        user = self.env.user
        if self.env.su or user.has_group("bydelsmor.group_administrator"):
            return
        if not user._has_role(self.company_id, "treasurer", "board"):
            raise AccessError(
                self.env._(
                    "The books are opened by the group's treasurer, somebody on its "
                    "board, or an administrator."
                )
            )

    def action_open_books(self):
        """Ask what the group has today, and open its books."""
        self._check_may_open_books()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open the books"),
            "res_model": "bydelsmor.open.books",
            "view_mode": "form",
            "target": "new",
            "context": {"default_group_id": self.id},
        }

    def _open_books(
        self,
        opening_date=None,
        *,
        bank_account=None,
        year_end=(12, 31),
        comparison=None,
        **balances,
    ):
        """Give the group a chart, its journals and its opening balances.

        :param date opening_date: first day of the books (default: of this year)
        :param str bank_account: registration and account number
        :param tuple year_end: month and day on which the accounting year ends
        :param dict comparison: last year's figures by statement line, as printed
        :param balances: kroner by name: bank, cash, mobilepay, receivables,
            grants_receivable, advances, prepaid; owed_volunteers, creditors,
            other_debts, unspent, accruals, set_aside. What is left is equity.
        :return: the posted opening entry (empty when everything is nil)
        :raises AccessError: for others than treasurer, board and administrators
        :raises UserError: when the books are open already
        """
        self.ensure_one()
        self._check_may_open_books()
        company = self.company_id.sudo()
        if company.bydelsmor_books_open:
            raise UserError(
                self.env._("The books of %(group)s are open already.", group=self.name)
            )
        month, day = year_end
        company.write(
            {
                "fiscalyear_last_month": str(month),
                "fiscalyear_last_day": day,
                "bydelsmor_books_open": True,
            }
        )
        company._bydelsmor_load_chart()
        date = opening_date or company._bydelsmor_year_start(fields.Date.today())
        company.bydelsmor_books_start = date
        if bank_account:
            journal = company._bydelsmor_journal("BANK")
            journal.with_company(company).set_bank_account(bank_account)
        company._bydelsmor_type_comparison(date, comparison or {})
        entry = company._bydelsmor_opening_entry(date, balances)
        self.sudo()._message_log(
            body=self.env._("The books are open from %(date)s.", date=date)
        )
        return entry

from odoo import fields, models

from . import statement_lines


class AccountAccount(models.Model):
    _inherit = "account.account"

    statement_line = fields.Selection(
        selection=lambda self: statement_lines.selection(self.env),
        string="Line in the annual accounts",
        help="Where the annual accounts of a group show this account. Without one, "
        "the account's type decides, or the account prints on a line of its own.",
    )

from odoo import fields, models


class AccountsReopen(models.TransientModel):
    _name = "bydelsmor.accounts.reopen"
    _inherit = "bydelsmor.accounts.step"
    _description = "Open annual accounts again"

    reason = fields.Text(required=True)

    def action_reopen(self):
        self._check_role("board", "treasurer")
        self.accounts_id._reopen(self.reason)

from odoo import fields, models


class AccountsFault(models.TransientModel):
    _name = "bydelsmor.accounts.fault"
    _inherit = "bydelsmor.accounts.step"
    _description = "Fault found in adopted accounts"

    note = fields.Text(string="What was wrong, and how it is put right", required=True)

    def action_confirm(self):
        self._check_role("board", "treasurer")
        following = self.accounts_id._fault_found(self.note)
        return {
            "type": "ir.actions.act_window",
            "res_model": following._name,
            "res_id": following.id,
            "view_mode": "form",
            "views": [[False, "form"]],
        }

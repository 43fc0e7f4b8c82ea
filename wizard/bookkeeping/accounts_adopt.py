from odoo import fields, models


class AccountsAdopt(models.TransientModel):
    _name = "bydelsmor.accounts.adopt"
    _inherit = "bydelsmor.accounts.step"
    _description = "Adopt annual accounts"

    date = fields.Date(
        string="Day of the general assembly",
        required=True,
        default=fields.Date.context_today,
    )
    chair = fields.Char(string="Chair of the meeting", required=True)
    minutes = fields.Binary(string="The signed minutes")
    minutes_name = fields.Char()

    def action_adopt(self):
        self._check_role("board", "treasurer")
        self.accounts_id._adopt(self.date, self.chair, self.minutes, self.minutes_name)

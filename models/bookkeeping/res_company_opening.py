from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _bydelsmor_opening_entry(self, date, balances):
        """Tell Odoo which entry opened the books: the annual accounts count it as
        what the group had before, not as something that happened in the year."""
        entry = super()._bydelsmor_opening_entry(date, balances)
        self.account_opening_move_id = entry
        return entry

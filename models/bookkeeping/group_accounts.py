from odoo import fields, models


class BydelsmorGroup(models.Model):
    _inherit = "bydelsmor.group"

    def _found(self, date, cvr=None):
        """Founding cuts the accounts of the year in two: project accounts until the
        day before, and the association's own first period from then on."""
        result = super()._found(date, cvr=cvr)
        # Who may found the group was asked above; the accounts are its own.
        self.env["bydelsmor.annual.accounts"].sudo()._cut_off(
            self.company_id, fields.Date.to_date(date)
        )
        return result

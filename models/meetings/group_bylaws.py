from odoo import models


class BydelsmorGroup(models.Model):
    """An association has bylaws of its own."""

    _inherit = "bydelsmor.group"

    def _smallest_boards(self):
        bylaws_of = self.env["bydelsmor.bylaws"]._for(self.sudo().company_id)
        smallest = super()._smallest_boards()
        for group in self:
            bylaws = bylaws_of.get(group.sudo().company_id)
            smallest[group] = bylaws.board_min if bylaws else smallest[group]
        return smallest

    def _found(self, date, cvr=None):
        """Founding also makes the national standard the group's own, when it has not
        written its own before."""
        result = super()._found(date, cvr=cvr)
        # The group itself was written above, so the caller may found it.
        bylaws = self.env["bydelsmor.bylaws"].sudo()._copy_for(self.company_id)
        bylaws.adopted_on = date
        return result

    def action_open_bylaws(self):
        """Open what counts for this group: its own bylaws or the national ones."""
        self.ensure_one()
        bylaws = self.env["bydelsmor.bylaws"]._for(self.company_id)[self.company_id]
        return {
            "type": "ir.actions.act_window",
            "res_model": "bydelsmor.bylaws",
            "res_id": bylaws.id,
            "views": [(False, "form")],
        }

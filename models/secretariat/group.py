from odoo import models


class BydelsmorGroup(models.Model):
    _inherit = "bydelsmor.group"

    def action_what_we_share(self):
        """Show the group what the national secretariat sees of it."""
        self.ensure_one()
        return self.env["bydelsmor.group.overview"].browse(self.id)._action_shared()

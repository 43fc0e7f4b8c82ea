from odoo import models


class BydelsmorGroup(models.Model):
    _inherit = "bydelsmor.group"

    def action_what_we_share(self):
        """Show the group what the national secretariat sees of it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bydelsmor.group_overview_action_shared"
        )
        action["domain"] = [("group_id", "=", self.id)]
        return action

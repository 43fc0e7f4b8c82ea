from odoo import models

OWN_LAYOUT = "bydelsmor.report_annual_accounts"


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _get_layout(self):
        """Print the annual accounts without Odoo's own style sheets.

        Their web fonts are drawn as outlines, so that nobody could search or copy
        the text; and the page prints where the server cannot fetch from itself.
        """
        if (self.report_name or "").startswith(OWN_LAYOUT):
            return self.env.ref("bydelsmor.annual_accounts_layout")
        return super()._get_layout()

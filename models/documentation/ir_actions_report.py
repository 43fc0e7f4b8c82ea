from odoo import models


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _get_layout(self):
        """Print the paper forms without Odoo's own style sheets: they carry their own
        few lines, and print where the server cannot fetch from itself."""
        if self.report_name == "bydelsmor.report_paper_form":
            return self.env.ref("bydelsmor.paper_layout")
        return super()._get_layout()

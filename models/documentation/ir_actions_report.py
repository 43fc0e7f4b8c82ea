from odoo import models

PAPER_FORM = "bydelsmor.report_paper_form"


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _get_layout(self):
        """Print the paper forms without Odoo's own style sheets: they carry their own
        few lines, and print where the server cannot fetch from itself."""
        if self.report_name == PAPER_FORM:
            return self.env.ref("bydelsmor.paper_layout")
        return super()._get_layout()

    def _check_printable(self, report, docids, data):
        """An empty form is about no record. It is printed by its page, which brings
        its words along as no address can."""
        if report.report_name == PAPER_FORM:
            if callable(data.get("both")):
                return
            docids = None
        super()._check_printable(report, docids, data)

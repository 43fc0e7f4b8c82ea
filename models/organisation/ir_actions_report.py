from odoo import models
from odoo.exceptions import MissingError

OWN_REPORTS = "bydelsmor.report_"


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _get_rendering_context(self, report, docids, data):
        """Refuse before a template is filled. Anybody can type a paper's address, with
        any number in it, and what is refused inside a template is a crash."""
        if (report.report_name or "").startswith(OWN_REPORTS):
            self._check_printable(report, docids, data or {})
        return super()._get_rendering_context(report, docids, data)

    def _check_printable(self, report, docids, data):
        """Check that there is something to print, for this user.

        :raises MissingError: when a record does not exist, or none is named
        :raises AccessError: for who may not read them
        """
        records = self.env[report.model].browse(docids or [])
        if not records or records.exists() != records:
            raise MissingError(self.env._("There is nothing here to print."))
        records.check_access("read")

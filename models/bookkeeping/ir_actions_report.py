from io import BytesIO

from odoo import models

OWN_REPORT = "bydelsmor.report_annual_accounts_"
MINUTES_REPORT = "bydelsmor.report_meeting_minutes_"
FINISHED = (OWN_REPORT, MINUTES_REPORT)
OWN_LAYOUT = (
    *FINISHED,
    "bydelsmor.report_board_",
    "bydelsmor.report_cash_count",
    "bydelsmor.report_results",
)


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _get_layout(self):
        """Print a group's papers without Odoo's own style sheets.

        Their web fonts are drawn as outlines, so that nobody could search or copy
        the text; and the page prints where the server cannot fetch from itself.
        """
        if (self.report_name or "").startswith(OWN_LAYOUT):
            return self.env.ref("bydelsmor.annual_accounts_layout")
        return super()._get_layout()

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """Annex the auditor's own statement or the photos of minutes, and number the
        pages: not every wkhtmltopdf can print a foot."""
        streams = super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)
        report = self._get_report(report_ref)
        if not report.report_name.startswith(FINISHED):
            return streams
        lang = report.report_name.rpartition("_")[2]
        for record in self.env[report.model].browse(res_ids or []):
            printed = streams.get(record.id)
            if printed and printed["stream"]:
                own = record.with_context(lang=record._print_lang(lang))
                content = own._finish_print(printed["stream"].getvalue())
                printed["stream"] = BytesIO(content)
        return streams

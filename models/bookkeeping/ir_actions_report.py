from io import BytesIO

from odoo import models

OWN_REPORT = "bydelsmor.report_annual_accounts_"
OWN_LAYOUT = (OWN_REPORT, "bydelsmor.report_cash_count")


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

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """Annex the auditor's own statement and number the pages: not every
        wkhtmltopdf can print a foot."""
        streams = super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)
        report = self._get_report(report_ref)
        if not report.report_name.startswith(OWN_REPORT):
            return streams
        lang = report.report_name.removeprefix(OWN_REPORT)
        for accounts in self.env[report.model].browse(res_ids or []):
            printed = streams.get(accounts.id)
            if printed and printed["stream"]:
                own = accounts.with_context(lang=accounts._print_lang(lang))
                content = own._finish_print(printed["stream"].getvalue())
                printed["stream"] = BytesIO(content)
        return streams

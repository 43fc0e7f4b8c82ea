from odoo import api, models
from odoo.exceptions import UserError

from . import pdf_pages, receipt_image


class BydelsmorMeeting(models.Model):
    """Photos of minutes are cleaned like those of receipts: without the place where
    they were taken, and nothing in them that could run."""

    _inherit = "bydelsmor.meeting"

    @api.model
    def _clean_paper(self, data):
        try:
            cleaned = receipt_image.clean(super()._clean_paper(data))
        except receipt_image.FileRefused:
            raise UserError(
                self.env._(
                    "This picture cannot be used. Take a new one of the sheet with the "
                    "phone's ordinary camera, or choose a JPEG, PNG or PDF."
                )
            ) from None
        return cleaned.data

    @api.model
    def _print_style(self):
        return self.env["bydelsmor.annual.accounts"]._print_style()

    def _finish_print(self, content):
        """Return the printed PDF with the photos behind it and page numbers."""
        self.ensure_one()
        if self._sees_papers():
            for paper in self._papers():
                content = pdf_pages.append_file(content, paper.name, paper.raw)
        words = self.env._("Page %(page)s of %(pages)s")
        return pdf_pages.number_pages(
            content, lambda page, pages: words % {"page": page, "pages": pages}
        )

from odoo import models


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _inaccessible_comodel_records(self, model_and_ids, operation):
        """A photo of minutes shows every point on the sheet, also those for the board
        only: it is for those who run the group and for its auditor. The phone pages
        hand out what is meant for all."""
        yield from super()._inaccessible_comodel_records(model_and_ids, operation)
        if self.env.su or "bydelsmor.meeting" not in model_and_ids:
            return
        readers = set(self.env.user._companies_for("board", "auditor"))
        meetings = self.env["bydelsmor.meeting"].browse(
            filter(None, model_and_ids["bydelsmor.meeting"])
        )
        for meeting in meetings.exists():
            if meeting.sudo().company_id.id not in readers:
                yield meeting._name, meeting.id

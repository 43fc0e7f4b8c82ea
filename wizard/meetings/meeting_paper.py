from base64 import b64decode

from odoo import Command, fields, models


class MeetingPaper(models.TransientModel):
    """Signed with a pen: the photo of the sheet, and whose names stand on it."""

    _name = "bydelsmor.meeting.paper"
    _description = "Minutes signed on paper"

    meeting_id = fields.Many2one(
        "bydelsmor.meeting",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    photo = fields.Binary(string="Photo or scan of the signed sheet", required=True)
    photo_name = fields.Char()
    signer_ids = fields.Many2many(
        "bydelsmor.volunteer",
        "bydelsmor_meeting_paper_signer_rel",
        string="Who may sign",
        compute="_compute_signer_ids",
    )
    volunteer_ids = fields.Many2many(
        "bydelsmor.volunteer",
        string="Who signed",
        required=True,
        default=lambda self: self._default_volunteer_ids(),
    )

    def _default_volunteer_ids(self):
        meeting = self.env["bydelsmor.meeting"].browse(
            self.env.context.get("active_id")
        )
        return [Command.set(meeting.unsigned_ids.ids if meeting else [])]

    def _compute_signer_ids(self):
        for paper in self:
            paper.signer_ids = paper.meeting_id.unsigned_ids

    def action_confirm(self):
        """:raises UserError: for a name that does not belong under them"""
        self.ensure_one()
        photo = b64decode(self.photo or b"")
        self.meeting_id._sign_on_paper(self.volunteer_ids, photo)
        return {"type": "ir.actions.act_window_close"}

from odoo import fields, models


class MeetingCorrect(models.TransientModel):
    """A note beside minutes that no longer change."""

    _name = "bydelsmor.meeting.correct"
    _description = "Correct minutes"

    meeting_id = fields.Many2one(
        "bydelsmor.meeting",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    agenda_item_id = fields.Many2one(
        "bydelsmor.agenda.item",
        string="About this point",
        domain="[('meeting_id', '=', meeting_id)]",
    )
    text = fields.Text(string="What is right", required=True)

    def action_confirm(self):
        """:raises UserError: while the minutes are still open"""
        self.ensure_one()
        self.meeting_id._correct(self.text, self.agenda_item_id)
        return {"type": "ir.actions.act_window_close"}

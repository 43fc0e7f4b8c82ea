from odoo import fields, models


class MeetingTell(models.TransientModel):
    """A message about a meeting, to those who come or to the whole group."""

    _name = "bydelsmor.meeting.tell"
    _description = "Send a message about a meeting"

    meeting_id = fields.Many2one(
        "bydelsmor.meeting",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    text = fields.Text(string="What do you want to tell?", required=True)
    audience = fields.Selection(
        [("coming", "Those who come"), ("everybody", "The whole group")],
        string="To whom",
        default="coming",
        required=True,
    )

    def action_confirm(self):
        """:raises AccessError: for who does not run the meeting"""
        self.ensure_one()
        self.meeting_id._tell(self.text, self.audience)
        return {"type": "ir.actions.act_window_close"}

from odoo import api, fields, models


class BydelsmorMeetingMessage(models.Model):
    """A few words to those who come, or to the whole group.

    Made by ``bydelsmor.meeting._tell`` alone; nobody has a right to write here.
    """

    _name = "bydelsmor.meeting.message"
    _description = "Message about a meeting"
    _order = "sent_on desc, id desc"
    _check_company_auto = True

    meeting_id = fields.Many2one(
        "bydelsmor.meeting",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="meeting_id.company_id", store=True, index=True, precompute=True
    )
    text = fields.Text(required=True)
    audience = fields.Selection(
        [
            ("coming", "Those who come"),
            ("everybody", "The whole group"),
        ],
        string="To whom",
        required=True,
    )
    name = fields.Char(string="Written by", required=True)
    sent_on = fields.Datetime(required=True)
    reached = fields.Integer(string="Got it by e-mail")

    @api.depends("meeting_id")
    def _compute_display_name(self):
        # Odoo shows this to people who may not read the message.
        for message in self:
            message.display_name = message.meeting_id.display_name

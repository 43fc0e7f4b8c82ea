from odoo import fields, models


class BydelsmorMeetingSignature(models.Model):
    """Who signed the minutes, as what, when, and over which words.

    Made by the buttons of the meeting alone; nobody has a right to write here.
    """

    _name = "bydelsmor.meeting.signature"
    _description = "Signature on minutes"
    _order = "signed_on, id"
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
    volunteer_id = fields.Many2one(
        "bydelsmor.volunteer", ondelete="restrict", index=True, check_company=True
    )
    name = fields.Char(required=True)
    role = fields.Selection(
        [
            ("chair", "Led the meeting"),
            ("minute_taker", "Wrote the minutes"),
            ("present", "Was there"),
            ("responsible", "Took the meeting on"),
        ],
        string="As what",
        required=True,
    )
    method = fields.Selection(
        [("system", "In the system"), ("paper", "On paper")], required=True
    )
    user_id = fields.Many2one("res.users", string="Entered by", required=True)
    signed_on = fields.Datetime(string="Signed", required=True)
    content_hash = fields.Char(string="Hash of the minutes", required=True)
    sheet_hash = fields.Char(string="Hash of the photo")
    active = fields.Boolean(
        default=True, help="Not active: void, because the minutes were opened again."
    )

    _once = models.UniqueIndex(
        "(meeting_id, volunteer_id) WHERE active",
        "She has signed these minutes already.",
    )

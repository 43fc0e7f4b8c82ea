from odoo import fields, models


class BydelsmorAttendance(models.Model):
    """When it was, so that the group sees its own year: how many came each month, and
    never who came least."""

    _inherit = "bydelsmor.attendance"

    start = fields.Datetime(
        related="meeting_id.start", store=True, index=True, precompute=True
    )
    meeting_kind = fields.Selection(
        related="meeting_id.kind", string="Kind of meeting", store=True, index=False
    )

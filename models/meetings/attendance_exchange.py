from odoo import fields, models


class BydelsmorAttendance(models.Model):
    """Where she sits during the exchange of experience."""

    _inherit = "bydelsmor.attendance"

    small_group = fields.Integer(copy=False)
    turn = fields.Integer(copy=False)
    alone = fields.Boolean(
        string="Shares no language with the others",
        copy=False,
        export_string_translation=False,
    )

from odoo import fields, models


class BydelsmorLeaveReason(models.Model):
    """Why a volunteer stopped, in a few words that tell nothing private.

    Illness, faith and family trouble are left out on purpose: nobody needs them
    written down (GDPR art. 9), and "rather not say" is as good an answer as any.
    Belongs to no group.
    """

    _name = "bydelsmor.leave.reason"
    _description = "Reason for Leaving"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

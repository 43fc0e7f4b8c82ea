from odoo import fields, models


class BydelsmorReceipt(models.Model):
    """Which activity a paper belongs to. It says what money was for, not how much:
    it may be written after the receipt was booked."""

    _inherit = "bydelsmor.receipt"

    activity_id = fields.Many2one(
        "bydelsmor.activity",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        copy=False,
        domain="[('company_id', '=', company_id)]",
        help="The auditor sees by it that what was paid for took place.",
    )

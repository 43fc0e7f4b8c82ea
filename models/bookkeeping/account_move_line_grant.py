from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    grant_id = fields.Many2one(
        "bydelsmor.grant",
        string="Grant",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )

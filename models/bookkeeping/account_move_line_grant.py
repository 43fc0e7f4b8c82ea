from odoo import api, fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    grant_id = fields.Many2one(
        "bydelsmor.grant",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )

    @api.model
    def _bydelsmor_frozen_fields(self):
        # What a posted entry says about a grant is told to the funder.
        return super()._bydelsmor_frozen_fields() | {"grant_id"}

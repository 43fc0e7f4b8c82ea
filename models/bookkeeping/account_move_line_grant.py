from odoo import api, fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    grant_id = fields.Many2one(
        "bydelsmor.grant",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )

    # The annual accounts add up grants without reading entries.
    _grant_period_idx = models.Index(
        "(company_id, date) INCLUDE (grant_id, account_id, balance)"
        " WHERE grant_id IS NOT NULL AND parent_state = 'posted'"
    )

    @api.model
    def _bydelsmor_frozen_fields(self):
        # What a posted entry says about a grant is told to the funder.
        return super()._bydelsmor_frozen_fields() | {"grant_id"}

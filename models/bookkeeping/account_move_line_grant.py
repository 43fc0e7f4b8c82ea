from odoo import api, fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    grant_id = fields.Many2one(
        "bydelsmor.grant",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )

    bydelsmor_voucher = fields.Char(string="Voucher", related="move_id.voucher_name")
    bydelsmor_amount = fields.Monetary(
        string="Plain amount",
        compute="_compute_bydelsmor_amount",
        currency_field="company_currency_id",
        help="In kroner, below zero when it was used.",
    )

    @api.depends("balance")
    def _compute_bydelsmor_amount(self):
        for line in self:
            line.bydelsmor_amount = -line.balance

    def action_bydelsmor_open(self):
        """Open the voucher of this line in plain words."""
        return self.move_id.action_bydelsmor_open()

    @api.model
    def _bydelsmor_frozen_fields(self):
        # What a posted entry says about a grant is told to the funder.
        return super()._bydelsmor_frozen_fields() | {"grant_id"}

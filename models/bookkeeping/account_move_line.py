from odoo import api, fields, models

FROZEN_FIELDS = {
    "move_id",
    "company_id",
    "journal_id",
    "date",
    "account_id",
    "partner_id",
    "name",
    "debit",
    "credit",
    "balance",
    "amount_currency",
    "currency_id",
    "display_type",
    "product_id",
    "quantity",
    "price_unit",
    "discount",
    "tax_ids",
    "tax_line_id",
}


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    # Of a person whose name was erased: read by the hash alone.
    bydelsmor_hashed_partner = fields.Integer(
        readonly=True,
        copy=False,
        aggregator=None,
        export_string_translation=False,
        groups=fields.NO_ACCESS,
    )

    # A group's books lie among all groups'. With this its annual accounts are added up
    # account by account, without reading an entry line.
    _account_period_idx = models.Index(
        "(company_id, account_id, date) INCLUDE (balance, move_id)"
        " WHERE parent_state = 'posted'"
    )

    @api.model
    def _bydelsmor_frozen_fields(self):
        """Names of the fields that are frozen when an entry of a group is posted.

        Other rooms add their own fields here.
        """
        return FROZEN_FIELDS

    @api.model_create_multi
    def create(self, vals_list):
        moves = self.env["account.move"].browse(
            {vals["move_id"] for vals in vals_list if vals.get("move_id")}
        )
        sealed = moves._bydelsmor_sealed()
        sealed.check_access("write")  # before a refusal that tells its number
        for move in sealed:
            move._bydelsmor_refuse()
        return super().create(vals_list)

    def write(self, vals):
        frozen = self._bydelsmor_frozen_fields() & vals.keys()
        if frozen:
            self._bydelsmor_check_frozen(vals, frozen)
        return super().write(vals)

    def _bydelsmor_check_frozen(self, vals, frozen):
        self.check_access("write")  # before a refusal that tells what stands there
        Move = self.env["account.move"]
        sealed = self.move_id._bydelsmor_sealed()
        for line in self.filtered(lambda line: line.move_id in sealed):
            if any(Move._field_will_change(line, vals, name) for name in frozen):
                line.move_id._bydelsmor_refuse()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sealed(self):
        # Odoo's own refusal is lifted by a context key that any client may send.
        for move in self.move_id._bydelsmor_sealed():
            move._bydelsmor_refuse()

    def _bydelsmor_opposite(self):
        """Return the values of the line that turns this one around."""
        self.ensure_one()
        return {
            "account_id": self.account_id.id,
            "partner_id": self.partner_id.id,
            "name": self.name,
            "currency_id": self.currency_id.id,
            "balance": -self.balance,
            "amount_currency": -self.amount_currency,
            "grant_id": self.grant_id.id,
        }

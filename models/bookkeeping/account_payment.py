from odoo import api, models

FROZEN_FIELDS = {
    "move_id",
    "company_id",
    "journal_id",
    "date",
    "amount",
    "currency_id",
    "partner_id",
    "partner_type",
    "payment_type",
    "payment_method_line_id",
    "destination_account_id",
    "outstanding_account_id",
    "memo",
    "payment_reference",
}
# Odoo moves a posted payment between these two by itself.
POSTED_STATES = ("in_process", "paid")


class AccountPayment(models.Model):
    _inherit = "account.payment"

    def _bydelsmor_sealed(self):
        """Return those of these payments whose entry nobody may change any more."""
        return self.filtered(lambda pay: pay.sudo().move_id._bydelsmor_sealed())

    def _get_aml_default_display_name_list(self):
        # The text can name people, and a label is part of the hash: see the erasing.
        # Odoo's own label is the payment method's name, which is English for all.
        parts = super()._get_aml_default_display_name_list()
        if not self.sudo().company_id.is_bydelsmor_group:
            return parts
        out = self.payment_type == "outbound"
        return [("label", self.env._("Money out") if out else self.env._("Money in"))]

    def write(self, vals):
        frozen = FROZEN_FIELDS & vals.keys()
        if frozen or vals.get("state", "paid") not in POSTED_STATES:
            self._bydelsmor_check_frozen(vals, frozen)
        return super().write(vals)

    def _bydelsmor_check_frozen(self, vals, frozen):
        self.check_access("write")  # before a refusal that tells what stands there
        changed = self.env["account.move"]._field_will_change
        for payment in self._bydelsmor_sealed():
            leaves = vals.get("state", "paid") not in POSTED_STATES
            if leaves or any(changed(payment, vals, name) for name in frozen):
                payment.move_id._bydelsmor_refuse()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sealed(self):
        for payment in self._bydelsmor_sealed():
            payment.move_id._bydelsmor_refuse()

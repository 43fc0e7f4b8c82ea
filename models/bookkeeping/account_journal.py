from odoo import api, models
from odoo.exceptions import ValidationError


class AccountJournal(models.Model):
    _inherit = "account.journal"

    @api.constrains(
        "company_id",
        "refund_sequence",
        "payment_sequence",
        "restrict_mode_hash_table",
        "sequence_override_regex",
    )
    def _check_bydelsmor_series(self):
        """A group's journal has one series a year and is secured only at adoption.

        Securing at each posting fails when several people post at once and can
        break the chain of hashes.
        """
        for journal in self:
            if not journal.company_id.is_bydelsmor_group:
                continue
            if (
                journal.refund_sequence
                or journal.payment_sequence
                or journal.sequence_override_regex
            ):
                raise ValidationError(
                    self.env._("A group's journal has one series of numbers a year.")
                )
            if journal.restrict_mode_hash_table:
                raise ValidationError(
                    self.env._(
                        "A group's entries are secured when the general assembly has "
                        "adopted the annual accounts, not one by one."
                    )
                )

    def _compute_refund_sequence(self):
        groups = self.filtered("company_id.is_bydelsmor_group")
        groups.refund_sequence = False
        return super(AccountJournal, self - groups)._compute_refund_sequence()

    def _compute_payment_sequence(self):
        groups = self.filtered("company_id.is_bydelsmor_group")
        groups.payment_sequence = False
        return super(AccountJournal, self - groups)._compute_payment_sequence()

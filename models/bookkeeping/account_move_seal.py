from odoo import api, fields, models
from odoo.exceptions import UserError

from .seal import is_unsealed, unseal

# What a posted entry says. The rest (payment status, activities, a comment) may
# still change. ``message_main_attachment_id`` is *the* voucher: set once.
FROZEN_FIELDS = {
    "name",
    "state",
    "posted_before",
    "date",
    "invoice_date",
    "ref",
    "narration",
    "journal_id",
    "company_id",
    "partner_id",
    "currency_id",
    "move_type",
    "line_ids",
    "invoice_line_ids",
    "reversed_entry_id",
    "origin_payment_id",
    "statement_line_id",
    "inalterable_hash",
}


class AccountMove(models.Model):
    """Nothing posted in a group is ever edited, renamed, reset or deleted."""

    _inherit = "account.move"

    is_bydelsmor_group = fields.Boolean(
        string="In a group's books", related="company_id.is_bydelsmor_group"
    )

    @api.model
    def _bydelsmor_frozen_fields(self):
        """Names of the fields that are frozen when an entry of a group is posted.

        Other rooms add their own fields here.
        """
        return FROZEN_FIELDS

    def _bydelsmor_sealed(self):
        """Return those of these entries that nobody may change any more."""
        if is_unsealed(self.env):
            return self.browse()
        return self.filtered(
            lambda move: (
                move.sudo().state == "posted"
                and move.sudo().company_id.is_bydelsmor_group
            )
        )

    def _bydelsmor_refuse(self):
        raise UserError(
            self.env._(
                "Voucher %(number)s is booked, and what is booked is never changed or "
                "deleted. Use the button “Correct a mistake”: it turns the entry "
                "around and lets you book it again.",
                number=self.voucher_name or self.name or "",
            )
        )

    def write(self, vals):
        frozen = self._bydelsmor_frozen_fields() & vals.keys()
        if frozen:
            self.check_access("write")  # before a refusal that tells what stands there
            for move in self._bydelsmor_sealed():
                if any(self._field_will_change(move, vals, name) for name in frozen):
                    move._bydelsmor_refuse()
        if "message_main_attachment_id" in vals:
            self._bydelsmor_keep_main_attachment(vals["message_main_attachment_id"])
        return super().write(vals)

    def _bydelsmor_keep_main_attachment(self, attachment_id):
        """Refuse another voucher in the place of the one that was booked."""
        for move in self._bydelsmor_sealed():
            current = move.sudo().message_main_attachment_id
            if current and current.id != attachment_id:
                move._bydelsmor_refuse()

    def _message_set_main_attachment_id(
        self, attachments, force=False, filter_xml=True
    ):
        # The web client calls this when somebody turns over the pictures of a
        # voucher; looking at the second one must neither change it nor fail.
        if self._bydelsmor_sealed().message_main_attachment_id:
            force = False
        return super()._message_set_main_attachment_id(
            attachments, force=force, filter_xml=filter_xml
        )

    def _compute_show_reset_to_draft_button(self):
        result = super()._compute_show_reset_to_draft_button()
        for move in self.filtered(lambda m: m.state == "posted")._bydelsmor_of_groups():
            move.show_reset_to_draft_button = False
        return result

    def _should_attach_to_record(self, attachment):
        # Odoo keeps pictures in a comment off the entry; ours are vouchers.
        return bool(self._bydelsmor_of_groups()) or super()._should_attach_to_record(
            attachment
        )

    def button_draft(self):
        self.check_access("write")
        for move in self._bydelsmor_sealed():
            move._bydelsmor_refuse()
        return super().button_draft()

    def button_cancel(self):
        self.check_access("write")
        for move in self._bydelsmor_sealed():
            move._bydelsmor_refuse()
        return super().button_cancel()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sealed(self):
        for move in self._bydelsmor_sealed():
            move._bydelsmor_refuse()

    def button_hash(self):
        """Odoo's lock on single entries: a group secures a whole year at adoption."""
        self.check_access("write")
        for move in self._bydelsmor_sealed():
            raise UserError(
                self.env._(
                    "Voucher %(number)s is secured with its whole year, when the "
                    "general assembly has adopted the annual accounts.",
                    number=move.voucher_name,
                )
            )
        return super().button_hash()

    def _hash_moves(self, **kwargs):
        return super(AccountMove, unseal(self))._hash_moves(**kwargs)

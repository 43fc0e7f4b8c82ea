from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date

# What a volunteer owes the group: money in advance, or private things that the
# group's own money paid for.
ADVANCES = "6331"


class BydelsmorReceiptLine(models.Model):
    """One part of a receipt: what for, how much, and from which grant."""

    _name = "bydelsmor.receipt.line"
    _description = "Part of a receipt"
    _order = "receipt_id, id"
    _check_company_auto = True

    receipt_id = fields.Many2one(
        "bydelsmor.receipt",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="receipt_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        related="receipt_id.partner_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    purpose_id = fields.Many2one(
        "bydelsmor.purpose",
        string="What for",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('direction', '=', 'out')]",
    )
    amount = fields.Monetary(required=True)
    grant_id = fields.Many2one(
        "bydelsmor.grant",
        string="Paid by the grant",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
    )
    note = fields.Char(string="A word about it")
    is_private = fields.Boolean(
        string="Private",
        help="Something of her own on the same receipt. The group does not pay it.",
    )

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "Write an amount above zero."
    )

    @api.depends("purpose_id", "is_private")
    def _compute_display_name(self):
        for line in self:
            line.display_name = (
                self.env._("Private") if line.is_private else line.purpose_id.name
            )

    @api.constrains("purpose_id", "is_private")
    def _check_purpose(self):
        for line in self:
            if line.is_private:
                continue
            if not line.purpose_id:
                raise ValidationError(
                    self.env._("Choose what the money was for, or mark it as private.")
                )
            if line.purpose_id.direction != "out":
                raise ValidationError(
                    self.env._(
                        "«%(purpose)s» is money in. A receipt is money out.",
                        purpose=line.purpose_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        receipts = self.env["bydelsmor.receipt"].browse(
            {vals["receipt_id"] for vals in vals_list if vals.get("receipt_id")}
        )
        receipts._check_open()
        return super().create(vals_list)

    def write(self, vals):
        self.receipt_id._check_open()
        if vals.get("receipt_id", self.receipt_id.id) != self.receipt_id.id:
            raise UserError(self.env._("A part stays on its receipt."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self.receipt_id._check_open()

    def _prepare_move_line(self, accounts):
        code = ADVANCES if self.is_private else self.purpose_id.account_code
        return {
            "name": self._entry_text(),
            "account_id": accounts[code].id,
            "quantity": 1.0,
            "price_unit": self.amount,
            "tax_ids": [Command.clear()],
            "grant_id": self.grant_id.id,
        }

    def _entry_text(self):
        """What the accountant reads: what for, at which meeting, and from when."""
        receipt = self.receipt_id
        parts = [self.display_name, self.note, receipt.occasion, receipt.shop]
        if receipt.book_date and receipt.book_date != receipt.date:
            parts.append(format_date(self.env, receipt.date))
        return " · ".join(part for part in parts if part)

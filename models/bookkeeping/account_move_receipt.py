from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    bydelsmor_receipt_ids = fields.One2many("bydelsmor.receipt", "move_id")

    def _invoice_paid_hook(self):
        # Paid through our wizard or through Odoo's own: the receipt knows.
        result = super()._invoice_paid_hook()
        receipts = self.sudo().filtered("company_id.is_bydelsmor_group")
        receipts.bydelsmor_receipt_ids._mark_paid()
        return result

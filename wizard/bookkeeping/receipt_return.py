from odoo import fields, models


class BydelsmorReceiptReturn(models.TransientModel):
    _name = "bydelsmor.receipt.return"
    _description = "Send a receipt back"

    receipt_ids = fields.Many2many("bydelsmor.receipt", required=True)
    reason = fields.Text(
        string="What can she do?",
        required=True,
        help="A kind word helps: say what is missing and how she gets it.",
    )

    def action_confirm(self):
        self.ensure_one()
        self.receipt_ids.action_return(self.reason)
        return {"type": "ir.actions.act_window_close"}

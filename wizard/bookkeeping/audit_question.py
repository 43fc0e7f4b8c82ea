from odoo import fields, models


class AuditQuestion(models.TransientModel):
    """The auditor asks about a voucher, or the group answers."""

    _name = "bydelsmor.audit.question"
    _inherit = "bydelsmor.accounts.step"
    _description = "Question about a voucher"

    move_ids = fields.Many2many("account.move", string="Vouchers")
    mark_id = fields.Many2one("bydelsmor.audit.mark")
    question = fields.Text(related="mark_id.question", string="The auditor asks")
    text = fields.Text(required=True)

    def action_confirm(self):
        if self.mark_id:
            return self.mark_id.action_answer(self.text)
        self._check_role("auditor")
        return self.env["bydelsmor.audit.mark"]._mark(
            self.accounts_id, self.move_ids, self.text
        )

from odoo import api, fields, models


class AccountPayment(models.Model):
    """A payment in plain words, told by its entry (see ``account_move_plain``)."""

    _inherit = "account.payment"

    bydelsmor_what = fields.Char(related="move_id.bydelsmor_what")
    bydelsmor_who = fields.Char(related="move_id.bydelsmor_who")
    bydelsmor_occasion = fields.Char(
        string="Activity or meeting", compute="_compute_bydelsmor_papers"
    )
    bydelsmor_grant_ids = fields.Many2many(
        "bydelsmor.grant", string="Grant", compute="_compute_bydelsmor_papers"
    )
    bydelsmor_bank = fields.Selection(related="move_id.bydelsmor_bank")
    bydelsmor_corrected = fields.Boolean(related="move_id.bydelsmor_corrected")
    bydelsmor_related_ids = fields.Many2many(related="move_id.bydelsmor_related_ids")
    bydelsmor_photo_preview = fields.Html(related="move_id.bydelsmor_photo_preview")

    @api.depends(
        "move_id.line_ids.matched_debit_ids", "move_id.line_ids.matched_credit_ids"
    )
    def _compute_bydelsmor_papers(self):
        for payment in self:
            papers = payment.move_id.bydelsmor_related_ids
            occasions = filter(None, papers.mapped("bydelsmor_occasion"))
            payment.bydelsmor_occasion = ", ".join(dict.fromkeys(occasions))
            payment.bydelsmor_grant_ids = papers.bydelsmor_grant_ids

    @api.depends("move_id.voucher_name")
    @api.depends_context("bydelsmor_plain")
    def _compute_display_name(self):
        done = super()._compute_display_name()
        if self.env.context.get("bydelsmor_plain"):
            for payment in self.filtered("voucher_name"):
                payment.display_name = payment.voucher_name
        return done

    def get_formview_action(self, access_uid=None):
        """Open the plain page under the voucher's number."""
        action = super().get_formview_action(access_uid=access_uid)
        return self.move_id._bydelsmor_named_plainly(action)

    @api.readonly
    def get_formview_id(self, access_uid=None):
        standard = super().get_formview_id(access_uid=access_uid)
        if not self.sudo().company_id.is_bydelsmor_group:
            return standard
        return self.env.ref("bydelsmor.account_payment_view_form_plain").id

    def action_bydelsmor_open_entry(self):
        """Open Odoo's own form of the payment's entry."""
        return self.move_id.action_bydelsmor_open_entry()

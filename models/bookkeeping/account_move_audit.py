from odoo import api, fields, models
from odoo.exceptions import UserError

MARKS = [("seen", "Seen"), ("question", "Question"), ("answered", "Answered")]


class AccountMove(models.Model):
    """What the annual accounts and their auditor need beside a voucher."""

    _inherit = "account.move"

    bydelsmor_occasion = fields.Char(
        string="Activity or meeting",
        compute="_compute_bydelsmor_occasion",
        store=True,
        recursive=True,
        index="btree_not_null",
        help="What the note on activities in the annual accounts sums up.",
    )
    bydelsmor_mark_ids = fields.One2many("bydelsmor.audit.mark", "move_id")
    bydelsmor_mark = fields.Selection(
        MARKS, string="Auditor", compute="_compute_bydelsmor_mark"
    )
    bydelsmor_has_photo = fields.Boolean(compute="_compute_bydelsmor_has_photo")

    @api.depends(
        "bydelsmor_receipt_ids.occasion", "reversed_entry_id.bydelsmor_occasion"
    )
    def _compute_bydelsmor_occasion(self):
        for move in self:
            occasions = move.bydelsmor_receipt_ids.mapped("occasion")
            named = [occasion for occasion in occasions if occasion]
            # a reversal takes the cost off the same activity
            move.bydelsmor_occasion = (
                named[0] if named else move.reversed_entry_id.bydelsmor_occasion
            )

    @api.depends("bydelsmor_mark_ids.state")
    def _compute_bydelsmor_mark(self):
        for move in self:
            move.bydelsmor_mark = move.bydelsmor_mark_ids[-1:].state

    @api.depends("attachment_ids")
    def _compute_bydelsmor_has_photo(self):
        for move in self:
            move.bydelsmor_has_photo = bool(move.attachment_ids)

    def _bydelsmor_accounts(self):
        """Return the accounts of the period that these vouchers belong to.

        :raises UserError: if they belong to more than one, or to none
        """
        accounts = self.env["bydelsmor.annual.accounts"].browse(
            self.env.context.get("bydelsmor_accounts_id")
        )
        accounts = accounts.exists()
        if not accounts or accounts.company_id != self.company_id:
            raise UserError(
                self.env._("Open the vouchers from the annual accounts first.")
            )
        return accounts

    def action_bydelsmor_mark_seen(self):
        """Mark the vouchers as seen by the auditor (who alone may)."""
        self.env["bydelsmor.audit.mark"]._mark(self._bydelsmor_accounts(), self)

    def action_bydelsmor_ask(self):
        """Open the auditor's question about the vouchers."""
        accounts = self._bydelsmor_accounts()
        self.env.user._check_role(accounts.company_id, "auditor")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask about these vouchers"),
            "res_model": "bydelsmor.audit.question",
            "view_mode": "form",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "default_accounts_id": accounts.id,
                "default_move_ids": self.ids,
            },
        }

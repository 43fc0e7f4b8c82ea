from odoo import api, fields, models
from odoo.exceptions import UserError


class AuditMark(models.Model):
    """The auditor's mark on one voucher: seen, or a question and its answer."""

    _name = "bydelsmor.audit.mark"
    _description = "Auditor's mark"
    _order = "move_id"
    _check_company_auto = True

    accounts_id = fields.Many2one(
        "bydelsmor.annual.accounts",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="accounts_id.company_id", store=True, index=True, precompute=True
    )
    move_id = fields.Many2one(
        "account.move",
        string="Voucher",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    state = fields.Selection(
        [("seen", "Seen"), ("question", "Question"), ("answered", "Answered")],
        required=True,
        default="seen",
    )
    question = fields.Text()
    answer = fields.Text()

    _one_per_voucher = models.UniqueIndex(
        "(accounts_id, move_id)", "The auditor has marked this voucher already."
    )

    @api.depends("move_id")
    @api.depends_context("uid")
    def _compute_display_name(self):
        """The board answers questions about vouchers that it does not read in Odoo."""
        readable = self.move_id._filtered_access("read")
        for mark in self:
            move = mark.move_id & readable
            mark.display_name = move.voucher_name or self.env._("Voucher")

    @api.model
    def _mark(self, accounts, moves, question=None):
        """Mark vouchers as seen, or ask a question about them.

        :raises AccessError: for everybody but the group's auditor
        """
        self.env.user._check_role(accounts.company_id, "auditor")
        values = {
            "state": "question" if question else "seen",
            "question": question or False,
            "answer": False,
        }
        own = self.sudo()
        marks = own.search(
            [("accounts_id", "=", accounts.id), ("move_id", "in", moves.ids)]
        )
        marks.write(values)
        own.create(
            [
                {"accounts_id": accounts.id, "move_id": move.id, **values}
                for move in moves - marks.move_id
            ]
        )

    def action_answer(self, answer):
        """Answer the auditor's question on behalf of the group."""
        for mark in self:
            self.env.user._check_role(mark.company_id, "board", "treasurer")
            if not (answer or "").strip():
                raise UserError(self.env._("Write the answer first."))
            mark.sudo().write({"answer": answer, "state": "answered"})

    def action_open_answer(self):
        """Open the form in which the group answers the auditor."""
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board", "treasurer")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer the auditor"),
            "res_model": "bydelsmor.audit.question",
            "view_mode": "form",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "default_accounts_id": self.accounts_id.id,
                "default_mark_id": self.id,
            },
        }

    def action_open_voucher(self):
        """Open the voucher behind the mark."""
        self.ensure_one()
        return self.move_id.action_bydelsmor_open()

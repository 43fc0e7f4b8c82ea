from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountPayment(models.Model):
    """What is paid waits on one account until somebody sees it in the bank."""

    _inherit = "account.payment"

    is_bydelsmor_group = fields.Boolean(
        string="In a group's books", related="company_id.is_bydelsmor_group"
    )
    voucher_name = fields.Char(related="move_id.voucher_name", string="Voucher no.")
    bydelsmor_seen = fields.Boolean(
        string="Seen in the bank",
        compute="_compute_bydelsmor_seen",
        search="_search_bydelsmor_seen",
        help="The bank has taken or received this amount: by the tick of the "
        "treasurer, or by a line that was read in from the bank.",
    )

    @api.depends("is_matched")
    def _compute_bydelsmor_seen(self):
        for payment in self:
            payment.bydelsmor_seen = payment.is_matched

    @api.model
    def _search_bydelsmor_seen(self, operator, value):
        return [("is_matched", operator, value)]

    def action_bydelsmor_seen_in_bank(self, date=None):
        """Note that these payments stand on the bank statement.

        Makes the bank's line and matches it, as an import from the bank would.

        :param date: the bank's date; without it the date of each payment, or today
            where that year is closed
        :return: the bank lines
        :raises AccessError: for others than the group's treasurer
        :raises UserError: when nothing of it waits to be seen
        """
        self.env.user._check_role(self.company_id, "treasurer")
        waiting = self._bydelsmor_waiting_lines()
        if not waiting:
            raise UserError(
                self.env._("These payments are seen in the bank already, or were cash.")
            )
        # Only accountants may make bank lines in Odoo; the treasurer was asked above.
        lines = (
            self.env["account.bank.statement.line"]
            .sudo()
            .create(
                [
                    line.payment_id._bydelsmor_bank_line(
                        line, fields.Date.to_date(date)
                    )
                    for line in waiting
                ]
            )
        )
        waiting.sudo().env["account.move.line"]._reconcile_plan(
            [
                waiting_line.sudo() | bank_line._bydelsmor_waiting_lines()
                for waiting_line, bank_line in zip(waiting, lines, strict=True)
            ]
        )
        return lines.sudo(False)

    def _bydelsmor_waiting_lines(self):
        """Return the lines of these payments that wait for the bank."""
        return self.move_id.line_ids.filtered(
            lambda line: (
                line.parent_state == "posted"
                and not line.reconciled
                and line.account_id == line.journal_id.suspense_account_id
            )
        )

    def _bydelsmor_bank_line(self, waiting, date):
        self.ensure_one()
        return {
            "journal_id": self.journal_id.id,
            "date": date or self._bydelsmor_bank_date(),
            "amount": waiting.amount_residual,
            # No names: the text is part of the entry's hash and is never erased.
            "payment_ref": self.env._(
                "Seen in the bank: %(number)s",
                number=self.move_id.voucher_name or self.name,
            ),
            "ref": self.memo,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "bydelsmor_by_hand": True,
        }

    def _bydelsmor_bank_date(self):
        locked = self.company_id._get_violated_lock_dates(
            self.date, False, self.journal_id
        )
        return fields.Date.context_today(self) if locked else self.date

    def action_bydelsmor_not_seen(self):
        """Open the correction of a tick that was a mistake.

        :raises AccessError: for others than the group's treasurer
        """
        self.check_access("write")
        bank_lines = self.sudo().reconciled_statement_line_ids
        if not bank_lines:
            raise UserError(self.env._("This payment is not seen in the bank yet."))
        return bank_lines.move_id.sudo(False).action_bydelsmor_correct()

    def action_bydelsmor_correct(self):
        """Ask why, and turn these payments around (see ``account.move``)."""
        return self.move_id.action_bydelsmor_correct()

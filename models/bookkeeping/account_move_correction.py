from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from .seal import unseal


class AccountMove(models.Model):
    """Correct a mistake: turn a voucher around, and perhaps book it again."""

    _inherit = "account.move"

    bydelsmor_corrected = fields.Boolean(
        string="Corrected",
        compute="_compute_bydelsmor_corrected",
        help="Another voucher turns this one around.",
    )

    @api.depends("reversal_move_ids.state")
    def _compute_bydelsmor_corrected(self):
        for move in self:
            move.bydelsmor_corrected = any(
                reversal.state == "posted" for reversal in move.reversal_move_ids
            )

    def action_bydelsmor_correct(self):
        """Ask why, and turn these vouchers around.

        :raises AccessError: for others than the group's treasurer
        :raises UserError: for what cannot be corrected in this way
        """
        self._bydelsmor_check_correctable()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct a mistake"),
            "res_model": "bydelsmor.correction",
            "view_mode": "form",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_move_ids": self.ids},
        }

    def _bydelsmor_check_correctable(self):
        self.env.user._check_role(self.company_id, "treasurer")
        for move in self:
            if move.state != "posted" or not move.company_id.is_bydelsmor_group:
                raise UserError(
                    self.env._("Only what is booked in a group is corrected here.")
                )
            if move.bydelsmor_corrected:
                raise UserError(
                    self.env._(
                        "Voucher %(number)s is corrected already.",
                        number=move.voucher_name,
                    )
                )

    def _bydelsmor_correction_date(self):
        """Return the day on which to correct this voucher, if nobody says another.

        Today, when today lies in the same period of annual accounts; else the last
        day of the voucher's own period while its year is open, so that the figures
        become right where they were wrong; else today.
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        _kind, start, end = self.company_id._bydelsmor_period(self.date)
        if start <= today <= end:
            return max(today, self.date)
        locked = self.company_id._get_violated_lock_dates(end, False, self.journal_id)
        return max(today, self.date) if locked else end

    def _bydelsmor_reverse(self, reason, date=None):
        """Post the opposite of these vouchers and settle each with its opposite.

        Always a plain entry: Odoo's refund of a receipt wants a supplier. What was
        matched with a voucher before is open again: a payment of a wrong receipt
        waits for the right one.

        :param str reason: why, kept as the new voucher's text
        :param date: the day; without it see ``_bydelsmor_correction_date``
        :return: the posted opposite vouchers, in the same order
        :raises AccessError: for others than the group's treasurer
        :raises UserError: when the day lies in a closed year, or already corrected
        """
        self._bydelsmor_check_correctable()
        date = fields.Date.to_date(date)
        reversals = self.create(
            [
                move._bydelsmor_reversal(
                    reason, date or move._bydelsmor_correction_date()
                )
                for move in self
            ]
        )
        reversals._post(soft=False)
        loosened = self._bydelsmor_counterparts().move_id
        self.line_ids.remove_move_reconcile()
        self._bydelsmor_settle(reversals)
        unseal(self.origin_payment_id).write({"state": "canceled"})
        loosened._bydelsmor_unpaid_again()
        return reversals

    def _bydelsmor_reversal(self, reason, date):
        self.ensure_one()
        return {
            "move_type": "entry",
            "company_id": self.company_id.id,
            "journal_id": self.journal_id.id,
            "currency_id": self.currency_id.id,
            "partner_id": self.partner_id.id,
            "date": date,
            "ref": self.env._(
                "Correction of %(number)s: %(reason)s",
                number=self.voucher_name,
                reason=reason,
            ),
            "reversed_entry_id": self.id,
            "line_ids": [
                Command.create(line._bydelsmor_opposite())
                for line in self._bydelsmor_money_lines()
            ],
        }

    def _bydelsmor_money_lines(self):
        """Return the lines that carry money (headings and notes do not)."""
        return self.line_ids.filtered("account_id").sorted("id")

    def _bydelsmor_counterparts(self):
        """Return the lines of other vouchers that these are matched with."""
        lines = self.line_ids
        matched = lines.matched_debit_ids.debit_move_id
        return (matched | lines.matched_credit_ids.credit_move_id) - lines

    def _bydelsmor_settle(self, reversals):
        pairs = [
            line | opposite
            for move, reversal in zip(self, reversals, strict=True)
            for line, opposite in zip(
                move._bydelsmor_money_lines(),
                reversal._bydelsmor_money_lines(),
                strict=True,
            )
            if line.account_id.reconcile
        ]
        if pairs:
            self.env["account.move.line"]._reconcile_plan(pairs)

    def _bydelsmor_unpaid_again(self):
        """The payment of these receipts was turned around: they wait once more."""
        unpaid = self.filtered(lambda m: m.payment_state not in ("paid", "reversed"))
        # The receipts follow their vouchers, which the treasurer may correct.
        receipts = unpaid.sudo().bydelsmor_receipt_ids
        receipts.filtered(lambda receipt: receipt.state == "repaid").write(
            {"state": "booked", "paid_date": False}
        )

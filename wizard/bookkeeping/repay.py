from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ...models.bookkeeping.receipt_booking import OWED_TO_VOLUNTEERS
from .money_step import CHANNELS, JOURNAL_BY_CHANNEL


class Repay(models.TransientModel):
    """What the group owes each volunteer, paid in one payment each."""

    _name = "bydelsmor.repay"
    _inherit = "bydelsmor.money.step"
    _description = "Pay back"

    channel = fields.Selection(
        CHANNELS, string="Pay from", required=True, default="bank"
    )
    line_ids = fields.One2many("bydelsmor.repay.line", "repay_id", string="Who")
    amount = fields.Monetary(string="In all", compute="_compute_amount")

    @api.depends("line_ids.amount", "line_ids.chosen")
    def _compute_amount(self):
        for repay in self:
            chosen = repay.line_ids.filtered("chosen")
            repay.amount = sum(chosen.mapped("amount"))

    @api.model
    def default_get(self, fields):
        """Fill in everybody to whom the group owes, or only the owners of the chosen
        receipts (``bydelsmor_receipt_ids``) with these."""
        values = super().default_get(fields)
        if "line_ids" in fields:
            company = self.env["res.company"].browse(
                super().default_get(["company_id"])["company_id"]
            )
            receipts = self.env["bydelsmor.receipt"].browse(
                self.env.context.get("bydelsmor_receipt_ids") or []
            )
            values["line_ids"] = self._lines_for(company, receipts)
        return values

    @api.onchange("company_id")
    def _onchange_company_id(self):
        if self.line_ids.move_line_ids.company_id != self.company_id:
            lines = self._lines_for(self.company_id, self.env["bydelsmor.receipt"])
            self.line_ids = [Command.clear(), *lines]

    @api.model
    def _lines_for(self, company, receipts):
        owed = self._owed(company, receipts)
        return [
            Command.create(
                {
                    "partner_id": partner.id,
                    "move_line_ids": [Command.set(lines.ids)],
                    "chosen": True,
                }
            )
            for partner, lines in owed.grouped("partner_id").items()
            if sum(lines.mapped("amount_residual")) < 0
        ]

    @api.model
    def _owed(self, company, receipts):
        """Return the open lines of what is owed to volunteers, in one query."""
        account = company.sudo()._bydelsmor_account(OWED_TO_VOLUNTEERS)
        domain = [
            ("company_id", "=", company.id),
            ("account_id", "=", account.id),
            ("parent_state", "=", "posted"),
            ("reconciled", "=", False),
            ("partner_id", "!=", False),
        ]
        if receipts:
            domain.append(("move_id", "in", receipts.move_id.ids))
        return self.env["account.move.line"].search(domain)

    def action_confirm(self):
        """Pay each chosen volunteer what she is owed, and close."""
        payments = self._pay()
        return self._done(
            self.env._(
                "Paid back: %(count)s, in all %(amount)s.",
                count=len(payments),
                amount=self.currency_id.format(sum(payments.mapped("amount"))),
            )
        )

    def _pay(self):
        """Post one payment for each chosen volunteer.

        :return: the posted payments
        :raises AccessError: for others than the treasurer
        :raises UserError: when nobody is chosen, or something was paid meanwhile
        """
        company = self._books()
        chosen = self.line_ids.filtered("chosen")
        if not chosen:
            raise UserError(self.env._("Choose at least one to pay back."))
        lines = chosen.move_line_ids
        if lines.company_id != self.company_id or lines.filtered("reconciled"):
            raise UserError(
                self.env._(
                    "Some of this was paid meanwhile. Close this and open it again."
                )
            )
        journal = company._bydelsmor_journal(JOURNAL_BY_CHANNEL[self.channel])
        Payment = self.env["account.payment"].sudo().with_company(company)
        return Payment._bydelsmor_pay(
            [
                {
                    "lines": line.move_line_ids.sudo(),
                    "journal": journal,
                    "date": self.date,
                    "text": line._text(),
                }
                for line in chosen
            ]
        )


class RepayLine(models.TransientModel):
    _name = "bydelsmor.repay.line"
    _description = "Whom to pay back"

    repay_id = fields.Many2one("bydelsmor.repay", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="repay_id.company_id")
    currency_id = fields.Many2one(related="repay_id.currency_id")
    chosen = fields.Boolean(string="Pay", default=True)
    partner_id = fields.Many2one("res.partner", string="To", readonly=True)
    move_line_ids = fields.Many2many("account.move.line", readonly=True)
    count = fields.Integer(string="Receipts", compute="_compute_amount")
    amount = fields.Monetary(string="She is owed", compute="_compute_amount")
    pay_to = fields.Char(string="Pay to", compute="_compute_pay_to")

    @api.depends("move_line_ids.amount_residual")
    def _compute_amount(self):
        for line in self:
            line.count = len(line.move_line_ids)
            line.amount = -sum(line.move_line_ids.mapped("amount_residual"))

    @api.depends("partner_id", "repay_id.channel")
    def _compute_pay_to(self):
        # The treasurer reads the contacts of those whom she pays.
        for line in self:
            line.pay_to = line._where_to_pay()

    def _where_to_pay(self):
        channel, partner = self.repay_id.channel, self.partner_id
        if channel == "cash":
            return self.env._("In her hand")
        account = partner.bank_ids[:1].acc_number
        if channel == "bank" and account:
            return self.env._("Account %(number)s", number=account)
        if partner.phone:
            return self.env._("MobilePay %(number)s", number=partner.phone)
        return self.env._("Ask her for her account or MobilePay number")

    def _text(self):
        """The vouchers that are paid, so that the bank's line can be found again."""
        moves = self.move_line_ids.move_id.sorted("voucher_name")
        return ", ".join(moves.mapped("voucher_name"))

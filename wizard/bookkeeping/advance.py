from odoo import api, fields, models
from odoo.exceptions import UserError

from ...models.bookkeeping.receipt_line import ADVANCES
from .money_step import CHANNELS, JOURNAL_BY_CHANNEL


class Advance(models.TransientModel):
    """Money given to a volunteer before she buys, and what she brings back.

    What she bought is settled by her receipts, marked «Money I got in advance».
    """

    _name = "bydelsmor.advance"
    _inherit = "bydelsmor.money.step"
    _description = "Money in advance"

    kind = fields.Selection(
        [("give", "She gets money before she buys"), ("back", "She brings money back")],
        required=True,
        default="give",
    )
    volunteer_id = fields.Many2one(
        "bydelsmor.volunteer",
        string="Who",
        required=True,
        domain="[('company_id', '=', company_id)]",
    )
    holds = fields.Monetary(
        string="She holds of the group's money", compute="_compute_holds"
    )
    amount = fields.Monetary(required=True)
    channel = fields.Selection(
        CHANNELS, string="From or to", required=True, default="cash"
    )
    note = fields.Char(string="What for")

    @api.depends("volunteer_id", "company_id")
    def _compute_holds(self):
        for advance in self:
            lines = advance._open_lines() if advance.volunteer_id else []
            advance.holds = sum(line.amount_residual for line in lines)

    def _open_lines(self):
        """Return what stands open with her, as far as the caller may read it."""
        account = self.company_id.sudo()._bydelsmor_account(ADVANCES)
        return self.env["account.move.line"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("account_id", "=", account.id),
                ("partner_id", "=", self.volunteer_id.partner_id.id),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
            ]
        )

    def action_confirm(self):
        """Book what she gets or brings, and close."""
        self._pay()
        return self._done(
            self.env._(
                "Written. She now holds %(amount)s of the group's money.",
                amount=self.currency_id.format(self.holds),
            )
        )

    def _pay(self):
        """Post the payment; money brought back is matched with what she holds.

        :return: the posted payment
        :raises AccessError: for others than the treasurer
        :raises UserError: for more than she holds
        """
        company = self._books()
        self._check_amount()
        if self.volunteer_id.sudo().company_id != self.company_id:
            raise UserError(self.env._("Choose somebody from the group."))
        give = self.kind == "give"
        if not give and self.currency_id.compare_amounts(self.amount, self.holds) > 0:
            raise UserError(
                self.env._(
                    "She holds %(amount)s of the group's money and cannot bring back "
                    "more.",
                    amount=self.currency_id.format(self.holds),
                )
            )
        partner = self.volunteer_id.sudo().partner_id
        partner._bydelsmor_add_company(company)
        text = self.note or self.env._("Money in advance")
        Payment = self.env["account.payment"].sudo().with_company(company)
        payment = Payment._bydelsmor_make_payments(
            [
                {
                    "journal": company._bydelsmor_journal(
                        JOURNAL_BY_CHANNEL[self.channel]
                    ),
                    "date": self.date,
                    "amount": self.amount,
                    "out": give,
                    "account": company._bydelsmor_account(ADVANCES),
                    "partner": partner,
                    "text": text,
                }
            ]
        )
        if not give:
            (self._open_lines().sudo() | payment._bydelsmor_counterpart()).reconcile()
        self.invalidate_recordset(["holds"])
        return payment

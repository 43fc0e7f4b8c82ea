from odoo import fields, models
from odoo.exceptions import UserError

from .money_step import CHANNELS, JOURNAL_BY_CHANNEL


class CashTransfer(models.TransientModel):
    """The group's own money, moved between bank, MobilePay and cash box."""

    _name = "bydelsmor.cash.transfer"
    _inherit = "bydelsmor.money.step"
    _description = "Move our own money"

    amount = fields.Monetary(required=True)
    from_channel = fields.Selection(
        CHANNELS, string="From", required=True, default="bank"
    )
    to_channel = fields.Selection(CHANNELS, string="To", required=True, default="cash")
    note = fields.Char(string="A word about it")

    def action_confirm(self):
        """Move the money and close."""
        self._move_money()
        return self._done(
            self.env._(
                "Moved: %(amount)s.", amount=self.currency_id.format(self.amount)
            )
        )

    def _move_money(self):
        """Post one payment out and one in, which meet on the account for money on
        its way and leave nothing there.

        :return: the two posted payments
        :raises AccessError: for others than the treasurer
        """
        company = self._books()
        self._check_amount()
        if self.from_channel == self.to_channel:
            raise UserError(self.env._("The money is there already. Choose another."))
        on_its_way = company.transfer_account_id
        labels = dict(self._fields["from_channel"]._description_selection(self.env))
        text = self.note or self.env._(
            "From %(from_where)s to %(to_where)s",
            from_where=labels[self.from_channel],
            to_where=labels[self.to_channel],
        )
        common = {
            "date": self.date,
            "amount": self.amount,
            "account": on_its_way,
            "text": text,
        }
        Payment = self.env["account.payment"].sudo().with_company(company)
        payments = Payment._bydelsmor_make_payments(
            [
                {**common, "journal": self._journal(company, channel), "out": out}
                for channel, out in (
                    (self.from_channel, True),
                    (self.to_channel, False),
                )
            ]
        )
        payments.move_id.line_ids.filtered(
            lambda line: line.account_id == on_its_way
        ).reconcile()
        return payments

    def _journal(self, company, channel):
        return company._bydelsmor_journal(JOURNAL_BY_CHANNEL[channel])

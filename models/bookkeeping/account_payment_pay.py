from odoo import api, models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    @api.model
    def _bydelsmor_pay(self, lines, journal, date, text=None, amount=None):
        """Pay open lines of one partner and account in one payment, and match them.

        Whoever calls has checked who asks.

        :param lines: posted journal items on a payable or receivable account
        :param journal: where the money leaves or comes in
        :param date: the day of the payment
        :param str text: what stands on the payment
        :param amount: kroner; all that is open if left out
        :return: the posted payment
        """
        owed = -sum(lines.mapped("amount_residual"))
        out = owed > 0
        payment = self._bydelsmor_make_payment(
            journal,
            date,
            abs(owed) if amount is None else amount,
            out=out,
            account=lines.account_id,
            partner=lines.partner_id,
            text=text,
        )
        counterpart = payment.move_id.line_ids.filtered(
            lambda line: line.account_id == lines.account_id
        )
        (lines | counterpart).reconcile()
        return payment

    @api.model
    def _bydelsmor_make_payment(
        self, journal, date, amount, *, out, account, partner=None, text=None
    ):
        """Post one payment between a journal and an account.

        :param bool out: money leaves the group
        :param account: the account on the other side
        """
        kind = "outbound" if out else "inbound"
        methods = journal[f"{kind}_payment_method_line_ids"]
        payment = self.create(
            {
                "payment_type": kind,
                "partner_type": "supplier" if out else "customer",
                "partner_id": partner.id if partner else False,
                "journal_id": journal.id,
                "payment_method_line_id": methods[:1].id,
                "currency_id": journal.company_id.currency_id.id,
                "date": date,
                "amount": amount,
                "memo": text or False,
                "destination_account_id": account.id,
            }
        )
        payment.action_post()
        return payment

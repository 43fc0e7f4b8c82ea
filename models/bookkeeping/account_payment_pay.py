from odoo import api, models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    @api.model
    def _bydelsmor_pay(self, payables):
        """Pay open lines, one payment for each item, and match them.

        Whoever calls has checked who asks.

        :param list payables: dictionaries with ``lines`` (posted journal items of
            one partner on one payable or receivable account), ``journal``, ``date``,
            and perhaps ``text`` and ``amount`` (kroner; all that is open without it)
        :return: the posted payments
        """
        payments = self._bydelsmor_make_payments(
            [self._bydelsmor_payable(**payable) for payable in payables]
        )
        plan = [
            payable["lines"] | payment._bydelsmor_counterpart()
            for payable, payment in zip(payables, payments, strict=True)
        ]
        self.env["account.move.line"]._reconcile_plan(plan)
        return payments

    @api.model
    def _bydelsmor_payable(self, lines, journal, date, text=None, amount=None):
        owed = -sum(lines.mapped("amount_residual"))
        return {
            "journal": journal,
            "date": date,
            "amount": abs(owed) if amount is None else amount,
            "out": owed > 0,
            "account": lines.account_id,
            "partner": lines.partner_id,
            "text": text,
        }

    @api.model
    def _bydelsmor_make_payments(self, items):
        """Post payments between a journal and an account.

        :param list items: dictionaries with ``journal``, ``date``, ``amount``,
            ``out`` (money leaves the group), ``account`` (the other side) and
            perhaps ``partner`` and ``text``
        """
        payments = self.create([self._bydelsmor_payment_values(**i) for i in items])
        if payments:
            payments.action_post()
        return payments

    @api.model
    def _bydelsmor_payment_values(
        self, journal, date, amount, out, account, partner=None, text=None
    ):
        kind = "outbound" if out else "inbound"
        return {
            "payment_type": kind,
            "partner_type": "supplier" if out else "customer",
            "partner_id": partner.id if partner else False,
            "journal_id": journal.id,
            "payment_method_line_id": journal[f"{kind}_payment_method_line_ids"][:1].id,
            "currency_id": journal.company_id.currency_id.id,
            "date": date,
            "amount": amount,
            "memo": text or False,
            "destination_account_id": account.id,
        }

    def _bydelsmor_counterpart(self):
        """Return the line of the payment's entry on the other account."""
        self.ensure_one()
        return self.move_id.line_ids.filtered(
            lambda line: line.account_id == self.destination_account_id
        )

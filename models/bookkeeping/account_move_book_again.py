from odoo import Command, models
from odoo.exceptions import UserError

SIGN = {"in_receipt": 1, "in_invoice": 1, "out_receipt": -1, "out_invoice": -1}


class AccountMove(models.Model):
    """Book a corrected voucher once more, as it should have been."""

    _inherit = "account.move"

    def _bydelsmor_can_book_again(self):
        """Tell whether one voucher is left to correct that we can book anew."""
        return len(self) == 1 and self.move_type in SIGN

    def _bydelsmor_own_lines(self):
        """Return what a voucher was for: its lines without the one that is paid."""
        return self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        ).sorted("id")

    def _bydelsmor_own_payments(self):
        """Return the payments that settled this voucher and nothing else."""
        payments = self._bydelsmor_counterparts().move_id.origin_payment_id
        return payments.filtered(
            lambda payment: (
                payment.move_id._bydelsmor_counterparts()
                .filtered(
                    lambda line: line.account_id == payment.destination_account_id
                )
                .move_id
                == self
            )
        )

    def _bydelsmor_correct(self, reason, date=None, lines=None, with_payments=False):
        """Turn these vouchers around and, with ``lines``, book one of them again.

        :param str reason: why
        :param date: the day of the correction (see ``_bydelsmor_reverse``)
        :param list lines: dictionaries with account_id, name, amount (kroner,
            positive as on the paper) and grant_id
        :param bool with_payments: also turn the payments around that settled nothing
            else, and pay again what is booked again
        :return: the new voucher, or an empty recordset
        :raises AccessError: for others than the group's treasurer
        """
        if not (reason or "").strip():
            raise UserError(self.env._("Write in a few words what was wrong."))
        if lines and not self._bydelsmor_can_book_again():
            raise UserError(
                self.env._(
                    "Only a receipt or money in can be booked again here. Turn the "
                    "voucher around, and make the right one in the usual way."
                )
            )
        payments = self.browse().origin_payment_id
        if with_payments:
            for move in self:
                payments |= move._bydelsmor_own_payments()
        waiting = self._bydelsmor_counterparts() - payments.move_id.line_ids
        reversals = (self | payments.move_id)._bydelsmor_reverse(reason, date)
        if not lines:
            self._bydelsmor_give_back(reason)
            return self.browse()
        again = self._bydelsmor_book_again(lines, reversals[0].date)
        self.sudo().bydelsmor_receipt_ids.write(
            {"move_id": again.id, "state": "booked", "paid_date": False}
        )
        again._bydelsmor_settle_again(waiting, payments)
        return again

    def _bydelsmor_give_back(self, reason):
        """A receipt whose voucher is gone can be put right and handed in again."""
        self.sudo().bydelsmor_receipt_ids.write(
            {
                "state": "returned",
                "return_reason": reason,
                "move_id": False,
                "paid_date": False,
                "approver_id": False,
                "approved_date": False,
                "approver2_id": False,
                "approved2_date": False,
            }
        )

    def _bydelsmor_book_again(self, lines, correction_date):
        """Post the voucher anew, on its own day if that period is still open."""
        self.ensure_one()
        locked = self.company_id._get_violated_lock_dates(
            self.date, False, self.journal_id
        )
        date = correction_date if locked else self.date
        again = self.create(
            {
                "move_type": self.move_type,
                "company_id": self.company_id.id,
                "journal_id": self.journal_id.id,
                "currency_id": self.currency_id.id,
                "partner_id": self.partner_id.id,
                "invoice_date": date,
                "date": date,
                "ref": self.ref,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "account_id": line["account_id"],
                            "name": line.get("name") or False,
                            "quantity": 1,
                            "price_unit": line["amount"],
                            "tax_ids": [Command.clear()],
                            "grant_id": line.get("grant_id") or False,
                        }
                    )
                    for line in lines
                ],
            }
        )
        self._bydelsmor_copy_papers(again)
        again._post(soft=False)
        return again

    def _bydelsmor_copy_papers(self, again):
        """Put the same photos on the new voucher; the old one keeps its own."""
        papers = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "account.move"),
                ("res_id", "=", self.id),
                ("res_field", "=", False),
            ],
            order="id",
        )
        copies = papers.browse()
        for paper in papers:
            copies |= paper.copy({"res_id": again.id, "name": paper.name})
        if copies:
            main = (
                papers.ids.index(self.message_main_attachment_id.id)
                if (self.message_main_attachment_id in papers)
                else 0
            )
            again.message_main_attachment_id = copies[main]

    def _bydelsmor_settle_again(self, waiting, payments):
        """Match the new voucher with what had paid the old one, or pay it again."""
        owed = self.line_ids.filtered(
            lambda line: (
                line.account_id.account_type
                in ("liability_payable", "asset_receivable")
            )
        )
        matching = waiting.filtered(
            lambda line: line.account_id == owed.account_id and not line.reconciled
        )
        if matching:
            (owed | matching).reconcile()
        if payments and not all(owed.mapped("reconciled")):
            payment = payments[0]
            payment._bydelsmor_pay(
                [
                    {
                        "lines": owed,
                        "journal": payment.journal_id,
                        "date": max(payment.date, self.date),
                        "text": self.ref,
                    }
                ]
            )

from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError

from ...models.bookkeeping import receipt_image
from .money_step import CHANNELS, JOURNAL_BY_CHANNEL


class MoneyIn(models.TransientModel):
    """Money that came in: how much, from whom, what for, and its paper."""

    _name = "bydelsmor.money.in"
    _inherit = "bydelsmor.money.step"
    _description = "Money in"

    purpose_id = fields.Many2one(
        "bydelsmor.purpose",
        string="What is it",
        required=True,
        domain="[('direction', '=', 'in')]",
    )
    amount = fields.Monetary(required=True)
    channel = fields.Selection(
        CHANNELS, string="Where did it come", required=True, default="bank"
    )
    from_name = fields.Char(string="From whom")
    grant_id = fields.Many2one(
        "bydelsmor.grant",
        string="Part of the grant",
        domain="[('company_id', '=', company_id)]",
    )
    note = fields.Char(string="A word about it")
    paper = fields.Binary(
        string="Letter or photo",
        help="The letter that promised the grant, the list of who paid, a screenshot.",
    )
    paper_name = fields.Char()

    @api.onchange("grant_id")
    def _onchange_grant_id(self):
        if self.grant_id and not self.from_name:
            self.from_name = self.grant_id.funder_name

    def action_confirm(self):
        """Book the money and close."""
        move = self._receive()
        return self._done(
            self.env._(
                "Written: %(amount)s, voucher %(number)s.",
                amount=self.currency_id.format(self.amount),
                number=move.voucher_name,
            )
        )

    def _receive(self):
        """Post the money as Odoo's sales receipt with its payment.

        :return: the posted receipt
        :raises AccessError: for others than the treasurer
        :raises UserError: for an amount, purpose or date that cannot be
        """
        company = self._books()
        self._check_amount()
        self._check_purpose()
        paper = self._clean_paper()
        books = self.sudo().with_company(company)
        move = books.env["account.move"].create(books._prepare_move(company))
        if paper:
            books._attach(move, paper)
        move._post(soft=False)
        books.env["account.payment"]._bydelsmor_pay(
            [
                {
                    "lines": move.line_ids.filtered(
                        lambda line: line.display_type == "payment_term"
                    ),
                    "journal": company._bydelsmor_journal(
                        JOURNAL_BY_CHANNEL[self.channel]
                    ),
                    "date": self.date,
                    "text": move.ref,
                }
            ]
        )
        return move.with_env(self.env)

    def _check_purpose(self):
        if self.purpose_id.direction != "in":
            raise ValidationError(
                self.env._(
                    "«%(purpose)s» is money out. Hand in a receipt instead.",
                    purpose=self.purpose_id.name,
                )
            )
        if self.grant_id and self.grant_id.company_id != self.company_id:
            raise ValidationError(self.env._("This grant is another group's."))

    def _clean_paper(self):
        if not self.paper:
            return None
        return self.env["bydelsmor.receipt"]._clean_file({"data": self.paper.decode()})

    def _prepare_move(self, company):
        # Who gave stands in the reference: a label is part of the hash and stays when
        # names are erased after five years.
        parts = [self.purpose_id.name, self.note]
        account = self.purpose_id._account(company)
        return {
            "move_type": "out_receipt",
            "company_id": company.id,
            "journal_id": company._bydelsmor_journal("IND").id,
            "currency_id": company.currency_id.id,
            "partner_id": False,
            "invoice_date": self.date,
            "date": self.date,
            "ref": self.from_name or self.purpose_id.name,
            "invoice_line_ids": [
                Command.create(
                    {
                        "name": " · ".join(part for part in parts if part),
                        "account_id": account.id,
                        "quantity": 1.0,
                        "price_unit": self.amount,
                        "tax_ids": [Command.clear()],
                        "grant_id": self.grant_id.id,
                    }
                )
            ],
        }

    def _attach(self, move, paper: receipt_image.CleanFile):
        attachment = self.env["ir.attachment"].create(
            {
                "name": f"{self.env._('Paper')}.{paper.extension}",
                "raw": paper.data,
                "mimetype": paper.mimetype,
                "res_model": "account.move",
                "res_id": move.id,
                "company_id": move.company_id.id,
            }
        )
        move.message_main_attachment_id = attachment

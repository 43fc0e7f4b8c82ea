from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class BydelsmorCorrection(models.TransientModel):
    """Correct a mistake: what was wrong, and how it should have been."""

    _name = "bydelsmor.correction"
    _description = "Correct a mistake"

    move_ids = fields.Many2many("account.move", string="Vouchers", readonly=True)
    company_id = fields.Many2one("res.company", compute="_compute_moves")
    currency_id = fields.Many2one(related="company_id.currency_id")
    reason = fields.Char(string="What was wrong", required=True)
    date = fields.Date(
        string="Correct it on", compute="_compute_date", store=True, readonly=False
    )
    can_book_again = fields.Boolean(
        compute="_compute_moves", export_string_translation=False
    )
    book_again = fields.Boolean(string="Book it again, the right way")
    has_payments = fields.Boolean(
        compute="_compute_moves", export_string_translation=False
    )
    with_payments = fields.Boolean(
        string="The payment was wrong too",
        help="The payment is turned around as well and, if you book again, made again "
        "with the right amount.",
    )
    line_ids = fields.One2many(
        "bydelsmor.correction.line",
        "correction_id",
        string="The right way",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    @api.depends("move_ids")
    def _compute_moves(self):
        for wizard in self:
            moves = wizard.move_ids._origin
            wizard.company_id = moves.company_id[:1]
            wizard.can_book_again = moves._bydelsmor_can_book_again()
            wizard.has_payments = bool(
                len(moves) == 1 and moves._bydelsmor_own_payments()
            )

    @api.depends("move_ids")
    def _compute_date(self):
        for wizard in self:
            move = wizard.move_ids._origin[:1]
            wizard.date = move and move._bydelsmor_correction_date()

    @api.depends("book_again")
    def _compute_line_ids(self):
        for wizard in self:
            lines = [Command.clear()]
            if wizard.book_again and wizard.can_book_again:
                lines += wizard._lines_as_booked()
            wizard.line_ids = lines

    def _lines_as_booked(self):
        lines = self.move_ids._origin._bydelsmor_own_lines()
        company = self.company_id
        codes = {line: line.account_id.with_company(company).code for line in lines}
        purposes = self.env["bydelsmor.purpose"].search(
            [("account_code", "in", list(codes.values()))]
        )
        by_code = purposes.grouped("account_code")
        return [
            Command.create(
                {
                    "purpose_id": by_code[codes[line]][:1].id
                    if codes[line] in by_code
                    else False,
                    "account_id": line.account_id.id,
                    "name": line.name,
                    "amount": line.price_total,
                    "grant_id": line.grant_id.id,
                }
            )
            for line in lines
        ]

    def action_confirm(self):
        """Turn the vouchers around and, if asked, book again; then show what is new.

        Who may is checked by the vouchers themselves.
        """
        self.ensure_one()
        if self.book_again and not self.line_ids:
            raise UserError(self.env._("Write what it was for, and the amount."))
        moves = self.move_ids
        again = moves._bydelsmor_correct(
            self.reason,
            self.date,
            [line._values() for line in self.line_ids] if self.book_again else None,
            self.with_payments,
        )
        return (again or moves.reversal_move_ids)._get_records_action(
            name=self.env._("Corrected")
        )


class BydelsmorCorrectionLine(models.TransientModel):
    _name = "bydelsmor.correction.line"
    _description = "How it should have been"

    correction_id = fields.Many2one(
        "bydelsmor.correction", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="correction_id.company_id")
    currency_id = fields.Many2one(related="correction_id.currency_id")
    purpose_id = fields.Many2one("bydelsmor.purpose", string="What for")
    account_id = fields.Many2one(
        "account.account",
        compute="_compute_account_id",
        store=True,
        readonly=False,
        required=True,
        domain="[('company_ids', 'in', company_id), ('internal_group', 'in', "
        "('income', 'expense', 'asset', 'liability'))]",
    )
    name = fields.Char(string="A word about it")
    amount = fields.Monetary(required=True)
    grant_id = fields.Many2one(
        "bydelsmor.grant", domain="[('company_id', '=', company_id)]"
    )

    @api.depends("purpose_id")
    def _compute_account_id(self):
        for line in self:
            company = line.company_id
            if line.purpose_id and company:
                line.account_id = line.purpose_id._account(company)

    def _values(self):
        self.ensure_one()
        return {
            "account_id": self.account_id.id,
            "name": self.name,
            "amount": self.amount,
            "grant_id": self.grant_id.id,
        }

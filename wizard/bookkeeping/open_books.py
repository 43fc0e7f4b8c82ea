from odoo import api, fields, models

from ...models.bookkeeping import statement_lines
from ...models.bookkeeping.group import OPENING_ASSETS, OPENING_DEBTS


class BydelsmorOpenBooks(models.TransientModel):
    """What do we have today, and what did last year look like? Asked once."""

    _name = "bydelsmor.open.books"
    _description = "Open the books"

    group_id = fields.Many2one("bydelsmor.group", required=True, readonly=True)
    currency_id = fields.Many2one(related="group_id.currency_id")
    opening_date = fields.Date(
        string="First day of the books",
        required=True,
        default=lambda self: fields.Date.today().replace(month=1, day=1),
    )
    year_end_month = fields.Selection(
        [
            ("1", "January"),
            ("2", "February"),
            ("3", "March"),
            ("4", "April"),
            ("5", "May"),
            ("6", "June"),
            ("7", "July"),
            ("8", "August"),
            ("9", "September"),
            ("10", "October"),
            ("11", "November"),
            ("12", "December"),
        ],
        string="The year ends with",
        default="12",
        required=True,
    )
    bank_account = fields.Char(string="Our account number")
    bank = fields.Monetary(string="In the bank")
    cash = fields.Monetary(string="In the cash box")
    mobilepay = fields.Monetary(string="In MobilePay")
    receivables = fields.Monetary(string="Others owe us")
    grants_receivable = fields.Monetary(string="Grants promised, not yet received")
    advances = fields.Monetary(string="Volunteers have in advance")
    prepaid = fields.Monetary(string="Paid for this year already")
    owed_volunteers = fields.Monetary(string="We owe our volunteers")
    creditors = fields.Monetary(string="Bills not paid yet")
    other_debts = fields.Monetary(string="Other debts")
    unspent = fields.Monetary(string="Grants received, not yet spent")
    accruals = fields.Monetary(string="Costs of last year to be paid now")
    set_aside = fields.Monetary(string="Set aside by the general assembly")
    equity = fields.Monetary(
        string="Our own money on the first day", compute="_compute_equity"
    )
    line_ids = fields.One2many(
        "bydelsmor.open.books.line",
        "wizard_id",
        string="Last year's figures",
        default=lambda self: self._default_lines(),
    )

    @api.model
    def _default_lines(self):
        return [
            fields.Command.create({"key": line.key})
            for line in statement_lines.LINES
            if line.section in statement_lines.RESULT_SECTIONS
        ]

    @api.depends(*OPENING_ASSETS, *OPENING_DEBTS)
    def _compute_equity(self):
        for wizard in self:
            wizard.equity = sum(wizard[name] for name in OPENING_ASSETS) - sum(
                wizard[name] for name in OPENING_DEBTS
            )

    def action_open(self):
        """Open the books; who may is checked by the group."""
        self.ensure_one()
        month = int(self.year_end_month)
        last_day = fields.Date.end_of(
            fields.Date.today().replace(month=month, day=1), "month"
        )
        day = 29 if month == 2 else last_day.day
        self.group_id._open_books(
            self.opening_date,
            bank_account=self.bank_account,
            year_end=(month, day),
            comparison={line.key: line.amount for line in self.line_ids},
            **{name: self[name] for name in (*OPENING_ASSETS, *OPENING_DEBTS)},
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}


class BydelsmorOpenBooksLine(models.TransientModel):
    _name = "bydelsmor.open.books.line"
    _description = "Figure of last year"

    wizard_id = fields.Many2one(
        "bydelsmor.open.books", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    key = fields.Selection(
        selection=lambda self: statement_lines.selection(self.env),
        string="Line",
        required=True,
    )
    amount = fields.Monetary()

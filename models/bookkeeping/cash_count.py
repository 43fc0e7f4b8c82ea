from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from .cash_count_line import DENOMINATIONS


class CashCount(models.Model):
    """A count of the cash box (kasseeftersyn) and its protocol.

    What the books said that day is kept with the count, so that a later entry does
    not change what two people signed for.
    """

    _name = "bydelsmor.cash.count"
    _description = "Cash count"
    _order = "date desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        string="Group",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, default=fields.Date.context_today)
    unannounced = fields.Boolean(help="The one who keeps the box did not know.")
    state = fields.Selection(
        [("draft", "Counting"), ("done", "Signed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    line_ids = fields.One2many(
        "bydelsmor.cash.count.line",
        "count_id",
        string="Coins and notes",
        default=lambda self: [
            Command.create({"value": value / 100}) for value in DENOMINATIONS
        ],
    )
    counted = fields.Monetary(compute="_compute_counted", store=True)
    ledger = fields.Monetary(string="In the books", readonly=True, copy=False)
    difference = fields.Monetary(compute="_compute_difference")
    bank_balance = fields.Monetary(string="On the bank's statement")
    bank_ledger = fields.Monetary(string="Bank in the books", readonly=True, copy=False)
    last_voucher = fields.Integer(string="Last voucher", readonly=True, copy=False)
    remarks = fields.Text()
    counter_id = fields.Many2one(
        "res.users", string="Counted by", readonly=True, copy=False
    )
    witness_id = fields.Many2one(
        "res.users", string="Seen by", readonly=True, copy=False
    )
    witness_name = fields.Char(
        string="Who else was there", help="The name of somebody without a login."
    )

    _company_date_idx = models.Index("(company_id, date DESC, id DESC)")

    @api.depends("date")
    def _compute_display_name(self):
        for count in self:
            count.display_name = self.env._("Cash count %s", count.date or "")

    @api.depends("line_ids.amount")
    def _compute_counted(self):
        for count in self:
            count.counted = sum(count.line_ids.mapped("amount"))

    @api.depends("counted", "ledger")
    def _compute_difference(self):
        for count in self:
            count.difference = count.counted - count.ledger

    def write(self, vals):
        if not self.env.su:
            self._check_draft()
            self._check_typed(vals)
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_typed(vals)
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self._check_draft()

    def _check_typed(self, vals):
        own = {"state", "ledger", "bank_ledger", "last_voucher"}
        if not self.env.su and (own | {"counter_id", "witness_id"}) & set(vals):
            raise UserError(self.env._("These are set by the buttons of the count."))

    def _check_draft(self):
        if not self.env.su and any(count.state == "done" for count in self):
            raise UserError(
                self.env._("A signed cash count stays as it is. Count again instead.")
            )

    def action_done(self):
        """Sign the count: keep what the books say on that day.

        :raises AccessError: for somebody without a role in the group's books
        :raises UserError: for a day that lies ahead
        """
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board", "treasurer", "auditor")
        self._check_draft()
        self.company_id._bydelsmor_check_come(self.date)
        own = self.sudo()
        own.write(
            {
                **own._ledger_values(),
                "state": "done",
                "counter_id": self.env.uid,
            }
        )

    def action_witness(self):
        """Sign as the second person who was there.

        :raises UserError: for the one who counted
        """
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board", "treasurer", "auditor")
        if self.state != "done" or self.counter_id == self.env.user:
            raise UserError(
                self.env._("The second signature is given by somebody else.")
            )
        self.sudo().witness_id = self.env.user

    def _amount(self, amount):
        """Return an amount as it prints."""
        return formatLang(self.env, amount, digits=self.currency_id.decimal_places)

    def _ledger_values(self):
        """Return cash box and bank by the books, and the last voucher, that day."""
        groups = self.env["account.move.line"]._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("parent_state", "=", "posted"),
                ("date", "<=", self.date),
                ("account_id.account_type", "=", "asset_cash"),
                ("account_id.statement_line", "in", ("cash", "bank")),
            ],
            ["account_id.statement_line"],
            ["balance:sum"],
        )
        [(last,)] = self.env["account.move"]._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "posted"),
                ("date", "<=", self.date),
                ("voucher_year", "=", self.date.year),
            ],
            [],
            ["voucher_number:max"],
        )
        balances = dict(groups)
        return {
            "ledger": balances.get("cash", 0.0),
            "bank_ledger": balances.get("bank", 0.0),
            "last_voucher": last or 0,
        }

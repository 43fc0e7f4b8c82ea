from dateutil.relativedelta import relativedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError

from .statement_lines import RESULT_SECTIONS, selection

STATES = [
    ("open", "Open"),
    ("signed", "Signed"),
    ("reviewed", "Reviewed"),
    ("adopted", "Adopted"),
    ("reported", "Reported"),
]
# What a person may type while the accounts are open; everything else is set by the
# buttons alone, which ask for the role first.
TYPED_FIELDS = {
    "kind",
    "date_from",
    "date_to",
    "report_text",
    "policy_text",
    "proposal_text",
    "correction_note",
    "open_items_reason",
    "bank_balance",
    "bank_balance_date",
    "mobilepay_balance",
    "debts_checked",
    "grants_checked",
    "budget_ids",
}


class AnnualAccounts(models.Model):
    """The accounts of one period of one group, from open to reported.

    The figures are never typed: while the accounts are open they are read from the
    posted entries each time; when the board signs they are frozen as a text whose
    hash stands on every sheet.
    """

    _name = "bydelsmor.annual.accounts"
    _description = "Annual accounts"
    _inherit = ["mail.thread"]
    _order = "date_to desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        string="Group",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [("annual", "Annual accounts"), ("project", "Project accounts")],
        required=True,
        default="annual",
        help="Before the group is an association its accounts are called project "
        "accounts. Founding the association starts a period of its own.",
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", required=True)
    state = fields.Selection(
        STATES, default="open", required=True, readonly=True, copy=False, tracking=True
    )
    budget_ids = fields.One2many("bydelsmor.budget.line", "accounts_id", copy=False)
    report_text = fields.Text(
        string="Report",
        help="What the group did in the period. Filled in from the group's own counts "
        "by the button; yours to write on.",
    )
    policy_text = fields.Text(
        string="More about how the accounts are made",
        help="Printed below the standard sentences, which say only what was done.",
    )
    proposal_text = fields.Text(
        string="What to do with the result",
        help="Empty: the result is carried forward to the next year.",
    )
    correction_note = fields.Text(
        string="Corrections of earlier years",
        help="A fault found after an earlier year was adopted is corrected in this "
        "year and told of here.",
    )
    open_items_reason = fields.Text(
        string="Why something on the list is still open",
        help="Told to the auditor and the general assembly, and frozen with the "
        "figures.",
    )
    bank_balance = fields.Monetary(
        string="Balance on the bank statement",
        help="Type it from the bank's own statement on the last day of the period.",
    )
    bank_balance_date = fields.Date(
        string="Bank statement read on",
        help="The day on which somebody compared the bank's statement with the books.",
    )
    mobilepay_balance = fields.Monetary(string="Balance in MobilePay")
    debts_checked = fields.Boolean(string="We know what we owe and are owed")
    grants_checked = fields.Boolean(string="We have looked at each grant")

    _one_period_per_start = models.UniqueIndex(
        "(company_id, date_from)",
        "There are accounts for a period that starts on this day already.",
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A period cannot end before it starts."
    )
    _company_date_idx = models.Index("(company_id, date_to DESC, id DESC)")

    @api.depends("kind", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for accounts in self:
            accounts.display_name = self.env._(
                "%(kind)s %(period)s",
                kind=accounts._kind_label(),
                period=accounts._period_label(),
            )

    @api.constrains("company_id", "date_from", "date_to")
    def _check_no_overlap(self):
        for accounts in self:
            overlapping = [
                ("company_id", "=", accounts.company_id.id),
                ("id", "!=", accounts.id),
                ("date_from", "<=", accounts.date_to),
                ("date_to", ">=", accounts.date_from),
            ]
            if self.search_count(overlapping, limit=1):
                raise ValidationError(
                    self.env._("Two periods of the same group must not overlap.")
                )

    @api.onchange("bank_balance")
    def _onchange_bank_balance(self):
        if self.bank_balance and not self.bank_balance_date:
            self.bank_balance_date = fields.Date.context_today(self)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        company = self.env["res.company"].browse(values.get("company_id"))
        if company and {"date_from", "date_to"} & set(fields):
            values.update(self._next_period(company))
        if "budget_ids" in fields:
            values["budget_ids"] = [
                Command.create({"key": key})
                for key, _label in selection(self.env, RESULT_SECTIONS)
            ]
        return values

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_typed(vals, {"company_id"})
        return super().create(vals_list)

    def write(self, vals):
        self._check_typed(vals)
        if not self.env.su:
            self._check_open(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_untouched(self):
        if any(accounts.state != "open" or accounts.is_frozen for accounts in self):
            raise UserError(
                self.env._("Accounts that somebody has signed cannot be deleted.")
            )

    @api.model
    def _for_period(self, company, date_from, date_to, kind="annual"):
        """Return the accounts of a period, made when they are missing.

        :param kind: "annual", or "project" before the association is founded
        """
        found = self.search(
            [("company_id", "=", company.id), ("date_from", "=", date_from)]
        )
        return found or self.create(
            {
                "company_id": company.id,
                "date_from": date_from,
                "date_to": date_to,
                "kind": kind,
                "budget_ids": [
                    Command.create({"key": key})
                    for key, _label in selection(self.env, RESULT_SECTIONS)
                ],
            }
        )

    @api.model
    def _next_period(self, company):
        """Return date_from, date_to and kind of the period after the last one."""
        last = self.search(
            [("company_id", "=", company.id)], order="date_to desc", limit=1
        )
        today = fields.Date.context_today(self)
        day = last.date_to + relativedelta(days=1) if last else today
        _kind, start, end = company._bydelsmor_period(day)
        founded = company._bydelsmor_group().founding_date
        kind = "annual" if founded and founded <= start else "project"
        return {"date_from": start, "date_to": end, "kind": kind}

    @api.model
    def _cut_off(self, company, date):
        """End the open accounts that run over ``date`` on the day before, and begin
        the association's first period on it.

        :param date: day of the founding
        :return: the accounts of the first period, if there was anything to cut
        """
        running = self.search(
            [
                ("company_id", "=", company.id),
                ("date_from", "<", date),
                ("date_to", ">=", date),
                ("state", "=", "open"),
            ]
        ).filtered(lambda accounts: not accounts.is_frozen)
        if not running:
            return running
        last = running.date_to
        running.write({"date_to": date - relativedelta(days=1), "kind": "project"})
        return self._for_period(company, date, last)

    def _previous_period(self):
        """Return (first, last) day of the period to compare with: the accounts
        that end the day before, or else the year before."""
        self.ensure_one()
        last = self.date_from - relativedelta(days=1)
        before = self.search_fetch(
            [("company_id", "=", self.company_id.id), ("date_to", "=", last)],
            ["date_from"],
            limit=1,
        )
        return before.date_from or self.date_from - relativedelta(years=1), last

    def _kind_label(self):
        return dict(self._fields["kind"]._description_selection(self.env))[self.kind]

    def _period_label(self):
        """Return "2026" for a calendar year, else both dates."""
        first, last = self.date_from, self.date_to
        if not (first and last):
            return ""
        if self._is_calendar_year(first, last):
            return str(first.year)
        return f"{first:%d.%m.%Y}-{last:%d.%m.%Y}"

    @api.model
    def _is_calendar_year(self, first, last):
        same = first.year == last.year
        return same and (first.month, first.day) == (1, 1) and last.month == 12

    def _check_typed(self, vals, also=()):
        """Refuse fields that only the buttons may set."""
        if self.env.su:
            return
        own = {name for name in vals if not name.startswith(("message_", "activity_"))}
        foreign = own - TYPED_FIELDS - set(also)
        if foreign:
            raise UserError(
                self.env._(
                    "These are set by the buttons of the accounts: %s.",
                    ", ".join(sorted(foreign)),
                )
            )

    def _check_open(self, vals=None):
        """Raise when figures or texts of frozen accounts would change.

        :raises UserError: naming the way back
        """
        typed = TYPED_FIELDS & set(vals if vals is not None else TYPED_FIELDS)
        if typed and any(accounts.is_frozen for accounts in self):
            raise UserError(
                self.env._(
                    "These accounts are made ready for signing. Open them again with "
                    "a reason before you change them."
                )
            )

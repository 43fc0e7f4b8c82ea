from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountsAudit(models.TransientModel):
    """The auditor's statement: what she ticks is what the statement says.

    An approved auditor, or one who signs on paper, has a statement of her own: it is
    uploaded and the addon writes none, for the professional wording is not ours.
    """

    _name = "bydelsmor.accounts.audit"
    _inherit = "bydelsmor.accounts.step"
    _description = "Auditor's statement"

    kind = fields.Selection(
        [
            ("lay", "I am the elected auditor and write it here"),
            ("upload", "The auditor's own statement, on paper or as a file"),
        ],
        required=True,
        default="lay",
    )
    name = fields.Char(
        string="Auditor's name",
        required=True,
        default=lambda self: self.env.user.name,
    )
    date = fields.Date(
        string="Reviewed on", required=True, default=fields.Date.context_today
    )
    vouchers = fields.Boolean(string="I have seen the vouchers")
    bank = fields.Boolean(string="I have compared the bank statements with the books")
    minutes = fields.Boolean(string="I have read the minutes of the board's meetings")
    cash_date = fields.Date(string="I counted the cash box on")
    events = fields.Boolean(
        string="Every activity that I know of has its income and costs in the books, "
        "and no cost is without an activity"
    )
    decisions = fields.Boolean(
        string="The money was spent as the board and the general assembly decided"
    )
    approvals = fields.Boolean(
        string="Nobody approved her own receipts, and two signed where two must"
    )
    remarks = fields.Text()
    recommends = fields.Selection(
        [("approve", "Approval"), ("reject", "No approval")],
        string="I recommend",
        default="approve",
    )
    statement_file = fields.Binary(string="The statement")
    statement_file_name = fields.Char()
    voucher_count = fields.Integer(compute="_compute_counts")
    seen_count = fields.Integer(string="Marked as seen", compute="_compute_counts")
    question_count = fields.Integer(string="Open questions", compute="_compute_counts")

    @api.depends("accounts_id")
    def _compute_counts(self):
        for step in self:
            accounts = step.accounts_id.sudo()
            groups = (
                self.env["bydelsmor.audit.mark"]
                .sudo()
                ._read_group(
                    [("accounts_id", "=", accounts.id)], ["state"], ["__count"]
                )
            )
            marks = dict(groups)
            payload = accounts._payload() if accounts else None
            step.voucher_count = payload and payload["ledger"]["vouchers"]["count"]
            step.seen_count = marks.get("seen", 0) + marks.get("answered", 0)
            step.question_count = marks.get("question", 0)

    def action_confirm(self):
        if self.kind == "upload":
            return self._confirm_upload()
        self._check_role("auditor")
        if not self.recommends:
            raise UserError(self.env._("Say what you recommend."))
        return self.accounts_id._review(
            audit_kind="lay",
            audit_name=self.name,
            audit_date=self.date,
            audit_vouchers=self.vouchers,
            audit_bank=self.bank,
            audit_minutes=self.minutes,
            audit_cash_date=self.cash_date,
            audit_events=self.events,
            audit_decisions=self.decisions,
            audit_approvals=self.approvals,
            audit_remarks=self.remarks,
            audit_recommends=self.recommends,
        )

    def _confirm_upload(self):
        self._check_role("auditor", "board", "treasurer")
        if not self.statement_file:
            raise UserError(self.env._("Add the file with the auditor's statement."))
        return self.accounts_id._review(
            audit_kind="upload",
            audit_name=self.name,
            audit_date=self.date,
            audit_file=self.statement_file,
            audit_file_name=self.statement_file_name,
        )

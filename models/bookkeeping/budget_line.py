from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .statement_lines import BY_KEY, INCOME, selection_budget


class BudgetLine(models.Model):
    """The budget of one line of the result: of a period, as the general assembly saw
    it, or of a grant, as its funder did."""

    _name = "bydelsmor.budget.line"
    _description = "Budget line"
    _order = "sequence, id"
    _check_company_auto = True

    accounts_id = fields.Many2one(
        "bydelsmor.annual.accounts",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    grant_id = fields.Many2one(
        "bydelsmor.grant",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        index=True,
        precompute=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(compute="_compute_sequence", store=True, precompute=True)
    key = fields.Selection(
        selection=lambda self: selection_budget(self.env), string="Line", required=True
    )
    amount = fields.Monetary(
        help="As it prints: income and expenses both without a minus."
    )

    _one_per_line = models.UniqueIndex(
        "(accounts_id, key)", "Each line has one budget only."
    )
    _one_per_line_of_grant = models.UniqueIndex(
        "(grant_id, key)", "Each line has one budget only."
    )
    _one_owner = models.Constraint(
        "CHECK (num_nonnulls(accounts_id, grant_id) = 1)",
        "A budget belongs to the accounts of a period or to a grant.",
    )

    @api.depends("accounts_id.company_id", "grant_id.company_id")
    def _compute_company_id(self):
        for line in self:
            line.company_id = line.accounts_id.company_id or line.grant_id.company_id

    @api.depends("key")
    def _compute_sequence(self):
        order = [key for key, _label in selection_budget(self.env)]
        for line in self:
            line.sequence = order.index(line.key) if line.key in order else 99

    @api.constrains("grant_id", "key")
    def _check_grant_is_used(self):
        for line in self.filtered("grant_id"):
            if BY_KEY[line.key].section == INCOME:
                raise ValidationError(
                    self.env._(
                        "The budget of a grant says what it is used for. Choose an "
                        "expense as its line."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_accounts_open()
        return lines

    def write(self, vals):
        self._check_accounts_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_open(self):
        self._check_accounts_open()

    def _check_accounts_open(self):
        if not self.env.su:
            self.accounts_id._check_open()

from odoo import api, fields, models

from .statement_lines import selection_budget


class BudgetLine(models.Model):
    """The budget of one line of the result, as the general assembly saw it."""

    _name = "bydelsmor.budget.line"
    _description = "Budget line"
    _order = "sequence, id"
    _check_company_auto = True

    accounts_id = fields.Many2one(
        "bydelsmor.annual.accounts",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="accounts_id.company_id", store=True, index=True, precompute=True
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

    @api.depends("key")
    def _compute_sequence(self):
        order = [key for key, _label in selection_budget(self.env)]
        for line in self:
            line.sequence = order.index(line.key) if line.key in order else 99

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

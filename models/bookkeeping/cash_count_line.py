from odoo import api, fields, models

# Coins and notes of the Danish krone, in øre, as a cash box may hold them.
DENOMINATIONS = (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50)


class CashCountLine(models.Model):
    """How many there are of one coin or note."""

    _name = "bydelsmor.cash.count.line"
    _description = "Coins and notes counted"
    _order = "value desc, id"
    _check_company_auto = True

    count_id = fields.Many2one(
        "bydelsmor.cash.count",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="count_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    value = fields.Monetary(string="Coin or note", required=True)
    number = fields.Integer(string="How many")
    amount = fields.Monetary(compute="_compute_amount", store=True, precompute=True)

    _number_not_negative = models.Constraint(
        "CHECK (number >= 0)", "There cannot be fewer than none of a coin."
    )
    _one_per_value = models.UniqueIndex(
        "(count_id, value)", "Each coin or note has one line."
    )

    @api.depends("value", "number")
    def _compute_amount(self):
        for line in self:
            line.amount = line.value * line.number

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.count_id._check_draft()
        return lines

    def write(self, vals):
        self.count_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self.count_id._check_draft()

from odoo import fields, models

from . import statement_lines


class BydelsmorComparisonLine(models.Model):
    """A figure of a year before the books were opened here, typed once.

    Printed in the annual accounts' column of last year. Signs are those of the
    printed sheet: income, expenses, assets and debts are all positive figures.
    """

    _name = "bydelsmor.comparison.line"
    _description = "Figure of an earlier year"
    _order = "company_id, year desc, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        string="Group",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    year = fields.Integer(required=True, aggregator=None)
    key = fields.Selection(
        selection=lambda self: statement_lines.selection(self.env),
        string="Line",
        required=True,
    )
    amount = fields.Monetary(required=True)

    _line_uniq = models.UniqueIndex(
        "(company_id, year, key)", "This line of the year has been typed already."
    )

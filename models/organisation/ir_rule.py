from odoo import fields, models


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _compute_domain_context_values(self):
        """A mandate starts and ends by date, so a rule holds for one day only."""
        yield from super()._compute_domain_context_values()
        yield fields.Date.today()

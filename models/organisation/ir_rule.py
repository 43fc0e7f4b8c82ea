from odoo import fields, models


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _compute_domain_context_values(self):
        """Rules ask for the user's roles, and Odoo keeps their domains in a cache that
        other processes, scripts and rolled back savepoints do not empty. So the roles
        themselves and the day are part of its key: a mandate that ends is over."""
        yield from super()._compute_domain_context_values()
        if not self.env.su:
            yield self.env.user.bydelsmor_rights
            yield fields.Date.today()

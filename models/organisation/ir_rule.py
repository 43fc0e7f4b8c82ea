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

    def _make_access_error(self, operation, records):
        """In debug mode, which any internal user can switch on, Odoo's refusal names
        the records that she may not read. A group's are told by their number only."""
        refused = records[:6].sudo()
        names = {record.display_name for record in refused._bydelsmor_of_groups()}
        error = super()._make_access_error(operation, records)
        [message, *rest] = error.args
        for name in names:
            message = message.replace(f", {name} (", " (")
        error.args = (message, *rest)
        return error

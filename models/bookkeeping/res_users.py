from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _companies_closed_for(self, *access_roles):
        """Return the ids of the groups' companies where this user holds no such role.

        For global rules on Odoo's own models: what they shut out is named, so that
        companies that are no groups stay exactly as Odoo has them.
        """
        self.ensure_one()
        groups = (
            self.env["res.company"]
            .sudo()
            .with_context(active_test=False)
            .search([("is_bydelsmor_group", "=", True)])
        )
        return sorted(set(groups.ids) - set(self._companies_for(*access_roles)))

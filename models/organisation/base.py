from odoo import models
from odoo.exceptions import AccessError


class Base(models.AbstractModel):
    _inherit = "base"

    def write(self, vals):
        """A record of a group stays where it was made.

        Odoo asks the rules before a write, not after it: without this, whoever may
        change a record of her own could hand it over to another woman or group (a
        mandate as chair, say, to her own record in a group where she is none).
        """
        anchor = self._bydelsmor_anchor()
        if anchor in vals and not self.env.su:
            for record in self.sudo():
                if (record[anchor].id or False) != (vals[anchor] or False):
                    raise AccessError(
                        self.env._(
                            "This stays where it was made. Make a new one instead."
                        )
                    )
        return super().write(vals)

    def _bydelsmor_anchor(self):
        """Return the field through which a record of ours belongs to its group."""
        if not self._name.startswith("bydelsmor.") or self._transient:
            return None
        company = self._fields.get("company_id")
        if company is None:
            return None
        return company.related.split(".")[0] if company.related else "company_id"

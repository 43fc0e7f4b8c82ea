from odoo import models

# Whom a Bydelsmor asks first; the next ones only where a group has none of these.
NEAREST_ROLES = (
    ("organisational_volunteer", "startup_coordinator"),
    ("chair",),
    ("deputy_chair", "secretary", "treasurer"),
)


class BydelsmorGroup(models.Model):
    _inherit = "bydelsmor.group"

    def _contact_people(self):
        """Return whom a member of this group can call: name, role and phone.

        The caller reads who holds which role with her own rights; names and phone
        numbers of those few are then given, because they are there to be called.
        """
        self.ensure_one()
        mandates = self.env["bydelsmor.mandate"].search(
            [("group_id", "=", self.id), ("running", "=", True)]
        )
        me = self.env.user.partner_id
        for roles in NEAREST_ROLES:
            found = mandates.filtered(
                lambda m, roles=roles: m.role in roles and m.partner_id != me
            )
            if found:
                return [mandate._contact_card() for mandate in found]
        return []

from odoo import models


class BydelsmorMandate(models.Model):
    _inherit = "bydelsmor.mandate"

    def _contact_card(self):
        """Return name, role and phone of the person, for those who may call her."""
        self.ensure_one()
        roles = dict(self._fields["role"]._description_selection(self.env))
        person = self.sudo().partner_id
        return {
            "name": person.name,
            "role": roles[self.role],
            "phone": person.phone,
            "tel": "".join(c for c in person.phone or "" if c.isdigit() or c == "+"),
        }

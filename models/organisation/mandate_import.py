from odoo import api, fields, models
from odoo.fields import Domain

from .import_template import import_templates


class BydelsmorMandate(models.Model):
    """Mandates from a list. They give rights, so a name must mean one woman only:
    Odoo would take the first of several and warn."""

    _inherit = "bydelsmor.mandate"

    import_group = fields.Char(
        string="Name of the group",
        compute="_compute_import_group",
        inverse="_inverse_import_group",
        help="Used when a list is imported: which group the volunteer is in.",
    )

    @api.depends("group_id.name")
    def _compute_import_group(self):
        for mandate in self:
            mandate.import_group = mandate.group_id.name

    def _inverse_import_group(self):
        """Nothing to store: ``load`` used it to find the volunteer."""

    @api.model
    def get_import_templates(self):
        return import_templates(
            self.env, "mandate", self.env._("Import template for roles")
        )

    @api.model
    def load(self, fields, data):
        if "volunteer_id" not in fields:
            return super().load(fields, data)
        name_at = fields.index("volunteer_id")
        group_at = fields.index("import_group") if "import_group" in fields else None
        groups = ["" if group_at is None else row[group_at].strip() for row in data]
        names = [row[name_at].strip() for row in data]
        wanted = list(zip(names, groups, strict=True))
        found = self._import_volunteers(wanted)
        messages = [
            self._import_message(position, *pair, found[pair])
            for position, pair in enumerate(wanted)
            if any(pair) and len(found[pair]) != 1
        ]
        if messages:
            return {"ids": False, "messages": messages, "nextrow": 0}
        fields = [*fields]
        fields[name_at] = "volunteer_id/.id"
        data = [list(row) for row in data]
        for row, pair in zip(data, wanted, strict=True):
            row[name_at] = str(found[pair].id) if any(pair) else ""
        if group_at is not None:
            del fields[group_at]
            for row in data:
                del row[group_at]
        return super().load(fields, data)

    @api.model
    def _import_volunteers(self, wanted):
        """Return the volunteers of each (name or e-mail, group name), one query."""
        names = list({name for name, _group in wanted if name})
        volunteers = self.env["bydelsmor.volunteer"].search(
            Domain("name", "in", names)
            | Domain("partner_id.email_normalized", "in", [n.lower() for n in names])
        )
        return {
            pair: volunteers.filtered(self._import_matches(*pair))
            for pair in set(wanted)
        }

    @api.model
    def _import_matches(self, name, group):
        def matches(volunteer):
            if group and volunteer.group_id.name.casefold() != group.casefold():
                return False
            email = volunteer.partner_id.email_normalized
            return volunteer.name == name or (email and email == name.lower())

        return matches

    @api.model
    def _import_message(self, position, name, group, found):
        if found:
            text = self.env._(
                "There is more than one %(name)s. Write the group in its own column, "
                "or her e-mail instead of her name.",
                name=name,
            )
        else:
            text = self.env._(
                "No volunteer called %(name)s was found in %(group)s. Import the "
                "volunteers first.",
                name=name or "–",
                group=group or self.env._("your groups"),
            )
        return {
            "type": "error",
            "message": text,
            "rows": {"from": position, "to": position},
            "record": position,
            "field": "volunteer_id",
        }

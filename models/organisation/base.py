from collections import defaultdict

from odoo import Command, api, models
from odoo.exceptions import AccessError

# Whose names tell of people and papers; beside them, every model of ours.
NAMED = {"account.move", "res.partner", "res.partner.bank", "res.users"}


class Base(models.AbstractModel):
    _inherit = "base"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self._bydelsmor_check_named(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        """A record of a group stays where it was made.

        Odoo asks the rules before a write, not after it: without this, whoever may
        change a record of her own could hand it over to another woman or group (a
        mandate as chair, say, to her own record in a group where she is none).
        """
        if not self.env.su:
            self._bydelsmor_check_named([vals])
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

    def onchange(self, values, field_names, fields_spec):
        if not self.env.su:
            self._bydelsmor_check_form(values)
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def _bydelsmor_check_named(self, vals_list):
        """Nobody points to somebody of a group whom she may not read.

        Odoo shows the name of what a many2one points to, readable or not, and copies
        from it (a contact's address, a bill's bank number): whoever writes a number
        there would learn who is behind it.

        :raises AccessError: naming nobody
        """
        named = defaultdict(set)
        for vals in (*vals_list, self._bydelsmor_defaults()):
            self._bydelsmor_note_named(vals, named)
        self._bydelsmor_check_readable(named)

    def _bydelsmor_check_form(self, values):
        """Ask the same of a form with all that stands in it (see above): its lines
        are not created or written one by one, and their names are shown as well.

        :raises AccessError: naming nobody
        """
        named = defaultdict(set)
        for vals in (values, self._bydelsmor_defaults()):
            self._bydelsmor_note_form(vals, named)
        self._bydelsmor_check_readable(named)

    def _bydelsmor_defaults(self):
        return {
            key.removeprefix("default_"): value
            for key, value in self.env.context.items()
            if key.startswith("default_")
        }

    def _bydelsmor_note_named(self, vals, named):
        """Note in ``named`` (ids by model) what the values point to and the records
        do not yet."""
        for name, value in vals.items():
            field = self._fields.get(name)
            number = field and field.type == "many2one" and _number(value)
            if number and {number} != set(self.sudo()[name].ids):
                named[field.comodel_name].add(number)

    def _bydelsmor_note_form(self, values, named):
        self._bydelsmor_note_named(values, named)
        for name, value in values.items():
            field = self._fields.get(name)
            if field is None or not field.relational:
                continue
            linked, nested = _in_form(field, value)
            named[field.comodel_name].update(linked)
            lines = self.env[field.comodel_name].browse(linked)
            for number, vals in nested:
                line = lines.browse(number or ()).with_prefetch(lines._prefetch_ids)
                line._bydelsmor_note_form(vals, named)

    def _bydelsmor_check_readable(self, named):
        for model, ids in named.items():
            # the model first: some of Odoo's cannot even be asked what exists
            if model in NAMED or model.startswith("bydelsmor."):
                known = self.env[model].browse(ids).exists()._bydelsmor_of_groups()
                if known:
                    known.check_access("read")

    def _bydelsmor_of_groups(self):
        """Return those of these records that belong to a group, or to its people."""
        company = self._fields.get("company_id")
        if company is None or company.comodel_name != "res.company":
            return self.browse()
        return self.filtered(lambda r: r.sudo().company_id.is_bydelsmor_group)

    def _bydelsmor_home(self):
        """Return the companies to which this record of a group belongs."""
        return self.sudo().company_id

    def _bydelsmor_anchor(self):
        """Return the field through which a record of ours belongs to its group."""
        if not self._name.startswith("bydelsmor.") or self._transient:
            return None
        company = self._fields.get("company_id")
        if company is None:
            return None
        return company.related.split(".")[0] if company.related else "company_id"


def _number(value):
    """The id in a many2one's value, which a form may send with its name."""
    if isinstance(value, dict):
        value = value.get("id")
    if isinstance(value, list | tuple):
        value = value[0] if value else False
    return value if isinstance(value, int) and value > 0 else False


def _in_form(field, value):
    """Return what a form sends for a relational field: the ids that it links, and
    pairs of an id, or none, with the values that stand there."""
    if field.type == "many2one":
        nested = [(_number(value), value)] if isinstance(value, dict) else []
        return [], nested
    linked, nested = [], []
    for command in value if isinstance(value, list | tuple) else ():
        if isinstance(command, int):
            linked.append(command)
        elif command and command[0] in (Command.CREATE, Command.UPDATE):
            number = command[0] == Command.UPDATE and _number(command[1])
            linked += [number] if number else []
            nested.append((number, command[2]))
        elif command and command[0] == Command.LINK:
            linked.append(command[1])
        elif command and command[0] == Command.SET:
            linked += command[2]
    return [number for number in map(_number, linked) if number], nested

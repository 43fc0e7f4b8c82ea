from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from .import_template import import_templates


class BydelsmorVolunteer(models.Model):
    """What happens to volunteers that come from a list (Odoo's own import).

    A list is often read in twice, and a woman may be in two groups. So the same
    person is found by her e-mail, and a name that is in the group already is
    refused with a word; by hand anything can still be written.
    """

    _inherit = "bydelsmor.volunteer"

    @api.model
    def get_import_templates(self):
        return import_templates(
            self.env, "volunteer", self.env._("Import template for volunteers")
        )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.context.get("import_file"):
            return super().create(vals_list)
        created = {}
        for positions in self._import_rounds(vals_list):
            batch = [vals_list[position] for position in positions]
            self._import_refuse_doubles(batch)
            self._import_link_people(batch)
            volunteers = super().create(batch)
            created.update(zip(positions, volunteers.ids, strict=True))
        return self.browse([created[position] for position in sorted(created)])

    @api.model
    def _import_rounds(self, vals_list):
        """Split the rows so that no e-mail stands twice in a round: the second
        record of a person links to the contact that the first one made."""
        rounds, seen = [], {}
        for position, vals in enumerate(vals_list):
            email = email_normalize(vals.get("email")) or f"row {position}"
            turn = seen[email] = seen.get(email, -1) + 1
            if turn == len(rounds):
                rounds.append([])
            rounds[turn].append(position)
        return rounds

    @api.model
    def _import_refuse_doubles(self, vals_list):
        """Raise when a name is in its group already, or twice in the list."""
        present = {
            (group.id, name.casefold())
            for group, name in self.with_context(active_test=False)._read_group(
                [("group_id", "in", [vals.get("group_id") for vals in vals_list])],
                ["group_id", "name"],
            )
        }
        for vals in vals_list:
            key = (vals.get("group_id"), (vals.get("name") or "").strip().casefold())
            if key in present:
                raise UserError(
                    self.env._(
                        "%(name)s is in %(group)s already. Take her row out of the "
                        "list; if there are two women of that name, add the second "
                        "one by hand.",
                        name=vals["name"],
                        group=self.env["bydelsmor.group"].browse(key[0]).name,
                    )
                )
            present.add(key)

    @api.model
    def _import_link_people(self, vals_list):
        """Give rows with a known e-mail the person that it belongs to."""
        people = self._import_people_by_email(vals_list)
        for vals in vals_list:
            person = people.get(email_normalize(vals.get("email")))
            if person and not vals.get("partner_id"):
                self._import_check_same_person(person, vals)
                vals["partner_id"] = person.id

    @api.model
    def _import_people_by_email(self, vals_list):
        emails = {email_normalize(vals.get("email")) for vals in vals_list} - {False}
        # Everybody's contact, also of groups the caller does not see: whether she
        # may use it is asked for each row.
        people = (
            self.env["res.partner"]
            .sudo()
            .search([("email_normalized", "in", list(emails))], order="id desc")
        )
        return {person.email_normalized: person for person in people}

    @api.model
    def _import_check_same_person(self, person, vals):
        """Raise when the e-mail is another's, or hers in a group of others."""
        name = (vals.get("name") or "").strip()
        if person.name.strip().casefold() != name.casefold():
            raise UserError(
                self.env._(
                    "The e-mail %(email)s belongs to somebody else already. Leave it "
                    "empty for %(name)s, or write one of her own.",
                    email=vals["email"],
                    name=name,
                )
            )
        if not person.with_env(self.env).has_access("read"):
            raise UserError(
                self.env._(
                    "%(name)s is known in another group. Ask the secretariat to add "
                    "her to yours, so that she keeps one login.",
                    name=vals["name"],
                )
            )

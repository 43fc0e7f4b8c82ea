from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError

from .small_groups import Woman, divide

# Below this she cannot tell a story in that language.
EVERYDAY = "2"


class BydelsmorMeeting(models.Model):
    """Exchange of experience: in small groups, when many have come."""

    _inherit = "bydelsmor.meeting"

    small_group_note = fields.Text(
        string="Small groups",
        compute="_compute_small_group_note",
        compute_sudo=True,
        help="Who sits together, in the order in which they take turns.",
    )

    @api.depends("attendance_ids.small_group", "attendance_ids.turn")
    @api.depends_context("lang")
    def _compute_small_group_note(self):
        for meeting in self:
            tables = meeting._small_groups()
            lines = [
                self.env._(
                    "Group %(number)s: %(names)s",
                    number=number,
                    names=", ".join(rows.mapped("sort_name")),
                )
                for number, rows in tables
            ]
            alone = meeting._in_need_of_words()
            if alone:
                lines.append(self._words_about_alone(alone))
            meeting.small_group_note = "\n".join(lines)

    def _small_groups(self):
        """Return [(number, rows in the order of their turns)] of those still here."""
        rows = self.sudo().attendance_ids.filtered(
            lambda r: r.present and r.small_group
        )
        tables = rows.sorted(lambda r: (r.turn, r.id)).grouped("small_group")
        return sorted(tables.items())

    def _in_need_of_words(self):
        rows = self.sudo().attendance_ids
        return rows.filtered(lambda r: r.present and r.small_group and r.alone)

    def _words_about_alone(self, rows):
        return self.env._(
            "Nobody in her group shares a language with %(names)s as far as is written "
            "down. Who sits beside her and helps with the words?",
            names=", ".join(rows.mapped("sort_name")),
        )

    def _is_large(self, women):
        """Tell whether so many have come that they divide; a setting of the group."""
        return len(women) >= max(self.sudo().group_id.small_groups_from, 1)

    def action_divide(self):
        """Divide those who are here into small groups; pressed again, otherwise.

        :raises AccessError: for who does not run this meeting
        :raises UserError: when nobody is ticked
        """
        self.ensure_one()
        self._check_may_run()
        own = self.sudo()
        here = own.attendance_ids.filtered(lambda r: r.present and r.volunteer_id)
        if not here:
            raise UserError(self.env._("Tick first who is here."))
        if own._is_large(here):
            division = divide(own._as_women(here))
        else:
            # One circle, and only the order of their turns is new.
            division = divide([Woman(row.id, frozenset([0]), 0) for row in here])
            circle = [key for group in division.groups for key in group]
            division = division._replace(groups=[circle])
        own._sit_down(division)
        return True

    def _as_women(self, rows):
        """Return what the division needs to know: which languages each speaks, and
        how long she has been a Bydelsmor. Whoever has told no language knows the
        Danish of the training."""
        spoken = self._spoken(rows.volunteer_id)
        danish = frozenset(self.env.ref("bydelsmor.language_da").ids)
        today = date.today()
        return [
            Woman(
                row.id,
                spoken.get(row.volunteer_id) or danish,
                (today - (row.volunteer_id.date_active or today)).days,
            )
            for row in rows
        ]

    @api.model
    def _spoken(self, volunteers):
        spoken = {}
        lines = (
            self.env["bydelsmor.volunteer.language"]
            .sudo()
            .search_fetch(
                [
                    ("volunteer_id", "in", volunteers.ids),
                    ("level", ">=", EVERYDAY),
                ],
                ["volunteer_id", "language_id"],
            )
        )
        for line in lines:
            spoken.setdefault(line.volunteer_id, set()).add(line.language_id.id)
        return {woman: frozenset(ids) for woman, ids in spoken.items()}

    def _sit_down(self, division):
        """Write down where each sits and when it is her turn."""
        seats = {
            key: (number, turn)
            for number, group in enumerate(division.groups, 1)
            for turn, key in enumerate(group, 1)
        }
        alone = set(division.alone) if len(division.groups) > 1 else set()
        for row in self.attendance_ids:
            number, turn = seats.get(row.id, (0, 0))
            row.write({"small_group": number, "turn": turn, "alone": row.id in alone})

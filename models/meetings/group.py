from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .danish_time import danish_time
from .kinds import COMING_STATES, HELD_STATES

# After so long a silence somebody from the secretariat gives the group a call.
SILENCE = timedelta(days=60)
YEAR = timedelta(days=365)


class BydelsmorGroup(models.Model):
    """When a group met and how often: days and counts, for the group itself and for
    the secretariat, which reads no meeting."""

    _inherit = "bydelsmor.group"

    last_meeting = fields.Date(
        string="Last met on", compute="_compute_meetings", compute_sudo=True
    )
    next_meeting = fields.Date(
        string="Meets next on", compute="_compute_meetings", compute_sudo=True
    )
    meetings_in_a_year = fields.Integer(
        string="Meetings in the last year",
        compute="_compute_meetings",
        compute_sudo=True,
    )
    is_silent = fields.Boolean(
        string="No meeting for 60 days",
        compute="_compute_meetings",
        search="_search_is_silent",
        compute_sudo=True,
        help="No meeting was written down as held in the last 60 days.",
    )

    def _compute_meetings(self):
        now = fields.Datetime.now()
        held = self._meetings(Domain("state", "in", HELD_STATES), ["start:max"])
        lately = self._meetings(
            Domain("state", "in", HELD_STATES) & Domain("start", ">=", now - YEAR),
            ["__count"],
        )
        coming = self._meetings(
            Domain("state", "in", COMING_STATES) & Domain("start", ">=", now),
            ["start:min"],
        )
        for group in self:
            (last,) = held.get(group.id, (False,))
            (following,) = coming.get(group.id, (False,))
            (count,) = lately.get(group.id, (0,))
            group.last_meeting = last and danish_time(last).date()
            group.next_meeting = following and danish_time(following).date()
            group.meetings_in_a_year = count
            group.is_silent = not last or last < now - SILENCE

    def _meetings(self, domain, aggregates):
        rows = self.env["bydelsmor.meeting"]._read_group(
            Domain("group_id", "in", self.ids) & domain, ["group_id"], aggregates
        )
        return {group.id: values for group, *values in rows}

    @api.model
    def _search_is_silent(self, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = set(value)
        if wanted == {True, False}:
            return Domain.TRUE
        # Days only, no content: whoever reads the group may know.
        meetings = self.env["bydelsmor.meeting"].sudo()
        lately = meetings._search(
            [
                ("state", "in", HELD_STATES),
                ("start", ">=", fields.Datetime.now() - SILENCE),
            ]
        )
        met = Domain("id", "in", lately.subselect("group_id"))
        return ~met if True in wanted else met

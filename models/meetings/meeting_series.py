from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from .danish_time import danish_time
from .kinds import COMING_STATES, KINDS
from .year_plan import nth_weekday, place

# So many groups are planned and stored at a time; a job that is cut off goes on there.
BATCH = 25
# A meeting that waited for a holiday to pass may fall into the next month.
A_MONTH = timedelta(days=31)


class BydelsmorMeetingSeries(models.Model):
    """Meetings of one kind that follow a pattern: planned in one go, and moved or
    cancelled together."""

    _name = "bydelsmor.meeting.series"
    _description = "Series of meetings"
    _inherit = ["bydelsmor.meeting.pattern"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    group_id = fields.Many2one(
        "bydelsmor.group", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="group_id.company_id", store=True, index=True, precompute=True
    )
    kind = fields.Selection(KINDS, required=True, default="monthly")
    date_from = fields.Date(string="First day", required=True)
    date_to = fields.Date(string="Last day", required=True)
    location = fields.Char(string="Place")
    meeting_ids = fields.One2many("bydelsmor.meeting", "series_id", string="Meetings")
    meeting_count = fields.Integer(string="Meetings planned", compute="_compute_counts")
    coming_count = fields.Integer(string="Still to come", compute="_compute_counts")
    waiting = fields.Boolean(
        string="Is being planned",
        readonly=True,
        help="Many groups are planned at once; the meetings come within minutes.",
    )

    _waiting_idx = models.Index("(id) WHERE waiting")
    _first_before_last = models.Constraint(
        "CHECK (date_to >= date_from)",
        "The last day is before the first. Look at the two days once more.",
    )

    @api.depends("kind", "weekday", "nth", "hour_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for series in self:
            series.display_name = series._pattern_words()

    def _pattern_words(self):
        """Return «Monthly meeting: first Tuesday 17:00»."""
        self.ensure_one()
        label = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("kind", "nth")
        }
        hour, minute = divmod(round(self.hour_from * 60), 60)
        return self.env._(
            "%(kind)s: %(nth)s %(weekday)s at %(time)s",
            kind=label["kind"].get(self.kind, ""),
            nth=label["nth"].get(self.nth, "").lower(),
            weekday=self._weekday_names().get(self.weekday, ""),
            time=f"{hour}:{minute:02d}",
        )

    @api.depends("meeting_ids.state")
    def _compute_counts(self):
        for series in self:
            states = series.meeting_ids.mapped("state")
            series.meeting_count = len(states) - states.count("cancelled")
            series.coming_count = len(series._coming())

    def _coming(self, first=None):
        """Return the meetings that are still to come, from the day ``first`` on."""
        now = fields.Datetime.now()
        return self.meeting_ids.filtered(
            lambda m: (
                m.state in COMING_STATES
                and m.start > now
                and (not first or m._day() >= first)
            )
        ).sorted("start")

    # ------------------------------------------------------------------
    # Planning
    # ------------------------------------------------------------------

    @api.model
    def _plan(self, groups, values, later=False):
        """Plan the same pattern for each of these groups.

        :param dict values: of the series, without ``group_id``
        :param bool later: leave the meetings to the job that works in the background
        :raises AccessError: for who neither runs the groups nor is the secretariat
        """
        companies = groups.sudo().company_id.with_env(self.env)
        self.env.user._check_role(companies, "board", "secretariat")
        series = self.sudo().create(
            [{**values, "group_id": group.id, "waiting": later} for group in groups]
        )
        if later:
            self.env.ref("bydelsmor.ir_cron_plan_meetings").sudo()._trigger()
        else:
            series._make_meetings()
        return series.with_env(self.env)

    def _make_meetings(self):
        """Make the meetings of these series that are not there yet, in one create."""
        taken = self._taken_months()
        values = []
        for series in self:
            for plan in series._planned_days(series.date_from, series.date_to):
                key = (series.company_id, series.kind, _month(plan.usual))
                if plan.day and key not in taken:
                    values.append(series._prepare_meeting(plan))
        meetings = self.env["bydelsmor.meeting"].create(values)
        self.filtered("waiting").waiting = False
        return meetings

    def _taken_months(self):
        """Return (company, kind, month) in which a meeting of that kind is planned
        already: nobody gets two of them because two women planned the year."""
        if not self:
            return set()
        meetings = self.env["bydelsmor.meeting"].search_fetch(
            Domain("company_id", "in", self.company_id.ids)
            & Domain("kind", "in", list(set(self.mapped("kind"))))
            & Domain("state", "!=", "cancelled")
            & Domain("start", ">=", min(self.mapped("date_from")).replace(day=1))
            & Domain("start", "<", max(self.mapped("date_to")) + A_MONTH),
            ["company_id", "kind", "start", "series_date"],
        )
        return {
            (m.company_id, m.kind, _month(m.series_date or m._day())) for m in meetings
        }

    def _prepare_meeting(self, plan):
        self.ensure_one()
        values = {
            "group_id": self.group_id.id,
            "kind": self.kind,
            "series_id": self.id,
            "series_date": plan.usual,
            **self._times_on(plan.day),
        }
        return {**values, "location": self.location} if self.location else values

    @api.model
    def _cron_plan(self):
        """Plan what waits, some groups at a time, each lot stored for itself."""
        domain = [("waiting", "=", True)]
        while lot := self.search(domain, order="id", limit=BATCH):
            lot._make_meetings()
            left = self.search_count(domain)
            if not self.env["ir.cron"]._commit_progress(len(lot), remaining=left):
                break

    # ------------------------------------------------------------------
    # Moving and cancelling
    # ------------------------------------------------------------------

    def _moved_days(self, pattern, first):
        """Return [(meeting, its new day)] by a pattern; None: there is no new day.

        :param pattern: a record of ``bydelsmor.meeting.pattern``
        :param date first: earlier meetings stay where they are
        """
        wait = pattern.on_holiday == "wait"
        moved = []
        for meeting in self._coming(first):
            month = meeting.series_date or meeting._day()
            usual = nth_weekday(
                month.year, month.month, int(pattern.weekday), int(pattern.nth)
            )
            day = place(usual, wait).day
            moved.append((meeting, day, usual))
        return moved

    def _move(self, pattern, first, location=None):
        """Move the meetings to come; those invited get Odoo's letter of the new time.

        :param pattern: a record of ``bydelsmor.meeting.pattern``
        :raises UserError: when one would land in the past
        """
        self.ensure_one()
        self._check_may_change()
        today = danish_time(fields.Datetime.now()).date()
        moved = self._moved_days(pattern, first)
        for meeting, day, usual in moved:
            if day and day <= today:
                raise UserError(
                    self.env._(
                        "%(meeting)s would be moved to %(day)s, which has been. Choose "
                        "a later first day.",
                        meeting=meeting.display_name,
                        day=format_date(self.env, day),
                    )
                )
            if not day:
                meeting._cancel(self.env._("A holiday"))
                continue
            values = {"series_date": usual, **pattern._times_on(day)}
            if location:
                values["location"] = location
            meeting.write(values)
        names = ("weekday", "nth", "hour_from", "hour_to", "on_holiday")
        self.write({name: pattern[name] for name in names})
        if location:
            self.location = location
        return self.env["bydelsmor.meeting"].union(*[row[0] for row in moved])

    def _cancel(self, first, reason=None):
        """Cancel the meetings to come; those invited get Odoo's letter."""
        self.ensure_one()
        self._check_may_change()
        meetings = self._coming(first)
        meetings._cancel(reason)
        return meetings

    def _check_may_change(self):
        self.env.user._check_role(self.company_id, "board")

    def action_change(self):
        self.ensure_one()
        return self._open_wizard("bydelsmor.meeting_series_change_action")

    def _open_wizard(self, xmlid):
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["context"] = {"default_series_id": self.id}
        return action

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        for series in self:
            if series.meeting_ids.filtered(lambda m: m.state != "planned"):
                raise UserError(
                    self.env._(
                        "Somebody was invited to meetings of this series. Cancel them "
                        "instead of deleting the series."
                    )
                )

    def unlink(self):
        meetings = self.meeting_ids
        result = super().unlink()
        meetings.unlink()
        return result


def _month(day):
    return day.year, day.month

from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

REMINDER = "bydelsmor.mail_activity_half_year"
# Who would bring it up at a meeting, before the chair does.
ASKED_ROLES = ("organisational_volunteer", "startup_coordinator", "chair")
# A group has so long to think of it by itself.
FIRST_WEEKS = relativedelta(months=1)


class BydelsmorGroup(models.Model):
    """Twice a year a group looks at its seven tasks. If nobody has by the second
    month, one person is reminded, once: never the women, and never again."""

    _inherit = "bydelsmor.group"

    half_year_reminded = fields.Date(
        copy=False,
        export_string_translation=False,
        help="First day of the half-year in which somebody was reminded.",
    )

    @api.model
    def _cron_remind_half_year(self):
        """Remind those groups that have not looked at their tasks in this half-year."""
        marks = self.env["bydelsmor.task.mark"]
        today = fields.Date.context_today(self)
        period = marks._period_of(today)
        if today < period + FIRST_WEEKS:
            return
        groups = self.search(
            Domain("create_date", "<", period)
            & (
                Domain("half_year_reminded", "=", False)
                | Domain("half_year_reminded", "<", period)
            )
        )
        groups -= marks._marked(groups, period)
        groups._remind_half_year(today)

    def _remind_half_year(self, today):
        """Give one of each group a task that waits until the group meets."""
        asked = self._asked_for_half_year()
        groups = self.filtered(lambda group: group in asked)
        groups.half_year_reminded = self.env["bydelsmor.task.mark"]._period_of(today)
        for group in groups:
            user = asked[group]
            words = group.with_context(
                lang=user.lang, mail_activity_quick_update=True
            ).env
            group.with_env(words).activity_schedule(
                REMINDER,
                date_deadline=group.next_meeting or _last_day(today),
                user_id=user.id,
                summary=words._("Look at the seven tasks together"),
                note=words._(
                    "When it suits you, at a meeting: what do you do with help, "
                    "together or by yourselves now? There is no right answer. You find "
                    "the list under Meetings and on the phone."
                ),
            )

    def _asked_for_half_year(self):
        """Return {group: user}: who helps the group, else its chair, else the group's
        own contact in the secretariat."""
        mandates = self.env["bydelsmor.mandate"].search(
            [
                ("group_id", "in", self.ids),
                ("role", "in", ASKED_ROLES),
                ("running", "=", True),
            ]
        )
        mandates = mandates.sorted(lambda m: (ASKED_ROLES.index(m.role), m.id))
        asked = {group: group.consultant_id for group in self if group.consultant_id}
        for mandate in reversed(mandates):
            user = mandate.volunteer_id.user_id
            if user and user._is_internal():
                asked[mandate.group_id] = user
        return asked


def _last_day(today):
    """Return the last day of the half-year."""
    return date(today.year, 6, 30) if today.month < 7 else date(today.year, 12, 31)

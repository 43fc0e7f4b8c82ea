from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ...models.meetings.kinds import KINDS

# More groups than this are planned in the background.
AT_ONCE = 10


class BydelsmorMeetingPlan(models.TransientModel):
    """A year's meetings in one go, by a pattern, around the Danish holidays."""

    _name = "bydelsmor.meeting.plan"
    _description = "Plan a year's meetings"
    _inherit = ["bydelsmor.meeting.pattern"]

    group_ids = fields.Many2many(
        "bydelsmor.group",
        string="Groups",
        required=True,
        default=lambda self: self._default_group_ids(),
    )
    kind = fields.Selection(KINDS, required=True, default="monthly")
    date_from = fields.Date(
        string="First day",
        required=True,
        default=lambda self: self._next_month(),
    )
    date_to = fields.Date(
        string="Last day",
        required=True,
        default=lambda self: self._next_month() + relativedelta(years=1, days=-1),
    )
    location = fields.Char(string="Place", help="Empty: where the group usually meets.")
    preview = fields.Text(string="These days", compute="_compute_preview")

    @api.model
    def _default_group_ids(self):
        groups = self.env["bydelsmor.group"]
        return groups.search([("company_id", "=", self.env.company.id)], limit=1)

    @api.model
    def _next_month(self):
        return fields.Date.context_today(self) + relativedelta(months=1, day=1)

    @api.depends(
        "date_from",
        "date_to",
        "weekday",
        "nth",
        "every",
        "july",
        "on_holiday",
    )
    @api.depends_context("lang")
    def _compute_preview(self):
        for plan in self:
            known = plan.date_from and plan.date_to
            days = plan._planned_days(plan.date_from, plan.date_to) if known else []
            plan.preview = "\n".join(plan._day_words(day) for day in days)

    def _day_words(self, planned):
        usual = self._day_name(planned.usual)
        if not planned.holiday:
            return usual
        name = self._holiday_names()[planned.holiday]
        if not planned.day:
            return self.env._(
                "%(day)s is %(holiday)s: no meeting", day=usual, holiday=name
            )
        return self.env._(
            "%(day)s, because %(usual)s is %(holiday)s",
            day=self._day_name(planned.day),
            usual=usual,
            holiday=name,
        )

    @api.model
    def _day_name(self, day):
        words = format_date(self.env, day, date_format="full")
        return words[:1].upper() + words[1:]

    @api.constrains("date_from", "date_to")
    def _check_days(self):
        for plan in self:
            if (
                not plan.date_from
                <= plan.date_to
                <= plan.date_from + relativedelta(years=2)
            ):
                raise ValidationError(
                    self.env._(
                        "Plan from a first day to a last day, at most two years ahead."
                    )
                )

    def action_plan(self):
        """Plan, and show the group's meetings.

        :raises UserError: when the pattern gives no day, or the months are full
        """
        self.ensure_one()
        groups = self.group_ids
        if not self._planned_days(self.date_from, self.date_to):
            raise UserError(
                self.env._(
                    "No day fits between the first and the last day. Choose a longer "
                    "time."
                )
            )
        later = len(groups) > AT_ONCE
        series = self.env["bydelsmor.meeting.series"]._plan(
            groups, self._prepare_series(), later=later
        )
        if not later and not series.sudo().meeting_ids:
            raise UserError(
                self.env._(
                    "There is a meeting of this kind in each of these months already. "
                    "Change or move those."
                )
            )
        return self._what_next(groups, later)

    def _prepare_series(self):
        names = ("weekday", "nth", "every", "hour_from", "hour_to", "july")
        names += ("on_holiday", "kind", "date_from", "date_to", "location")
        return {name: self[name] for name in names}

    def _what_next(self, groups, later):
        mine = self.env.user._companies_for("board")
        if not later and set(groups.sudo().company_id.ids) <= set(mine):
            action = self.env["ir.actions.act_window"]._for_xml_id(
                "bydelsmor.meeting_action"
            )
            return {**action, "target": "main"}
        message = self.env._(
            "The year is planned for %(count)s groups.", count=len(groups)
        )
        if later:
            message = self.env._(
                "The year is being planned for %(count)s groups. The meetings come "
                "within some minutes.",
                count=len(groups),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

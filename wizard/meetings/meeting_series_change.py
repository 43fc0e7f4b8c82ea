from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class BydelsmorMeetingSeriesChange(models.TransientModel):
    """Move or cancel the meetings of a series that are still to come."""

    _name = "bydelsmor.meeting.series.change"
    _description = "Move or cancel a series"
    _inherit = ["bydelsmor.meeting.pattern"]

    series_id = fields.Many2one("bydelsmor.meeting.series", required=True)
    what = fields.Selection(
        [("move", "Move them"), ("cancel", "Cancel them")],
        required=True,
        default="move",
    )
    date_from = fields.Date(
        string="From this day on",
        required=True,
        default=lambda self: fields.Date.context_today(self),
    )
    weekday = fields.Selection(
        compute="_compute_pattern", store=True, readonly=False, required=False
    )
    nth = fields.Selection(
        compute="_compute_pattern", store=True, readonly=False, required=False
    )
    hour_from = fields.Float(compute="_compute_pattern", store=True, readonly=False)
    hour_to = fields.Float(compute="_compute_pattern", store=True, readonly=False)
    on_holiday = fields.Selection(
        compute="_compute_pattern", store=True, readonly=False, required=False
    )
    location = fields.Char(string="Place", help="Empty: it stays where it is.")
    reason = fields.Char(help="Stands on the cancelled meetings.")
    preview = fields.Text(string="What happens", compute="_compute_preview")

    @api.depends("series_id")
    def _compute_pattern(self):
        for change in self:
            for name in ("weekday", "nth", "hour_from", "hour_to", "on_holiday"):
                change[name] = change.series_id[name]

    @api.depends(
        "series_id",
        "what",
        "date_from",
        "weekday",
        "nth",
        "hour_from",
        "hour_to",
        "on_holiday",
    )
    @api.depends_context("lang")
    def _compute_preview(self):
        for change in self:
            change.preview = "\n".join(change._preview_lines())

    def _preview_lines(self):
        if not (self.series_id and self.date_from and self.weekday and self.nth):
            return []
        rows = self.series_id._moved_days(self, self.date_from)
        lines = [self._row_words(meeting, day) for meeting, day, _usual in rows]
        if any(meeting.state == "called" for meeting, *_rest in rows):
            lines.append(self.env._("Those who are invited already get a letter."))
        return lines or [self.env._("There is none left to come.")]

    def _row_words(self, meeting, day):
        old = format_date(self.env, meeting._day())
        if self.what == "cancel" or not day:
            return self.env._("%(day)s is cancelled", day=old)
        return self.env._(
            "%(old)s becomes %(new)s", old=old, new=format_date(self.env, day)
        )

    def action_change(self):
        """:raises UserError: when there is nothing left to change"""
        self.ensure_one()
        if self.what == "cancel":
            meetings = self.series_id._cancel(self.date_from, self.reason)
        else:
            meetings = self.series_id._move(self, self.date_from, self.location)
        if not meetings:
            raise UserError(self.env._("There is none left to come."))
        return {"type": "ir.actions.act_window_close"}

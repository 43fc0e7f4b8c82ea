from odoo import api, fields, models

from .danish_time import DANISH_ZONE

ANSWER_OF = {"accepted": "yes", "tentative": "maybe", "declined": "no"}


class CalendarAttendee(models.Model):
    _inherit = "calendar.attendee"

    company_id = fields.Many2one(
        related="event_id.company_id",
        store=True,
        index="btree_not_null",
        precompute=True,
    )

    @api.depends("partner_id.tz")
    def _compute_mail_tz(self):
        """Letters tell the time on the Danish clock, unless she has set another: a
        woman who never opened her settings would read the time of Greenwich."""
        result = super()._compute_mail_tz()
        for attendee in self:
            if attendee.event_id.company_id.is_bydelsmor_group:
                attendee.mail_tz = attendee.mail_tz or DANISH_ZONE
        return result

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals and not self.env.context.get("bydelsmor_meeting_sync"):
            self._tell_meetings()
        return result

    def _tell_meetings(self):
        """An answer given by the link in the letter stands on the meeting's list."""
        rows = (
            self.env["bydelsmor.attendance"]
            .sudo()
            .search(
                [
                    ("meeting_id.event_id", "in", self.event_id.ids),
                    ("partner_id", "in", self.partner_id.ids),
                ]
            )
        )
        by_guest = {(row.meeting_id.event_id, row.partner_id): row for row in rows}
        for attendee in self.sudo():
            row = by_guest.get((attendee.event_id, attendee.partner_id))
            if row:
                answer = ANSWER_OF.get(attendee.state, False)
                row.with_context(bydelsmor_meeting_sync=True).answer = answer

    def do_accept(self):
        return super(CalendarAttendee, self._may_answer()).do_accept()

    def do_decline(self):
        return super(CalendarAttendee, self._may_answer()).do_decline()

    def do_tentative(self):
        return super(CalendarAttendee, self._may_answer()).do_tentative()

    def _may_answer(self):
        """A guest answers for herself, though she may not change the meeting."""
        me = self.env.user.partner_id
        if self and all(attendee.partner_id == me for attendee in self.sudo()):
            return self.sudo()
        return self

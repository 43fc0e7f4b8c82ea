from odoo import fields, models


class CalendarAttendee(models.Model):
    _inherit = "calendar.attendee"

    company_id = fields.Many2one(
        related="event_id.company_id",
        store=True,
        index="btree_not_null",
        precompute=True,
    )

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

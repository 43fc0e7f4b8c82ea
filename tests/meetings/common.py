from contextlib import contextmanager
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

from ..common import BydelsmorCommon


class MeetingCommon(BydelsmorCommon):
    @classmethod
    def meeting(cls, group=None, days=7, user=None, **values):
        """A meeting that many days from now (before now: minus)."""
        group = group or cls.group_a
        meetings = cls.env["bydelsmor.meeting"]
        if user:
            meetings = meetings.with_user(user)
        start = fields.Datetime.now().replace(microsecond=0) + timedelta(days=days)
        return meetings.create(
            {
                "group_id": group.id,
                "start": start,
                "stop": start + timedelta(hours=2, minutes=30),
                **values,
            }
        )

    @contextmanager
    def refused(self, words, exception=UserError):
        """Expect to be refused in these words, with nothing left half done."""
        with self.assertRaises(exception) as caught:
            yield
        self.assertIn(words, str(caught.exception))

    def row(self, meeting, volunteer):
        return meeting.attendance_ids.filtered(lambda r: r.volunteer_id == volunteer)

    def present(self, meeting, *volunteers):
        """Invite whom the meeting is for, and tick these."""
        meeting._invite_rows()
        for volunteer in volunteers:
            self.row(meeting, volunteer).present = True

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from icalendar import Calendar

from odoo.tests import tagged

from .common import MeetingCommon

DENMARK = ZoneInfo("Europe/Copenhagen")


@tagged("post_install", "-at_install")
class TestIcs(MeetingCommon):
    """The calendar file of an invitation, read by a library that is not Odoo's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for volunteer in (cls.vol_member_a, cls.vol_chair_a, cls.vol_treasurer_a):
            volunteer.partner_id.write(
                {
                    "email": f"{volunteer.id}@example.org",
                    "phone": f"+45 12 34 56 {volunteer.id % 90 + 10}",
                }
            )

    def invitation(self, **values):
        """Return (event as the phone's calendar reads it, the file's text)."""
        meeting = self.meeting(
            user=self.chair_a,
            **{
                "name": "Fællesspisning; tag en ret med, tak",
                "location": "Beboerhuset, 1. sal",
                "guest_name": "Sara Library",
                "guest_contact": "+45 87 65 43 21",
                **values,
            },
        )
        meeting.action_invite()
        content = meeting.event_id._get_ics_file()[meeting.event_id.id]
        [event] = Calendar.from_ical(content).walk("VEVENT")
        return event, content.decode()

    def test_right_times_in_summer_and_winter(self):
        """Half past five by the Danish clock: an hour apart in universal time."""
        for start, hour in (("2030-01-08 16:30:00", 16), ("2030-07-09 15:30:00", 15)):
            stop = start.replace(f"{hour}:30", f"{hour + 2}:00")
            event, _text = self.invitation(start=start, stop=stop)
            begins, ends = event.decoded("dtstart"), event.decoded("dtend")
            expected = datetime.fromisoformat(start).replace(tzinfo=timezone.utc)
            self.assertEqual(begins, expected)
            danish = begins.astimezone(DENMARK)
            self.assertEqual((danish.hour, danish.minute), (17, 30))
            self.assertEqual((ends - begins).total_seconds(), 90 * 60)

    def test_words_as_they_were_written(self):
        event, _text = self.invitation()
        self.assertEqual(str(event["summary"]), "Fællesspisning; tag en ret med, tak")
        self.assertEqual(str(event["location"]), "Beboerhuset, 1. sal")

    def test_names_no_guest_and_no_phone(self):
        event, text = self.invitation()
        self.assertNotIn("ATTENDEE", event)
        self.assertNotIn("ATTENDEE", text.upper())
        flat = text.replace("\r\n ", "").replace(" ", "")
        for volunteer in (self.vol_member_a, self.vol_treasurer_a):
            self.assertNotIn(volunteer.email, flat)
            self.assertNotIn(volunteer.phone.replace(" ", ""), flat)
        self.assertNotIn(self.vol_chair_a.phone.replace(" ", ""), flat)
        self.assertNotIn("87654321", flat, "the guest's own number")

    def test_goes_along_with_the_letter(self):
        """What is attached to her letter is that file, and reads as it does."""
        event, _text = self.invitation()
        letters = self.env["mail.mail"].search(
            [("model", "=", "calendar.event")], order="id desc", limit=3
        )
        files = letters.attachment_ids.filtered(lambda a: a.name.endswith(".ics"))
        self.assertTrue(files)
        for file in files:
            self.assertNotIn(b"ATTENDEE", file.raw)
            [sent] = Calendar.from_ical(file.raw).walk("VEVENT")
            self.assertEqual(sent.decoded("dtstart"), event.decoded("dtstart"))

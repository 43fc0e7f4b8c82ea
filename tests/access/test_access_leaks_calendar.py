# pylint: disable=translation-required
from odoo import Command
from odoo.tests import tagged

from ..common import BydelsmorCommon
from .rpc import RpcCase


@tagged("post_install", "-at_install")
class TestLeaksCalendar(BydelsmorCommon, RpcCase):
    """Odoo shows every event to every internal user, with its guests' e-mails, and
    lets her change it (trials 4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vol_member_a.write({"phone": "12345678", "email": "amina@example.org"})
        guests = (cls.vol_member_a | cls.vol_board_a).partner_id
        cls.event = (
            cls.env["calendar.event"]
            .with_user(cls.chair_a)
            .with_context(no_mail_to_attendees=True)
            .create(
                {
                    "name": "Visit to Amina",
                    "location": "Aminas stue",
                    "description": "Bring coffee",
                    "start": "2030-01-08 16:00:00",
                    "stop": "2030-01-08 18:00:00",
                    "partner_ids": [Command.set(guests.ids)],
                    "recurrency": True,
                    "rrule_type": "weekly",
                    "tue": True,
                    "end_type": "count",
                    "count": 2,
                }
            )
        )
        cls.mine = cls.event.attendee_ids.filtered(
            lambda guest: guest.partner_id == cls.vol_member_a.partner_id
        )
        cls.strangers = cls.treasurer_b | cls.chair_b | cls.auditor_b | cls.member_b

    def test_events(self):
        for user in self.strangers:
            for method, *args in (
                ("read", ["name", "location", "description", "partner_ids"]),
                ("write", {"name": "Ours"}),
                ("unlink",),
                ("action_open_calendar_event",),
            ):
                with self.subTest(user.name, method=method):
                    self.assertRefused(
                        user, "calendar.event", method, self.event.ids, *args
                    )
            for domain in (
                [["location", "ilike", "amina"]],
                [["partner_ids.email", "=", "amina@example.org"]],
                [["bydelsmor_meeting_ids", "!=", False]],
                [["id", "=", self.event.id]],
            ):
                count = self.call(user, "calendar.event", "search_count", domain)
                self.assertEqual(count, 0, domain)
        self.assertEqual(self.event.name, "Visit to Amina")

    def test_guests(self):
        for user in self.strangers - self.member_b:
            ask = ("calendar.attendee", "search_read")
            found = self.call(user, *ask, [["event_id", "=", self.event.id]], ["email"])
            self.assertEqual(found, [])
            for method in ("read", "do_accept", "do_decline", "unlink"):
                self.assertRefused(user, "calendar.attendee", method, self.mine.ids)
        self.assertEqual(self.mine.state, "needsAction")

    def test_repetitions(self):
        """What repeats names its event, and Odoo opens it to every internal user."""
        recurrence = self.event.recurrence_id
        for user in self.strangers - self.member_b:
            for method, *args in (
                ("read", ["base_event_id"]),
                ("write", {"count": 9}),
                ("unlink",),
            ):
                self.assertRefused(
                    user, "calendar.recurrence", method, recurrence.ids, *args
                )
        [own] = self.call(
            self.board_a, "calendar.event", "read", self.event.ids, ["rrule"]
        )
        self.assertIn("COUNT=2", own["rrule"])

    def test_privacy_and_free_time_tell_nothing(self):
        """A private event stands as «Busy» in everybody's calendar, by Odoo."""
        self.event.with_user(self.chair_a).privacy = "private"
        for user in self.strangers:
            rows = self.call(
                user,
                "calendar.event",
                "search_read",
                [["start", ">=", "2030-01-01"], ["start", "<", "2030-03-01"]],
                ["name", "location"],
            )
            self.assertEqual(rows, [])
            rows = self.call(
                user,
                "calendar.event",
                "formatted_read_group",
                [["start", ">=", "2030-01-01"]],
                ["location"],
                ["__count"],
            )
            self.assertEqual(rows, [])

    def test_letters_tell_no_phone_and_no_other_guest(self):
        ics = self.event._get_ics_file()[self.event.id].decode()
        for word in ("ATTENDEE", "12345678", "amina@example.org"):
            self.assertNotIn(word, ics)
            self.assertNotIn(word, str(self.event.description))
        self.assertIn("Visit to Amina", ics)

    def test_a_bydelsmor_answers_for_herself_only(self):
        """Odoo gives portal users no access to attendees, so she could not answer."""
        other = self.event.attendee_ids - self.mine
        self.assertRefused(self.member_a, "calendar.attendee", "do_accept", other.ids)
        self.assertRefused(
            self.member_a,
            "calendar.event",
            "write",
            self.event.ids,
            {"location": "Elsewhere"},
        )
        self.call(self.member_a, "calendar.attendee", "do_accept", self.mine.ids)
        self.assertEqual(self.mine.state, "accepted")
        self.assertEqual(other.state, "needsAction")

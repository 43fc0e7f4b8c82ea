from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import BydelsmorCommon


@tagged("post_install", "-at_install")
class TestCalendar(BydelsmorCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vol_member_a.write({"phone": "12345678", "email": "amina@example.org"})
        cls.start = fields.Datetime.now() + timedelta(days=7)
        cls.event = cls._meeting(cls.board_a, cls.vol_member_a | cls.vol_board_a)

    @classmethod
    def _meeting(cls, user, guests, **values):
        company = user.company_id
        events = (
            cls.env["calendar.event"]
            .with_user(user)
            .with_context(allowed_company_ids=company.ids, no_mail_to_attendees=True)
        )
        return events.create(
            {
                "name": "Visit to Amina",
                "location": "Aminas stue",
                "start": cls.start,
                "stop": cls.start + timedelta(hours=2),
                "partner_ids": [Command.set(guests.partner_id.ids)],
                **values,
            }
        )

    def test_belongs_to_the_group_she_works_in(self):
        self.assertEqual(self.event.company_id, self.company_a)
        own = self.env["calendar.event"].create(
            {"name": "Odoo's own", "start": self.start, "stop": self.start}
        )
        self.assertFalse(own.company_id)
        office = self._meeting(self.secretariat, self.vol_board_a)
        self.assertEqual(office.company_id, self.secretariat.company_id)
        self.assertNotIn(office, self._search(self.board_b))

    def _search(self, user, domain=()):
        return self.env["calendar.event"].with_user(user).search(list(domain))

    def test_other_groups_see_nothing(self):
        self.assertNotIn(self.event, self._search(self.board_b))
        self.assertFalse(self._search(self.board_b, [("location", "ilike", "amina")]))
        attendees = self.env["calendar.attendee"].with_user(self.board_b)
        self.assertFalse(attendees.search([("event_id", "=", self.event.id)]))
        foreign = self.event.with_user(self.board_b)
        for attempt in (
            lambda: foreign.read(["name"]),
            lambda: foreign.write({"name": "Changed"}),
            lambda: foreign.unlink(),
            lambda: self.event.attendee_ids.with_user(self.board_b).read(["email"]),
            lambda: self.event.attendee_ids.with_user(self.board_b).do_decline(),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_uninvited_board_reads_and_helps(self):
        uninvited = self.event.with_user(self.treasurer_a)
        self.assertEqual(uninvited.name, "Visit to Amina")
        uninvited.location = "The library"

    def test_guest_from_elsewhere_reads_and_answers(self):
        self.event.write(
            {"partner_ids": [Command.link(self.secretariat.partner_id.id)]}
        )
        event = self.event.with_user(self.secretariat)
        self.assertEqual(event.name, "Visit to Amina")
        with self.assertRaises(AccessError):
            event.name = "Changed"
        mine = self.event.attendee_ids.filtered(
            lambda a: a.partner_id == self.secretariat.partner_id
        )
        mine.with_user(self.secretariat).do_accept()
        self.assertEqual(mine.state, "accepted")
        others = (self.event.attendee_ids - mine).with_user(self.secretariat)
        self.assertFalse(others.search([("id", "in", others.ids)]))
        with self.assertRaises(AccessError):
            others.do_accept()

    def test_bydelsmor_sees_what_she_is_invited_to(self):
        self.assertEqual(self._search(self.member_a), self.event)
        self._meeting(self.board_a, self.vol_chair_a)
        self.assertEqual(self._search(self.member_a), self.event)

    def test_she_who_left_is_no_longer_a_guest(self):
        past = self._meeting(
            self.board_a,
            self.vol_member_a,
            start="2026-01-01 10:00:00",
            stop="2026-01-01 11:00:00",
        )
        self.vol_member_a.write({"state": "left"})
        self.assertNotIn(self.vol_member_a.partner_id, self.event.partner_ids)
        self.assertIn(self.vol_member_a.partner_id, past.partner_ids)
        self.assertNotIn(self.event, self._search(self.member_a))

    def test_invitation_names_no_other_guest(self):
        self.assertNotIn("12345678", self.event.description or "")
        self.assertNotIn("amina@example.org", self.event.description or "")
        ics = self.event._get_ics_file()[self.event.id].decode()
        self.assertIn("Visit to Amina", ics)
        self.assertNotIn("amina@example.org", ics)
        self.assertNotIn("ATTENDEE", ics)

    def test_repeated_meetings_stay_in_the_group(self):
        event = self._meeting(
            self.board_a,
            self.vol_board_a,
            recurrency=True,
            rrule_type_ui="custom",
            rrule_type="daily",
            count=3,
        )
        events = event.recurrence_id.calendar_event_ids
        self.assertEqual(len(events), 3)
        self.assertEqual(events.company_id, self.company_a)
        with self.assertRaises(AccessError):
            event.recurrence_id.with_user(self.board_b).write({"count": 1})

    def test_companies_that_are_no_groups_are_left_alone(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        users = self.env["res.users"].with_context(no_reset_password=True)
        first, second = users.create(
            [
                {
                    "name": name,
                    "login": f"elsewhere_{name}",
                    "company_id": company.id,
                    "company_ids": [Command.set(company.ids)],
                    "group_ids": [Command.set(self.env.ref("base.group_user").ids)],
                }
                for name in ("first", "second")
            ]
        )
        event = (
            self.env["calendar.event"]
            .with_user(first)
            .create(
                {
                    "name": "Ordinary",
                    "start": self.start,
                    "stop": self.start,
                    "company_id": company.id,
                }
            )
        )
        self.assertEqual(event.with_user(second).name, "Ordinary")

from datetime import date, datetime, timedelta

from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ...models.meetings.who_might_try import who_might_try
from .common import MeetingCommon


@tagged("post_install", "-at_install")
class TestWhoMightTry(BaseCase):
    def test_by_hand(self):
        tasks = {"tea": [], "letters": ["Fatma"], "music": []}
        women = ["Amina", "Dalal", "Fatma", "Hodan", "Samira"]
        self.assertEqual(
            who_might_try(tasks, women, {"Hodan"}, 0),
            {"tea": ["Amina", "Dalal"], "letters": [], "music": ["Samira"]},
        )
        self.assertEqual(
            who_might_try(tasks, women, {"Hodan"}, 1),
            {"tea": ["Dalal", "Samira"], "letters": [], "music": ["Amina"]},
            "another half-year begins with another woman",
        )
        self.assertEqual(who_might_try(tasks, [], set(), 7)["tea"], [])

    @settings(deadline=None)
    @given(
        st.dictionaries(
            st.integers(0, 9), st.lists(st.integers(0, 30), unique=True, max_size=3)
        ),
        st.lists(st.integers(0, 30), unique=True),
        st.frozensets(st.integers(0, 30)),
        st.integers(0, 5000),
    )
    def test_nobody_is_asked_twice(self, tasks, women, busy, turn):
        asked = [
            w
            for names in who_might_try(tasks, women, busy, turn).values()
            for w in names
        ]
        self.assertEqual(len(asked), len(set(asked)))
        self.assertFalse(set(asked) & busy)
        self.assertFalse(set(asked) & {w for hands in tasks.values() for w in hands})


@tagged("post_install", "-at_install")
class TestTaskMarks(MeetingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marks = cls.env["bydelsmor.task.mark"]

    def of_a(self, user):
        return self.marks.with_user(user)._this_half_year(self.group_a.with_user(user))

    def test_seven_once(self):
        marks = self.of_a(self.member_a)
        self.assertEqual(len(marks), 7)
        self.assertEqual(self.of_a(self.board_a), marks)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            with self.env.cr.savepoint():
                marks[0].sudo().copy()

    def test_half_years(self):
        for day, first in (
            (date(2026, 1, 1), date(2026, 1, 1)),
            (date(2026, 6, 30), date(2026, 1, 1)),
            (date(2026, 7, 1), date(2026, 7, 1)),
            (date(2026, 12, 31), date(2026, 7, 1)),
        ):
            self.assertEqual(self.marks._period_of(day), first)

    def test_the_group_marks_and_sees_last_time(self):
        first = self.of_a(self.member_a)[0]
        first._set_level("together")
        self.assertEqual(first.level, "together")
        with self.refused("one of the three"):
            first._set_level("best of all")
        earlier = self.marks._period_of(fields.Date.today())
        earlier = date(
            earlier.year - (earlier.month == 1), 1 if earlier.month == 7 else 7, 1
        )
        old = first.sudo().copy({"period": earlier, "level": "help"})
        first.invalidate_recordset()
        self.assertEqual(first.before, "help")
        with self.refused("half-year is over", AccessError):
            old.with_user(self.member_a)._set_level("ourselves")

    def test_who_might_try(self):
        marks = self.of_a(self.member_a)
        for mark in marks[:2]:
            mark._set_level("help")
        marks[2]._set_level("ourselves")
        marks[0]._raise_hand()
        self.assertEqual(marks[0].sudo().volunteer_ids, self.vol_member_a)
        self.assertFalse(marks[0].suggestion, "somebody wants to: nobody else is asked")
        names = marks[1].suggestion.split(", ")
        self.assertEqual(len(names), 2)
        self.assertNotIn("member a", names)
        self.assertNotIn("member b", names)
        self.assertFalse(marks[2].suggestion)
        marks[0]._raise_hand(False)
        self.assertFalse(marks[0].sudo().volunteer_ids)

    def test_nobody_from_elsewhere(self):
        mark = self.of_a(self.member_a)[0]
        for user in (self.member_b, self.secretariat, self.auditor_a):
            with self.assertRaises(AccessError):
                self.of_a(user)
            with self.assertRaises(AccessError):
                mark.with_user(user)._set_level("help")
            with self.assertRaises(AccessError):
                mark.with_user(user)._raise_hand()

    # ------------------------------------------------------------------
    # The reminder
    # ------------------------------------------------------------------

    def remind(self, day):
        with freeze_time(day):
            self.env["bydelsmor.group"]._cron_remind_half_year()
        return self.reminders()

    def reminders(self, group=None):
        kind = self.env.ref("bydelsmor.mail_activity_half_year")
        self.env.invalidate_all()
        return (group or self.group_a).activity_ids.filtered(
            lambda activity: activity.activity_type_id == kind
        )

    def test_one_is_reminded_once_in_a_half_year(self):
        self.assertFalse(self.remind("2031-01-31"), "a month to think of it")
        reminder = self.remind("2031-02-01")
        self.assertEqual(reminder.user_id, self.volunteer_a)
        self.assertEqual(reminder.date_deadline, date(2031, 6, 30))
        self.assertTrue(self.reminders(self.group_b))
        self.assertEqual(self.remind("2031-02-08"), reminder)
        reminder.unlink()
        self.assertFalse(self.remind("2031-06-30"), "not again")
        self.assertTrue(self.remind("2031-08-01"), "the next half-year")

    def test_whoever_has_looked_is_not_reminded(self):
        with freeze_time("2031-01-15"):
            marks = self.of_a(self.member_a)  # she has only opened the page
        self.assertTrue(self.remind("2031-02-01"))
        with freeze_time("2031-02-03"):
            marks[0]._set_level("help")
        self.assertFalse(self.reminders())
        self.assertTrue(self.reminders(self.group_b), "another group's stays")
        with freeze_time("2031-07-02"):
            self.of_a(self.member_a)[0]._set_level("help")
        self.assertFalse(self.remind("2031-08-01"))

    def test_who_is_reminded(self):
        self.vol_volunteer_a.mandate_ids.action_end()
        self.assertEqual(self.remind("2031-02-01").user_id, self.chair_a)
        self.reminders().unlink()
        self.vol_chair_a.mandate_ids.action_end()
        self.assertFalse(self.remind("2031-08-01"), "nobody could bring it up")
        self.group_a.consultant_id = self.secretariat
        self.assertEqual(self.remind("2031-08-08").user_id, self.secretariat)

    def test_at_the_next_meeting(self):
        start = datetime(2031, 3, 4, 16)
        self.meeting(start=start, stop=start + timedelta(hours=2))
        self.assertEqual(self.remind("2031-02-01").date_deadline, date(2031, 3, 4))

    def test_as_many_queries_for_many_groups(self):
        counts = []
        for day, more in (("2031-02-01", 0), ("2031-08-01", 8)):
            self.env["bydelsmor.group"].create(
                [{"name": f"Bydelsmødre {number}"} for number in range(more)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.remind(day)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2, "nobody is asked there")

    def test_the_board_opens_its_list(self):
        action = (
            self.marks.with_user(self.board_a)
            .with_company(self.group_a.company_id)
            .action_open_half_year()
        )
        self.assertEqual(action["res_model"], "bydelsmor.task.mark")
        self.assertEqual(
            self.marks.search_count([("group_id", "=", self.group_a.id)]), 7
        )


@tagged("post_install", "-at_install")
class TestKnowledge(MeetingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.knowledge = cls.env["bydelsmor.knowledge"]
        cls.good = {
            "group": cls.group_a.id,
            "kind": "talk",
            "name": "Sleep",
            "speaker": "Mette",
            "organisation": "Health visitors",
            "contact": "mette@example.com",
            "note": "An hour, with pictures",
        }

    def offer(self, address="10.0.0.1", **values):
        public = self.env.ref("base.public_user")
        return self.knowledge.with_user(public)._offer({**self.good, **values}, address)

    def test_a_member_has_an_idea(self):
        idea = self.knowledge.with_user(self.member_a)._add_idea(
            self.group_a, {"name": " Sleep ", "state": "5_done", "contact": None}
        )
        self.assertRecordValues(
            idea.sudo(), [{"name": "Sleep", "state": "2_idea", "contact": ""}]
        )
        with self.refused("like to hear"):
            self.knowledge.with_user(self.member_a)._add_idea(self.group_a, {})
        for user in (self.member_b, self.board_b, self.auditor_a):
            with self.assertRaises(AccessError):
                self.knowledge.with_user(user)._add_idea(self.group_a, {"name": "x"})

    def test_the_guest_comes_to_a_meeting(self):
        meeting = self.meeting()
        lead = self.offer()
        with self.refused("Choose first"):
            lead.action_bring()
        lead.meeting_id = meeting
        lead.with_user(self.board_a).action_bring()
        self.assertRecordValues(
            meeting,
            [
                {
                    "guest_name": "Mette, Health visitors",
                    "guest_contact": "mette@example.com",
                    "guest_topic": "Sleep",
                }
            ],
        )
        self.assertEqual(lead.state, "4_agreed")
        with self.assertRaises(AccessError):
            lead.with_user(self.member_a).action_bring()

    def test_an_offer_becomes_a_lead(self):
        lead = self.offer()
        self.assertRecordValues(
            lead,
            [{"state": "1_offer", "is_offer": True, "group_id": self.group_a.id}],
        )
        self.assertTrue(
            self.knowledge.with_user(self.board_a).search([("id", "=", lead.id)])
        )
        self.assertFalse(
            self.knowledge.with_user(self.board_b).search([("id", "=", lead.id)])
        )

    def test_bad_offers_are_refused_in_words(self):
        for wrong, words in (
            ({"group": 0}, "Choose the group"),
            ({"group": 999999999}, "Choose the group"),
            ({"kind": "idea"}, "a talk or material"),
            ({"kind": None}, "a talk or material"),
            ({"name": " "}, "what it is about"),
            ({"speaker": ""}, "your name"),
            ({"contact": ""}, "phone number or your e-mail"),
            ({"contact": "call me"}, "no phone number and no e-mail"),
            ({"contact": "12"}, "no phone number and no e-mail"),
            ({"note": "http://a http://b http://c"}, "two links"),
        ):
            with self.refused(words):
                self.offer(**wrong)
        self.assertEqual(
            self.offer(contact="+45 20 30 40 50").contact, "+45 20 30 40 50"
        )
        self.assertEqual(len(self.offer(note="x" * 9000).note), 1500)

    def test_not_too_many(self):
        for _time in range(5):
            self.offer()
        with self.refused("a lot at once"):
            self.offer()
        self.offer("10.0.0.2")
        for number in range(14):
            self.offer(f"10.0.1.{number}")
        with self.refused("a lot at once"):
            self.offer("10.0.2.1")
        self.offer("10.0.2.1", group=self.group_b.id)

    def test_the_address_is_not_kept(self):
        lead = self.offer("203.0.113.77").sudo()
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT * FROM bydelsmor_knowledge WHERE id = %s", [lead.id]
        )
        self.assertNotIn("203.0.113.77", str(self.env.cr.fetchall()))

    def test_the_public_knows_name_and_municipality(self):
        rows = self.knowledge.with_user(
            self.env.ref("base.public_user")
        )._groups_for_offers()
        self.assertIn(
            (
                self.group_a.id,
                self.group_a.name,
                self.group_a.municipality_id.name or "",
            ),
            rows,
        )

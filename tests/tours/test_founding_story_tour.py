from datetime import date, datetime, timedelta

from odoo import fields
from odoo.tests import tagged

from ..bookkeeping.test_assembly_story import StoryCommon
from .common import TourCase

MEETINGS = "/odoo/bydelsmor-meetings"
YEAR = fields.Date.today().year


@tagged("post_install", "-at_install")
class TestFoundingStoryTour(StoryCommon, TourCase):
    """From the founding to the second general assembly, as it is clicked.

    The founding was two years ago, the first ordinary assembly last year, the second
    this March; each is called or planned today, and then moved to its day.
    """

    BOOKS_SINCE = date(YEAR - 2, 1, 1)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group.volunteer_ids.partner_id.lang = "en_US"
        cls.env["bydelsmor.annual.accounts"]._for_period(
            cls.company, date(YEAR - 2, 1, 1), date(YEAR - 2, 12, 31), "project"
        )

    def newest(self):
        return self.env["bydelsmor.meeting"].search(
            [("group_id", "=", self.group.id)], order="id desc", limit=1
        )

    def page(self, meeting):
        return f"{MEETINGS}/{meeting.id}"

    def move_to(self, meeting, day):
        """Time goes by: what was planned for later was on ``day``, and what was sent
        a month before it."""
        self.env.flush_all()
        start = datetime(day.year, day.month, day.day, 15)
        sent = day - timedelta(days=31)
        cr = self.env.cr
        cr.execute(
            "UPDATE bydelsmor_meeting SET start = %s, stop = %s, called_on = %s,"
            " notice_sent_on = %s, agenda_sent_on = %s WHERE id = %s",
            [start, start + timedelta(hours=3), sent, sent, sent, meeting.id],
        )
        cr.execute(
            "UPDATE bydelsmor_proposal SET received_on = %s WHERE meeting_id = %s",
            [sent, meeting.id],
        )
        self.env.invalidate_all()

    def seats(self, year):
        """Three of the five are elected in odd years."""
        return 3 if year % 2 else 2

    def holders_of_seats(self):
        board = {}
        for role in ("chair", "deputy_chair", "treasurer", "secretary", "board_member"):
            board |= self.holders(role)
        return board

    def test_from_the_founding_to_the_second_general_assembly(self):
        self.found(date(YEAR - 2, 5, 10))
        self.constitute(date(YEAR - 2, 5, 12))
        self.hold_first(date(YEAR - 1, 3, 14))
        self.hold_second(min(date(YEAR, 3, 14), self.today))

    def found(self, day):
        self.walk(self.lead, "/odoo/bydelsmor-bylaws", "bydelsmor_story_bylaws")
        self.walk(self.lead, f"{MEETINGS}/new", "bydelsmor_story_call_founding")
        founding = self.newest()
        self.assertEqual(founding.kind, "founding_assembly")
        self.move_to(founding, day)
        self.on_her_phone(founding)
        self.assertEqual(founding.present_count, 6)
        self.walk(self.lead, self.page(founding), "bydelsmor_story_found")
        self.assertEqual(self.group.founding_date, day)
        self.assertEqual(self.group.phase, "association")
        self.assertTrue(self.group.bylaws)
        last = date(day.year, 12, 31)
        self.assertEqual(
            self.accounts().mapped(lambda a: (a.kind, a.date_from, a.date_to)),
            [
                ("project", date(day.year, 1, 1), day - timedelta(days=1)),
                ("annual", day, last),
            ],
        )
        # who got most votes sits longest
        names = ("Amal", "Bodil", "Cirrus", "Dunya", "Ebba")
        full = self.seats(day.year)
        self.assertEqual(
            self.holders("board_member"),
            {
                name: day.year + (2 if place < full else 1)
                for place, name in enumerate(names)
            },
        )
        self.assertEqual(founding.bylaws_id.company_id, self.company)

    def on_her_phone(self, meeting):
        """Lise writes the minutes, and ticks who is in the room."""
        self.browser_size, self.touch_enabled = "390x844", True
        path = f"/my/bydelsmor/meetings/{meeting.id}/run"
        self.walk(self.lise._ensure_user(), path, "bydelsmor_story_register_on_phone")
        del self.browser_size, self.touch_enabled

    def constitute(self, day):
        user = self.amal._ensure_user()
        self.walk(user, f"{MEETINGS}/new", "bydelsmor_story_constitute")
        self.move_to(self.newest(), day)
        self.assertEqual([*self.holders("chair")], ["Amal"])
        self.assertEqual([*self.holders("treasurer")], ["Bodil"])
        self.assertTrue(self.access(self.bodil, "treasurer"))
        self.assertTrue(self.access(self.fadi, "auditor"))

    def hold_first(self, day):
        women = (self.amal, self.bodil, self.cirrus, self.dunya, self.ebba)
        for accounts in self.accounts():
            self.make_ready(accounts, self.bodil, women, self.fadi)
        user = self.amal._ensure_user()
        self.walk(user, f"{MEETINGS}/new", "bydelsmor_story_call_first")
        first = self.newest()
        self.assertTrue(first.agenda_sent_on)
        self.move_to(first, day)
        self.walk(user, self.page(first), "bydelsmor_story_hold_first")
        self.assertEqual({*self.accounts().mapped("state")}, {"adopted"})
        self.assertEqual(self.accounts()[0].adopted_on, day)
        self.assertEqual(self.company.fiscalyear_lock_date, date(day.year - 1, 12, 31))
        new = ["Hind", "Ines", "Jytte"][: self.seats(day.year)]
        stay = ["Amal", "Bodil", "Cirrus"][: 5 - self.seats(day.year)]
        self.assertEqual(
            self.holders_of_seats(),
            dict.fromkeys(stay, day.year + 1) | dict.fromkeys(new, day.year + 2),
        )
        self.assertFalse(self.access(self.ebba, "board"))
        self.assertEqual([*self.holders("alternate")], ["Gudrun"])
        self.assertEqual([*self.holders("auditor")], ["Fadi"])

    def hold_second(self, day):
        board = [
            woman
            for name, woman in self.women.items()
            if name.title() in self.holders_of_seats()
        ]
        accounts = self.env["bydelsmor.annual.accounts"]
        year = self.as_(self.bodil, accounts)._for_period(
            self.company, date(YEAR - 1, 1, 1), date(YEAR - 1, 12, 31)
        )
        self.make_ready(year, self.bodil, board, self.fadi)
        second = self.env["bydelsmor.meeting"].create(
            {
                "group_id": self.group.id,
                "kind": "ordinary_assembly",
                "start": fields.Datetime.now() + timedelta(days=30),
                "chair_id": self.coordinator.id,
                "minute_taker_id": self.lise.id,
            }
        )
        self.move_to(second, day)
        user = self.amal._ensure_user()
        self.walk(user, self.page(second), "bydelsmor_story_hold_second")
        before = self.holders_of_seats()
        new = ["Amal", "Dunya", "Kirsten"][: self.seats(YEAR)]
        stay = ["Hind", "Ines", "Jytte"][: 5 - self.seats(YEAR)]
        self.assertEqual(
            before, dict.fromkeys(stay, YEAR + 1) | dict.fromkeys(new, YEAR + 2)
        )
        self.assertEqual(self.holders("chair"), {"Amal": YEAR + 2}, "she again")
        self.assertEqual([*self.holders("auditor")], ["Lise"])
        self.assertFalse(self.access(self.bodil, "treasurer"))
        self.assertEqual(year.state, "adopted")
        self.assertEqual(self.company.fiscalyear_lock_date, date(YEAR - 1, 12, 31))

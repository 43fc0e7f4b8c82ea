from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from odoo.addons.bydelsmor.models.meetings.terms import end_years

from .common import MeetingCommon


@tagged("post_install", "-at_install")
class TestBylaws(MeetingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.national = cls.env.ref("bydelsmor.bylaws_national")

    def own(self):
        return self.env["bydelsmor.bylaws"]._copy_for(self.company_a)

    def test_a_group_begins_with_the_national_standard(self):
        meeting = self.meeting(kind="ordinary_assembly")
        self.assertEqual(meeting.bylaws_id, self.national)
        self.assertEqual(self.national.display_name, "National standard")

    def test_founding_copies_the_standard(self):
        meeting = self.meeting(kind="ordinary_assembly")
        self.national.notice_days = 21
        self.group_a._found(date(2026, 3, 14))
        bylaws = meeting.bylaws_id
        self.assertEqual(bylaws.company_id, self.company_a)
        self.assertEqual(bylaws.notice_days, 21)
        self.assertEqual(bylaws.adopted_on, date(2026, 3, 14))
        self.national.notice_days = 30
        self.assertEqual(bylaws.notice_days, 21, "its own from now on")
        self.assertEqual(self.meeting(self.group_b).bylaws_id, self.national)

    def test_bylaws_written_before_the_founding_are_kept(self):
        own = self.own()
        own.notice_days = 28
        self.group_a._found(date(2026, 3, 14))
        self.assertEqual(self.meeting().bylaws_id, own)
        self.assertEqual(own.notice_days, 28)

    def test_one_for_a_group(self):
        self.own()
        with mute_logger("odoo.sql_db"), self.assertRaises(Exception) as caught:
            self.national.copy({"company_id": self.company_a.id})
        self.assertIn("bydelsmor_bylaws_one_a_group", str(caught.exception))

    def test_days_in_order(self):
        for values in (
            {"notice_days": 8},  # the last proposal would come before the invitation
            {"agenda_days": 9},  # after the whole agenda was sent
            {"board_size": 4},
            {"board_size": 8},
            {"odd_year_seats": 6},
            {"auditors": 0},
            {"latest_day": 32},
        ):
            with (
                self.subTest(values),
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(Exception, "check constraint"),
                self.env.cr.savepoint(),
            ):
                self.own().write(values)
                self.env.flush_all()
            self.env.invalidate_all()

    def test_the_last_day_of_the_ordinary_one(self):
        own = self.own()
        self.assertEqual(own._latest_ordinary(2026), date(2026, 3, 31))
        own.write({"latest_month": "2", "latest_day": 31})
        self.assertEqual(own._latest_ordinary(2026), date(2026, 2, 28))
        self.assertEqual(own._latest_ordinary(2028), date(2028, 2, 29))

    def test_who_may_vote(self):
        paused = self.make_volunteer(self.group_a, "paused")
        paused.state = "paused"
        own = self.own()
        expected = {
            "bydelsmodre": (True, False),
            "active": (False, False),
            "everybody": (True, True),
        }
        for who, (of_paused, of_helper) in expected.items():
            own.who_votes = who
            meeting = self.meeting(kind="ordinary_assembly")
            meeting._invite_rows()
            self.assertTrue(self.row(meeting, self.vol_member_a).may_vote)
            self.assertEqual(self.row(meeting, paused).may_vote, of_paused, who)
            helper = self.row(meeting, self.vol_volunteer_a)
            self.assertEqual(helper.may_vote, of_helper, who)

    def test_quorum_of_an_assembly(self):
        meeting = self.meeting(kind="ordinary_assembly")
        meeting._invite_rows()
        self.assertEqual(meeting.quorum_needed, 0)
        self.own().assembly_quorum = 3
        meeting.invalidate_recordset()
        self.assertEqual(meeting.quorum_needed, 3)
        self.assertFalse(meeting.has_quorum)

    def test_quorum_of_a_board(self):
        """More than two thirds of three is three; more than half of it two."""
        board = self.meeting(kind="board")
        board._invite_rows()
        self.assertEqual(board.quorum_needed, 2)
        self.own().board_quorum_percent = 67
        board.invalidate_recordset()
        self.assertEqual(board.quorum_needed, 3)

    def test_the_chair_decides_only_where_the_bylaws_say_so(self):
        board = self.meeting(kind="board", days=-1)
        usual = self.env.ref("bydelsmor.agenda_board_decisions")
        point = board.agenda_item_ids.filtered(lambda i: i.template_item_id == usual)
        self.present(board, self.vol_chair_a, self.vol_board_a)
        with self.refused("the bylaws say so"):
            point.write({"votes_for": 1, "votes_against": 1, "casting_vote": "for"})
        self.own().chair_casting_vote = True
        board.invalidate_recordset()
        point.write({"votes_for": 1, "votes_against": 1, "casting_vote": "for"})
        self.assertEqual(point.outcome, "adopted")

    def test_only_the_board_makes_them_its_own(self):
        national = self.national.with_context(allowed_company_ids=self.company_a.ids)
        with self.assertRaises(AccessError):
            national.with_user(self.auditor_a).action_copy_for_group()
        action = national.with_user(self.board_a).action_copy_for_group()
        own = self.env["bydelsmor.bylaws"].browse(action["res_id"])
        self.assertEqual(own.company_id, self.company_a)
        again = national.with_user(self.board_a).action_copy_for_group()
        self.assertEqual(again["res_id"], own.id)

    def test_one_query_more_for_many_meetings(self):
        few = self.meeting() | self.meeting()
        many = few.union(*[self.meeting() for _each in range(8)])
        counts = []
        for meetings in (few, many):
            self.env.invalidate_all()
            with self.assertQueryCount(10):
                before = self.env.cr.sql_log_count
                meetings.mapped("bylaws_id.notice_days")
                counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)


@tagged("post_install", "-at_install")
class TestTerms(TransactionCase):
    """Five seats, three of them elected in odd years."""

    def test_founding_in_an_odd_year(self):
        self.assertEqual(end_years(2025, 5, 3, 2), [2027, 2027, 2027, 2026, 2026])

    def test_founding_in_an_even_year(self):
        self.assertEqual(end_years(2026, 5, 3, 2), [2028, 2028, 2027, 2027, 2027])

    def test_the_years_after_it(self):
        stay = [2027, 2027, 2027]
        self.assertEqual(end_years(2026, 5, 3, 2, stay), [2028, 2028])
        self.assertEqual(end_years(2027, 5, 3, 2, [2028, 2028]), [2029, 2029, 2029])

    def test_one_who_left_is_replaced_for_the_rest_of_her_term(self):
        stay = [2027, 2027]  # the third of 2027 has left
        self.assertEqual(end_years(2026, 5, 3, 2, stay), [2028, 2028, 2027])

    def test_one_year_for_all(self):
        self.assertEqual(end_years(2026, 5, 3, 1), [2027] * 5)
        self.assertEqual(end_years(2026, 2, 0, 1, [2027]), [2027])

    @settings(max_examples=200, deadline=None)
    @given(
        first=st.integers(2000, 2090),
        seats=st.integers(1, 12),
        odd=st.data(),
        leave=st.lists(st.integers(0, 11), max_size=8),
    )
    def test_every_seat_is_taken_each_year_and_keeps_its_rhythm(
        self, first, seats, odd, leave
    ):
        """However many leave in between: after each assembly no seat is empty or
        held twice, nobody sits longer than two years, and the seats of odd years stay
        those of odd years."""
        odd_seats = odd.draw(st.integers(0, seats))
        board = []
        for year in range(first, first + 6):
            board = [end for end in board if end > year]
            if board and leave:
                board.pop(leave.pop() % len(board))
            new = end_years(year, seats, odd_seats, 2, board)
            self.assertEqual(new, sorted(new, reverse=True))
            self.assertTrue({year + 1, year + 2} >= set(new))
            board += new
            self.assertEqual(len(board), seats)
            self.assertEqual(sum(end % 2 for end in board), odd_seats)

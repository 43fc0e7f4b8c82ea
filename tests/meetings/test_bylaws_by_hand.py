from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo import Command, fields
from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged

from odoo.addons.bydelsmor.models.meetings.terms import end_years

from .assembly_common import AssemblyCommon


@tagged("post_install", "-at_install")
class TestBylawsByHand(AssemblyCommon):
    """Twelve Bydelsmødre. Each rule is worked out by hand, on both sides of its limit;
    the days of the notice, of proposals and of the agenda stand in ``test_assembly``,
    votes, casting vote and proxies in ``test_votes``."""

    def sit(self, *names, role="board_member", **values):
        """Give these women a seat."""
        for name in names:
            self.give(self.women[name], role, date_start="2020-01-01", **values)

    def extra(self, **values):
        start = fields.Datetime.now().replace(microsecond=0) + timedelta(days=30)
        return self.env["bydelsmor.meeting"].create(
            {
                "group_id": self.group.id,
                "kind": "extraordinary_assembly",
                "start": start,
                "stop": start + timedelta(hours=2),
                **values,
            }
        )

    def demanded(self, rule, *names):
        women = [self.women[name].id for name in names]
        return self.extra(demand_rule=rule, demanded_by_ids=[Command.set(women)])

    # ------------------------------------------------------------------
    # Who can demand an extraordinary assembly
    # ------------------------------------------------------------------

    def test_one_in_so_many_volunteers(self):
        """Of twelve: a third is four, a quarter three, a fifth 2.4 and so three."""
        names = self.NAMES.split()
        for one_in, needed in ((3, 4), (4, 3), (5, 3), (12, 1), (1, 12)):
            self.bylaws.demand_one_in = one_in
            with self.subTest(one_in):
                self.demanded("volunteers", *names[:needed])._check_demand()
                with self.refused(f"ask for {needed} who demand it"):
                    self.demanded("volunteers", *names[: needed - 1])._check_demand()

    def test_so_many_of_the_board(self):
        self.sit("amal", "bodil", "cirrus")
        for needed, those in ((3, "amal bodil cirrus"), (2, "amal bodil")):
            self.bylaws.demand_board_members = needed
            those = those.split()
            with self.subTest(needed):
                self.demanded("board", *those)._check_demand()
                with self.refused(f"ask for {needed} who demand it"):
                    # Fadi is not on the board
                    self.demanded("board", *those[1:], "fadi")._check_demand()

    def test_a_board_below_the_smallest(self):
        """Five are enough, four are not; where four are enough, three are not."""
        self.group._found(fields.Date.to_date("2025-05-10"))
        self.sit("amal", "bodil", "cirrus", "dunya", "ebba")
        with self.refused("has 5 members, and that is enough"):
            self.demanded("below")._check_demand()
        self.assertFalse(self.group.board_below_minimum)
        self.ebba.mandate_ids.filtered(lambda m: m.role == "board_member").action_end()
        self.demanded("below")._check_demand()
        self.assertTrue(self.group.board_below_minimum)
        self.bylaws.board_min = 4
        self.group.invalidate_recordset()
        with self.refused("has 4 members, and that is enough"):
            self.demanded("below")._check_demand()
        self.assertFalse(self.group.board_below_minimum)
        overview = self.env["bydelsmor.group.overview"].browse(self.group.id)
        self.assertFalse(overview.board_below_minimum)
        self.bylaws.board_min = 5
        self.env.flush_all()
        overview.invalidate_recordset()
        self.assertTrue(overview.board_below_minimum)

    # ------------------------------------------------------------------
    # The board's size
    # ------------------------------------------------------------------

    def test_no_board_larger_than_the_largest(self):
        names = self.NAMES.split()
        self.sit(*names[:8])  # no association yet: no bylaws bind it
        self.lise.group_id._found(fields.Date.to_date("2025-05-10"))
        with self.refused("at most 7 sit on the board", ValidationError):
            self.sit("lise")
        seats = self.group.mandate_ids.filtered(lambda m: m.role == "board_member")
        seats[0].action_end()
        with self.refused("at most 7 sit on the board", ValidationError):
            self.sit("lise")
        seats[1].action_end()
        self.sit("lise")
        self.assertEqual(self.group.board_count, 7)
        # one woman with two roles has one seat
        self.sit("lise", role="secretary")
        self.sit("kirsten", role="alternate")
        self.bylaws.board_max = 8
        self.sit("jytte")
        self.assertEqual(self.group.board_count, 8)

    def test_seats_of_odd_and_even_years(self):
        """Five seats, three in odd years, all of them free."""
        for year, expected in (
            (2025, [2027, 2027, 2027, 2026, 2026]),
            (2026, [2028, 2028, 2027, 2027, 2027]),
        ):
            meeting = self.assembly(f"{year}-03-14")
            self.assertEqual(meeting._terms_for("board_member"), expected)
        self.bylaws.odd_year_seats = 0
        self.assertEqual(meeting._terms_for("board_member"), [2028] * 5)
        self.bylaws.odd_year_seats = 5
        self.assertEqual(meeting._terms_for("board_member"), [2027] * 5)
        self.bylaws.write({"board_size": 7, "odd_year_seats": 4})
        self.assertEqual(meeting._terms_for("board_member"), [2028] * 3 + [2027] * 4)
        self.bylaws.term_years = "1"
        self.assertEqual(meeting._terms_for("board_member"), [2027] * 7)

    def test_the_chair_of_odd_and_even_years(self):
        """Where the assembly elects her, she has one of the five seats."""
        self.bylaws.chair_by = "assembly"
        odd, even = self.assembly("2025-03-14"), self.assembly("2026-03-14")
        for chair_year, meeting, chair, board in (
            ("odd", odd, 2027, [2027, 2027, 2026, 2026]),
            ("odd", even, 2027, [2028, 2028, 2027, 2027]),
            ("even", odd, 2026, [2027, 2027, 2027, 2026]),
            ("even", even, 2028, [2028, 2027, 2027, 2027]),
        ):
            self.bylaws.chair_year = chair_year
            with self.subTest(chair_year, year=meeting._day().year):
                self.assertEqual(meeting._terms_for("chair"), [chair])
                self.assertEqual(meeting._terms_for("board_member"), board)
        self.bylaws.term_years = "1"
        self.assertEqual(even._terms_for("chair"), [2027])

    # ------------------------------------------------------------------
    # Auditors and alternates
    # ------------------------------------------------------------------

    def test_an_auditor_for_one_year_or_two(self):
        meeting = self.assembly("2024-03-14")
        self.assertEqual(meeting._terms_for("auditor"), [2025])
        self.bylaws.auditor_term_years = "2"
        self.assertEqual(meeting._terms_for("auditor"), [2026])
        self.sit("amal", role="auditor", term_end_year=2026)
        between, after = self.assembly("2025-03-14"), self.assembly("2026-03-14")
        self.assertEqual(between._terms_for("auditor"), [], "she has a year left")
        self.assertNotIn("auditor", between._must_elect())
        with self.refused("by the bylaws 0 are up for election"):
            self.election(between, "auditor", [self.bodil], seats=1).action_count()
        self.assertEqual(after._terms_for("auditor"), [2028])
        self.assertIn("auditor", after._must_elect())

    def test_several_auditors(self):
        self.bylaws.write({"auditors": 2, "auditor_term_years": "2"})
        self.sit("amal", role="auditor", term_end_year=2026)
        self.assertEqual(self.assembly("2025-03-14")._terms_for("auditor"), [2027])
        self.assertEqual(
            self.assembly("2026-03-14")._terms_for("auditor"), [2028, 2028]
        )

    def test_alternates_are_elected_anew_each_year(self):
        meeting = self.assembly("2026-03-14")
        self.sit("amal", role="alternate", term_end_year=2027)
        self.assertEqual(meeting._terms_for("alternate"), [2027, 2027])
        self.bylaws.alternates = 0
        self.assertEqual(meeting._terms_for("alternate"), [])
        self.bylaws.alternates = 3
        self.assertEqual(meeting._terms_for("alternate"), [2027] * 3)

    # ------------------------------------------------------------------
    # Enough to decide
    # ------------------------------------------------------------------

    def test_quorum_of_an_assembly(self):
        """Six are present."""
        meeting = self.assembly("2026-03-14")
        point = meeting.agenda_item_ids.filtered(lambda p: p.kind == "decision")[:1]
        self.bylaws.assembly_quorum = 7
        meeting.invalidate_recordset()
        with self.refused("6 of the 7"):
            point.decision = "Yes"
        self.bylaws.assembly_quorum = 6
        meeting.invalidate_recordset()
        point.decision = "Yes"

    def test_quorum_of_a_board(self):
        """More than half of four is three; more than 60 percent of five is four."""
        self.sit("amal", "bodil", "cirrus", "dunya")
        for percent, fifth, needed in ((50, (), 3), (60, ("ebba",), 4), (0, (), 1)):
            self.sit(*fifth)
            self.bylaws.board_quorum_percent = percent
            board = self.assembly("2026-04-01", "board")
            point = board.agenda_item_ids.filtered(lambda p: p.kind == "decision")[:1]
            here = board.attendance_ids.filtered("may_vote")
            with self.subTest(percent):
                self.assertEqual(board.quorum_needed, needed)
                here.present = False
                here[: needed - 1].present = True
                with self.refused(f"{needed - 1} of the {needed}"):
                    point.decision = "Yes"
                here[:needed].present = True
                point.decision = "Yes"

    @settings(max_examples=60, deadline=None)
    @given(seats=st.integers(1, 40), percent=st.integers(0, 99))
    def test_just_more_than_the_percentage(self, seats, percent):
        """In whole numbers: with fractions 29 of 50 would be more than 58 percent."""
        self.bylaws.board_quorum_percent = percent
        rows = [Command.create({"guest_name": "x", "may_vote": True})] * seats
        board = self.env["bydelsmor.meeting"].new(
            {
                "group_id": self.group.id,
                "kind": "board",
                "start": "2026-04-01 15:00:00",
                "attendance_ids": rows,
            }
        )
        needed = board._quorum_needed()
        self.assertGreater(100 * needed, percent * seats)
        self.assertLessEqual(100 * (needed - 1), percent * seats)


@tagged("post_install", "-at_install")
class TestTermsOfChangingBoards(TransactionCase):
    @settings(max_examples=200, deadline=None)
    @given(
        first=st.integers(2000, 2090),
        before=st.tuples(st.integers(1, 9), st.integers(0, 9)),
        after=st.tuples(st.integers(1, 9), st.integers(0, 9)),
        term=st.sampled_from([1, 2]),
    )
    def test_other_bylaws_hold_after_two_assemblies(self, first, before, after, term):
        """Nobody is sent home before her time; two assemblies later the board is as
        the new bylaws say, and nobody was elected for longer than they allow."""
        board = []
        for year in range(first, first + 6):
            seats, odd_seats = before if year < first + 3 else after
            odd_seats = min(odd_seats, seats)
            board = [end for end in board if end > year]
            stay = list(board)
            board += end_years(year, seats, odd_seats, term, board)
            self.assertEqual(board[: len(stay)], stay)
            self.assertTrue(
                all(year < end <= year + term for end in board[len(stay) :])
            )
            self.assertGreaterEqual(len(board), seats)
            if year in (first + 2, first + 5):
                self.assertEqual(len(board), seats)
            if year in (first + 2, first + 5) and term == 2:
                self.assertEqual(sum(end % 2 for end in board), odd_seats)

from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from odoo.addons.bydelsmor.models.meetings.counting import draw, elect

from .assembly_common import AssemblyCommon


@tagged("post_install", "-at_install")
class TestElections(AssemblyCommon):
    """Six are present; five seats on the board, three of them in odd years."""

    def setUp(self):
        super().setUp()
        self.meeting = self.assembly("2026-03-14")

    def names(self, election):
        return election._elected().volunteer_id.mapped("name")

    def test_prepared_from_the_bylaws(self):
        self.meeting.with_user(self.lead).action_prepare_elections()
        seats = {e.office: e.seats for e in self.meeting.election_ids}
        self.assertEqual(seats, {"board_member": 5, "alternate": 2, "auditor": 1})
        points = {
            e.office: e.agenda_item_id.template_item_id
            for e in self.meeting.election_ids
        }
        board = self.env.ref("bydelsmor.agenda_ordinary_assembly_board")
        auditor = self.env.ref("bydelsmor.agenda_ordinary_assembly_auditor")
        self.assertEqual(points["board_member"], board)
        self.assertEqual(points["alternate"], board)
        self.assertEqual(points["auditor"], auditor)
        self.meeting.action_prepare_elections()
        self.assertEqual(len(self.meeting.election_ids), 3, "twice changes nothing")

    def test_where_the_assembly_elects_the_chair(self):
        self.bylaws.chair_by = "assembly"
        self.meeting.action_prepare_elections()
        seats = {e.office: e.seats for e in self.meeting.election_ids}
        self.assertEqual(
            seats, {"chair": 1, "board_member": 4, "alternate": 2, "auditor": 1}
        )

    def test_no_more_candidates_than_seats(self):
        election = self.election(self.meeting, "alternate", [self.amal])
        self.assertEqual(election.seats, 2)
        election.action_count()
        self.assertEqual(election.state, "decided")
        self.assertEqual(election.result, "Amal")

    def test_no_more_seats_than_the_bylaws_leave(self):
        """Five sit on the board: the sixth would be told that she is elected, and get
        no mandate."""
        six = list(self.women.values())[:6]
        election = self.election(self.meeting, "board_member", six, seats=6)
        with self.refused("by the bylaws 5 are up for election"):
            election.action_count()
        election.seats = 5
        with self.refused("how many votes each got"):
            election.action_count()

    def test_most_votes(self):
        votes = {self.amal: 2, self.bodil: 5, self.cirrus: 3}
        election = self.election(self.meeting, "alternate", votes)
        election.with_user(self.lead).action_count()
        self.assertEqual(self.names(election), ["Bodil", "Cirrus"])
        self.assertEqual(election.decided_by_id, self.lead)

    def test_contested_without_votes(self):
        three = [self.amal, self.bodil, self.cirrus]
        election = self.election(self.meeting, "alternate", three)
        with self.refused("how many votes each got"):
            election.action_count()
        with self.refused("who stands for it"):
            self.election(self.meeting, "auditor", []).action_count()

    def test_no_more_votes_than_present(self):
        election = self.election(self.meeting, "auditor", {self.amal: 6})
        candidate = election.candidate_ids
        with self.refused("has 7 votes where only 6"):
            candidate.votes = 7
        with self.refused("has 7 votes where only 6"):
            election.write({"method": "paper", "ballots": 7})
        # four papers were handed in, so nobody got six
        with self.refused("has 6 votes where only 4"):
            election.write({"method": "paper", "ballots": 4})
        self.env.invalidate_all()
        self.elect(self.meeting, alternate={self.amal: 6, self.bodil: 6})
        with self.refused("where only 5"):
            self.row(self.meeting, self.fadi).present = False

    def test_no_more_names_than_the_papers_have_room_for(self):
        """Two seats, six papers: twelve names."""
        votes = {self.amal: 6, self.bodil: 6, self.cirrus: 0}
        election = self.election(
            self.meeting, "alternate", votes, method="paper", ballots=6
        )
        with self.refused("has 13 votes where only 12"):
            election.candidate_ids[2].votes = 1

    def test_a_lot_with_a_record(self):
        votes = {self.amal: 5, self.bodil: 3, self.cirrus: 3, self.dunya: 1}
        election = self.election(self.meeting, "alternate", votes)
        election.action_count()
        self.assertEqual(election.state, "tied")
        self.assertFalse(election._elected())
        election.with_user(self.lead).action_draw_lot()
        drawn = draw(election.lot_seed, [self.bodil.id, self.cirrus.id])
        order = [self.env["bydelsmor.volunteer"].browse(one).name for one in drawn]
        self.assertEqual(election.lot_order, ", ".join(order))
        self.assertEqual(self.names(election), ["Amal", order[0]])
        self.assertEqual(election.lot_by_id, self.lead)
        self.assertTrue(election.lot_on)
        log = self.meeting.message_ids[0].body
        self.assertIn(election.lot_seed, log)

    def test_drawing_again_draws_the_same(self):
        votes = {self.amal: 2, self.bodil: 2, self.cirrus: 2}
        election = self.election(self.meeting, "auditor", votes)
        election.action_count()
        election.action_draw_lot()
        first = election.lot_order
        election.action_count_again()
        self.assertEqual(election.state, "open")
        self.assertFalse(election._elected())
        election.action_count()
        election.action_draw_lot()
        self.assertEqual(election.lot_order, first)

    def test_slips_drawn_in_the_room(self):
        votes = {self.amal: 3, self.bodil: 3}
        election = self.election(self.meeting, "auditor", votes)
        election.action_count()
        election.candidate_ids[0].lot_place = 2
        election.candidate_ids[1].lot_place = 1
        election.action_draw_lot()
        self.assertEqual(self.names(election), ["Bodil"])
        self.assertFalse(election.lot_seed)

    def test_no_lot_without_equal_votes(self):
        election = self.election(self.meeting, "auditor", {self.amal: 3, self.bodil: 2})
        with self.refused("not equal"):
            election.action_draw_lot()

    def test_one_election_for_each_office(self):
        self.election(self.meeting, "auditor", [self.amal])
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.election(self.meeting, "auditor", [self.bodil])

    def test_nobody_is_elected_twice(self):
        self.elect(self.meeting, board_member=[self.amal, self.bodil])
        with self.refused("elected already as: Board member"):
            self.election(self.meeting, "alternate", [self.amal])

    def test_nobody_is_auditor_and_on_the_board(self):
        self.election(self.meeting, "board_member", [self.amal, self.bodil])
        with self.refused("auditor and on the board"):
            self.election(self.meeting, "auditor", [self.amal])

    def test_an_auditor_who_stays_does_not_stand_for_the_board(self):
        self.give(self.amal, "auditor", date_start="2025-03-14", term_end_year=2027)
        with self.refused("Her time as auditor is not over"):
            self.election(self.meeting, "board_member", [self.amal])
        self.assertEqual(self.meeting._terms_for("auditor"), [])

    def test_one_whose_time_is_not_over(self):
        self.give(
            self.amal, "board_member", date_start="2025-03-14", term_end_year=2027
        )
        with self.refused("elected already, until the general assembly in 2027"):
            self.election(self.meeting, "board_member", [self.amal])
        with self.refused("auditor and on the board"):
            self.election(self.meeting, "auditor", [self.amal])
        self.assertEqual(
            self.meeting._terms_for("board_member"), [2028, 2028, 2027, 2027]
        )

    def test_decided_is_decided(self):
        election = self.election(self.meeting, "auditor", [self.amal])
        own = election.with_user(self.lead)
        with self.refused("buttons", AccessError):
            own.state = "decided"
        with self.refused("buttons", AccessError):
            own.candidate_ids.elected = True
        election.action_count()
        with self.refused("is decided"):
            own.candidate_ids.votes = 1
        with self.refused("is decided"):
            own.unlink()
        with self.refused("is decided"):
            own.action_count()
        own.action_count_again()
        own.candidate_ids.votes = 1

    def test_only_what_was_called_for(self):
        election = self.election(self.meeting, "auditor", [self.amal])
        election.agenda_item_id = self.meeting.agenda_item_ids.create(
            {"meeting_id": self.meeting.id, "name": "New", "kind": "election"}
        )
        with self.refused("No election was on the agenda"):
            election.action_count()

    def test_quorum(self):
        self.bylaws.assembly_quorum = 7
        with self.refused("Not enough are present"):
            self.elect(self.meeting, auditor=[self.amal])

    def test_what_a_meeting_elects(self):
        with self.refused("not elected at this meeting"):
            self.election(self.meeting, "treasurer", [self.amal])
        with self.refused("not elected at this meeting"):
            self.election(self.meeting, "chair", [self.amal])
        board = self.assembly("2026-03-15", "constituting")
        with self.refused("not elected at this meeting"):
            self.election(board, "auditor", [self.amal])
        with self.refused("is not on it"):
            self.election(board, "chair", [self.amal])

    def test_not_before_it_begins(self):
        with freeze_time("2026-01-05"):
            meeting = self.meeting.copy(
                {"start": "2026-03-20 15:00:00", "stop": "2026-03-20 18:00:00"}
            )
            meeting._invite_rows()
            election = self.election(meeting, "auditor", [self.amal])
            with self.refused("not begun"):
                election.action_count()

    def test_wrong_hands(self):
        self.election(self.meeting, "auditor", [self.amal])
        election = self.meeting.election_ids
        member = self.amal._ensure_user()
        self.assertEqual(election.with_user(member).office, "auditor")
        for user in (member, self.board_a):
            with self.assertRaises(AccessError):
                election.with_user(user).action_count()
        with self.assertRaises(AccessError):
            self.meeting.with_user(member).action_prepare_elections()


@tagged("post_install", "-at_install")
class TestCounting(TransactionCase):
    def test_by_hand(self):
        self.assertEqual(elect({"a": 1}, 2), (["a"], [], 0))
        self.assertEqual(elect({"a": 1, "b": 3, "c": 2}, 2), (["b", "c"], [], 0))
        self.assertEqual(elect({"a": 3, "b": 3, "c": 1}, 2), (["a", "b"], [], 0))
        self.assertEqual(elect({"a": 3, "b": 1, "c": 1}, 2), (["a"], ["b", "c"], 1))
        self.assertEqual(elect({"a": 1, "b": 1, "c": 1}, 2)[1:], (["a", "b", "c"], 2))
        self.assertEqual(elect({"a": 1}, 0), ([], [], 0))

    @settings(max_examples=300, deadline=None)
    @given(
        votes=st.dictionaries(st.integers(1, 40), st.integers(0, 6), max_size=12),
        seats=st.integers(0, 8),
    )
    def test_nobody_passes_one_with_more_votes(self, votes, seats):
        elected, tied, left = elect(votes, seats)
        self.assertEqual(len(elected) + left, min(seats, len(votes)))
        self.assertFalse(set(elected) & set(tied))
        self.assertTrue(not tied or left < len(tied))
        outside = set(votes) - set(elected) - set(tied)
        inside = set(elected) | set(tied)
        for lost in outside:
            self.assertTrue(all(votes[one] > votes[lost] for one in inside))
        self.assertEqual(len({votes[one] for one in tied}), 1 if tied else 0)

    @settings(max_examples=100, deadline=None)
    @given(st.text(max_size=20), st.sets(st.integers(1, 99), max_size=9))
    def test_the_same_number_draws_the_same_order(self, seed, numbers):
        order = draw(seed, numbers)
        self.assertEqual(sorted(order), sorted(numbers))
        self.assertEqual(order, draw(seed, sorted(numbers, reverse=True)))

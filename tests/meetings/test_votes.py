from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MeetingCommon


@tagged("post_install", "-at_install")
class TestVotes(MeetingCommon):
    """A's board is three: board member, chair and treasurer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bylaws = cls.env["bydelsmor.bylaws"]._copy_for(cls.company_a)
        cls.board = cls.meeting(kind="board", days=-1)
        # by what it came from: the group writes its points in Danish
        usual = cls.env.ref("bydelsmor.agenda_board_decisions")
        cls.point = cls.board.agenda_item_ids.filtered(
            lambda i: i.template_item_id == usual
        )

    def test_quorum_is_more_than_half(self):
        self.board._invite_rows()
        self.assertEqual(self.board.quorum_needed, 2, "more than half of three")
        with self.refused("0 of the 2"):
            self.point.decision = "We buy a pot"
        self.present(self.board, self.vol_chair_a, self.vol_volunteer_a)
        self.assertEqual(self.board.voters_present, 1, "helpers have no vote")
        with self.refused("1 of the 2"):
            self.point.decision = "We buy a pot"
        self.present(self.board, self.vol_board_a)
        self.point.decision = "We buy a pot"
        self.assertEqual(self.point.outcome, "agreed")

    def test_only_listed_points_are_decided(self):
        self.present(self.board, self.vol_chair_a, self.vol_board_a)
        self.board.action_held()
        late = self.board.agenda_item_ids.create(
            {"meeting_id": self.board.id, "name": "A new sofa"}
        )
        self.assertFalse(late.is_listed)
        late.minutes = "We would like one"
        self.assertEqual(late.outcome, "discussed")
        with self.refused("not on the agenda"):
            late.decision = "We buy it"
        with self.refused("not on the agenda"):
            late.votes_for = 2
        other = self.board.agenda_item_ids.filtered(lambda i: i.kind == "other")
        with self.refused("not on the agenda"):
            other.decision = "We buy it"
        self.point.write({"votes_for": 2})
        self.assertEqual(self.point.outcome, "adopted")

    def test_what_was_sent_stays_that_point(self):
        board = self.meeting(kind="board")
        mine = board.agenda_item_ids.with_user(self.chair_a)
        point = mine.filtered(lambda i: i.kind == "decision")[0]
        other = mine.filtered(lambda i: i.kind == "other")
        point.name = "A pot"
        board.action_invite()
        for item in (point, point.sudo()):
            with self.refused("stays that point"):
                item.name = "A car"
        with self.refused("stays that point"):
            other.kind = "decision"
        with self.refused("stays that point"):
            board.with_user(self.chair_a).write(
                {"agenda_item_ids": [Command.update(point.id, {"name": "A car"})]}
            )
        point.write({"name": "A pot", "kind": "decision", "minutes": "We need one"})
        self.assertEqual((point.name, point.minutes), ("A pot", "We need one"))
        late = mine.create({"meeting_id": board.id, "name": "A sofa"})
        late.name = "A red sofa"
        with self.refused("not written by hand", AccessError):
            late.is_listed = True
        with self.refused("not written by hand", AccessError):
            mine.create({"meeting_id": board.id, "name": "x", "is_listed": True})
        self.assertFalse(late.is_listed)

    def test_what_was_sent_stays_on_the_agenda(self):
        board = self.meeting(kind="board")
        mine = board.agenda_item_ids.with_user(self.chair_a)
        taken_off, sent = mine[0], mine[1]
        taken_off.unlink()  # nobody has got it yet
        board.action_invite()
        count = len(board.agenda_item_ids)
        late = sent.create({"meeting_id": board.id, "name": "A sofa"})
        late.unlink()
        for attempt in (
            sent.unlink,
            sent.sudo().unlink,
            lambda: board.with_user(self.chair_a).write(
                {"agenda_item_ids": [Command.delete(sent.id)]}
            ),
            lambda: board.write({"agenda_item_ids": [Command.clear()]}),
        ):
            with self.refused("stays for all to read"):
                attempt()
        self.assertEqual(len(board.agenda_item_ids), count)

    def test_a_usual_point_stays_that_usual_point(self):
        board = self.meeting(kind="board")
        point = board.agenda_item_ids[0].with_user(self.chair_a)
        point.name = "A pot"
        board.action_invite()
        label = point.label
        with self.refused("stays that point"):
            point.renamed = False  # would show the usual name again
        with self.refused("stays that point"):
            point.template_item_id = False
        self.assertEqual((label, point.label), ("A pot", "A pot"))

    def test_a_called_board_meeting_stays_one(self):
        """As a monthly meeting it could decide what nobody had on the agenda."""
        board = self.meeting(kind="board")
        chairs = board.with_user(self.chair_a)
        chairs.kind = "monthly"
        chairs.kind = "board"
        board.action_invite()
        for meeting in (chairs, board):
            with self.refused("stays that kind of meeting"):
                meeting.kind = "monthly"
            meeting.write({"kind": "board"})
        monthly = self.meeting()
        monthly.action_invite()
        with self.refused("stays that kind of meeting"):
            monthly.kind = "ordinary_assembly"
        monthly.kind = "activity"  # decides what it likes, as before

    def test_what_a_monthly_meeting_decided_is_no_decision_of_the_board(self):
        board = self.meeting(kind="board")
        board._invite_rows()
        point = board.agenda_item_ids.filtered(lambda i: i.kind == "decision")[0]
        board.kind = "monthly"
        point.decision = "We buy a pot"
        with self.refused("Not enough are present"):
            board.kind = "board"
        point.decision = False
        board.kind = "board"

    def test_a_monthly_meeting_renames_what_it_likes(self):
        meeting = self.meeting()
        meeting.action_invite()
        meeting.agenda_item_ids[0].name = "Coffee first"
        self.assertEqual(meeting.agenda_item_ids[0].name, "Coffee first")

    def test_a_monthly_meeting_decides_what_it_likes(self):
        meeting = self.meeting(days=-1)
        meeting.action_held()
        late = meeting.agenda_item_ids.create(
            {"meeting_id": meeting.id, "name": "A trip"}
        )
        late.decision = "We go to the beach"
        self.assertEqual(late.outcome, "agreed")

    def test_no_more_votes_than_people(self):
        self.present(self.board, self.vol_chair_a, self.vol_board_a)
        self.point.write({"votes_for": 1, "votes_against": 0, "votes_blank": 1})
        self.assertEqual(self.point.outcome, "adopted")
        with self.refused("has 3 votes, but only 2"):
            self.point.write({"votes_against": 1})
        with self.refused("has 2 votes, but only 1"):
            # where one of three is enough, the votes themselves must fit
            self.bylaws.board_quorum_percent = 0
            self.row(self.board, self.vol_board_a).present = False

    def test_a_proxy_is_one_more_vote(self):
        self.present(self.board, self.vol_chair_a, self.vol_board_a)
        chair = self.row(self.board, self.vol_chair_a)
        chair.proxy_for_id = self.vol_treasurer_a
        self.assertEqual(self.board.voters_present, 3)
        with self.refused("there herself"):
            self.row(self.board, self.vol_treasurer_a).present = True
        with self.refused("somebody else already"):
            self.row(self.board, self.vol_board_a).proxy_for_id = self.vol_treasurer_a

    def test_equal_votes(self):
        self.present(self.board, self.vol_chair_a, self.vol_board_a)
        self.point.write({"votes_for": 1, "votes_against": 1})
        self.assertEqual(self.point.outcome, "tie")
        with self.refused("bylaws say so"):
            self.point.casting_vote = "for"
        self.bylaws.chair_casting_vote = True
        self.point.casting_vote = "against"
        self.assertEqual(self.point.outcome, "rejected")
        with self.refused("votes are equal"):
            self.point.write({"votes_for": 2, "votes_against": 0})

from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MeetingCommon


@tagged("post_install", "-at_install")
class TestAssembly(MeetingCommon):
    """The national standard: 14 days' notice, proposals 8 days before, the whole
    agenda 5 days before, the ordinary one by 31 March."""

    def assembly(self, start="2027-03-14 13:00:00", **values):
        return self.meeting(
            start=fields.Datetime.to_datetime(start),
            stop=fields.Datetime.to_datetime(start) + timedelta(hours=3),
            **{"kind": "ordinary_assembly", **values},
        )

    def day(self, text):
        return fields.Date.to_date(text)

    # ------------------------------------------------------------------
    # The notice
    # ------------------------------------------------------------------

    def test_the_days(self):
        meeting = self.assembly()
        self.assertEqual(meeting.notice_by, self.day("2027-02-28"))
        self.assertEqual(meeting.proposals_by, self.day("2027-03-06"))
        self.assertEqual(meeting.agenda_by, self.day("2027-03-09"))
        self.assertFalse(self.meeting().notice_by, "a monthly meeting has none")

    def test_on_the_last_day_it_is_in_time(self):
        meeting = self.assembly()
        with freeze_time("2027-02-28 12:00:00"):
            meeting.with_user(self.board_a).action_invite()
        self.assertEqual(meeting.state, "called")
        self.assertEqual(meeting.notice_sent_on, self.day("2027-02-28"))

    def test_a_day_late_is_refused_or_has_a_reason(self):
        meeting = self.assembly()
        with freeze_time("2027-03-01 12:00:00"):
            with self.refused("14 days from the invitation"):
                meeting.action_invite()
            self.assertEqual(meeting.state, "planned")
            meeting.notice_reason = "The house was flooded"
            meeting.action_invite()
        self.assertEqual(meeting.state, "called")

    def test_the_groups_own_days_count(self):
        self.env["bydelsmor.bylaws"]._copy_for(self.company_a).write(
            {"notice_days": 21, "extraordinary_notice_days": 8}
        )
        self.assertEqual(self.assembly().notice_by, self.day("2027-02-21"))
        extra = self.assembly(kind="extraordinary_assembly")
        self.assertEqual(extra.notice_by, self.day("2027-03-06"))

    def test_too_late_in_the_year(self):
        meeting = self.assembly("2027-04-01 15:00:00")
        with freeze_time("2027-02-01"), self.refused("by 03/31/2027"):
            meeting.action_invite()
        with freeze_time("2027-02-01"):
            self.assembly("2027-03-31 15:00:00").action_invite()
            self.assembly("2027-04-01 15:00:00", kind="founding_assembly")

    def test_another_day_needs_another_notice(self):
        meeting = self.assembly()
        with freeze_time("2027-02-20"):
            meeting.action_invite()
        with freeze_time("2027-03-05"):
            with self.refused("14 days"):
                meeting.start = "2027-03-16 13:00:00"
        self.env.invalidate_all()
        with freeze_time("2027-03-05"):
            meeting.start = "2027-03-14 14:00:00"  # an hour later, the same day
            meeting.start = "2027-03-20 13:00:00"

    def test_held_on_paper_says_when_it_was_called(self):
        meeting = self.assembly("2026-03-14 13:00:00")
        with self.refused("Invitation sent on"):
            meeting.action_held()
        meeting.notice_sent_on = "2026-03-01"
        with self.refused("14 days"):
            meeting.action_held()
        meeting.notice_sent_on = "2026-02-28"
        meeting.action_held()
        self.assertEqual(meeting.state, "held")

    # ------------------------------------------------------------------
    # Proposals
    # ------------------------------------------------------------------

    def test_a_proposal_in_time_is_on_the_agenda(self):
        meeting = self.assembly()
        with freeze_time("2027-02-20"):
            meeting.action_invite()
        with freeze_time("2027-03-06 20:00:00"):
            first = meeting.with_user(self.member_a)._propose("A trip", "To Samsø")
            second = meeting.with_user(self.board_a)._propose("A sewing machine")
        points = meeting.agenda_item_ids.sorted()
        place = points.mapped("name").index("A trip")
        usual = self.env.ref("bydelsmor.agenda_ordinary_assembly_proposals")
        self.assertEqual(points[place - 1].template_item_id, usual)
        self.assertEqual(points[place + 1].name, "A sewing machine")
        point = first.sudo().agenda_item_id
        self.assertTrue(point.is_listed, "so it can be decided")
        self.assertEqual(first.sudo().volunteer_id, self.vol_member_a)
        self.assertEqual(second.sudo().agenda_item_id.kind, "decision")
        with self.refused("is a proposal that came in"):
            point.unlink()
        first.sudo().unlink()
        self.assertFalse(point.exists(), "typed in by mistake")

    def test_what_was_sent_can_be_withdrawn_but_stays_readable(self):
        meeting = self.assembly()
        with freeze_time("2027-02-20"):
            early = meeting.with_user(self.member_a)._propose("A trip").sudo()
            meeting.action_invite()
        with freeze_time("2027-03-01"):
            late = meeting.with_user(self.board_a)._propose("A sofa").sudo()
            self.assertEqual(early.sent_on, self.day("2027-02-20"))
            self.assertFalse(late.sent_on)
            late.text = "A red one"
        with freeze_time("2027-03-09"):
            meeting.action_send_agenda()
        for proposal in (early, late):
            for attempt in (
                proposal.unlink,
                lambda p=proposal: p.write({"text": "Another text"}),
                lambda p=proposal: p.write({"volunteer_id": False}),
            ):
                with self.refused("press «Withdraw»"):
                    attempt()
        with freeze_time("2027-03-10"):
            with self.refused("take it on yourself".capitalize(), AccessError):
                late.with_user(self.member_a).action_withdraw()
            early.with_user(self.member_a).action_withdraw()
            late.with_user(self.board_a).action_withdraw()
        point = early.agenda_item_id
        self.assertEqual(point.withdrawn_on, self.day("2027-03-10"))
        self.assertEqual(point.outcome, "withdrawn")
        with self.refused("not written by hand", AccessError):
            point.with_user(self.board_a).withdrawn_on = False
        with self.refused("is withdrawn"):
            point.decision = "We go"
        early.with_user(self.member_a).action_stand_again()
        self.assertFalse(point.withdrawn_on)
        printed = meeting._minutes_data()["items"]
        words = {item["name"]: item["withdrawn"] for item in printed}
        self.assertEqual((words["A trip"], words["A sofa"]), ("", "03/10/2027"))

    def test_a_day_late_waits_for_next_time(self):
        meeting = self.assembly()
        with freeze_time("2027-03-07"):
            with self.refused("by 03/06/2027"):
                meeting.with_user(self.member_a)._propose("A trip")
            # the letter came in time, and is typed in later
            paper = self.env["bydelsmor.proposal"].create(
                {
                    "meeting_id": meeting.id,
                    "name": "A trip",
                    "received_on": "2027-03-06",
                }
            )
            with self.refused("by 03/06/2027"):
                paper.received_on = "2027-03-07"
            with self.refused("after today"):
                paper.received_on = "2027-03-08"

    def test_who_proposes(self):
        meeting = self.assembly()
        with self.assertRaises(AccessError):
            meeting.with_user(self.member_b)._propose("Ours")
        with self.refused("ordinary or founding"):
            extra = self.assembly(kind="extraordinary_assembly")
            extra.with_user(self.member_a)._propose("A trip")

    def test_the_whole_agenda(self):
        meeting = self.assembly()
        with self.refused("invitations first"):
            meeting.action_send_agenda()
        with freeze_time("2027-02-20"):
            meeting.action_invite()
        with freeze_time("2027-03-10"), self.refused("by 03/09/2027"):
            meeting.action_send_agenda()
        with freeze_time("2027-03-05"):
            proposal = meeting.with_user(self.board_a)._propose("A trip")
            proposal.name = "A trip to Samsø"
        with freeze_time("2027-03-09"):
            meeting.with_user(self.board_a).action_send_agenda()
        self.assertEqual(meeting.agenda_sent_on, self.day("2027-03-09"))
        self.assertEqual(proposal.agenda_item_id.name, "A trip to Samsø")
        with self.refused("press «Withdraw»"):
            proposal.name = "A trip to Rome"

    def test_papers_go_to_each_guest(self):
        self.vol_member_a.email = "member@example.org"
        meeting = self.assembly()
        meeting.document_ids = [
            Command.create(
                {
                    "name": "accounts.pdf",
                    "raw": b"%PDF-1.4",
                    "res_model": meeting._name,
                    "res_id": meeting.id,
                }
            )
        ]
        with freeze_time("2027-02-20"):
            meeting.action_invite()
        letter = self.env["mail.message"].search(
            [
                ("model", "=", "calendar.event"),
                ("res_id", "=", meeting.event_id.id),
                ("partner_ids", "in", self.vol_member_a.partner_id.ids),
                ("attachment_ids.name", "=", "accounts.pdf"),
            ]
        )
        self.assertEqual(len(letter), 1)
        self.assertEqual(letter.partner_ids, self.vol_member_a.partner_id)
        with freeze_time("2027-02-21"):
            meeting.action_invite()  # only who is new gets them
        sent = self.env["mail.message"].search_count(
            [
                ("model", "=", "calendar.event"),
                ("res_id", "=", meeting.event_id.id),
                ("attachment_ids.name", "=", "accounts.pdf"),
            ]
        )
        self.assertEqual(sent, 1)

    # ------------------------------------------------------------------
    # The register
    # ------------------------------------------------------------------

    def test_one_vote_beside_her_own(self):
        meeting = self.assembly()
        self.present(meeting, self.vol_member_a, self.vol_board_a)
        row = self.row(meeting, self.vol_member_a)
        row.proxy_for_id = self.vol_treasurer_a
        self.assertEqual(meeting.voters_present, 3)
        with self.refused("somebody else already"):
            self.row(meeting, self.vol_board_a).proxy_for_id = self.vol_treasurer_a
        row.proxy_for_id = self.vol_chair_a  # instead, not as well
        self.assertEqual(meeting.voters_present, 3)

    def test_who_carries_a_vote(self):
        meeting = self.assembly()
        self.present(meeting, self.vol_volunteer_a, self.vol_member_a)
        helper = self.row(meeting, self.vol_volunteer_a)
        with self.refused("has no vote"):
            helper.may_vote = True
        with self.refused("to another who may vote"):
            helper.proxy_for_id = self.vol_treasurer_a
        with self.refused("to another who may vote"):
            member = self.row(meeting, self.vol_member_a)
            member.proxy_for_id = self.vol_volunteer_a
        guest = meeting._add_guest("The mayor")
        with self.refused("has no vote"):
            guest.may_vote = True

    def test_bylaws_without_proxies(self):
        self.env["bydelsmor.bylaws"]._copy_for(self.company_a).proxies_allowed = False
        meeting = self.assembly()
        self.present(meeting, self.vol_member_a)
        with self.refused("is there herself"):
            row = self.row(meeting, self.vol_member_a)
            row.proxy_for_id = self.vol_treasurer_a

    # ------------------------------------------------------------------
    # An extraordinary one
    # ------------------------------------------------------------------

    def extra(self, **values):
        return self.assembly(
            "2027-06-14 13:00:00", kind="extraordinary_assembly", **values
        )

    @freeze_time("2027-05-01")
    def test_somebody_demands_it(self):
        with self.refused("Who demands it"):
            self.extra().action_invite()

    @freeze_time("2027-05-01")
    def test_a_majority_of_an_assembly(self):
        """Of twelve votes seven are more than half, six are not; it was decided
        before today."""
        meeting = self.extra(demand_rule="majority", demand_votes_for=7)
        for day in (False, "2027-05-02"):
            meeting.demand_decided_on = day
            with self.refused("Decided on"):
                meeting.action_invite()
        meeting.demand_decided_on = "2027-05-01"
        for votes, cast in ((7, 0), (6, 12), (13, 12)):
            meeting.write({"demand_votes_for": votes, "demand_votes_cast": cast})
            with self.refused(f"{votes} of {cast}"):
                meeting.action_invite()
        meeting.write({"demand_votes_for": 7, "demand_votes_cast": 12})
        meeting.action_invite()
        self.assertEqual(meeting.state, "called")
        self.assertIn(
            "May 1, 2027, with 7 of 12 votes", meeting._minutes_data()["notice"]
        )

    @freeze_time("2027-05-01")
    def test_three_of_the_board(self):
        two = self.vol_board_a | self.vol_chair_a
        meeting = self.extra(
            demand_rule="board",
            demanded_by_ids=[Command.set((two | self.vol_member_a).ids)],
        )
        with self.refused("ask for 3 who demand it, and 2"):
            meeting.action_invite()
        meeting.demanded_by_ids |= self.vol_treasurer_a
        meeting.action_invite()

    @freeze_time("2027-05-01")
    def test_a_third_of_the_volunteers(self):
        """Five may vote in A (member, board, chair, treasurer, mix): two of them."""
        meeting = self.extra(
            demand_rule="volunteers",
            demanded_by_ids=[Command.set(self.vol_member_a.ids)],
        )
        self.assertEqual(len(meeting._voters()[meeting]), 5)
        with self.refused("ask for 2 who demand it, and 1"):
            meeting.action_invite()
        meeting.demanded_by_ids |= self.vol_volunteer_a  # helps, has no vote
        with self.refused("ask for 2 who demand it, and 1"):
            meeting.action_invite()
        meeting.demanded_by_ids |= self.vol_mix_a
        meeting.action_invite()

    @freeze_time("2027-05-01")
    def test_the_board_is_too_small(self):
        meeting = self.extra(demand_rule="below")
        meeting.action_invite()  # three of five
        bylaws = self.env["bydelsmor.bylaws"]._copy_for(self.company_a)
        bylaws.write({"board_min": 3})
        with self.refused("3 members, and that is enough"):
            self.extra(demand_rule="below").action_invite()

    def test_only_what_it_was_called_for(self):
        meeting = self.extra(demand_rule="below")
        with freeze_time("2027-05-01"):
            meeting.action_invite()
        self.present(meeting, self.vol_member_a)
        late = meeting.agenda_item_ids.create(
            {"meeting_id": meeting.id, "name": "A trip", "kind": "decision"}
        )
        with self.refused("not on the agenda"):
            late.decision = "We go"

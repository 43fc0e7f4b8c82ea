from datetime import timedelta

from odoo import Command, fields

from ..models.meetings.danish_time import from_danish_time
from . import meetings

PRESENT = "amina fatma samira nadia leyla hodan rania zainab kirsten".split()
# What the board shares out two days after the general assembly.
ROLES = {
    "chair": "amina",
    "deputy_chair": "nadia",
    "treasurer": "fatma",
    "secretary": "samira",
}


class AssemblyStory:
    """A general assembly as it is held on paper and written down afterwards: the
    minutes, closed, adopt the accounts and make the mandates. Mixed into ``Story``."""

    leader, writer = "kirsten", "samira"
    auditors = ("bente",)

    def hold_assembly(self, day):
        """Hold the ordinary general assembly on ``day``, and the board's first
        meeting two days after it.

        :return: the assembly, closed
        """
        assembly = self.plan_on_paper(
            "ordinary_assembly",
            day,
            14,
            notice_sent_on=day - timedelta(days=21),
            agenda_sent_on=day - timedelta(days=6),
        )
        self.as_("amina", "bydelsmor.proposal").create(
            {
                "meeting_id": assembly.id,
                "volunteer_id": self.people["hodan"].id,
                "name": meetings.PROPOSAL["name"],
                "text": meetings.PROPOSAL["text"],
                "received_on": day - timedelta(days=10),
            }
        )
        assembly.action_held()
        self.tick_present(assembly)
        self.write_assembly(assembly)
        self.elect_assembly(assembly)
        self.close_minutes(assembly)
        if day + timedelta(days=2) < self.today:
            self.constitute(day + timedelta(days=2))
        return assembly

    def plan_on_paper(self, kind, day, hour, **values):
        start = min(
            from_danish_time(day, hour), fields.Datetime.now() - timedelta(hours=1)
        )
        return self.as_("amina", "bydelsmor.meeting").create(
            {
                "group_id": self.group.id,
                "kind": kind,
                "start": start,
                "stop": start + timedelta(hours=3),
                "held_on_paper": True,
                "chair_id": self.people[self.leader].id,
                "minute_taker_id": self.people[self.writer].id,
                **values,
            }
        )

    def tick_present(self, meeting):
        here = [self.people[key] for key in PRESENT]
        rows = meeting.attendance_ids.filtered(lambda row: row.volunteer_id in here)
        meeting._tick(rows.ids)

    def write_assembly(self, meeting):
        texts = meetings.ASSEMBLY
        for name, minutes, decision in (
            ("report", texts["report"], texts["report_decision"]),
            ("accounts", texts["accounts"], texts["decision"]),
        ):
            usual = self.env.ref(f"bydelsmor.agenda_ordinary_assembly_{name}")
            point = meeting.agenda_item_ids.filtered(
                lambda p, usual=usual: p.template_item_id == usual
            )
            meeting._write_item(point.id, {"minutes": minutes, "decision": decision})
        meeting.proposal_ids.agenda_item_id.write(
            {"decision": meetings.PROPOSAL["decision"], "votes_for": 6}
        )

    def elect_assembly(self, meeting):
        """Those whose time is over stand again, and Rania against them, on paper."""
        meeting.action_prepare_elections()
        up = meeting._mandates_up("board_member").volunteer_id
        votes = {woman: 7 - place % 2 for place, woman in enumerate(up)}
        votes[self.people["rania"]] = 3
        self.vote(meeting, "board_member", votes, method="paper", ballots=8)
        others = dict.fromkeys([self.people["zainab"], self.people["rania"]], 0)
        self.vote(meeting, "alternate", others)
        auditors = [self.people[key] for key in self.auditors]
        self.vote(meeting, "auditor", dict.fromkeys(auditors, 0))

    def vote(self, meeting, office, votes, **values):
        election = meeting.election_ids.filtered(lambda e: e.office == office)
        election.write(
            {
                **values,
                "candidate_ids": [
                    Command.create({"volunteer_id": woman.id, "votes": number})
                    for woman, number in votes.items()
                ],
            }
        )
        election.action_count()

    def constitute(self, day):
        board = self.plan_on_paper("constituting", day, 17)
        board.action_held()
        self.tick_present(board)
        board.action_prepare_elections()
        for office, key in ROLES.items():
            self.vote(board, office, {self.people[key]: 0})
        point = board.election_ids[:1].agenda_item_id
        board._write_item(point.id, {"minutes": meetings.CONSTITUTION})
        self.close_minutes(board)

    def close_minutes(self, meeting):
        """The demo is built today; they closed them before they went home."""
        meeting.action_close_minutes()
        meeting.sudo().closed_on = meeting.stop

from datetime import timedelta

from odoo import Command, fields

from .common import MeetingCommon


class AssemblyCommon(MeetingCommon):
    """A group of twelve without mandates, and what happens at its assemblies."""

    NAMES = "amal bodil cirrus dunya ebba fadi gudrun hind ines jytte kirsten lise"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env["bydelsmor.group"].create({"name": "Bydelsmødre Enghaven"})
        cls.company = cls.group.company_id
        cls.women = {
            name: cls.make_volunteer(cls.group, name.title())
            for name in cls.NAMES.split()
        }
        for name, woman in cls.women.items():
            setattr(cls, name, woman)
        cls.coordinator = cls.make_volunteer(cls.group, "Coordinator")
        cls.coordinator.is_bydelsmor = False
        cls.give(cls.coordinator, "organisational_volunteer", date_start="2020-01-01")
        cls.lead = cls.coordinator._ensure_user()
        # They were there before any of the days of these tests.
        cls.group.mandate_ids.write({"date_start": "2020-01-01"})
        cls.bylaws = cls.env["bydelsmor.bylaws"]._copy_for(cls.company)

    def assembly(self, day, kind="ordinary_assembly", **values):
        """An assembly that was held on paper that day, called a month before, with
        the first six women present."""
        start = fields.Datetime.to_datetime(f"{day} 15:00:00")
        meeting = self.env["bydelsmor.meeting"].create(
            {
                "group_id": self.group.id,
                "kind": kind,
                "start": start,
                "stop": start + timedelta(hours=3),
                "notice_sent_on": start - timedelta(days=31),
                "chair_id": self.coordinator.id,
                "minute_taker_id": self.lise.id,
                **values,
            }
        )
        meeting.action_held()
        self.present(meeting, *list(self.women.values())[:6])
        return meeting

    def election(self, meeting, office, votes, **values):
        """Who stands, with votes as they were counted: {woman: votes}, or a list."""
        votes = votes if isinstance(votes, dict) else dict.fromkeys(votes, 0)
        return self.env["bydelsmor.election"].create(
            {
                "meeting_id": meeting.id,
                "office": office,
                "candidate_ids": [
                    Command.create({"volunteer_id": woman.id, "votes": number})
                    for woman, number in votes.items()
                ],
                **values,
            }
        )

    def elect(self, meeting, **offices):
        for office, votes in offices.items():
            self.election(meeting, office, votes).action_count()

    def decide(self, meeting, *names):
        """Write «agreed» under points of the national agenda."""
        for name in names:
            usual = self.env.ref(f"bydelsmor.agenda_{meeting.kind}_{name}")
            meeting.agenda_item_ids.filtered(
                lambda p, usual=usual: p.template_item_id == usual
            ).decision = "Yes"

    def close(self, meeting):
        meeting.with_user(self.lead).with_context(
            allowed_company_ids=self.company.ids
        ).action_close_minutes()

    def holders(self, role):
        """{name: year in which she is up} of the running mandates with this role."""
        running = self.env["bydelsmor.mandate"].search(
            [
                ("company_id", "=", self.company.id),
                ("role", "=", role),
                ("running", "=", True),
            ]
        )
        return {m.volunteer_id.name: m.term_end_year for m in running}

from odoo import Command
from odoo.tests import tagged

from .test_meetings import MEETINGS, MeetingsOnPhone


@tagged("post_install", "-at_install")
class TestAssemblyOnPhone(MeetingsOnPhone):
    """A founding general assembly in a month, with the bylaws sent along."""

    def setUp(self):
        super().setUp()
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)
        self.meeting = self.a_meeting(days=30, kind="founding_assembly")
        self.meeting.document_ids = [
            Command.create(
                {
                    "name": "vedtaegter.pdf",
                    "raw": b"%PDF-1.4 bylaws",
                    "res_model": self.meeting._name,
                    "res_id": self.meeting.id,
                }
            )
        ]
        self.page = f"{MEETINGS}/{self.meeting.id}"

    def propose(self, **data):
        page = self.url_open("/my/bydelsmor/language").text
        token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        return self.url_open(f"{self.page}/propose", {"csrf_token": token, **data})

    def test_papers_come_with_the_invitation(self):
        paper = self.meeting.document_ids
        self.assertNotIn("vedtaegter.pdf", self.url_open(self.page).text)
        self.meeting.action_invite()
        self.assertIn("vedtaegter.pdf", self.url_open(self.page).text)
        answer = self.url_open(f"{self.page}/paper/{paper.id}")
        self.assertEqual(answer.content, b"%PDF-1.4 bylaws")
        other = self.env["ir.attachment"].create({"name": "x", "raw": b"secret"})
        answer = self.url_open(f"{self.page}/paper/{other.id}")
        self.assertEqual(answer.status_code, 404)
        theirs = self.a_meeting(self.group_b, days=30, kind="founding_assembly")
        theirs.action_invite()
        answer = self.url_open(f"{MEETINGS}/{theirs.id}/paper/{paper.id}")
        self.assertEqual(answer.status_code, 404)

    def test_she_sends_a_proposal(self):
        self.meeting.action_invite()
        page = self.propose(name="A name with a flower", text="It is\nprettier").text
        self.assertIn("A name with a flower", page)
        self.assertIn("It is\nprettier", page)
        proposal = self.meeting.proposal_ids
        self.assertEqual(proposal.volunteer_id, self.vol_member_a)
        self.assertIn(proposal.agenda_item_id, self.meeting.agenda_item_ids)
        path = f"/{self.meeting.id}/proposal/{proposal.id}"
        self.post(path)
        self.assertTrue(proposal.withdrawn_on)
        self.assertIn("It stands again", self.url_open(self.page).text)
        self.post(path, again="1")
        self.assertFalse(proposal.withdrawn_on)

    def test_too_late(self):
        self.env["bydelsmor.bylaws"]._copy_for(self.company_a).write(
            {"notice_days": 60, "proposal_days": 40}
        )
        self.meeting.notice_reason = "We could not wait"
        self.meeting.action_invite()
        self.assertNotIn("Send my proposal", self.url_open(self.page).text)
        page = self.propose(name="A name with a flower").text
        self.assertIn("Any other business", page)
        self.assertFalse(self.meeting.proposal_ids)

    def test_who_was_elected(self):
        self.meeting.write(
            {"start": "2026-03-01 12:00:00", "stop": "2026-03-01 15:00:00"}
        )
        self.meeting.notice_sent_on = "2026-02-01"
        self.meeting.action_held()
        self.meeting.attendance_ids[:3].present = True
        election = self.env["bydelsmor.election"].create(
            {
                "meeting_id": self.meeting.id,
                "office": "alternate",
                "candidate_ids": [
                    Command.create({"volunteer_id": self.vol_member_a.id})
                ],
            }
        )
        election.action_count()
        page = self.url_open(self.page).text
        self.assertIn("Alternate", page)
        self.assertIn("member a", page)

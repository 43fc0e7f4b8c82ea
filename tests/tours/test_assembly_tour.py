from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged

from .common import TourCase

MEETINGS = "/odoo/bydelsmor-meetings"


@tagged("post_install", "-at_install")
class TestAssemblyTour(TourCase):
    """A founding general assembly was held an hour ago; its minutes wait."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        bylaws = cls.env["bydelsmor.bylaws"]._copy_for(cls.company_a)
        bylaws.alternates = 0
        now = fields.Datetime.now().replace(microsecond=0)
        cls.assembly = cls.env["bydelsmor.meeting"].create(
            {
                "group_id": cls.group_a.id,
                "name": "Founding",
                "kind": "founding_assembly",
                "start": now - timedelta(hours=3),
                "stop": now + timedelta(hours=1),
                "notice_sent_on": cls.today - timedelta(days=30),
                "chair_id": cls.vol_volunteer_a.id,
                "minute_taker_id": cls.vol_member_a.id,
                "bylaws_file": b"JVBERi0=",
            }
        )
        cls.assembly.action_held()
        cls.women = (
            cls.vol_member_a
            | cls.vol_board_a
            | cls.vol_chair_a
            | cls.vol_treasurer_a
            | cls.vol_mix_a
        )
        rows = cls.assembly.attendance_ids
        rows.filtered(lambda row: row.volunteer_id in cls.women).present = True
        for name in ("found", "bylaws"):
            usual = cls.env.ref(f"bydelsmor.agenda_founding_assembly_{name}")
            cls.assembly.agenda_item_ids.filtered(
                lambda point, usual=usual: point.template_item_id == usual
            ).decision = "Yes, all of us"
        cls.env["bydelsmor.election"].create(
            {
                "meeting_id": cls.assembly.id,
                "office": "board_member",
                "candidate_ids": [
                    Command.create({"volunteer_id": woman.id}) for woman in cls.women
                ],
            }
        )

    def test_elections_and_closed_minutes_found_the_association(self):
        self.walk(self.chair_a, MEETINGS, "bydelsmor_assembly_close")
        self.env.invalidate_all()
        self.assertTrue(self.assembly.closed_on)
        self.assertEqual(self.assembly.closed_by_id, self.chair_a)
        self.assertEqual(self.group_a.founding_date, self.assembly._day())
        elected = self.env["bydelsmor.mandate"].search(
            [("elected_at_id", "=", self.assembly.id)]
        )
        on_board = elected.filtered(lambda m: m.role != "auditor")
        self.assertEqual(on_board.volunteer_id, self.women)
        self.assertEqual(
            (elected - on_board).volunteer_id, self.vol_auditor_a, "she again"
        )
        self.assertIn(
            self.company_a.id, self.member_a._companies_for("board"), "at once"
        )

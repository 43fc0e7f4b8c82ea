from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import TourCase

MEETINGS = "/odoo/bydelsmor-meetings"


@tagged("post_install", "-at_install")
class TestMeetingPhoneTour(TourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_the_chair_ticks_names_on_her_phone(self):
        now = fields.Datetime.now().replace(microsecond=0)
        meeting = self.env["bydelsmor.meeting"].create(
            {
                "group_id": self.group_a.id,
                "name": "We sew",
                "start": now - timedelta(hours=2),
                "stop": now + timedelta(hours=1),
            }
        )
        meeting.action_invite()
        self.walk(self.chair_a, MEETINGS, "bydelsmor_meeting_tick_on_phone")
        self.assertRecordValues(
            meeting, [{"state": "held", "held_by_id": self.chair_a.id}]
        )
        here = meeting.attendance_ids.filtered("present")
        self.assertEqual(here.volunteer_id, self.vol_member_a | self.vol_board_a)

from odoo.tests import tagged

from .test_meetings import MEETINGS, MeetingsOnPhone


@tagged("post_install", "-at_install")
class TestTogetherOnPhone(MeetingsOnPhone):
    def setUp(self):
        super().setUp()
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)

    def post(self, path, **data):
        page = self.url_open(f"{MEETINGS}/new").text
        token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        return self.url_open(
            MEETINGS + path, data={"csrf_token": token, **data}, allow_redirects=False
        )

    def test_divided_with_one_tap(self):
        meeting = self.a_meeting(days=0, responsible_ids=self.vol_member_a.ids)
        women = [self.make_volunteer(self.group_a, f"woman {n}") for n in range(9)]
        meeting._invite_rows()
        for woman in women:
            self.row(meeting, woman).present = True
        page = self.url_open(f"{MEETINGS}/{meeting.id}/groups").text
        self.assertIn("Divide us", page)
        self.post(f"/{meeting.id}/groups")
        self.assertEqual(
            sorted(len(rows) for _n, rows in meeting._small_groups()), [4, 5]
        )
        page = self.url_open(f"{MEETINGS}/{meeting.id}/groups").text
        self.assertIn("woman 7", page)
        self.assertIn("Divide us again", page)

    def test_who_does_not_run_it_sees_but_does_not_divide(self):
        meeting = self.a_meeting(days=0)
        meeting._invite_rows()
        for volunteer in (self.vol_chair_a, self.vol_board_a):
            self.row(meeting, volunteer).present = True
        self.post(f"/{meeting.id}/groups")
        self.assertFalse(meeting._small_groups())
        meeting.action_divide()
        page = self.url_open(f"{MEETINGS}/{meeting.id}/groups").text
        self.assertIn("chair a", page)
        self.assertNotIn("Divide us", page)
        board = self.a_meeting(days=0, kind="board")
        answer = self.url_open(f"{MEETINGS}/{board.id}/groups")
        self.assertEqual(answer.status_code, 404)

    def test_a_message_to_all(self):
        meeting = self.a_meeting(responsible_ids=self.vol_member_a.ids)
        self.post(f"/{meeting.id}/tell", text="Bring\r\na cup", audience="everybody")
        self.assertEqual(meeting.message_to_group_ids.text, "Bring\na cup")
        page = self.url_open(f"{MEETINGS}/{meeting.id}").text
        self.assertIn('data-text="Bring\na cup"', page, "she can send it on")
        self.post(f"/{meeting.id}/tell", text="x", audience="the world")
        self.assertEqual(len(meeting.message_to_group_ids), 1)
        foreign = self.a_meeting(self.group_b)
        for path in ("tell", "groups"):
            answer = self.post(f"/{foreign.id}/{path}", text="x", audience="coming")
            self.assertEqual(answer.status_code, 404)

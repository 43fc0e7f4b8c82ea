from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..bookkeeping import papers
from .browser_common import BrowserCase
from .test_meetings import MEETINGS, MeetingsOnPhone


@tagged("post_install", "-at_install")
class TestMinutesOnPhone(MeetingsOnPhone):
    def setUp(self):
        super().setUp()
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)

    def token(self):
        page = self.url_open(f"{MEETINGS}/new").text
        return page.partition('name="csrf_token" value="')[2].partition('"')[0]

    def post(self, path, files=None, **data):
        return self.url_open(
            MEETINGS + path,
            data={"csrf_token": self.token(), **data},
            files=files,
            allow_redirects=False,
        )

    def held(self, **values):
        meeting = self.a_meeting(days=-2, **values)
        meeting.action_held()
        self.row(meeting, self.vol_member_a).present = True
        meeting.agenda_item_ids[0].minutes = "We laughed"
        return meeting

    # ------------------------------------------------------------------
    # Planning
    # ------------------------------------------------------------------

    def test_she_plans_an_activity(self):
        day = fields.Date.today() + timedelta(days=200)
        answer = self.post(
            "/new",
            kind="activity",
            title="Fællesspisning",
            day=str(day),
            first="17:00",
            last="20:30",
            place="Beboerhuset",
            guest="",
            topic="",
            words="Tag en ret med\r\nog en veninde",
        )
        meeting = self.env["bydelsmor.meeting"].search(
            [("name", "=", "Fællesspisning")]
        )
        self.assertTrue(answer.headers["Location"].endswith(f"{MEETINGS}/{meeting.id}"))
        self.assertRecordValues(
            meeting,
            [
                {
                    "kind": "activity",
                    "state": "planned",
                    "location": "Beboerhuset",
                    "responsible_ids": self.vol_member_a.ids,
                    "group_id": self.group_a.id,
                    "description": "Tag en ret med\nog en veninde",
                }
            ],
        )
        self.assertEqual(meeting.stop - meeting.start, timedelta(hours=3.5))
        self.post(
            f"/{meeting.id}/plan",
            day=str(day),
            first="18:00",
            last="20:00",
            place="Ude",
        )
        self.assertEqual(meeting.location, "Ude")
        self.assertEqual(meeting.name, "Fællesspisning")
        self.post(f"/{meeting.id}/invite")
        self.assertEqual(meeting.state, "called")

    def test_what_is_no_plan_is_refused(self):
        good = {
            "kind": "monthly",
            "day": "2031-03-04",
            "first": "17:00",
            "last": "19:00",
        }
        count = self.env["bydelsmor.meeting"].search_count([])
        for wrong, words in (
            ({"day": ""}, "Choose the day"),
            ({"day": "tomorrow"}, "Choose the day"),
            ({"first": "25:00"}, "Choose the day"),
            ({"last": "17"}, "Choose the day"),
            ({"last": "16:00"}, "ends before it begins"),
            ({"kind": "board"}, "Choose what it is"),
            ({"kind": ""}, "Choose what it is"),
        ):
            self.post("/new", **{**good, **wrong})
            self.assertIn(words, self.url_open(f"{MEETINGS}/new").text, wrong)
        self.assertEqual(self.env["bydelsmor.meeting"].search_count([]), count)

    def test_who_did_not_take_it_on_does_not_plan(self):
        meeting = self.a_meeting()
        answer = self.url_open(f"{MEETINGS}/{meeting.id}/plan")
        self.assertEqual(answer.status_code, 404)
        self.post(f"/{meeting.id}/plan", day="2031-03-04", first="17:00", last="19:00")
        self.post(f"/{meeting.id}/invite")
        self.assertEqual(meeting.state, "planned")
        self.assertNotEqual(meeting.start.year, 2031)

    # ------------------------------------------------------------------
    # On paper
    # ------------------------------------------------------------------

    def test_a_meeting_held_on_paper(self):
        meeting = self.a_meeting(days=-3, responsible_ids=self.vol_member_a.ids)
        page = self.url_open(f"{MEETINGS}/{meeting.id}").text
        self.assertIn(f"{meeting.id}/paper", page)
        self.assertIn("chair a", self.url_open(f"{MEETINGS}/{meeting.id}/paper").text)
        self.post(
            f"/{meeting.id}/paper",
            files=[("photo", ("sheet.jpg", papers.jpeg(), "image/jpeg"))],
            woman=[self.vol_chair_a.id, self.vol_member_a.id, self.vol_member_b.id],
            guest="Li Na",
        )
        self.assertRecordValues(meeting, [{"state": "held", "held_on_paper": True}])
        self.assertEqual(
            set(meeting.attendance_ids.filtered("present").mapped("sort_name")),
            {"chair a", "member a", "Li Na"},
        )
        [paper] = meeting._papers()
        photo = self.url_open(f"{MEETINGS}/{meeting.id}/photo/{paper.id}")
        self.assertEqual(photo.headers["Content-Type"], "image/jpeg")
        self.post(f"/{meeting.id}/sign")
        self.assertEqual(meeting.state, "signed", "she took it on, so she signs")

    def test_a_picture_that_is_none(self):
        meeting = self.a_meeting(days=-3, responsible_ids=self.vol_member_a.ids)
        self.post(
            f"/{meeting.id}/paper",
            files=[("photo", ("x.jpg", b"x", "image/jpeg"))],
            woman=[self.vol_chair_a.id],
            guest="Li Na",
        )
        self.assertEqual(meeting.state, "planned", "nothing half done")
        page = self.url_open(f"{MEETINGS}/{meeting.id}/paper").text
        self.assertIn("cannot be used", page)
        self.assertIn('value="Li Na"', page, "what she typed stands there again")
        ticked = page.partition(f'value="{self.vol_chair_a.id}"')[2].partition("/>")[0]
        self.assertIn("checked", ticked)

    def test_photos_of_the_board_stay_there(self):
        meeting = self.held(kind="board")
        paper = meeting._add_paper("sheet", papers.jpeg())
        page = self.url_open(f"{MEETINGS}/{meeting.id}").text
        self.assertNotIn(f"/photo/{paper.id}", page)
        photo = self.url_open(f"{MEETINGS}/{meeting.id}/photo/{paper.id}")
        self.assertEqual(photo.status_code, 404)
        foreign = self.a_meeting(self.group_b)
        other = foreign._add_paper("sheet", papers.jpeg())
        for number in (meeting.id, foreign.id):
            photo = self.url_open(f"{MEETINGS}/{number}/photo/{other.id}")
            self.assertEqual(photo.status_code, 404)

    # ------------------------------------------------------------------
    # Approved, signed, corrected
    # ------------------------------------------------------------------

    def test_approved_at_the_next_meeting(self):
        last = self.held()
        following = self.a_meeting(days=0, responsible_ids=self.vol_member_a.ids)
        page = self.url_open(f"{MEETINGS}/{following.id}/run").text
        self.assertIn(f'href="{MEETINGS}/{last.id}"', page)
        self.post(f"/{following.id}/approve")
        self.assertEqual(last.state, "approved")
        self.assertIn("Approved on", self.url_open(f"{MEETINGS}/{last.id}").text)

    def test_signed_and_corrected(self):
        meeting = self.held(responsible_ids=self.vol_member_a.ids)
        self.post(
            f"/{meeting.id}/leaders",
            chair=self.vol_member_a.id,
            minute_taker=self.vol_member_b.id,
        )
        self.assertEqual(meeting.chair_id, self.vol_member_a)
        self.assertFalse(meeting.minute_taker_id, "nobody from elsewhere")
        self.post(f"/{meeting.id}/correct", text="x")
        self.assertFalse(meeting.correction_ids, "they are still open")
        self.post(
            f"/{meeting.id}/leaders",
            chair=self.vol_member_a.id,
            minute_taker=self.vol_chair_a.id,
        )
        self.post(f"/{meeting.id}/sign")
        page = self.url_open(f"{MEETINGS}/{meeting.id}").text
        self.assertIn("Not signed yet:", page)
        self.assertNotIn("/sign", page, "not twice")
        self.post(f"/{meeting.id}/leaders", chair=self.vol_chair_a.id)
        self.assertEqual(meeting.chair_id, self.vol_member_a)
        self.post(f"/{meeting.id}/open")
        self.assertFalse(meeting.content_hash)
        self.post(f"/{meeting.id}/sign")
        meeting.with_user(self.chair_a).action_sign()
        self.assertEqual(meeting.state, "signed")
        self.post(f"/{meeting.id}/open")
        self.assertTrue(meeting.content_hash)
        self.post(f"/{meeting.id}/correct", text="We laughed twice")
        self.assertEqual(meeting.correction_ids.text, "We laughed twice")
        self.assertIn(
            "We laughed twice", self.url_open(f"{MEETINGS}/{meeting.id}").text
        )

    def test_another_groups_minutes(self):
        foreign = self.a_meeting(self.group_b, days=-2)
        foreign.action_held()
        for path in ("minutes", "paper", "plan"):
            answer = self.url_open(f"{MEETINGS}/{foreign.id}/{path}")
            self.assertEqual(answer.status_code, 404, path)
        for path in ("paper", "sign", "approve", "open", "correct", "leaders", "plan"):
            answer = self.post(f"/{foreign.id}/{path}", text="x", day="2031-01-01")
            self.assertEqual(answer.status_code, 404, path)

    def test_the_pdf(self):
        meeting = self.held()
        answer = self.url_open(f"{MEETINGS}/{meeting.id}/minutes")
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn(b"We laughed", answer.content, "as HTML in tests")


@tagged("post_install", "-at_install")
class TestPaperInBrowser(MeetingsOnPhone, BrowserCase):
    # Each touch of the glass, on whichever page.
    COUNT = """
        addEventListener("pointerdown", () => {
            sessionStorage.taps = 1 + Number(sessionStorage.taps || 0);
        }, true);
    """

    def test_five_taps_and_the_names(self):
        """Home, meetings, the meeting, «held on paper», the camera, who was there,
        save: on the way back from the meeting nobody has patience for more."""
        with self.undisturbed():
            meeting = self.a_meeting(days=-3, responsible_ids=self.vol_member_a.ids)
            sheet = {"name": "sheet.jpg", "mimeType": "image/jpeg"}
            sheet["buffer"] = papers.jpeg()
            self.env.flush_all()
        page = self.come_in_on(self.phone, self.vol_member_a)
        page.add_init_script(self.COUNT)
        page.goto("/my/bydelsmor")
        page.tap(f"a[href='{MEETINGS}']")
        page.tap(f"a[href='{MEETINGS}/{meeting.id}']")
        page.tap(f"a[href='{MEETINGS}/{meeting.id}/paper']")
        with page.expect_file_chooser() as chooser:
            page.tap("#paper_photo")
        chooser.value.set_files(sheet)
        names = ("chair a", "member a")
        for name in names:
            page.tap(f"label:has-text('{name}')")
        page.tap("form[action$='/paper'] button[type=submit]")
        page.wait_for_selector(".o_bm_good")
        taps = int(page.evaluate("sessionStorage.taps"))
        self.assertLessEqual(taps, 5 + len(names))
        with self.undisturbed():
            self.env.invalidate_all()
            self.assertRecordValues(meeting, [{"state": "held", "held_on_paper": True}])
            here = meeting.attendance_ids.filtered("present")
            self.assertEqual(set(here.mapped("sort_name")), set(names))
            self.assertEqual(len(meeting._papers()), 1)

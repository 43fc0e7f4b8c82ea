from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .browser_common import BrowserCase
from .common import PhoneCase

MEETINGS = "/my/bydelsmor/meetings"


class MeetingsOnPhone(PhoneCase):
    @classmethod
    def a_meeting(cls, group=None, days=7, **values):
        start = fields.Datetime.now().replace(microsecond=0) + timedelta(days=days)
        return cls.env["bydelsmor.meeting"].create(
            {
                "group_id": (group or cls.group_a).id,
                "start": start,
                "stop": start + timedelta(hours=2),
                "location": "Beboerhuset",
                **values,
            }
        )

    def row(self, meeting, volunteer):
        return meeting.attendance_ids.filtered(lambda r: r.volunteer_id == volunteer)

    def post(self, path, **data):
        page = self.url_open(MEETINGS).text
        token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        if not token:
            page = self.url_open("/my/bydelsmor/language").text
            token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        return self.url_open(
            MEETINGS + path, data={"csrf_token": token, **data}, allow_redirects=False
        )


@tagged("post_install", "-at_install")
class TestMeetings(MeetingsOnPhone):
    def setUp(self):
        super().setUp()
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)

    def test_what_she_sees(self):
        coming = self.a_meeting(name="Fællesspisning", guest_topic="MitID")
        held = self.a_meeting(days=-20, name="Sidst")
        held.sudo().state = "held"
        held.agenda_item_ids[0].write({"minutes": "We laughed\nand sang"})
        self.a_meeting(days=3, kind="board", name="Bestyrelsen")
        self.a_meeting(days=4, name="Aflyst").action_cancel()
        self.a_meeting(days=-4, name="Ikke skrevet ned")
        self.a_meeting(self.group_b, name="Nabogruppen")
        page = self.url_open(MEETINGS).text
        for words in ("Fællesspisning", "Sidst", "Beboerhuset"):
            self.assertIn(words, page)
        for words in ("Bestyrelsen", "Aflyst", "Ikke skrevet ned", "Nabogruppen"):
            self.assertNotIn(words, page)
        page = self.url_open(f"{MEETINGS}/{held.id}").text
        self.assertIn("We laughed\nand sang", page)
        self.assertNotIn("Do you come?", page)
        page = self.url_open(f"{MEETINGS}/{coming.id}").text
        self.assertIn("MitID", page)
        self.assertIn("Do you come?", page)
        home = self.url_open("/my/bydelsmor").text
        self.assertIn(f'href="{MEETINGS}"', home)

    def test_points_of_the_board_only(self):
        held = self.a_meeting(days=-20, kind="board")
        held.sudo().state = "held"
        first, second = held.agenda_item_ids[:2]
        first.write({"minutes": "For everybody"})
        second.write({"minutes": "For the board", "board_only": True})
        page = self.url_open(f"{MEETINGS}/{held.id}").text
        self.assertIn("For everybody", page)
        self.assertNotIn("For the board", page)

    def test_one_tap(self):
        meeting = self.a_meeting()
        answer = self.post(f"/{meeting.id}/answer", answer="yes", childcare="1")
        self.assertEqual(answer.status_code, 303)
        row = self.row(meeting, self.vol_member_a)
        self.assertRecordValues(
            row, [{"answer": "yes", "childcare": True, "interpreter": False}]
        )
        self.post(f"/{meeting.id}/answer", answer="no", interpreter="1", back="list")
        self.assertRecordValues(
            row, [{"answer": "no", "childcare": False, "interpreter": True}]
        )
        self.post(f"/{meeting.id}/answer", answer="perhaps")
        self.assertEqual(row.answer, "no")
        self.assertEqual(len(meeting.attendance_ids), 1, "nobody else's")

    def test_another_groups_meeting_is_not_found(self):
        foreign = self.a_meeting(self.group_b)
        foreign._invite_rows()
        item = foreign.agenda_item_ids[0]
        task = self.env["bydelsmor.meeting.task"].create(
            {"meeting_id": foreign.id, "name": "Coffee"}
        )
        for path in (f"/{foreign.id}", f"/{foreign.id}/run", "/999999999"):
            self.assertEqual(self.url_open(MEETINGS + path).status_code, 404, path)
        for path, data in (
            (f"/{foreign.id}/answer", {"answer": "yes"}),
            (f"/{foreign.id}/take", {}),
            (f"/{foreign.id}/held", {}),
            (f"/{foreign.id}/tick", {"present": foreign.attendance_ids[0].id}),
            (f"/{foreign.id}/item/{item.id}", {"minutes": "x"}),
            (f"/task/{task.id}", {}),
        ):
            self.assertEqual(self.post(path, **data).status_code, 404, path)
        self.assertFalse(foreign.responsible_ids)
        self.assertFalse(item.minutes)
        self.assertFalse(task.done)
        self.assertFalse(any(foreign.attendance_ids.mapped("present")))

    def test_who_did_not_take_it_on_does_not_tick(self):
        meeting = self.a_meeting(days=-1)
        meeting._invite_rows()
        row, item = meeting.attendance_ids[0], meeting.agenda_item_ids[0]
        self.assertEqual(self.url_open(f"{MEETINGS}/{meeting.id}/run").status_code, 404)
        self.post(f"/{meeting.id}/held")
        self.post(f"/{meeting.id}/tick", present=row.id, guest="Somebody")
        self.post(f"/{meeting.id}/item/{item.id}", minutes="x")
        self.assertEqual(meeting.state, "planned")
        self.assertFalse(row.present)
        self.assertFalse(meeting.attendance_ids.filtered("guest_name"))
        self.assertFalse(item.minutes)
        self.assertIn("took the meeting on", self.url_open(MEETINGS).text)

    def test_she_takes_it_on_ticks_and_writes(self):
        meeting = self.a_meeting(days=1)
        self.post(f"/{meeting.id}/take")
        self.assertEqual(meeting.responsible_ids, self.vol_member_a)
        now = fields.Datetime.now().replace(microsecond=0)
        meeting.write({"start": now - timedelta(hours=1), "stop": now})
        self.post(f"/{meeting.id}/held")
        self.assertEqual(meeting.state, "held")
        board, chair = (
            self.row(meeting, v) for v in (self.vol_board_a, self.vol_chair_a)
        )
        self.post(f"/{meeting.id}/tick", present=[board.id, chair.id], guest=" Li  Na ")
        self.assertEqual(
            set(meeting.attendance_ids.filtered("present").mapped("sort_name")),
            {"board a", "chair a", "Li Na"},
        )
        guest = meeting.attendance_ids.filtered("guest_name")
        self.post(f"/{meeting.id}/tick", present=[chair.id, guest.id])
        self.assertFalse(board.present)
        self.assertTrue(guest.present)
        item = meeting.agenda_item_ids[0]
        self.post(
            f"/{meeting.id}/item/{item.id}",
            minutes="Tea\r\nCake",
            minutes_base="",
            decision="More cake",
            decision_base="",
        )
        self.assertEqual((item.minutes, item.decision), ("Tea\nCake", "More cake"))
        # She began from the same text; meanwhile somebody wrote another line.
        item.minutes = "Tea\nCake\nSongs"
        self.post(
            f"/{meeting.id}/item/{item.id}",
            minutes="Green tea\r\nCake",
            minutes_base="Tea\r\nCake",
        )
        self.assertEqual(item.minutes, "Green tea\nCake\nSongs")
        self.assertIn("Green tea", self.url_open(f"{MEETINGS}/{meeting.id}").text)

    def test_item_of_another_meeting(self):
        meeting, other = self.a_meeting(days=-1), self.a_meeting(days=-2)
        meeting.responsible_ids = self.vol_member_a
        item = other.agenda_item_ids[0]
        self.post(f"/{meeting.id}/item/{item.id}", minutes="x")
        self.assertFalse(item.minutes)
        row = other._invite_rows()[0]
        self.post(f"/{meeting.id}/tick", present=row.id)
        self.assertFalse(row.present)

    def test_approved_minutes_stay(self):
        meeting = self.a_meeting(days=-1, responsible_ids=self.vol_member_a.ids)
        meeting._invite_rows()
        meeting.sudo().state = "approved"
        item = meeting.agenda_item_ids[0]
        self.post(f"/{meeting.id}/item/{item.id}", minutes="x")
        self.assertFalse(item.minutes)
        page = self.url_open(f"{MEETINGS}/{meeting.id}/run").text
        self.assertIn("stay as they are", page)
        self.assertNotIn("<textarea", page)

    def test_her_tasks(self):
        tasks = self.env["bydelsmor.meeting.task"].create(
            [
                {
                    "meeting_id": self.a_meeting().id,
                    "name": name,
                    "volunteer_id": volunteer.id,
                }
                for name, volunteer in (
                    ("Buy coffee", self.vol_member_a),
                    ("Call the library", self.vol_chair_a),
                )
            ]
        )
        page = self.url_open(MEETINGS).text
        self.assertIn("Buy coffee", page)
        self.assertNotIn("Call the library", page)
        for task in tasks:
            self.post(f"/task/{task.id}")
        self.assertEqual(tasks.mapped("done"), [True, False])

    def test_tasks_come_up_where_she_writes_down(self):
        earlier = self.a_meeting(days=-30)
        tasks = self.env["bydelsmor.meeting.task"].create(
            [
                {
                    "meeting_id": earlier.id,
                    "name": name,
                    "volunteer_id": self.vol_chair_a.id,
                }
                for name in ("Buy coffee", "Call the library")
            ]
        )
        meeting = self.a_meeting(days=0, responsible_ids=self.vol_member_a.ids)
        run = f"{MEETINGS}/{meeting.id}/run"
        page = self.url_open(run).text
        self.assertIn("Call the library", page)
        self.assertNotIn(f"/task/{tasks[0].id}", page, "she did not run that one")
        self.post(f"/task/{tasks[0].id}", run=meeting.id)
        self.assertFalse(tasks[0].done)
        earlier.responsible_ids = self.vol_member_a
        self.assertIn(f"/task/{tasks[0].id}", self.url_open(run).text)
        answer = self.post(f"/task/{tasks[0].id}", run=meeting.id)
        self.assertTrue(answer.headers["Location"].endswith(run))
        self.assertEqual(tasks.mapped("done"), [True, False])
        page = self.url_open(run).text
        self.assertNotIn("Buy coffee", page)
        self.assertIn("Call the library", page)

    def test_a_task_of_the_boards_point_is_for_the_board(self):
        held = self.a_meeting(days=-20, kind="board")
        held.sudo().state = "held"
        held.agenda_item_ids[0].board_only = True
        tasks = self.env["bydelsmor.meeting.task"]
        for name, point in (
            ("Buy coffee", tasks.agenda_item_id),
            ("Talk with the landlord", held.agenda_item_ids[0]),
        ):
            tasks.create(
                {"meeting_id": held.id, "name": name, "agenda_item_id": point.id}
            )
        page = self.url_open(f"{MEETINGS}/{held.id}").text
        self.assertIn("Buy coffee", page)
        self.assertNotIn("Talk with the landlord", page)

    def test_she_left(self):
        meeting = self.a_meeting()
        self.vol_member_a.state = "left"
        self.assertIn("You are in no group", self.url_open(MEETINGS).text)
        self.assertEqual(self.url_open(f"{MEETINGS}/{meeting.id}").status_code, 404)

    def test_posts_need_the_page(self):
        meeting = self.a_meeting()
        for path in ("answer", "take", "held", "tick"):
            answer = self.url_open(f"{MEETINGS}/{meeting.id}/{path}", data={"a": "b"})
            self.assertEqual(answer.status_code, 400, path)


@tagged("post_install", "-at_install")
class TestMeetingsInBrowser(MeetingsOnPhone, BrowserCase):
    def test_answers_shares_and_writes(self):
        with self.undisturbed():
            meeting = self.a_meeting(name="Fællesspisning")
            self.env.flush_all()
        page = self.come_in_on(self.phone, self.vol_member_a)
        page.click(f"a[href='{MEETINGS}']")
        card = page.locator(".o_bm_meeting", has_text="Fællesspisning")
        card.get_by_text("I need childcare").click()
        card.locator("button[value=yes]").click()
        page.wait_for_selector(".o_bm_good")
        self.assertEqual(
            card.locator("button[value=yes]").get_attribute("aria-pressed"), "true"
        )
        with self.undisturbed():
            self.env.invalidate_all()
            self.assertRecordValues(
                self.row(meeting, self.vol_member_a),
                [{"answer": "yes", "childcare": True}],
            )
        self.share(page, card, meeting)
        self.take_on(page, meeting)
        self.assertFalse(self.scrolls_sideways(page))

    def share(self, page, card, meeting):
        page.add_init_script(
            "navigator.share = async (words) => { window.shared = words; }"
        )
        card.locator("h2 a").click()
        page.click(".o_bm_share")
        self.wait_until(page, "async () => Boolean(window.shared)")
        shared = page.evaluate("window.shared")
        self.assertTrue(shared["url"].endswith(f"{MEETINGS}/{meeting.id}"))
        self.assertIn("Fællesspisning", shared["text"])
        self.assertNotIn("member a", shared["text"])

    def take_on(self, page, meeting):
        self.assertFalse(self.scrolls_sideways(page))
        page.click("text=I take this meeting on")
        page.wait_for_selector(".o_bm_good")
        with self.undisturbed():
            self.env.invalidate_all()
            now = fields.Datetime.now().replace(microsecond=0)
            meeting.write({"start": now - timedelta(hours=1), "stop": now})
            self.env.flush_all()
        page.goto(f"{MEETINGS}/{meeting.id}/run")
        page.click("text=We have met")
        page.click("label:has-text('chair a')")
        page.click(".o_bm_names button[type=submit]")
        page.wait_for_selector(".o_bm_good")
        page.locator(".o_bm_fold summary").first.click()
        page.locator(".o_bm_fold textarea[name=minutes]").first.fill("Vi grinede")
        page.locator(".o_bm_fold[open] button[type=submit]").click()
        page.wait_for_selector(".o_bm_good")
        with self.undisturbed():
            self.env.invalidate_all()
            self.assertTrue(self.row(meeting, self.vol_chair_a).present)
            self.assertEqual(meeting.agenda_item_ids[0].minutes, "Vi grinede")

    def scrolls_sideways(self, page):
        return page.evaluate(
            "() => document.documentElement.scrollWidth > window.innerWidth"
        )

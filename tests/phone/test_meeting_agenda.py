from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .browser_common import BrowserCase
from .test_meetings import MEETINGS, MeetingsOnPhone

# The words of buttons that stand below their icon instead of beside it.
ICONS_ABOVE_WORDS = """() => [...document.querySelectorAll(".o_bm_btn.o_bm_call")]
    .filter((button) => button.offsetHeight)
    .filter((button) => {
        const icon = button.querySelector(".o_bm_icon").getBoundingClientRect();
        const words = button.querySelector("span").getBoundingClientRect();
        return words.top >= icon.bottom;
    })
    .map((button) => button.innerText)"""


class AgendaOnPhone(MeetingsOnPhone):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hers = cls.a_meeting(responsible_ids=cls.vol_member_a.ids)
        cls.points = cls.hers.agenda_item_ids

    def names(self):
        self.env.invalidate_all()
        return self.hers.agenda_item_ids.sorted().mapped("name")

    def of_kind(self, kind):
        return self.points.filtered(lambda point: point.kind == kind)


@tagged("post_install", "-at_install")
class TestAgendaOnPhone(AgendaOnPhone):
    def setUp(self):
        super().setUp()
        _link, path = self.issue(self.vol_member_a)
        self.come_in(path)
        self.page = f"{MEETINGS}/{self.hers.id}/agenda"

    def change(self, point, **data):
        return self.post(f"/{self.hers.id}/agenda/{point.id}", **data)

    def test_one_more_point_before_she_checks_out(self):
        before = self.names()
        self.post(f"/{self.hers.id}/agenda", name="A trip", duration="15")
        self.assertEqual(self.names(), [*before[:-1], "A trip", before[-1]])
        trip = self.hers.agenda_item_ids.filtered(lambda p: p.name == "A trip")
        self.assertRecordValues(
            trip, [{"duration": 15, "kind": "discussion", "is_listed": True}]
        )
        page = self.url_open(self.page).text
        self.assertIn("A trip", page)

    def test_a_point_is_moved_and_changed_in_one_go(self):
        names = self.names()
        second = self.points.sorted()[1]
        self.change(
            second,
            name="Songs",
            duration="25",
            who=str(self.vol_chair_a.id),
            move="up",
        )
        self.assertRecordValues(
            second,
            [
                {
                    "name": "Songs",
                    "duration": 25,
                    "responsible_id": self.vol_chair_a.id,
                }
            ],
        )
        self.assertEqual(self.names(), ["Songs", names[0], *names[2:]])
        self.change(second, name="Songs", move="up")  # it is on top already
        self.assertEqual(self.names()[0], "Songs")
        self.change(second, name="Songs", move="down")
        self.assertEqual(self.names()[:2], [names[0], "Songs"])

    def test_a_usual_name_in_her_language_is_no_new_name(self):
        first = self.points.sorted()[0]
        name = first.name
        self.change(first, name=first.label, duration="7")
        self.assertRecordValues(
            first, [{"name": name, "renamed": False, "duration": 7}]
        )

    def test_the_three_elements_stay(self):
        exchange = self.points.filtered(lambda p: p.element == "exchange")
        self.assertEqual(len(exchange), 1)
        self.change(exchange, name="", off="1")
        self.assertIn("always has time for", self.url_open(self.page).text)
        self.assertTrue(exchange.exists())
        self.assertEqual(self.url_open(self.page).text.count("This is always"), 2)
        pause = self.of_kind("pause")
        self.change(pause, off="1")
        self.assertFalse(pause.exists())

    def test_a_word_about_too_full_a_plan(self):
        first = self.points.sorted()[0]
        self.change(first, name="", duration="90")
        for page in (self.page, f"{MEETINGS}/{self.hers.id}"):
            self.assertIn("There is no hurry", self.url_open(page).text)

    def test_exercises(self):
        two = self.env.ref("bydelsmor.exercise_in_two")
        hands = self.env.ref("bydelsmor.exercise_out_hands")
        check_in = self.of_kind("check_in")
        page = self.url_open(self.page).text
        self.assertIn(two.name, page)
        self.change(check_in, exercise=str(two.id))
        self.assertEqual(check_in.exercise_id, two)
        page = self.url_open(f"{MEETINGS}/{self.hers.id}").text
        self.assertIn(two.description, page)
        self.change(check_in, exercise=str(hands.id))
        self.assertIn("when you part", self.url_open(self.page).text)
        self.assertEqual(check_in.exercise_id, two)

    def test_numbers_that_are_nothing(self):
        """Typed by somebody who plays with the form: no crash, and nothing is lost."""
        check_in = self.of_kind("check_in")
        nothing = str(2**31 - 1)
        for changed in (
            lambda: self.change(check_in, exercise=nothing, name="Hello"),
            lambda: self.change(check_in, who=nothing, duration="-5"),
            lambda: self.post(f"/{self.hers.id}/agenda/{nothing}", name="x"),
            lambda: self.post(f"/{self.hers.id}/task", name="Tea", who=nothing),
            lambda: self.post(f"/{self.hers.id}/task", name="Tea", by="2026-99-99"),
        ):
            self.assertLess(changed().status_code, 400)
        self.env.invalidate_all()
        self.assertFalse(check_in.exercise_id)
        self.assertFalse(check_in.responsible_id)
        self.assertGreaterEqual(check_in.duration, 0)

    def test_what_was_refused_stands_there_again(self):
        self.post(f"/{self.hers.id}/agenda", name="", duration="42")
        page = self.url_open(self.page).text
        self.assertIn("Write what it is about", page)
        self.assertIn('value="42"', page)
        self.assertNotIn('value="42"', self.url_open(self.page).text, "once")
        plan = f"{MEETINGS}/{self.hers.id}/plan"
        answer = self.post(
            f"/{self.hers.id}/plan",
            day="2031-03-04",
            first="17:00",
            last="16:00",
            words="Bring\na dish",
            host=str(self.vol_chair_a.id),
        )
        self.assertTrue(answer.headers["Location"].endswith(plan))
        page = self.url_open(plan).text
        self.assertIn("ends before it begins", page)
        self.assertIn("Bring\na dish", page)
        self.assertIn('value="2031-03-04"', page)
        option = page.partition(f'value="{self.vol_chair_a.id}"')[2].partition(">")[0]
        self.assertIn("selected", option)

    def test_minutes_that_were_refused_stand_there_again(self):
        held = self.a_meeting(
            days=-1, kind="board", responsible_ids=self.vol_member_a.ids
        )
        held.action_held()
        point = held.agenda_item_ids[0]
        self.post(
            f"/{held.id}/item/{point.id}",
            minutes="We want a pot",
            minutes_base="",
            decision="We buy it",
            decision_base="",
        )
        self.assertFalse(point.minutes)
        page = self.url_open(f"{MEETINGS}/{held.id}/run").text
        self.assertIn("Not enough are present", page)
        self.assertIn("We want a pot", page)
        self.assertIn("We buy it", page)

    def test_nothing_is_written_under_check_out(self):
        out = self.of_kind("check_out")
        run = f"{MEETINGS}/{self.hers.id}/run"
        page = self.url_open(run).text
        self.assertIn("stays in the room", page)
        self.assertNotIn(f"minutes_{out.id}", page)
        self.post(f"/{self.hers.id}/item/{out.id}", minutes="She wept")
        self.assertFalse(out.minutes)
        self.assertIn("so nothing is written here", self.url_open(run).text)

    def test_check_out_stays_in_the_room_everywhere(self):
        out = self.of_kind("check_out")
        hers = out.with_user(self.board_a)
        for values in (
            {"minutes": "She wept"},
            {"decision": "We cry"},
            {"minutes": "She wept", "minutes_base": ""},
        ):
            with self.assertRaisesRegex(UserError, "stays in the room"):
                hers.write(values)
        other = self.of_kind("pause").with_user(self.board_a)
        other.minutes = "Cake"
        with self.assertRaisesRegex(UserError, "stays in the room"):
            other.kind = "check_out"
        arch = etree.fromstring(hers.get_view(view_type="form")["arch"])
        for name in ("minutes", "decision"):
            [box] = arch.xpath(f"//field[@name='{name}']")
            self.assertEqual(box.get("invisible"), "kind == 'check_out'")

    def test_an_exercise_stands_on_the_printed_agenda(self):
        two = self.env.ref("bydelsmor.exercise_in_two")
        self.of_kind("check_in").exercise_id = two
        for short in ("da", "en"):
            lang = self.hers._print_lang(short)
            html, _kind = self.env["ir.actions.report"]._render_qweb_html(
                f"bydelsmor.meeting_minutes_report_{short}", self.hers.ids
            )
            spoken = two.with_context(lang=lang)
            self.assertIn(spoken.name, html.decode())
            self.assertIn(spoken.description, html.decode())

    def test_host_and_guest_from_the_list(self):
        ideas = self.env["bydelsmor.knowledge"]
        idea, done, theirs = ideas.create(
            [
                {
                    "group_id": group.id,
                    "name": name,
                    "state": state,
                    "speaker": "Mette Nurse",
                    "organisation": "The clinic",
                    "contact": "12345678",
                }
                for group, name, state in (
                    (self.group_a, "Vaccination", "2_idea"),
                    (self.group_a, "Heard already", "5_done"),
                    (self.group_b, "Theirs", "2_idea"),
                )
            ]
        )
        page = self.url_open(f"{MEETINGS}/{self.hers.id}/plan").text
        self.assertIn("Vaccination", page)
        for name in ("Heard already", "Theirs"):
            self.assertNotIn(name, page)
        plan = {
            "day": "2031-03-04",
            "first": "17:00",
            "last": "19:30",
            "host": str(self.vol_chair_a.id),
        }
        self.post(f"/{self.hers.id}/plan", idea=str(theirs.id), **plan)
        self.assertEqual(self.hers.host_id, self.vol_chair_a)
        self.assertFalse(self.hers.guest_name)
        self.post(f"/{self.hers.id}/plan", idea=str(idea.id), **plan)
        self.assertRecordValues(
            self.hers,
            [
                {
                    "guest_name": "Mette Nurse, The clinic",
                    "guest_contact": "12345678",
                    "guest_topic": "Vaccination",
                }
            ],
        )
        self.assertRecordValues(
            idea, [{"state": "4_agreed", "meeting_id": self.hers.id}]
        )
        plan["host"] = str(self.vol_member_b.id)
        self.post(f"/{self.hers.id}/plan", **plan)
        self.assertFalse(self.hers.host_id, "a woman of another group is nobody here")

    def test_tasks(self):
        path = f"/{self.hers.id}/task"
        self.post(
            path,
            name="Coffee and cake",
            kind="shopping",
            who=str(self.vol_chair_a.id),
            by="2031-03-04",
        )
        self.post(path, name="Chairs", kind="no such", who="", by="")
        self.post(path, name="Lamps", who=str(self.vol_member_b.id))
        self.post(path, name="  ")
        tasks = self.hers.task_ids.sorted("id")
        self.assertRecordValues(
            tasks,
            [
                {
                    "name": "Coffee and cake",
                    "kind": "shopping",
                    "volunteer_id": self.vol_chair_a.id,
                    "date": fields.Date.to_date("2031-03-04"),
                },
                {
                    "name": "Chairs",
                    "kind": "task",
                    "volunteer_id": False,
                    "date": False,
                },
                {
                    "name": "Lamps",
                    "kind": "task",
                    "volunteer_id": False,
                    "date": False,
                },
            ],
        )
        page = self.url_open(f"{MEETINGS}/{self.hers.id}").text
        self.assertIn("Write what is to be done", page)
        self.assertIn("Shopping · chair a · 03/04/2031", page)
        self.post(f"/task/{tasks[0].id}", take="1")
        self.post(f"/task/{tasks[1].id}", take="1", back=str(self.hers.id))
        self.assertEqual(
            tasks.volunteer_id, self.vol_chair_a | self.vol_member_a, "hers stays hers"
        )
        self.assertEqual(tasks[1].volunteer_id, self.vol_member_a)

    def test_who_did_not_take_it_on_plans_nothing(self):
        other = self.a_meeting()
        first = other.agenda_item_ids[0]
        self.assertEqual(
            self.url_open(f"{MEETINGS}/{other.id}/agenda").status_code, 404
        )
        count = len(other.agenda_item_ids)
        for path, data in (
            ("agenda", {"name": "Mine"}),
            (f"agenda/{first.id}", {"name": "Mine"}),
            (f"agenda/{first.id}", {"off": "1"}),
            (f"agenda/{first.id}", {"move": "down"}),
            ("task", {"name": "Mine"}),
        ):
            self.post(f"/{other.id}/{path}", **data)
            page = self.url_open(f"{MEETINGS}/{other.id}").text
            self.assertIn("Take it on yourself", page, path)
        # the point of one meeting through the page of another
        self.post(f"/{self.hers.id}/agenda/{first.id}", name="Mine", off="1")
        self.env.invalidate_all()
        self.assertEqual(len(other.agenda_item_ids), count)
        self.assertNotIn("Mine", other.agenda_item_ids.mapped("name"))
        self.assertFalse(other.task_ids)

    def test_what_was_sent_out_stays(self):
        board = self.a_meeting(kind="board", responsible_ids=self.vol_member_a.ids)
        board.action_invite()
        point = board.agenda_item_ids[0]
        self.post(f"/{board.id}/agenda/{point.id}", off="1")
        self.assertIn(
            "stays for all to read", self.url_open(f"{MEETINGS}/{board.id}/agenda").text
        )
        self.assertTrue(point.exists())
        self.post(f"/{board.id}/agenda", name="A sofa")
        late = board.agenda_item_ids.filtered(lambda p: p.name == "A sofa")
        self.assertRecordValues(late, [{"kind": "decision", "is_listed": False}])

    def test_the_letter_tells_exercises_and_guest(self):
        two = self.env.ref("bydelsmor.exercise_in_two")
        self.of_kind("check_in").exercise_id = two
        self.hers.write({"guest_topic": "MitID", "description": "Bring a dish"})
        words = self.hers.event_id.description
        danish = two.with_context(lang=self.hers._group_lang())
        for part in ("Bring a dish", "MitID", danish.name):
            self.assertIn(part, words)


@tagged("post_install", "-at_install")
class TestAgendaInBrowser(AgendaOnPhone, BrowserCase):
    def test_she_plans_from_her_phone(self):
        with self.undisturbed():
            self.env.flush_all()
        page = self.come_in_on(self.phone, self.vol_member_a)
        page.goto(f"{MEETINGS}/{self.hers.id}")
        self.assertGreater(page.locator(".o_bm_btn.o_bm_call:visible").count(), 2)
        self.assertEqual(page.evaluate(ICONS_ABOVE_WORDS), [])
        page.click("text=A new task")
        page.click("label:has-text('Shopping')")
        page.fill("#task_name", "Coffee")
        page.select_option("#task_who", label="chair a")
        self.answered(page, ".o_bm_fold[open] button[type=submit]")
        self.assertFalse(self.scrolls_sideways(page))
        page.click("text=Change the agenda")
        page.fill("#point_name", "A trip")
        self.answered(page, "#new_point button[type=submit]")
        page.click("summary:has-text('A trip')")
        self.answered(page, ".o_bm_fold[open] >> text=Earlier")
        page.wait_for_selector(".o_bm_fold[open] summary:has-text('A trip')")
        self.assertFalse(self.scrolls_sideways(page))
        # from right to left, too
        page.evaluate(
            "document.querySelectorAll('html, .o_bm').forEach((el) => el.dir = 'rtl')"
        )
        self.assertFalse(self.scrolls_sideways(page))
        with self.undisturbed():
            self.assertEqual(self.names()[-3], "A trip")
            self.assertEqual(self.hers.task_ids.volunteer_id, self.vol_chair_a)

    def test_without_a_net_nothing_is_lost(self):
        with self.undisturbed():
            now = fields.Datetime.now().replace(microsecond=0)
            self.hers.write({"start": now - timedelta(hours=2), "stop": now})
            self.env.flush_all()
        page = self.come_in_on(self.phone, self.vol_member_a)
        page.goto(f"{MEETINGS}/{self.hers.id}/run")
        # All that a page asks for by itself is there before the net goes.
        page.wait_for_load_state("networkidle")
        fold = page.locator(".o_bm_fold").first
        fold.locator("summary").click()
        fold.locator("textarea[name=minutes]").fill("Vi grinede")
        self.wire.set("cut")
        fold.locator("button[type=submit]").click()
        page.wait_for_selector("[data-no-net]:visible")
        self.assertEqual(
            fold.locator("textarea[name=minutes]").input_value(), "Vi grinede"
        )
        self.wire.set("whole")
        fold.locator("button[type=submit]").click()
        page.wait_for_selector(".o_bm_good")
        with self.undisturbed():
            self.env.invalidate_all()
            self.assertIn("Vi grinede", self.points.mapped("minutes"))

    def answered(self, page, button):
        """Press a button and wait for the page that answers: the one before may show
        the same words."""
        with page.expect_navigation():
            page.click(button)
        page.wait_for_selector(".o_bm_good")

    def scrolls_sideways(self, page):
        return page.evaluate(
            "() => document.documentElement.scrollWidth > window.innerWidth"
        )

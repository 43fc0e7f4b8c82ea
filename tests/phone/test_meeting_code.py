import json
import re
import time
from datetime import timedelta
from uuid import uuid4

from odoo import SUPERUSER_ID, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.bydelsmor.models.documentation import meeting_code

from .browser_common import BrowserCase
from .common import PhoneCase
from .test_documentation import MEGABYTE, choice

MEETINGS = "/my/bydelsmor/meetings"
# What a finger and a thought take, by a wide margin.
SECONDS_A_TAP = 5


class CodeCase(PhoneCase):
    @classmethod
    def a_meeting(cls, group=None, **values):
        """A monthly meeting that begins now."""
        start = fields.Datetime.now()
        return cls.env["bydelsmor.meeting"].create(
            {
                "group_id": (group or cls.group_a).id,
                "start": start,
                "stop": start + timedelta(hours=2),
                **values,
            }
        )

    def open_code(self, meeting=None):
        """Return (code, path) of a code that the board opens."""
        meeting = meeting or self.a_meeting()
        meeting.with_user(self.board_a).action_open_code()
        [code] = meeting._running_codes().values()
        url = code._url()
        return code, url[url.index("/bydelsmor/meeting/") :]

    def talk(self, **changes):
        return {
            "uuid": str(uuid4()),
            "values": {
                "arose_id": choice(self.env, "arose_network"),
                "topic_ids": [choice(self.env, "topic_school")],
                "next_id": choice(self.env, "next_meet"),
                **changes,
            },
        }

    def send(self, path, item, name="conversation"):
        answer = self.url_open(
            f"{path}/{name}/send",
            data=json.dumps({"jsonrpc": "2.0", "params": {"item": item}}),
            headers={"Content-Type": "application/json"},
        )
        self.assertEqual(answer.status_code, 200)
        answer = answer.json()
        self.assertNotIn("error", answer, answer.get("error"))
        return answer["result"]

    def conversations(self):
        return self.env["bydelsmor.conversation"].search([])

    def assertRefused(self, path, item, name="conversation"):
        before = self.conversations()
        with mute_logger("odoo.sql_db"):
            result = self.send(path, item, name)
        self.assertTrue(result.get("error"), result)
        self.assertEqual(self.conversations(), before)
        return result


@tagged("post_install", "-at_install")
class TestMeetingCode(CodeCase):
    """What a code opens, for whom and how long."""

    def test_who_opens_it(self):
        meeting = self.a_meeting()
        with self.assertRaises(AccessError):
            meeting.with_user(self.member_a).action_open_code()
        with self.assertRaises(AccessError):
            meeting.with_user(self.board_b).action_open_code()
        self.assertFalse(meeting.with_user(self.member_a).can_open_code)
        self.assertFalse(meeting._running_codes())
        meeting.with_user(self.member_a)._take_on()
        meeting.with_user(self.member_a).action_open_code()
        self.assertEqual(len(meeting._running_codes()), 1)

    def test_shown_again_and_closed(self):
        meeting = self.a_meeting()
        code, path = self.open_code(meeting)
        again, same = self.open_code(meeting)
        self.assertEqual((code, path), (again, same))
        seen = meeting.with_user(self.board_a)
        self.assertTrue(seen.code_image)
        self.assertEqual(seen.code_until, code.date_expires)
        self.assertFalse(meeting.with_user(self.member_a).code_image)
        with self.assertRaises(AccessError):
            meeting.with_user(self.member_a).action_close_code()
        seen.action_close_code()
        self.assertFalse(seen.code_image)
        self.assertRefused(path, self.talk())
        self.assertEqual(self.url_open(path).status_code, 404)

    def test_on_its_day_at_a_monthly_meeting(self):
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        for values in (
            {"kind": "board"},
            {"start": tomorrow, "stop": tomorrow + timedelta(hours=1)},
        ):
            meeting = self.a_meeting(**values)
            self.assertFalse(meeting.with_user(self.board_a).can_open_code)
            with self.assertRaises(UserError):
                meeting.with_user(self.board_a).action_open_code()

    def test_not_opened_without_end(self):
        meeting = self.a_meeting().with_user(self.board_a)
        for _time in range(10):
            meeting.action_open_code()
            meeting.action_close_code()
        with self.assertRaises(UserError):
            meeting.action_open_code()

    def test_nobody_is_noted(self):
        """Neither who, nor when, nor what she wrote for herself alone."""
        _code, path = self.open_code()
        item = self.talk(note="Ring til skolen")
        item.update(user_id=self.member_a.id, company_id=self.company_b.id)
        self.assertEqual(self.send(path, item), {"stored": item["uuid"]})
        form = self.conversations()
        self.assertRecordValues(
            form, [{"company_id": self.company_a.id, "author_id": False, "note": False}]
        )
        self.env.cr.execute(
            "SELECT create_uid, write_uid, create_date::time::text,"
            " write_date::time::text FROM bydelsmor_conversation WHERE id = %s",
            [form.id],
        )
        noon = "12:00:00"
        self.assertEqual(
            self.env.cr.fetchall(), [(SUPERUSER_ID, SUPERUSER_ID, noon, noon)]
        )
        for user in (self.member_a, self.board_a, self.chair_a):
            self.assertFalse(form.with_user(user).has_access("read"))

    def test_a_login_on_the_phone_does_not_matter(self):
        _link, door = self.issue(self.vol_member_a)
        self.come_in(door)
        _code, path = self.open_code()
        self.send(path, self.talk())
        self.assertFalse(self.conversations().author_id)

    def test_pages_hold_no_names(self):
        self.vol_volunteer_a.phone = "+45 00 00 00 09"
        _code, path = self.open_code()
        for page in (path, f"{path}/conversation", f"{path}/contacts"):
            answer = self.url_open(page)
            self.assertEqual(answer.status_code, 200)
            self.assertIn(self.group_a.name, answer.text)
            self.assertNotIn("00 00 00 09", answer.text)
            for volunteer in self.env["bydelsmor.volunteer"].search([]):
                self.assertNotIn(f">{volunteer.name}<", answer.text)
        self.assertEqual(self.url_open(f"{path}/activity").status_code, 404)
        self.assertNotIn("Only you can read it", self.url_open(page).text)

    def test_stored_once(self):
        _code, path = self.open_code()
        item = self.talk()
        for _time in range(3):
            self.assertEqual(self.send(path, item), {"stored": item["uuid"]})
        self.assertEqual(len(self.conversations()), 1)
        item = {"uuid": str(uuid4()), "values": {"count": 4}}
        self.assertEqual(self.send(path, item, "contacts"), {"stored": item["uuid"]})
        tally = self.env["bydelsmor.contact.tally"].search([])
        self.assertRecordValues(tally, [{"count": 4, "author_id": False}])

    def test_uuid_of_a_woman_or_of_another_group(self):
        _code, path = self.open_code()
        hers, theirs = self.talk(), self.talk()
        forms = self.env["bydelsmor.conversation"]
        forms.with_user(self.member_a)._submit(
            self.company_a, {**hers["values"], "uuid": hers["uuid"]}
        )
        forms._submit(
            self.company_b, {**theirs["values"], "uuid": theirs["uuid"]}, by_code=True
        )
        words = {
            self.assertRefused(path, {**self.talk(), "uuid": uuid})["error"]
            for uuid in (hers["uuid"], theirs["uuid"], "no-uuid", None, 5)
        }
        self.assertEqual(len(words), 1, "it tells nothing")

    def test_codes_that_open_nothing(self):
        code, path = self.open_code()
        token = path.rpartition("/")[2]
        number, seal = token.split("-")
        other, _other_path = self.open_code(self.a_meeting())
        tokens = [
            "0-" + seal,
            f"{other.id}-{seal}",
            f"{number}-{seal[::-1]}",
            f"{number}-{seal[:-1]}",
            f"{number}0000000-{seal}",
            "x",
            "1" * 5000,
            "%00",
            "٣-" + seal,
        ]
        for wrong in tokens:
            path_ = f"/bydelsmor/meeting/{wrong}"
            answer = self.url_open(path_)
            self.assertEqual(answer.status_code, 404, wrong[:60])
            self.assertRefused(path_, self.talk())
        self.assertTrue(code._works())

    def test_three_hours(self):
        code, path = self.open_code()
        with freeze_time(code.date_expires - timedelta(seconds=1)):
            self.assertTrue(code._works())
        with freeze_time(code.date_expires):
            self.assertFalse(code._works())
        code.sudo().date_expires = fields.Datetime.now() - timedelta(seconds=1)
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 404)
        self.assertIn("no longer works", answer.text)
        self.assertIn("too old", self.assertRefused(path, self.talk())["error"])

    def test_old_codes_are_cleared(self):
        code, _path = self.open_code()
        codes = self.env["bydelsmor.meeting.code"]
        codes._gc_old_codes()
        self.assertTrue(code.exists())
        with freeze_time(code.date_expires + timedelta(days=91)):
            codes._gc_old_codes()
        self.assertFalse(code.exists())

    def test_a_cancelled_meeting_closes_it(self):
        meeting = self.a_meeting()
        _code, path = self.open_code(meeting)
        meeting.with_user(self.board_a).action_cancel()
        self.assertRefused(path, self.talk())

    def test_nonsense_is_refused_without_a_crash(self):
        _code, path = self.open_code()
        for item in (None, [], "x", 5, {}, {"values": 7}, {"uuid": {}}):
            self.assertRefused(path, item)
        for values in (
            {"arose_id": 10**30},
            {"arose_id": choice(self.env, "topic_school")},
            {"topic_ids": [[1]]},
            {"language_id": [1]},
            {"date": "9999-12-31"},
            {"date": {"y": 1}},
        ):
            self.assertRefused(path, self.talk(**values))
        for name in ("activity", "receipts", "../x", "1"):
            answer = self.url_open(
                f"{path}/{name}/send",
                data=json.dumps({"params": {"item": self.talk()}}),
                headers={"Content-Type": "application/json"},
            )
            self.assertLess(answer.status_code, 500)
        self.assertFalse(self.env["bydelsmor.activity"].search([]))

    def test_ten_megabytes(self):
        _code, path = self.open_code()
        self.assertRefused(path, self.talk(date="2" * 10 * MEGABYTE))
        self.assertRefused(path, self.talk(topic_ids="1" * 10 * MEGABYTE))
        item = self.talk(note="x" * 10 * MEGABYTE, unknown="x" * 10 * MEGABYTE)
        self.assertEqual(self.send(path, item), {"stored": item["uuid"]})
        self.assertFalse(self.conversations().note)

    def test_a_form_of_another_site_is_not_taken(self):
        """A page elsewhere can send text and forms, but no JSON."""
        _code, path = self.open_code()
        body = json.dumps({"params": {"item": self.talk()}})
        for kind in ("text/plain", "application/x-www-form-urlencoded"):
            with mute_logger("odoo.http"):
                answer = self.url_open(
                    f"{path}/conversation/send",
                    data=body,
                    headers={"Content-Type": kind},
                )
            self.assertEqual(answer.status_code, 415)
        self.assertFalse(self.conversations())

    def test_not_without_end(self):
        _code, path = self.open_code()
        self.send(path, self.talk())
        self.patch(meeting_code, "MOST_A_DAY", 2)
        papers = self.env["bydelsmor.conversation"].with_user(self.member_a)
        for _number in range(3):
            talk = self.talk()
            values = {**talk["values"], "uuid": talk["uuid"]}
            papers._submit(self.company_a, values, nobodys=True)
        # Nobody's papers from the pile are not what the code is closed for.
        self.assertIn("stored", self.send(path, self.talk()))
        self.assertIn("Very many", self.assertRefused(path, self.talk())["error"])
        item = {"uuid": str(uuid4()), "values": {"count": 1}}
        self.assertIn("stored", self.send(path, item, "contacts"))

    def test_forgotten_like_others(self):
        """Sent on the first of a month, its day still becomes the month later."""
        with freeze_time("2024-03-01 18:00:00"):
            form = self.env["bydelsmor.conversation"]._submit(
                self.company_a,
                {**self.talk()["values"], "uuid": str(uuid4()), "date": "2024-02-27"},
                by_code=True,
            )
        with freeze_time("2026-06-15"), self.enter_registry_test_mode():
            self.env.ref("bydelsmor.ir_cron_forget_forms").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(str(form.date), "2024-02-01")

    # -- the page of her who runs the meeting -------------------------------

    def test_page_of_the_host(self):
        meeting = self.a_meeting()
        page = f"{MEETINGS}/{meeting.id}/code"
        _link, door = self.issue(self.vol_member_a)
        self.come_in(door)
        self.assertEqual(self.url_open(page).status_code, 404)
        meeting.with_user(self.member_a)._take_on()
        self.assertIn(page, self.url_open(f"{MEETINGS}/{meeting.id}").text)
        text = self.url_open(page).text
        self.assertNotIn("data:image/svg", text)
        token = re.search('name="csrf_token" value="([^"]+)"', text)[1]
        with mute_logger("odoo.http"):
            self.url_open(page, data={"csrf_token": "x"})
        self.assertFalse(meeting._running_codes())
        text = self.url_open(page, data={"csrf_token": token}).text
        self.assertIn("data:image/svg", text)
        self.assertIn("The code works until", text)
        text = self.url_open(page, data={"csrf_token": token, "close": "1"}).text
        self.assertNotIn("data:image/svg", text)
        self.assertFalse(meeting._running_codes())


@tagged("post_install", "-at_install")
class TestMeetingCodeBrowser(CodeCase, BrowserCase):
    """From the code to «sent», on a phone that has never been here."""

    def setUp(self):
        super().setUp()
        with self.undisturbed():
            _code, self.path = self.open_code()
            self.ids = {
                name: choice(self.env, name)
                for name in ("arose_network", "topic_school", "next_meet")
            }
        self.page = self.phone.new_page()
        self.taps = 0

    def tap(self, selector):
        self.taps += 1
        self.page.locator(selector).locator("visible=true").first.tap()

    def answer(self, name):
        self.tap(f"label.o_bm_tile:has(input[value='{self.ids[name]}'])")

    def awake(self):
        """Not before the page's script is awake, which a tap does not wait for."""
        self.page.wait_for_selector("[data-submit]:not([disabled])", state="attached")

    def talk_on_screen(self):
        """Steps are known by their number: the words are in her language."""
        self.tap(f"a[href='{self.path}/conversation']")
        self.awake()
        self.answer("arose_network")
        self.page.wait_for_selector("[data-step='2']:not([hidden])")
        self.answer("topic_school")
        self.tap("[data-go='1']")
        self.answer("next_meet")
        self.page.wait_for_selector("[data-step='4']:not([hidden])")
        self.tap("[data-go='1']")

    def tour(self, locale):
        """From the code to «sent» on a phone of that language, timed."""
        self.page = self.new_phone(locale=locale).new_page()
        self.page.add_init_script(
            "window.typed = 0;addEventListener('keydown', () => window.typed++, true);"
        )
        begun = time.monotonic()
        self.page.goto(self.path)
        self.talk_on_screen()
        typed = self.page.evaluate("window.typed")
        questions = self.page.locator(".o_bm_question").all_inner_texts()
        self.tap("[data-submit]")
        self.page.wait_for_selector("[data-after=stored]:not([hidden])")
        self.assertEqual(typed, 0, "nothing is typed")
        seconds = time.monotonic() - begun
        self.assertLess(seconds + SECONDS_A_TAP * self.taps, 60)
        self.assertLessEqual(self.taps, 7)
        html = self.page.locator("html")
        with self.undisturbed():
            self.assertEqual(len(self.conversations()), 1)
        return html.get_attribute("lang"), html.get_attribute("dir"), questions

    def test_danish_tour(self):
        lang, direction, questions = self.tour("da-DK")
        self.assertEqual((lang, direction), ("da", "ltr"))
        self.assertIn("Hvordan mødtes I?", questions)
        self.assertEqual(self.page.locator(".o_bm_danish").count(), 0)

    def test_arabic_tour(self):
        """From right to left, with the Danish beneath each question."""
        lang, direction, questions = self.tour("ar")
        self.assertEqual((lang, direction), ("ar", "rtl"))
        self.assertTrue(questions[0].endswith("Hvordan mødtes I?"), questions[0])
        self.assertRegex(questions[0], "^[\u0600-\u06ff]")
        page = self.page.locator(".o_bm")
        self.assertEqual(page.evaluate("el => getComputedStyle(el).direction"), "rtl")
        small = self.page.locator(".o_bm_danish").first
        self.assertEqual(
            (small.get_attribute("lang"), small.get_attribute("dir")), ("da", "ltr")
        )
        wide = "document.documentElement.scrollWidth <= innerWidth"
        self.assertTrue(self.page.evaluate(wide), "nothing sticks out")

    def test_conversation_by_the_code(self):
        self.page.goto(self.path)
        self.talk_on_screen()
        self.tap("[data-submit]")
        self.page.wait_for_selector("[data-after=stored]:not([hidden])")
        self.assertLessEqual(self.taps, 7)
        with self.undisturbed():
            self.assertEqual(len(self.conversations()), 1)
            self.assertFalse(self.conversations().author_id)
        self.tap("[data-after-buttons] a")
        self.page.wait_for_selector(f"a[href='{self.path}/conversation']")

    def test_without_a_net_nothing_stays_on_a_borrowed_phone(self):
        self.page.goto(self.path)
        self.talk_on_screen()
        self.wire.set("deaf")
        self.tap("[data-submit]")
        self.page.wait_for_selector("text=Stay on this page")
        kept = self.page.evaluate("indexedDB.databases()")
        self.assertNotIn("bydelsmor", [each["name"] for each in kept])
        self.wire.set("whole")
        self.tap("[data-submit]")
        self.page.wait_for_selector("[data-after=stored]:not([hidden])")
        with self.undisturbed():
            self.assertEqual(len(self.conversations()), 1, "sent twice, stored once")

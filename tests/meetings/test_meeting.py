from datetime import timedelta

from lxml import etree
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MeetingCommon


@tagged("post_install", "-at_install")
class TestMeeting(MeetingCommon):
    def test_one_that_ends_before_it_begins_is_refused(self):
        meeting = self.meeting()
        for stop in (meeting.start, meeting.start - timedelta(hours=1)):
            with self.refused("ends before it begins"):
                meeting.stop = stop

    def test_buttons_only(self):
        meeting = self.meeting(user=self.board_a)
        with self.refused("buttons", AccessError):
            meeting.state = "signed"
        with self.refused("buttons", AccessError):
            self.meeting(user=self.board_a, state="signed")

    def test_only_who_runs_it_sees_its_buttons(self):
        """The auditor reads the same form."""
        own = {
            "action_sign": "i_may_sign",
            "action_close_minutes": "can_close",
            "action_open_code": "can_open_code",
            "action_close_code": "code_until",
            # of a proposal in its list
            "action_withdraw": "parent.i_may_run",
            "action_stand_again": "parent.i_may_run",
            # changes nothing
            "action_print_constitution": "closed_on",
        }
        arch = self.env["bydelsmor.meeting"].get_view(view_type="form")["arch"]
        buttons = etree.fromstring(arch).findall(".//header/button")
        self.assertGreater(len(buttons), 8)
        for button in buttons:
            asked = own.get(button.get("name"), "i_may_run")
            self.assertIn(f"not {asked}", button.get("invisible", ""), button.attrib)

    def test_from_planned_to_held(self):
        meeting = self.meeting(user=self.board_a)
        meeting.action_invite()
        self.assertEqual(meeting.state, "called")
        self.assertEqual(meeting.called_by_id, self.board_a)
        with self.refused("not begun"):
            meeting.action_held()
        meeting.write(
            {
                "start": fields.Datetime.now() - timedelta(hours=3),
                "stop": fields.Datetime.now() - timedelta(hours=1),
            }
        )
        meeting.action_held()
        self.assertEqual(meeting.state, "held")
        meeting.action_not_held()
        self.assertEqual(meeting.state, "called")

    def test_who_is_invited(self):
        paused = self.make_volunteer(self.group_a, "paused a")
        paused.state = "paused"
        left = self.make_volunteer(self.group_a, "left a")
        left.state = "left"
        monthly, board, assembly = (
            self.meeting(kind=kind)
            for kind in ("monthly", "board", "ordinary_assembly")
        )
        (monthly | board | assembly)._invite_rows()
        women = (
            self.vol_member_a
            | self.vol_board_a
            | self.vol_chair_a
            | self.vol_treasurer_a
            | self.vol_mix_a
        )
        helpers = self.vol_volunteer_a
        self.assertEqual(
            monthly.attendance_ids.volunteer_id,
            women | helpers,
            "no auditor, nobody else",
        )
        self.assertEqual(assembly.attendance_ids.volunteer_id, women | helpers | paused)
        seats = self.vol_board_a | self.vol_chair_a | self.vol_treasurer_a
        self.assertEqual(board.attendance_ids.volunteer_id, seats | helpers)
        voters = board.attendance_ids.filtered("may_vote").volunteer_id
        self.assertEqual(voters, seats)
        again = monthly._invite_rows()
        self.assertFalse(again, "nobody twice")

    def test_approved_minutes_stay(self):
        meeting = self.meeting(user=self.board_a, days=-2)
        meeting.action_held()
        meeting.sudo().state = "approved"
        item, row = meeting.agenda_item_ids[0], meeting.attendance_ids[0]
        for attempt in (
            lambda: meeting.write({"location": "Elsewhere"}),
            lambda: item.write({"minutes": "Changed"}),
            lambda: item.unlink(),
            lambda: row.write({"present": True}),
            lambda: row.unlink(),
            lambda: meeting.action_not_held(),
            lambda: meeting.agenda_item_ids.create(
                {"meeting_id": meeting.id, "name": "More"}
            ),
            lambda: meeting.sudo().agenda_item_ids.write({"minutes": "Changed"}),
        ):
            with self.refused("stay as they are"):
                attempt()

    def test_invited_to_is_not_deleted(self):
        planned = self.meeting(user=self.board_a)
        event = planned.event_id
        planned.unlink()
        self.assertFalse(event.exists())
        called = self.meeting(user=self.board_a)
        called.action_invite()
        with self.refused("cancel the meeting instead"):
            called.unlink()

    def test_display_names_carry_nothing_private(self):
        meeting = self.meeting(name="Visit to Amina", guest_name="Amina")
        meeting._invite_rows()
        item = meeting.agenda_item_ids[0]
        item.name = "Amina's trouble"
        task = self.env["bydelsmor.meeting.task"].create(
            {"meeting_id": meeting.id, "name": "Call Amina"}
        )
        for record in (meeting, item, task, meeting.attendance_ids[0]):
            self.assertNotIn("Amina", record.display_name)
            self.assertNotIn("member a", record.display_name)

    # ------------------------------------------------------------------
    # She who takes it on
    # ------------------------------------------------------------------

    def test_a_bydelsmor_takes_a_meeting_on(self):
        meeting = self.meeting(days=-1).with_user(self.member_a)
        for attempt in (
            lambda: meeting._plan({"location": "Outside"}),
            lambda: meeting._tick([]),
            lambda: meeting._add_guest("Guest"),
            lambda: meeting._write_item(
                meeting.agenda_item_ids[0].id, {"minutes": "x"}
            ),
            lambda: meeting.action_held(),
        ):
            with self.refused("took the meeting on", AccessError):
                attempt()
        meeting._take_on()
        self.assertEqual(meeting.sudo().responsible_ids, self.vol_member_a)
        meeting._plan({"location": "Outside"})
        self.assertEqual(meeting.location, "Outside")
        guest = meeting._add_guest("The librarian")
        meeting.action_held()
        rows = meeting.sudo().attendance_ids
        hers = rows.filtered(lambda r: r.volunteer_id == self.vol_board_a)
        meeting._tick([hers.id])
        self.assertTrue(hers.present)
        self.assertFalse(guest.sudo().present, "she unticked the guest")
        item = meeting.agenda_item_ids[0]
        meeting._write_item(item.id, {"minutes": "We laughed", "minutes_base": ""})
        self.assertEqual(item.minutes, "We laughed")
        meeting._give_back()
        with self.assertRaises(AccessError):
            meeting._plan({"location": "Inside"})

    def test_she_does_no_more_than_that(self):
        meeting = self.meeting().with_user(self.member_a)
        meeting._take_on()
        with self.assertRaises(AccessError):
            meeting.write({"location": "By hand"})
        for values in ({"state": "signed"}, {"group_id": self.group_b.id}):
            with self.refused("not planned here", AccessError):
                meeting._plan(values)
        other = self.meeting(days=9)
        with self.assertRaises(AccessError):
            meeting._write_item(other.agenda_item_ids[0].id, {"minutes": "x"})
        with self.assertRaises(AccessError):
            meeting._write_item(meeting.agenda_item_ids[0].id, {"votes_for": 9})

    def test_the_boards_own_meetings_are_not_taken_on(self):
        """Whoever runs them counts votes and draws lots."""
        for kind in ("board", "ordinary_assembly", "founding_assembly"):
            meeting = self.meeting(kind=kind)
            with self.assertRaises(AccessError):
                meeting.with_user(self.member_a)._take_on()
            meeting.with_user(self.board_a)._take_on()
            self.assertEqual(meeting.sudo().responsible_ids, self.vol_board_a)

    def test_nobody_takes_on_in_another_group(self):
        meeting = self.meeting(self.group_b)
        for user in (self.member_a, self.board_a, self.mix, self.secretariat):
            with self.assertRaises(AccessError):
                meeting.with_user(user)._take_on()
            with self.assertRaises(AccessError):
                meeting.with_user(user)._answer("yes")
            with self.assertRaises(AccessError):
                meeting.with_user(user)._plan({"location": "Here"})
        # responsible by mistake, but no longer in the group
        meeting.responsible_ids = self.vol_member_b
        self.vol_member_b.state = "left"
        with self.assertRaises(AccessError):
            meeting.with_user(self.member_b)._plan({"location": "Here"})

    # ------------------------------------------------------------------
    # Answers
    # ------------------------------------------------------------------

    def test_answers_with_one_tap(self):
        meeting = self.meeting()
        meeting.action_invite()
        hers = meeting.with_user(self.member_a)._answer("yes", childcare=True)
        self.assertEqual(hers.answer, "yes")
        self.assertEqual(
            (meeting.yes_count, meeting.childcare_count, meeting.interpreter_count),
            (1, 1, 0),
        )
        guest = meeting.event_id.attendee_ids.filtered(
            lambda a: a.partner_id == self.vol_member_a.partner_id
        )
        self.assertEqual(guest.state, "accepted")
        meeting.with_user(self.member_a)._answer("no")
        self.assertEqual(guest.state, "declined")
        self.assertEqual((meeting.yes_count, meeting.no_count), (0, 1))

    def test_answer_by_the_link_in_the_letter(self):
        meeting = self.meeting()
        meeting.action_invite()
        guest = meeting.event_id.attendee_ids.filtered(
            lambda a: a.partner_id == self.vol_member_a.partner_id
        )
        row = self.row(meeting, self.vol_member_a)
        guest.do_tentative()
        self.assertEqual(row.answer, "maybe")
        guest.with_user(self.member_a).do_accept()
        self.assertEqual(row.answer, "yes")

    def test_twice_on_the_list_is_refused(self):
        meeting = self.meeting()
        meeting._invite_rows()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            with self.env.cr.savepoint():
                meeting.attendance_ids.create(
                    {"meeting_id": meeting.id, "volunteer_id": self.vol_member_a.id}
                )

    def test_somebody_of_another_group_is_refused(self):
        meeting = self.meeting()
        with self.assertRaises(UserError):
            meeting.attendance_ids.create(
                {"meeting_id": meeting.id, "volunteer_id": self.vol_member_b.id}
            )
        with self.assertRaises(UserError):
            meeting.responsible_ids = self.vol_member_b

    # ------------------------------------------------------------------
    # Tasks
    # ------------------------------------------------------------------

    def test_task_is_ticked_by_her_whose_it_is(self):
        meeting = self.meeting()
        task = self.env["bydelsmor.meeting.task"].create(
            {
                "meeting_id": meeting.id,
                "name": "Buy coffee",
                "volunteer_id": self.vol_member_a.id,
            }
        )
        task.with_user(self.member_a)._set_done()
        self.assertEqual(task.done_date, fields.Date.today())
        task.with_user(self.board_a)._set_done(False)
        self.assertFalse(task.done_date)
        for user in (self.member_b, self.mix, self.auditor_a):
            with self.assertRaises(AccessError):
                task.with_user(user)._set_done()

import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_minutes import MinutesCommon

HEADING = "Still open from earlier meetings"


@tagged("post_install", "-at_install")
class TestOpenTasks(MinutesCommon):
    """What somebody said she would do comes up again until it is done."""

    def task(self, meeting, name="Buy coffee", **values):
        return self.env["bydelsmor.meeting.task"].create(
            {
                "meeting_id": meeting.id,
                "name": name,
                "volunteer_id": self.vol_member_a.id,
                **values,
            }
        )

    def page(self, meeting, user):
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(user)
            ._render_qweb_html("bydelsmor.meeting_minutes_report_en", meeting.ids)
        )
        return html.decode()

    def test_they_come_up_at_the_next_meeting(self):
        first = self.held(days=-60)
        task, other = self.task(first), self.task(first, "Call the library")
        following, coming = self.meeting(days=-30), self.meeting(days=5)
        other.done = True
        self.assertEqual(following.open_task_ids, task | other, "done only today")
        self.assertEqual(coming.open_task_ids, task)
        self.assertFalse(first.open_task_ids, "they stand there themselves")
        elsewhere = (
            self.meeting(self.group_b, days=5),
            self.meeting(kind="board", days=5),
            self.meeting(kind="ordinary_assembly", days=60),
        )
        for meeting in elsewhere:
            self.assertFalse(meeting.open_task_ids, meeting.kind)
        coming.action_cancel()
        self.assertFalse(coming.open_task_ids)

    def test_the_boards_come_up_at_the_board(self):
        board = self.task(self.held(kind="board"))
        assembly = self.task(self.held(kind="ordinary_assembly"), "Clean up")
        self.assertEqual(self.meeting(kind="constituting").open_task_ids, board)
        self.assertEqual(self.meeting().open_task_ids, assembly)

    def test_ticked_off_at_the_next_meeting(self):
        task = self.task(self.held())
        following = self.meeting(days=1)
        self.assertEqual(following.open_task_ids, task)
        for user in (self.mix, self.member_b):
            with self.assertRaises(AccessError):
                task.with_user(user).action_done()
        task.with_user(self.member_a).action_done()
        self.env.invalidate_all()
        self.assertTrue(task.done)
        self.assertFalse(following.open_task_ids)

    def test_they_stand_in_the_minutes_and_stay(self):
        task = self.task(self.held(kind="board", days=-60))
        board = self.held(kind="board")
        page = self.page(board, self.board_a)
        self.assertIn(HEADING, page)
        self.assertIn("Buy coffee", page)
        for user in (self.board_a, self.chair_a):
            board.with_user(user).action_sign()
        [kept] = json.loads(board.sudo().frozen_text)["open_tasks"]
        self.assertEqual((kept["name"], kept["who"]), ("Buy coffee", "member a"))
        task.done = True
        self.assertIn("Buy coffee", self.page(board, self.board_a))
        self.assertTrue(board.minutes_intact)

    def test_minutes_that_were_kept_before_name_none(self):
        self.task(self.held(kind="board", days=-60))
        board = self.held(kind="board")
        board.with_user(self.board_a).action_sign()
        old = json.loads(board.sudo().frozen_text)
        del old["open_tasks"]
        board.sudo().frozen_text = json.dumps(old)
        self.assertNotIn(HEADING, self.page(board, self.board_a))

    def test_those_of_the_boards_points_are_for_the_board(self):
        first = self.held(kind="board", days=-60)
        secret = first.agenda_item_ids[0]
        secret.board_only = True
        hidden = {"agenda_item_id": secret.id, "volunteer_id": self.vol_chair_a.id}
        tasks = self.task(first) | self.task(first, "Talk with the landlord", **hidden)
        board = self.held(kind="board")
        for user in (self.board_a, self.auditor_a):
            self.assertIn("Talk with the landlord", self.page(board, user))
            self.assertEqual(board.with_user(user)._of_tasks_i_see(tasks), tasks)
        page = self.page(board, self.member_a)
        self.assertNotIn("Talk with the landlord", page)
        self.assertIn("Buy coffee", page)
        self.env.invalidate_all()
        self.assertEqual(board.with_user(self.member_a).open_task_ids, tasks[0])
        self.assertEqual(board.with_user(self.board_a).open_task_ids, tasks)
        self.assertEqual(self.readable(tasks, self.member_a), tasks[0])
        self.assertEqual(self.readable(tasks, self.board_a), tasks)
        with self.assertRaises(AccessError):
            tasks[1].with_user(self.member_a).read(["name"])
        tasks[1].volunteer_id = self.vol_member_a
        self.assertEqual(self.readable(tasks, self.member_a), tasks, "it is hers now")
        self.assertEqual(board.with_user(self.member_a).open_task_ids, tasks)

    def readable(self, tasks, user):
        mine = tasks.with_user(user)
        return mine.search([("id", "in", tasks.ids)], order="id").with_env(self.env)

    def test_a_point_for_the_board_takes_its_tasks_along(self):
        """Without it they would be seen by everybody."""
        board = self.meeting(kind="board", days=5)
        point = board.agenda_item_ids[0]
        point.board_only = True
        task = self.task(board, agenda_item_id=point.id)
        with self.assertRaises(UserError):
            point.with_user(self.board_a).unlink()
        task.unlink()
        point.with_user(self.board_a).unlink()

    def test_no_line_of_a_form_is_refused(self):
        """The web client reads what it shows of each task that is named."""
        first = self.held(kind="board", days=-60)
        secret = first.agenda_item_ids[0]
        secret.board_only = True
        hidden = {"agenda_item_id": secret.id, "volunteer_id": self.vol_chair_a.id}
        self.task(first, "Talk with the landlord", **hidden)
        seen = self.task(first)
        board = self.meeting(kind="board", days=5).with_user(self.member_a)
        shown = {"fields": {"name": {}}}
        self.env.invalidate_all()
        [values] = first.with_user(self.member_a).web_read({"task_ids": shown})
        [line] = values["task_ids"]
        self.assertEqual(line, {"id": seen.id, "name": "Buy coffee"})
        [values] = board.web_read({"open_task_ids": shown})
        self.assertEqual(values["open_task_ids"], [line])

    def test_asked_once_for_many(self):
        for days in (-60, -50, -40):
            self.task(self.held(days=days))
        one = self.meeting(days=-1)
        many = one | self.meeting(days=-45) | self.meeting(kind="board", days=-1)
        self.env.flush_all()
        counts = []
        for meetings in (one, many):
            self.env.invalidate_all()
            meetings.mapped("start")
            before = self.env.cr.sql_log_count
            meetings.mapped("open_task_ids.name")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)
        self.assertEqual([len(meeting.open_task_ids) for meeting in many], [3, 2, 0])

from contextlib import suppress
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ...models.meetings import meeting_series
from ...models.meetings.danish_time import danish_time
from .common import MeetingCommon

PLAN = {
    "kind": "monthly",
    "weekday": "3",  # Thursdays
    "nth": "1",
    "every": "1",
    "hour_from": 17.0,
    "hour_to": 19.5,
    "july": True,
    "on_holiday": "wait",
    "date_from": date(2030, 1, 1),
    "date_to": date(2030, 12, 31),
}


class Killed(Exception):
    """The server was switched off in the middle of the job."""


@tagged("post_install", "-at_install")
class TestSeries(MeetingCommon):
    @classmethod
    def plan(cls, user=None, groups=None, **values):
        groups = groups or cls.group_a
        wizard = cls.env["bydelsmor.meeting.plan"].with_user(user or cls.board_a)
        return wizard.create({"group_ids": [Command.set(groups.ids)], **PLAN, **values})

    def meetings(self, group=None, **domain):
        return self.env["bydelsmor.meeting"].search(
            [("group_id", "=", (group or self.group_a).id)], order="start"
        )

    # ------------------------------------------------------------------
    # Planning
    # ------------------------------------------------------------------

    def test_a_year_by_the_danish_clock(self):
        """Summer and winter alike 17:00 to 19:30; Ascension Day is 30 May 2030."""
        self.plan().action_plan()
        meetings = self.meetings()
        self.assertEqual(len(meetings), 12)
        for meeting in meetings:
            self.assertEqual(danish_time(meeting.start).strftime("%H:%M"), "17:00")
            self.assertEqual(danish_time(meeting.stop).strftime("%H:%M"), "19:30")
            self.assertEqual(meeting.state, "planned")
            self.assertTrue(meeting.agenda_item_ids)
            self.assertEqual(meeting.event_id.start, meeting.start)
        self.assertEqual(str(meetings[0].start), "2030-01-03 16:00:00")
        self.assertEqual(str(meetings[6].start), "2030-07-04 15:00:00")
        self.assertEqual(len(meetings.series_id), 1)
        self.assertEqual(meetings.series_id.coming_count, 12)

    def test_around_holidays(self):
        """Maundy Thursday is 18 April 2030, the third of the month."""
        self.plan(nth="3").action_plan()
        days = {meeting._day() for meeting in self.meetings()}
        self.assertIn(date(2030, 4, 25), days)
        self.assertNotIn(date(2030, 4, 18), days)
        self.assertEqual(len(days), 12)

    def test_holidays_left_out(self):
        self.plan(nth="3", on_holiday="leave_out", july=False).action_plan()
        months = [meeting._day().month for meeting in self.meetings()]
        self.assertEqual(months, [1, 2, 3, 5, 6, 8, 9, 10, 11, 12])

    def test_preview_says_why(self):
        plan = self.plan(nth="3").with_context(lang="en_US")
        lines = plan.preview.splitlines()
        self.assertEqual(len(lines), 12)
        self.assertEqual(lines[0], "Thursday, January 17, 2030")
        self.assertIn("because Thursday, April 18, 2030 is Maundy Thursday", lines[3])

    def test_planned_twice_stays_single(self):
        self.meeting(start="2030-05-20 15:00:00", stop="2030-05-20 17:00:00")
        self.plan().action_plan()
        self.assertEqual(len(self.meetings()), 12, "May had its meeting")
        with self.refused("already"):
            self.plan(weekday="1").action_plan()
        self.plan(kind="board", every="3").action_plan()
        self.assertEqual(len(self.meetings()), 16, "another kind is another matter")

    def test_a_wish_that_makes_no_sense(self):
        with self.refused("ends before it begins"):
            self.plan(hour_from=19, hour_to=17)
        with self.refused("two years"):
            self.plan(date_to=date(2029, 12, 31))
        with self.refused("two years"):
            self.plan(date_to=date(2099, 12, 31))
        with self.refused("No day fits"):
            self.plan(date_to=date(2030, 1, 2)).action_plan()

    def test_form_begins_with_her_group(self):
        wizards = self.env["bydelsmor.meeting.plan"].with_user(self.board_a)
        form = Form(wizards.with_context(allowed_company_ids=self.company_a.ids))
        wizard = form.save()
        self.assertEqual(wizard.group_ids, self.group_a)
        wizard.action_plan()
        self.assertTrue(self.meetings())

    def test_only_those_who_run_the_group(self):
        for user in (self.board_b, self.mix):
            plan = self.plan(user=self.board_a)
            with self.assertRaises(AccessError):
                self.env["bydelsmor.meeting.series"].with_user(user)._plan(
                    self.group_a, plan._prepare_series()
                )
        with self.assertRaises(AccessError):
            self.plan(user=self.member_a)
        self.assertFalse(self.meetings())

    def test_secretariat_plans_for_many_and_reads_none(self):
        groups = self.group_a | self.group_b
        self.plan(self.secretariat, groups).action_plan()
        for group in groups:
            meetings = self.meetings(group)
            self.assertEqual(len(meetings), 12)
            self.assertFalse(meetings.event_id.user_id, "nobody's host")
            with self.assertRaises(AccessError):
                meetings.with_user(self.secretariat).read(["name"])

    def test_many_groups_in_the_background(self):
        groups = self.env["bydelsmor.group"].create(
            [{"name": f"Mange {number}"} for number in range(11)]
        )
        self.plan(self.secretariat, groups).action_plan()
        series = self.env["bydelsmor.meeting.series"].search(
            [("group_id", "in", groups.ids)]
        )
        self.assertEqual(series.mapped("waiting"), [True] * 11)
        self.assertFalse(series.meeting_ids)
        lots = self.lots_of_the_job()
        self.assertEqual(lots, [(11, 0)])
        self.assertEqual(series.mapped("meeting_count"), [12] * 11)
        self.assertFalse(any(series.mapped("waiting")))

    def lots_of_the_job(self):
        """Run the job without storing (the test is undone), and tell its progress."""
        lots = []
        crons = self.registry["ir.cron"]

        def progress(cron, processed=0, *, remaining=None, deactivate=False):
            lots.append((processed, remaining))
            return 60

        self.patch(crons, "_commit_progress", progress)
        self.env["bydelsmor.meeting.series"]._cron_plan()
        return lots

    def test_cut_off_between_two_lots(self):
        """What was stored stays, what was not comes, nothing comes twice."""
        groups = self.env["bydelsmor.group"].create(
            [{"name": f"Mange {number}"} for number in range(7)]
        )
        plan = self.plan(self.secretariat, groups)._prepare_series()
        self.env["bydelsmor.meeting.series"]._plan(groups, plan, later=True)
        self.patch(meeting_series, "BATCH", 3)
        self.assertEqual(self.killed_in_lot(2), [(3, 4)])
        series = self.env["bydelsmor.meeting.series"].search(
            [("group_id", "in", groups.ids)], order="id"
        )
        self.assertEqual(series.mapped("meeting_count"), [12] * 3 + [0] * 4)
        self.assertEqual(series.mapped("waiting"), [False] * 3 + [True] * 4)
        self.assertEqual(self.lots_of_the_job(), [(3, 1), (1, 0)])
        self.assertEqual(series.mapped("meeting_count"), [12] * 7)
        self.assertFalse(any(series.mapped("waiting")))
        events = series.meeting_ids.event_id
        self.assertEqual(len(events), 7 * 12, "each in the calendar, and once")
        self.assertEqual(self.lots_of_the_job(), [])

    def killed_in_lot(self, number):
        """Run the job until it dies when lot ``number`` is written and not stored;
        return what it told before. Here a savepoint is what is stored."""
        lots, stored = [], [self.env.cr.savepoint()]

        def progress(cron, processed=0, *, remaining=None, deactivate=False):
            if len(lots) + 1 == number:
                raise Killed
            lots.append((processed, remaining))
            stored.pop().close(rollback=False)
            stored.append(self.env.cr.savepoint())
            return 60

        self.patch(self.registry["ir.cron"], "_commit_progress", progress)
        with suppress(Killed):  # assertRaises would undo what was stored
            self.env["bydelsmor.meeting.series"]._cron_plan()
        stored.pop().close(rollback=True)
        return lots

    def test_one_create_for_all(self):
        """Three groups cost as many queries as one."""
        groups = self.env["bydelsmor.group"].create(
            [{"name": f"Mange {number}"} for number in range(4)]
        )
        costs = []
        for some in (groups[0], groups[1:]):
            plan = self.plan(self.secretariat, some)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            plan.action_plan()
            self.env.flush_all()
            costs.append(self.env.cr.sql_log_count - before)
        one, three = costs
        self.assertLessEqual(three, one + 15, costs)

    # ------------------------------------------------------------------
    # Moving and cancelling
    # ------------------------------------------------------------------

    def change(self, **values):
        series = self.meetings().series_id
        wizard = self.env["bydelsmor.meeting.series.change"].with_user(self.board_a)
        return wizard.create({"series_id": series.id, **values})

    def test_moved_from_a_day_on(self):
        self.plan().action_plan()
        self.change(
            date_from=date(2030, 6, 1), weekday="1", hour_from=18, hour_to=20
        ).action_change()
        meetings = self.meetings()
        self.assertEqual(str(meetings[4].start), "2030-05-02 15:00:00", "May stays")
        self.assertEqual(str(meetings[5].start), "2030-06-04 16:00:00")
        self.assertEqual(str(meetings[5].event_id.start), "2030-06-04 16:00:00")
        self.assertEqual(str(meetings[11].start), "2030-12-03 17:00:00")
        self.assertEqual(len(meetings), 12)

    def test_those_invited_hear_of_it(self):
        self.vol_member_a.partner_id.email = "member@example.org"
        self.plan().action_plan()
        first = self.meetings()[0]
        first._call()
        sent = self.env["mail.mail"].search([])
        self.change(weekday="1").action_change()
        mails = self.env["mail.mail"].search([]) - sent
        messages = mails.mail_message_id
        self.assertEqual(len(mails), 1, "one woman, one meeting")
        self.assertEqual(
            (messages.model, messages.res_id), ("calendar.event", first.event_id.id)
        )
        self.change(what="cancel", reason="The house is rebuilt").action_change()
        meetings = self.meetings()
        self.assertEqual(set(meetings.mapped("state")), {"cancelled"})
        self.assertEqual(
            set(meetings.mapped("cancel_reason")), {"The house is rebuilt"}
        )
        self.assertEqual(len(self.env["mail.mail"].search([]) - sent - mails), 1)

    def test_preview_of_the_change(self):
        self.plan(date_to=date(2030, 2, 28)).action_plan()
        change = self.change(weekday="1").with_context(lang="en_US")
        self.assertEqual(change.preview.count("becomes"), 2)
        change.what = "cancel"
        self.assertEqual(change.preview.count("is cancelled"), 2)

    def test_not_into_the_past(self):
        with freeze_time("2030-01-20"):
            self.plan(nth="-1").action_plan()
            self.assertEqual(str(self.meetings()[0]._day()), "2030-01-31")
            with self.refused("which has been"):
                self.change(nth="1").action_change()

    def test_nothing_left(self):
        with freeze_time("2029-12-01"):
            self.plan().action_plan()
        with freeze_time("2031-02-01"), self.refused("none left"):
            self.change(what="cancel").action_change()

    def test_change_only_by_those_who_run_it(self):
        self.plan().action_plan()
        series = self.meetings().series_id
        for user in (self.member_a, self.board_b, self.auditor_a, self.secretariat):
            with self.assertRaises(AccessError):
                series.with_user(user)._cancel(date(2030, 1, 1))

    def test_deleted_while_nobody_is_invited(self):
        self.plan().action_plan()
        series = self.meetings().series_id
        self.meetings()[0].sudo().state = "called"
        with self.refused("Cancel them"):
            series.unlink()
        self.meetings()[0].sudo().state = "planned"
        series.with_user(self.board_a).unlink()
        self.assertFalse(self.meetings())


@tagged("post_install", "-at_install")
class TestSilence(MeetingCommon):
    def test_no_meeting_for_60_days(self):
        groups = self.group_a | self.group_b
        find = self.env["bydelsmor.group"].with_user(self.secretariat).search
        silent = [("is_silent", "=", True), ("id", "in", groups.ids)]
        self.assertEqual(find(silent), groups)
        now = fields.Datetime.now()
        held = self.meeting(
            start=now - timedelta(days=61), stop=now - timedelta(days=60, hours=20)
        )
        held.sudo().state = "held"
        self.assertEqual(find(silent), groups)
        self.meeting(days=-2)
        self.assertEqual(find(silent), groups, "planned is not held")
        lately = self.meeting(days=-59)
        lately.sudo().state = "held"
        self.assertEqual(find(silent), self.group_b)
        self.assertEqual(
            find([("is_silent", "=", False), ("id", "in", groups.ids)]), self.group_a
        )
        self.assertEqual(
            find([("is_silent", "!=", True), ("id", "in", groups.ids)]), self.group_a
        )

    def test_days_and_counts(self):
        for days in (-400, -30, -10):
            self.meeting(days=days).sudo().state = "held"
        coming = self.meeting(days=5)
        self.meeting(days=3).sudo().state = "cancelled"
        group = self.group_a.with_user(self.secretariat)
        self.assertEqual(group.meetings_in_a_year, 2)
        self.assertEqual(group.next_meeting, coming._day())
        self.assertEqual(
            group.last_meeting, fields.Date.today() - relativedelta(days=10)
        )
        self.assertFalse(group.is_silent)
        self.assertTrue(self.group_b.with_user(self.secretariat).is_silent)

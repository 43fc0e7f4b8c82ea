from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ..models.meetings.danish_time import from_danish_time
from ..models.meetings.year_plan import nth_weekday
from . import meetings
from .story import Story

# Those of Lindevang who have answered the next invitation.
ANSWERS = {"amina": "yes", "fatma": "yes", "samira": "maybe"}
SATURDAY = 5


class BydelsmorDemo(models.AbstractModel):
    _inherit = "bydelsmor.demo"

    @api.model
    def _build_meetings(self, groups, people, today):
        """A year for each group: what has been is written down, the next is planned."""
        for turn, (key, rhythm) in enumerate(meetings.RHYTHMS.items()):
            story = MeetingStory(self.env, groups[key], people, today)
            story.runner, story.turn = rhythm.runner, turn
            for first, end in rhythm.years:
                story.plan(rhythm, first, end)
            story.go_out(meetings.OUTINGS.get(key, ()))
            story.live(meetings.LOOK_IN.get(key, ()))
        story = MeetingStory(self.env, groups["lindevang"], people, today)
        story.runner = "amina"
        story.invite(ANSWERS, taken_by="hodan")
        story.plan_next_assembly()


class MeetingStory(Story):
    """The same for meetings: each step with the rights of her who does it."""

    runner = None
    turn = 0

    def as_(self, key, model):
        """No letters: the addresses of the demo are nobody's."""
        records = super().as_(key, model)
        return records.with_context(no_mail_to_attendees=True)

    def month(self, number):
        return self.today.replace(day=1) + relativedelta(months=number)

    # -- planning ----------------------------------------------------------

    def plan(self, rhythm, first, end):
        """Plan the months from ``first`` to before ``end``, each kind in one go."""
        begin = rhythm.hour_from
        self.plan_series("monthly", "1", rhythm, first, end, begin, rhythm.hour_to)
        if rhythm.board:
            # before the monthly meeting, long enough for its agenda
            self.plan_series("board", "3", rhythm, first, end, begin - 2, begin)

    def plan_series(self, kind, every, rhythm, first, end, hour_from, hour_to):
        self.as_(self.runner, "bydelsmor.meeting.series")._plan(
            self.as_(self.runner, self.group),
            {
                "kind": kind,
                "weekday": rhythm.weekday,
                "nth": rhythm.nth,
                "every": every,
                "hour_from": hour_from,
                "hour_to": hour_to,
                "july": True,
                "date_from": self.month(first),
                "date_to": self.month(end) - relativedelta(days=1),
            },
        )

    def go_out(self, outings):
        """What Bydelsmødre took on from their phones; theirs is the word afterwards."""
        for outing in outings:
            month = self.month(outing.month)
            day = nth_weekday(month.year, month.month, SATURDAY, 2)
            start = from_danish_time(day, 13)
            meeting = self.as_(outing.who, "bydelsmor.meeting")._begin(
                self.as_(outing.who, self.group),
                {
                    "kind": "activity",
                    "name": outing.name,
                    "location": outing.place,
                    "start": start,
                    "stop": start + relativedelta(hours=4),
                },
            )
            if meeting.stop < fields.Datetime.now():
                meeting.action_held()
                self.tick(meeting, -outing.month)
                point = meeting.agenda_item_ids.filtered("element")[:1]
                meeting._write_item(point.id, {"minutes": outing.told})

    def plan_next_assembly(self):
        """The next general assembly has its day; it is called when the time comes."""
        start = from_danish_time(self.today.replace(self.today.year + 1, 3, 14), 14)
        self.as_(self.runner, "bydelsmor.meeting").create(
            {
                "group_id": self.group.id,
                "kind": "ordinary_assembly",
                "start": start,
                "stop": start + relativedelta(hours=3),
            }
        )

    # -- what has been -----------------------------------------------------

    def live(self, guests=()):
        """Write down what has been, oldest first, and what was agreed.

        :param guests: names of those who looked in
        """
        found = self.as_(self.runner, "bydelsmor.meeting").search(
            [("group_id", "=", self.group.id), ("state", "=", "planned")],
            order="start",
        )
        now = fields.Datetime.now()
        monthly = found.filtered(lambda m: m.kind == "monthly")
        coming = monthly.filtered(lambda m: m.start > now)
        for number, meeting in enumerate(monthly - coming[meetings.INVITED_AHEAD :]):
            guest, topic = self.pick(meetings.GUESTS, number)
            meeting._plan({"guest_name": guest, "guest_topic": topic})
        held = found.filtered(lambda m: m.stop < now)
        held.action_held()
        for kind, of_kind in held.grouped("kind").items():
            write = self.write_monthly if kind == "monthly" else self.write_board
            for number, meeting in enumerate(of_kind):
                self.tick(meeting, number)
                for guest in guests:
                    meeting._add_guest(guest)
                write(meeting, number)
            self.agree_tasks(of_kind)

    def pick(self, texts, number):
        """By turns, and another one in each group."""
        return texts[(number + self.turn) % len(texts)]

    def tick(self, meeting, number):
        """Most come each time, and not always as many or the same."""
        rows = meeting.attendance_ids.sorted("sort_name")
        # a board decides only when most of it is there
        away = 4 if meeting.kind == "board" else 3 + number % 4
        present = [
            row.id
            for place, row in enumerate(rows)
            if (place + number) % away or not place
        ]
        meeting._tick(present)

    def write_monthly(self, meeting, number):
        texts = {
            "fellowship": self.pick(meetings.FELLOWSHIP, number),
            "exchange": self.pick(meetings.EXCHANGE, number),
            "knowledge": meetings.KNOWLEDGE.format(
                guest=meeting.guest_name, topic=meeting.guest_topic
            ),
        }
        items = meeting.agenda_item_ids
        for element, text in texts.items():
            item = items.filtered(lambda i, element=element: i.element == element)[:1]
            meeting._write_item(item.id, {"minutes": text})
        last = items.filtered(lambda i: not i.element)[-1:]
        meeting._write_item(
            last.id,
            {
                "minutes": self.pick(meetings.ACTIVITIES, number),
                "decision": self.pick(meetings.DECISIONS, number),
            },
        )

    def write_board(self, meeting, number):
        for name, texts in meetings.BOARD.items():
            point = self.point(meeting, f"board_{name}")
            meeting._write_item(point.id, {"minutes": self.pick(texts, number)})
        decision, against, blank = self.pick(meetings.BOARD_DECISIONS, number)
        self.point(meeting, "board_decisions").write(
            {
                "decision": decision,
                "votes_for": meeting.voters_present - against - blank,
                "votes_against": against,
                "votes_blank": blank,
            }
        )

    def point(self, meeting, name):
        usual = self.env.ref(f"bydelsmor.agenda_{name}")
        return meeting.agenda_item_ids.filtered(lambda p: p.template_item_id == usual)

    def agree_tasks(self, held):
        """One each time, done before the next meeting; of the last, three are open."""
        last = held[-1:]
        rows = [*enumerate(held), *enumerate([last, last], len(held))]
        tasks = self.as_(self.runner, "bydelsmor.meeting.task").create(
            [self.prepare_task(meeting, number) for number, meeting in rows]
        )
        for task, following in zip(tasks, held[1:], strict=False):
            task._set_done()
            # The demo is built today; she was in time.
            task.sudo().done_date = following._day() - relativedelta(days=1)

    def prepare_task(self, meeting, number):
        usual = meetings.BOARD_TASKS if meeting.kind == "board" else meetings.TASKS
        name, kind = self.pick(usual, number)
        there = meeting.attendance_ids.filtered("present").volunteer_id
        return {
            "meeting_id": meeting.id,
            "name": name,
            "kind": kind,
            "volunteer_id": there[number % len(there)].id,
            "date": meeting._day() + relativedelta(days=14),
        }

    def invite(self, answers, taken_by):
        """Invite to the next meeting, and let some answer."""
        following = self.as_(self.runner, "bydelsmor.meeting").search(
            [
                ("group_id", "=", self.group.id),
                ("kind", "=", "monthly"),
                ("start", ">", fields.Datetime.now()),
            ],
            order="start",
            limit=1,
        )
        following.action_invite()
        for key, answer in answers.items():
            self.as_(key, following)._answer(answer, childcare=key == "fatma")
        self.as_(taken_by, following)._take_on()

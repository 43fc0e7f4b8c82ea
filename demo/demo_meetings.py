from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from . import meetings
from .story import Story

# Those of Lindevang who have answered the next invitation.
ANSWERS = {"amina": "yes", "fatma": "yes", "samira": "maybe"}


class BydelsmorDemo(models.AbstractModel):
    _inherit = "bydelsmor.demo"

    @api.model
    def _build_meetings(self, groups, people, today):
        """A year for each group: what has been is written down, the next is planned."""
        for key, pattern in meetings.PATTERNS.items():
            story = MeetingStory(self.env, groups[key], people, today)
            story.runner = pattern[5]
            story.plan("monthly", pattern)
            if pattern[6]:
                story.plan("board", pattern, every=pattern[6])
            story.live()
        story = MeetingStory(self.env, groups["lindevang"], people, today)
        story.runner = "amina"
        story.invite(ANSWERS, taken_by="hodan")


class MeetingStory(Story):
    """The same for meetings: each step with the rights of her who does it."""

    runner = None

    def as_(self, key, model):
        """No letters: the addresses of the demo are nobody's."""
        records = super().as_(key, model)
        return records.with_context(no_mail_to_attendees=True)

    def plan(self, kind, pattern, every="1"):
        weekday, nth, hour_from, hour_to, back, _runner, _board = pattern
        first = self.today.replace(day=1) - relativedelta(months=back)
        if kind == "board":
            # before the monthly meeting, long enough for its agenda
            hour_from, hour_to = hour_from - 2, hour_from
        self.as_(self.runner, "bydelsmor.meeting.series")._plan(
            self.as_(self.runner, self.group),
            {
                "kind": kind,
                "weekday": weekday,
                "nth": nth,
                "every": every,
                "hour_from": hour_from,
                "hour_to": hour_to,
                "july": False,
                "date_from": first,
                "date_to": first + relativedelta(years=1, days=-1),
            },
        )

    def live(self):
        """Write down what has been, oldest first, and agree on a few tasks."""
        found = self.as_(self.runner, "bydelsmor.meeting").search(
            [("group_id", "=", self.group.id), ("state", "=", "planned")],
            order="start",
        )
        held = found.filtered(lambda m: m.stop < fields.Datetime.now())
        for number, meeting in enumerate(found):
            if meeting.kind == "monthly":
                guest, topic = meetings.GUESTS[number % len(meetings.GUESTS)]
                meeting._plan({"guest_name": guest, "guest_topic": topic})
        held.action_held()
        for number, meeting in enumerate(held):
            self.tick(meeting, number)
            if meeting.kind == "monthly":
                self.write_monthly(meeting, number)
            else:
                item = meeting.agenda_item_ids.filtered(lambda i: i.kind != "other")
                meeting._write_item(item[4:5].id, {"minutes": meetings.BOARD})
        if held:
            self.agree_tasks(held[-1:])

    def tick(self, meeting, number):
        """Most come each time, and not always the same."""
        rows = meeting.attendance_ids.sorted("sort_name")
        present = [
            row.id
            for place, row in enumerate(rows)
            if (place + number) % 4 or not place
        ]
        meeting._tick(present)

    def write_monthly(self, meeting, number):
        def turn(texts):
            return texts[number % len(texts)]

        texts = {
            "fellowship": turn(meetings.FELLOWSHIP),
            "exchange": turn(meetings.EXCHANGE),
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
                "minutes": turn(meetings.ACTIVITIES),
                "decision": turn(meetings.DECISIONS),
            },
        )

    def agree_tasks(self, meeting):
        there = meeting.attendance_ids.filtered("present").volunteer_id
        tasks = self.as_(self.runner, "bydelsmor.meeting.task").create(
            [
                {
                    "meeting_id": meeting.id,
                    "name": name,
                    "kind": kind,
                    "volunteer_id": there[place % len(there)].id if there else False,
                    "date": self.today + relativedelta(days=7 + place),
                }
                for place, (name, kind) in enumerate(meetings.TASKS)
            ]
        )
        tasks[0]._set_done()

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

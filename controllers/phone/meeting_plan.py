from datetime import date

from odoo import fields, http
from odoo.exceptions import UserError
from odoo.http import request

from ...models.meetings.danish_time import danish_time, from_danish_time
from ...models.meetings.kinds import HER_KINDS
from ...models.meetings.knowledge import OPEN_STATES
from .me import to_id, to_text
from .meetings import MEETINGS, PhoneMeetings, to_lines
from .shell import PAGE
from .words import WORDS, _lt

WORDS.update(
    plan_meeting=_lt("Plan a meeting"),
    plan=_lt("Plan it"),
    invite=_lt("Send the invitations"),
    what_kind=_lt("What is it?"),
)
PLAN_INPUTS = (
    "kind",
    "title",
    "place",
    "day",
    "first",
    "last",
    "words",
    "host",
    "idea",
    "guest",
    "topic",
)


def to_hour(value):
    """Return «17:30» as 17.5, or None for what is no time of the day."""
    hours, _colon, minutes = str(value or "").partition(":")
    if not (hours.isdecimal() and minutes[:2].isdecimal()):
        return None
    hour = int(hours) + int(minutes[:2]) / 60
    return hour if int(hours) < 24 and int(minutes[:2]) < 60 else None


def to_date(value):
    """Return «2026-03-14» as a day, or None."""
    try:
        return date.fromisoformat(str(value or "")[:10])
    except ValueError:
        return None


class PhoneMeetingPlan(PhoneMeetings):
    """She plans a meeting or an activity: when, where, which guest, and who is told."""

    @http.route(f"{MEETINGS}/new", methods=["GET"], sitemap=False, **PAGE)
    def new_meeting(self, **kwargs):
        volunteer = self._enter()
        if not volunteer:
            return self._render("bydelsmor.phone_no_group")
        kinds = dict(
            request.env["bydelsmor.meeting"]
            ._fields["kind"]
            ._description_selection(request.env)
        )
        return self._plan_page(
            kinds=[(kind, kinds[kind]) for kind in HER_KINDS],
            path=f"{MEETINGS}/new",
            back=MEETINGS,
            place=volunteer.group_id.meeting_place,
            day=fields.Date.today(),
            first="17:00",
            last="19:30",
        )

    @http.route(f"{MEETINGS}/new", methods=["POST"], sitemap=False, **PAGE)
    def begin_meeting(self, kind=None, **post):
        volunteer = self._enter()
        if not volunteer:
            return request.redirect(MEETINGS)
        made = []

        def begin():
            values = {"kind": kind, **self._to_plan(post)}
            if kind not in HER_KINDS:
                raise UserError(request.env._("Choose what it is."))
            meetings = request.env["bydelsmor.meeting"]
            made.append(meetings._begin(volunteer.group_id, values))

        answer = self._do(f"{MEETINGS}/new", begin, typed=self._typed(post, kind=kind))
        return request.redirect(f"{MEETINGS}/{made[0].id}") if made else answer

    @http.route(f"{MEETINGS}/<int:number>/plan", methods=["GET"], sitemap=False, **PAGE)
    def plan_meeting(self, number, **kwargs):
        meeting = self._find_meeting(number)
        if not meeting._may_run():
            raise request.not_found()
        start, stop = danish_time(meeting.start), danish_time(meeting.stop)
        return self._plan_page(
            women=meeting._women_to_choose(),
            ideas=self._ideas(meeting),
            path=f"{MEETINGS}/{number}/plan",
            back=f"{MEETINGS}/{number}",
            title=meeting.name if meeting.own_title else "",
            place=meeting.location,
            day=start.date(),
            first=f"{start:%H:%M}",
            last=f"{stop:%H:%M}",
            words=meeting.description,
            host=meeting.sudo().host_id.id,
            guest=meeting.guest_name,
            topic=meeting.guest_topic,
        )

    def _plan_page(self, path, back, kinds=(), women=(), ideas=(), **values):
        flash = self._meeting_flash()
        values.update(flash["typed"]("plan"))
        return self._render(
            "bydelsmor.phone_meeting_plan",
            path=path,
            back=back,
            kinds=kinds,
            women=women,
            ideas=ideas,
            **{name: values.get(name) or "" for name in PLAN_INPUTS},
            **flash,
        )

    def _typed(self, post, **more):
        values = {name: post[name] for name in PLAN_INPUTS if name in post}
        numbers = {name: to_id(post[name]) for name in ("host", "idea") if name in post}
        return "plan", {**values, **numbers, **more}

    def _ideas(self, meeting):
        """What the group would like to hear about, and who could come and tell it."""
        return request.env["bydelsmor.knowledge"].search(
            [("company_id", "=", meeting.company_id.id), ("state", "in", OPEN_STATES)]
        )

    @http.route(
        f"{MEETINGS}/<int:number>/plan", methods=["POST"], sitemap=False, **PAGE
    )
    def write_plan(self, number, **post):
        meeting = self._find_meeting(number)
        ideas = self._ideas(meeting)
        idea = ideas.filtered(lambda one: one.id == to_id(post.get("idea")))

        def plan():
            meeting._plan(self._to_plan(post))
            if idea:
                idea._bring_to(meeting)

        return self._do(
            f"{MEETINGS}/{number}",
            plan,
            typed=self._typed(post),
            back=f"{MEETINGS}/{number}/plan",
        )

    def _to_plan(self, post):
        """Return what the form says, as the model wants it.

        :raises UserError: for a day or an hour that is none
        """
        day = to_date(post.get("day"))
        first, last = to_hour(post.get("first")), to_hour(post.get("last"))
        if not day or first is None or last is None:
            raise UserError(
                request.env._("Choose the day, and when it begins and ends.")
            )
        if last <= first:
            # The database would refuse it, too, but in no words of ours.
            raise UserError(
                request.env._(
                    "The meeting ends before it begins. Look at the two times once "
                    "more."
                )
            )
        values = {
            "start": from_danish_time(day, first),
            "stop": from_danish_time(day, last),
            "location": to_text(post.get("place")),
            "description": to_lines(post.get("words")),
            "guest_name": to_text(post.get("guest")),
            "guest_topic": to_text(post.get("topic")),
        }
        if "host" in post:
            values["host_id"] = to_id(post["host"])
        title = to_text(post.get("title"))
        return {**values, "name": title} if title else values

    @http.route(
        f"{MEETINGS}/<int:number>/invite", methods=["POST"], sitemap=False, **PAGE
    )
    def invite(self, number, **kwargs):
        meeting = self._find_meeting(number)
        return self._do(f"{MEETINGS}/{number}", meeting.action_invite)

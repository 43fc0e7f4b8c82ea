from odoo import http
from odoo.http import request

from ...models.meetings.kinds import ELEMENTS
from .me import to_id, to_text
from .meeting_plan import to_date
from .meetings import MEETINGS, PhoneMeetings
from .shell import PAGE
from .words import WORDS, _lt

LONGEST = 600

WORDS.update(
    change_agenda=_lt("Change the agenda"),
    one_more_point=_lt("One more point"),
    new_task=_lt("A new task"),
    who_does_it=_lt("Who does it?"),
    i_do_it=_lt("I do it"),
)


class PhoneMeetingAgenda(PhoneMeetings):
    """She makes the agenda of a meeting that she takes on, and shares out the tasks.
    What an agenda must hold, the model says."""

    def _more_about(self, meeting):
        values = super()._more_about(meeting)
        runs = meeting._may_run()
        tasks = request.env["bydelsmor.meeting.task"]
        values.update(
            helpers=meeting._women_to_choose() if runs else (),
            task_kinds=tasks._fields["kind"]._description_selection(request.env),
        )
        return values

    # ------------------------------------------------------------------
    # The agenda
    # ------------------------------------------------------------------

    @http.route(
        f"{MEETINGS}/<int:number>/agenda", methods=["GET"], sitemap=False, **PAGE
    )
    def agenda(self, number, point=None, **kwargs):
        """
        :param point: the one that stands open, after she changed it
        """
        meeting = self._find_meeting(number)
        if not meeting._may_run():
            raise request.not_found()
        exercises = request.env["bydelsmor.exercise"].search([])
        return self._meeting_page(
            "bydelsmor.phone_meeting_agenda",
            number,
            exercises=exercises.grouped("moment"),
            open_point=to_id(point),
            always=self._always_there(meeting),
        )

    def _always_there(self, meeting):
        """Return the points that a monthly meeting cannot do without."""
        points = meeting.sudo().agenda_item_ids
        if meeting.kind != "monthly":
            return points.browse()
        alone = points.browse()
        for element, _label in ELEMENTS:
            those = points.filtered(lambda point, e=element: point.element == e)
            alone |= those if len(those) == 1 else those.browse()
        return alone

    @http.route(
        f"{MEETINGS}/<int:number>/agenda", methods=["POST"], sitemap=False, **PAGE
    )
    def add_point(self, number, **post):
        meeting = self._find_meeting(number)
        values = self._to_point(post)
        return self._do(
            f"{MEETINGS}/{number}/agenda",
            lambda: meeting._add_point(values),
            typed=("point", values),
        )

    @http.route(
        f"{MEETINGS}/<int:number>/agenda/<int:point>",
        methods=["POST"],
        sitemap=False,
        **PAGE,
    )
    def change_point(self, number, point, move=None, off=None, **post):
        """One form, so that what she wrote is kept when she moves the point."""
        meeting = self._find_meeting(number)
        values = self._to_point(post)

        def change():
            if off:
                meeting._take_off_point(point)
                return
            meeting._plan_point(point, values)
            if move:
                meeting._move_point(point, move == "up")

        return self._do(
            f"{MEETINGS}/{number}/agenda?point={point}#point_{point}",
            change,
            typed=(f"point_{point}", values),
        )

    def _to_point(self, post):
        values = {"name": to_text(post.get("name"), 200)}
        if "duration" in post:
            values["duration"] = min(to_id(post["duration"]), LONGEST)
        if "who" in post:
            values["responsible_id"] = to_id(post["who"])
        if "exercise" in post:
            values["exercise_id"] = to_id(post["exercise"]) or False
        return values

    # ------------------------------------------------------------------
    # Tasks
    # ------------------------------------------------------------------

    @http.route(
        f"{MEETINGS}/<int:number>/task", methods=["POST"], sitemap=False, **PAGE
    )
    def add_task(self, number, name=None, kind=None, who=None, by=None, **kwargs):
        meeting = self._find_meeting(number)
        kinds = dict(request.env["bydelsmor.meeting.task"]._fields["kind"].selection)
        day = to_date(by)
        values = {
            "name": to_text(name, 200),
            "kind": kind if kind in kinds else "task",
            "volunteer_id": to_id(who),
            "date": day,
        }
        typed = {**values, "date": str(day or "")}
        return self._do(
            f"{MEETINGS}/{number}#tasks_heading",
            lambda: meeting._add_task(values),
            typed=("task", typed),
        )

from odoo import models
from odoo.exceptions import AccessError, UserError

from .kinds import FORMAL_KINDS

# What she writes about a point and a task, also from her phone.
POINT_FIELDS = {"name", "duration", "responsible_id", "exercise_id"}
TASK_FIELDS = {"name", "kind", "volunteer_id", "date"}
# A new point stands before these, which end a meeting.
LAST_KINDS = ("check_out", "other")


class BydelsmorMeeting(models.Model):
    """Whoever takes a meeting on makes its agenda and shares out the tasks, board or
    not: the methods ask who is calling. What an agenda must hold and what was sent
    out, the points themselves keep (``agenda_item``, ``agenda_item_sent``)."""

    _inherit = "bydelsmor.meeting"

    def _women_to_choose(self):
        """Return those of the group who may be asked to do something here.

        :raises AccessError: for who does not run the meeting
        """
        self.ensure_one()
        self._check_may_run()
        own = self.sudo()
        women = own._expected_volunteers()[own]
        women |= (
            own.host_id | own.task_ids.volunteer_id | own.attendance_ids.volunteer_id
        )
        women |= own.agenda_item_ids.responsible_id
        return women.sorted(lambda woman: (woman.name or "").casefold())

    # ------------------------------------------------------------------
    # The agenda
    # ------------------------------------------------------------------

    def _add_point(self, values):
        """Put one more point on the agenda, before those that end the meeting.

        :param dict values: of ``POINT_FIELDS``
        :return: the point
        :raises AccessError: for who does not run the meeting
        :raises UserError: without a name
        """
        self.ensure_one()
        self._check_may_run()
        vals = self._to_plan(values, POINT_FIELDS)
        if not vals.get("name"):
            raise UserError(self.env._("Write what it is about."))
        kind = "decision" if self.kind in FORMAL_KINDS else "discussion"
        order = list(self.sudo().agenda_item_ids.sorted())
        place = len(order)
        while place and order[place - 1].kind in LAST_KINDS:
            place -= 1
        point = self.env["bydelsmor.agenda.item"].sudo()
        point = point.create({**vals, "meeting_id": self.id, "kind": kind})
        order.insert(place, point)
        self._number_points(order)
        return point.sudo(False)

    def _plan_point(self, number, values):
        """Write what a point is about, how long it takes and who takes it.

        :param int number: id of a point of this meeting
        :param dict values: of ``POINT_FIELDS``
        """
        point = self._point_to_plan(number)
        vals = self._to_plan(values, POINT_FIELDS)
        if "name" in vals and vals["name"] in ("", point.label):
            # Her language's name of a usual point is not a new name.
            del vals["name"]
        point.sudo().write(vals)

    def _move_point(self, number, up):
        """Let a point change places with the one above it, or below."""
        point = self._point_to_plan(number).sudo()
        order = list(self.sudo().agenda_item_ids.sorted())
        here = order.index(point)
        there = here - 1 if up else here + 1
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
            self._number_points(order)

    def _take_off_point(self, number):
        """:raises UserError: when the meeting needs the point, or it was sent out"""
        self._point_to_plan(number).sudo().unlink()

    def _point_to_plan(self, number):
        """Return a point that she may read, so that none of the board's is changed by
        somebody who does not see it."""
        self.ensure_one()
        self._check_may_run()
        point = self.agenda_item_ids.filtered(lambda item: item.id == number)
        if not point:
            raise AccessError(self.env._("This point is not on the agenda."))
        return point

    def _number_points(self, order):
        for place, point in enumerate(order, start=1):
            if point.sequence != 10 * place:
                point.sequence = 10 * place

    # ------------------------------------------------------------------
    # Tasks
    # ------------------------------------------------------------------

    def _add_task(self, values):
        """Somebody does something for this meeting, or it is still open who.

        :param dict values: of ``TASK_FIELDS``
        :return: the task
        :raises AccessError: for who does not run the meeting
        :raises UserError: without a name
        """
        self.ensure_one()
        self._check_may_run()
        vals = self._to_plan(values, TASK_FIELDS)
        if not vals.get("name"):
            raise UserError(self.env._("Write what is to be done."))
        tasks = self.env["bydelsmor.meeting.task"].sudo()
        return tasks.create({**vals, "meeting_id": self.id}).sudo(False)

from odoo import api, fields, models
from odoo.fields import Domain

from .kinds import ASSEMBLY_KINDS, BOARD_KINDS


class BydelsmorMeeting(models.Model):
    """Tasks come up again: what was agreed at earlier meetings and was not done by
    the day of this one."""

    _inherit = "bydelsmor.meeting"

    open_task_ids = fields.Many2many(
        "bydelsmor.meeting.task",
        string="Still open from earlier meetings",
        compute="_compute_open_task_ids",
        compute_sudo=True,
    )

    @api.depends("kind", "start", "state")
    @api.depends_context("uid")
    def _compute_open_task_ids(self):
        found = self._tasks_by_meeting()
        for meeting in self:
            meeting.open_task_ids = meeting._of_tasks_i_see(found[meeting])

    def _tasks_by_meeting(self):
        """Return {meeting: tasks that come up there}, whoever asks."""
        asking = self.filtered(lambda meeting: meeting._looks_at_tasks())
        tasks = asking._tasks_from_before()
        found = dict.fromkeys(self, tasks.browse())
        for meeting in asking:
            found[meeting] = tasks.filtered(meeting._brings_up)
        return found

    def _looks_at_tasks(self):
        """An assembly has its own agenda; what was agreed there comes up later."""
        coming = self.kind not in ASSEMBLY_KINDS and self.state != "cancelled"
        return self.start and coming

    def _tasks_from_before(self):
        """Return the tasks of these groups that were open on the first of the days."""
        tasks = self.env["bydelsmor.meeting.task"]
        if not self:
            return tasks
        first = min(meeting._day() for meeting in self)
        return tasks.search(
            Domain("company_id", "in", self.company_id.ids)
            & Domain("meeting_id.start", "<", max(self.mapped("start")))
            & (Domain("done", "=", False) | Domain("done_date", ">", first))
        )

    def _brings_up(self, task):
        """The board's tasks come up at its own meetings, all others at the others."""
        agreed = task.meeting_id
        return (
            task.company_id == self.company_id
            and agreed.start < self.start
            and (agreed.kind in BOARD_KINDS) == (self.kind in BOARD_KINDS)
            and (not task.done or task.done_date > self._day())
        )

    def _of_tasks_i_see(self, tasks):
        """Leave out those agreed under a point that is for the board only, unless she
        is the one who said she would do it."""
        if self._sees_all():
            return tasks
        me = self.env.user.partner_id
        return tasks.filtered(
            lambda task: not task.board_only or task.volunteer_id.partner_id == me
        )

from odoo import api, fields, models
from odoo.exceptions import UserError

# What stands in the minutes; that it is done comes later.
AGREED_FIELDS = {
    "name",
    "kind",
    "volunteer_id",
    "date",
    "meeting_id",
    "agenda_item_id",
}


class BydelsmorMeetingTask(models.Model):
    """Something that somebody said she would do. Open ones come up again at the next
    meeting, so that nobody has to remember them."""

    _name = "bydelsmor.meeting.task"
    _description = "Task"
    _order = "done, date, id"
    _check_company_auto = True

    meeting_id = fields.Many2one(
        "bydelsmor.meeting",
        string="Agreed at",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="meeting_id.company_id", store=True, index=True, precompute=True
    )
    agenda_item_id = fields.Many2one(
        "bydelsmor.agenda.item",
        string="Point",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    board_only = fields.Boolean(related="agenda_item_id.board_only", store=True)
    name = fields.Char(string="What", required=True)
    kind = fields.Selection(
        [
            ("task", "Task"),
            ("shopping", "Shopping"),
            ("host", "Hosting"),
        ],
        default="task",
        required=True,
    )
    volunteer_id = fields.Many2one(
        "bydelsmor.volunteer",
        string="Who",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
    )
    date = fields.Date(string="By")
    done = fields.Boolean(index=False)
    done_date = fields.Date(
        string="Done on", compute="_compute_done_date", store=True, readonly=True
    )

    _open_idx = models.Index("(company_id) WHERE NOT done")

    @api.depends("name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        # Odoo shows this to people who may not read the task.
        for task in self:
            task.display_name = self.env._(
                "Task no. %(number)s", number=task._origin.id or ""
            )

    @api.depends("done")
    def _compute_done_date(self):
        today = fields.Date.context_today(self)
        for task in self:
            task.done_date = (task.done_date or today) if task.done else False

    @api.model_create_multi
    def create(self, vals_list):
        tasks = super().create(vals_list)
        tasks.meeting_id._check_open()
        return tasks

    def write(self, vals):
        if AGREED_FIELDS & vals.keys():
            self.meeting_id._check_open()
        result = super().write(vals)
        if "meeting_id" in vals:
            self.meeting_id._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sealed(self):
        self.meeting_id._check_open()

    def _set_done(self, done=True):
        """Tick the tasks off, or take the tick back: she whose task it is, those who
        run its meeting, and the board.

        :raises AccessError: for anybody else
        """
        me = self.env.user.partner_id
        for task in self.sudo():
            if task.volunteer_id.partner_id != me:
                task.meeting_id.with_env(self.env)._check_may_run()
            else:
                self.env.user._check_role(task.company_id.with_env(self.env), "member")
            task.done = done

    def _take(self):
        """The user does what nobody has taken yet.

        :raises AccessError: for somebody from elsewhere
        :raises UserError: when somebody else was quicker
        """
        self.ensure_one()
        task = self.sudo()
        self.env.user._check_role(task.company_id.with_env(self.env), "member")
        if task.volunteer_id:
            raise UserError(self.env._("Somebody has taken it already. Thank you!"))
        task.volunteer_id = task.meeting_id.with_env(self.env)._me()

    def action_done(self):
        """:raises AccessError: for who may not tick them off"""
        self._set_done()
        return True

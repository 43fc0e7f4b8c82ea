from datetime import date

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from .group_half_year import REMINDER
from .who_might_try import who_might_try

LEVELS = [
    ("help", "With help"),
    ("together", "Together"),
    ("ourselves", "Ourselves"),
]
# The first months of the two halves of a year.
HALVES = (1, 7)


class BydelsmorTaskMark(models.Model):
    """How a group does one of the seven tasks in a half-year, as it sees itself.

    No figure, no rank: a group compares itself with nobody, and nobody above the
    group reads it.
    """

    _name = "bydelsmor.task.mark"
    _description = "Mark for one of the seven tasks"
    _order = "period desc, task_id, id"
    _check_company_auto = True

    group_id = fields.Many2one(
        "bydelsmor.group", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="group_id.company_id", store=True, index=True, precompute=True
    )
    task_id = fields.Many2one(
        "bydelsmor.group.task", required=True, index=False, ondelete="restrict"
    )
    period = fields.Date(
        string="Half-year", required=True, help="The first day of the half-year."
    )
    level = fields.Selection(LEVELS, string="How we do it", index=False)
    before = fields.Selection(
        LEVELS, string="Last time", compute="_compute_before", compute_sudo=True
    )
    volunteer_ids = fields.Many2many(
        "bydelsmor.volunteer",
        "bydelsmor_task_mark_volunteer_rel",
        "mark_id",
        "volunteer_id",
        string="Would like to try",
        check_company=True,
        domain="[('group_id', '=', group_id), ('state', '=', 'active')]",
    )
    suggestion = fields.Char(
        string="You could ask", compute="_compute_suggestion", compute_sudo=True
    )

    _once = models.UniqueIndex(
        "(group_id, period, task_id)",
        "This task is on the list of this half-year already.",
    )
    _first_day = models.Constraint(
        "CHECK (EXTRACT(DAY FROM period) = 1 AND EXTRACT(MONTH FROM period) IN (1, 7))",
        "A half-year begins on 1 January or 1 July.",
    )

    @api.depends("task_id", "period")
    def _compute_display_name(self):
        for mark in self:
            mark.display_name = f"{mark.task_id.name} {mark.period or ''}"

    @api.depends("group_id", "task_id", "period")
    def _compute_before(self):
        periods = {mark.period: _period_before(mark.period) for mark in self}
        earlier = self.search(
            [
                ("group_id", "in", self.group_id.ids),
                ("period", "in", list(periods.values())),
            ]
        )
        level_of = {(m.group_id, m.task_id, m.period): m.level for m in earlier}
        for mark in self:
            key = (mark.group_id, mark.task_id, periods[mark.period])
            mark.before = level_of.get(key, False)

    @api.depends("level", "volunteer_ids")
    def _compute_suggestion(self):
        for (group, period), marks in self.grouped(
            lambda mark: (mark.group_id, mark.period)
        ).items():
            suggested = self._suggested(group, period)
            for mark in marks:
                names = suggested.get(mark.task_id, [])
                mark.suggestion = ", ".join(woman.name for woman in names)

    @api.model
    def _suggested(self, group, period):
        """Return {task: women whom one could ask} for a group's half-year."""
        marks = self.search([("group_id", "=", group.id), ("period", "=", period)])
        open_marks = marks.filtered(lambda mark: mark.level in ("help", "together"))
        women = self.env["bydelsmor.volunteer"].search(
            [
                ("company_id", "=", group.company_id.id),
                ("state", "=", "active"),
                ("is_bydelsmor", "=", True),
            ],
            order="id",
        )
        coming = self.env["bydelsmor.meeting"].search(
            [
                ("company_id", "=", group.company_id.id),
                ("state", "in", ("planned", "called")),
                ("responsible_ids", "!=", False),
            ]
        )
        hands = {mark.task_id: list(mark.volunteer_ids) for mark in open_marks.sorted()}
        turn = period.year * 2 + HALVES.index(period.month)
        return who_might_try(hands, list(women), set(coming.responsible_ids), turn)

    # ------------------------------------------------------------------
    # The reminder
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        marks = super().create(vals_list)
        marks._take_off_reminder()
        return marks

    def write(self, vals):
        result = super().write(vals)
        if "level" in vals:
            self._take_off_reminder()
        return result

    def _take_off_reminder(self):
        """The group looks at its tasks: nobody needs to remember it."""
        groups = self.sudo().filtered("level").group_id
        groups.activity_unlink([REMINDER])

    @api.model
    def _marked(self, groups, period):
        """Return those of the groups that have looked at a task in a half-year."""
        rows = self._read_group(
            [
                ("group_id", "in", groups.ids),
                ("period", "=", period),
                ("level", "!=", False),
            ],
            ["group_id"],
        )
        return groups.browse(group.id for (group,) in rows)

    # ------------------------------------------------------------------
    # What the group does, also from the phone
    # ------------------------------------------------------------------

    @api.model
    def _period_of(self, day):
        return date(day.year, HALVES[day.month >= HALVES[1]], 1)

    @api.model
    def _this_half_year(self, group):
        """Return the group's marks of this half-year, one for each task.

        :raises AccessError: for somebody from elsewhere
        """
        company = group.sudo().company_id
        self.env.user._check_role(company.with_env(self.env), "member")
        period = self._period_of(fields.Date.context_today(self))
        marks = self.sudo().search(
            [("group_id", "=", group.id), ("period", "=", period)]
        )
        missing = self.env["bydelsmor.group.task"].search_fetch([], ["name"])
        missing -= marks.task_id
        marks |= marks.create(
            [
                {"group_id": group.id, "period": period, "task_id": task.id}
                for task in missing
            ]
        )
        return marks.sorted().with_env(self.env)

    def _set_level(self, level):
        """The group says how it does this; another tap changes it."""
        self.ensure_one()
        self._check_now()
        if level not in dict(LEVELS):
            raise UserError(self.env._("Choose one of the three."))
        self.sudo().level = level

    def _raise_hand(self, up=True):
        """The user would like to try, or would rather not after all."""
        self.ensure_one()
        self._check_now()
        me = (
            self.env["bydelsmor.volunteer"]
            .sudo()
            .search(
                [
                    ("partner_id", "=", self.env.user.partner_id.id),
                    ("company_id", "=", self.sudo().company_id.id),
                ]
            )
        )
        command = Command.link if up else Command.unlink
        self.sudo().volunteer_ids = [command(me.id)] if me else []

    def _check_now(self):
        company = self.sudo().company_id.with_env(self.env)
        self.env.user._check_role(company, "member")
        if self.sudo().period != self._period_of(fields.Date.context_today(self)):
            raise AccessError(self.env._("That half-year is over."))

    @api.model
    def action_open_half_year(self):
        """Open the list of this half-year of the group she works in."""
        group = self.env["bydelsmor.group"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        if group:
            self._this_half_year(group)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "bydelsmor.task_mark_action"
        )


def _period_before(period):
    if not period:
        return False
    if period.month == HALVES[1]:
        return date(period.year, HALVES[0], 1)
    return date(period.year - 1, HALVES[1], 1)

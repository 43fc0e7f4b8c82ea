from odoo import api, fields, models


class BydelsmorGroupMilestone(models.Model):
    _name = "bydelsmor.group.milestone"
    _description = "Milestone of a group"
    _order = "sequence, id"
    _check_company_auto = True

    group_id = fields.Many2one(
        "bydelsmor.group", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="group_id.company_id", store=True, index=True, precompute=True
    )
    milestone_id = fields.Many2one(
        "bydelsmor.milestone", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char(related="milestone_id.name")
    description = fields.Text(related="milestone_id.description")
    phase = fields.Selection(related="milestone_id.phase", store=True)
    sequence = fields.Integer(related="milestone_id.sequence", store=True)
    done = fields.Boolean(compute="_compute_done", inverse="_inverse_done")
    done_date = fields.Date()

    _milestone_uniq = models.UniqueIndex(
        "(group_id, milestone_id)", "The group has this milestone already."
    )

    @api.depends("done_date")
    def _compute_done(self):
        for milestone in self:
            milestone.done = bool(milestone.done_date)

    def _inverse_done(self):
        today = fields.Date.context_today(self)
        for milestone in self:
            milestone.done_date = milestone.done and (milestone.done_date or today)

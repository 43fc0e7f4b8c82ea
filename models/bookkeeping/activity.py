from odoo import api, fields, models

from .receipt import WAITING_STATES


class BydelsmorActivity(models.Model):
    _inherit = "bydelsmor.activity"

    receipt_ids = fields.One2many(
        "bydelsmor.receipt",
        "activity_id",
        string="Receipts",
        groups="bydelsmor.group_board,bydelsmor.group_auditor",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    cost = fields.Monetary(
        compute="_compute_cost",
        groups="bydelsmor.group_board,bydelsmor.group_auditor",
        help="What the group pays for its receipts, also those that wait.",
    )

    @api.depends("receipt_ids.amount_group", "receipt_ids.state")
    def _compute_cost(self):
        """Sum what the reader may see: the same roles that read the activity's
        receipts, and they read all of a group's."""
        counted = (*WAITING_STATES, "booked", "repaid")
        sums = dict(
            self.env["bydelsmor.receipt"]._read_group(
                [("activity_id", "in", self.ids), ("state", "in", counted)],
                ["activity_id"],
                ["amount_group:sum"],
            )
        )
        for activity in self:
            activity.cost = sums.get(activity._origin, 0)

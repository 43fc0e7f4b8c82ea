from odoo import api, fields, models

PHASES = [
    ("start", "Getting a good start"),
    ("training", "Basic training"),
    ("going", "The Bydelsmødre get going"),
    ("association", "The group becomes an association"),
]


class BydelsmorMilestone(models.Model):
    """A step that groups like to tick off in one of the four phases.

    A reminder and no test: the phase is the group's own choice, and nothing
    counts what is not ticked. Belongs to no group.
    """

    _name = "bydelsmor.milestone"
    _description = "Milestone"
    _order = "phase_sequence, sequence, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(
        translate=True, help="One or two friendly sentences on how others did it."
    )
    phase = fields.Selection(PHASES, required=True, index=True)
    phase_sequence = fields.Integer(
        compute="_compute_phase_sequence", store=True, export_string_translation=False
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.depends("phase")
    def _compute_phase_sequence(self):
        """The phases in their own order: as text they would sort by alphabet."""
        order = [phase for phase, _label in PHASES]
        for milestone in self:
            milestone.phase_sequence = (
                order.index(milestone.phase) if milestone.phase else len(order)
            )

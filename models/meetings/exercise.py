from odoo import fields, models


class BydelsmorExercise(models.Model):
    """A small thing to do together when a meeting begins or ends. Belongs to nobody."""

    _name = "bydelsmor.exercise"
    _description = "Exercise"
    _order = "moment, sequence, id"

    name = fields.Char(required=True, translate=True)
    moment = fields.Selection(
        [("check_in", "Check-in"), ("check_out", "Check-out")],
        string="When",
        required=True,
        default="check_in",
        index=True,
    )
    description = fields.Text(
        string="How", translate=True, help="Two or three sentences anybody can follow."
    )
    duration = fields.Integer(string="Length in minutes", default=10)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _duration_positive = models.Constraint(
        "CHECK (duration >= 0)", "An exercise cannot take less than no time."
    )

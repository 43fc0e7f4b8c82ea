from odoo import fields, models


class BydelsmorGroupTask(models.Model):
    """One of the seven tasks that a group grows into.

    Source: the organisational volunteer's manual, where Ruth tells what the women can
    do themselves in time. Belongs to no group.
    """

    _name = "bydelsmor.group.task"
    _description = "Task that a group grows into"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    hint = fields.Char(
        string="A small first step",
        translate=True,
        help="What somebody who would like to try can begin with.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

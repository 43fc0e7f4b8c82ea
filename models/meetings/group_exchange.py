from odoo import fields, models


class BydelsmorGroup(models.Model):
    _inherit = "bydelsmor.group"

    small_groups_from = fields.Integer(
        default=8,
        help="When so many have come, the exchange of experience is in groups of four "
        "or five. Fewer stay together.",
    )

    _small_groups_from_some = models.Constraint(
        "CHECK (small_groups_from > 0)",
        "Small groups from how many on? Write a number above zero.",
    )

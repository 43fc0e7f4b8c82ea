from odoo import fields, models

from .form_retention import DEFAULT_MONTHS, MONTHS


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bydelsmor_form_months = fields.Integer(
        string="Months until forms are nobody's",
        config_parameter=MONTHS,
        default=DEFAULT_MONTHS,
    )

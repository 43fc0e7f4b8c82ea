from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bydelsmor_secretariat_phone = fields.Char(
        string="Phone of the secretariat",
        config_parameter="bydelsmor.secretariat_phone",
    )

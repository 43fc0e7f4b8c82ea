from odoo import api, fields, models
from odoo.http import SESSION_LIFETIME

from ..organisation.access_link import DEFAULTS

SESSION_KEY = "sessions.max_inactivity_seconds"
DAY = 60 * 60 * 24


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bydelsmor_access_link_qr_minutes = fields.Integer(
        string="Minutes that a QR code works",
        config_parameter="bydelsmor.access_link_qr_minutes",
        default=DEFAULTS["bydelsmor.access_link_qr_minutes"],
    )
    bydelsmor_access_link_share_hours = fields.Integer(
        string="Hours that a sent link works",
        config_parameter="bydelsmor.access_link_share_hours",
        default=DEFAULTS["bydelsmor.access_link_share_hours"],
    )
    bydelsmor_session_days = fields.Integer(
        string="Days that a phone stays logged in without use"
    )

    @api.model
    def get_values(self):
        values = super().get_values()
        seconds = self.env["ir.config_parameter"].sudo().get_param(SESSION_KEY)
        seconds = int(seconds) if (seconds or "").isdigit() else SESSION_LIFETIME
        values["bydelsmor_session_days"] = max(1, seconds // DAY)
        return values

    def set_values(self):
        result = super().set_values()
        days = max(1, self.bydelsmor_session_days)
        if days != self.get_values()["bydelsmor_session_days"]:
            self.env["ir.config_parameter"].sudo().set_param(SESSION_KEY, days * DAY)
        return result

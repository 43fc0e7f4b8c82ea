from odoo import api, models

from ..organisation.import_template import import_templates


class BydelsmorStatistic(models.Model):
    _inherit = "bydelsmor.statistic"

    @api.model
    def get_import_templates(self):
        label = self.env._("Import template for earlier years' totals")
        return import_templates(self.env, "statistic", label)

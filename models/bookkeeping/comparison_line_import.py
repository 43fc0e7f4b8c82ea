from odoo import api, models

from ..organisation.import_template import import_templates


class BydelsmorComparisonLine(models.Model):
    _inherit = "bydelsmor.comparison.line"

    @api.model
    def get_import_templates(self):
        label = self.env._("Import template for last year's figures")
        return import_templates(self.env, "comparison", label)

from odoo import api, models

from .import_template import import_templates


class BydelsmorGroup(models.Model):
    _inherit = "bydelsmor.group"

    @api.model
    def get_import_templates(self):
        return import_templates(
            self.env, "group", self.env._("Import template for groups")
        )

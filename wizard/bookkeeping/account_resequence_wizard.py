from odoo import models
from odoo.exceptions import UserError


class AccountResequenceWizard(models.TransientModel):
    _inherit = "account.resequence.wizard"

    def resequence(self):
        if self.move_ids._bydelsmor_of_groups():
            raise UserError(
                self.env._("The numbers of a group's entries are never changed.")
            )
        return super().resequence()

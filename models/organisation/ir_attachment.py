from odoo import models


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _inaccessible_comodel_records(self, model_and_ids, operation):
        """Files on a group are for those who run it; the pages for its Bydelsmødre
        hand out what is meant for all (the bylaws, the adopted accounts)."""
        yield from super()._inaccessible_comodel_records(model_and_ids, operation)
        if self.env.su or "bydelsmor.group" not in model_and_ids:
            return
        groups = self.env["bydelsmor.group"].browse(
            filter(None, model_and_ids["bydelsmor.group"])
        )
        for group in groups.exists() - groups.exists()._readers_of_notes():
            yield group._name, group.id

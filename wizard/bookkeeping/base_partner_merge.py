from odoo import models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        # Merging rewrites the partner on entries that are posted, and so breaks the
        # hashes of those that are secured.
        booked = (
            self.env["account.move.line"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", list(partner_ids)),
                    ("parent_state", "=", "posted"),
                    ("company_id.is_bydelsmor_group", "=", True),
                ],
                limit=1,
            )
        )
        if booked and len(partner_ids) > 1:
            raise UserError(
                self.env._(
                    "%(name)s has booked entries in a group, so this contact cannot be "
                    "merged with another. Archive the one that is no longer used.",
                    name=booked.partner_id.name,
                )
            )
        return super()._merge(
            partner_ids, dst_partner=dst_partner, extra_checks=extra_checks
        )

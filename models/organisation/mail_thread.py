from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _message_subscribe(self, partner_ids=None, subtype_ids=None, customer_ids=None):
        """A follower reads what is written without any other right, and gets it sent:
        women of other groups never follow what belongs to a group."""
        if not partner_ids:
            return super()._message_subscribe(partner_ids, subtype_ids, customer_ids)
        people = self.env["res.partner"].sudo().browse(partner_ids)
        done = True
        groups = self._bydelsmor_of_groups()
        for company, records in groups.sudo().grouped("company_id").items():
            records = records.sudo(self.env.su)
            own = people - people._bydelsmor_only_elsewhere(company)
            done = super(MailThread, records)._message_subscribe(
                own.ids, subtype_ids, customer_ids
            )
        rest = self - groups
        return (
            super(MailThread, rest)._message_subscribe(
                partner_ids, subtype_ids, customer_ids
            )
            if rest
            else done
        )

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
        for home, records in groups.grouped(lambda r: r._bydelsmor_home()).items():
            own = people - people._bydelsmor_only_elsewhere(home)
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

    def message_post(self, *, partner_ids=None, **kwargs):
        """Nobody of another group is named or told, see ``_bydelsmor_reached``."""
        partner_ids = self._bydelsmor_reached(partner_ids)
        return super().message_post(partner_ids=partner_ids, **kwargs)

    def message_notify(self, *, partner_ids=False, **kwargs):
        """Nobody of another group is told, see ``_bydelsmor_reached``.

        :raises AccessError: on a record of a group that the user may not read
        """
        ours = self._bydelsmor_of_groups()
        if ours:  # Odoo notifies without a record, too
            ours.check_access("read")
        partner_ids = self._bydelsmor_reached(partner_ids)
        return super().message_notify(partner_ids=partner_ids, **kwargs)

    def _message_update_content(self, message, /, *, partner_ids=None, **kwargs):
        partner_ids = self._bydelsmor_reached(partner_ids)
        return super()._message_update_content(
            message, partner_ids=partner_ids, **kwargs
        )

    def _bydelsmor_reached(self, partner_ids):
        """Return those of these people whom a message on this record may reach.

        A number is enough to name somebody, and Odoo then sends her what is written
        and shows her name: of the people in groups only those remain whom the user
        may read, and on a record of a group only those who are not of another one.
        """
        if not isinstance(partner_ids, list | tuple | set) or not partner_ids:
            return partner_ids  # Odoo refuses what is no list
        people = self.env["res.partner"].browse(partner_ids)
        reached = people
        if not self.env.su:
            hidden = people.exists()._bydelsmor_of_groups()
            reached -= hidden - hidden._filtered_access("read")
        for record in self._bydelsmor_of_groups():
            reached -= record._bydelsmor_strangers(reached)
        return reached.ids

    def _bydelsmor_strangers(self, people):
        """Return those of the people who may not be told of this record of a group."""
        return people._bydelsmor_only_elsewhere(self._bydelsmor_home())

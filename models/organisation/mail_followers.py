from odoo import api, models


class MailFollowers(models.Model):
    _inherit = "mail.followers"

    @api.model
    def _get_recipient_data(self, records, message_type, subtype_id, pids=None):
        """What is written in a group is sent to nobody of another one, whoever names
        her and however she came to follow it."""
        told = super()._get_recipient_data(records, message_type, subtype_id, pids)
        ours = records._bydelsmor_of_groups() if records else ()
        names = {pid for record in ours for pid in told.get(record.id) or ()}
        people = self.env["res.partner"].sudo().browse(names)
        for record in ours:
            here = people.filtered(lambda p, r=record: p.id in told.get(r.id, ()))
            for stranger in record._bydelsmor_strangers(here):
                del told[record.id][stranger.id]
        return told

    @api.model
    def _bydelsmor_forget(self, people):
        """These people, who held a role until now, no longer follow what they may not
        read any more. The number of queries depends on the models that they follow,
        not on how many records.

        :param people: partners; one without a user can read nothing
        """
        rows = self.sudo().search([("partner_id", "in", people.ids)])
        users = people.sudo().user_ids.grouped("partner_id")
        for (person, model), some in rows.grouped(
            lambda row: (row.partner_id, row.res_model)
        ).items():
            if model in self.env:
                records = self.env[model].sudo().browse(some.mapped("res_id")).exists()
                ours = records._bydelsmor_of_groups()
                gone = ours - self._bydelsmor_read_by(users.get(person), ours)
                some.filtered(lambda row, gone=gone: row.res_id in gone.ids).unlink()

    @api.model
    def _bydelsmor_read_by(self, users, records):
        """Return the records whose messages one of the users may read."""
        readable = records.browse()
        for user in users or ():
            hers = records.with_user(user).with_context(
                allowed_company_ids=user.company_ids.ids
            )
            wanted = hers._mail_get_operation_for_mail_message_operation("read")
            for operation in filter(None, {*wanted.values()}):
                some = hers.browse(r.id for r, o in wanted.items() if o == operation)
                readable |= records.browse(some._filtered_access(operation).ids)
        return readable

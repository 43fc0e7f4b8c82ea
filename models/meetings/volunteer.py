from odoo import Command, fields, models


class BydelsmorVolunteer(models.Model):
    _inherit = "bydelsmor.volunteer"

    def _stop_following(self):
        """A guest sees a meeting without other rights, so she who left is no longer
        a guest at the meetings to come."""
        result = super()._stop_following()
        coming = (
            self.env["calendar.event"]
            .sudo()
            .search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("partner_ids", "in", self.partner_id.ids),
                    ("start", ">=", fields.Datetime.now()),
                ]
            )
        )
        coming.with_context(no_mail_to_attendees=True).write(
            {"partner_ids": [Command.unlink(self.partner_id.id)]}
        )
        return result

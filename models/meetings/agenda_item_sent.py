from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .kinds import FORMAL_KINDS

# By these everybody knew what there was to decide.
SENT_FIELDS = {"name", "kind"}


class BydelsmorAgendaItem(models.Model):
    """A point as it stood on the agenda that was sent out: it does not become another
    one afterwards, or who stayed at home could not have relied on it."""

    _inherit = "bydelsmor.agenda.item"

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_listing(*vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_listing(vals)
        self._check_as_sent(vals)
        return super().write(vals)

    def _refuse_listing(self, *vals_list):
        if not self.env.su and any("is_listed" in vals for vals in vals_list):
            raise AccessError(
                self.env._("Use the buttons: this is not written by hand.")
            )

    def _check_as_sent(self, vals):
        """:raises UserError: when a point that was sent out would be another one"""
        changed = SENT_FIELDS & vals.keys()
        for item in self.sudo() if changed else ():
            if any(vals[name] != item[name] for name in changed) and item._was_sent():
                raise UserError(
                    self.env._(
                        "«%(name)s» stood on the agenda that was sent out, so it stays "
                        "that point. Add another one: it can be talked about, and "
                        "decided next time.",
                        name=item.name,
                    )
                )

    def _was_sent(self):
        """A proposal goes out with the whole agenda, the other points before."""
        self.ensure_one()
        meeting = self.meeting_id
        if not self.is_listed or meeting.kind not in FORMAL_KINDS:
            return False
        if self in meeting.proposal_ids.agenda_item_id:
            return bool(meeting.agenda_sent_on)
        return meeting.state != "planned"

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..organisation.by_hand import refuse_by_hand
from .kinds import FORMAL_KINDS

# By these everybody knew what there was to decide.
SENT_FIELDS = {"name", "kind", "renamed", "template_item_id"}
# What was sent out and what was withdrawn, the buttons know.
OWN_FIELDS = {"is_listed", "withdrawn_on"}


class BydelsmorAgendaItem(models.Model):
    """A point as it stood on the agenda that was sent out: it does not become another
    one afterwards, nor vanish, or who stayed at home could not have relied on it."""

    _inherit = "bydelsmor.agenda.item"

    withdrawn_on = fields.Date(
        readonly=True,
        copy=False,
        help="Whoever proposed it took it back. It stays on the agenda that was sent.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        refuse_by_hand(self, OWN_FIELDS, *vals_list)
        return super().create(vals_list)

    def write(self, vals):
        refuse_by_hand(self, OWN_FIELDS, vals)
        self._check_as_sent(vals)
        return super().write(vals)

    def _check_as_sent(self, vals):
        """:raises UserError: when a point that was sent out would be another one"""
        changed = SENT_FIELDS & vals.keys()
        for item in self.sudo() if changed else ():
            now = item._convert_to_write({name: item[name] for name in changed})
            if any(vals[name] != now[name] for name in changed) and item._was_sent():
                raise UserError(
                    self.env._(
                        "«%(name)s» stood on the agenda that was sent out, so it stays "
                        "that point. Add another one: it can be talked about, and "
                        "decided next time.",
                        name=item.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        for item in self.sudo():
            if item in item.meeting_id.proposal_ids.agenda_item_id:
                raise UserError(
                    self.env._(
                        "«%(name)s» is a proposal that came in. Withdraw that instead: "
                        "nobody else chooses what the general assembly decides.",
                        name=item.name,
                    )
                )
            if item._was_sent():
                raise UserError(
                    self.env._(
                        "«%(name)s» stood on the agenda that was sent out, so it stays "
                        "for all to read. Write under it why you leave it out.",
                        name=item.name,
                    )
                )

    def _was_sent(self):
        """A proposal goes out with the whole agenda, the other points before."""
        self.ensure_one()
        meeting = self.meeting_id
        if not self.is_listed or meeting.kind not in FORMAL_KINDS:
            return False
        proposal = meeting.proposal_ids.filtered(lambda p: p.agenda_item_id == self)
        return proposal._was_sent() if proposal else meeting.state != "planned"

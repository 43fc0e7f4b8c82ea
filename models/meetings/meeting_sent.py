from odoo import api, models
from odoo.exceptions import UserError

from .kinds import FORMAL_KINDS


class BydelsmorMeeting(models.Model):
    """A board meeting or an assembly as it was called: it does not become another
    kind of meeting, where more may be decided, and back again."""

    _inherit = "bydelsmor.meeting"

    def write(self, vals):
        if "kind" in vals:
            self._check_kind_as_called(vals["kind"])
        return super().write(vals)

    def _check_kind_as_called(self, kind):
        """:raises UserError: when who was invited to one kind would be at another"""
        for meeting in self.sudo():
            formal = {kind, meeting.kind} & {*FORMAL_KINDS}
            if formal and kind != meeting.kind and meeting.state != "planned":
                raise UserError(
                    self.env._(
                        "%(meeting)s stays that kind of meeting: those invited rely on "
                        "it. Call it off and plan another one.",
                        meeting=meeting.display_name,
                    )
                )

    @api.constrains("kind")
    def _check_decided_as_kind(self):
        """What another kind of meeting decided and elected is no decision of this."""
        self.agenda_item_ids._check_decision()
        self.election_ids._check_office()

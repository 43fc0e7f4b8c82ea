from odoo import api, models
from odoo.exceptions import ValidationError

from .kinds import ASSEMBLY_KINDS


class BydelsmorAttendance(models.Model):
    """The register of a general assembly: who has a vote, and whose she carries."""

    _inherit = "bydelsmor.attendance"

    @api.constrains("present", "may_vote", "proxy_for_id")
    def _check_elections_stay(self):
        """Whoever was elected got no more votes than those present could give."""
        self.meeting_id.sudo().election_ids._check_votes()

    @api.constrains("may_vote", "proxy_for_id", "volunteer_id", "meeting_id")
    def _check_assembly_votes(self):
        """Raise when somebody votes to whom the bylaws give no vote.

        One vote beside her own is all there is room for: a row names one woman.
        """
        rows = self.filtered(lambda row: row.meeting_id.kind in ASSEMBLY_KINDS)
        for meeting, of_meeting in rows.grouped("meeting_id").items():
            voting = of_meeting.filtered(lambda r: r.may_vote or r.proxy_for_id)
            if voting:
                voters = meeting.sudo()._voters()[meeting.sudo()]
                for row in voting.sudo():
                    row._check_votes_of_hers(voters)

    def _check_votes_of_hers(self, voters):
        if self.may_vote and self.volunteer_id not in voters:
            raise ValidationError(
                self.env._(
                    "%(name)s has no vote at this general assembly: look in the "
                    "bylaws, who may vote.",
                    name=self.sort_name,
                )
            )
        if not self.proxy_for_id:
            return
        if not self.meeting_id._bylaws("proxies_allowed", True):
            raise ValidationError(
                self.env._(
                    "The bylaws do not let her give her vote to another: who votes, "
                    "is there herself."
                )
            )
        if not self.may_vote or self.proxy_for_id not in voters:
            raise ValidationError(
                self.env._(
                    "A vote goes from one who may vote to another who may vote: "
                    "%(name)s votes for %(absent)s.",
                    name=self.sort_name,
                    absent=self.proxy_for_id.name,
                )
            )

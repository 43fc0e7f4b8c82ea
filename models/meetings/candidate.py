from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..organisation.by_hand import refuse_by_hand
from ..organisation.roles import BOARD_ROLES

# Only the count writes these.
RESULT_FIELDS = {"elected", "place"}


class BydelsmorCandidate(models.Model):
    """Somebody who stands for an office, and how many votes she got."""

    _name = "bydelsmor.candidate"
    _description = "Candidate"
    _order = "election_id, place, id"
    _check_company_auto = True

    election_id = fields.Many2one(
        "bydelsmor.election",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="election_id.company_id", store=True, index=True, precompute=True
    )
    volunteer_id = fields.Many2one(
        "bydelsmor.volunteer",
        string="Name",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
    )
    votes = fields.Integer()
    lot_place = fields.Integer(
        string="Place in the lot",
        help="Only when you draw the lot yourselves in the room: 1 for the first slip, "
        "2 for the second.",
    )
    elected = fields.Boolean(readonly=True, copy=False)
    place = fields.Integer(readonly=True, copy=False)

    _stands_once = models.UniqueIndex(
        "(election_id, volunteer_id)", "She stands for this already."
    )
    _votes_positive = models.Constraint(
        "CHECK (votes >= 0)", "There cannot be fewer than no votes."
    )

    @api.depends("election_id")
    def _compute_display_name(self):
        # Odoo shows this to people who may not read the row: no names.
        for candidate in self:
            candidate.display_name = candidate.election_id.display_name

    @api.model_create_multi
    def create(self, vals_list):
        refuse_by_hand(self, RESULT_FIELDS, *vals_list)
        candidates = super().create(vals_list)
        candidates.election_id._check_undecided()
        candidates.election_id.meeting_id._check_open()
        return candidates

    def write(self, vals):
        refuse_by_hand(self, RESULT_FIELDS, vals)
        if vals.keys() - RESULT_FIELDS:
            self.election_id.meeting_id._check_open()
            self.election_id._check_undecided()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        self.election_id.meeting_id._check_open()
        self.election_id._check_undecided()

    @api.constrains("votes", "election_id")
    def _check_votes(self):
        self.election_id._check_votes()

    @api.constrains("volunteer_id", "election_id")
    def _check_eligible(self):
        """Raise when she cannot be elected: she has such a seat already, was just
        elected to another, or would audit her own board."""
        for candidate in self.sudo():
            election = candidate.election_id
            election._check_office()
            election.meeting_id._check_eligible(candidate.volunteer_id, election.office)
            candidate._check_other_elections()

    def _check_other_elections(self):
        meeting = self.election_id.meeting_id
        others = meeting.election_ids.candidate_ids.filtered(
            lambda other: (
                other.volunteer_id == self.volunteer_id
                and other.election_id != self.election_id
                and other.election_id._clashes_with(self.election_id)
            )
        )
        offices = {self.election_id.office, *others.election_id.mapped("office")}
        if "auditor" in offices and offices & {*BOARD_ROLES}:
            lost = others.filtered(
                lambda other: other.election_id.state == "decided" and not other.elected
            )
            if others - lost:
                raise ValidationError(
                    self.env._(
                        "%(name)s cannot be auditor and on the board. Let her stand "
                        "for one of them.",
                        name=self.volunteer_id.name,
                    )
                )
        elected = others.filtered("elected")[:1]
        if elected:
            raise ValidationError(
                self.env._(
                    "%(name)s is elected already as: %(office)s. Nobody is elected "
                    "twice at the same meeting.",
                    name=self.volunteer_id.name,
                    office=elected.election_id.display_name,
                )
            )

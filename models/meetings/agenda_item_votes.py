from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .kinds import FORMAL_KINDS


class BydelsmorAgendaItem(models.Model):
    """What was voted, and who kept out of it."""

    _inherit = "bydelsmor.agenda.item"

    votes_for = fields.Integer(copy=False)
    votes_against = fields.Integer(copy=False)
    votes_blank = fields.Integer(copy=False)
    casting_vote = fields.Selection(
        [("for", "In favour"), ("against", "Against")],
        string="The chair's vote decides",
        copy=False,
        help="Only when the votes are equal and the bylaws say so.",
    )
    conflict_of_interest = fields.Char(
        string="Kept out of it",
        copy=False,
        help="Who left the room or did not vote, because it concerned her herself.",
    )
    outcome = fields.Selection(
        [
            ("none", "Nothing decided"),
            ("discussed", "Talked about"),
            ("agreed", "Agreed"),
            ("adopted", "Adopted"),
            ("rejected", "Rejected"),
            ("tie", "Equal votes"),
            ("withdrawn", "Withdrawn"),
        ],
        compute="_compute_outcome",
    )

    _votes_positive = models.Constraint(
        "CHECK (votes_for >= 0 AND votes_against >= 0 AND votes_blank >= 0)",
        "There cannot be fewer than no votes.",
    )

    @api.depends(
        "votes_for",
        "votes_against",
        "casting_vote",
        "decision",
        "minutes",
        "withdrawn_on",
    )
    def _compute_outcome(self):
        for item in self:
            item.outcome = item._outcome()

    def _outcome(self):
        """A majority of those for and against; blank votes are not counted there."""
        self.ensure_one()
        if self.withdrawn_on:
            return "withdrawn"
        if self.votes_for or self.votes_against:
            if self.votes_for != self.votes_against:
                return "adopted" if self.votes_for > self.votes_against else "rejected"
            return {"for": "adopted", "against": "rejected"}.get(
                self.casting_vote, "tie"
            )
        if self.decision:
            return "agreed"
        return "discussed" if self.minutes else "none"

    def _is_decided(self):
        return bool(
            self.decision
            or self.votes_for
            or self.votes_against
            or self.votes_blank
            or self.casting_vote
        )

    @api.constrains(
        "decision", "votes_for", "votes_against", "votes_blank", "casting_vote"
    )
    def _check_decision(self):
        for item in self.filtered(lambda item: item._is_decided()):
            if item.meeting_id.kind in FORMAL_KINDS:
                item._check_may_decide()
            item._check_votes()

    def _check_may_decide(self):
        """Only what was on the agenda is decided by a board or an assembly.

        Source: usual Danish bylaws; whoever stayed at home could rely on the agenda.
        """
        if not self.is_listed or self.kind == "other":
            raise ValidationError(
                self.env._(
                    "«%(name)s» was not on the agenda that was sent out, so it can be "
                    "talked about but not decided. Write what was said, and put it on "
                    "the next agenda.",
                    name=self.name,
                )
            )
        if self.withdrawn_on:
            raise ValidationError(
                self.env._(
                    "«%(name)s» is withdrawn, so there is nothing to decide. Press "
                    "«It stands again» first, if somebody brings it up after all.",
                    name=self.name,
                )
            )
        meeting = self.meeting_id
        if not meeting.has_quorum:
            raise ValidationError(
                self.env._(
                    "Not enough are present to decide anything: %(here)s of the "
                    "%(needed)s that the bylaws ask for. Tick who is there, or write "
                    "down what was said and decide it next time.",
                    here=meeting.voters_present,
                    needed=meeting.quorum_needed,
                )
            )

    def _check_votes(self):
        cast = self.votes_for + self.votes_against + self.votes_blank
        room = self.meeting_id.voters_present
        if cast > room:
            raise ValidationError(
                self.env._(
                    "«%(name)s» has %(cast)s votes, but only %(room)s could be given "
                    "by those present. Count once more, or tick who else is there.",
                    name=self.name,
                    cast=cast,
                    room=room,
                )
            )
        if self.casting_vote and (
            self.votes_for != self.votes_against
            or not self.meeting_id._bylaws("chair_casting_vote", False)
        ):
            raise ValidationError(
                self.env._(
                    "The chair's vote decides only when the votes are equal and the "
                    "bylaws say so."
                )
            )

from secrets import token_hex

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..organisation.by_hand import refuse_by_hand
from ..organisation.roles import BOARD_ROLES, ROLES
from .counting import draw, elect
from .kinds import ASSEMBLY_KINDS

LABELS = dict(ROLES)
# What an assembly elects, and what the board shares out among itself.
ASSEMBLY_OFFICES = ("chair", "board_member", "alternate", "auditor")
BOARD_OFFICES = ("chair", "deputy_chair", "treasurer", "secretary")
OFFICES = [
    (role, LABELS[role]) for role in dict.fromkeys(ASSEMBLY_OFFICES + BOARD_OFFICES)
]
# Only the buttons write these.
RESULT_FIELDS = {
    "state",
    "lot_seed",
    "lot_order",
    "lot_on",
    "lot_by_id",
    "decided_on",
    "decided_by_id",
}
# What was counted stays as it is, once the result stands.
COUNTED_FIELDS = {"meeting_id", "office", "seats", "method", "ballots", "candidate_ids"}


class BydelsmorElection(models.Model):
    """One election at a meeting: who stood, their votes, and who was elected."""

    _name = "bydelsmor.election"
    _description = "Election"
    _order = "meeting_id, sequence, id"
    _check_company_auto = True

    meeting_id = fields.Many2one(
        "bydelsmor.meeting",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="meeting_id.company_id", store=True, index=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    office = fields.Selection(OFFICES, string="Election of", required=True)
    agenda_item_id = fields.Many2one(
        "bydelsmor.agenda.item",
        string="Point",
        compute="_compute_agenda_item_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        domain="[('meeting_id', '=', meeting_id), ('kind', '=', 'election')]",
    )
    # The names of points are for those who read them, so a link shows a number only.
    agenda_item_label = fields.Char(
        related="agenda_item_id.label", string="Point on the agenda"
    )
    seats = fields.Integer(
        compute="_compute_seats",
        store=True,
        readonly=False,
        precompute=True,
        help="How many are elected. Counted from the bylaws and from who stays.",
    )
    method = fields.Selection(
        [("open", "Show of hands"), ("paper", "On paper, counted")],
        default="open",
        required=True,
    )
    ballots = fields.Integer(
        string="Papers handed in", help="Each has up to as many names as seats."
    )
    candidate_ids = fields.One2many(
        "bydelsmor.candidate", "election_id", string="Candidates"
    )
    state = fields.Selection(
        [("open", "Open"), ("tied", "Equal votes"), ("decided", "Decided")],
        default="open",
        required=True,
        readonly=True,
        copy=False,
    )
    result = fields.Char(string="Elected", compute="_compute_result")
    lot_seed = fields.Char(
        string="Number of the lot",
        readonly=True,
        copy=False,
        help="Drawn at random, once for this election. With it anybody can draw the "
        "lot again and gets the same order.",
    )
    lot_order = fields.Char(string="Order of the lot", readonly=True, copy=False)
    lot_on = fields.Datetime(string="Lot drawn on", readonly=True, copy=False)
    lot_by_id = fields.Many2one(
        "res.users", string="Lot drawn by", readonly=True, copy=False, index=False
    )
    decided_on = fields.Datetime(readonly=True, copy=False)
    decided_by_id = fields.Many2one(
        "res.users", string="Written down by", readonly=True, copy=False, index=False
    )

    _once_a_meeting = models.UniqueIndex(
        "(meeting_id, office)",
        "There is an election for this already at the same meeting. Put all who stand "
        "into that one.",
    )
    _numbers_positive = models.Constraint(
        "CHECK (seats >= 0 AND ballots >= 0)", "There cannot be fewer than none."
    )

    @api.depends("office")
    def _compute_display_name(self):
        labels = dict(self._fields["office"]._description_selection(self.env))
        for election in self:
            election.display_name = labels.get(election.office, "")

    @api.depends("candidate_ids.elected", "candidate_ids.place")
    def _compute_result(self):
        for election in self:
            elected = election._elected()
            election.result = ", ".join(elected.mapped("volunteer_id.name"))

    @api.depends("meeting_id", "office")
    def _compute_seats(self):
        for election in self:
            if election.meeting_id and election.office:
                meeting = election.meeting_id.sudo()
                election.seats = len(meeting._terms_for(election.office))

    @api.depends("meeting_id", "office")
    def _compute_agenda_item_id(self):
        for election in self:
            points = election.meeting_id.agenda_item_ids.filtered(
                lambda point: point.kind == "election"
            )
            usual = election._usual_points()
            own = points.filtered(lambda point, u=usual: point.template_item_id in u)
            election.agenda_item_id = (own or points)[-1:]

    def _usual_points(self):
        """Return the points of the national agendas where this office is elected."""
        last = "auditor" if self.office == "auditor" else "board"
        names = {
            "extraordinary_assembly": "elections",
            "constituting": "roles",
        }
        kind = self.meeting_id.kind
        point = self.env.ref(
            f"bydelsmor.agenda_{kind}_{names.get(kind, last)}",
            raise_if_not_found=False,
        )
        return point or self.env["bydelsmor.agenda.template.item"]

    def _elected(self):
        """Return the candidates who were elected, the first first."""
        return self.candidate_ids.filtered("elected").sorted("place")

    # ------------------------------------------------------------------
    # Creating and writing
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        refuse_by_hand(self, RESULT_FIELDS, *vals_list)
        elections = super().create(vals_list)
        elections.meeting_id._check_open()
        return elections

    def write(self, vals):
        refuse_by_hand(self, RESULT_FIELDS, vals)
        self.meeting_id._check_open()
        if COUNTED_FIELDS & vals.keys():
            self._check_undecided()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        self.meeting_id._check_open()
        self._check_undecided()

    def _check_undecided(self):
        for election in self:
            if election.state == "decided":
                raise UserError(
                    self.env._(
                        "The election of %(office)s is decided. Press «Count again» "
                        "first, if something is wrong.",
                        office=election.display_name.lower(),
                    )
                )

    @api.constrains("office", "meeting_id")
    def _check_office(self):
        for election in self:
            if election.office not in election.meeting_id.sudo()._offices():
                raise ValidationError(
                    self.env._(
                        "%(office)s is not elected at this meeting. Look in the "
                        "bylaws, who elects whom.",
                        office=election.display_name,
                    )
                )

    @api.constrains("seats", "ballots", "method")
    def _check_votes(self):
        """Raise when more voted than are present, or more than a paper has room for."""
        for election in self:
            if election.ballots or any(election.candidate_ids.mapped("votes")):
                election._check_votes_fit()

    def _check_votes_fit(self):
        room = self.meeting_id.sudo().voters_present
        if self.ballots > room:
            self._too_many(self.ballots, room)
        voters = self.ballots if self.method == "paper" else room
        for candidate in self.candidate_ids:
            if candidate.votes > voters:
                self._too_many(candidate.votes, voters)
        total = sum(self.candidate_ids.mapped("votes"))
        if total > voters * self.seats:
            self._too_many(total, voters * self.seats)

    def _too_many(self, votes, room):
        raise ValidationError(
            self.env._(
                "The election of %(office)s has %(votes)s votes where only %(room)s "
                "could be given by those present. Count once more, or tick who else "
                "is there.",
                office=self.display_name.lower(),
                votes=votes,
                room=room,
            )
        )

    # ------------------------------------------------------------------
    # Counting
    # ------------------------------------------------------------------

    def action_open(self):
        """Open the election on a page of its own, to write down who stands."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_count(self):
        """Say who is elected; where votes are equal, the lot is next.

        :raises UserError: with what is missing before anybody can be elected
        """
        self.ensure_one()
        self._check_may_count()
        self._check_undecided()
        self._check_ready()
        own = self.sudo()
        votes = {candidate: candidate.votes for candidate in own.candidate_ids}
        elected, tied, left = elect(votes, own.seats)
        if tied:
            own.state = "tied"
            return True
        own._decide(elected)
        return True

    def _check_may_count(self):
        meeting = self.meeting_id
        meeting._check_may_run()
        meeting._check_open()
        if meeting.start > fields.Datetime.now():
            raise UserError(
                self.env._("%(meeting)s has not begun yet.", meeting=meeting.name)
            )

    def _check_ready(self):
        if not self.agenda_item_id.is_listed:
            raise UserError(
                self.env._(
                    "No election was on the agenda that was sent out, so nobody can be "
                    "elected. Call another general assembly for it."
                )
            )
        if not self.candidate_ids:
            raise UserError(self.env._("Write down who stands for it."))
        if not self.meeting_id.sudo().has_quorum:
            raise UserError(
                self.env._(
                    "Not enough are present to elect anybody. Tick who is there."
                )
            )
        self._check_seats()
        contested = len(self.candidate_ids) > self.seats
        if contested and not any(self.candidate_ids.mapped("votes")):
            raise UserError(
                self.env._(
                    "More stand than there are seats. Write how many votes each got."
                )
            )
        if self.ballots or any(self.candidate_ids.mapped("votes")):
            self._check_votes_fit()
        self.candidate_ids._check_eligible()

    def _check_seats(self):
        """Whoever is elected gets a mandate: no more seats than the bylaws leave."""
        free = len(self.meeting_id._terms_for(self.office))
        if self.seats > free:
            raise UserError(
                self.env._(
                    "«Seats» is %(seats)s, but by the bylaws %(free)s are up for "
                    "election now. Write that number, or look at the bylaws.",
                    seats=self.seats,
                    free=free,
                )
            )

    def action_draw_lot(self):
        """Draw the lot among those with equally many votes, and keep the record.

        The number from which the order follows is drawn once for an election: who
        counts again and draws again gets the same order.
        """
        self.ensure_one()
        self._check_may_count()
        own = self.sudo()
        votes = {candidate: candidate.votes for candidate in own.candidate_ids}
        elected, tied, left = elect(votes, own.seats)
        if not tied:
            raise UserError(self.env._("The votes are not equal: there is no lot."))
        order = own._drawn_in_the_room(tied) or own._draw(tied)
        own.write(
            {
                "lot_order": ", ".join(one.volunteer_id.name for one in order),
                "lot_on": fields.Datetime.now(),
                "lot_by_id": self.env.uid,
            }
        )
        own.meeting_id._message_log(
            body=self.env._(
                "Lot for %(office)s: %(order)s (number %(seed)s)",
                office=own.display_name,
                order=own.lot_order,
                seed=own.lot_seed or "-",
            )
        )
        own._decide([*elected, *order[:left]])
        return True

    def _drawn_in_the_room(self, tied):
        """Return the tied in the order that was drawn with paper slips, or None."""
        places = [candidate.lot_place for candidate in tied]
        if not all(places) or len(set(places)) < len(places):
            return None
        return sorted(tied, key=lambda candidate: candidate.lot_place)

    def _draw(self, tied):
        self.lot_seed = self.lot_seed or token_hex(8)
        by_number = {candidate.volunteer_id.id: candidate for candidate in tied}
        return [by_number[number] for number in draw(self.lot_seed, by_number)]

    def _decide(self, elected):
        self.candidate_ids.write({"elected": False, "place": 0})
        for place, candidate in enumerate(elected, start=1):
            candidate.write({"elected": True, "place": place})
        self.write(
            {
                "state": "decided",
                "decided_on": fields.Datetime.now(),
                "decided_by_id": self.env.uid,
            }
        )

    def action_count_again(self):
        """Something was wrong: back to counting, and the meeting's log keeps what
        stood there."""
        self.ensure_one()
        self._check_may_count()
        own = self.sudo()
        if own.state == "decided":
            own.meeting_id._message_log(
                body=self.env._(
                    "Counted again: %(office)s. Before: %(result)s",
                    office=own.display_name,
                    result=own.result,
                )
            )
        own.candidate_ids.write({"elected": False, "place": 0})
        own.write({"state": "open", "decided_on": False, "decided_by_id": False})
        return True

    # ------------------------------------------------------------------
    # Who is on the board afterwards
    # ------------------------------------------------------------------

    def _seated(self, terms):
        """Return (volunteer, year in which she is up again) for those elected; who
        got most votes sits longest."""
        return list(zip(self._elected().volunteer_id, terms, strict=False))

    def _role_for(self, role_before):
        """Return the mandate's role: on the board again, she keeps the one she had."""
        if self.office != "board_member" or not role_before:
            return self.office
        kept = self.meeting_id._roles_of("board_member")
        return role_before if role_before in kept else self.office

    def _minutes_payload(self):
        """Return what the minutes say of this election."""
        self.ensure_one()
        return {
            "office": self.office,
            "seats": self.seats,
            "candidates": [
                [candidate.volunteer_id.name, candidate.votes]
                for candidate in self.candidate_ids.sorted("id")
            ],
            "elected": self._elected().volunteer_id.mapped("name"),
            "ballots": self.ballots if self.method == "paper" else 0,
            "lot_order": self.lot_order or "",
            "lot_seed": self.lot_seed or "",
        }

    def _clashes_with(self, other):
        """Tell whether nobody can be elected in both of these elections."""
        auditing = {self.office, other.office} - {"alternate"}
        if "auditor" in auditing and len(auditing) > 1:
            return True
        if self.meeting_id.kind in ASSEMBLY_KINDS:
            return bool({self.office, other.office} & {*BOARD_ROLES, "alternate"})
        return True

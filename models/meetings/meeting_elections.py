from odoo import fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..organisation.roles import BOARD_ROLES
from .election import BOARD_OFFICES
from .kinds import ASSEMBLY_KINDS, HELD_STATES
from .terms import end_years

# At these everybody whose time is over is up for election.
REGULAR_KINDS = ("founding_assembly", "ordinary_assembly")


class BydelsmorMeeting(models.Model):
    """Which seats are up for election at a meeting, and who may take them."""

    _inherit = "bydelsmor.meeting"

    election_ids = fields.One2many("bydelsmor.election", "meeting_id")
    has_elections = fields.Boolean(compute="_compute_has_elections")

    def _compute_has_elections(self):
        for meeting in self:
            meeting.has_elections = bool(meeting._offices())

    def _offices(self):
        """Return what is elected at a meeting of this kind, in the usual order."""
        self.ensure_one()
        by_assembly = self._bylaws("chair_by", "board") == "assembly"
        if self.kind in ASSEMBLY_KINDS:
            first = ("chair",) if by_assembly else ()
            return (*first, "board_member", "alternate", "auditor")
        if self.kind == "constituting":
            return BOARD_OFFICES[by_assembly:]
        return ()

    def action_prepare_elections(self):
        """Make the elections that the bylaws ask for at this meeting."""
        self.ensure_one()
        self._check_may_run()
        self._check_open()
        meeting = self.sudo()
        there = meeting.election_ids.mapped("office")
        missing = [office for office in meeting._offices() if office not in there]
        values = [
            {"meeting_id": self.id, "office": office, "sequence": 10 * place}
            for place, office in enumerate(missing, start=len(there) + 1)
            if meeting._terms_for(office)
        ]
        if not values and not there:
            raise UserError(
                self.env._("Nobody's time is over: there is nothing to elect.")
            )
        self.env["bydelsmor.election"].sudo().create(values)
        return True

    # ------------------------------------------------------------------
    # Seats and terms
    # ------------------------------------------------------------------

    def _cycle_year(self):
        """Return the year whose ordinary assembly gave the seats their rhythm.

        An extraordinary assembly fills seats for the rest of their time. Before the
        year's ordinary one those of the year before still run.
        """
        year = self._day().year
        if self.kind in REGULAR_KINDS:
            return year
        held = self.sudo().search_count(
            [
                ("company_id", "=", self.company_id.id),
                ("kind", "in", REGULAR_KINDS),
                ("state", "in", HELD_STATES),
                ("start", ">=", f"{year}-01-01"),
                ("start", "<", self.start),
            ],
            limit=1,
        )
        return year if held else year - 1

    def _roles_of(self, office):
        """Return the mandates' roles that hold the seats of an office."""
        if office != "board_member":
            return (office,)
        if self._bylaws("chair_by", "board") == "assembly":
            return tuple(role for role in BOARD_ROLES if role != "chair")
        return BOARD_ROLES

    def _mandates_of(self, *roles):
        """Return the mandates with these roles that run on the day of the meeting or
        after it."""
        day = self._day()
        return (
            self.env["bydelsmor.mandate"]
            .sudo()
            .search(
                Domain("company_id", "=", self.company_id.id)
                & Domain("role", "in", roles)
                & Domain("closed", "=", False)
                & (Domain("date_end", "=", False) | Domain("date_end", ">=", day))
                & Domain("elected_at_id", "!=", self.id),
                order="id",
            )
        )

    def _mandates_up(self, office):
        """Return the mandates that end with the election of an office here.

        A founding assembly elects everybody; an ordinary one those whose time is
        over, or of whom nobody wrote when it is; an extraordinary one fills empty
        seats.
        """
        mandates = self._mandates_of(*self._roles_of(office))
        if self.kind not in REGULAR_KINDS:
            return mandates.browse()
        if self.kind == "founding_assembly" or office == "alternate":
            return mandates
        year = self._day().year
        return mandates.filtered(lambda mandate: mandate.term_end_year <= year)

    def _mandates_staying(self, office):
        mandates = self._mandates_of(*self._roles_of(office))
        return mandates - self._mandates_up(office)

    def _terms_for(self, office):
        """Return, for each seat that is up for election, the year in which it is up
        again; the longest first."""
        self.ensure_one()
        if self.kind not in ASSEMBLY_KINDS:
            return [0]  # within the board: as long as she sits there
        year, bylaws = self._cycle_year(), self.sudo().bylaws_id
        staying = self._mandates_staying(office)
        ends = [mandate.term_end_year or year + 1 for mandate in staying]
        if office == "board_member":
            return self._board_terms(year, ends)
        if office == "chair":
            odd = bylaws.chair_year == "odd"
            return end_years(year, 1, int(odd), int(bylaws.term_years), ends)
        if office == "auditor":
            open_seats = max(bylaws.auditors - len(ends), 0)
            return [year + int(bylaws.auditor_term_years)] * open_seats
        return [year + 1] * max(bylaws.alternates - len(ends), 0)

    def _board_terms(self, year, staying):
        bylaws = self.sudo().bylaws_id
        seats, odd_seats = bylaws.board_size, bylaws.odd_year_seats
        if bylaws.chair_by == "assembly":
            seats -= 1
            odd_seats -= bylaws.chair_year == "odd"
        odd_seats = min(max(odd_seats, 0), seats)
        return end_years(year, seats, odd_seats, int(bylaws.term_years), staying)

    # ------------------------------------------------------------------
    # Who may stand
    # ------------------------------------------------------------------

    def _check_eligible(self, volunteer, office):
        """Raise when a mandate that goes on forbids electing her.

        :raises ValidationError: naming the mandate
        """
        self.ensure_one()
        if self.kind == "constituting":
            self._check_on_board(volunteer)
            return
        staying = self._mandates_staying(office).filtered(
            lambda mandate: mandate.volunteer_id == volunteer
        )
        if staying:
            raise ValidationError(
                self.env._(
                    "%(name)s is elected already, until the general assembly in "
                    "%(year)s: %(office)s. Choose somebody else.",
                    name=volunteer.name,
                    year=staying[0].term_end_year or self._cycle_year() + 1,
                    office=staying[0].display_name,
                )
            )
        if office == "alternate":
            return
        others = ("auditor",) if office != "auditor" else ("chair", "board_member")
        for other in others:
            self._check_not_both(volunteer, other)

    def _check_not_both(self, volunteer, other):
        staying = self._mandates_staying(other)
        if volunteer in staying.volunteer_id:
            raise ValidationError(
                self.env._(
                    "%(name)s cannot be auditor and on the board. Her time as "
                    "%(office)s is not over: choose somebody else, or end that first.",
                    name=volunteer.name,
                    office=staying.filtered(lambda m: m.volunteer_id == volunteer)[
                        0
                    ].display_name.lower(),
                )
            )

    def _check_on_board(self, volunteer):
        if volunteer not in self._mandates_of(*BOARD_ROLES).volunteer_id:
            raise ValidationError(
                self.env._(
                    "The board shares out its roles among itself, and %(name)s is not "
                    "on it.",
                    name=volunteer.name,
                )
            )

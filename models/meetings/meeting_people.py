from odoo import api, fields, models
from odoo.fields import Domain

from ..organisation.roles import BOARD_ROLES
from .kinds import ASSEMBLY_KINDS, BOARD_KINDS, FORMAL_KINDS

# Help the board at its table, without a vote.
BESIDE_THE_BOARD = ("alternate", "organisational_volunteer", "startup_coordinator")


class BydelsmorMeeting(models.Model):
    """Who is invited, who comes, and whether they are enough to decide."""

    _inherit = "bydelsmor.meeting"

    invited_count = fields.Integer(
        string="Invited", compute="_compute_counts", compute_sudo=True
    )
    yes_count = fields.Integer(
        string="Come", compute="_compute_counts", compute_sudo=True
    )
    maybe_count = fields.Integer(
        string="Come perhaps", compute="_compute_counts", compute_sudo=True
    )
    no_count = fields.Integer(
        string="Cannot come", compute="_compute_counts", compute_sudo=True
    )
    present_count = fields.Integer(
        string="Present", compute="_compute_counts", compute_sudo=True
    )
    childcare_count = fields.Integer(
        string="Need childcare", compute="_compute_counts", compute_sudo=True
    )
    interpreter_count = fields.Integer(
        string="Need an interpreter", compute="_compute_counts", compute_sudo=True
    )
    voters_present = fields.Integer(
        string="Votes in the room",
        compute="_compute_counts",
        compute_sudo=True,
        help="Those present who may vote, and those who gave somebody their vote.",
    )
    quorum_needed = fields.Integer(
        string="Needed to decide", compute="_compute_quorum", compute_sudo=True
    )
    has_quorum = fields.Boolean(
        string="Enough to decide", compute="_compute_quorum", compute_sudo=True
    )

    @api.depends(
        "attendance_ids.answer",
        "attendance_ids.present",
        "attendance_ids.may_vote",
        "attendance_ids.proxy_for_id",
        "attendance_ids.childcare",
        "attendance_ids.interpreter",
    )
    def _compute_counts(self):
        for meeting in self:
            rows = meeting.attendance_ids
            answers = rows.mapped("answer")
            here = rows.filtered("present")
            meeting.invited_count = len(rows)
            meeting.yes_count = answers.count("yes")
            meeting.maybe_count = answers.count("maybe")
            meeting.no_count = answers.count("no")
            meeting.present_count = len(here)
            meeting.childcare_count = len(rows.filtered("childcare"))
            meeting.interpreter_count = len(rows.filtered("interpreter"))
            meeting.voters_present = sum(row._votes() for row in here)

    @api.depends("voters_present", "kind", "attendance_ids.may_vote")
    def _compute_quorum(self):
        for meeting in self:
            meeting.quorum_needed = meeting._quorum_needed()
            meeting.has_quorum = meeting.voters_present >= meeting.quorum_needed

    def _quorum_needed(self):
        """Return how many votes must be in the room before anything is decided.

        Usual Danish bylaws: a board decides when more than half of it is present, an
        assembly whoever comes. The group's own bylaws may say otherwise.
        """
        self.ensure_one()
        if self.kind not in BOARD_KINDS:
            return self._bylaws("assembly_quorum", 0)
        percent = self._bylaws("board_quorum_percent", 50)
        board = len(self.attendance_ids.filtered("may_vote"))
        return board * percent // 100 + 1 if board else 0

    # ------------------------------------------------------------------
    # Who is invited
    # ------------------------------------------------------------------

    def _expected_volunteers(self):
        """Return {meeting: volunteers} whom an invitation goes to, in few queries."""
        everybody = self._everybody_by_company()
        seats = self._seats_by_company(BOARD_ROLES + BESIDE_THE_BOARD)
        nobody = self.env["bydelsmor.volunteer"].sudo()
        expected = {}
        for meeting in self:
            company = meeting.company_id.id
            if meeting.kind in BOARD_KINDS:
                expected[meeting] = seats.get(company, nobody)
            else:
                women = everybody.get(company, nobody)
                if meeting.kind not in ASSEMBLY_KINDS:
                    women = women.filtered(lambda w: w.state != "paused")
                expected[meeting] = women
        return expected

    def _everybody_by_company(self):
        rows = (
            self.env["bydelsmor.volunteer"]
            .sudo()
            ._read_group(
                Domain("company_id", "in", self.company_id.ids)
                & Domain("state", "in", ["training", "active", "paused"])
                & (Domain("is_bydelsmor", "=", True) | self._helpers_domain()),
                ["company_id"],
                ["id:recordset"],
            )
        )
        return {company.id: women for company, women in rows}

    @api.model
    def _helpers_domain(self):
        """Organisational volunteers and start-up coordinators: they come, too."""
        return Domain(
            "mandate_ids",
            "any",
            Domain("running", "=", True) & Domain("role", "in", BESIDE_THE_BOARD),
        )

    def _seats_by_company(self, roles):
        rows = (
            self.env["bydelsmor.mandate"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "in", self.company_id.ids),
                    ("role", "in", roles),
                    ("running", "=", True),
                ],
                ["company_id"],
                ["volunteer_id:recordset"],
            )
        )
        return {company.id: women for company, women in rows}

    def _voters(self):
        """Return {meeting: volunteers who may vote there}."""
        board = self._seats_by_company(BOARD_ROLES)
        nobody = self.env["bydelsmor.volunteer"].sudo()
        voters = {}
        for meeting in self:
            if meeting.kind in BOARD_KINDS:
                voters[meeting] = board.get(meeting.company_id.id, nobody)
            else:
                everybody = meeting._expected_volunteers()[meeting]
                voters[meeting] = everybody & meeting._voters_of(everybody)
        return voters

    def _invite_rows(self):
        """Make an attendance row for each woman who is expected and has none."""
        expected, voters = self._expected_volunteers(), self._voters()
        values = []
        for meeting in self:
            there = meeting.attendance_ids.volunteer_id
            values += [
                {
                    "meeting_id": meeting.id,
                    "volunteer_id": woman.id,
                    "may_vote": woman in voters[meeting],
                }
                for woman in expected[meeting] - there
            ]
        return self.env["bydelsmor.attendance"].create(values)

    def _is_formal(self):
        """Tell whether only what was on the agenda can be decided here."""
        self.ensure_one()
        return self.kind in FORMAL_KINDS

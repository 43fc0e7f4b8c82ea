from odoo import api, fields, models
from odoo.exceptions import UserError

from ..organisation.roles import BOARD_ROLES
from .kinds import ASSEMBLY_KINDS, HELD_STATES

CLOSED_KINDS = (*ASSEMBLY_KINDS, "constituting")
DECIDED = ("agreed", "adopted")
# What a founding assembly decides, by the points of the national agenda.
FOUNDING_POINTS = ("agenda_founding_assembly_found", "agenda_founding_assembly_bylaws")


class BydelsmorMeeting(models.Model):
    """Closing the minutes of an assembly, and of the board that shares out its roles:
    what was decided becomes true, all of it at once or nothing."""

    _inherit = "bydelsmor.meeting"

    closed_on = fields.Datetime(
        string="Minutes closed on", readonly=True, copy=False, tracking=True
    )
    closed_by_id = fields.Many2one(
        "res.users", string="Closed by", readonly=True, copy=False, index=False
    )
    can_close = fields.Boolean(compute="_compute_can_close")
    bylaws_file = fields.Binary(
        string="The bylaws that were adopted", attachment=True, copy=False
    )
    bylaws_filename = fields.Char(copy=False, export_string_translation=False)

    @api.depends("kind", "state", "closed_on")
    def _compute_can_close(self):
        for meeting in self:
            meeting.can_close = (
                meeting.kind in CLOSED_KINDS
                and meeting.state in HELD_STATES
                and not meeting.closed_on
            )

    def _check_open(self):
        """Closed minutes stay as they are, too: others rely on what they made true."""
        for meeting in self.sudo():
            if meeting.closed_on:
                raise UserError(
                    self.env._(
                        "The minutes of %(meeting)s are closed, and the mandates "
                        "follow them. A mistake is put right at another general "
                        "assembly.",
                        meeting=meeting.display_name,
                    )
                )
        return super()._check_open()

    def action_not_held(self):
        if any(meeting.closed_on for meeting in self.sudo()):
            self._check_open()
        return super().action_not_held()

    def action_close_minutes(self):
        """Close the minutes: make the mandates that were elected, end those before
        them, found the association or adopt the accounts, in one transaction.

        Pressed twice, it does nothing more.

        :return: the way home for somebody whose own seat ended with it
        :raises AccessError: for others than the group's board
        :raises UserError: with all that is missing, and what to do about it
        """
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board")
        self.sudo().lock_for_update()
        self.invalidate_recordset(["closed_on"])
        if self.closed_on:
            return True
        missing = self.sudo()._missing_to_close()
        if missing:
            raise UserError(
                self.env._(
                    "Before the minutes can be closed:\n%(missing)s",
                    missing="\n".join(f"• {line}" for line in missing),
                )
            )
        self._close_decisions()
        self.sudo()._close_elections()
        self.sudo().write(
            {"closed_on": fields.Datetime.now(), "closed_by_id": self.env.uid}
        )
        if self.env.user._has_role(self.company_id, "board"):
            return True
        # Her own seat ended with these minutes, and with it the right to this page.
        return {"type": "ir.actions.act_url", "url": "/odoo", "target": "self"}

    # ------------------------------------------------------------------
    # What is missing
    # ------------------------------------------------------------------

    def _missing_to_close(self):
        """Return a line for all that has to be done first (superuser)."""
        self.ensure_one()
        if self.state not in HELD_STATES:
            return [self.env._("Press «We have met» when the meeting is over.")]
        missing = []
        if not self.chair_id:
            missing.append(self.env._("Write who led the meeting."))
        if not self.minute_taker_id:
            missing.append(self.env._("Write who wrote the minutes."))
        if not self.present_count:
            missing.append(self.env._("Tick who was present."))
        elif not self.has_quorum:
            missing.append(
                self.env._(
                    "Only %(here)s votes were in the room, and the bylaws ask for "
                    "%(needed)s. Call it once more.",
                    here=self.voters_present,
                    needed=self.quorum_needed,
                )
            )
        missing += self._missing_agenda() + self._missing_elections()
        if self.kind == "founding_assembly":
            missing += self._missing_founding()
        return missing

    def _missing_agenda(self):
        late = not self.agenda_sent_on or self.agenda_sent_on > (
            self.agenda_by or self.agenda_sent_on
        )
        if self.proposal_ids and late and not (self.notice_reason or "").strip():
            return [
                self.env._(
                    "Proposals came in: write when everybody got the whole agenda, or "
                    "why that was later than the bylaws ask for."
                )
            ]
        return []

    def _missing_elections(self):
        open_ones = self.election_ids.filtered(lambda e: e.state != "decided")
        missing = [
            self.env._(
                "Count the election of %(office)s, or take it off.",
                office=election.display_name.lower(),
            )
            for election in open_ones
        ]
        labels = dict(open_ones._fields["office"]._description_selection(self.env))
        there = self.election_ids.mapped("office")
        return missing + [
            self.env._(
                "Write down the election of %(office)s.", office=labels[office].lower()
            )
            for office in self._must_elect()
            if office not in there
        ]

    def _must_elect(self):
        """Return what cannot be left out at this kind of meeting."""
        if self.kind == "constituting":
            return [role for role in ("chair", "treasurer") if role in self._offices()]
        if self.kind not in ("founding_assembly", "ordinary_assembly"):
            return []
        needed = [office for office in self._offices() if office != "alternate"]
        return [office for office in needed if self._terms_for(office)]

    def _missing_founding(self):
        missing = []
        for name in FOUNDING_POINTS:
            usual = self.env.ref(f"bydelsmor.{name}", raise_if_not_found=False)
            point = self.agenda_item_ids.filtered(
                lambda p, usual=usual: usual and p.template_item_id == usual
            )
            if point and point[0].outcome not in DECIDED:
                missing.append(
                    self.env._(
                        "Write what was decided under «%(point)s».",
                        point=point[0].name,
                    )
                )
        if not self.bylaws_file and not self.group_id.bylaws:
            missing.append(
                self.env._("Attach the bylaws that were adopted; a photo is enough.")
            )
        board = self.election_ids.filtered(
            lambda e: e.office in ("board_member", "chair")
        )
        count = len(board._elected()) if board else 0
        if board and count < self.bylaws_id.board_min:
            missing.append(
                self.env._(
                    "An association needs %(needed)s on its board, and %(count)s are "
                    "elected.",
                    needed=self.bylaws_id.board_min,
                    count=count,
                )
            )
        return missing

    # ------------------------------------------------------------------
    # What becomes true
    # ------------------------------------------------------------------

    def _close_decisions(self):
        """Carry out what was decided besides the elections, as the user herself:
        each of these asks once more whether she may."""
        self.ensure_one()
        if self.kind == "founding_assembly" and not self.group_id.founding_date:
            group = self.group_id
            if self.bylaws_file:
                group.write(
                    {
                        "bylaws": self.bylaws_file,
                        "bylaws_filename": self.bylaws_filename or "vedtaegter",
                    }
                )
            group._found(self._day())

    def _close_elections(self):
        elections = self.election_ids.filtered(lambda e: e.state == "decided")
        if self.kind == "constituting":
            self._share_out_roles(elections)
        elif elections:
            self._give_mandates(elections)

    def _give_mandates(self, elections):
        """End whose time is over, and give those who are elected their mandates.

        Who is on the board again keeps her role until the board has shared its roles
        out anew: a group is never without somebody who keeps its money.
        """
        offices = elections.mapped("office")
        terms = {office: self._terms_for(office) for office in offices}
        ending = self.env["bydelsmor.mandate"].sudo()
        for office in offices:
            ending |= self._mandates_up(office)
        seats = self._mandates_of(*BOARD_ROLES, "alternate")
        kept_role = {m.volunteer_id: m.role for m in seats if m.role in BOARD_ROLES}
        values = []
        for election in elections:
            for volunteer, year in election._seated(terms[election.office]):
                if election.office != "auditor":
                    # A seat that she had before makes way for the new one.
                    ending |= seats.filtered(lambda m, v=volunteer: m.volunteer_id == v)
                role = election._role_for(kept_role.get(volunteer))
                values.append(self._prepare_mandate(volunteer, role, year))
        self._replace_mandates(ending, values)

    def _prepare_mandate(self, volunteer, role, year):
        return {
            "volunteer_id": volunteer.id,
            "role": role,
            "date_start": self._day(),
            "term_end_year": year,
            "elected_at_id": self.id,
        }

    def _replace_mandates(self, ending, values):
        ending._end_on(self._day())
        # The seats are kept single in the database, so it must know of the ends first.
        self.env.flush_all()
        self.env["bydelsmor.mandate"].sudo().create(values)

    def _share_out_roles(self, elections):
        """Give those on the board the roles that it shared out among itself."""
        shared = elections.mapped("office")
        role_of = {e._elected().volunteer_id[:1]: e.office for e in elections}
        ending, values = self.env["bydelsmor.mandate"].sudo(), []
        for mandate in self._mandates_of(*BOARD_ROLES):
            plain = "board_member" if mandate.role in shared else mandate.role
            role = role_of.get(mandate.volunteer_id, plain)
            if role != mandate.role:
                ending |= mandate
                year = mandate.term_end_year
                values.append(self._prepare_mandate(mandate.volunteer_id, role, year))
        self._replace_mandates(ending, values)

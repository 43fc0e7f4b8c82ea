from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..organisation.by_hand import refuse_by_hand
from .kinds import COMING_STATES

# Their agenda is open until the deadline; an extraordinary assembly decides only
# what it was called for.
OPEN_KINDS = ("founding_assembly", "ordinary_assembly")
# What everybody got with the agenda.
SENT_FIELDS = {"name", "text", "volunteer_id", "received_on"}
OWN_FIELDS = {"sent_on", "agenda_item_id", "withdrawn_on"}


class BydelsmorProposal(models.Model):
    """What somebody wants a general assembly to decide. In time, it is on the agenda
    at once; nobody chooses among proposals."""

    _name = "bydelsmor.proposal"
    _description = "Proposal"
    _order = "meeting_id, received_on, id"
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
    volunteer_id = fields.Many2one(
        "bydelsmor.volunteer",
        string="From",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
        help="Empty: from the board.",
    )
    name = fields.Char(string="Proposal", required=True)
    text = fields.Text(string="In its own words")
    received_on = fields.Date(
        string="Came in on", required=True, default=fields.Date.context_today
    )
    agenda_item_id = fields.Many2one(
        "bydelsmor.agenda.item",
        string="Point",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    sent_on = fields.Date(string="Sent to everybody on", readonly=True, copy=False)
    withdrawn_on = fields.Date(related="agenda_item_id.withdrawn_on")

    @api.depends("meeting_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        # Odoo shows this to people who may not read the proposal.
        for proposal in self:
            proposal.display_name = self.env._(
                "Proposal no. %(number)s", number=proposal._origin.id or ""
            )

    @api.constrains("received_on")
    def _check_received_on(self):
        today = fields.Date.context_today(self)
        if any(proposal.received_on > today for proposal in self):
            raise ValidationError(
                self.env._("A proposal cannot have come in after today.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        refuse_by_hand(self, OWN_FIELDS, *vals_list)
        proposals = super().create(vals_list)
        for proposal in proposals:
            proposal._check_in_time()
            proposal._put_on_agenda()
        return proposals

    def write(self, vals):
        refuse_by_hand(self, OWN_FIELDS, vals)
        self.meeting_id._check_open()
        if SENT_FIELDS & vals.keys():
            self._check_not_sent()
        result = super().write(vals)
        if {"meeting_id", "received_on"} & vals.keys():
            for proposal in self:
                proposal._check_in_time()
        if "name" in vals:
            for proposal in self.sudo():
                proposal.agenda_item_id.name = proposal.name
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self.meeting_id._check_open()
        self._check_not_sent()

    def unlink(self):
        points = self.sudo().agenda_item_id
        result = super().unlink()
        # Nobody has got it yet, so nobody relies on it.
        points.is_listed = False
        points.unlink()
        return result

    def _was_sent(self):
        """It goes out with the whole agenda, also on paper, or with the invitation
        when it came before that."""
        self.ensure_one()
        return bool(self.sent_on or self.meeting_id.sudo().agenda_sent_on)

    def _note_sent(self):
        self.filtered(lambda p: not p.sent_on).sent_on = fields.Date.context_today(self)

    def _check_not_sent(self):
        """:raises UserError: when everybody has got the proposal as it stands"""
        for proposal in self:
            if proposal._was_sent():
                raise UserError(
                    self.env._(
                        "«%(name)s» went out with the agenda, so it stays as it was "
                        "sent. It can be withdrawn: press «Withdraw».",
                        name=proposal.name,
                    )
                )

    def _check_in_time(self):
        """:raises UserError: saying what to do with a proposal that comes too late"""
        meeting = self.meeting_id.sudo()
        if meeting.kind not in OPEN_KINDS:
            raise UserError(
                self.env._(
                    "Only an ordinary or founding general assembly takes proposals: "
                    "another meeting decides what stands on its agenda."
                )
            )
        if meeting.state not in COMING_STATES and not meeting.held_on_paper:
            raise UserError(
                self.env._(
                    "%(meeting)s is over or cancelled.", meeting=meeting.display_name
                )
            )
        if self.received_on > meeting.proposals_by:
            raise UserError(
                self.env._(
                    "Proposals for this general assembly came in by %(by)s. Bring it "
                    "up under «Any other business»: there it is talked about, and "
                    "next time it can be decided.",
                    by=format_date(self.env, meeting.proposals_by),
                )
            )

    def _put_on_agenda(self):
        """Give the proposal a point of its own, below those that came in before."""
        meeting = self.meeting_id.sudo()
        point = meeting.agenda_item_ids.create(
            {
                "meeting_id": meeting.id,
                "name": self.name,
                "who": self.volunteer_id.sudo().name or False,
                "kind": "decision",
                "sequence": self._place_on_agenda(meeting),
            }
        )
        # Everybody gets it with the whole agenda, so it can be decided.
        point.is_listed = True
        self.sudo().agenda_item_id = point

    def _place_on_agenda(self, meeting):
        usual = self.env.ref(
            "bydelsmor.agenda_ordinary_assembly_proposals", raise_if_not_found=False
        )
        points = meeting.agenda_item_ids
        place = points.filtered(lambda point: point.template_item_id == usual)
        if not place:
            place = points.filtered(lambda point: point.kind == "election")
        last = place[-1:].sequence or 100
        earlier = meeting.proposal_ids.agenda_item_id.mapped("sequence")
        return max([last, *(number for number in earlier if number < last + 10)]) + 1

    # ------------------------------------------------------------------
    # Withdrawing
    # ------------------------------------------------------------------

    def action_withdraw(self):
        """Take a proposal back. It stays readable, with the day.

        :raises AccessError: for others than who made it and who runs the assembly
        :raises UserError: when it is decided already
        """
        self._check_hers()
        for proposal in self.sudo():
            if proposal.agenda_item_id._is_decided():
                raise UserError(
                    self.env._(
                        "«%(name)s» is decided already. Empty the decision first, if "
                        "that is wrong.",
                        name=proposal.name,
                    )
                )
        self.sudo().agenda_item_id.withdrawn_on = fields.Date.context_today(self)
        return True

    def action_stand_again(self):
        """:raises AccessError: for others than who made it and who runs the assembly"""
        self._check_hers()
        self.sudo().agenda_item_id.withdrawn_on = False
        return True

    def _check_hers(self):
        me = self.env.user.partner_id
        for proposal in self.sudo():
            meeting = proposal.meeting_id.with_env(self.env)
            if proposal.volunteer_id.partner_id == me:
                company = proposal.company_id.with_env(self.env)
                self.env.user._check_role(company, "member")
            else:
                meeting._check_may_run()
            meeting._check_open()

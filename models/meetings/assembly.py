from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..organisation.roles import BOARD_ROLES
from .danish_time import danish_time
from .kinds import ASSEMBLY_KINDS, COMING_STATES

ONE_DAY = timedelta(days=1)
# How it was called. Fixed with its minutes.
NOTICE_FIELDS = {
    "notice_sent_on",
    "agenda_sent_on",
    "notice_reason",
    "demand_rule",
    "demanded_by_ids",
    "demand_note",
    "demand_decided_on",
    "demand_votes_for",
    "demand_votes_cast",
    "document_ids",
    "proposal_ids",
}


class BydelsmorMeeting(models.Model):
    """A general assembly: called in time, with its papers, and about what was called.

    What the bylaws ask for is checked when the invitation goes out. Where life is
    otherwise, somebody writes why, and that stands in the minutes.
    """

    _inherit = "bydelsmor.meeting"

    is_assembly = fields.Boolean(compute="_compute_is_assembly")
    notice_by = fields.Date(
        string="Invite by", compute="_compute_deadlines", compute_sudo=True
    )
    proposals_by = fields.Date(
        string="Proposals by", compute="_compute_deadlines", compute_sudo=True
    )
    agenda_by = fields.Date(
        string="The whole agenda by", compute="_compute_deadlines", compute_sudo=True
    )
    notice_sent_on = fields.Date(
        string="Invitation sent on",
        compute="_compute_notice_sent_on",
        store=True,
        readonly=False,
        copy=False,
        tracking=True,
        help="Filled in when you invite from here. Was it sent on paper, write the "
        "day.",
    )
    agenda_sent_on = fields.Date(
        string="Whole agenda sent on", copy=False, tracking=True
    )
    notice_reason = fields.Text(
        string="Why it could not wait",
        copy=False,
        tracking=True,
        help="Only when the invitation is later than the bylaws ask for, or the day is "
        "too late in the year. It stands in the minutes.",
    )
    document_ids = fields.Many2many(
        "ir.attachment",
        "bydelsmor_meeting_document_rel",
        "meeting_id",
        "attachment_id",
        string="Papers sent along",
        copy=False,
        help="The annual accounts, the budget, the board's report, the bylaws.",
    )
    proposal_ids = fields.One2many(
        "bydelsmor.proposal", "meeting_id", string="Proposals that came in"
    )
    demand_rule = fields.Selection(
        [
            ("majority", "A general assembly decided it"),
            ("board", "Members of the board"),
            ("volunteers", "Volunteers of the group"),
            ("below", "The board is too small"),
        ],
        string="Who demands it",
        copy=False,
        tracking=True,
    )
    demanded_by_ids = fields.Many2many(
        "bydelsmor.volunteer",
        "bydelsmor_meeting_demanded_rel",
        "meeting_id",
        "volunteer_id",
        string="Their names",
        copy=False,
        check_company=True,
        domain="[('group_id', '=', group_id)]",
    )
    demand_note = fields.Char(
        string="Which general assembly",
        copy=False,
        help="A word about it, if one is needed: where its minutes are.",
    )
    demand_decided_on = fields.Date(
        string="Decided on",
        copy=False,
        help="The day of the general assembly that decided it.",
    )
    demand_votes_for = fields.Integer(string="Votes for it", copy=False)
    demand_votes_cast = fields.Integer(
        string="Votes for and against it",
        copy=False,
        help="All together. More than half of them decide.",
    )

    @api.depends("kind")
    def _compute_is_assembly(self):
        for meeting in self:
            meeting.is_assembly = meeting.kind in ASSEMBLY_KINDS

    @api.depends("kind", "start", "bylaws_id")
    def _compute_deadlines(self):
        for meeting in self:
            bylaws = meeting.bylaws_id
            if not (meeting.start and bylaws and meeting.kind in ASSEMBLY_KINDS):
                meeting.notice_by = meeting.proposals_by = meeting.agenda_by = False
                continue
            day = meeting._day()
            meeting.notice_by = day - ONE_DAY * bylaws._notice_days(meeting.kind)
            meeting.proposals_by = day - ONE_DAY * bylaws.proposal_days
            meeting.agenda_by = day - ONE_DAY * bylaws.agenda_days

    @api.depends("called_on")
    def _compute_notice_sent_on(self):
        for meeting in self:
            called = meeting.called_on
            sent = danish_time(called).date() if called else meeting.notice_sent_on
            meeting.notice_sent_on = sent

    def write(self, vals):
        if NOTICE_FIELDS & vals.keys():
            self._check_open()
        days = {
            meeting: meeting._day()
            for meeting in self.sudo()
            if "start" in vals
            and meeting.state == "called"
            and meeting.kind in ASSEMBLY_KINDS
        }
        result = super().write(vals)
        for meeting, day in days.items():
            if meeting._day() != day:
                # Whoever was told another day has to be told anew, in time.
                meeting._check_notice(fields.Date.context_today(meeting))
        return result

    # ------------------------------------------------------------------
    # The notice
    # ------------------------------------------------------------------

    def _call(self):
        today = fields.Date.context_today(self)
        for meeting in self.sudo():
            if meeting.kind in ASSEMBLY_KINDS and meeting.state == "planned":
                meeting._check_notice(today)
                meeting._check_demand()
        invited = {meeting: meeting.event_id.partner_ids for meeting in self.sudo()}
        result = super()._call()
        self.sudo().proposal_ids._note_sent()
        for meeting, before in invited.items():
            meeting._send_papers(meeting.event_id.partner_ids - before)
        return result

    def action_held(self):
        for meeting in self.sudo():
            if meeting.kind in ASSEMBLY_KINDS and meeting.state in COMING_STATES:
                meeting._check_was_called()
        return super().action_held()

    def _check_was_called(self):
        """:raises UserError: when nobody wrote how this assembly was called"""
        if not self.notice_sent_on:
            raise UserError(
                self.env._(
                    "Write under «Invitation sent on» when the invitation to the "
                    "general assembly was sent, on paper or by message."
                )
            )
        self._check_notice(self.notice_sent_on)
        self._check_demand()

    def _check_notice(self, sent_on):
        """Raise unless the invitation is in time, or somebody wrote why it is not.

        :param date sent_on: the day on which everybody is invited
        :raises UserError: naming the days that the bylaws allow
        """
        self.ensure_one()
        if (self.notice_reason or "").strip():
            return
        if sent_on > self.notice_by:
            days = self.bylaws_id._notice_days(self.kind)
            raise UserError(
                self.env._(
                    "The bylaws ask for %(days)s days from the invitation to the "
                    "general assembly, so for %(day)s it had to go out by %(by)s. "
                    "Choose %(earliest)s or later, or write under «Why it could not "
                    "wait» why it is earlier all the same.",
                    days=days,
                    day=format_date(self.env, self._day()),
                    by=format_date(self.env, self.notice_by),
                    earliest=format_date(self.env, sent_on + ONE_DAY * days),
                )
            )
        latest = self.bylaws_id._latest_ordinary(self._day().year)
        if self.kind == "ordinary_assembly" and self._day() > latest:
            raise UserError(
                self.env._(
                    "The bylaws ask for the ordinary general assembly by %(latest)s. "
                    "Choose an earlier day, or write under «Why it could not wait» "
                    "why it is later this year.",
                    latest=format_date(self.env, latest),
                )
            )

    # ------------------------------------------------------------------
    # Who demands an extraordinary one
    # ------------------------------------------------------------------

    def _check_demand(self):
        """Raise unless a rule of the bylaws allows this extraordinary assembly.

        Source: the Bydelsmødre's own guide to their associations (majority of an
        assembly, three of the board, a third of the volunteers, fewer than five).
        """
        self.ensure_one()
        if self.kind != "extraordinary_assembly":
            return
        if not self.demand_rule:
            raise UserError(
                self.env._(
                    "Write under «Who demands it» why the extraordinary general "
                    "assembly is called: the bylaws name who can."
                )
            )
        getattr(self, f"_check_demand_{self.demand_rule}")()

    def _check_demand_majority(self):
        today = fields.Date.context_today(self)
        day = self.demand_decided_on
        if not day or day > today or day >= self._day():
            raise UserError(
                self.env._(
                    "Write under «Decided on» the day of the general assembly that "
                    "decided it. It has been, before this one."
                )
            )
        cast = self.demand_votes_cast
        if not cast < 2 * self.demand_votes_for <= 2 * cast:
            raise UserError(
                self.env._(
                    "A majority is more than half: write how many voted for it, and "
                    "how many for and against it all together. Here are %(votes)s of "
                    "%(cast)s.",
                    votes=self.demand_votes_for,
                    cast=cast,
                )
            )

    def _check_demand_board(self):
        board = self._seats_by_company(BOARD_ROLES).get(self.company_id.id)
        those = self.demanded_by_ids & (board or self.demanded_by_ids.browse())
        self._check_enough(those, self.bylaws_id.demand_board_members)

    def _check_demand_volunteers(self):
        voters = self._voters()[self]
        needed = -(-len(voters) // self.bylaws_id.demand_one_in)
        self._check_enough(self.demanded_by_ids & voters, needed)

    def _check_enough(self, those, needed):
        if len(those) < needed:
            raise UserError(
                self.env._(
                    "The bylaws ask for %(needed)s who demand it, and %(count)s of "
                    "those named can. Add the names of the others who stand behind it.",
                    needed=needed,
                    count=len(those),
                )
            )

    def _check_demand_below(self):
        board = self.group_id.board_count
        if board >= self.bylaws_id.board_min:
            raise UserError(
                self.env._(
                    "The board has %(count)s members, and that is enough. Choose "
                    "somebody else who demands the general assembly.",
                    count=board,
                )
            )

    # ------------------------------------------------------------------
    # Proposals and papers
    # ------------------------------------------------------------------

    def _propose(self, name, text=None):
        """Send a proposal to this assembly; everybody in the group may.

        :param str name: what it is about, in a few words
        :return: the proposal
        :raises AccessError: for somebody from elsewhere
        :raises UserError: after the deadline
        """
        self.ensure_one()
        self.env.user._check_role(self.sudo().company_id.with_env(self.env), "member")
        proposals = self.env["bydelsmor.proposal"].sudo()
        proposal = proposals.create(
            {
                "meeting_id": self.id,
                "volunteer_id": self._me().id,
                "name": name,
                "text": text,
            }
        )
        return proposal.sudo(False)

    def _takes_proposals(self):
        """Tell whether a proposal of today would still be in time."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        return self.state in COMING_STATES and today <= self.proposals_by

    def action_send_agenda(self):
        """Send everybody the whole agenda with the proposals, and the papers.

        :raises UserError: after the day that the bylaws name, unless there is a reason
        """
        self.ensure_one()
        self._check_may_run()
        meeting = self.sudo()
        if meeting.state != "called":
            raise UserError(self.env._("Send the invitations first."))
        today = fields.Date.context_today(self)
        meeting._check_agenda_in_time(today)
        meeting.agenda_sent_on = today
        meeting.proposal_ids._note_sent()
        meeting._send_papers(meeting.event_id.partner_ids)
        return True

    def _check_agenda_in_time(self, sent_on):
        if sent_on > self.agenda_by and not (self.notice_reason or "").strip():
            raise UserError(
                self.env._(
                    "Everybody should have the whole agenda by %(by)s. Move the "
                    "general assembly, or write under «Why it could not wait» why it "
                    "is sent later.",
                    by=format_date(self.env, self.agenda_by),
                )
            )

    def _send_papers(self, guests):
        """Send a letter with the agenda and the papers, to each guest for herself."""
        self.ensure_one()
        if self.kind not in ASSEMBLY_KINDS or not (
            self.document_ids or self.agenda_sent_on
        ):
            return
        files = [(paper.name, paper.raw or b"") for paper in self.document_ids.sudo()]
        for lang, reached in guests.filtered("email").grouped("lang").items():
            self.with_context(lang=lang)._send_papers_to(reached, files)

    def _send_papers_to(self, guests, files):
        points = self.env["bydelsmor.agenda.item"].browse(self.agenda_item_ids.ids)
        body = self.env["ir.qweb"]._render(
            "bydelsmor.assembly_papers_letter",
            {"meeting": self, "points": points.filtered(lambda p: not p.board_only)},
        )
        for guest in guests:
            self.event_id.with_context(lang=self.env.lang).message_notify(
                partner_ids=guest.ids,
                subject=self.env._("Papers for: %(meeting)s", meeting=self.name),
                body=body,
                attachments=files,
                email_layout_xmlid="mail.mail_notification_light",
            )

    def _papers_for_all(self):
        """Return the papers that everybody in the group may open.

        :raises AccessError: for somebody from elsewhere
        """
        self.ensure_one()
        self.env.user._check_role(
            self.sudo().company_id.with_env(self.env), "member", "auditor"
        )
        if self.sudo().state == "planned" and not self._may_run():
            raise AccessError(self.env._("The papers come with the invitation."))
        return self.sudo().document_ids

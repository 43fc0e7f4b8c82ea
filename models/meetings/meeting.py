from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..organisation.by_hand import refuse_by_hand
from .danish_time import danish_time
from .kinds import COMING_STATES, HELD_STATES, KINDS, SEALED_STATES, STATES

USUAL_LENGTH = timedelta(hours=2, minutes=30)

# What was written about the meeting. Fixed with its minutes.
CONTENT_FIELDS = {
    "kind",
    "name",
    "start",
    "stop",
    "location",
    "host_id",
    "chair_id",
    "minute_taker_id",
    "guest_name",
    "guest_topic",
    "agenda_item_ids",
    "attendance_ids",
    "held_on_paper",
}
# Only this model's own methods write these, after asking who is calling.
OWN_FIELDS = {
    "state",
    "event_id",
    "called_on",
    "called_by_id",
    "held_by_id",
    "closed_on",
    "closed_by_id",
}


class BydelsmorMeeting(models.Model):
    """A meeting or an activity of a group, from the first idea of it to its minutes.

    When it is, stands here and in Odoo's calendar (``meeting_event``), so that
    invitations, answers and reminders are Odoo's.
    """

    _name = "bydelsmor.meeting"
    _description = "Meeting"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "start desc, id desc"
    _check_company_auto = True

    group_id = fields.Many2one(
        "bydelsmor.group",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_group_id(),
    )
    company_id = fields.Many2one(
        related="group_id.company_id", store=True, index=True, precompute=True
    )
    kind = fields.Selection(
        KINDS, required=True, default="monthly", index=True, tracking=True
    )
    name = fields.Char(
        string="Title",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
    )
    own_title = fields.Boolean(
        help="Somebody wrote the title herself, so it is kept when the day changes.",
        export_string_translation=False,
    )
    state = fields.Selection(
        STATES,
        string="How far",
        default="planned",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    event_id = fields.Many2one(
        "calendar.event",
        string="In the calendar",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    series_id = fields.Many2one(
        "bydelsmor.meeting.series",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    series_date = fields.Date(
        string="Usual day of the series",
        readonly=True,
        copy=False,
        help="Before it waited for a holiday to pass or was moved.",
    )
    start = fields.Datetime(string="Begins", required=True, index=True, tracking=True)
    stop = fields.Datetime(
        string="Ends",
        compute="_compute_stop",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
    )
    location = fields.Char(
        string="Place",
        compute="_compute_location",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    description = fields.Text(
        string="To those who come",
        help="A few words in the invitation: what to bring, how to find the place.",
    )
    host_id = fields.Many2one(
        "bydelsmor.volunteer",
        index="btree_not_null",
        check_company=True,
        domain="[('group_id', '=', group_id)]",
        help="She opens the door and puts the kettle on.",
    )
    responsible_ids = fields.Many2many(
        "bydelsmor.volunteer",
        "bydelsmor_meeting_responsible_rel",
        "meeting_id",
        "volunteer_id",
        string="Taken on by",
        check_company=True,
        domain="[('group_id', '=', group_id)]",
        help="They plan it, tick who came and write the minutes, also from the phone.",
    )
    chair_id = fields.Many2one(
        "bydelsmor.volunteer",
        string="Leads the meeting",
        index="btree_not_null",
        check_company=True,
        domain="[('group_id', '=', group_id)]",
    )
    minute_taker_id = fields.Many2one(
        "bydelsmor.volunteer",
        string="Writes the minutes",
        index="btree_not_null",
        check_company=True,
        domain="[('group_id', '=', group_id)]",
    )
    guest_name = fields.Char(string="Guest", help="Who comes and tells something.")
    guest_contact = fields.Char(string="Guest's phone or e-mail")
    guest_topic = fields.Char(string="The guest talks about")
    agenda_item_ids = fields.One2many(
        "bydelsmor.agenda.item", "meeting_id", string="Agenda", copy=True
    )
    attendance_ids = fields.One2many(
        "bydelsmor.attendance", "meeting_id", string="Those invited and present"
    )
    task_ids = fields.One2many("bydelsmor.meeting.task", "meeting_id", string="Tasks")
    called_on = fields.Datetime(string="Invited on", readonly=True, copy=False)
    called_by_id = fields.Many2one(
        "res.users", string="Invited by", readonly=True, copy=False, index=False
    )
    held_by_id = fields.Many2one(
        "res.users", string="Written down by", readonly=True, copy=False, index=False
    )
    cancel_reason = fields.Char(copy=False)
    held_on_paper = fields.Boolean(
        string="Was held on paper",
        copy=False,
        help="It was held without this system, and written down here afterwards.",
    )

    _ends_after_it_starts = models.Constraint(
        "CHECK (stop > start)",
        "The meeting ends before it begins. Look at the two times once more.",
    )
    _event_uniq = models.UniqueIndex(
        "(event_id) WHERE event_id IS NOT NULL",
        "This event of the calendar belongs to another meeting.",
    )
    _company_start_idx = models.Index("(company_id, start DESC, id DESC)")

    # ------------------------------------------------------------------
    # Defaults and computes
    # ------------------------------------------------------------------

    @api.model
    def _default_group_id(self):
        return self.env["bydelsmor.group"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )

    @api.depends("kind", "start")
    @api.depends_context("lang")
    def _compute_display_name(self):
        # Odoo shows this to people who may not read the meeting, and titles are
        # written by hand («Visit to Amina»): the kind and the day are enough.
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for meeting in self:
            day = meeting.start and format_date(self.env, meeting._day())
            meeting.display_name = " ".join(filter(None, [labels[meeting.kind], day]))

    def _day(self):
        """Return the day of the meeting where it is held."""
        self.ensure_one()
        return danish_time(self.start).date()

    @api.depends("kind", "start")
    def _compute_name(self):
        """«Monthly meeting in March»; a title that somebody wrote is kept."""
        for meeting in self:
            if not (meeting.name and meeting.own_title):
                meeting.name = meeting._usual_name()

    @api.onchange("name")
    def _onchange_name(self):
        self.own_title = bool(self.name) and self.name != self._usual_name()

    def _usual_name(self):
        self.ensure_one()
        group = self.with_context(lang=self._group_lang())
        label = dict(group._fields["kind"]._description_selection(group.env))
        if not self.start or not self.kind:
            return label.get(self.kind, "")
        month = format_date(group.env, self._day(), date_format="MMMM")
        return group.env._("%(kind)s in %(month)s", kind=label[self.kind], month=month)

    def _group_lang(self):
        """The language in which the group writes: Danish, where it is installed."""
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        return "da_DK" if "da_DK" in codes else self.env.lang

    @api.depends("start")
    def _compute_stop(self):
        for meeting in self:
            if meeting.start and (not meeting.stop or meeting.stop <= meeting.start):
                meeting.stop = meeting.start + USUAL_LENGTH

    @api.depends("group_id")
    def _compute_location(self):
        for meeting in self:
            if not meeting.location:
                meeting.location = meeting.group_id.meeting_place

    @api.constrains("start", "stop")
    def _check_times(self):
        if any(meeting.stop <= meeting.start for meeting in self):
            raise ValidationError(
                self.env._(
                    "The meeting ends before it begins. Look at the two times once "
                    "more."
                )
            )

    # ------------------------------------------------------------------
    # Creating and writing
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_own_fields(*vals_list)
        for vals in vals_list:
            vals.setdefault("own_title", bool(vals.get("name")))
        context = {"mail_create_nosubscribe": True, "tracking_disable": True}
        meetings = super(BydelsmorMeeting, self.with_context(**context)).create(
            vals_list
        )
        meetings._fill_agendas()
        meetings._make_events()
        return meetings.with_env(self.env)

    def write(self, vals):
        self._refuse_own_fields(vals)
        if CONTENT_FIELDS & vals.keys():
            self._check_open()
        if "name" in vals:
            vals = {"own_title": bool(vals["name"]), **vals}
        result = super().write(vals)
        self._write_events(vals)
        return result

    def _refuse_own_fields(self, *vals_list):
        refuse_by_hand(self, OWN_FIELDS, *vals_list)

    def _check_open(self):
        """Raise unless what is written about these meetings may still change.

        :raises UserError: when the minutes are approved or signed
        """
        self._check_not_sealed()

    def _check_not_sealed(self):
        for meeting in self.sudo():
            if meeting.state in SEALED_STATES:
                raise UserError(
                    self.env._(
                        "The minutes of %(meeting)s are approved and stay as they are. "
                        "Write a correction instead.",
                        meeting=meeting.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_planned(self):
        if any(meeting.state != "planned" for meeting in self):
            raise UserError(
                self.env._(
                    "Somebody was invited, or it was held: cancel the meeting instead "
                    "of deleting it, so that nobody stands before a closed door."
                )
            )

    def unlink(self):
        events = self.sudo().event_id
        result = super().unlink()
        events.with_context(bydelsmor_meeting_sync=True).unlink()
        return result

    # ------------------------------------------------------------------
    # What is known about it
    # ------------------------------------------------------------------

    def _is_coming(self):
        self.ensure_one()
        return self.state in COMING_STATES

    def _is_held(self):
        self.ensure_one()
        return self.state in HELD_STATES

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from .kinds import COMING_STATES, HER_KINDS, SEALED_STATES

# What she who takes a meeting on may plan, also from her phone.
PLAN_FIELDS = {
    "name",
    "start",
    "stop",
    "location",
    "description",
    "host_id",
    "guest_name",
    "guest_contact",
    "guest_topic",
}
# Whom she names there belongs to the group.
WOMEN_FIELDS = {"host_id", "responsible_id", "volunteer_id"}


class BydelsmorMeeting(models.Model):
    """From planned to held. Whoever takes a meeting on does all of it, board or not:
    the phone pages call the methods without ``action``, which ask who is calling."""

    _inherit = "bydelsmor.meeting"

    i_may_run = fields.Boolean(compute="_compute_i_may_run")
    has_begun = fields.Boolean(
        compute="_compute_has_begun", export_string_translation=False
    )

    @api.depends("start")
    def _compute_has_begun(self):
        now = fields.Datetime.now()
        for meeting in self:
            meeting.has_begun = bool(meeting.start) and meeting.start <= now

    @api.depends("responsible_ids", "host_id", "chair_id", "minute_taker_id")
    @api.depends_context("uid")
    def _compute_i_may_run(self):
        for meeting in self:
            meeting.i_may_run = meeting._may_run()

    def _may_run(self):
        """Tell whether the user may plan and write down this meeting: those who run
        the group, and a Bydelsmor of it who took this meeting on."""
        self.ensure_one()
        user = self.env.user
        meeting = self.sudo()
        company = meeting.company_id.with_env(self.env)
        if user._has_role(company, "board"):
            return True
        taken = meeting.responsible_ids | meeting.host_id
        taken |= meeting.chair_id | meeting.minute_taker_id
        return user.partner_id in taken.partner_id and user._has_role(company, "member")

    def _check_may_run(self):
        """:raises AccessError: saying who may"""
        for meeting in self:
            if not meeting._may_run():
                raise AccessError(
                    self.env._(
                        "The board and those who took the meeting on write here. Take "
                        "it on yourself, if you would like to."
                    )
                )

    def _me(self):
        """Return the user's own volunteer record in the meeting's group."""
        self.ensure_one()
        return (
            self.env["bydelsmor.volunteer"]
            .sudo()
            .search(
                [
                    ("partner_id", "=", self.env.user.partner_id.id),
                    ("company_id", "=", self.sudo().company_id.id),
                ]
            )
        )

    # ------------------------------------------------------------------
    # What a Bydelsmor does, also from her phone
    # ------------------------------------------------------------------

    def _take_on(self):
        """The user takes this meeting on; everybody in the group may, but of a board's
        meeting or an assembly, whoever runs it leads votes and elections.

        :raises AccessError: for somebody from elsewhere, and for who is not on the
            board where it is the board's
        """
        self.ensure_one()
        role = "member" if self.kind in HER_KINDS else "board"
        self.env.user._check_role(self.sudo().company_id.with_env(self.env), role)
        self._check_coming()
        self.sudo().responsible_ids |= self._me()

    def _give_back(self):
        """She cannot after all; nobody asks why."""
        self.ensure_one()
        self.sudo().responsible_ids -= self._me()

    @api.model
    def _begin(self, group, values):
        """The user plans a new meeting of her group, and takes it on with that.

        :param dict values: 'kind', and of ``PLAN_FIELDS``
        :raises AccessError: for somebody from elsewhere
        """
        company = group.sudo().company_id
        self.env.user._check_role(company.with_env(self.env), "member")
        vals = self._to_plan(values, PLAN_FIELDS | {"kind"}, company)
        meeting = self.sudo().create({**vals, "group_id": group.id})
        meeting.responsible_ids = meeting.with_env(self.env)._me()
        return meeting.with_env(self.env)

    def _plan(self, values):
        """Write when, where and who, for the board and those who took it on.

        :param dict values: of ``PLAN_FIELDS``; anything else is refused
        """
        self.ensure_one()
        self._check_may_run()
        self.sudo().write(self._to_plan(values, PLAN_FIELDS))

    @api.model
    def _to_plan(self, values, allowed, company=None):
        """Return the values as they may be written: known fields, women of the group.

        :param company: of a meeting that is not there yet
        :raises AccessError: for anything else
        """
        unknown = values.keys() - allowed
        if unknown:
            raise AccessError(
                self.env._("This is not planned here: %s", ", ".join(sorted(unknown)))
            )
        company = company or self.sudo().company_id
        women = self.env["bydelsmor.volunteer"].sudo()
        vals = dict(values)
        for name in WOMEN_FIELDS & vals.keys():
            vals[name] = women.search(
                [("id", "=", vals[name] or 0), ("company_id", "=", company.id)]
            ).id
        return vals

    def _answer(self, answer, interpreter=False, childcare=False):
        """The user answers the invitation for herself, in one tap.

        :param str answer: 'yes', 'maybe' or 'no'
        :raises AccessError: for somebody from elsewhere
        """
        self.ensure_one()
        self.env.user._check_role(self.sudo().company_id.with_env(self.env), "member")
        self._check_coming()
        row = self._my_row()
        row.write(
            {"answer": answer, "interpreter": interpreter, "childcare": childcare}
        )
        return row.sudo(False)

    def _my_row(self):
        """Return the user's own row, made when she was not on the list yet."""
        me = self._me()
        meeting = self.sudo()
        row = meeting.attendance_ids.filtered(lambda r: r.volunteer_id == me)
        if not row:
            row = row.create(
                {
                    "meeting_id": meeting.id,
                    "volunteer_id": me.id,
                    "may_vote": me in meeting._voters()[meeting],
                }
            )
            meeting._sync_guests()
        return row

    def _tick(self, present_ids):
        """Tick who came: these rows and no others.

        :param list present_ids: ids of the meeting's attendance rows
        """
        self.ensure_one()
        self._check_may_run()
        rows = self.sudo().attendance_ids
        here = rows.filtered(lambda row: row.id in set(present_ids))
        (here.filtered(lambda row: not row.present)).present = True
        (rows - here).filtered("present").present = False

    def _add_guest(self, name):
        """Note somebody from elsewhere who came.

        :return: the row, which may not vote
        """
        self.ensure_one()
        self._check_may_run()
        rows = self.env["bydelsmor.attendance"].sudo()
        row = rows.create({"meeting_id": self.id, "guest_name": name, "present": True})
        return row.sudo(False)

    def _write_item(self, item_id, values):
        """Write the minutes of one point.

        :param int item_id: a point of this meeting
        :param dict values: 'minutes' and 'decision', with 'minutes_base' and
            'decision_base' as they stood when she began to write; see
            ``bydelsmor.agenda.item``
        :return: the point, as it stands now
        """
        self.ensure_one()
        self._check_may_run()
        item = self.sudo().agenda_item_ids.filtered(lambda i: i.id == item_id)
        allowed = {"minutes", "minutes_base", "decision", "decision_base"}
        if not item or values.keys() - allowed:
            raise AccessError(self.env._("This point is not on the agenda."))
        item.write(values)
        return item.sudo(False)

    def _check_coming(self):
        for meeting in self.sudo():
            if meeting.state not in COMING_STATES:
                raise UserError(
                    self.env._(
                        "%(meeting)s is over or cancelled.",
                        meeting=meeting.display_name,
                    )
                )

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_invite(self):
        """Invite: e-mail with calendar file where there is e-mail, and on the phone
        pages for everybody. Pressed again, it reaches those who are new."""
        self._check_may_run()
        self._check_coming()
        for meeting in self.sudo():
            if meeting.stop < fields.Datetime.now():
                raise UserError(
                    self.env._(
                        "%(meeting)s has been already. Write down who came instead.",
                        meeting=meeting.display_name,
                    )
                )
        self._call()
        return True

    def _call(self):
        """Send the invitations. From now on the agenda counts as sent out."""
        meetings = self.sudo()
        meetings._invite_rows()
        new = meetings.filtered(lambda meeting: meeting.state == "planned")
        new.write(
            {
                "state": "called",
                "called_on": fields.Datetime.now(),
                "called_by_id": self.env.uid,
            }
        )
        meetings._sync_guests()

    def action_held(self):
        """It is over: those ticked were there."""
        self._check_may_run()
        self._check_coming()
        for meeting in self.sudo():
            if meeting.start > fields.Datetime.now():
                raise UserError(
                    self.env._(
                        "%(meeting)s has not begun yet.", meeting=meeting.display_name
                    )
                )
        meetings = self.sudo()
        meetings._invite_rows()
        meetings.write({"state": "held", "held_by_id": self.env.uid})
        return True

    def action_not_held(self):
        """Undo: back to where it was before somebody said it was held."""
        self._check_may_run()
        for meeting in self.sudo():
            if meeting.state in SEALED_STATES:
                meeting._check_open()
            if meeting.state == "held":
                meeting.state = "called" if meeting.called_on else "planned"
        return True

    def action_cancel(self):
        """Cancel; guests get a letter, and see it on their phone."""
        self._check_may_run()
        self._check_coming()
        self._cancel()
        return True

    def _cancel(self, reason=None):
        self = self.sudo()
        invited = self.filtered(lambda meeting: meeting.state == "called")
        invited._tell_cancelled()
        self.write({"state": "cancelled", "cancel_reason": reason})
        self.event_id.with_context(bydelsmor_meeting_sync=True).active = False

    def _tell_cancelled(self):
        """Odoo's own letter of a cancelled event, to those who were invited: to each
        for herself and in her language, so that none sees the others' addresses."""
        template = self.env.ref(
            "calendar.calendar_template_delete_event", raise_if_not_found=False
        )
        coming = self.filtered(lambda m: m.stop > fields.Datetime.now())
        for event in coming.event_id if template else ():
            reached = event.partner_ids.filtered("email")
            for lang, guests in reached.grouped("lang").items():
                letter = template.with_context(lang=lang)
                subject, body = (
                    letter._render_field(name, event.ids)[event.id]
                    for name in ("subject", "body_html")
                )
                for guest in guests - self.env.user.partner_id:
                    event.with_context(lang=lang).message_notify(
                        partner_ids=guest.ids,
                        subject=subject,
                        body=body,
                        email_layout_xmlid="mail.mail_notification_light",
                    )

    def action_plan_again(self):
        """A cancelled meeting is on again: planned, and nobody invited yet."""
        self._check_may_run()
        meetings = self.sudo().filtered(lambda meeting: meeting.state == "cancelled")
        meetings.write({"state": "planned", "called_on": False, "called_by_id": False})
        events = meetings.with_context(active_test=False).event_id
        events.with_context(**self._event_context()).write(
            {"active": True, "partner_ids": [Command.clear()]}
        )
        return True

from odoo import Command, api, fields, models
from odoo.tools.mail import plaintext2html

from .danish_time import DANISH_ZONE
from .kinds import COMING_STATES

# What Odoo's calendar shows of a meeting.
MIRRORED = {
    "name": "name",
    "start": "start",
    "stop": "stop",
    "location": "location",
}
# What its letter says besides.
WORD_FIELDS = {"description", "guest_name", "guest_topic"}


class BydelsmorMeeting(models.Model):
    """The meeting's event in Odoo's calendar: same name, time and place.

    A planned meeting stands there without guests, so that nothing is sent; with the
    invitation its guests are those of the meeting.
    """

    _inherit = "bydelsmor.meeting"

    @api.model
    def _event_context(self):
        """Events of meetings are made and changed without letters of their own."""
        return {
            "bydelsmor_meeting_sync": True,
            "no_mail_to_attendees": True,
            "skip_contact_description": True,
            "mail_create_nolog": True,
            "mail_create_nosubscribe": True,
            "mail_notrack": True,
            "dont_notify": True,
        }

    def _make_events(self):
        """Put meetings that have no event yet into Odoo's calendar."""
        without = self.filtered(lambda meeting: not meeting.event_id)
        # She may write the meeting (just made), and its event belongs to it.
        events = self.env["calendar.event"].sudo().with_context(**self._event_context())
        made = events.create([meeting._prepare_event() for meeting in without])
        for meeting, event in zip(without.sudo(), made, strict=True):
            meeting.event_id = event

    def _prepare_event(self):
        self.ensure_one()
        values = {there: self[here] for here, there in MIRRORED.items()}
        values["description"] = self._event_words()
        # Whoever plans for many groups is nobody's host.
        runs_it = self.company_id.id in self.env.user._companies_for("board")
        return {
            **values,
            "company_id": self.company_id.id,
            "partner_ids": [],
            "user_id": runs_it and self.env.uid,
            "show_as": "busy",
            "event_tz": DANISH_ZONE,
        }

    def _event_words(self):
        """Return what the letter says beside when and where: the words of those who
        plan it, the guest, and the exercises to get used to."""
        self.ensure_one()
        own = self.with_context(lang=self._group_lang())
        guest = ", ".join(filter(None, [own.guest_name, own.guest_topic]))
        exercises = [
            ": ".join(filter(None, [one.name, one.description]))
            for one in own.agenda_item_ids.exercise_id
        ]
        words = "\n\n".join(filter(None, [own.description, guest, *exercises]))
        return plaintext2html(words) if words else False

    def _write_event_words(self):
        """Nobody gets a letter of its own for other words."""
        for meeting in self.sudo().filtered("event_id"):
            event = meeting.event_id.with_context(**self._event_context())
            event.description = meeting._event_words()

    def _write_events(self, vals):
        """Let the calendar follow what was written on the meeting.

        Guests who are invited get Odoo's letter about a new time.
        """
        if self.env.context.get("bydelsmor_meeting_sync"):
            return
        if WORD_FIELDS & vals.keys():
            self._write_event_words()
        # Title and end follow the beginning, so more changes than is written.
        if not (MIRRORED.keys() | {"kind"}) & vals.keys():
            return
        for meeting in self.sudo().filtered("event_id"):
            changed = {
                there: meeting[here]
                for here, there in MIRRORED.items()
                if meeting.event_id[there] != meeting[here]
            }
            if changed:
                meeting._event_to_write().write(changed)

    def _event_to_write(self):
        """Return the event so that writing it tells the guests, if it should."""
        self.ensure_one()
        context = {"bydelsmor_meeting_sync": True}
        if self.state != "called" or self.stop < fields.Datetime.now():
            context = self._event_context()
        return self.sudo().event_id.with_context(**context)

    def _follow_event(self, vals):
        """The other way round: somebody moved the event in Odoo's calendar."""
        names = {here: there for here, there in MIRRORED.items() if there in vals}
        for meeting in self.sudo().with_context(bydelsmor_meeting_sync=True):
            changed = {
                here: meeting.event_id[there]
                for here, there in names.items()
                if meeting[here] != meeting.event_id[there]
            }
            if changed:
                meeting.write(changed)

    def _sync_guests(self):
        """Make the women who are invited guests of the event (and nobody else)."""
        for meeting in self.sudo().filtered("event_id"):
            wanted = meeting.attendance_ids.volunteer_id.partner_id
            if meeting.state not in COMING_STATES or meeting.state == "planned":
                continue
            here = meeting.event_id.partner_ids
            commands = [Command.unlink(partner.id) for partner in here - wanted]
            commands += [Command.link(partner.id) for partner in wanted - here]
            if commands:
                meeting._event_to_write().write({"partner_ids": commands})

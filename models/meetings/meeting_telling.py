from markupsafe import escape

from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.tools.mail import plaintext2html

from .kinds import BOARD_KINDS

MAX_TEXT = 2000
COMING = ("yes", "maybe")


class BydelsmorMeeting(models.Model):
    """Messages in between, and the reminder on the day before."""

    _inherit = "bydelsmor.meeting"

    message_to_group_ids = fields.One2many(
        "bydelsmor.meeting.message", "meeting_id", string="Messages sent"
    )

    def _tell(self, text, audience):
        """Send a message: to each by e-mail who has one, and for all on the phone.

        :param str text: as it was written; the words around it are in each woman's
            own language
        :param str audience: 'coming' or 'everybody'
        :return: the message
        :raises AccessError: for who does not run this meeting
        """
        self.ensure_one()
        self._check_may_run()
        text = (text or "").strip()[:MAX_TEXT]
        if not text or audience not in ("coming", "everybody"):
            raise UserError(self.env._("Write what you want to tell, and to whom."))
        reached = self._reached(audience) - self.env.user.partner_id
        message = (
            self.env["bydelsmor.meeting.message"]
            .sudo()
            .create(
                {
                    "meeting_id": self.id,
                    "text": text,
                    "audience": audience,
                    "name": self.env.user.name,
                    "sent_on": fields.Datetime.now(),
                    "reached": len(reached),
                }
            )
        )
        self._mail_each(reached, text)
        return message.sudo(False)

    def _reached(self, audience):
        """Return the contacts, with e-mail, whom a message is for."""
        own = self.sudo()
        if audience == "coming":
            rows = own.attendance_ids.filtered(
                lambda row: row.answer in COMING or row.present
            )
            women = rows.volunteer_id
        else:
            women = own._expected_volunteers()[own]
        return women.filtered(lambda w: w.state != "left").partner_id.filtered("email")

    def _mail_each(self, guests, text):
        """A letter of her own to each, so that none sees the others' addresses."""
        if self.env.context.get("no_mail_to_attendees"):
            return
        own = self.sudo().event_id or self.sudo()
        for lang, women in guests.grouped("lang").items():
            meeting = self.sudo().with_context(lang=lang)
            subject = meeting.env._("About %(meeting)s", meeting=meeting.display_name)
            sender = escape(meeting.env._("%(name)s writes:", name=self.env.user.name))
            body = sender + plaintext2html(text)
            for woman in women:
                own.with_context(lang=lang).message_notify(
                    partner_ids=woman.ids,
                    subject=subject,
                    body=body,
                    email_layout_xmlid="mail.mail_notification_light",
                )

    def _messages_for_me(self):
        """Return the messages that the user may read: of the board's meetings only
        those who are invited."""
        self.ensure_one()
        own = self.sudo()
        invited = self.env.user.partner_id in own.attendance_ids.partner_id
        runs = self.env.user._has_role(own.company_id.with_env(self.env), "board")
        if own.kind in BOARD_KINDS and not (invited or runs):
            return own.message_to_group_ids.browse()
        return own.message_to_group_ids

    def _call(self):
        """Whoever is invited is reminded on the day before, by Odoo's own letter."""
        result = super()._call()
        alarm = self.env.ref("bydelsmor.alarm_day_before", raise_if_not_found=False)
        for meeting in self.sudo().filtered("event_id") if alarm else ():
            event = meeting.event_id.with_context(**self._event_context())
            if alarm not in event.alarm_ids:
                event.alarm_ids = [Command.link(alarm.id)]
        return result

import base64

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..organisation.qr import qr_svg
from ..organisation.roles import GROUP_BY_ACCESS, roles_giving


class BydelsmorVolunteer(models.Model):
    _inherit = "bydelsmor.volunteer"

    can_be_let_in = fields.Boolean(compute="_compute_can_be_let_in")

    @api.depends("state", "active", "partner_id", "mandate_ids.running")
    def _compute_can_be_let_in(self):
        inside = self._works_in_the_office()
        for volunteer in self:
            volunteer.can_be_let_in = (
                volunteer.active
                and volunteer.state != "left"
                and volunteer.partner_id not in inside
            )

    def _works_in_the_office(self):
        """Return the persons who use the web client, or will as soon as they have a
        login: links never let them in."""
        users = self.env["res.users"].sudo()
        internal = users.search(
            [("partner_id", "in", self.partner_id.ids), ("share", "=", False)]
        )
        mandates = (
            self.env["bydelsmor.mandate"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", self.partner_id.ids),
                    ("role", "in", roles_giving(GROUP_BY_ACCESS)),
                    ("running", "=", True),
                ]
            )
        )
        return internal.partner_id | mandates.partner_id

    def action_let_in(self):
        """Show a QR code, and a link to send, that lets her in on her phone once.

        The address is in the answer only: it is kept nowhere and cannot be shown
        again, but a new one can be made at any time.
        """
        self.ensure_one()
        link, url = self.env["bydelsmor.access.link"]._issue(self)
        return {
            "type": "ir.actions.client",
            "tag": "bydelsmor_let_in",
            "name": self.env._("Let %(name)s in", name=self.name),
            "target": "new",
            "context": {"dialog_size": "medium"},
            "params": {
                "link_id": link.id,
                "url": url,
                "qr": self._qr_image(url),
                "minutes": link._setting("bydelsmor.access_link_qr_minutes"),
                "phone": self._dialled_phone(),
                "message": self._way_in_message(url),
            },
        }

    def action_lock_phone(self):
        """Her phone is lost or in wrong hands: log her out everywhere at once.

        Links no longer work, her passkeys are forgotten and running sessions end.
        What is on her list stays; she is let in again like the first time.

        :raises AccessError: unless a board member or the secretariat asks
        """
        for volunteer in self:
            self.env.user._check_role(volunteer.company_id, "board", "secretariat")
            user = volunteer.user_id
            if not user or user._is_internal():
                raise UserError(
                    self.env._("%(name)s has no login by phone.", name=volunteer.name)
                )
            links = self.env["bydelsmor.access.link"].sudo()
            links.search([("partner_id", "=", volunteer.partner_id.id)])._revoke()
            # Through the user, so that Odoo forgets the sessions' tokens too.
            keys = user.sudo().auth_passkey_key_ids
            user.sudo().auth_passkey_key_ids = [Command.delete(k.id) for k in keys]
            devices = self.env["res.device"].sudo()
            devices.search([("user_id", "=", user.id)])._revoke()

    @api.model
    def _qr_image(self, text):
        """Return ``text`` as a QR code, an SVG image in a data address."""
        svg = base64.b64encode(qr_svg(text)).decode()
        return f"data:image/svg+xml;base64,{svg}"

    def _dialled_phone(self):
        """Return her number as digits with country code, for sms: and WhatsApp."""
        phone = (self.phone or "").strip()
        digits = "".join(char for char in phone if char.isdigit())
        if digits.startswith("00"):
            return digits[2:]
        return f"45{digits}" if len(digits) == 8 and phone[0] != "+" else digits

    def _way_in_message(self, url):
        """Return the words of the message that carries the link, in her language."""
        her = self.with_context(lang=self.sudo().partner_id.lang or self.env.lang)
        return her.env._(
            "Hi %(name)s! Press the link to come in to Bydelsmødre. It works once. "
            "%(url)s",
            name=self.name,
            url=url,
        )

    # ------------------------------------------------------------------
    # What a woman changes about herself
    # ------------------------------------------------------------------

    def _check_own(self):
        """Raise unless these are the caller's own records.

        Portal women have no right to write volunteers; what follows writes a few
        fields for them, after this.
        """
        if self.partner_id != self.env.user.partner_id:
            raise AccessError(self.env._("Only the woman herself writes this."))

    def _write_own_contact(self, name, phone):
        """Write her own name and phone, the same in all her groups.

        :raises UserError: when the name is empty
        """
        self.ensure_one()
        self._check_own()
        if not name:
            raise UserError(self.env._("Write your name."))
        everywhere = self.sudo().partner_id.bydelsmor_volunteer_ids
        if everywhere.filtered(lambda v: v.name != name):
            everywhere.write({"name": name})
        if (self.phone or "") != phone:
            self.sudo().phone = phone

    def _speak_language(self, language_id, level):
        """Add a language that she speaks, or change how well."""
        self.ensure_one()
        self._check_own()
        language = self.env["bydelsmor.language"].browse(language_id).exists()
        lines = self.sudo().language_ids
        if not language or level not in dict(lines._fields["level"].selection):
            raise UserError(self.env._("Choose a language."))
        known = lines.filtered(lambda line: line.language_id == language)
        if known:
            known.level = level
        else:
            lines.create(
                {"volunteer_id": self.id, "language_id": language.id, "level": level}
            )

    def _forget_language(self, line_id):
        """Take a language off her list."""
        self.ensure_one()
        self._check_own()
        self.sudo().language_ids.filtered(lambda line: line.id == line_id).unlink()

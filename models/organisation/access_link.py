import hashlib
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessDenied, UserError

# How long a link lives, and how many may be made: the fallbacks of the settings.
DEFAULTS = {
    "bydelsmor.access_link_qr_minutes": 15,
    "bydelsmor.access_link_share_hours": 24,
    "bydelsmor.access_link_per_hour": 10,
}
KEPT_DAYS = 90


class BydelsmorAccessLink(models.Model):
    """A one-time way in for one woman: a QR code at a meeting, or a link by SMS.

    Only a hash of the token is kept, so that nobody who reads the database or a
    backup can come in as her. What is kept tells her who let her in, and when.
    """

    _name = "bydelsmor.access.link"
    _description = "One-time link"
    _order = "id desc"
    _rec_name = "volunteer_id"
    _check_company_auto = True

    volunteer_id = fields.Many2one(
        "bydelsmor.volunteer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="volunteer_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        related="volunteer_id.partner_id", store=True, index=True, precompute=True
    )
    kind = fields.Selection(
        [("qr", "QR code"), ("share", "Sent by message")],
        required=True,
        readonly=True,
        default="qr",
    )
    token_hash = fields.Char(
        required=True, readonly=True, copy=False, groups=fields.NO_ACCESS
    )
    date_expires = fields.Datetime(string="Works until", required=True, readonly=True)
    date_used = fields.Datetime(string="Used", readonly=True, copy=False)
    date_revoked = fields.Datetime(string="Withdrawn", readonly=True, copy=False)
    create_uid = fields.Many2one("res.users", string="Let in by")

    _token_hash_uniq = models.UniqueIndex("(token_hash)")

    @api.model
    def _setting(self, key):
        """Return a positive whole number from the settings, or its fallback."""
        value = self.env["ir.config_parameter"].sudo().get_param(key)
        try:
            number = int(value)
        except (TypeError, ValueError):
            return DEFAULTS[key]
        return number if number > 0 else DEFAULTS[key]

    @api.model
    def _lifetime(self, kind):
        if kind == "share":
            return timedelta(hours=self._setting("bydelsmor.access_link_share_hours"))
        return timedelta(minutes=self._setting("bydelsmor.access_link_qr_minutes"))

    @api.model
    def _hash(self, token):
        return hashlib.sha256(token.encode()).hexdigest()

    @api.model
    def _find(self, token):
        """Return the link of ``token``, usable or not (empty when there is none)."""
        if not token or not isinstance(token, str):
            return self.browse()
        return self.search([("token_hash", "=", self._hash(token))])

    @api.model
    def _issue(self, volunteer, kind="qr"):
        """Make a link for ``volunteer`` and withdraw her earlier ones.

        :return: (link, address); the address is shown now and never again
        :raises AccessError: unless a board member or the secretariat asks
        :raises UserError: when she may not come in this way, or was let in too often
        """
        volunteer.ensure_one()
        self.env.user._check_role(volunteer.company_id, "board", "secretariat")
        self._check_may_come_in(volunteer)
        self._check_rate(volunteer)
        # A board member's first user is an internal one from the start: look again.
        volunteer._ensure_user()
        self._check_may_come_in(volunteer)
        links = self.sudo().search(
            [("partner_id", "=", volunteer.partner_id.id), ("date_used", "=", False)]
        )
        links._revoke()
        token = secrets.token_urlsafe(32)
        link = self.sudo().create(
            {
                "volunteer_id": volunteer.id,
                "kind": kind,
                "token_hash": self._hash(token),
                "date_expires": fields.Datetime.now() + self._lifetime(kind),
            }
        )
        return link, f"{volunteer.get_base_url()}/bydelsmor/in/{token}"

    @api.model
    def _check_may_come_in(self, volunteer):
        if volunteer.state == "left" or not volunteer.active:
            raise UserError(
                self.env._("%(name)s has left the group.", name=volunteer.name)
            )
        users = self.env["res.users"].sudo().with_context(active_test=False)
        user = users.search([("partner_id", "=", volunteer.partner_id.id)], limit=1)
        if user and not user.active:
            raise UserError(
                self.env._(
                    "The access of %(name)s is closed. Ask the secretariat to open it.",
                    name=volunteer.name,
                )
            )
        if user and user._is_internal():
            raise UserError(
                self.env._(
                    "%(name)s works in the office pages and comes in there with her "
                    "own login.",
                    name=volunteer.name,
                )
            )

    @api.model
    def _check_rate(self, volunteer):
        """A stolen board login must not turn into a stream of links."""
        since = fields.Datetime.now() - timedelta(hours=1)
        made = self.sudo().search_count(
            [
                ("partner_id", "=", volunteer.partner_id.id),
                ("create_date", ">", since),
            ]
        )
        if made >= self._setting("bydelsmor.access_link_per_hour"):
            raise UserError(
                self.env._(
                    "%(name)s was let in many times in the last hour. Wait a little, "
                    "then try again.",
                    name=volunteer.name,
                )
            )

    def _usable(self):
        """Tell whether this link still lets its woman in."""
        self.ensure_one()
        volunteer = self.volunteer_id
        user = volunteer.user_id
        return bool(
            not self.date_used
            and not self.date_revoked
            and self.date_expires > fields.Datetime.now()
            and volunteer.active
            and volunteer.state != "left"
            and user.active
            and user._is_portal()
            and not user._is_internal()
        )

    @api.model
    def _redeem(self, token, user):
        """Use up the link of ``token`` for ``user``.

        The row is written at once: of two who press at the same moment the second
        gets a serialization failure, is tried again, and finds it used.

        :raises AccessDenied: unless the link is hers and still works
        """
        link = self.sudo()._find(token)
        if not link or link.volunteer_id.user_id != user or not link._usable():
            raise AccessDenied()
        link.date_used = fields.Datetime.now()
        link.flush_recordset()

    def _revoke(self):
        self.filtered(
            lambda link: not link.date_revoked
        ).date_revoked = fields.Datetime.now()

    def action_revoke(self):
        """Withdraw these links: they no longer let anybody in."""
        self.env.user._check_role(self.company_id, "board", "secretariat")
        self.sudo()._revoke()

    def action_share(self):
        """Sent by message instead of shown: the link now lives longer.

        :return: until when, as text in the caller's time zone
        """
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board", "secretariat")
        link = self.sudo()
        if link.create_uid != self.env.user or not link._usable():
            raise UserError(self.env._("This link no longer works. Make a new one."))
        link.kind = "share"
        link.date_expires = link.create_date + self._lifetime("share")
        return self._until()

    def _until(self):
        """Return until when it works, as a reader in Denmark says it."""
        self.ensure_one()
        return self.env["ir.qweb.field.datetime"].value_to_html(
            self.date_expires, {"format": "EEEE d MMMM HH:mm"}
        )

    @api.autovacuum
    def _gc_old_links(self):
        before = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search([("create_date", "<", before)]).unlink()

import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import consteq, hmac

LIFETIME = timedelta(hours=3)
KEPT_DAYS = 90
# How often one meeting's code can be opened anew.
MOST_CODES = 10
# How many forms of a kind a group can get by code on one day. A full meeting sends
# some hundred; more is somebody who plays with the address.
MOST_A_DAY = 500
TOKEN = re.compile(r"(\d{1,9})-([0-9a-f]{40})")


class BydelsmorMeetingCode(models.Model):
    """A QR code that opens the group's forms on any phone while the group meets.

    It lets nobody in: whoever has it can send forms into this group for three hours,
    and read nothing. What is sent is not tied to the code, and so to no meeting.
    """

    _name = "bydelsmor.meeting.code"
    _description = "Code of a meeting"
    _order = "id desc"
    _rec_name = "meeting_id"
    _check_company_auto = True

    meeting_id = fields.Many2one(
        "bydelsmor.meeting",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="meeting_id.company_id", store=True, index=True, precompute=True
    )
    date_expires = fields.Datetime(
        string="Works until",
        required=True,
        readonly=True,
        default=lambda self: fields.Datetime.now() + LIFETIME,
    )
    date_revoked = fields.Datetime(string="Closed", readonly=True, copy=False)
    create_uid = fields.Many2one("res.users", string="Opened by")

    def _token(self):
        """Return what the address of the forms ends with.

        It is computed and kept nowhere, so that whoever runs the meeting can show the
        same code again.
        """
        self.ensure_one()
        seen = (self.id, self.meeting_id.id, str(self.date_expires))
        seal = hmac(self.env(su=True), "bydelsmor.meeting.code", seen)
        return f"{self.id}-{seal[:40]}"

    def _url(self):
        self.ensure_one()
        return f"{self.get_base_url()}/bydelsmor/meeting/{self._token()}"

    @api.model
    def _find(self, token):
        """Return the code of ``token`` while it works (empty when it does not)."""
        match = TOKEN.fullmatch(token) if isinstance(token, str) else None
        code = self.browse(match and int(match[1])).exists()
        known = bool(code) and consteq(code._token(), token)
        return code if known and code._works() else self.browse()

    def _works(self):
        self.ensure_one()
        return bool(
            not self.date_revoked
            and self.date_expires > fields.Datetime.now()
            and self.meeting_id.state != "cancelled"
            and self.meeting_id.group_id.active
        )

    def _submit(self, model, values):
        """Store a form of this group that has no author.

        :param model: name of a form's model
        :param dict values: as for the form's own ``_submit``
        :raises UserError: when it is the group's 501st today
        """
        self.ensure_one()
        forms = self.env[model]
        if forms.sudo()._count_by_code_today(self.company_id) >= MOST_A_DAY:
            raise UserError(self._too_many_words())
        return forms._submit(self.company_id, values, by_code=True)

    def _too_many_words(self):
        return self.env._(
            "Very many forms came in today by the code. Ask her who runs the meeting."
        )

    def _until(self):
        """Return until when it works, as a reader in Denmark says it."""
        self.ensure_one()
        return self.env["ir.qweb.field.datetime"].value_to_html(
            self.date_expires, {"format": "HH:mm", "tz_name": "Europe/Copenhagen"}
        )

    @api.autovacuum
    def _gc_old_codes(self):
        before = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search([("date_expires", "<", before)]).unlink()

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..meetings.danish_time import danish_time
from ..organisation.qr import qr_svg
from .meeting_code import MOST_CODES


class BydelsmorMeeting(models.Model):
    """At the monthly meeting everybody fills in forms together, also those without a
    login: whoever runs it shows a code."""

    _inherit = "bydelsmor.meeting"

    can_open_code = fields.Boolean(
        compute="_compute_code", export_string_translation=False
    )
    code_until = fields.Datetime(string="The code works until", compute="_compute_code")
    code_image = fields.Binary(string="QR code", compute="_compute_code")

    @api.depends("kind", "state", "start", "i_may_run")
    @api.depends_context("uid")
    def _compute_code(self):
        """For those who run the meeting, and for nobody else."""
        mine = self.filtered("i_may_run")
        codes = mine._running_codes()
        for meeting in self:
            code = codes.get(meeting.id)
            meeting.can_open_code = meeting in mine and meeting._is_code_day()
            meeting.code_until = code and code.date_expires
            meeting.code_image = code and base64.b64encode(qr_svg(code._url()))

    def _running_codes(self):
        """Return {meeting's id: its newest code that works}."""
        codes = (
            self.env["bydelsmor.meeting.code"]
            .sudo()
            .search(
                [
                    ("meeting_id", "in", self.ids),
                    ("date_revoked", "=", False),
                    ("date_expires", ">", fields.Datetime.now()),
                ],
                order="id",
            )
        )
        return {code.meeting_id.id: code for code in codes if code._works()}

    def _is_code_day(self):
        """A monthly meeting's forms are filled in on its day."""
        self.ensure_one()
        today = danish_time(fields.Datetime.now()).date()
        return (
            self.kind == "monthly"
            and self.state != "cancelled"
            and bool(self.start)
            and danish_time(self.start).date() == today
        )

    def action_open_code(self):
        """Open the group's forms on any phone for three hours, by a QR code.

        A code that works already is shown again.

        :raises AccessError: unless the user may run this meeting
        :raises UserError: on another day, and for meetings of other kinds
        """
        self.ensure_one()
        self._check_may_run()
        if not self._is_code_day():
            raise UserError(
                self.env._("The code is opened on the day of the monthly meeting.")
            )
        if self._running_codes():
            return True
        codes = self.env["bydelsmor.meeting.code"].sudo()
        if codes.search_count([("meeting_id", "=", self.id)]) >= MOST_CODES:
            raise UserError(
                self.env._("The code of this meeting was opened too many times.")
            )
        codes.create({"meeting_id": self.id})
        self.invalidate_recordset(["code_until", "code_image"])
        return True

    def action_close_code(self):
        """Close the code before its time: it opens nothing any more."""
        self.ensure_one()
        self._check_may_run()
        codes = self.env["bydelsmor.meeting.code"].sudo()
        codes.search(
            [("meeting_id", "=", self.id), ("date_revoked", "=", False)]
        ).date_revoked = fields.Datetime.now()
        self.invalidate_recordset(["code_until", "code_image"])
        return True

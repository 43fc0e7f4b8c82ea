import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .kinds import ASSEMBLY_KINDS, BOARD_KINDS


class BydelsmorMeeting(models.Model):
    """Who puts her name under the minutes: at an assembly its chair and its
    minute-taker, at a board meeting all who were there, else who led it and wrote."""

    _inherit = "bydelsmor.meeting"

    signature_ids = fields.One2many(
        "bydelsmor.meeting.signature", "meeting_id", string="Signatures"
    )
    unsigned_ids = fields.Many2many(
        "bydelsmor.volunteer",
        string="Not signed yet",
        compute="_compute_signing",
        compute_sudo=True,
    )
    i_may_sign = fields.Boolean(
        compute="_compute_signing", compute_sudo=True, export_string_translation=False
    )

    @api.depends(
        "state",
        "kind",
        "chair_id",
        "minute_taker_id",
        "responsible_ids",
        "attendance_ids.present",
        "signature_ids.volunteer_id",
    )
    @api.depends_context("uid")
    def _compute_signing(self):
        me = self.env.user.partner_id
        for meeting in self:
            left = meeting._unsigned()
            meeting.unsigned_ids = left
            meeting.i_may_sign = me in left.partner_id

    def _signers(self):
        """Return {volunteer: as what} of those who sign.

        Source: usual Danish bylaws; the board's minutes are signed by those present.
        """
        self.ensure_one()
        own = self.sudo()
        if own.kind in BOARD_KINDS:
            there = own.attendance_ids.filtered("present").volunteer_id
            return dict.fromkeys(there, "present")
        signers = dict.fromkeys(own.minute_taker_id, "minute_taker")
        signers.update(dict.fromkeys(own.chair_id, "chair"))
        if not signers and own.kind not in ASSEMBLY_KINDS:
            return dict.fromkeys(own.responsible_ids, "responsible")
        return signers

    def _unsigned(self):
        own = self.sudo()
        nobody = self.env["bydelsmor.volunteer"].sudo()
        if own.state not in ("held", "approved"):
            return nobody
        asked = nobody.union(*own._signers())
        return asked - own.signature_ids.volunteer_id

    def _check_signers(self):
        """:raises UserError: when nobody is named who could sign"""
        signers = self._signers()
        if self.kind in ASSEMBLY_KINDS and len(signers) < 2:
            raise UserError(
                self.env._(
                    "Write first who led the assembly and who wrote the minutes: two "
                    "women, and both sign."
                )
            )
        if not signers:
            raise UserError(
                self.env._(
                    "Write first who led the meeting and who wrote the minutes, or "
                    "tick who was there: they sign."
                )
            )

    def action_sign(self):
        """The user puts her own name under the minutes.

        :raises AccessError: for somebody who is not asked to
        """
        self.ensure_one()
        own = self.sudo()
        self.env.user._check_role(own.company_id.with_env(self.env), "member")
        self._check_signers()
        me = self._me()
        if me not in self._signers():
            raise AccessError(
                self.env._(
                    "These minutes are signed by others. What is wrong in them, you "
                    "can say at the next meeting."
                )
            )
        self._freeze()
        self._add_signature(me, "system")
        self._close_signing()
        return True

    def _sign_on_paper(self, volunteers, photo):
        """Keep the photo of the signed sheet and the names that stand on it.

        :param volunteers: those who signed it
        :param bytes photo: of the sheet
        :raises UserError: for a name that does not belong under it, or no photo
        """
        self.ensure_one()
        self._check_may_run()
        self._check_signers()
        nobody = volunteers.sudo().browse()
        others = volunteers.sudo() - nobody.union(*self._signers())
        if others or not volunteers:
            raise UserError(
                self.env._(
                    "Tick those who signed the sheet and were to: %(names)s.",
                    names=", ".join(v.name for v in self._signers()),
                )
            )
        if not photo:
            raise UserError(self.env._("Take a picture of the signed sheet."))
        self._freeze()
        sheet = self._add_paper(self.env._("Signed minutes"), photo)
        for volunteer in volunteers:
            self._add_signature(volunteer, "paper", sheet)
        self._close_signing()

    def _add_signature(self, volunteer, method, sheet=None):
        own = self.sudo()
        if volunteer.sudo() in own.signature_ids.volunteer_id:
            return
        own.env["bydelsmor.meeting.signature"].create(
            {
                "meeting_id": own.id,
                "volunteer_id": volunteer.id,
                "name": volunteer.sudo().name,
                "role": self._signers()[volunteer.sudo()],
                "method": method,
                "user_id": self.env.uid,
                "signed_on": fields.Datetime.now(),
                "content_hash": own.content_hash,
                "sheet_hash": sheet and hashlib.sha256(sheet.raw).hexdigest(),
            }
        )

    def _close_signing(self):
        """Seal the minutes once all have signed."""
        own = self.sudo()
        if not own._unsigned():
            own.state = "signed"

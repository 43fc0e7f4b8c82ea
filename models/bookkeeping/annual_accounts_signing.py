import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.bydelsmor.models.organisation.roles import BOARD_ROLES

from . import statement

SIGNING_ROLES = ("chair", "treasurer")


class AnnualAccounts(models.Model):
    """From open to reported: frozen, signed, reviewed, adopted.

    A signature in the system is a name, a role, a time and the hash of the figures.
    It is not a qualified signature, so everything can be done on paper as well: the
    hash stands on the sheet, and a photo of the signed sheet is kept here.
    """

    _inherit = "bydelsmor.annual.accounts"

    frozen_text = fields.Text(
        string="Frozen figures", readonly=True, copy=False, groups="base.group_user"
    )
    content_hash = fields.Char(string="Hash of the figures", readonly=True, copy=False)
    frozen_on = fields.Datetime(string="Ready for signing", readonly=True, copy=False)
    is_frozen = fields.Boolean(compute="_compute_is_frozen")
    has_changed = fields.Boolean(
        compute="_compute_has_changed",
        help="Something was posted or changed after the figures were frozen.",
    )
    signature_ids = fields.One2many(
        "bydelsmor.annual.accounts.signature", "accounts_id", readonly=True
    )
    missing_signatures = fields.Char(compute="_compute_missing_signatures")
    signed_copy = fields.Binary(
        string="Photo of the signed sheet", attachment=True, readonly=True, copy=False
    )
    signed_copy_name = fields.Char(readonly=True, copy=False)
    audit_kind = fields.Selection(
        [
            ("lay", "Elected by the members"),
            ("upload", "Own statement on paper or as a file"),
        ],
        string="Auditor",
        readonly=True,
        copy=False,
    )
    audit_name = fields.Char(string="Auditor's name", readonly=True, copy=False)
    audit_date = fields.Date(string="Reviewed on", readonly=True, copy=False)
    audit_vouchers = fields.Boolean(string="The vouchers", readonly=True, copy=False)
    audit_bank = fields.Boolean(string="The bank statements", readonly=True, copy=False)
    audit_minutes = fields.Boolean(string="The minutes", readonly=True, copy=False)
    audit_cash_date = fields.Date(string="Cash counted on", readonly=True, copy=False)
    audit_events = fields.Boolean(
        string="Activities against costs", readonly=True, copy=False
    )
    audit_decisions = fields.Boolean(
        string="Spending against decisions", readonly=True, copy=False
    )
    audit_approvals = fields.Boolean(
        string="Two persons behind each receipt", readonly=True, copy=False
    )
    audit_remarks = fields.Text(string="Remarks", readonly=True, copy=False)
    audit_recommends = fields.Selection(
        [("approve", "Approval"), ("reject", "No approval")],
        string="Recommends",
        readonly=True,
        copy=False,
    )
    audit_file = fields.Binary(
        string="Auditor's own statement", attachment=True, readonly=True, copy=False
    )
    audit_file_name = fields.Char(readonly=True, copy=False)
    adopted_on = fields.Date(string="General assembly", readonly=True, copy=False)
    adopted_chair = fields.Char(
        string="Chair of the meeting", readonly=True, copy=False
    )
    minutes = fields.Binary(attachment=True, readonly=True, copy=False)
    minutes_name = fields.Char(readonly=True, copy=False)
    reported_on = fields.Date(readonly=True, copy=False)

    @api.depends("content_hash")
    def _compute_is_frozen(self):
        for accounts in self:
            accounts.is_frozen = bool(accounts.content_hash)

    @api.depends("state", "content_hash")
    def _compute_has_changed(self):
        for accounts in self:
            settled = accounts.state in ("adopted", "reported")
            accounts.has_changed = (
                not settled and accounts.is_frozen and accounts._is_changed()
            )

    @api.depends("signature_ids", "state")
    def _compute_missing_signatures(self):
        for accounts in self:
            missing = accounts.sudo()._board_mandates() - (
                accounts.sudo().signature_ids.mandate_id
            )
            names = missing.mapped("partner_id.name")
            accounts.missing_signatures = ", ".join(names)

    def _frozen_payload(self):
        """Return the frozen figures, or None while the accounts are open.

        :raises UserError: if the frozen text is not the one that was signed
        """
        self.ensure_one()
        text = self.sudo().frozen_text
        if not text:
            return None
        if hashlib.sha256(text.encode()).hexdigest() != self.content_hash:
            raise UserError(
                self.env._(
                    "The frozen figures are not those that were signed: the hash does "
                    "not fit. Call the secretariat."
                )
            )
        return json.loads(text)

    def _is_changed(self):
        """Tell whether the books say something else now than the frozen figures."""
        frozen = self._frozen_payload()["ledger"]
        own = self.sudo().with_company(self.company_id)
        return _fingerprint(frozen) != _fingerprint(own._ledger_facts())

    def _check_unchanged(self):
        if self._is_changed():
            raise UserError(
                self.env._(
                    "Something was posted or changed after the figures were frozen. "
                    "Open the accounts again, look at it, and sign anew."
                )
            )

    def _check_state(self, *states):
        if self.state not in states:
            raise UserError(
                self.env._(
                    "This step does not fit: the accounts are '%s'.",
                    dict(self._fields["state"]._description_selection(self.env))[
                        self.state
                    ],
                )
            )

    def _set(self, **values):
        """Write what only the buttons may; the caller has asked for the role."""
        self.sudo().write(values)

    def _tell(self, body, **values):
        """Keep a line in the log of the accounts, in the name of who did it."""
        self.sudo().message_post(body=body, **values)

    def action_freeze(self):
        """Freeze the figures for signing.

        :raises UserError: while the period runs, or if something on the list is
            open and nobody has written why
        """
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board", "treasurer")
        self._check_state("open")
        if self.is_frozen:
            return
        if self.date_to >= fields.Date.context_today(self):
            raise UserError(self.env._("The period is not over yet."))
        if self.open_items and not (self.open_items_reason or "").strip():
            labels = [item["label"] for item in self.checklist if not item["done"]]
            raise UserError(
                self.env._(
                    "This is still open:\n%s\n\nMend it, or write why it is open.",
                    "\n".join(labels),
                )
            )
        text = statement.canonical(self._live_payload())
        self._set(
            frozen_text=text,
            content_hash=hashlib.sha256(text.encode()).hexdigest(),
            frozen_on=fields.Datetime.now(),
        )
        self._tell(body=self.env._("The figures are frozen for signing."))

    def _board_mandates(self):
        """Return the running mandates of those who sit on the board today."""
        return self.env["bydelsmor.mandate"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("role", "in", BOARD_ROLES),
                ("running", "=", True),
            ]
        )

    def action_sign(self):
        """Sign as a member of the board.

        :raises AccessError: for somebody who does not sit on the board today
        :raises UserError: if the books have changed since the figures were frozen
        """
        self.ensure_one()
        own = self.env.user.partner_id
        mandates = self.sudo()._board_mandates()
        mandate = mandates.filtered(lambda each: each.partner_id == own)[:1]
        if not mandate:
            raise AccessError(
                self.env._("Only those who sit on the board sign the accounts.")
            )
        self._check_state("open", "signed")
        if not self.is_frozen:
            raise UserError(self.env._("Make the accounts ready for signing first."))
        self._check_unchanged()
        self._add_signature(mandate, "system")
        self._close_signing()

    def _add_signature(self, mandate, method):
        if mandate in self.sudo().signature_ids.mandate_id:
            return
        self.env["bydelsmor.annual.accounts.signature"].sudo().create(
            {
                "accounts_id": self.id,
                "mandate_id": mandate.id,
                "name": mandate.partner_id.name,
                "role": mandate.role,
                "method": method,
                "user_id": self.env.uid,
                "signed_on": fields.Datetime.now(),
                "content_hash": self.content_hash,
            }
        )

    def _close_signing(self):
        """Go on to signed once the whole board has signed."""
        missing = self.sudo()._board_mandates() - self.sudo().signature_ids.mandate_id
        if not missing and self.state == "open":
            self._set(state="signed")

    def action_finish_signing(self):
        """Go on with the signatures that the bylaws ask for.

        :raises UserError: with fewer than two, or without chair and treasurer both
        """
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board", "treasurer")
        self._check_state("open")
        signatures = self.sudo().signature_ids
        leading = signatures.filtered(lambda each: each.role in SIGNING_ROLES)
        if len(signatures) < 2 or not leading:
            raise UserError(
                self.env._(
                    "At least two must sign, the chair or the treasurer among them."
                )
            )
        self._check_unchanged()
        self._set(state="signed")

    def _sign_on_paper(self, mandates, photo, filename):
        """Keep the photo of the signed sheet and the names that stand on it.

        The caller (the wizard) has asked for the role.
        """
        self.ensure_one()
        self._check_state("open", "signed")
        if not self.is_frozen:
            raise UserError(self.env._("Make the accounts ready for signing first."))
        self._check_unchanged()
        self._set(signed_copy=photo, signed_copy_name=filename)
        for mandate in mandates:
            self._add_signature(mandate, "paper")
        self._close_signing()
        if self.state == "open":
            self.action_finish_signing()

    def _reopen(self, reason):
        """Void the signatures and the frozen figures; the log keeps what was."""
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board", "treasurer")
        if self.state in ("adopted", "reported"):
            raise UserError(
                self.env._(
                    "Adopted accounts stay as they are. Correct the fault in the next "
                    "year and tell of it there."
                )
            )
        voided = ", ".join(self.sudo().signature_ids.mapped("name"))
        old_hash = self.content_hash
        self.sudo().signature_ids.write({"active": False})
        self._set(
            state="open",
            frozen_text=False,
            content_hash=False,
            frozen_on=False,
            signed_copy=False,
            signed_copy_name=False,
            **self._no_review(),
        )
        self._tell(
            body=self.env._(
                "Opened again: %(reason)s. Void: %(names)s. Hash that no longer "
                "holds: %(hash)s",
                reason=reason,
                names=voided or "-",
                hash=old_hash,
            )
        )

    @api.model
    def _no_review(self):
        return {
            name: False
            for name in (
                "audit_kind",
                "audit_name",
                "audit_date",
                "audit_vouchers",
                "audit_bank",
                "audit_minutes",
                "audit_cash_date",
                "audit_events",
                "audit_decisions",
                "audit_approvals",
                "audit_remarks",
                "audit_recommends",
                "audit_file",
                "audit_file_name",
            )
        }

    def _review(self, **values):
        """Take the auditor's statement; the wizard has asked for the role.

        :raises UserError: for a day within the period, or one that lies ahead
        """
        self.ensure_one()
        self._check_state("signed", "reviewed")
        self._check_after_period(values["audit_date"])
        self.company_id._bydelsmor_check_come(values.get("audit_cash_date"))
        self._check_unchanged()
        self._set(state="reviewed", **{**self._no_review(), **values})
        self._tell(body=self.env._("The auditor has given her statement."))

    def _adopt(self, date, chair, minutes=False, minutes_name=False):
        """Adopt at the general assembly: lock the period and secure its entries.

        The only place where entries are hashed: at posting it would break the
        chain when several post at once.

        :param date: day of the general assembly
        :param chair: name of the chair of the meeting (dirigent)
        :raises UserError: for a day within the period, or one that lies ahead, for
            what is locked and secured is not opened again
        """
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board", "treasurer")
        self._check_state("reviewed")
        self._check_after_period(date)
        self._check_unchanged()
        self._set(
            state="adopted",
            adopted_on=date,
            adopted_chair=chair,
            minutes=minutes,
            minutes_name=minutes_name,
        )
        company = self.company_id.sudo()
        lock = max(company.fiscalyear_lock_date or self.date_to, self.date_to)
        company.fiscalyear_lock_date = lock
        company._bydelsmor_secure(self.date_to)
        self._tell(
            body=self.env._("Adopted. The period is locked and its entries secured.")
        )

    def _check_after_period(self, date):
        """Raise for a day on which nobody can have judged the whole period."""
        if date <= self.date_to:
            raise UserError(
                self.env._("The day must be after the last day of the period.")
            )
        self.company_id._bydelsmor_check_come(date)

    def action_report(self):
        """Hand the adopted accounts to the secretariat."""
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board", "treasurer")
        self._check_state("adopted")
        self._set(state="reported", reported_on=fields.Date.context_today(self))
        consultant = self.company_id.sudo()._bydelsmor_group().consultant_id
        self._tell(
            body=self.env._("Reported to the secretariat."),
            partner_ids=consultant.partner_id.ids,
        )

    def _fault_found(self, note):
        """Write a fault of adopted accounts into the next open year, and here."""
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board", "treasurer")
        self._check_state("adopted", "reported")
        following = self.search(
            [("company_id", "=", self.company_id.id), ("state", "=", "open")],
            order="date_from",
            limit=1,
        )
        following = following.filtered(lambda each: not each.is_frozen)
        if not following:
            values = self._next_period(self.company_id)
            following = self._for_period(self.company_id, **values)
        told = self.env._("%(period)s: %(note)s", period=self.display_name, note=note)
        following.correction_note = "\n".join(
            filter(None, (following.correction_note, told))
        )
        self._tell(
            body=self.env._(
                "A fault was found, corrected in %(year)s: %(note)s",
                year=following.display_name,
                note=note,
            )
        )
        return following


def _fingerprint(value):
    """Return the figures without the names of accounts, grants and funders: names
    may be put right after the board has signed, amounts may not."""
    if isinstance(value, dict):
        return {
            key: _fingerprint(item)
            for key, item in value.items()
            if key not in ("names", "name", "funder")
        }
    if isinstance(value, list):
        return [_fingerprint(item) for item in value]
    return value

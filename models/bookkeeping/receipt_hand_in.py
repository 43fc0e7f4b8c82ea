import base64
import binascii
import re
from uuid import UUID

from psycopg2.errors import UniqueViolation

from odoo import Command, api, fields, models
from odoo.exceptions import ConcurrencyError, ValidationError
from odoo.tools import SQL, float_round

from . import receipt_image

MAX_FILES = 8
MAX_LINES = 20
MAX_TEXT = 250
MAX_AMOUNT = 1_000_000


class BydelsmorReceipt(models.Model):
    """The door of the phone pages: whoever is a member of the group may hand in.

    Portal users have no create right on receipts. What they send is checked here
    word by word and written with more rights than they have.
    """

    _inherit = "bydelsmor.receipt"

    @api.model
    def _hand_in(self, company, values, files):
        """Store a receipt that a member of the group filled in.

        Sent again with the same uuid, it is stored once.

        :param company: the group's company; the caller must be a member there
        :param dict values: ``uuid``, ``date``, ``shop``, ``occasion``, ``paid_by``,
            ``lines`` (a list of ``purpose_id``, ``amount`` in kroner, ``grant_id``,
            ``is_private``, ``note``) and, for a lost receipt, ``lost`` with
            ``explanation``. Everything else is ignored.
        :param list files: dictionaries with ``name`` and ``data`` (bytes or base64)
        :return: the receipt
        :raises AccessError: for anybody who is no member of the group
        :raises ValidationError: naming the field and what to do
        """
        company = company.with_env(self.env)
        self.env.user._check_role(company, "member")
        buyer = {"volunteer_id": self._volunteer_of_user(company).id}
        return self._hand_in_as(company, values, files, buyer)

    @api.model
    def _hand_in_as(self, company, values, files, buyer):
        """Store what was filled in; whoever calls has checked who asks.

        :param dict buyer: the field that tells who bought
        """
        key = self._clean_uuid(values.get("uuid"))
        known = self._find_own(company, key)
        if known:
            return known
        vals = self._clean_values(company, values)
        vals.update(buyer, uuid=key, company_id=company.id, state="draft")
        vals["line_ids"] = [Command.create(line) for line in vals.pop("lines")]
        receipt = self._create_once(key, vals)
        receipt._add_files(files)
        receipt._do_hand_in()
        return receipt.sudo(False)

    def _hand_in_again(self, values, files):
        """Hand in one's own receipt that was sent back, with what is changed in it.

        :param dict values: as for ``_hand_in``, without ``uuid``
        :param list files: photos to add to those that are there
        :raises ValidationError: if it is not the caller's own, or not sent back
        """
        self.ensure_one()
        receipt = self.sudo()
        self.env.user._check_role(receipt.company_id.with_env(self.env), "member")
        own = receipt.partner_id == self.env.user.partner_id
        if not own or receipt.state != "returned":
            raise ValidationError(
                self.env._("This receipt cannot be changed. Hand in a new one.")
            )
        vals = receipt._clean_values(receipt.company_id, values)
        lines = [Command.create(line) for line in vals.pop("lines")]
        receipt.write({**vals, "line_ids": [Command.clear(), *lines]})
        receipt._add_files(files)
        receipt._do_hand_in()
        return self

    @api.model
    def _clean_uuid(self, value):
        try:
            return str(UUID(str(value)))
        except ValueError:
            raise ValidationError(self._not_stored_message()) from None

    def _not_stored_message(self):
        return self.env._(
            "This receipt could not be stored. Fill it in once more, please."
        )

    @api.model
    def _find_own(self, company, key):
        """Return the caller's receipt with this uuid.

        :raises ValidationError: if the uuid is somebody else's, in the same words as
            for a uuid that makes no sense
        """
        known = self.sudo().search([("uuid", "=", key)])
        if known and (
            known.submitter_id != self.env.user or known.company_id != company
        ):
            raise ValidationError(self._not_stored_message())
        return known.sudo(False)

    @api.model
    def _create_once(self, key, vals):
        """Create, or begin the request anew if the same receipt is being stored in
        another one at this moment: then it is found."""
        [[free]] = self.env.execute_query(
            SQL("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", key)
        )
        if not free:
            raise ConcurrencyError("bydelsmor.receipt uuid")
        try:
            with self.env.cr.savepoint():
                return self.sudo().create(vals)
        except UniqueViolation:
            # Stored between the beginning of this request and the lock.
            raise ConcurrencyError("bydelsmor.receipt uuid") from None

    # ------------------------------------------------------------------
    # Checking what was sent
    # ------------------------------------------------------------------

    @api.model
    def _clean_values(self, company, values):
        lost = values.get("lost") or {}
        return {
            "date": self._clean_date(values.get("date")),
            "shop": self._clean_text(values.get("shop")),
            "occasion": self._clean_text(values.get("occasion")),
            "paid_by": self._clean_paid_by(values.get("paid_by")),
            "lost": bool(lost),
            "lost_explanation": self._clean_text(
                lost.get("explanation") if isinstance(lost, dict) else ""
            ),
            "lines": self._clean_lines(company, values.get("lines")),
        }

    @api.model
    def _clean_date(self, value):
        try:
            date = fields.Date.to_date(value)
        except (ValueError, TypeError):
            date = None
        if not date:
            raise ValidationError(
                self.env._("The date is missing. It stands on the receipt.")
            )
        return date

    @api.model
    def _clean_text(self, value):
        text = re.sub(r"\s+", " ", str(value or "")).strip()
        if len(text) > MAX_TEXT:
            raise ValidationError(
                self.env._("This text is too long: «%(start)s…»", start=text[:30])
            )
        return text

    @api.model
    def _clean_paid_by(self, value):
        if value not in dict(self._fields["paid_by"].selection):
            raise ValidationError(self.env._("Choose who paid."))
        return value

    @api.model
    def _clean_lines(self, company, lines):
        if not isinstance(lines, list) or not lines or len(lines) > MAX_LINES:
            raise ValidationError(self.env._("Write the amount and what it was for."))
        purposes = self._known(
            "bydelsmor.purpose", lines, "purpose_id", [("direction", "=", "out")]
        )
        grants = self._known(
            "bydelsmor.grant", lines, "grant_id", [("company_id", "=", company.id)]
        )
        return [self._clean_line(company, line, purposes, grants) for line in lines]

    @api.model
    def _known(self, model, lines, name, domain):
        """Return the ids that were sent and may be used here, in one query."""
        numbers = {
            line[name]
            for line in lines
            if isinstance(line, dict) and type(line.get(name)) is int
        }
        # The caller is a member; what she may choose is decided by the domain.
        records = self.env[model].sudo().search([("id", "in", list(numbers)), *domain])
        return set(records.ids)

    @api.model
    def _clean_line(self, company, line, purposes, grants):
        if not isinstance(line, dict):
            raise ValidationError(self.env._("Write the amount and what it was for."))
        private = bool(line.get("is_private"))
        purpose, grant = line.get("purpose_id"), line.get("grant_id")
        if not private and not _is_one_of(purpose, purposes):
            raise ValidationError(self.env._("Choose what the money was for."))
        if grant and not _is_one_of(grant, grants):
            raise ValidationError(
                self.env._("Choose the grant once more, or leave it empty.")
            )
        return {
            "purpose_id": False if private else purpose,
            "amount": self._clean_amount(company, line.get("amount")),
            "grant_id": False if private else grant or False,
            "is_private": private,
            "note": self._clean_text(line.get("note")),
        }

    @api.model
    def _clean_amount(self, company, value):
        """Return an amount in kroner: a number, or text as «1.234,50» or «12.5»."""
        amount = _to_number(value)
        if amount is not None:
            amount = float_round(
                amount, precision_rounding=company.sudo().currency_id.rounding
            )
        if amount is None or not 0 < amount < MAX_AMOUNT:
            raise ValidationError(
                self.env._("Write the amount in kroner, for example 124,50.")
            )
        return amount

    # ------------------------------------------------------------------
    # Photos
    # ------------------------------------------------------------------

    def _add_files(self, files):
        """Clean photos and PDFs and keep them with this receipt.

        :raises ValidationError: saying which file cannot be used and what to do
        """
        self.ensure_one()
        self._check_open()
        files = files or []
        if len(files) + len(self.sudo().attachment_ids) > MAX_FILES:
            raise ValidationError(
                self.env._("At most %(count)s photos on a receipt.", count=MAX_FILES)
            )
        cleaned = [self._clean_file(file) for file in files]
        known = len(self.sudo().attachment_ids)
        # Whoever calls has checked that the caller may write this receipt.
        self.env["ir.attachment"].sudo()._bydelsmor_cleaned().create(
            [
                self._prepare_photo(file, number)
                for number, file in enumerate(cleaned, known + 1)
            ]
        )
        self.invalidate_recordset()

    def _prepare_photo(self, file, number):
        return {
            "name": f"{self.env._('Receipt')}-{self.id}-{number}.{file.extension}",
            "raw": file.data,
            "mimetype": file.mimetype,
            "description": file.fingerprint,
            "res_model": self._name,
            "res_id": self.id,
            "company_id": self.sudo().company_id.id,
        }

    def _sync_fingerprints(self):
        """Remember which photos these receipts have, to know them again."""
        if not self:
            return
        photos = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("description", "!=", False),
                ],
                order="id",
            )
        )
        by_receipt = photos.grouped("res_id")
        for receipt in self.sudo():
            found = by_receipt.get(receipt.id, photos.browse())
            receipt.photo_fingerprints = " ".join(found.mapped("description"))
        self.invalidate_recordset()

    @api.model
    def _clean_file(self, file):
        data = file.get("data") if isinstance(file, dict) else None
        try:
            if isinstance(data, str) or (data and file.get("base64")):
                data = base64.b64decode(data, validate=True)
            return receipt_image.clean(bytes(data or b""))
        except (binascii.Error, ValueError, TypeError) as error:
            message = getattr(error, "message", receipt_image.DAMAGED)
            raise ValidationError(self.env._(message)) from None


def _is_one_of(value, ids):
    return type(value) is int and value in ids


def _to_number(value):
    """Return kroner as typed, Danish («1.234,50») or not, as a float, or None."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return float(value) if abs(value) < MAX_AMOUNT * 10 else None
    text = str(value).strip().replace(" ", "").replace("\u00a0", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d{1,2})?|\d+,\d{1,2}", text):
        text = text.replace(".", "").replace(",", ".")
    return float(text) if re.fullmatch(r"\d{1,9}(\.\d{1,2})?", text) else None

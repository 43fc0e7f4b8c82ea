import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..organisation.by_hand import refuse_by_hand
from .receipt_image import same_photo
from .seal import is_unsealed

# Receipts this far apart are not the same purchase handed in twice.
DUPLICATE_SPAN = timedelta(days=400)

# While a receipt is in one of these, what it says may still change.
OPEN_STATES = ("draft", "handed_in", "returned")
# Waiting for somebody to do something.
WAITING_STATES = ("draft", "handed_in", "approved")
# What the paper says. Fixed as soon as the first person has approved it.
CONTENT_FIELDS = {
    "volunteer_id",
    "date",
    "shop",
    "occasion",
    "paid_by",
    "line_ids",
    "lost",
    "lost_explanation",
    "attachment_ids",
    "photo",
}
# Only this model's own methods write these, after asking who is calling.
OWN_FIELDS = {
    "uuid",
    "state",
    "written_name",
    "submitter_id",
    "handed_in_date",
    "approver_id",
    "approved_date",
    "approver2_id",
    "approved2_date",
    "lost_signer_id",
    "lost_signed_date",
    "lost_signer2_id",
    "lost_signed2_date",
    "lost_asked_id",
    "return_reason",
    "photo_fingerprints",
    "move_id",
    "paid_date",
}


class BydelsmorReceipt(models.Model):
    """A paper in plain words: a photo, an amount, what for, and who paid.

    It is not bookkeeping itself. Approved by somebody else than the buyer it becomes
    an entry in Odoo's books (``receipt_booking``), and points there from then on.
    """

    _name = "bydelsmor.receipt"
    _description = "Receipt"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    uuid = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: str(uuid.uuid4()),
        help="Made by the phone, so that a receipt sent twice is stored once.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("handed_in", "Handed in"),
            ("approved", "Approved by one"),
            ("booked", "To be paid back"),
            ("repaid", "Paid"),
            ("returned", "Sent back"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        group_expand=True,
    )
    volunteer_id = fields.Many2one(
        "bydelsmor.volunteer",
        string="Who bought it",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
        default=lambda self: self._default_volunteer(),
        tracking=True,
    )
    partner_id = fields.Many2one(
        related="volunteer_id.partner_id", store=True, index=True, precompute=True
    )
    avatar_128 = fields.Image(related="volunteer_id.avatar_128")
    submitter_id = fields.Many2one(
        "res.users",
        string="Handed in by",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
        index=True,
        ondelete="restrict",
    )
    handed_in_date = fields.Datetime(string="Handed in", readonly=True, copy=False)
    date = fields.Date(
        string="Date on the receipt",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    book_date = fields.Date(
        string="Book it on",
        copy=False,
        help="Empty: on the date of the receipt. Needed only when that year is closed.",
    )
    shop = fields.Char(string="Shop or place", tracking=True)
    occasion = fields.Char(string="Which activity or meeting", tracking=True)
    paid_by = fields.Selection(
        [
            ("own", "I paid myself"),
            ("cash", "The cash box"),
            ("card", "The group's card"),
            ("mobilepay", "The group's MobilePay"),
            ("advance", "Money I got in advance"),
        ],
        string="Who paid",
        required=True,
        default="own",
        tracking=True,
    )
    line_ids = fields.One2many(
        "bydelsmor.receipt.line", "receipt_id", string="What for", copy=True
    )
    amount = fields.Monetary(
        string="Total", compute="_compute_amounts", store=True, tracking=True
    )
    amount_private = fields.Monetary(
        string="Private", compute="_compute_amounts", store=True
    )
    amount_group = fields.Monetary(
        string="The group pays", compute="_compute_amounts", store=True
    )
    purpose_names = fields.Char(string="For", compute="_compute_purpose_names")
    attachment_ids = fields.One2many(
        "ir.attachment",
        "res_id",
        string="Photos",
        domain=[("res_model", "=", "bydelsmor.receipt"), ("res_field", "=", False)],
        bypass_search_access=True,
    )
    photo = fields.Binary(
        string="Add a photo or PDF", compute="_compute_photo", inverse="_inverse_photo"
    )
    photo_preview = fields.Html(compute="_compute_photo_preview", sanitize=False)
    photo_count = fields.Integer(compute="_compute_photo_preview")
    photo_fingerprints = fields.Char(readonly=True, copy=False)
    photo_missing = fields.Boolean(compute="_compute_photo_missing")
    lost = fields.Boolean(string="The receipt is lost")
    lost_explanation = fields.Char(string="How it was lost")
    lost_signer_id = fields.Many2one(
        "res.users", string="Signed by", readonly=True, copy=False, index=False
    )
    lost_signed_date = fields.Datetime(readonly=True, copy=False)
    lost_signer2_id = fields.Many2one(
        "res.users", string="Also signed by", readonly=True, copy=False, index=False
    )
    lost_signed2_date = fields.Datetime(readonly=True, copy=False)
    approver_id = fields.Many2one(
        "res.users", string="Approved by", readonly=True, copy=False, index=False
    )
    approved_date = fields.Datetime(readonly=True, copy=False)
    approver2_id = fields.Many2one(
        "res.users", string="Also approved by", readonly=True, copy=False, index=False
    )
    approved2_date = fields.Datetime(readonly=True, copy=False)
    return_reason = fields.Text(
        string="Why it was sent back", readonly=True, copy=False
    )
    move_id = fields.Many2one(
        "account.move",
        string="Entry",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    voucher_name = fields.Char(
        related="move_id.voucher_name", string="Voucher no.", related_sudo=True
    )
    paid_date = fields.Date(string="Paid on", readonly=True, copy=False)
    can_approve = fields.Boolean(compute="_compute_can_approve")
    year_closed = fields.Boolean(compute="_compute_year_closed", compute_sudo=True)
    duplicate_ids = fields.Many2many(
        "bydelsmor.receipt",
        string="Looks like",
        compute="_compute_duplicates",
        compute_sudo=True,
        groups="bydelsmor.group_board,bydelsmor.group_auditor",
    )
    duplicate_warning = fields.Char(compute="_compute_duplicates", compute_sudo=True)

    _uuid_uniq = models.UniqueIndex("(uuid)", "This receipt was handed in already.")
    _company_date_idx = models.Index("(company_id, date DESC, id DESC)")
    _book_date_given = models.Constraint(
        "CHECK (state NOT IN ('booked', 'repaid') OR move_id IS NOT NULL)",
        "A booked receipt needs its entry.",
    )

    # ------------------------------------------------------------------
    # Defaults and computes
    # ------------------------------------------------------------------

    @api.onchange("company_id")
    def _onchange_company_id(self):
        if self.volunteer_id.company_id != self.company_id:
            self.volunteer_id = self._volunteer_of_user(self.company_id)

    @api.model
    def _default_volunteer(self):
        return self._volunteer_of_user(self.env.company)

    @api.model
    def _volunteer_of_user(self, company):
        """Return the current user's own volunteer record in this group."""
        return (
            self.env["bydelsmor.volunteer"]
            .sudo()
            .search(
                [
                    ("partner_id", "=", self.env.user.partner_id.id),
                    ("company_id", "=", company.id),
                ],
                limit=1,
            )
            .sudo(self.env.su)
        )

    @api.depends("move_id.voucher_name")
    def _compute_display_name(self):
        # Odoo shows this to people who may not read the receipt: nothing private.
        for receipt in self:
            voucher = receipt.voucher_name
            if voucher:
                receipt.display_name = self.env._("Voucher %(name)s", name=voucher)
            else:
                receipt.display_name = self.env._(
                    "Receipt no. %(number)s", number=receipt.id or ""
                )

    @api.depends("line_ids.amount", "line_ids.is_private")
    def _compute_amounts(self):
        for receipt in self:
            private = receipt.line_ids.filtered("is_private")
            receipt.amount = sum(receipt.line_ids.mapped("amount"))
            receipt.amount_private = sum(private.mapped("amount"))
            receipt.amount_group = receipt.amount - receipt.amount_private

    @api.depends("line_ids.purpose_id", "line_ids.is_private")
    def _compute_purpose_names(self):
        for receipt in self:
            names = receipt.line_ids.purpose_id.mapped("name")
            receipt.purpose_names = ", ".join(names)

    @api.depends("attachment_ids")
    def _compute_photo(self):
        self.photo = False

    @api.depends("attachment_ids")
    def _compute_photo_preview(self):
        for receipt in self:
            receipt.photo_count = len(receipt.attachment_ids)
            receipt.photo_preview = self.env["ir.qweb"]._render(
                "bydelsmor.receipt_photo_preview",
                {"photos": receipt.attachment_ids.sorted("id")},
            )

    @api.depends("attachment_ids", "line_ids.purpose_id", "line_ids.is_private", "lost")
    def _compute_photo_missing(self):
        for receipt in self:
            paid = receipt.line_ids.filtered(lambda line: not line.is_private)
            needed = any(paid.purpose_id.mapped("photo_required"))
            receipt.photo_missing = needed and not (
                receipt.attachment_ids or receipt.lost
            )

    @api.depends("date", "state", "company_id")
    def _compute_year_closed(self):
        for receipt in self:
            receipt.year_closed = (
                receipt.state in WAITING_STATES
                and receipt.date
                and receipt._closed_until(receipt.date)
            )

    @api.depends("submitter_id", "volunteer_id", "approver_id", "state")
    @api.depends_context("uid")
    def _compute_can_approve(self):
        me = self.env.user.partner_id
        for receipt in self:
            paper = receipt.sudo()
            people = paper.submitter_id.partner_id | paper.partner_id
            people |= paper.approver_id.partner_id
            receipt.can_approve = me not in people

    @api.depends("photo_fingerprints", "company_id", "amount", "date", "shop", "state")
    def _compute_duplicates(self):
        """Find the same photo, or the same amount, day and shop, in one query."""
        waiting = self.filtered(
            lambda receipt: receipt.state in WAITING_STATES and receipt.date
        )
        (self - waiting).duplicate_ids = False
        (self - waiting).duplicate_warning = False
        if not waiting:
            return
        others = waiting._possible_duplicates()
        for receipt in waiting:
            photo, same = receipt._split_duplicates(others)
            receipt.duplicate_ids = self.browse(photo + same)
            receipt.duplicate_warning = receipt._duplicate_text(photo)

    def _possible_duplicates(self):
        """Return rows of the receipts in the same groups that could be the same:
        those with a photo, and those with an amount and date that occur here."""
        self.env["bydelsmor.receipt"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT other.id, other.company_id, other.amount, other.date,
                       other.shop, other.photo_fingerprints
                  FROM bydelsmor_receipt other
                 WHERE other.company_id IN %(companies)s
                   AND other.state NOT IN ('returned', 'cancelled')
                   AND ((other.date, other.amount) IN %(seen)s
                        OR other.photo_fingerprints > ''
                           AND other.date BETWEEN %(first)s AND %(last)s)
                """,
                companies=tuple(self.company_id.ids),
                seen=tuple((receipt.date, receipt.amount) for receipt in self),
                first=min(self.mapped("date")) - DUPLICATE_SPAN,
                last=max(self.mapped("date")) + DUPLICATE_SPAN,
            )
        )
        return rows

    def _split_duplicates(self, rows):
        """Return the ids with the same photo, and those with the same figures."""
        photo, same = [], []
        mine = (self.photo_fingerprints or "").split()
        for number, company, amount, date, shop, fingerprints in rows:
            if number == self._origin.id or company != self.company_id.id:
                continue
            theirs = (fingerprints or "").split()
            if any(same_photo(one, two) for one in mine for two in theirs):
                photo.append(number)
            elif (
                self.amount
                and date == self.date
                and self.currency_id.compare_amounts(amount, self.amount) == 0
                and _plain(shop) == _plain(self.shop)
            ):
                same.append(number)
        return photo, same

    def _duplicate_text(self, photo):
        if photo:
            return self.env._("The same photo was handed in before.")
        if self.duplicate_ids:
            return self.env._(
                "The same amount from the same shop on the same day was handed in "
                "before."
            )
        return False

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for receipt in self:
            if receipt.date > today:
                raise ValidationError(
                    self.env._(
                        "The date %(date)s has not come yet. Look at the date on the "
                        "receipt once more.",
                        date=fields.Date.to_string(receipt.date),
                    )
                )

    def _check_open(self):
        """Raise unless what these receipts say may still be changed."""
        if is_unsealed(self.env):
            return
        for receipt in self.sudo():
            if receipt.state not in OPEN_STATES:
                raise UserError(
                    self.env._(
                        "%(receipt)s is approved and stays as it is. If something in "
                        "it is wrong, use «Correct a mistake» on its entry.",
                        receipt=receipt.display_name,
                    )
                )

    def _bydelsmor_sealed(self):
        """Return those of these receipts whose photos are evidence."""
        if is_unsealed(self.env):
            return self.browse()
        return self.filtered(lambda receipt: receipt.sudo().state not in OPEN_STATES)

    def _check_complete(self):
        """Raise, naming what is missing, unless the receipt can be handed in."""
        for receipt in self:
            if not receipt.line_ids:
                raise ValidationError(
                    self.env._("Write the amount and what it was for.")
                )
            if receipt.photo_missing:
                raise ValidationError(
                    self.env._(
                        "A photo of the receipt is missing. Take one, or say that the "
                        "receipt is lost and how."
                    )
                )
            if receipt.lost and not (receipt.lost_explanation or "").strip():
                raise ValidationError(
                    self.env._("Write in a few words how the receipt was lost.")
                )

    # ------------------------------------------------------------------
    # Creating and writing
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        refuse_by_hand(self, OWN_FIELDS, *vals_list)
        context = {"mail_create_nosubscribe": True, "mail_create_nolog": True}
        return super(BydelsmorReceipt, self.with_context(**context)).create(vals_list)

    def write(self, vals):
        refuse_by_hand(self, OWN_FIELDS, vals)
        if CONTENT_FIELDS & vals.keys():
            self.check_access("write")
            self._check_open()
        if "company_id" in vals:
            raise UserError(self.env._("A receipt stays in its group."))
        if "book_date" in vals and self.move_id:
            raise UserError(self.env._("This receipt is booked already."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if is_unsealed(self.env):
            return  # the keeping period is over
        if any(receipt.state != "draft" for receipt in self):
            raise UserError(
                self.env._(
                    "What was handed in stays. Send the receipt back, or withdraw it."
                )
            )

    # ------------------------------------------------------------------
    # Photos
    # ------------------------------------------------------------------

    def _inverse_photo(self):
        for receipt in self.filtered("photo"):
            photo = receipt.photo
            receipt._add_files([{"data": photo.decode()}])

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_hand_in(self):
        """Hand in receipts that were written in the web client."""
        self._check_board()
        for receipt in self:
            if receipt.state not in ("draft", "returned"):
                raise UserError(self.env._("This receipt is handed in already."))
        self._do_hand_in()

    def _do_hand_in(self):
        self._check_complete()
        now = fields.Datetime.now()
        self.sudo().write(
            {"state": "handed_in", "handed_in_date": now, "return_reason": False}
        )
        for company, receipts in self.sudo().grouped("company_id").items():
            if company.bydelsmor_books_open:
                receipts._prepare_partners(company)
        for receipt in self.filtered(lambda r: r.lost and not r.lost_signer_id):
            receipt.sudo().write(
                {"lost_signer_id": self.env.user.id, "lost_signed_date": now}
            )

    def action_sign_lost(self):
        """Sign, as the second person, that the receipt is really lost."""
        for receipt in self:
            receipt._sign_lost()

    def _sign_lost(self):
        self.ensure_one()
        user = self.env.user
        receipt = self.sudo()
        company = receipt.company_id.with_env(self.env)
        user._check_role(company, "member", "board", "treasurer")
        if not self._waits_for_second():
            raise UserError(self.env._("There is nothing to sign here."))
        first = receipt.lost_signer_id
        if user == first or user.partner_id in (first.partner_id, receipt.partner_id):
            raise UserError(
                self.env._(
                    "A lost receipt is signed by two. Ask somebody else to sign too."
                )
            )
        self._check_asked_to_sign()
        receipt.write(
            {"lost_signer2_id": user.id, "lost_signed2_date": fields.Datetime.now()}
        )

    def action_return(self, reason=None):
        """Send receipts back to their buyers with a kind word.

        :param str reason: what she can do about it; asked for in a dialog if missing
        """
        self._check_board()
        if not (reason or "").strip():
            return self._open_return_dialog()
        for receipt in self:
            if receipt.state not in ("handed_in", "approved"):
                raise UserError(
                    self.env._("Only a receipt that waits can be sent back.")
                )
        self.sudo().write(
            {
                "state": "returned",
                "return_reason": reason.strip(),
                "approver_id": False,
                "approved_date": False,
                # she may change it now, so it is to be confirmed anew
                "lost_signer2_id": False,
                "lost_signed2_date": False,
                "lost_asked_id": False,
            }
        )
        return True

    def _open_return_dialog(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send back"),
            "res_model": "bydelsmor.receipt.return",
            "view_mode": "form",
            "target": "new",
            "context": {"default_receipt_ids": self.ids},
        }

    def action_cancel(self):
        """Withdraw receipts that were never approved."""
        for receipt in self:
            if receipt.sudo().partner_id != self.env.user.partner_id:
                receipt._check_board()
            if receipt.sudo().state not in OPEN_STATES:
                raise UserError(
                    self.env._("An approved receipt cannot be withdrawn any more.")
                )
        self.sudo().write({"state": "cancelled"})

    def action_repay(self):
        """Open the step that pays the owners of these receipts."""
        companies = self.sudo().company_id.with_env(self.env)
        self.env.user._check_role(companies, "treasurer")
        if any(receipt.state != "booked" for receipt in self):
            raise UserError(
                self.env._("Choose only receipts that are to be paid back.")
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pay back"),
            "res_model": "bydelsmor.repay",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_company_id": companies[:1].id,
                "bydelsmor_receipt_ids": self.ids,
            },
        }

    def action_open_move(self):
        """Open the voucher that this receipt became."""
        self.ensure_one()
        return self.move_id.action_bydelsmor_open()

    def _check_board(self):
        companies = self.sudo().company_id.with_env(self.env)
        self.env.user._check_role(companies, "board", "treasurer")


def _plain(shop):
    return " ".join((shop or "").lower().split())

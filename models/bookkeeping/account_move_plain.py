from odoo import api, fields, models


class AccountMove(models.Model):
    """A voucher in plain words: what for, how much, who, and where it is now.

    Volunteers meet this and never an account code; Odoo's own form of the entry is
    one button away for the accountant and the auditor.
    """

    _inherit = "account.move"

    bydelsmor_what = fields.Char(string="What for", compute="_compute_bydelsmor_what")
    bydelsmor_who = fields.Char(string="Who", compute="_compute_bydelsmor_who")
    bydelsmor_direction = fields.Selection(
        [("in", "Money in"), ("out", "Money out"), ("moved", "Moved or put right")],
        string="Which way",
        compute="_compute_bydelsmor_money",
    )
    bydelsmor_money = fields.Monetary(
        string="Amount in or out",
        compute="_compute_bydelsmor_money",
        currency_field="company_currency_id",
        help="Below zero when money went out of the group.",
    )
    bydelsmor_stage = fields.Selection(
        [
            ("draft", "Not booked yet"),
            ("booked", "Booked"),
            ("paid", "Paid"),
            ("repaid", "Repaid"),
            ("received", "Received"),
            ("corrected", "Corrected"),
        ],
        string="Where it is",
        compute="_compute_bydelsmor_stage",
    )
    bydelsmor_bank = fields.Selection(
        [("waiting", "Not yet seen in the bank"), ("seen", "Seen in the bank")],
        string="In the bank",
        compute="_compute_bydelsmor_bank",
    )
    bydelsmor_grant_ids = fields.Many2many(
        "bydelsmor.grant", string="Grant", compute="_compute_bydelsmor_grant_ids"
    )
    bydelsmor_related_ids = fields.Many2many(
        "account.move",
        string="Belongs with",
        compute="_compute_bydelsmor_related_ids",
        help="The payment of a receipt, the receipts of a payment, and corrections.",
    )
    bydelsmor_photo_id = fields.Integer(
        string="Number of the picture",
        compute="_compute_bydelsmor_photo",
        export_string_translation=False,
    )
    bydelsmor_photo_preview = fields.Html(
        string="Photo", compute="_compute_bydelsmor_photo", sanitize=False
    )

    # ------------------------------------------------------------------
    # What, who, how much
    # ------------------------------------------------------------------

    @api.depends(
        "ref",
        "invoice_line_ids.name",
        "bydelsmor_receipt_ids.purpose_names",
        "line_ids.matched_debit_ids",
        "line_ids.matched_credit_ids",
    )
    def _compute_bydelsmor_what(self):
        papers = self._bydelsmor_papers()
        papers.bydelsmor_receipt_ids.mapped("purpose_names")
        papers.invoice_line_ids.mapped("name")
        for move in self:
            move.bydelsmor_what = move._bydelsmor_what() or move.ref

    def _bydelsmor_papers(self):
        """Return these vouchers and those that they pay or are paid by, so that what a
        long list tells of them is read at once and not for each."""
        return self | self._bydelsmor_counterparts().move_id

    def _bydelsmor_what(self):
        """Return the plain names of what this voucher, or what it pays, was for."""
        if self.reversed_entry_id:
            return self.ref
        if self.statement_line_id.bydelsmor_by_hand:
            return self.statement_line_id.payment_ref
        if self.origin_payment_id:
            paid = self._bydelsmor_counterparts().move_id
            names = [paper._bydelsmor_purposes() for paper in paid]
            return ", ".join(dict.fromkeys(filter(None, names)))
        return self._bydelsmor_purposes()

    def _bydelsmor_purposes(self):
        names = self.bydelsmor_receipt_ids.mapped("purpose_names")
        if not any(names):
            names = self._bydelsmor_own_lines().mapped("name")
        return ", ".join(dict.fromkeys(filter(None, names)))

    @api.depends("partner_id", "bydelsmor_receipt_ids.partner_id", "ref")
    def _compute_bydelsmor_who(self):
        for move in self:
            people = move.partner_id or move.bydelsmor_receipt_ids.partner_id
            # Odoo shows names to whoever reads the entry that names them.
            names = people.sudo().mapped("name")
            if not names and move.move_type == "out_receipt":
                names = [move.ref]  # who gave stands there, see ``money_in``
            move.bydelsmor_who = ", ".join(filter(None, names))

    @api.depends(
        "amount_total_signed",
        "origin_payment_id.amount_signed",
        "statement_line_id.amount",
        "move_type",
    )
    def _compute_bydelsmor_money(self):
        for move in self:
            amount = move._bydelsmor_signed()
            move.bydelsmor_money = (
                move.amount_total_signed if amount is None else amount
            )
            move.bydelsmor_direction = (
                "moved" if amount is None else "in" if amount >= 0 else "out"
            )

    def _bydelsmor_signed(self):
        """Return the kroner that came (or went, below zero), None for neither."""
        if self.origin_payment_id:
            return self.origin_payment_id.amount_signed
        if self.statement_line_id:
            return self.statement_line_id.amount
        return None if self.move_type == "entry" else self.amount_total_signed

    @api.depends("line_ids.grant_id")
    def _compute_bydelsmor_grant_ids(self):
        for move in self:
            move.bydelsmor_grant_ids = move.line_ids.grant_id

    def _bydelsmor_listed(self):
        """Return what a printed list says of this voucher, which names no person: a
        payment or a line of the bank has often but the number of what it is about."""
        text = self.ref or self.journal_id.name or ""
        if self.statement_line_id:
            return self.env._("Seen in the bank: %(number)s", number=text)
        if self.origin_payment_id:
            return self.env._("Payment: %(number)s", number=text)
        return text

    # ------------------------------------------------------------------
    # Where it is now
    # ------------------------------------------------------------------

    @api.depends("state", "payment_state", "bydelsmor_corrected")
    def _compute_bydelsmor_stage(self):
        for move in self:
            move.bydelsmor_stage = move._bydelsmor_stage()

    def _bydelsmor_stage(self):
        if self.state != "posted":
            return "draft"
        if self.bydelsmor_corrected:
            return "corrected"
        if self.move_type == "entry" or self.payment_state not in (
            "paid",
            "in_payment",
        ):
            return "booked"
        if self.move_type == "out_receipt":
            return "received"
        lent = "own" in self.bydelsmor_receipt_ids.mapped("paid_by")
        return "repaid" if lent else "paid"

    @api.depends(
        "origin_payment_id.is_matched",
        "line_ids.matched_debit_ids",
        "line_ids.matched_credit_ids",
    )
    def _compute_bydelsmor_bank(self):
        for move in self:
            payments = move.origin_payment_id
            if move.is_invoice(include_receipts=True):
                payments = move._bydelsmor_counterparts().move_id.origin_payment_id
            seen = payments.filtered(
                lambda payment: (
                    payment.journal_id.type == "bank" and payment.state != "canceled"
                )
            ).mapped("is_matched")
            move.bydelsmor_bank = bool(seen) and ("seen" if all(seen) else "waiting")

    @api.depends(
        "line_ids.matched_debit_ids", "line_ids.matched_credit_ids", "reversed_entry_id"
    )
    def _compute_bydelsmor_related_ids(self):
        for move in self:
            related = move._bydelsmor_counterparts().move_id
            related |= move.reversed_entry_id | move.reversal_move_ids
            move.bydelsmor_related_ids = (related - move).sorted("id")

    # ------------------------------------------------------------------
    # The photo
    # ------------------------------------------------------------------

    @api.depends(
        "attachment_ids", "line_ids.matched_debit_ids", "line_ids.matched_credit_ids"
    )
    def _compute_bydelsmor_photo(self):
        self._bydelsmor_papers().attachment_ids.mapped("mimetype")
        for move in self:
            # A payment or a correction shows the paper of what it is about.
            papers = move.attachment_ids or move.bydelsmor_related_ids.attachment_ids
            photos = papers.sorted("id").filtered(
                lambda each: (each.mimetype or "").startswith("image/")
            )
            move.bydelsmor_photo_id = photos[:1].id
            pdfs = papers.filtered(lambda each: each.mimetype == "application/pdf")
            move.bydelsmor_photo_preview = self.env["ir.qweb"]._render(
                "bydelsmor.receipt_photo_preview",
                {"photos": (photos | pdfs).sorted("id")},
            )

    # ------------------------------------------------------------------
    # Which form opens
    # ------------------------------------------------------------------

    @api.depends("voucher_name")
    @api.depends_context("bydelsmor_plain")
    def _compute_display_name(self):
        done = super()._compute_display_name()
        if self.env.context.get("bydelsmor_plain"):
            for move in self.filtered("voucher_name"):
                move.display_name = move.voucher_name
        return done

    def get_formview_action(self, access_uid=None):
        """Open the plain page under the voucher's number."""
        action = super().get_formview_action(access_uid=access_uid)
        return self._bydelsmor_named_plainly(action)

    def _bydelsmor_named_plainly(self, action):
        if self._bydelsmor_of_groups():
            action["context"] = {**action["context"], "bydelsmor_plain": True}
        return action

    @api.readonly
    def get_formview_id(self, access_uid=None):
        # Links to a voucher from anywhere lead to the plain page.
        standard = super().get_formview_id(access_uid=access_uid)
        if not self._bydelsmor_of_groups():
            return standard
        return self.env.ref("bydelsmor.account_move_view_form_plain").id

    def action_bydelsmor_open(self):
        """Open the voucher in plain words."""
        self.ensure_one()
        return self.get_formview_action()

    def action_bydelsmor_open_entry(self):
        """Open Odoo's own form of the entry, with accounts, debit and credit."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Bookkeeping entry"),
            "res_model": "account.move",
            "res_id": self.id,
            "view_mode": "form",
            "views": [[self.env.ref("account.view_move_form").id, "form"]],
        }

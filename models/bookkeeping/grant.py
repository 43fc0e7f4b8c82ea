from odoo import api, fields, models
from odoo.exceptions import UserError


class BydelsmorGrant(models.Model):
    """Money that somebody promised the group, and what became of it.

    What was received and spent is never typed: it is read from the posted entries
    that carry the grant.
    """

    _name = "bydelsmor.grant"
    _description = "Grant"
    _order = "date_awarded desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    funder_id = fields.Many2one(
        "res.partner", string="From", index="btree_not_null", ondelete="restrict"
    )
    funder_name = fields.Char(
        string="Funder", help="The municipality, the fund or the association."
    )
    amount_awarded = fields.Monetary(string="Promised", required=True)
    date_awarded = fields.Date(
        string="Promised on", required=True, default=fields.Date.context_today
    )
    date_from = fields.Date(string="To be used from")
    date_to = fields.Date(string="To be used until")
    earmarked = fields.Boolean(
        string="Only for a certain purpose", help="What is it for? Write it below."
    )
    return_unspent = fields.Boolean(
        string="What is left goes back",
        help="On when the funder wants unused money back.",
    )
    note = fields.Text(string="What the funder asks")
    budget_ids = fields.One2many(
        "bydelsmor.budget.line",
        "grant_id",
        groups="base.group_user",
        help="What the funder was told that the money is used for.",
    )
    line_ids = fields.One2many("account.move.line", "grant_id")
    amount_received = fields.Monetary(
        string="Received", compute="_compute_amounts", groups="base.group_user"
    )
    amount_spent = fields.Monetary(
        string="Used", compute="_compute_amounts", groups="base.group_user"
    )
    amount_remaining = fields.Monetary(
        string="Left of the grant",
        compute="_compute_amounts",
        groups="base.group_user",
        help="What was promised, less what is used.",
    )

    _amount_positive = models.Constraint(
        "CHECK (amount_awarded >= 0)", "A grant cannot be less than nothing."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "The last day of the grant lies before its first day.",
    )

    @api.depends("amount_awarded", "line_ids.balance", "line_ids.parent_state")
    def _compute_amounts(self):
        figures = self._figures()
        for grant in self:
            received, spent = figures.get(grant.id, (0.0, 0.0))
            grant.amount_received = received
            grant.amount_spent = spent
            grant.amount_remaining = grant.amount_awarded - spent

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        used = (
            self.env["bydelsmor.receipt.line"]
            .sudo()
            .search_count([("grant_id", "in", self.ids)], limit=1)
        )
        if used or self.sudo().line_ids:
            raise UserError(
                self.env._(
                    "This grant is used and cannot be deleted. Archive it instead."
                )
            )

    def _figures(self, date_to=None):
        """Return {grant id: (received, spent)} from posted lines, in one query.

        Lines on expense accounts are what was spent. All other lines of the grant
        together are what was received: an entry that puts unspent money aside for
        next year, or expects money that is promised, has two of them that cancel
        out.

        :param date_to: only entries up to this day
        """
        domain = [("grant_id", "in", self.ids), ("parent_state", "=", "posted")]
        if date_to:
            domain.append(("date", "<=", date_to))
        # Who may read the grant may read its totals, not the entries behind them.
        rows = (
            self.env["account.move.line"]
            .sudo()
            ._read_group(domain, ["grant_id", "account_id"], ["balance:sum"])
        )
        figures = {}
        for grant, account, balance in rows:
            received, spent = figures.get(grant.id, (0.0, 0.0))
            if account.internal_group == "expense":
                spent += balance
            else:
                received -= balance
            figures[grant.id] = (received, spent)
        return figures

    # ------------------------------------------------------------------
    # From a figure to what stands behind it
    # ------------------------------------------------------------------

    def action_open_received(self):
        """Open the entries of what was received.

        :raises AccessError: for others than the treasurer and the auditor
        """
        received = ("account_id.internal_group", "!=", "expense")
        return self._open_entries(self.env._("Received"), received, sign=-1)

    def action_open_spent(self):
        """Open the entries of what was used (see ``action_open_received``)."""
        spent = ("account_id.internal_group", "=", "expense")
        return self._open_entries(self.env._("Used"), spent, sign=1)

    def _open_entries(self, label, which, sign):
        self.ensure_one()
        self.env.user._check_role(self.company_id, "treasurer", "auditor")
        return self.env["account.move.line"]._bydelsmor_action_plain(
            f"{self.name}: {label}",
            [("grant_id", "=", self.id), ("parent_state", "=", "posted"), which],
            sign,
        )

    def action_open_receipts(self):
        """Open the receipts that this grant pays, or a part of them."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "bydelsmor.receipt",
            "view_mode": "kanban,list,form",
            "views": [[False, "kanban"], [False, "list"], [False, "form"]],
            "domain": [
                ("line_ids.grant_id", "=", self.id),
                ("state", "not in", ("draft", "cancelled")),
            ],
            "context": {"create": False},
        }

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .roles import BOARD_ROLES, ROLES


class BydelsmorMandate(models.Model):
    """What a woman is in one group, from one date to another.

    The only source of rights in a group: a mandate that starts or ends changes what
    she sees at once. Past mandates are the group's history and stay.
    """

    _name = "bydelsmor.mandate"
    _description = "Mandate"
    _order = "date_start desc, id desc"
    _check_company_auto = True

    volunteer_id = fields.Many2one(
        "bydelsmor.volunteer",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    group_id = fields.Many2one(
        related="volunteer_id.group_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="volunteer_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        related="volunteer_id.partner_id", store=True, index=True, precompute=True
    )
    role = fields.Selection(ROLES, required=True, index=True)
    date_start = fields.Date(required=True, default=fields.Date.context_today)
    date_end = fields.Date(
        string="Until", help="The last day of the mandate. Empty: until further notice."
    )
    closed = fields.Boolean(
        string="Ended during the day",
        readonly=True,
        copy=False,
        help="Set when a mandate is ended by hand: it then stops at once, not at "
        "midnight.",
    )
    running = fields.Boolean(compute="_compute_running", search="_search_running")

    _dates_in_order = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "A mandate cannot end before it starts.",
    )
    # Two transactions cannot see each other's rows, so the database itself keeps the
    # seats single. int4range makes the company fit a GiST index without extensions.
    _one_chair = models.Constraint(
        "EXCLUDE USING gist (int4range(company_id, company_id, '[]') WITH &&, "
        "daterange(date_start, date_end, '[]') WITH &&) "
        "WHERE (role = 'chair' AND NOT COALESCE(closed, false))",
        "The group has a chair in that period already. End her mandate first.",
    )
    _one_treasurer = models.Constraint(
        "EXCLUDE USING gist (int4range(company_id, company_id, '[]') WITH &&, "
        "daterange(date_start, date_end, '[]') WITH &&) "
        "WHERE (role = 'treasurer' AND NOT COALESCE(closed, false))",
        "The group has a treasurer in that period already. End her mandate first.",
    )
    _partner_role_idx = models.Index("(partner_id, role, date_start, date_end)")

    @api.depends("role", "volunteer_id")
    def _compute_display_name(self):
        labels = dict(self._fields["role"]._description_selection(self.env))
        for mandate in self:
            mandate.display_name = labels.get(mandate.role, "")

    @api.depends("date_start", "date_end", "closed")
    @api.depends_context("tz")
    def _compute_running(self):
        today = fields.Date.today()
        for mandate in self:
            mandate.running = bool(
                not mandate.closed
                and mandate.date_start
                and mandate.date_start <= today
                and (not mandate.date_end or mandate.date_end >= today)
            )

    @api.model
    def _search_running(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.today()
        running = (
            Domain("closed", "=", False)
            & Domain("date_start", "<=", today)
            & (Domain("date_end", "=", False) | Domain("date_end", ">=", today))
        )
        wanted = set(value)
        if wanted == {True, False}:
            return Domain.TRUE
        return running if True in wanted else ~running

    @api.constrains("role", "date_start", "date_end", "closed", "volunteer_id")
    def _check_overlaps(self):
        """The same seat twice, or auditing one's own board, is refused.

        Source: Danish association practice, the auditor is elected by the assembly
        to look at the board's work and cannot sit on it.
        """
        others = self._same_people_mandates()
        for mandate in self.filtered(lambda m: not m.closed):
            overlapping = others.filtered(
                lambda o, m=mandate: (
                    o != m
                    and o.partner_id == m.partner_id
                    and o.company_id == m.company_id
                    and m._overlaps(o)
                )
            )
            mandate._check_not_twice(overlapping)
            mandate._check_not_auditing_herself(overlapping)

    def _same_people_mandates(self):
        return self.sudo().search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("closed", "=", False),
            ]
        )

    def _overlaps(self, other):
        ends_before = other.date_end and other.date_end < self.date_start
        starts_after = self.date_end and other.date_start > self.date_end
        return not (ends_before or starts_after)

    def _check_not_twice(self, overlapping):
        if self.role in overlapping.mapped("role"):
            raise ValidationError(
                self.env._(
                    "%(name)s has the role «%(role)s» in that period already.",
                    name=self.volunteer_id.name,
                    role=self.display_name,
                )
            )

    def _check_not_auditing_herself(self, overlapping):
        roles = set(overlapping.mapped("role"))
        on_board = self.role in BOARD_ROLES or roles & set(BOARD_ROLES)
        auditing = self.role == "auditor" or "auditor" in roles
        if on_board and auditing:
            raise ValidationError(
                self.env._(
                    "%(name)s cannot be auditor and on the board of the same group. "
                    "Choose somebody else, or end the other mandate first.",
                    name=self.volunteer_id.name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        mandates = super().create(vals_list)
        mandates._rights_changed(mandates.partner_id)
        mandates._log_in_group(self.env._("New mandate"))
        return mandates

    def write(self, vals):
        self._check_history_kept(vals)
        before = self.partner_id
        result = super().write(vals)
        self._rights_changed(before | self.partner_id)
        over = self.filtered(lambda mandate: not mandate.running)
        self.env["mail.followers"]._bydelsmor_forget(over.partner_id & before)
        return result

    def _check_history_kept(self, vals):
        """What somebody was, and when she began, is not rewritten afterwards."""
        if self.env.su or not {"role", "date_start"} & set(vals):
            return
        today = fields.Date.today()
        for mandate in self.filtered(lambda m: m.date_start < today):
            start = fields.Date.to_date(vals.get("date_start", mandate.date_start))
            if start != mandate.date_start or (
                vals.get("role", mandate.role) != mandate.role
            ):
                raise UserError(
                    self.env._(
                        "A mandate that has begun is part of the group's history. End "
                        "it and give a new one."
                    )
                )

    def unlink(self):
        partners = self.partner_id
        result = super().unlink()
        self._rights_changed(partners)
        self.env["mail.followers"]._bydelsmor_forget(partners)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_started(self):
        today = fields.Date.today()
        if any(mandate.date_start < today for mandate in self):
            raise UserError(
                self.env._(
                    "A mandate that has begun is part of the group's history. End it "
                    "instead of deleting it."
                )
            )

    def action_end(self):
        """End the mandates now; the rights stop at once."""
        today = fields.Date.today()
        for mandate in self:
            mandate.write({"date_end": max(today, mandate.date_start), "closed": True})
        self._log_in_group(self.env._("Mandate ended"))

    def _rights_changed(self, partners):
        """Her rights are read anew, and her user gets its new rooms."""
        users = partners.sudo().with_context(active_test=False).user_ids
        users.invalidate_recordset(["bydelsmor_rights"])
        users._sync_rights()

    def _log_in_group(self, what):
        for mandate in self:
            mandate.group_id.sudo()._message_log(
                body=self.env._(
                    "%(what)s: %(role)s, %(name)s",
                    what=what,
                    role=mandate.display_name,
                    name=mandate.volunteer_id.name,
                )
            )

    @api.model
    def _cron_sync_rights(self):
        """Give and take what yesterday's and today's dates changed (each night)."""
        today = fields.Date.today()
        changed = self.search(
            Domain("date_start", "in", [today, today - timedelta(days=1)])
            | Domain("date_end", "in", [today, today - timedelta(days=1)])
        )
        changed._rights_changed(changed.partner_id)
        over = changed.filtered(lambda mandate: not mandate.running)
        self.env["mail.followers"]._bydelsmor_forget(over.partner_id)

import json

from odoo import SUPERUSER_ID, Command, api, fields, models, tools
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .roles import (
    ACCESS_LABELS,
    GROUP_BY_ACCESS,
    NATIONAL_GROUPS,
    roles_giving,
)

NATIONAL = set(NATIONAL_GROUPS)


class ResUsers(models.Model):
    _inherit = "res.users"

    bydelsmor_volunteer_ids = fields.One2many(
        related="partner_id.bydelsmor_volunteer_ids"
    )

    bydelsmor_mandate_ids = fields.Many2many(
        "bydelsmor.mandate",
        string="Roles in groups now",
        compute="_compute_bydelsmor_mandates",
        groups="base.group_erp_manager",
    )
    # Her mandates that are not over, as JSON: read once in a transaction.
    bydelsmor_rights = fields.Char(
        compute="_compute_bydelsmor_rights",
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )

    @api.depends("partner_id.bydelsmor_volunteer_ids.mandate_ids.running")
    def _compute_bydelsmor_mandates(self):
        for user in self:
            mandates = user.sudo().bydelsmor_volunteer_ids.mandate_ids
            user.bydelsmor_mandate_ids = mandates.filtered("running")

    @api.depends("partner_id")
    def _compute_bydelsmor_rights(self):
        """Not only today's, so that the value holds when the day changes."""
        today = fields.Date.today()
        # The superuser works while tables are still being made, and has no mandates.
        people = self.filtered(lambda user: user.id != SUPERUSER_ID).partner_id
        mandates = people and (
            self.env["bydelsmor.mandate"]
            .sudo()
            .search(
                Domain("partner_id", "in", people.ids)
                & Domain("closed", "=", False)
                & (Domain("date_end", "=", False) | Domain("date_end", ">=", today)),
                order="id",
            )
            .grouped("partner_id")
        )
        mandates = mandates or {}
        for user in self:
            user.bydelsmor_rights = json.dumps(
                [
                    [m.company_id.id, m.role, str(m.date_start), str(m.date_end or "")]
                    for m in mandates.get(user.partner_id, ())
                ]
            )

    @tools.ormcache("self.id", "self.sudo().bydelsmor_rights")
    def _get_group_ids(self):
        """Odoo keeps these in a cache that a rolled back savepoint does not empty.
        A rule that finds none of her groups is no rule at all, so they must fit."""
        self.ensure_one()
        bare = self.with_context({})  # pylint: disable=context-overridden
        return bare.all_group_ids._ids

    def _companies_for(self, *access_roles, others=False):
        """Return the ids of the companies where this user holds a role today.

        The only source of rights in a group; record rules and checks ask here.

        :param access_roles: of ``roles.ACCESS_BY_ROLE`` ('member', 'board', 'lead',
            'treasurer', 'auditor'), or 'secretariat' and 'administrator' for all
            groups when the user is one of those
        :param others: also the user's companies that are no groups, for rules on
            Odoo's own models, which must not change there
        """
        self.ensure_one()
        wanted = roles_giving(access_roles)
        today = str(fields.Date.today())
        companies = self.env["res.company"].browse(
            {
                company
                for company, role, start, end in json.loads(self.bydelsmor_rights)
                if role in wanted and start <= today and (not end or end >= today)
            }
        )
        if any(
            role in access_roles and self.has_group(xmlid)
            for role, xmlid in NATIONAL_GROUPS.items()
        ):
            companies |= self.env["bydelsmor.group"].sudo()._all_companies()
        if others:
            companies |= self.sudo().company_ids.filtered(
                lambda company: not company.is_bydelsmor_group
            )
        return sorted(companies.ids)

    def _has_role(self, company, *access_roles):
        """Tell whether this user holds one of the roles in ``company`` today.

        Passes in superuser mode: that of ``company``, because ``env.user`` itself
        is always in it and would let everybody through.
        """
        return company.env.su or company.id in self._companies_for(*access_roles)

    def _check_role(self, companies, *access_roles):
        """Raise unless this user holds one of the roles in each company.

        Passes in superuser mode: that of ``companies``, see ``_has_role``. Hand in
        the companies as the caller sees them, never ``sudo()`` ones.

        :raises AccessError: naming the roles that may
        """
        if companies.env.su:
            return
        allowed = set(self._companies_for(*access_roles))
        if not set(companies.ids) <= allowed:
            labels = [self.env._(ACCESS_LABELS[role]) for role in access_roles]
            raise AccessError(
                self.env._(
                    "Only the group's %(roles)s can do this.", roles=", ".join(labels)
                )
            )

    def _bydelsmor_of_groups(self):
        people = self.sudo().filtered("partner_id.bydelsmor_company_ids")
        return super()._bydelsmor_of_groups() | people.sudo(self.env.su)

    def write(self, vals):
        result = super().write(vals)
        if {"group_ids", "active"} & set(vals) and not self.env.context.get(
            "bydelsmor_syncing"
        ):
            self._sync_rights()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users._sync_rights()
        return users

    def _sync_rights(self):
        """Set user type, role groups and companies from the running mandates.

        All in one write: Odoo refuses the steps between (a user without type, a
        default company outside the allowed ones).
        """
        for user in self.sudo().with_context(active_test=False):
            values = user._rights_values()
            if values:
                user.with_context(bydelsmor_syncing=True).write(values)

    def _rights_values(self):
        """Return what must be written so that this user has just her rights."""
        if not (self._touched_by_mandates() or self._is_national()):
            return {}
        groups = self._groups_for(self._running_access())
        companies = self._companies_of()
        company = self.company_id if self.company_id in companies else companies[:1]
        values = {}
        if groups != self.group_ids:
            values["group_ids"] = [Command.set(groups.ids)]
        if companies != self.company_ids or company != self.company_id:
            values["company_ids"] = [Command.set(companies.ids)]
            values["company_id"] = company.id
        return values

    def _is_national(self):
        return self.has_group("bydelsmor.group_secretariat")

    def _touched_by_mandates(self):
        return bool(
            self.partner_id.bydelsmor_volunteer_ids
            or self.group_ids & self._role_groups()
            or any(company.is_bydelsmor_group for company in self.company_ids)
        )

    @api.model
    def _role_groups(self):
        """The groups that only mandates give."""
        return self.env["res.groups"].union(
            *(self.env.ref(xmlid) for xmlid in GROUP_BY_ACCESS.values())
        )

    def _running_access(self):
        """Return the access roles that she holds somewhere today."""
        return {access for access in GROUP_BY_ACCESS if self._companies_for(access)}

    def _groups_for(self, access_roles):
        """Her groups with ours replaced; internal when a role or another group is.

        Somebody who never was a volunteer keeps her type: she is staff.
        """
        portal = self.env.ref("base.group_portal")
        internal = self.env.ref("base.group_user")
        public = self.env.ref("base.group_public")
        kept = self.group_ids - portal - internal - public - self._role_groups()
        wanted = self.env["res.groups"].union(
            *(self.env.ref(GROUP_BY_ACCESS[access]) for access in access_roles)
        )
        is_internal = internal in (wanted | kept).all_implied_ids
        if not self.partner_id.bydelsmor_volunteer_ids:
            is_internal = is_internal or internal in self.group_ids
        return kept | wanted | (internal if is_internal else portal)

    def _companies_of(self):
        """The groups she is in today, with companies that are no groups; one who
        has left everything waits in the main company and sees nothing there."""
        national = self._is_national()
        roles = set(ACCESS_LABELS) if national else set(ACCESS_LABELS) - NATIONAL
        groups = self.env["res.company"].browse(self._companies_for(*roles))
        rest = self.company_ids.filtered(lambda c: not c.is_bydelsmor_group)
        main = self.env.ref("base.main_company")
        if groups and not national and not self._is_internal_elsewhere():
            rest -= main
        return groups | rest or main

    def _is_internal_elsewhere(self):
        """Somebody whom Odoo knows beside the groups (staff, administrators)."""
        plain = self._role_groups()
        for xmlid in ("group_user", "group_portal", "group_multi_company"):
            plain |= self.env.ref(f"base.{xmlid}")
        return bool(self.group_ids - plain)

    @api.model
    def _bydelsmor_share_groups(self, companies):
        """Let the secretariat's users into the companies of new groups."""
        users = self.env.ref("bydelsmor.group_secretariat").sudo().all_user_ids
        users.with_context(bydelsmor_syncing=True).write(
            {"company_ids": [Command.link(company.id) for company in companies]}
        )

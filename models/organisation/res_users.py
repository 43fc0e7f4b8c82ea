from odoo import Command, api, fields, models
from odoo.exceptions import AccessError

from .roles import ACCESS_BY_ROLE, ACCESS_LABELS, GROUP_BY_ACCESS, NATIONAL_GROUPS


class ResUsers(models.Model):
    _inherit = "res.users"

    bydelsmor_volunteer_ids = fields.One2many(
        related="partner_id.bydelsmor_volunteer_ids"
    )

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
        Mandate = self.env["bydelsmor.mandate"].sudo()
        domain = Mandate._running_domain(self.partner_id, access_roles)
        companies = Mandate.search(domain).company_id
        if any(
            role in access_roles and self.has_group(xmlid)
            for role, xmlid in NATIONAL_GROUPS.items()
        ):
            companies |= self.env["bydelsmor.group"].sudo()._all_companies()
        if others:
            companies |= self.sudo().company_ids.filtered(
                lambda company: not company.is_bydelsmor_group
            )
        return companies.ids

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
        for user in self.sudo():
            values = user._rights_values()
            if values:
                user.with_context(bydelsmor_syncing=True).write(values)

    def _rights_values(self):
        """Return what must be written so that this user has just her rights."""
        roles = self._running_roles()
        national = self.has_group("bydelsmor.group_secretariat")
        if not roles and not national and not self._touched_by_mandates():
            return {}
        groups = self._groups_for(roles)
        companies = self._companies_of(national)
        company = self.company_id if self.company_id in companies else companies[:1]
        values = {}
        if groups != self.group_ids:
            values["group_ids"] = [Command.set(groups.ids)]
        if companies != self.company_ids or company != self.company_id:
            values["company_ids"] = [Command.set(companies.ids)]
            values["company_id"] = company.id
        return values

    def _touched_by_mandates(self):
        ours = self.env["res.groups"].union(
            *(self.env.ref(xmlid) for xmlid in GROUP_BY_ACCESS.values())
        )
        return bool(
            self.group_ids & ours
            or any(company.is_bydelsmor_group for company in self.company_ids)
        )

    def _running_roles(self):
        mandates = (
            self.env["bydelsmor.mandate"]
            .sudo()
            .search([("partner_id", "=", self.partner_id.id), ("running", "=", True)])
        )
        return {
            access for role in mandates.mapped("role") for access in ACCESS_BY_ROLE[role]
        }

    def _groups_for(self, access_roles):
        """Her groups with ours replaced; internal when a role or another group is."""
        portal = self.env.ref("base.group_portal")
        internal = self.env.ref("base.group_user")
        public = self.env.ref("base.group_public")
        ours = {a: self.env.ref(xmlid) for a, xmlid in GROUP_BY_ACCESS.items()}
        kept = self.group_ids - portal - internal - public
        for group in ours.values():
            kept -= group
        wanted = self.env["res.groups"].union(
            *(group for access, group in ours.items() if access in access_roles)
        )
        is_internal = internal in (wanted | kept).all_implied_ids
        return kept | wanted | (internal if is_internal else portal)

    def _companies_of(self, national):
        """The groups she is in today, with companies that are no groups; one who
        has left everything waits in the main company and sees nothing there."""
        groups = self.env["res.company"].browse(
            self._companies_for(*ACCESS_LABELS) if national else self._own_companies()
        )
        rest = self.company_ids.filtered(lambda c: not c.is_bydelsmor_group)
        main = self.env.ref("base.main_company")
        if groups and not national and not self._is_internal_elsewhere():
            rest -= main
        return groups | rest or main

    def _own_companies(self):
        return self._companies_for(*(set(ACCESS_LABELS) - set(NATIONAL_GROUPS)))

    def _is_internal_elsewhere(self):
        """Somebody whom Odoo knows beside the groups (staff, administrators)."""
        ours = self.env["res.groups"].union(
            *(self.env.ref(xmlid) for xmlid in GROUP_BY_ACCESS.values())
        )
        types = self.env.ref("base.group_user") | self.env.ref("base.group_portal")
        return bool(self.group_ids - ours - types)

    @api.model
    def _bydelsmor_share_groups(self, companies):
        """Let the secretariat's users into the companies of new groups."""
        users = self.env.ref("bydelsmor.group_secretariat").sudo().all_user_ids
        users.with_context(bydelsmor_syncing=True).write(
            {"company_ids": [Command.link(company.id) for company in companies]}
        )

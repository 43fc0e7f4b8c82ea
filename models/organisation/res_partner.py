from odoo import Command, api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class ResPartner(models.Model):
    _inherit = "res.partner"

    bydelsmor_company_ids = fields.Many2many(
        "res.company",
        "bydelsmor_partner_company_rel",
        "partner_id",
        "company_id",
        string="Neighbourhood mother groups",
        copy=False,
        help="Groups in which this person has or had a volunteer record, a mandate "
        "or a posted entry. They decide who sees the contact.",
    )

    bydelsmor_volunteer_ids = fields.One2many(
        "bydelsmor.volunteer", "partner_id", string="Volunteer records"
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A contact made by somebody in a group belongs to that group."""
        company = self.env.company
        if not self.env.su:
            self._check_groups_kept(vals_list)
            if company.is_bydelsmor_group:
                for vals in vals_list:
                    vals["bydelsmor_company_ids"] = [Command.link(company.id)]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._check_groups_kept([vals])
        return super().write(vals)

    @api.model
    def _check_groups_kept(self, vals_list):
        """Which groups see a contact follows from what she is and does there."""
        if any("bydelsmor_company_ids" in vals for vals in vals_list):
            raise AccessError(
                self.env._("Nobody chooses by hand which groups see a contact.")
            )

    def _bydelsmor_of_groups(self):
        people = self.sudo().filtered("bydelsmor_company_ids")
        return super()._bydelsmor_of_groups() | people.sudo(self.env.su)

    def _bydelsmor_home(self):
        return self.sudo().bydelsmor_company_ids

    def _bydelsmor_only_elsewhere(self, companies):
        """Return the women among these who are in groups, but in none of these now."""
        return self.filtered(
            lambda partner: (
                partner.sudo().bydelsmor_volunteer_ids
                and not partner.sudo().bydelsmor_volunteer_ids.filtered(
                    lambda v: v.company_id in companies and v.state != "left"
                )
            )
        )

    def _bydelsmor_add_company(self, companies):
        """Let the groups of ``companies`` see these contacts from now on."""
        groups = companies.filtered("is_bydelsmor_group")
        for partner in self.sudo():
            missing = groups - partner.bydelsmor_company_ids
            if missing:
                partner.bydelsmor_company_ids = [Command.link(c.id) for c in missing]

    def _company_dependent_commercial_sync(self):
        """Odoo writes to a contact under a parent once for every company, which takes
        seconds with hundreds of groups. Only companies for which one of the two has a
        value of its own can differ."""
        names = self._company_dependent_commercial_fields()
        if not names:
            return
        own = set(self._companies_with_values(self | self.commercial_partner_id, names))
        companies = self.env["res.company"].sudo().browse(sorted(own))
        for company in companies.exists() - self.env.company:
            contact = self.with_company(company)
            contact.write(
                contact.commercial_partner_id._convert_fields_to_values(names)
            )

    @api.model
    def _companies_with_values(self, partners, names):
        """Ids of companies for which the partners carry a value of their own."""
        self.flush_model(names)
        keys = SQL(" UNION ALL ").join(
            SQL(
                "SELECT jsonb_object_keys(%s) AS key FROM res_partner WHERE id IN %s",
                SQL.identifier(name),
                tuple(partners.ids) or (0,),
            )
            for name in names
        )
        rows = self.env.execute_query(SQL("SELECT DISTINCT key::int FROM (%s) k", keys))
        return [company for (company,) in rows]

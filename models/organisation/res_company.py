from odoo import SUPERUSER_ID, api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    is_bydelsmor_group = fields.Boolean(
        string="Belongs to a Bydelsmødre group", readonly=True, copy=False, index=True
    )
    bydelsmor_group_ids = fields.One2many("bydelsmor.group", "company_id")
    bydelsmor_mandate_ids = fields.One2many("bydelsmor.mandate", "company_id")

    def _bydelsmor_group(self):
        """Return the group that owns this company (empty for other companies)."""
        self.ensure_one()
        return self.bydelsmor_group_ids

    @api.model
    def _bydelsmor_create(self, names):
        """Make one bare company for each name of a group.

        Made by the superuser, or Odoo would hand the companies to whoever asks;
        in ``install_mode``, or Odoo would install country modules and commit.
        The company's own contact belongs to the company, else every group could
        read its bank account number, and to the group, else whoever keeps contacts
        in another group could change it.
        """
        dkk = self.env.ref("base.DKK").sudo()
        dkk.active = True
        companies = (
            self.with_user(SUPERUSER_ID)
            .with_context(install_mode=True)
            .create(
                [
                    {
                        "name": name,
                        "currency_id": dkk.id,
                        "country_id": self.env.ref("base.dk").id,
                        "is_bydelsmor_group": True,
                    }
                    for name in names
                ]
            )
        )
        for company in companies:
            company.partner_id.company_id = company
            company.partner_id._bydelsmor_add_company(company)
        return companies.with_env(self.env)

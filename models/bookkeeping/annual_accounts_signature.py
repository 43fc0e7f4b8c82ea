from odoo import fields, models

from odoo.addons.bydelsmor.models.organisation.roles import ROLES


class AnnualAccountsSignature(models.Model):
    """Who signed the accounts, as what, when, and over which figures.

    Made by the buttons of the accounts alone; nobody has a right to write here.
    """

    _name = "bydelsmor.annual.accounts.signature"
    _description = "Signature on annual accounts"
    _order = "signed_on, id"
    _check_company_auto = True

    accounts_id = fields.Many2one(
        "bydelsmor.annual.accounts",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="accounts_id.company_id", store=True, index=True, precompute=True
    )
    mandate_id = fields.Many2one(
        "bydelsmor.mandate", ondelete="restrict", index=True, check_company=True
    )
    name = fields.Char(required=True)
    role = fields.Selection(ROLES, required=True)
    method = fields.Selection(
        [("system", "In the system"), ("paper", "On paper")], required=True
    )
    user_id = fields.Many2one("res.users", string="Entered by", required=True)
    signed_on = fields.Datetime(string="Signed", required=True)
    content_hash = fields.Char(string="Hash of the figures", required=True)
    active = fields.Boolean(
        default=True, help="Not active: void, because the accounts were opened again."
    )

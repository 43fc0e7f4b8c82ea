from odoo import fields, models


class AccountsStep(models.AbstractModel):
    """A step of the annual accounts that needs something to be typed first."""

    _name = "bydelsmor.accounts.step"
    _description = "Step of the annual accounts"
    _check_company_auto = True

    accounts_id = fields.Many2one(
        "bydelsmor.annual.accounts",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    company_id = fields.Many2one(related="accounts_id.company_id")

    def _check_role(self, *roles):
        self.ensure_one()
        self.env.user._check_role(self.accounts_id.company_id, *roles)

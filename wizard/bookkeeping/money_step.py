from odoo import api, fields, models
from odoo.exceptions import UserError

JOURNAL_BY_CHANNEL = {"bank": "BANK", "cash": "KASSE", "mobilepay": "MOBIL"}
CHANNELS = [
    ("bank", "The bank"),
    ("mobilepay", "MobilePay"),
    ("cash", "The cash box"),
]


class MoneyStep(models.AbstractModel):
    """What the treasurer's small forms for everyday money have in common."""

    _name = "bydelsmor.money.step"
    _description = "Everyday money"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self._default_company(),
        domain="[('id', 'in', allowed_company_ids), ('is_bydelsmor_group', '=', True)]",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, default=fields.Date.context_today)

    @api.model
    def _default_company(self):
        """Of the groups on her screen the first in which she keeps the books."""
        keeps = self.env.user._companies_for("treasurer")
        on_screen = self.env.companies.filtered(lambda group: group.id in keeps)
        return on_screen[:1] or self.env.company

    def _books(self):
        """Return the company for booking, after asking who asks.

        :raises AccessError: for everybody but the group's treasurer
        :raises UserError: while the books are not open
        """
        self.ensure_one()
        company = self.company_id.with_env(self.env)
        self.env.user._check_role(company, "treasurer")
        company._bydelsmor_check_books()
        company._bydelsmor_check_come(self.date)
        return company.sudo().with_company(company)

    def _check_amount(self):
        if self.currency_id.compare_amounts(self.amount, 0) <= 0:
            raise UserError(self.env._("Write an amount above zero."))

    def _done(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

import json

from odoo import api, fields, models

SETTLED = ("adopted", "reported")


class AnnualAccounts(models.Model):
    """The three figures of adopted accounts that the secretariat adds up."""

    _inherit = "bydelsmor.annual.accounts"

    income_total = fields.Monetary(
        string="Adopted income", compute="_compute_adopted_totals", store=True
    )
    expense_total = fields.Monetary(
        string="Adopted expenses", compute="_compute_adopted_totals", store=True
    )
    result_total = fields.Monetary(
        string="Adopted result", compute="_compute_adopted_totals", store=True
    )

    @api.depends("state", "frozen_text")
    def _compute_adopted_totals(self):
        """From the figures that were signed and adopted, never from the books."""
        for accounts in self:
            totals = accounts._adopted_totals()
            accounts.income_total = totals["income"]
            accounts.expense_total = totals["expense"]
            accounts.result_total = totals["result"]

    def _adopted_totals(self):
        totals = {"income": 0.0, "expense": 0.0, "result": 0.0}
        if self.state not in SETTLED or not self.frozen_text:
            return totals
        payload = json.loads(self.frozen_text)
        statement = payload["ledger"]["statement"]
        unit = 10 ** payload["association"]["digits"]
        for section in statement["sections"]:
            if section["key"] in totals:
                totals[section["key"]] = section["total"]["amount"] / unit
        totals["result"] = statement["result"]["amount"] / unit
        return totals

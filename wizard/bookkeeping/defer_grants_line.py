from odoo import fields, models


class DeferGrantsLine(models.TransientModel):
    _name = "bydelsmor.defer.grants.line"
    _description = "What is left of one grant"

    wizard_id = fields.Many2one(
        "bydelsmor.defer.grants", required=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    grant_id = fields.Many2one("bydelsmor.grant", required=True, readonly=True)
    income_account_id = fields.Many2one("account.account", required=True, readonly=True)
    awarded = fields.Monetary(readonly=True)
    received = fields.Monetary(readonly=True)
    used = fields.Monetary(readonly=True)
    defer = fields.Monetary(
        string="Carry over", help="Received and not yet spent: a debt on the last day."
    )
    receivable = fields.Monetary(
        string="Still to come", help="Awarded and not received: money owed to us."
    )

from dateutil.relativedelta import relativedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class DeferGrants(models.TransientModel):
    """Carry what is left of the grants over to the next year.

    Earmarked money that is not spent becomes a debt on the last day of the period
    and income again on the day after; money awarded and not received becomes a
    receivable in the same way. What has been carried over already is taken into
    account, so the step can be done again after a late receipt.
    """

    _name = "bydelsmor.defer.grants"
    _inherit = "bydelsmor.accounts.step"
    _description = "Carry grants over"

    currency_id = fields.Many2one(related="accounts_id.currency_id")
    line_ids = fields.One2many("bydelsmor.defer.grants.line", "wizard_id")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        accounts = self.env["bydelsmor.annual.accounts"].browse(
            values.get("accounts_id") or self.env.context.get("active_id")
        )
        if "line_ids" in fields and accounts:
            values["line_ids"] = [
                Command.create(line) for line in accounts._deferral_lines()
            ]
        return values

    def action_post(self):
        """Post one entry on the last day and its reversal on the day after.

        :raises UserError: if there is nothing to carry over
        """
        self._check_role("treasurer")
        accounts = self.accounts_id
        accounts._check_state("open")
        accounts._check_open()
        lines = self.line_ids.filtered(lambda line: line.defer or line.receivable)
        if not lines:
            raise UserError(self.env._("There is nothing to carry over."))
        last = accounts.date_to
        moves = self.env["account.move"].create(
            [
                self._prepare_entry(lines, last, 1),
                self._prepare_entry(lines, last + relativedelta(days=1), -1),
            ]
        )
        moves.action_post()
        accounts._tell(body=self.env._("What is left of the grants is carried."))
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _prepare_entry(self, lines, date, sign):
        company = self.accounts_id.company_id
        accounts = company._bydelsmor_accounts("8071", "6330")
        items = []
        for line in lines:
            for amount, code in ((-line.defer, "8071"), (line.receivable, "6330")):
                if amount:
                    items += self._prepare_pair(line, sign * amount, accounts[code])
        return {
            "move_type": "entry",
            "journal_id": company._bydelsmor_journal("DIV").id,
            "date": date,
            "ref": self.env._("Grants carried over"),
            "line_ids": [Command.create(item) for item in items],
        }

    def _prepare_pair(self, line, balance, account):
        """Return the two items that move ``balance`` to ``account`` from income."""
        common = {"name": line.grant_id.name, "grant_id": line.grant_id.id}
        return [
            {**common, "account_id": account.id, "balance": balance},
            {**common, "account_id": line.income_account_id.id, "balance": -balance},
        ]

from odoo import models

from . import statement


class AnnualAccounts(models.Model):
    """What is left of each grant on the last day, and what to do about it."""

    _inherit = "bydelsmor.annual.accounts"

    def _grant_proposals(self, grants):
        """Return {grant id: (defer, receivable)} in minor units still to be posted.

        An earmarked grant is income as it is spent: what was received beyond that
        is deferred, what was spent beyond the money received is on its way as far
        as it was awarded. Another grant is income when it is awarded.

        :param grants: note 1 of the payload
        """
        found = {}
        for grant in grants:
            used = grant["used_before"] + grant["used"]
            received, awarded = grant["received"], grant["awarded"]
            due = min(used, awarded) if grant["earmarked"] else awarded
            receivable = max(due - received, 0)
            unspent = max(received - used, 0) if grant["earmarked"] else 0
            proposal = (unspent - grant["unspent"], receivable - grant["receivable"])
            if any(proposal):
                found[grant["id"]] = proposal
        return found

    def _deferral_lines(self):
        """Return the values of the wizard's lines, one per grant that needs any."""
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board", "treasurer")
        own = self.sudo().with_company(self.company_id)
        grants = {grant["id"]: grant for grant in own._grant_facts()}
        income = own._grant_income_accounts()
        digits = self.currency_id.decimal_places

        def kroner(minor):
            return float(statement.major_units(minor, digits))

        return [
            {
                "grant_id": grant_id,
                "income_account_id": income.get(grant_id) or own._default_income(),
                "awarded": kroner(grants[grant_id]["awarded"]),
                "received": kroner(grants[grant_id]["received"]),
                "used": kroner(
                    grants[grant_id]["used_before"] + grants[grant_id]["used"]
                ),
                "defer": kroner(defer),
                "receivable": kroner(receivable),
            }
            for grant_id, (defer, receivable) in own._grant_proposals(
                grants.values()
            ).items()
        ]

    def _grant_income_accounts(self):
        """Return {grant id: account id} of the income that each grant was booked on."""
        groups = self.env["account.move.line"]._read_group(
            self._posted(
                ("grant_id", "!=", False),
                ("account_id.statement_line", "=", "grants"),
            ),
            ["grant_id", "account_id"],
            ["balance:sum"],
        )
        # the account with most income wins: the least balance comes last
        ordered = sorted(groups, key=lambda group: -group[2])
        return {grant.id: account.id for grant, account, _balance in ordered}

    def _default_income(self):
        return self.company_id._bydelsmor_account("1545").id

    def action_defer_grants(self):
        """Open the step that carries grants over.

        :raises AccessError: for everybody but the treasurer
        """
        self.ensure_one()
        self.env.user._check_role(self.company_id, "treasurer")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Carry grants over"),
            "res_model": "bydelsmor.defer.grants",
            "view_mode": "form",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"active_id": self.id, "default_accounts_id": self.id},
        }

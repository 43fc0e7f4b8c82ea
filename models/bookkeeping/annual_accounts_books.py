from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.i18n import format_list

from . import statement
from .statement_lines import OPENING_KEY, RESULT_SECTIONS


class AnnualAccounts(models.Model):
    """From a figure to its entries, and from the accounts to their vouchers."""

    _inherit = "bydelsmor.annual.accounts"

    def _check_reader(self):
        self.ensure_one()
        self.env.user._check_role(self.company_id, "treasurer", "auditor")

    def action_open_entries(self, key):
        """Open the entries behind one line of the statement.

        :param key: of a line, as in ``statement_lines``
        :raises AccessError: for everybody but treasurer and auditor
        """
        self._check_reader()
        lines = statement.lines_by_key(self._payload()["ledger"]["statement"])
        if key not in lines:
            raise UserError(self.env._("There is nothing to open here."))
        line = lines[key]
        return self.env["account.move.line"]._bydelsmor_action_plain(
            self._line_label(line),
            self._domain_of_line(line),
            statement.SIGN[line["section"]],
        )

    def _domain_of_line(self, line):
        """Return which entries a line of the statement adds up."""
        own = Domain("account_id", "in", [each["id"] for each in line["accounts"]])
        if line["section"] in RESULT_SECTIONS:
            own &= Domain("date", ">=", self.date_from)
        if line["key"] == OPENING_KEY:
            # What earlier years gave: no entry ever moves it into the equity.
            own |= Domain("date", "<", self.date_from) & Domain(
                "account_id.internal_group", "in", ("income", "expense")
            )
        posted = Domain("parent_state", "=", "posted")
        company = Domain("company_id", "=", self.company_id.id)
        return list(company & posted & Domain("date", "<=", self.date_to) & own)

    def action_open_vouchers(self):
        """Open the vouchers of the period in the order of their numbers."""
        self._check_reader()
        return self._action_vouchers(self.env._("Vouchers"), self._voucher_domain())

    def _action_vouchers(self, name, domain):
        """Return the action that lists vouchers in plain words."""
        views = [
            [self.env.ref(f"bydelsmor.{view}").id, mode]
            for view, mode in (
                ("voucher_view_list", "list"),
                ("voucher_view_kanban", "kanban"),
                ("account_move_view_form_plain", "form"),
            )
        ]
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "account.move",
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "views": views,
            "domain": domain,
            "context": {
                "create": False,
                "bydelsmor_plain": True,
                "bydelsmor_accounts_id": self.id,
            },
        }

    def _voucher_domain(self):
        return [
            ("company_id", "=", self.company_id.id),
            ("state", "=", "posted"),
            ("date", ">=", self.date_from),
            ("date", "<=", self.date_to),
        ]

    def action_open_trial_balance(self):
        """Open the trial balance of the period, by account.

        :raises AccessError: for everybody but treasurer and auditor
        """
        self._check_reader()
        return self._action_trial_balance()

    def action_open_ledger(self):
        """Open the general ledger of the period (see ``action_open_trial_balance``)."""
        self._check_reader()
        return self._action_ledger()

    def _action_trial_balance(self):
        return self._action_of_period("bydelsmor.trial_balance_action")

    def _action_ledger(self):
        return self._action_of_period(
            "bydelsmor.ledger_line_action", search_default_group_account=1
        )

    def _action_of_period(self, xmlid, **context):
        """Return the action with this period chosen among the group's periods."""
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["context"] = {"searchpanel_default_accounts_id": self.id, **context}
        return action

    @api.model
    def _newest_to_read(self):
        """Return the newest accounts whose books the user may read."""
        companies = self.env.user._companies_for("treasurer", "auditor")
        return self.search(
            [("company_id", "in", companies)], order="date_to desc, id desc", limit=1
        )

    @api.model
    def action_newest_trial_balance(self):
        """Open the trial balance from the menu, in the newest period."""
        return self._newest_to_read()._action_trial_balance()

    @api.model
    def action_newest_ledger(self):
        """Open the general ledger from the menu, in the newest period."""
        return self._newest_to_read()._action_ledger()

    def action_open_marks(self):
        """Open the auditor's marks on the vouchers of the period."""
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board", "treasurer", "auditor")
        return self._action_open(
            self.env._("Auditor's marks"),
            "bydelsmor.audit.mark",
            [("accounts_id", "=", self.id)],
        )

    def _listed(self, words):
        """Join words as the language of the sentence does («a, b og c»)."""
        # Without its own language Odoo joins in the first installed one.
        return format_list(self.env, words, lang_code=self.env.lang or "en_US")

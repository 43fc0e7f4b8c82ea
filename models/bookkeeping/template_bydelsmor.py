from odoo import models

from odoo.addons.account.models.chart_template import template

TEMPLATE = "bydelsmor"
OUTSTANDING = "bm_6483"
# Payments ask for these two names when a method line names no account.
SECOND_NAMES = (
    "account_journal_payment_debit_account_id",
    "account_journal_payment_credit_account_id",
)


class AccountChartTemplate(models.AbstractModel):
    """The slim chart of a volunteer group: some sixty accounts, no taxes.

    Codes are those of the Danish standard chart where it has one; a code beside it
    is free there, and every account carries the standard chart's tag. What a
    payment leaves open and what an imported bank line leaves open meet on *one*
    reconcilable account, so that matching the two never edits a posted entry.
    """

    _inherit = "account.chart.template"

    def _get_chart_template_mapping(self, get_all=False):
        # Odoo looks for templates only in addons of its own localisation category.
        mapping = super()._get_chart_template_mapping(get_all=get_all)
        denmark = self.env.ref("base.dk")
        mapping[TEMPLATE] = {
            "name": self.env._("Denmark - Volunteer group (slim)"),
            "country_id": denmark.id,
            "country_code": denmark.code,
            "module": "bydelsmor",
            "parent": None,
            "sequence": 20,
            "country": "dk",
            "visible": True,
            "installed": True,
        }
        return mapping

    @template(TEMPLATE)
    def _get_bydelsmor_template_data(self):
        return {
            "code_digits": "4",
            "property_account_receivable_id": "bm_6190",
            "property_account_payable_id": "bm_7440",
        }

    @template(TEMPLATE, "res.company")
    def _get_bydelsmor_res_company(self):
        differences = "bm_2720"
        return {
            self.env.company.id: {
                "anglo_saxon_accounting": False,
                "account_fiscal_country_id": "base.dk",
                "bank_account_code_prefix": "648",
                "cash_account_code_prefix": "647",
                "transfer_account_code_prefix": "683",
                "account_default_pos_receivable_account_id": "bm_6190",
                "account_journal_suspense_account_id": OUTSTANDING,
                "transfer_account_id": "bm_6831",
                "income_currency_exchange_account_id": differences,
                "expense_currency_exchange_account_id": differences,
                "account_journal_early_pay_discount_loss_account_id": differences,
                "account_journal_early_pay_discount_gain_account_id": differences,
                "default_cash_difference_income_account_id": differences,
                "default_cash_difference_expense_account_id": differences,
                "currency_exchange_journal_id": "general",
                "expense_account_id": "bm_2810",
                "income_account_id": "bm_1550",
                "restrictive_audit_trail": True,
            }
        }

    @template(TEMPLATE, "account.journal")
    def _get_bydelsmor_account_journal(self):
        one_series = {"refund_sequence": False, "payment_sequence": False}
        return {
            "purchase": {
                "name": "Receipts",
                "name@da": "Kvitteringer",
                "code": "BILAG",
                **one_series,
            },
            "sale": {
                "name": "Money in",
                "name@da": "Penge ind",
                "code": "IND",
                **one_series,
            },
            "bank": {
                "name": "Bank",
                "name@da": "Bank",
                "code": "BANK",
                "default_account_id": "bm_6481",
                **one_series,
            },
            "cash": {
                "name": "Cash box",
                "name@da": "Kontantkasse",
                "code": "KASSE",
                "type": "cash",
                "default_account_id": "bm_6471",
                "show_on_dashboard": True,
                "sequence": 8,
                **one_series,
            },
            "mobilepay": {
                "name": "MobilePay",
                "name@da": "MobilePay",
                "code": "MOBIL",
                "type": "bank",
                "default_account_id": "bm_6485",
                "show_on_dashboard": True,
                "sequence": 9,
                **one_series,
            },
            "general": {
                "name": "Other entries",
                "name@da": "Andre posteringer",
                "code": "DIV",
                "sequence": 10,
            },
        }

    def _get_chart_template_data(self, template_code):
        data = super()._get_chart_template_data(template_code)
        if template_code == TEMPLATE:
            # No taxes and no foreign money: two journals and two models for nothing.
            for xmlid in ("caba", "exch"):
                data["account.journal"].pop(xmlid, None)
            data.pop("account.reconcile.model", None)
        return data

    def _create_outstanding_accounts(self, company, bank_prefix, code_digits):
        if company.chart_template != TEMPLATE:
            return super()._create_outstanding_accounts(
                company, bank_prefix, code_digits
            )
        return self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": self.company_xmlid(name, company),
                    "record": self.ref(OUTSTANDING),
                    "noupdate": True,
                }
                for name in SECOND_NAMES
            ]
        )

    def _get_untranslated_translatable_template_model_records(self, langs, companies):
        """Leave out the second names of an account: Odoo would save its translations
        once for each name, and which of them stays is up to the database."""
        groups = companies.filtered(lambda company: company.chart_template == TEMPLATE)
        second = {f"{company.id}_{name}" for company in groups for name in SECOND_NAMES}
        found = super()._get_untranslated_translatable_template_model_records(
            langs, companies
        )
        return [row for row in found if row[1] not in second]

    def _post_load_data(self, template_code, company, template_data):
        result = super()._post_load_data(template_code, company, template_data)
        if template_code == TEMPLATE:
            self._bydelsmor_route_payments(company or self.env.company)
        return result

    def _bydelsmor_route_payments(self, company):
        """Cash moves at once; bank and MobilePay wait until seen in the bank."""
        outstanding = self.ref(OUTSTANDING)
        journals = self.env["account.journal"].search(
            [("company_id", "=", company.id), ("type", "in", ("bank", "cash"))]
        )
        for journal in journals:
            lines = (
                journal.inbound_payment_method_line_ids
                | journal.outbound_payment_method_line_ids
            )
            at_once = journal.type == "cash"
            lines.payment_account_id = (
                journal.default_account_id if at_once else outstanding
            )

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.bookkeeping import statement_lines
from .common import BookkeepingCommon


@tagged("post_install", "-at_install")
class TestChart(BookkeepingCommon):
    def setUp(self):
        super().setUp()
        self.accounts = (
            self.env["account.account"]
            .with_company(self.company_a)
            .search([("company_ids", "in", self.company_a.ids)])
        )

    def test_only_the_accounts_of_the_template(self):
        """Loading a chart usually makes eight more (suspense, differences ...)."""
        self.assertEqual(len(self.accounts), 59)
        self.assertEqual({len(account.code) for account in self.accounts}, {4})

    def test_every_account_is_mapped_and_placed(self):
        for account in self.accounts:
            with self.subTest(account.code):
                self.assertEqual(len(account.tag_ids), 1)
                xmlid = account.tag_ids.get_external_id()[account.tag_ids.id]
                self.assertTrue(xmlid.startswith("l10n_dk.account_tag_"), xmlid)
                line = statement_lines.line_of_account(
                    account.account_type, account.statement_line
                )
                self.assertEqual(line.key, account.statement_line)

    def test_parents_that_the_standard_chart_keeps_inactive_are_not_used(self):
        inactive = {"1890", "2330", "2520", "2960", "2970", "8045"}
        self.assertFalse(inactive & set(self.accounts.tag_ids.mapped("name")))

    def test_danish_and_english_names(self):
        account = self.company_a._bydelsmor_account("8041")
        self.assertEqual(account.with_context(lang="en_US").name, "Owed to volunteers")
        if self.env["res.lang"]._lang_get("da_DK"):
            self.assertEqual(
                account.with_context(lang="da_DK").name,
                "Skyldige udlæg til frivillige",
            )

    def test_no_name_of_an_account_competes_for_its_translation(self):
        """An account with two more names got its Danish one or not, by chance."""
        rows = self.env[
            "account.chart.template"
        ]._get_untranslated_translatable_template_model_records(
            ["vi_VN"], self.company_a
        )
        names = [
            name for model, name, _module, _fields in rows if model == "account.account"
        ]
        records = [self.env.ref(f"account.{name}").id for name in names]
        self.assertGreater(len(records), 50)
        self.assertEqual(len(records), len(set(records)))

    def test_one_account_gathers_the_results(self):
        unaffected = self.accounts.filtered(
            lambda account: account.account_type == "equity_unaffected"
        )
        self.assertEqual(unaffected.mapped("code"), ["6940"])

    def test_no_taxes(self):
        self.assertFalse(
            self.env["account.tax"].search([("company_id", "=", self.company_a.id)])
        )
        self.assertFalse(self.company_a.account_purchase_tax_id)
        self.assertFalse(self.accounts.tax_ids)

    def test_differences_and_discounts_go_to_one_account(self):
        company = self.company_a
        account = company._bydelsmor_account("2720")
        for name in (
            "default_cash_difference_income_account_id",
            "default_cash_difference_expense_account_id",
            "account_journal_early_pay_discount_gain_account_id",
            "account_journal_early_pay_discount_loss_account_id",
        ):
            self.assertEqual(company[name], account, name)

    def test_journals(self):
        journals = self.env["account.journal"].search(
            [("company_id", "=", self.company_a.id)]
        )
        self.assertEqual(
            set(journals.mapped("code")),
            {"BILAG", "IND", "BANK", "KASSE", "MOBIL", "DIV"},
        )
        for journal in journals:
            self.assertFalse(journal.refund_sequence)
            self.assertFalse(journal.payment_sequence)
            self.assertFalse(journal.restrict_mode_hash_table)

    def test_cash_moves_at_once_and_the_bank_waits(self):
        outstanding = self.company_a._bydelsmor_account("6483")
        self.assertTrue(outstanding.reconcile)
        for code, account in (
            ("BANK", outstanding),
            ("MOBIL", outstanding),
            ("KASSE", self.company_a._bydelsmor_account("6471")),
        ):
            journal = self.company_a._bydelsmor_journal(code)
            lines = (
                journal.inbound_payment_method_line_ids
                | journal.outbound_payment_method_line_ids
            )
            self.assertEqual(lines.payment_account_id, account)
            self.assertEqual(journal.suspense_account_id, outstanding)

    def test_audit_trail_is_on(self):
        self.assertTrue(self.company_a.restrictive_audit_trail)

    def test_loading_twice_changes_nothing(self):
        self.company_a._bydelsmor_load_chart()
        again = self.env["account.account"].search(
            [("company_ids", "in", self.company_a.ids)]
        )
        self.assertEqual(again, self.accounts)

    def test_missing_account_is_said_plainly(self):
        with self.assertRaisesRegex(UserError, "9999"):
            self.company_a._bydelsmor_account("9999")

    def test_before_the_books_are_open(self):
        group = self.env["bydelsmor.group"].create({"name": "No books"})
        with self.assertRaisesRegex(UserError, "Open the books first"):
            group.company_id._bydelsmor_account("1611")
        with self.assertRaisesRegex(UserError, "Open the books first"):
            group.company_id._bydelsmor_journal("BILAG")

from odoo.tests import Form, tagged

from .common import BookkeepingCommon


@tagged("post_install", "-at_install")
class TestOtherCompany(BookkeepingCommon):
    """The accountant of a company that is no group meets Odoo as she knows it."""

    def as_accountant(self, model):
        return (
            self.env[model]
            .with_user(self.other_accountant)
            .with_context(allowed_company_ids=self.other_company.ids)
        )

    def test_a_new_account_in_the_form(self):
        """Its codes stand in lines of a model that has no table at all."""
        form = Form(self.as_accountant("account.account"))
        form.name = "3141 Coffee for visitors"
        self.assertEqual((form.code, form.name), ("3141", "Coffee for visitors"))
        form.account_type = "expense"
        account = form.save()
        with Form(account) as form:
            form.name = "Coffee"
        self.assertEqual((account.code, account.name), ("3141", "Coffee"))

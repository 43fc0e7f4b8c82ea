from odoo import Command
from odoo.tests import new_test_user

from ..common import BydelsmorCommon


class BookkeepingCommon(BydelsmorCommon):
    """Groups A and B with open books since 1 January 2026 and 1,000 kr in the bank,
    and a company that is no group, with the same chart."""

    OPENING = "2026-01-01"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for group in (cls.group_a, cls.group_b):
            group._open_books(cls.OPENING, bank=1000, cash=200)
        cls.other_company = (
            cls.env["res.company"]
            .with_context(install_mode=True)
            .create({"name": "No group", "country_id": cls.env.ref("base.dk").id})
        )
        cls.other_company._bydelsmor_load_chart()
        cls.shop = cls.env["res.partner"].create(
            {"name": "The shop", "is_company": True}
        )
        cls.amina = cls.vol_member_a.partner_id
        cls.other_accountant = new_test_user(
            cls.env,
            "test_other_accountant",
            groups="base.group_user,account.group_account_manager",
            company_id=cls.other_company.id,
            company_ids=[Command.set(cls.other_company.ids)],
        )

    @classmethod
    def make_entry(cls, company, amount=100.0, date="2026-03-01", **values):
        """An unposted entry: food for an activity, owed to nobody in particular."""
        codes = company.sudo()._bydelsmor_accounts("1611", "7440")
        return (
            cls.env["account.move"]
            .with_company(company)
            .create(
                {
                    "move_type": "entry",
                    "date": date,
                    "journal_id": company._bydelsmor_journal("DIV").id,
                    "line_ids": [
                        Command.create(
                            {"account_id": codes["1611"].id, "balance": amount}
                        ),
                        Command.create(
                            {"account_id": codes["7440"].id, "balance": -amount}
                        ),
                    ],
                    **values,
                }
            )
        )

    @classmethod
    def make_receipt(cls, company, amount=100.0, date="2026-03-01", **values):
        """An unposted purchase receipt, without supplier unless one is given."""
        food = company.sudo()._bydelsmor_account("1611")
        return (
            cls.env["account.move"]
            .with_company(company)
            .create(
                {
                    "move_type": "in_receipt",
                    "invoice_date": date,
                    "journal_id": company._bydelsmor_journal("BILAG").id,
                    "invoice_line_ids": [
                        Command.create(
                            {
                                "name": "Food",
                                "account_id": food.id,
                                "price_unit": amount,
                                "tax_ids": False,
                            }
                        )
                    ],
                    **values,
                }
            )
        )

    @classmethod
    def make_payment(cls, company, amount=100.0, date="2026-03-02", **values):
        """An unposted repayment from the bank."""
        return (
            cls.env["account.payment"]
            .with_company(company)
            .create(
                {
                    "payment_type": "outbound",
                    "partner_type": "supplier",
                    "partner_id": cls.amina.id,
                    "journal_id": company._bydelsmor_journal("BANK").id,
                    "amount": amount,
                    "date": date,
                    "company_id": company.id,
                    **values,
                }
            )
        )

    @classmethod
    def balance(cls, company, code):
        """Return what stands on an account, posted."""
        account = company.sudo()._bydelsmor_account(code)
        [(balance,)] = cls.env["account.move.line"]._read_group(
            [
                ("company_id", "=", company.id),
                ("account_id", "=", account.id),
                ("parent_state", "=", "posted"),
            ],
            [],
            ["balance:sum"],
        )
        return balance or 0.0

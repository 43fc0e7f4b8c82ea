import base64
from uuid import uuid4

from odoo import Command, fields
from odoo.tests import HttpCase

from ..bookkeeping.papers import jpeg
from ..common import BydelsmorCommon


class TourCase(BydelsmorCommon, HttpCase):
    """The web client in a real browser, in English."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The steps read the source's words, whatever languages the database has.
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env["res.partner"].search([("bydelsmor_company_ids", "!=", False)]).write(
            {"lang": "en_US"}
        )
        cls.today = fields.Date.today()

    @classmethod
    def hand_in(cls, user, amount):
        """A receipt with a photo, handed in as from the phone."""
        company = user.company_id
        purpose = cls.env.ref("bydelsmor.purpose_activity_food")
        return (
            cls.env["bydelsmor.receipt"]
            .with_user(user)
            ._hand_in(
                company,
                {
                    "uuid": str(uuid4()),
                    "date": cls.today,
                    "shop": "Netto",
                    "occasion": "Women's café",
                    "paid_by": "own",
                    "lines": [{"purpose_id": purpose.id, "amount": amount}],
                },
                [{"name": "receipt.jpg", "data": base64.b64encode(jpeg()).decode()}],
            )
            .sudo()
        )

    @classmethod
    def post(cls, company, date, *items):
        """Post an entry of (code, balance) items."""
        move = cls.env["account.move"].create(
            {
                "journal_id": company._bydelsmor_journal("DIV").id,
                "date": date,
                "line_ids": [
                    Command.create(
                        {
                            "account_id": company._bydelsmor_account(code).id,
                            "balance": balance,
                        }
                    )
                    for code, balance in items
                ],
            }
        )
        move.action_post()
        return move

    def balance(self, company, code):
        """Return what stands on an account, posted."""
        self.env.invalidate_all()
        account = company.sudo()._bydelsmor_account(code)
        [(balance,)] = self.env["account.move.line"]._read_group(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")],
            [],
            ["balance:sum"],
        )
        return balance or 0.0

    def walk(self, user, path, tour, **options):
        """Let one woman walk a tour."""
        self.start_tour(path, tour, login=user.login, timeout=180, **options)
        self.env.invalidate_all()

import uuid

from odoo import Command

from . import papers
from .common import BookkeepingCommon


class ReceiptCommon(BookkeepingCommon):
    """Receipts as the phone sends them, in group A unless another is named."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Receipt = cls.env["bydelsmor.receipt"]
        cls.food = cls.env.ref("bydelsmor.purpose_activity_food")
        cls.bus = cls.env.ref("bydelsmor.purpose_transport")
        cls.fee = cls.env.ref("bydelsmor.purpose_bank_fee")
        cls.grant = cls.env["bydelsmor.grant"].create(
            {
                "name": "§ 18",
                "company_id": cls.company_a.id,
                "amount_awarded": 10000,
                "date_awarded": "2026-01-15",
            }
        )

    @classmethod
    def values(cls, *lines, **values):
        return {
            "uuid": str(uuid.uuid4()),
            "date": "2026-03-03",
            "shop": "Netto",
            "occasion": "Dinner",
            "paid_by": "own",
            "lines": list(lines) or [{"purpose_id": cls.food.id, "amount": 124.5}],
            **values,
        }

    @classmethod
    def photo(cls, seed=0):
        return {"name": "x", "data": papers.jpeg(papers.picture(seed=seed))}

    @classmethod
    def hand_in(cls, *lines, user=None, company=None, files=None, **values):
        """Hand in as the phone does; one photo unless ``files`` says otherwise."""
        user = user or cls.member_a
        company = company or cls.company_a
        files = [cls.photo()] if files is None else files
        return (
            cls.Receipt.with_user(user)
            ._hand_in(company.with_user(user), cls.values(*lines, **values), files)
            .with_env(cls.env)
        )

    @classmethod
    def approve(cls, receipts, user=None):
        return receipts.with_user(user or cls.board_a).action_approve()

    @classmethod
    def draft(cls, **values):
        """A receipt written in the web client by the board."""
        return cls.Receipt.with_user(cls.board_a).create(
            {
                "company_id": cls.company_a.id,
                "volunteer_id": cls.vol_member_a.id,
                "date": "2026-03-03",
                "line_ids": [
                    Command.create({"purpose_id": cls.food.id, "amount": 100})
                ],
                **values,
            }
        )

    def booked(self, move):
        """Return what an entry says: {account code: balance}."""
        lines = move.sudo().with_company(move.company_id).line_ids
        found = {}
        for line in lines:
            found[line.account_id.code] = found.get(line.account_id.code, 0)
            found[line.account_id.code] += line.balance
        return {code: round(balance, 2) for code, balance in found.items()}

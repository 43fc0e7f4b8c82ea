from datetime import date
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5

from odoo import api, models

from . import year
from .receipt_picture import receipt_picture

# Who looks at whose receipt: two who did not buy it (the group wants two).
APPROVERS = {
    "lindevang": ["fatma", "samira", "nadia", "kirsten"],
    "soeparken": ["shirin", "lone", "dalal"],
    "havnebyen": ["oksana", "birgit"],
}


class BydelsmorDemo(models.AbstractModel):
    _inherit = "bydelsmor.demo"

    @api.model
    def _build_books(self, groups, people, today):
        """Two years for Lindevang, one for Søparken and Havnebyen, and this one."""
        last = today.year - 1
        self._open_books(groups, last)
        purposes = self._purposes()
        story = Story(self, groups, people, purposes, today)
        story.live_through("lindevang", last - 1, year.before(year.LINDEVANG_OUT))
        story.live_through("lindevang", last, year.last(year.LINDEVANG_OUT))
        story.live_through("soeparken", last, year.last(year.SOEPARKEN_OUT))
        story.live_through("havnebyen", last, year.last(year.HAVNEBYEN_OUT))

    def _open_books(self, groups, last):
        groups["lindevang"]._open_books(
            date(last - 1, 1, 1),
            **{key: ore / 100 for key, ore in year.LINDEVANG_OPENING.items()},
        )
        for key, opening in (
            ("soeparken", year.SOEPARKEN_OPENING),
            ("havnebyen", year.HAVNEBYEN_OPENING),
        ):
            groups[key]._open_books(
                date(last, 1, 1), **{name: ore / 100 for name, ore in opening.items()}
            )

    def _purposes(self):
        """Return the purposes by direction and account code."""
        purposes = self.env["bydelsmor.purpose"].search([])
        return {(p.direction, p.account_code): p for p in purposes}


class Story:
    """Lives through the years of a group as its women did, each with her own login."""

    def __init__(self, demo, groups, people, purposes, today):
        self.env = demo.env
        self.groups = groups
        self.people = people
        self.purposes = purposes
        self.today = today
        self.number = 0

    def user(self, key):
        return self.people[key]._ensure_user()

    def as_(self, key, records):
        """The records as this woman sees them in her own rooms."""
        user = self.user(key)
        context = dict(records.env.context, allowed_company_ids=user.company_ids.ids)
        return records.with_user(user).with_context(context)

    def live_through(self, key, year_number, papers):
        for _month, of_month in groupby(papers, key=lambda paper: paper.month):
            receipts = self.env["bydelsmor.receipt"]
            for paper in of_month:
                if date(year_number, paper.month, paper.day) < self.today:
                    receipts |= self.hand_in(key, year_number, paper)
            self.approve(key, receipts)

    def hand_in(self, key, year_number, paper):
        self.number += 1
        day = date(year_number, paper.month, paper.day)
        purpose = self.purposes["out", paper.account]
        files = []
        if purpose.photo_required:
            files = [{"name": "kvittering.jpg", "data": self.picture(paper, day)}]
        receipt = self.as_(paper.who, self.env["bydelsmor.receipt"])
        return receipt._hand_in(
            self.groups[key].company_id,
            {
                "uuid": str(uuid5(NAMESPACE_URL, f"demo-{key}-{day}-{self.number}")),
                "date": day,
                "shop": paper.shop,
                "occasion": paper.occasion,
                "paid_by": paper.paid_by,
                "lines": [{"purpose_id": purpose.id, "amount": paper.ore / 100}],
            },
            files,
        ).with_env(self.env)

    def picture(self, paper, day):
        third = paper.ore // 3 / 100
        rest = paper.ore / 100 - third
        lines = [("Varer", rest), ("Varer", third)]
        return receipt_picture(paper.shop, day, lines, paper.ore / 100, self.number)

    def approve(self, key, receipts):
        """Each receipt by one, or two where the group wants it, of those who may."""
        needed = 2 if self.groups[key].second_approver else 1
        for receipt in receipts:
            buyer = receipt.partner_id
            others = [
                name
                for name in APPROVERS[key]
                if self.people[name].partner_id != buyer
            ]
            for name in others[:needed]:
                self.as_(name, receipt).action_approve()

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import BydelsmorCommon


@tagged("post_install", "-at_install")
class TestReceiptActivity(BydelsmorCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cafe, cls.trip = cls.env["bydelsmor.activity"].create(
            [
                {
                    "company_id": cls.company_a.id,
                    "kind_id": cls.env.ref(f"bydelsmor.choice_activity_{code}").id,
                }
                for code in ("cafe", "trip")
            ]
        )

    def receipt(self, group, volunteer, activity, amount, private=0):
        food = self.env.ref("bydelsmor.purpose_activity_food").id
        lines = [{"purpose_id": food, "amount": amount}]
        if private:
            lines.append({"amount": private, "is_private": True})
        return self.env["bydelsmor.receipt"].create(
            {
                "company_id": group.company_id.id,
                "volunteer_id": volunteer.id,
                "activity_id": activity.id,
                "line_ids": [Command.create(line) for line in lines],
            }
        )

    def test_cost_is_what_the_group_pays(self):
        """124.50 and 80 of 100 kr; what was withdrawn does not count."""
        self.receipt(self.group_a, self.vol_member_a, self.cafe, 124.5)
        self.receipt(self.group_a, self.vol_member_a, self.cafe, 80, private=20)
        withdrawn = self.receipt(self.group_a, self.vol_member_a, self.cafe, 999)
        withdrawn.state = "cancelled"
        for user in (self.board_a, self.auditor_a):
            seen = (
                (self.cafe | self.trip)
                .with_user(user)
                .with_context(allowed_company_ids=self.company_a.ids)
            )
            self.assertEqual(seen.mapped("cost"), [204.5, 0])

    def test_members_do_not_see_what_it_cost(self):
        self.assertNotIn("cost", self.cafe.with_user(self.member_a).fields_get())

    def test_one_query_for_many(self):
        for activity in (self.cafe, self.trip):
            self.receipt(self.group_a, self.vol_member_a, activity, 10)
        self.env.flush_all()
        for activities in (self.cafe, self.cafe | self.trip):
            self.env.invalidate_all()
            activities.mapped("company_id.currency_id.name")
            with self.assertQueryCount(1):
                activities.mapped("cost")

    def test_activity_of_another_group(self):
        with self.assertRaises(UserError):
            self.receipt(self.group_b, self.vol_member_b, self.cafe, 10)

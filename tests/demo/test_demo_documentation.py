from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDemoDocumentation(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bydelsmor.demo"]._build()
        cls.today = fields.Date.today()

    def forms(self, model, name):
        group = self.env["bydelsmor.group"].search([("name", "=", name)])
        company = group.company_id.id
        return self.env[model].search([("company_id", "=", company)])

    def test_a_year_of_conversations(self):
        talks = self.forms("bydelsmor.conversation", "Bydelsmødre Lindevang")
        self.assertGreater(len(talks), 200)
        self.assertEqual(len(talks.author_id), 8)
        self.assertLessEqual(max(talks.mapped("date")), self.today)
        months = {day.replace(day=1) for day in talks.mapped("date")}
        self.assertGreaterEqual(len(months), 12)
        self.assertGreater(len(talks.topic_ids), 10)
        self.assertGreater(
            len(self.forms("bydelsmor.conversation", "Bydelsmødre Søparken")), 80
        )

    def test_receipts_point_to_activities(self):
        activities = self.forms("bydelsmor.activity", "Bydelsmødre Lindevang")
        self.assertGreater(len(activities), 15)
        self.assertTrue(all(activities.mapped("receipt_ids")))
        trips = activities.filtered(lambda a: a.name == "Familietur til stranden")
        last = trips.filtered(lambda a: a.date > self.today - relativedelta(years=2))
        self.assertTrue(any(len(trip.receipt_ids) == 2 for trip in last))

    def test_last_year_is_counted(self):
        figures = self.env["bydelsmor.statistic"].search(
            [("period", "=", "year"), ("area", "=", "national")]
        )
        year = self.today.year - 1
        self.assertEqual(
            set(
                figures.filtered(lambda f: f.subject == "conversations").mapped("year")
            ),
            {year - 2, year - 1, year},
        )
        topics = figures.filtered(lambda f: f.subject == "topic" and f.year == year)
        self.assertGreater(len(topics), 8)
        self.assertGreaterEqual(min(topics.mapped("count")), 5)

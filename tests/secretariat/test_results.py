from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..documentation.test_statistic import YEAR, StatisticCommon


@tagged("post_install", "-at_install")
class TestResults(StatisticCommon):
    """Two groups: 30 talks in A, of which 20 about school, and 25 in B, of which 15.

    A held six cafés with nine women each.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        school = cls.topics("school", "other")
        for group, about, others in ((cls.group_a, 20, 10), (cls.group_b, 15, 10)):
            cls.talks(group, 3, about, topic_ids=school)
            cls.talks(group, 4, others)
        cafe = {
            "company_id": cls.company_a.id,
            "date": date(YEAR, 3, 1),
            "kind_id": cls.choice("activity_cafe"),
            "name": "Women's café",
            "women_count": 9,
            "worked": "Tea in the yard",
        }
        cls.activities.create([dict(cafe) for _number in range(6)])
        cls.tallies.create(
            {"company_id": cls.company_a.id, "date": date(YEAR, 3, 1), "count": 3}
        )
        cls.statistics.create({"year": 2022, "subject": "conversations", "count": 1234})
        cls.statistics._publish(YEAR)

    def results(self, user, company=None, **values):
        return (
            self.env["bydelsmor.results"]
            .with_user(user)
            .create({"company_id": company and company.id, "year": YEAR, **values})
        )

    def data(self, user, company=None):
        results = self.results(user, company, language="en")
        return results.with_context(lang="en_US")._print_data()

    def test_agrees_with_the_statistics(self):
        data = self.data(self.secretariat)
        numbers = dict(data["numbers"])
        self.assertEqual(numbers["Conversations"], "55")
        self.assertEqual(numbers["Women at activities"], "54")
        # Three, and none: none is no secret.
        self.assertEqual(numbers["Short contacts"], "–")
        self.assertEqual(numbers["Children at activities"], "0")
        charts = dict(data["charts"])
        [(answer, figure, width)] = charts["What did you talk about?"]
        self.assertEqual((figure, width), ("35", 100))
        self.assertIn("chool", answer)
        years, rows = data["years"]
        self.assertEqual(years, [2022, YEAR])
        self.assertIn(("Conversations", ["1,234", "55"]), rows)

    def test_a_group_prints_its_own(self):
        data = self.data(self.chair_a, self.company_a)
        self.assertEqual(dict(data["numbers"])["Conversations"], "30")
        self.assertEqual(data["sentences"][0][1], "Tea in the yard")
        self.assertFalse(self.data(self.secretariat, self.company_a)["sentences"])
        with self.assertRaises(AccessError):
            self.results(self.chair_b, self.company_a).action_print()
        with self.assertRaises(AccessError):
            self.data(self.chair_b, self.company_a)
        with self.assertRaises(AccessError):
            self.results(self.member_a, self.company_a)

    def test_a_year_that_is_not_counted(self):
        with self.assertRaises(UserError) as caught:
            self.results(self.chair_a, self.company_a, year=2021).action_print()
        self.assertIn("1 March", str(caught.exception))
        action = self.results(self.chair_a, self.company_a).action_print()
        self.assertEqual(action["report_name"], "bydelsmor.report_results")

    def test_prints_in_both_languages(self):
        self.env["res.lang"]._activate_lang("da_DK")
        report = self.env["ir.actions.report"]
        for language, word in (("da", "i tal"), ("en", "in numbers")):
            results = self.results(self.chair_a, self.company_a, language=language)
            html, _kind = report._render_qweb_html(
                "bydelsmor.report_results", results.ids
            )
            self.assertIn(f"{YEAR} {word}", html.decode())

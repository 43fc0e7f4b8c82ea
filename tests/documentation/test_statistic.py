from datetime import date

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import DocumentationCommon

YEAR = 2024


class StatisticCommon(DocumentationCommon):
    """Forms of a year that is over, stored as the forms of the past are."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.statistics = cls.env["bydelsmor.statistic"]
        cls.group_b.municipality_id = cls.env.ref("bydelsmor.municipality_0751")

    @classmethod
    def talks(cls, group, month, number, **answers):
        values = {
            "company_id": group.company_id.id,
            "date": date(YEAR, month, 5),
            "arose_id": cls.choice("arose_network"),
            "topic_ids": [(6, 0, [cls.choice("topic_other")])],
            "next_id": cls.choice("next_meet"),
            **answers,
        }
        return cls.conversations.create([dict(values) for _number in range(number)])

    @classmethod
    def topics(cls, *codes):
        return [(6, 0, [cls.choice(f"topic_{code}") for code in codes])]

    def publish(self):
        self.statistics._publish(YEAR)
        return self.statistics.search([("year", "=", YEAR)])

    def figure(self, area="national", period="year", key=None, **values):
        """Return the count of one figure, or None when it is not shown."""
        domain = [("area", "=", area), ("period", "=", period), ("year", "=", YEAR)]
        if area == "group":
            domain.append(("company_id", "=", key.company_id.id))
        elif area == "municipality":
            domain.append(("municipality_id", "=", key.id))
        if "date" in values:
            values["date"] = date(YEAR, values["date"], 1)
        domain += [(name, "=", value) for name, value in values.items()]
        return (
            self.statistics.search(domain).ensure_one().count
            if (self.statistics.search_count(domain))
            else None
        )


@tagged("post_install", "-at_install")
class TestStatistic(StatisticCommon):
    def test_counts(self):
        """A: 30 talks, of which 12 in January and 18 in June; B: 20 in June.

        School: A 10 in January and 9 in June, B 8. The talks without it are about
        something else, 11 in A and 12 in B.
        """
        school = self.topics("school", "other")
        self.talks(self.group_a, 1, 10, topic_ids=school)
        self.talks(self.group_a, 1, 2)
        self.talks(self.group_a, 6, 9, topic_ids=school)
        self.talks(self.group_a, 6, 9)
        self.talks(self.group_b, 6, 8, topic_ids=school)
        self.talks(self.group_b, 6, 12)
        self.publish()
        total = {"subject": "conversations"}
        self.assertEqual(self.figure(**total), 50)
        self.assertEqual(self.figure(period="quarter", date=1, **total), 12)
        self.assertEqual(self.figure(period="quarter", date=4, **total), 38)
        self.assertEqual(self.figure(period="month", date=6, **total), 38)
        self.assertEqual(self.figure("group", key=self.group_a, **total), 30)
        self.assertEqual(
            self.figure("municipality", key=self.group_b.municipality_id, **total), 20
        )
        topic = {"subject": "topic", "choice_id": self.choice("topic_school")}
        self.assertEqual(self.figure(**topic), 27)
        # All but two of January: that tells of each of them.
        self.assertIsNone(self.figure(period="month", date=1, **topic))
        # Anything else is the rest, which is not shown.
        other = {"subject": "topic", "choice_id": self.choice("topic_other")}
        self.assertIsNone(self.figure(**other))

    def test_parts_of_a_groups_year(self):
        """A: 20 talks in January, 25 in June. B is smaller, but not too small to be
        set aside: ten talks in each, half of them about school."""
        school = self.topics("school", "other")
        self.talks(self.group_a, 1, 12, topic_ids=school)
        self.talks(self.group_a, 1, 8)
        self.talks(self.group_a, 6, 15, topic_ids=school)
        self.talks(self.group_a, 6, 10)
        for month in (1, 6):
            self.talks(self.group_b, month, 5, topic_ids=school)
            self.talks(self.group_b, month, 5)
        self.publish()
        total = {"subject": "conversations"}
        for area, key in (
            ("group", self.group_a),
            ("municipality", self.group_a.municipality_id),
        ):
            self.assertEqual(self.figure(area, "quarter", key, date=1, **total), 20)
            self.assertEqual(self.figure(area, "quarter", key, date=4, **total), 25)
            self.assertEqual(self.figure(area, "month", key, date=6, **total), 25)
        topic = {"subject": "topic", "choice_id": self.choice("topic_school")}
        quarters = [
            self.figure("group", "quarter", self.group_a, date=month, **topic)
            for month in (1, 4)
        ]
        self.assertEqual(quarters, [12, 15])
        self.assertEqual(self.figure("group", key=self.group_b, **total), 20)
        self.assertIsNone(
            self.figure("group", "quarter", self.group_b, date=1, **total)
        )

    def test_too_few_set_aside(self):
        """B has all that is set aside in June: nothing is shown of A's quarters."""
        self.talks(self.group_a, 1, 20)
        self.talks(self.group_a, 6, 20)
        self.talks(self.group_b, 6, 20)
        self.publish()
        total = {"subject": "conversations", "date": 1}
        self.assertEqual(self.figure(period="quarter", **total), 20)
        self.assertIsNone(self.figure("group", "quarter", self.group_a, **total))

    def test_fewer_than_five_are_not_shown(self):
        self.talks(self.group_a, 1, 4, topic_ids=self.topics("violence"))
        self.talks(self.group_a, 2, 30, topic_ids=self.topics("school", "other"))
        figures = self.publish()
        self.assertNotIn(self.choice("topic_violence"), figures.choice_id.ids)
        self.assertFalse(figures.filtered(lambda f: 0 < f.count < 5))
        # January's four are a month of their own: neither they nor their month.
        total = {"subject": "conversations", "period": "month"}
        self.assertIsNone(self.figure(date=1, **total))
        self.assertIsNone(self.figure(date=2, **total))

    def test_a_group_cannot_subtract_its_own(self):
        """A knows its 30; B's 3 must not follow from the country's 33."""
        self.talks(self.group_a, 1, 30)
        self.talks(self.group_b, 1, 3)
        figures = self.publish()
        self.assertFalse(figures.filtered(lambda f: f.subject == "conversations"))
        # That nobody held an activity tells of nobody.
        self.assertEqual(self.figure(subject="activities"), 0)
        self.assertFalse(any(figures.mapped("count")))

    def test_activities_and_contacts(self):
        values = {
            "company_id": self.company_a.id,
            "date": date(YEAR, 3, 1),
            "kind_id": self.choice("activity_cafe"),
            "women_count": 9,
            "new_women_count": 2,
            "bydelsmor_hours": 2.5,
        }
        self.activities.create([dict(values) for _number in range(6)])
        self.tallies.create(
            {"company_id": self.company_a.id, "date": date(YEAR, 3, 1), "count": 4}
        )
        self.publish()
        self.assertEqual(self.figure(subject="activities"), 6)
        self.assertEqual(self.figure(subject="women"), 54)
        self.assertEqual(self.figure(subject="new_women"), 12)
        self.assertEqual(self.figure(subject="hours"), 15)
        self.assertIsNone(self.figure(subject="contacts"))
        self.assertIsNone(self.figure(subject="children") or None)

    def test_languages(self):
        somali = self.env.ref("bydelsmor.language_so").id
        self.talks(self.group_a, 1, 12, language_id=somali)
        self.talks(self.group_a, 1, 9)
        self.publish()
        self.assertEqual(self.figure(subject="language", language_id=somali), 12)

    def test_closed_once_and_for_good(self):
        """Forms that come later change nothing, and nobody changes a figure."""
        self.talks(self.group_a, 1, 20)
        figures = self.publish()
        before = figures.mapped(lambda f: (f.id, f.count))
        self.talks(self.group_a, 1, 1)
        with self.assertRaises(UserError):
            self.statistics._publish(YEAR)
        with self.assertRaises(UserError):
            self.statistics._publish(YEAR - 1)
        with self.assertRaises(UserError):
            self.statistics._publish(fields.Date.today().year)
        self.assertEqual(figures.mapped(lambda f: (f.id, f.count)), before)
        for change in (
            lambda: figures[:1].write({"count": 7}),
            lambda: figures[:1].unlink(),
        ):
            with self.assertRaises(UserError):
                change()
        hers = figures[:1].with_user(self.secretariat)
        self.assertFalse(hers.has_access("write") or hers.has_access("unlink"))

    def test_years_are_closed_in_march(self):
        self.talks(self.group_a, 1, 20)
        years = self.statistics._years_to_close
        with freeze_time(f"{YEAR + 1}-02-28"):
            self.assertEqual(list(years()), [])
        with freeze_time(f"{YEAR + 1}-03-01"):
            self.assertEqual(list(years()), [YEAR])
        with freeze_time(f"{YEAR + 3}-03-01"):
            self.assertEqual(list(years()), [YEAR, YEAR + 1, YEAR + 2])
            self.statistics._publish(YEAR)
            self.assertEqual(list(years()), [YEAR + 1, YEAR + 2])

    def test_constant_queries(self):
        self.talks(self.group_a, 1, 20)
        counts = []
        for number in (10, 40):
            self.talks(self.group_b, 2, number, topic_ids=self.topics("school"))
            start = self.cr.sql_log_count
            self.statistics._figures(date(YEAR, 1, 1), date(YEAR + 1, 1, 1))
            counts.append(self.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1])

    # -- earlier years ------------------------------------------------------

    def earlier(self, **values):
        values = {"year": 2019, "subject": "conversations", "count": 40, **values}
        return self.statistics.with_user(self.secretariat).create(values)

    def test_earlier_years_stand_beside(self):
        self.talks(self.group_a, 1, 20)
        self.publish()
        group = self.earlier(company_id=self.company_a.id, count=25)
        self.assertEqual((group.area, group.period), ("group", "year"))
        self.earlier()
        sums = self.statistics._read_group(
            [("area", "=", "national"), ("period", "=", "year")],
            ["year", "subject"],
            ["count:sum"],
        )
        self.assertIn((2019, "conversations", 40), sums)
        self.assertIn((YEAR, "conversations", 20), sums)

    def test_only_what_is_alike_is_added(self):
        for year, subject, company, count in (
            (2018, "conversations", None, 40),
            (2019, "conversations", None, 50),
            (2019, "women", None, 70),
            (2018, "languages", None, 8),
            (2019, "languages", None, 9),
            (2019, "conversations", self.company_a, 30),
        ):
            company_id = company and company.id
            self.earlier(year=year, subject=subject, company_id=company_id, count=count)
        country = [("area", "=", "national"), ("imported", "=", True)]
        sums = self.statistics._read_group(country, ["subject"], ["count:sum"])
        self.assertEqual(
            dict(sums), {"conversations": 90, "women": 70, "languages": False}
        )
        self.assertEqual(
            self.statistics._read_group(country, [], ["count:sum"]), [(False,)]
        )
        talks = [("subject", "=", "conversations"), ("imported", "=", True)]
        by_year = self.statistics._read_group(talks, ["year"], ["count:sum"])
        self.assertEqual(dict(by_year), {2018: 40, 2019: False})

    def test_answers_are_not_added(self):
        """What is left out would be missing in the sum."""
        for code in ("school", "health"):
            self.talks(self.group_a, 1, 9, topic_ids=self.topics(code))
        self.talks(self.group_a, 1, 20)
        self.publish()
        topics = [("subject", "=", "topic"), ("area", "=", "national")]
        topics += [("period", "=", "year")]
        sums = self.statistics._read_group(topics, ["subject"], ["count:sum"])
        self.assertEqual(sums, [("topic", False)])
        sums = self.statistics._read_group(topics, ["choice_id"], ["count:sum"])
        self.assertEqual([count for _choice, count in sums], [9, 9])

    def test_periods_in_words(self):
        self.talks(self.group_a, 2, 20)
        figures = self.publish().filtered_domain(
            [("subject", "=", "conversations"), ("area", "=", "national")]
        )
        self.assertEqual(
            {figure.period: figure.when for figure in figures},
            {"year": "2024", "quarter": "2024, quarter 1", "month": "February 2024"},
        )

    def test_earlier_years_are_refused(self):
        self.talks(self.group_a, 1, 20)
        self.publish()
        topic = self.choice("topic_school")
        for word, values in (
            ("below 5", {"count": 3}),
            ("only totals", {"subject": "topic"}),
            ("from 1995 to 2023", {"year": YEAR}),
            ("from 1995 to 2023", {"year": 1950}),
            ("from 1995 to 2023", {"year": "x"}),
        ):
            with self.assertRaises(ValidationError) as caught, self.cr.savepoint():
                self.earlier(**values)
            self.assertIn(word, str(caught.exception))
        # What only publishing writes is not taken from outside.
        figure = self.earlier(choice_id=topic, imported=False, period="month")
        self.assertFalse(figure.choice_id)
        self.assertTrue(figure.imported)
        self.assertEqual(figure.period, "year")
        with self.assertRaises(AccessError):
            self.statistics.with_user(self.chair_a).create(
                {"year": 2018, "subject": "women", "count": 20}
            )

    def test_earlier_groups_do_not_leave_few(self):
        self.earlier(count=43)
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.earlier(count=40, company_id=self.company_a.id)
        self.assertTrue(self.earlier(count=38, company_id=self.company_a.id))

    def test_earlier_years_by_list(self):
        """As Odoo's import reads the template."""
        result = self.statistics.with_user(self.secretariat).load(
            ["year", "company_id", "subject", "count"],
            [
                ["2018", "", "Conversations", "300"],
                ["2018", "Testgruppe A", "Conversations", "120"],
                ["2018", "", "Women at activities", "900"],
            ],
        )
        self.assertFalse(result["messages"])
        self.assertEqual(len(result["ids"]), 3)

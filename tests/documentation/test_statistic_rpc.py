from odoo.tests import tagged

from ..access.rpc import REFUSALS, Refused, RpcCase
from .test_statistic import YEAR, StatisticCommon

STATISTIC = "bydelsmor.statistic"
FORMS = ("bydelsmor.conversation", "bydelsmor.contact.tally")
GROUPINGS = (
    [],
    ["subject"],
    ["choice_id"],
    ["language_id"],
    ["company_id"],
    ["municipality_id"],
    ["area", "period"],
    ["date:month", "choice_id"],
    ["date:quarter"],
    ["company_id", "choice_id"],
    ["company_id", "language_id", "subject"],
)


@tagged("post_install", "-at_install")
class TestStatisticRpc(StatisticCommon, RpcCase):
    """Whatever is asked over the net, and by whom: no count from 1 to 4, no row."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        school, violence = cls.topics("school", "other"), cls.topics("violence")
        somali = cls.env.ref("bydelsmor.language_so").id
        turkish = cls.env.ref("bydelsmor.language_tr").id
        for group, plenty in ((cls.group_a, 14), (cls.group_b, 11)):
            cls.talks(group, 1, plenty, topic_ids=school, language_id=somali)
            cls.talks(group, 5, plenty)
            cls.talks(group, 9, 2, topic_ids=violence, language_id=turkish)
            cls.talks(group, 11, 2, topic_ids=school)
        cls.hidden = cls.choice("topic_violence")
        cls.statistics._publish(YEAR)
        cls.readers = (cls.secretariat, cls.administrator, cls.chair_a, cls.treasurer_b)
        cls.everybody = (*cls.readers, cls.volunteer_a, cls.auditor_a, cls.member_a)
        # All who read may export as well, in this test.
        export = cls.env.ref("base.group_allow_export")
        for user in cls.readers:
            user.group_ids |= export

    def numbers(self, rows, key="count:sum"):
        return [row[key] for row in rows if row[key] is not False]

    def test_published_figures(self):
        """There is something to look at, and none of it is a count of few."""
        for user in self.readers:
            rows = self.call(user, STATISTIC, "search_read", [], ["count", "choice_id"])
            self.assertTrue(rows)
            self.assertFalse([row for row in rows if 0 < row["count"] < 5])
            self.assertNotIn(
                self.hidden, [(row["choice_id"] or [0])[0] for row in rows]
            )

    def test_grouped_as_the_pivot_does(self):
        for user in self.readers:
            for groupby in GROUPINGS:
                rows = self.call(
                    user,
                    STATISTIC,
                    "formatted_read_group",
                    [],
                    groupby=groupby,
                    aggregates=["count:sum", "count:min", "count:max", "__count"],
                )
                for key in ("count:sum", "count:min", "count:max"):
                    few = [
                        number for number in self.numbers(rows, key) if 0 < number < 5
                    ]
                    self.assertFalse(few, (user.login, groupby, key))

    def test_filters_find_no_count_of_few(self):
        """A filter is no way to ask how many there are of something not shown."""
        for user in self.readers:
            for domain in (
                [("count", "<", 5), ("count", ">", 0)],
                [("choice_id", "=", self.hidden)],
                [("choice_id.code", "=", "violence")],
                [("language_id.code", "=", "tr")],
                [("date", "=", f"{YEAR}-11-01"), ("period", "=", "month")],
            ):
                count = self.call(user, STATISTIC, "search_count", domain)
                self.assertEqual(count, 0, (user.login, domain))

    def test_export(self):
        fields = ["year", "company_id", "subject", "choice_id", "count"]
        for user in self.readers:
            ids = self.call(user, STATISTIC, "search", [])
            rows = self.call(user, STATISTIC, "export_data", ids, fields)["datas"]
            self.assertEqual(len(rows), len(ids))
            self.assertFalse([row for row in rows if 0 < int(row[-1]) < 5])

    def test_a_board_sees_its_own_and_the_country(self):
        rows = self.call(
            self.chair_a, STATISTIC, "search_read", [], ["area", "company_id"]
        )
        own = {"national": {False}, "group": {self.company_a.id}}
        for row in rows:
            company = row["company_id"] and row["company_id"][0]
            self.assertIn(company, own[row["area"]])

    def test_nobody_else_reads_figures(self):
        for user in (self.auditor_a, self.member_a):
            for method, args in (
                ("search_read", ([], ["count"])),
                ("search_count", ([],)),
                ("formatted_read_group", ([],)),
            ):
                self.assertRefused(user, STATISTIC, method, *args)

    def test_forms_give_no_row_and_no_count(self):
        for user in self.everybody:
            for model in FORMS:
                self._forms_are_closed(user, model)

    def _forms_are_closed(self, user, model):
        self.assertEqual(self.call(user, model, "search_count", []), 0)
        self.assertEqual(self.call(user, model, "search_read", [], ["date"]), [])
        [row] = self.call(
            user, model, "formatted_read_group", [], groupby=[], aggregates=["__count"]
        )
        self.assertEqual(row["__count"], 0)
        for groupby in ("company_id", "date:month", "author_id"):
            rows = self.call(
                user,
                model,
                "formatted_read_group",
                [],
                groupby=[groupby],
                aggregates=["__count"],
            )
            self.assertEqual(rows, [])
        form = self.env[model].search([], limit=1)
        if form:
            for method in ("read", "export_data"):
                fields = ["date"]
                self.assertRefused(
                    user, model, method, form.ids, fields, names=REFUSALS
                )

    def test_publishing_is_nobodys_over_the_net(self):
        for user in (self.secretariat, self.administrator, self.chair_a):
            for method in ("_publish", "_figures", "_store", "_cron_publish"):
                with self.assertRaises(Refused):
                    self.call(user, STATISTIC, method, YEAR - 1)

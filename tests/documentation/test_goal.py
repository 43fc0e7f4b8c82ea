from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import DocumentationCommon


@tagged("post_install", "-at_install")
class TestGoal(DocumentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.goals = cls.env["bydelsmor.goal"]

    def goal(self, kind="activity", year=2026, company=None, **values):
        company = company or self.company_a
        return self.goals.create(
            {"kind": kind, "year": year, "company_id": company.id, **values}
        )

    def test_activities_of_the_year(self):
        goal, next_year = self.goal(target=4), self.goal(year=2027)
        kind = self.choice("activity_cafe")
        for company, day in (
            (self.company_a, "2026-01-01"),
            (self.company_a, "2026-12-31"),
            (self.company_a, "2025-12-31"),
            (self.company_b, "2026-05-05"),
        ):
            with freeze_time("2027-01-15"):
                self.activities.create(
                    {"company_id": company.id, "kind_id": kind, "date": day}
                )
        self.assertRecordValues(
            goal | next_year,
            [{"done": 2, "percent": 50}, {"done": 0, "percent": 0}],
        )

    def test_evenings_with_new_knowledge(self):
        """Held, with something told; the year is that of the Danish clock."""
        goal = self.goal("knowledge")
        for start, state, topic in (
            ("2026-03-03 17:00:00", "held", "MitID"),
            ("2026-04-03 17:00:00", "held", False),
            ("2026-05-03 17:00:00", "planned", "Sundhed"),
            ("2025-12-31 23:30:00", "held", "Nytår"),
        ):
            meeting = self.env["bydelsmor.meeting"].create(
                {
                    "group_id": self.group_a.id,
                    "start": start,
                    "stop": start.replace(":00:00", ":59:00").replace(":30", ":50"),
                    "guest_topic": topic,
                }
            )
            meeting.state = state
        self.assertEqual(goal.done, 1)

    def test_women_and_their_languages(self):
        languages = [
            self.env.ref(f"bydelsmor.language_{code}") for code in ("so", "tr", "ar")
        ]
        somali, turkish, arabic = languages
        for name, year, spoken in (
            ("one", 2024, [somali]),
            ("two", 2026, [somali, turkish]),
            ("three", 2026, [turkish, arabic]),
        ):
            woman = self.make_volunteer(self.group_a, name)
            woman.write(
                {
                    "date_training": f"{year}-01-10",
                    "diploma_date": f"{year}-06-01",
                    "language_ids": [
                        (0, 0, {"language_id": language.id}) for language in spoken
                    ],
                }
            )
        here = self.env["bydelsmor.volunteer"].search(
            [("company_id", "=", self.company_a.id)]
        )
        before = len(here.filtered(lambda w: not w.diploma_date and w.date_active))
        this_year = here.filtered(
            lambda w: (
                not w.diploma_date and w.date_active.year == 2026
                if w.date_active
                else False
            )
        )
        self.assertLessEqual(len(this_year), before)
        self.assertEqual(self.goal("language").done, 2, "Turkish and Arabic")
        self.assertEqual(self.goal("trained").done, 2 + len(this_year))

    def test_of_our_own(self):
        goal = self.goal("own", name="En have i gården", target=3, ticked=2)
        self.assertRecordValues(goal, [{"done": 2, "percent": 67}])
        self.assertEqual(goal.display_name, "En have i gården")
        for values in (
            {"kind": "own", "name": False},
            {"kind": "activity", "target": 0},
            {"kind": "activity", "target": -3},
            {"kind": "activity", "year": 26},
        ):
            with (
                self.assertRaises(CheckViolation),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.goal(**values)

    def test_no_quota_of_conversations(self):
        kinds = dict(self.goals._fields["kind"].selection)
        self.assertNotIn("conversation", " ".join(kinds))

    def test_one_of_a_kind(self):
        self.goal()
        self.goal(company=self.company_b)
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.goal()

    def test_next_year_as_a_suggestion(self):
        first = self.goal(target=2)
        second = self.goal("own", name="En have", target=1, ticked=1)
        self.goal(year=2027, target=5)
        (first | second).with_user(self.board_a).action_next_year()
        new = self.goals.search(
            [("year", "=", 2027), ("company_id", "=", self.company_a.id)]
        )
        self.assertRecordValues(
            new.sorted("id"),
            [
                {"kind": "activity", "target": 5, "ticked": 0, "suggested": False},
                {"kind": "own", "target": 1, "ticked": 0, "suggested": True},
            ],
        )
        with self.assertRaises(UserError):
            (first | second).action_next_year()
        new.with_user(self.board_a).action_want()
        self.assertFalse(any(new.mapped("suggested")))

    def test_every_december(self):
        self.goal()
        self.goal("trained", suggested=True)
        with freeze_time("2026-11-30"):
            self.goals._cron_suggest()
        self.assertFalse(self.goals.search([("year", "=", 2027)]))
        with freeze_time("2026-12-01"):
            for _time in range(2):
                self.goals._cron_suggest()
        new = self.goals.search([("year", "=", 2027)])
        self.assertRecordValues(new, [{"kind": "activity", "suggested": True}])

    def test_who(self):
        goal = self.goal()
        self.activities.create(
            {
                "company_id": self.company_a.id,
                "kind_id": self.choice("activity_cafe"),
                "date": "2026-01-01",
            }
        )
        self.assertEqual(goal.with_user(self.member_a).done, 1)
        with self.assertRaises(AccessError):
            goal.with_user(self.member_a).target = 5
        with self.assertRaises(AccessError):
            goal.with_user(self.board_b).read(["target"])
        goal.with_user(self.board_a).target = 5

    def test_what_is_only_typed_tells_nothing_of_others(self):
        """A form that is being filled in counts, too, before any rule is asked."""
        self.activities.create(
            {
                "company_id": self.company_a.id,
                "kind_id": self.choice("activity_cafe"),
                "date": "2026-01-01",
            }
        )
        typed = {"company_id": self.company_a.id, "kind": "activity", "year": 2026}
        for user, year, done in (
            (self.board_a, 2026, 1),
            (self.board_b, 2026, 0),
            (self.board_a, 0, 0),
            (self.board_a, 20266, 0),
        ):
            answer = self.goals.with_user(user).onchange(
                {**typed, "year": year}, ["year"], {"year": {}, "done": {}}
            )
            self.assertEqual(answer["value"].get("done", 0), done, (user.login, year))

    def test_queries_do_not_grow(self):
        kinds = ("activity", "knowledge", "language", "trained")
        few = self.goals.union(*(self.goal(kind) for kind in kinds))
        many = few.union(
            *(
                self.goal(kind, year, company)
                for kind in kinds
                for year in range(2020, 2026)
                for company in (self.company_a, self.company_b)
            )
        )
        counts = []
        for goals in (few, few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            goals.mapped("done")
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

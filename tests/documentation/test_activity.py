from uuid import uuid4

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import DocumentationCommon


@tagged("post_install", "-at_install")
class TestActivity(DocumentationCommon):
    def cafe(self, **changes):
        return {
            "uuid": str(uuid4()),
            "date": "2026-01-15",
            "kind_id": self.choice("activity_cafe"),
            **changes,
        }

    def send(self, **changes):
        return self.submit(self.activities, self.member_a, self.cafe(**changes))

    def test_all_that_can_be_told(self):
        somali = self.env.ref("bydelsmor.language_so")
        activity = self.send(
            name="Café om skolen",
            topic_ids=[self.choice("topic_school")],
            place_id=self.choice("place_library"),
            partner="Biblioteket",
            hours="2,5",
            women_count="14",
            new_women_count=3,
            children_count=9,
            bydelsmor_count=4,
            bydelsmor_hours=16,
            handed_out="Foldere",
            handed_out_count=20,
            language_ids=[somali.id],
            mood_id=self.choice("mood_good"),
            worked="At alle fik tid til at spørge",
        )
        self.assertRecordValues(
            activity,
            [
                {
                    "company_id": self.company_a.id,
                    "author_id": self.member_a.id,
                    "name": "Café om skolen",
                    "hours": 2.5,
                    "women_count": 14,
                    "new_women_count": 3,
                    "children_count": 9,
                    "bydelsmor_count": 4,
                    "bydelsmor_hours": 16,
                    "handed_out_count": 20,
                    "language_ids": somali.ids,
                    "worked": "At alle fik tid til at spørge",
                }
            ],
        )

    def test_called_by_its_kind_and_day(self):
        activity = self.send().with_context(lang="en_US")
        self.assertEqual(activity.display_name, "Women's café · 01/15/2026")
        activity.name = "Open house"
        self.assertEqual(activity.display_name, "Open house · 01/15/2026")

    def test_refused(self):
        for word, changes in (
            ("What kind of activity?", {"kind_id": 0}),
            ("What kind of activity?", {"kind_id": self.choice("topic_school")}),
            ("Women", {"women_count": -1}),
            ("Women", {"women_count": 100000}),
            ("Children", {"children_count": "many"}),
            ("new than came", {"women_count": 2, "new_women_count": 3}),
            ("hours", {"hours": "nan"}),
            ("hours", {"hours": "-1"}),
            ("hours", {"bydelsmor_hours": "1e9"}),
            ("Languages used", {"language_ids": [10**6]}),
            ("Languages used", {"language_ids": "so"}),
            ("Together with whom?", {"partner": "ring 22 34 56 78"}),
            ("What worked well?", {"worked": "nobody@example.org hjalp"}),
            ("What did you call it?", {"name": "Hos Opfundetvej 12"}),
            ("What was handed out?", {"handed_out": "x" * 251}),
        ):
            with self.assertRaises(ValidationError, msg=repr(changes)) as caught:
                self.send(**changes)
            self.assertIn(word, str(caught.exception))
        self.assertFalse(self.activities.search([]))

    def test_the_group_reads_and_its_board_mends(self):
        activity = self.send(women_count=5)
        for user in (self.member_a, self.auditor_a):
            self.assertTrue(activity.with_user(user).has_access("read"))
            self.assertFalse(activity.with_user(user).has_access("write"))
        activity.with_user(self.board_a).women_count = 6
        for user in (self.member_b, self.chair_b, self.secretariat):
            self.assertFalse(activity.with_user(user).has_access("read"))
        with self.assertRaises(AccessError):
            activity.with_user(self.chair_b).women_count = 7

    def test_the_board_writes_one_in_the_web_client(self):
        forms = self.activities.with_user(self.board_a).with_context(
            allowed_company_ids=self.company_a.ids
        )
        form = Form(forms)
        form.kind_id = self.env["bydelsmor.choice"].browse(self.choice("activity_trip"))
        form.women_count = 12
        trip = form.save()
        self.assertEqual(trip.company_id, self.company_a)
        for values in (
            {"worked": "Hun hedder Amina Opfundet"},
            {"kind_id": self.choice("topic_school")},
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                trip.write(values)
        result = forms.load(
            ["date", "kind_id", "partner"],
            [["2026-01-15", "Women's café", "skriv til nobody@example.org"]],
        )
        self.assertFalse(result["ids"])
        self.assertIn("an e-mail address", result["messages"][0]["message"])

    def test_numbers_are_checked_in_the_database(self):
        activity = self.send(women_count=5)
        for values in ({"women_count": -1}, {"new_women_count": 6}, {"hours": -0.5}):
            with (
                self.assertRaises(CheckViolation),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                activity.write(values)
                activity.flush_recordset()

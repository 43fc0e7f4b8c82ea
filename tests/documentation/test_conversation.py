from datetime import date, timedelta
from uuid import uuid4

from psycopg2.errors import UniqueViolation

from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DocumentationCommon

# Everything a conversation may hold. A field more must be thought about.
MAY_HOLD = {
    "company_id",
    "uuid",
    "author_id",
    # whether it came by a meeting's code, for the day's limit; such a form is nobody's
    "by_code",
    "date",
    "arose_id",
    "topic_ids",
    "next_id",
    "bridge_ids",
    "bridge_way_id",
    "place_id",
    "duration_id",
    "contact_id",
    "language_id",
    "other_language",
    "age_id",
    "children_id",
    "mood_her_id",
    "mood_me_id",
    "note",
}


@tagged("post_install", "-at_install")
class TestConversation(DocumentationCommon):
    def test_three_answers_are_enough(self):
        values = self.talk()
        form = self.submit(self.conversations, self.member_a, values)
        self.assertRecordValues(
            form,
            [
                {
                    "company_id": self.company_a.id,
                    "author_id": self.member_a.id,
                    "uuid": values["uuid"],
                    "date": fields.Date.today(),
                    "arose_id": self.choice("arose_network"),
                    "topic_ids": [self.choice("topic_school")],
                    "next_id": self.choice("next_meet"),
                    "bridge_ids": [],
                    "language_id": False,
                    "note": False,
                }
            ],
        )

    def test_everything_answered(self):
        form = self.submit(
            self.conversations,
            self.member_a,
            self.talk(
                bridge_ids=[self.choice("bridge_doctor"), self.choice("bridge_danish")],
                bridge_way_id=self.choice("bridge_way_went"),
                place_id=self.choice("place_home"),
                duration_id=self.choice("duration_30"),
                contact_id=self.choice("contact_first"),
                age_id=self.choice("age_39"),
                children_id=self.choice("children_2"),
                mood_her_id=self.choice("mood_good"),
                mood_me_id=self.choice("mood_hard"),
                language_id=self.env.ref("bydelsmor.language_so").id,
                note="Ring til skolen \n i  morgen",
            ),
        )
        self.assertEqual(form.duration_id.minutes, 22)
        self.assertEqual(form.language_id.code, "so")
        self.assertEqual(form.note, "Ring til skolen i morgen")
        self.assertEqual(len(form.bridge_ids), 2)

    def test_holds_nothing_but_the_answers(self):
        own = {
            name
            for name in self.conversations._fields
            if name not in (*models.MAGIC_COLUMNS, "display_name")
        }
        self.assertEqual(own, MAY_HOLD)
        self.assertNotIn("message_ids", self.conversations._fields)

    def test_name_tells_nothing(self):
        form = self.submit(
            self.conversations, self.member_a, self.talk(note="Det var en svær dag")
        )
        self.assertEqual(form.with_context(lang="en_US").display_name, "Conversation")

    def test_only_its_author_reads_it(self):
        form = self.submit(self.conversations, self.member_a, self.talk())
        for user in (
            self.board_a,
            self.chair_a,
            self.treasurer_a,
            self.volunteer_a,
            self.auditor_a,
            self.member_b,
            self.secretariat,
            self.administrator,
        ):
            forms = self.conversations.with_user(user)
            self.assertFalse(forms.search([("id", "=", form.id)]), user.login)
            self.assertEqual(forms.search_count([]), 0)
            with self.assertRaises(AccessError):
                form.with_user(user).read(["arose_id"])
        hers = self.conversations.with_user(self.member_a)
        self.assertEqual(hers.search([]).ids, form.ids)

    def test_she_reads_it_no_longer_when_she_has_left(self):
        form = self.submit(self.conversations, self.member_a, self.talk())
        self.vol_member_a.mandate_ids.action_end()
        self.assertFalse(form.with_user(self.member_a).has_access("read"))

    def test_nobody_creates_or_changes_it_by_rpc(self):
        form = self.submit(self.conversations, self.member_a, self.talk())
        for user in (self.member_a, self.chair_a, self.secretariat):
            for mode in ("create", "write", "unlink"):
                self.assertFalse(form.with_user(user).has_access(mode))
        values = self.talk()
        del values["topic_ids"]
        with self.assertRaises(AccessError):
            self.conversations.with_user(self.chair_a).create(values)
        self.assertFalse(
            self.conversations.with_user(self.chair_a).load(
                ["note"], [["01 02 90 1234"]]
            )["ids"]
        )

    def test_only_members_submit(self):
        for user in (self.member_b, self.auditor_a, self.secretariat):
            with self.assertRaises(AccessError):
                self.submit(self.conversations, user, self.talk())
        self.assertFalse(self.conversations.search([]))

    def test_sent_again_is_stored_once(self):
        values = self.talk()
        first = self.submit(self.conversations, self.member_a, values)
        again = self.submit(
            self.conversations,
            self.member_a,
            {**values, "next_id": self.choice("next_solved")},
        )
        self.assertEqual(first, again)
        self.assertEqual(first.next_id.code, "meet")

    def test_uuid_of_another_tells_nothing(self):
        values = self.talk()
        self.submit(self.conversations, self.member_a, values)
        texts = set()
        for user, company, uuid in (
            (self.board_a, self.company_a, values["uuid"]),
            (self.member_b, self.company_b, values["uuid"]),
            (self.board_a, self.company_a, "no-uuid"),
            (self.board_a, self.company_a, None),
        ):
            with self.assertRaises(ValidationError) as caught:
                sent = {**values, "uuid": uuid}
                self.submit(self.conversations, user, sent, company)
            texts.add(str(caught.exception))
        self.assertEqual(len(texts), 1)

    def test_by_code_nobody_is_its_author(self):
        """Not even in the columns that Odoo fills in itself."""
        values = self.talk()
        public = self.env.ref("base.public_user")
        form = self.submit(self.conversations, public, values, by_code=True)
        self.assertFalse(form.author_id)
        self.assertEqual(form.create_uid.id, SUPERUSER_ID)
        self.assertEqual(form.write_uid.id, SUPERUSER_ID)
        again = self.submit(self.conversations, public, values, by_code=True)
        self.assertEqual(form, again)
        with self.assertRaises(ValidationError):
            self.submit(self.conversations, self.member_a, values)
        self.assertFalse(form.with_user(self.member_a).has_access("read"))

    def test_unique_in_the_database(self):
        values = self.talk()
        form = self.submit(self.conversations, self.member_a, values)
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            form.copy({"uuid": values["uuid"]}).flush_recordset()

    def assertRefused(self, word, **changes):
        before = self.conversations.search_count([])
        with self.assertRaises(ValidationError) as caught, self.cr.savepoint():
            self.submit(self.conversations, self.member_a, self.talk(**changes))
        self.assertIn(word, str(caught.exception))
        self.assertEqual(self.conversations.search_count([]), before)

    def test_names_what_is_missing_or_wrong(self):
        school = self.choice("topic_school")
        topics = self.env["bydelsmor.choice"].search([("question", "=", "topic")])
        self.assertRefused("How did you meet?", arose_id=False)
        self.assertRefused("What did you talk about?", topic_ids=[])
        self.assertRefused("What happens next?", next_id=None)
        self.assertRefused("at most 3", topic_ids=topics[:4].ids)
        self.assertRefused("How did you meet?", arose_id=school)
        self.assertRefused("What did you talk about?", topic_ids=[10**9])
        self.assertRefused("What did you talk about?", topic_ids=["1"])
        self.assertRefused("Where?", place_id={"id": 1})
        self.assertRefused("Where?", place_id=True)
        self.assertRefused("In which language?", language_id=10**6)
        self.assertRefused(
            "In which language?", language_id=self.env.ref("bydelsmor.language_ta").id
        )
        tomorrow = fields.Date.today() + timedelta(days=2)
        self.assertRefused("Choose the day", date=str(tomorrow))
        self.assertRefused("Choose the day", date="2019-01-01")
        self.assertRefused("Choose the day", date="2026-02-30")
        self.assertRefused("Choose the day", date=["x"])
        self.assertRefused("Something to remember", note=["x"])
        self.assertRefused("Something to remember", note="x" * 251)

    def test_a_language_that_few_speak_is_not_written_down(self):
        form = self.submit(
            self.conversations, self.member_a, self.talk(other_language=True)
        )
        self.assertTrue(form.other_language)
        self.assertFalse(form.language_id)

    def test_what_tells_who_she_is_is_refused(self):
        for note, kind in (
            ("010290-1234", "a CPR number"),
            ("ring 22 34 56 78", "a phone number"),
            ("nobody@example.org", "an e-mail address"),
            ("Opfundetgade 45", "an address"),
            ("Hun hedder Amina Opfundet", "a full name"),
        ):
            words = f"«Something to remember» seems to hold {kind}"
            self.assertRefused(words, note=note)

    def test_the_model_refuses_it_too(self):
        """Whoever writes, and by whatever way, superuser included."""
        form = self.submit(self.conversations, self.member_a, self.talk())
        for values in (
            {"note": "22 34 56 78"},
            {"arose_id": self.choice("topic_school")},
            {"topic_ids": [(5,)]},
            {"date": date.today() + timedelta(days=3)},
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                form.sudo().write(values)
        with self.assertRaises(ValidationError), self.cr.savepoint():
            form.sudo().copy({"note": "nobody@example.org"})

    def test_vocabulary_is_kept_by_the_secretariat(self):
        choices = self.env["bydelsmor.choice"]
        values = {"name": "New", "question": "topic", "code": "new", "icon": "sun"}
        self.assertTrue(choices.with_user(self.secretariat).create(values))
        with self.assertRaises(AccessError):
            choices.with_user(self.chair_a).create({**values, "code": "new2"})
        with self.assertRaises(ValidationError):
            choices.create({**values, "code": "new3", "icon": "no such drawing"})

    def test_at_most_fourteen_answers_to_a_question(self):
        groups = self.env["bydelsmor.choice"]._read_group(
            [("create_uid", "=", SUPERUSER_ID)], ["question"], ["__count"]
        )
        self.assertEqual(len(groups), 12)
        self.assertLessEqual(max(count for _question, count in groups), 14)

    def test_cost_does_not_grow_with_what_is_there(self):
        self.submit(self.conversations, self.member_a, self.talk())
        counts = []
        for _turn in range(2):
            start = self.cr.sql_log_count
            self.submit(self.conversations, self.member_a, self.talk())
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - start)
            for _form in range(5):
                self.submit(self.conversations, self.member_a, self.talk())
        self.assertEqual(counts[0], counts[1])

    def test_totals(self):
        """Two talks, 7 contacts and one activity in the month; a third talk before."""
        today = fields.Date.today()
        before = (today.replace(day=1) - timedelta(days=1)).isoformat()
        self.submit(self.conversations, self.member_a, self.talk())
        self.submit(self.conversations, self.board_a, self.talk())
        self.submit(self.conversations, self.board_a, self.talk(date=before))
        for user, count in ((self.member_a, 4), (self.chair_a, 3)):
            self.submit(self.tallies, user, {"uuid": str(uuid4()), "count": count})
        self.submit(
            self.activities,
            self.member_a,
            {
                "uuid": str(uuid4()),
                "kind_id": self.choice("activity_cafe"),
                "bydelsmor_hours": "4,5",
            },
        )
        expected = {"conversations": 2, "contacts": 7, "activities": 1, "hours": 4.5}
        for user in (self.member_a, self.chair_a, self.auditor_a):
            group = self.group_a.with_user(user)
            self.assertEqual(group.form_totals(today.year, today.month), expected)
        for user in (self.member_b, self.auditor_b, self.secretariat):
            with self.assertRaises(AccessError):
                self.group_a.with_user(user).form_totals(today.year)
        with self.assertRaises(Exception) as caught:
            self.group_a.form_totals(today.year, 13)
        self.assertEqual(type(caught.exception).__name__, "UserError")

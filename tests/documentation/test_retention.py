from datetime import date, datetime
from uuid import uuid4

from odoo import SUPERUSER_ID
from odoo.tests import freeze_time, tagged

from .common import DocumentationCommon


@tagged("post_install", "-at_install")
class TestRetention(DocumentationCommon):
    """Sent in 2025; the job runs on 15 June 2026, and keeps twelve whole months."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vol_member_a.mandate_ids.write({"date_start": "2024-01-01"})

    def forget(self):
        self.env.flush_all()
        with freeze_time("2026-06-15"), self.enter_registry_test_mode():
            self.env.ref("bydelsmor.ir_cron_forget_forms").method_direct_trigger()
        self.env.invalidate_all()

    @freeze_time("2025-05-31 10:00:00")
    def old_forms(self):
        talk = self.submit(
            self.conversations,
            self.member_a,
            self.talk(note="Husk skolen", place_id=self.choice("place_home")),
        )
        values = {"uuid": str(uuid4()), "count": 3}
        tally = self.submit(self.tallies, self.member_a, values)
        activity = self.submit(
            self.activities,
            self.member_a,
            {
                "uuid": str(uuid4()),
                "kind_id": self.choice("activity_cafe"),
                "name": "Åbent hus",
                "worked": "At der var kaffe",
                "women_count": 8,
            },
        )
        return talk, tally, activity

    def test_old_forms_become_nobodys(self):
        talk, tally, activity = self.old_forms()
        self.forget()
        for form in (talk, tally, activity):
            self.assertFalse(form.author_id)
            self.assertEqual(form.create_uid.id, SUPERUSER_ID)
            self.assertEqual(form.write_uid.id, SUPERUSER_ID)
            self.assertEqual(form.create_date.day, 1)
            self.assertEqual(form.create_date.time(), datetime.min.time())
        self.assertEqual(talk.date, date(2025, 5, 1))
        self.assertEqual(tally.date, date(2025, 5, 1))
        self.assertFalse(talk.note)
        self.assertEqual(talk.place_id.code, "home")
        self.assertEqual(talk.topic_ids.mapped("code"), ["school"])
        self.assertEqual(tally.count, 3)
        self.assertRecordValues(
            activity,
            [
                {
                    "date": date(2025, 5, 31),
                    "name": "Åbent hus",
                    "worked": False,
                    "women_count": 8,
                }
            ],
        )

    def test_sums_stay(self):
        self.old_forms()
        group = self.group_a.with_user(self.member_a)
        before = group.form_totals(2025, 5)
        self.forget()
        self.assertEqual(group.form_totals(2025, 5), before)

    def test_newer_forms_are_kept(self):
        with freeze_time("2025-06-01 10:00:00"):
            talk = self.submit(
                self.conversations, self.member_a, self.talk(note="Husk skolen")
            )
        self.forget()
        self.assertEqual(talk.author_id, self.member_a)
        self.assertEqual(talk.note, "Husk skolen")

    def test_the_time_is_a_setting(self):
        talk, _tally, _activity = self.old_forms()
        settings = self.env["res.config.settings"].create({"bydelsmor_form_months": 24})
        settings.execute()
        self.forget()
        self.assertEqual(talk.author_id, self.member_a)

    def test_again_changes_nothing(self):
        talk, _tally, _activity = self.old_forms()
        self.forget()
        query = self.conversations._forget_query(date(2026, 1, 1))
        self.assertFalse(self.env.execute_query(query))
        self.assertEqual(talk.date, date(2025, 5, 1))

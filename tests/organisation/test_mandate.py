import threading
import uuid
from datetime import date, timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import SUPERUSER_ID, api
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

from ..common import BydelsmorCommon

TODAY = date(2026, 3, 16)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestMandate(BydelsmorCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.woman = cls.make_volunteer(cls.group_a, "Hodan")

    def _refused(self, error, **values):
        with (
            self.assertRaises(error),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.give(self.woman, **values)

    # -- seats and gaps

    def test_one_chair_and_one_treasurer_at_a_time(self):
        for role in ("chair", "treasurer"):
            self._refused(IntegrityError, role=role)
            self._refused(
                IntegrityError, role=role, date_start=TODAY + timedelta(days=30)
            )

    def test_one_after_the_other(self):
        first = self.vol_chair_a.mandate_ids.filtered(lambda m: m.role == "chair")
        first.date_end = date(2026, 6, 30)
        self._refused(IntegrityError, role="chair", date_start=date(2026, 6, 30))
        second = self.give(self.woman, "chair", date_start=date(2026, 7, 1))
        self.assertFalse(second.running)
        self.assertEqual(self.group_a.chair_id, self.vol_chair_a)
        with freeze_time("2026-07-01"):
            self.env.invalidate_all()
            self.assertEqual(self.group_a.chair_id, self.woman)

    def test_handing_over_on_one_day(self):
        first = self.vol_chair_a.mandate_ids.filtered(lambda m: m.role == "chair")
        first.action_end()
        self.give(self.woman, "chair")
        self.assertEqual(self.group_a.chair_id, self.woman)
        self.assertEqual(first.date_end, TODAY)

    def test_the_same_role_twice_is_refused(self):
        self.give(self.woman, "board_member")
        self._refused(ValidationError, role="board_member")

    def test_ends_after_it_starts(self):
        self._refused(
            IntegrityError, role="secretary", date_end=TODAY - timedelta(days=1)
        )

    def test_auditor_is_not_on_the_board(self):
        self.give(self.woman, "auditor")
        for role in ("board_member", "secretary", "deputy_chair"):
            self._refused(ValidationError, role=role)
        for volunteer in (self.vol_board_a, self.vol_treasurer_a):
            with self.assertRaises(ValidationError):
                self.give(volunteer, "auditor")

    def test_auditor_sits_on_another_board_or_later(self):
        past = self.make_volunteer(self.group_a, "once auditor")
        self.give(
            past, "auditor", date_start=date(2025, 1, 1), date_end=date(2025, 12, 31)
        )
        self.give(past, "board_member")
        elsewhere = self.env["bydelsmor.volunteer"].create(
            {"group_id": self.group_b.id, "partner_id": self.woman.partner_id.id}
        )
        self.give(elsewhere, "auditor")
        self.give(self.woman, "board_member")

    def test_board_below_five_is_flagged(self):
        self.assertFalse(
            self.group_a.board_below_minimum, "a group that is no association is free"
        )
        self.group_a._found(TODAY)
        self.assertEqual(self.group_a.board_count, 3)
        self.assertTrue(self.group_a.board_below_minimum)
        self.give(self.vol_board_a, "secretary")
        self.assertEqual(self.group_a.board_count, 3, "one woman with two seats is one")
        self.give(self.woman, "board_member")
        self.give(self.make_volunteer(self.group_a, "the alternate"), "alternate")
        self.assertTrue(self.group_a.board_below_minimum)
        fifth = self.give(self.make_volunteer(self.group_a, "fifth"), "board_member")
        self.assertEqual(self.group_a.board_count, 5)
        self.assertFalse(self.group_a.board_below_minimum)
        fifth.action_end()
        self.assertTrue(self.group_a.board_below_minimum)

    # -- history

    def test_history_is_kept(self):
        mandate = self.give(self.woman, "secretary", date_start=date(2025, 3, 1))
        mandate.action_end()
        self.assertEqual(
            (mandate.date_start, mandate.date_end, mandate.running),
            (date(2025, 3, 1), TODAY, False),
        )
        with self.assertRaises(UserError):
            mandate.unlink()
        as_chair = mandate.with_user(self.chair_a)
        for values in ({"role": "chair"}, {"date_start": date(2024, 1, 1)}):
            with self.assertRaises(UserError):
                as_chair.write(values)

    def test_one_that_has_not_begun_can_go(self):
        coming = self.give(
            self.woman, "secretary", date_start=TODAY + timedelta(days=1)
        )
        coming.with_user(self.chair_a).unlink()
        self.assertFalse(coming.exists())

    def test_the_group_reads_what_was_given_and_ended(self):
        mandate = self.give(self.woman, "secretary")
        mandate.action_end()
        bodies = " ".join(self.group_a.message_ids.mapped("body"))
        self.assertEqual(bodies.count("Hodan"), 3, "Bydelsmor, secretary, and its end")

    # -- who gives mandates

    def _give_as(self, user, volunteer, role="alternate"):
        return (
            self.env["bydelsmor.mandate"]
            .with_user(user)
            .create({"volunteer_id": volunteer.id, "role": role})
        )

    def test_leads_and_the_secretariat_give_mandates(self):
        for user in (self.chair_a, self.volunteer_a, self.secretariat):
            mandate = self._give_as(user, self.woman)
            mandate.action_end()

    def test_others_do_not(self):
        for user in (
            self.member_a,
            self.board_a,
            self.treasurer_a,
            self.auditor_a,
            self.chair_b,
            self.volunteer_b,
            self.mix,
        ):
            with self.assertRaises(AccessError):
                self._give_as(user, self.woman)
            running = self.vol_board_a.running_mandate_ids
            with self.assertRaises(AccessError):
                running.with_user(user).action_end()

    def test_a_mandate_stays_with_its_woman_and_group(self):
        """She who leads one group cannot carry her seat into another."""
        elsewhere = self.env["bydelsmor.volunteer"].create(
            {
                "group_id": self.group_b.id,
                "partner_id": self.vol_volunteer_a.partner_id.id,
            }
        )
        mine = self.vol_volunteer_a.mandate_ids.filtered(
            lambda m: m.role == "organisational_volunteer"
        )
        with self.assertRaises(AccessError):
            mine.with_user(self.volunteer_a).volunteer_id = elsewhere


@tagged("post_install", "-at_install")
class TestMandateConcurrent(BaseCase):
    """Two transactions cannot see each other's rows, and still one seat stays one."""

    def setUp(self):
        super().setUp()
        self.connection = db_connect(get_db_name())
        self.name = f"Concurrent {uuid.uuid4().hex[:8]}"
        with self.connection.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            self.group = env["bydelsmor.group"].create({"name": self.name}).id
            volunteers = env["bydelsmor.volunteer"].create(
                [{"group_id": self.group, "name": name} for name in ("Aisha", "Bahar")]
            )
            self.volunteers = volunteers.ids
        self.addCleanup(self._remove)

    def _remove(self):
        with self.connection.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            group = env["bydelsmor.group"].browse(self.group)
            company, volunteers = group.company_id, group.volunteer_ids
            partners = volunteers.partner_id | company.partner_id
            group.mandate_ids.unlink()
            volunteers.unlink()
            group.unlink()
            for user in env["res.users"].search([("company_ids", "in", company.ids)]):
                user.company_ids -= company
            company.unlink()
            partners.unlink()

    @mute_logger("odoo.sql_db")
    def test_two_at_once_for_one_seat(self):
        for role in ("chair", "treasurer"):
            barrier, outcomes = threading.Barrier(2), []
            threads = [
                threading.Thread(
                    target=self._take_seat, args=(role, woman, barrier, outcomes)
                )
                for woman in self.volunteers
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(sorted(outcomes), ["refused", "seated"])

    def _take_seat(self, role, woman, barrier, outcomes):
        try:
            with self.connection.cursor() as cr:
                cr.execute("SELECT count(*) FROM bydelsmor_mandate")  # the snapshot
                barrier.wait(timeout=10)
                cr.execute(
                    """
                    INSERT INTO bydelsmor_mandate
                        (volunteer_id, group_id, company_id, partner_id, role,
                         date_start)
                    SELECT id, group_id, company_id, partner_id, %s, current_date
                      FROM bydelsmor_volunteer WHERE id = %s
                    """,
                    [role, woman],
                )
            outcomes.append("seated")
        except IntegrityError:
            outcomes.append("refused")

# pylint: disable=translation-required
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import BydelsmorCommon


@tagged("post_install", "-at_install")
class TestVolunteer(BydelsmorCommon):
    def test_states_keep_their_dates(self):
        with freeze_time("2025-09-01"):
            woman = self.env["bydelsmor.volunteer"].create(
                {"group_id": self.group_a.id, "name": "Hodan"}
            )
        self.assertEqual(woman.state, "candidate")
        for day, step, field in (
            ("2025-10-01", woman.action_start_training, "date_training"),
            ("2026-01-15", woman.action_activate, "date_active"),
            ("2026-05-01", woman.action_pause, "date_paused"),
        ):
            with freeze_time(day):
                step()
                self.assertEqual(str(woman[field]), day)
        self.assertEqual(str(woman.date_candidate), "2025-09-01")
        self.assertIn("bydelsmor", woman.running_mandate_ids.mapped("role"))

    def test_leaving_is_short_and_ends_her_rights(self):
        user = self.board_a
        self.assertTrue(self.group_a.with_user(user).has_access("write"))
        wizard = self.env["bydelsmor.volunteer.leave"].with_user(self.chair_a)
        wizard = wizard.create({"volunteer_id": self.vol_board_a.id})
        self.assertEqual(
            wizard.reason_id, self.env.ref("bydelsmor.leave_reason_rather_not_say")
        )
        wizard.action_confirm()
        self.assertEqual(self.vol_board_a.state, "left")
        self.assertEqual(self.vol_board_a.date_left, date.today())
        self.assertFalse(self.vol_board_a.running_mandate_ids)
        self.assertTrue(self.vol_board_a.mandate_ids, "her history stays")
        self.assertFalse(self.group_a.with_user(user).has_access("read"))
        self.assertTrue(user.share)

    def test_coming_back(self):
        self.vol_board_a.write({"state": "left"})
        self.vol_board_a.action_activate()
        self.assertEqual(
            self.vol_board_a.running_mandate_ids.mapped("role"), ["bydelsmor"]
        )
        self.assertTrue(self.group_a.with_user(self.board_a).has_access("read"))

    # -- moving

    def _move(self, user):
        wizard = (
            self.env["bydelsmor.volunteer.move"]
            .with_user(user)
            .create({"volunteer_id": self.vol_member_a.id, "group_id": self.group_b.id})
        )
        return self.env["bydelsmor.volunteer"].browse(wizard.action_confirm()["res_id"])

    def test_moving_needs_a_word_in_both_groups(self):
        for user in (self.chair_a, self.board_a, self.chair_b):
            with self.assertRaises(AccessError):
                self._move(user)

    def test_moving_keeps_history_and_shows_nothing_of_it(self):
        old, user = self.vol_member_a, self.member_a
        old.write({"phone": "12345678", "contract_date": "2024-05-01"})
        old.language_ids = [
            (0, 0, {"language_id": self.env.ref("bydelsmor.language_so").id})
        ]
        paper = self.env["ir.attachment"].create(
            {
                "name": "contract.pdf",
                "raw": b"x",
                "res_model": old._name,
                "res_id": old.id,
            }
        )
        note = old.message_post(body="A talk with her", message_type="comment")
        new = self._move(self.secretariat)
        self.assertEqual(new.partner_id, old.partner_id)
        self.assertEqual((new.state, old.state), ("active", "left"))
        self.assertEqual(new.phone, "12345678")
        self.assertEqual(new.language_ids.language_id.code, "so")
        self.assertFalse(new.contract_date)
        self.assertEqual(user.company_id, self.company_b)
        self.assertEqual(user.company_ids, self.company_b)
        for record in (old, paper, note, old.mandate_ids[:1]):
            self.assertFalse(record.with_user(self.chair_b).has_access("read"), record)
            self.assertTrue(record.with_user(self.chair_a).has_access("read"), record)
        self.assertTrue(self.group_b.with_user(user).has_access("read"))
        self.assertFalse(self.group_a.with_user(user).has_access("read"))

    def test_moving_back_takes_up_the_old_record(self):
        old = self.vol_member_a
        new = self._move(self.secretariat)
        back = new.with_user(self.secretariat)._move_to(self.group_a)
        self.assertEqual(back, old)
        self.assertEqual((old.state, new.state), ("active", "left"))

    def test_record_stays_with_its_woman_and_group(self):
        for values in (
            {"group_id": self.group_b.id},
            {"partner_id": self.vol_board_a.partner_id.id},
        ):
            with self.assertRaises(UserError):
                self.vol_member_a.with_user(self.chair_a).write(values)

    # -- consents and private facts

    def test_consent_is_withdrawn_once_and_kept(self):
        consent = (
            self.env["bydelsmor.consent"]
            .with_user(self.member_a)
            .create({"volunteer_id": self.vol_member_a.id, "kind": "photo"})
        )
        with self.assertRaises(AccessError):
            consent.with_user(self.board_a).action_withdraw()
        consent.action_withdraw()
        self.assertFalse(consent.valid)
        for values in (
            {"withdrawn_date": False},
            {"kind": "newsletter"},
            {"given_date": "2020-01-01"},
        ):
            with self.assertRaises(UserError):
                consent.write(values)
        with self.assertRaises(UserError):
            consent.action_withdraw()
        with self.assertRaises(AccessError):
            consent.unlink()

    def test_nobody_consents_for_another_by_turning_her_own(self):
        consent = (
            self.env["bydelsmor.consent"]
            .with_user(self.member_a)
            .create({"volunteer_id": self.vol_member_a.id, "kind": "photo"})
        )
        for other in (self.vol_board_a, self.vol_member_b):
            with self.assertRaises(UserError):
                consent.write({"volunteer_id": other.id})

    def test_private_facts_are_hers(self):
        facts = self.vol_member_a.with_user(self.member_a)._private()
        facts.birth_date = "1980-02-29"
        self.assertEqual(
            facts.with_user(self.secretariat).birth_date, date(1980, 2, 29)
        )
        with self.assertRaises(AccessError):
            facts.with_user(self.secretariat).birth_date = "1981-01-01"
        for user in (
            self.board_a,
            self.chair_a,
            self.treasurer_a,
            self.auditor_a,
            self.member_b,
            self.chair_b,
        ):
            with self.assertRaises(AccessError):
                facts.with_user(user).read(["birth_date"])
            with self.assertRaises(AccessError):
                self.vol_member_a.with_user(user)._private()
        self.assertEqual(facts.display_name, "member a", "a name and nothing more")

    # -- the contact behind her

    def test_board_writes_phone_of_whoever_is_in_its_group(self):
        for volunteer in (self.vol_member_a, self.vol_chair_a):
            volunteer.with_user(self.board_a).phone = "87654321"
            self.assertEqual(volunteer.partner_id.phone, "87654321")
        with self.assertRaises(AccessError):
            self.vol_member_a.with_user(self.board_b).phone = "1"

    def test_nobody_takes_over_a_login_by_its_email(self):
        """Odoo sends a new password to the e-mail of whoever asks for one."""
        self.vol_member_a.with_user(self.board_a).email = "amina@example.org"
        chair = self.vol_chair_a
        with self.assertRaises(UserError):
            chair.with_user(self.board_a).email = "attack@example.org"
        chair.with_user(self.chair_a).email = "chair@example.org"
        chair.with_user(self.secretariat).email = "other@example.org"
        self.assertEqual(self.chair_a.email, "other@example.org")

    def test_staff_is_taken_in_by_the_secretariat_only(self):
        staff = self.administrator.partner_id
        values = {"group_id": self.group_a.id, "partner_id": staff.id}
        Volunteer = self.env["bydelsmor.volunteer"]
        with self.assertRaises(AccessError):
            Volunteer.with_user(self.chair_a).create(values)
        volunteer = Volunteer.with_user(self.secretariat).create(values)
        for user in (self.chair_a, self.secretariat):
            with self.assertRaises(UserError):
                volunteer.with_user(user).email = "attack@example.org"
        self.assertTrue(self.administrator.has_group("bydelsmor.group_administrator"))

    def test_no_contact_of_another_group_is_taken(self):
        with self.assertRaises(AccessError):
            self.env["bydelsmor.volunteer"].with_user(self.chair_a).create(
                {
                    "group_id": self.group_a.id,
                    "partner_id": self.vol_member_b.partner_id.id,
                }
            )

    def test_list_costs_the_same_for_one_and_for_twenty(self):
        columns = ["name", "state", "phone", "email", "running_mandate_ids", "user_id"]
        few = self.vol_member_a
        many = few
        for number in range(19):
            many |= self.make_volunteer(self.group_a, f"woman {number}")

        def cost(volunteers):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            volunteers.with_user(self.board_a).read(columns)
            return self.env.cr.sql_log_count - before

        cost(many)
        self.assertEqual(cost(few), cost(many))

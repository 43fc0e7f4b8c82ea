# pylint: disable=translation-required
from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common import BydelsmorCommon

ROLE_GROUPS = ("group_board", "group_treasurer", "group_auditor")


@tagged("post_install", "-at_install")
class TestRights(BydelsmorCommon):
    """Type, role groups and companies of a user follow her mandates."""

    def _rights(self, user):
        held = {name for name in ROLE_GROUPS if user.has_group(f"bydelsmor.{name}")}
        return (not user.share, held, user.company_ids, user.company_id)

    def test_bydelsmor_is_a_portal_user_of_her_group(self):
        self.assertEqual(
            self._rights(self.member_a),
            (False, set(), self.company_a, self.company_a),
        )
        self.assertTrue(self.member_a._is_portal())

    def test_to_the_web_client_and_back(self):
        user = self.member_a
        mandate = self.give(self.vol_member_a, "board_member")
        self.assertEqual(
            self._rights(user), (True, {"group_board"}, self.company_a, self.company_a)
        )
        self.assertFalse(user.partner_id.partner_share)
        mandate.action_end()
        self.assertEqual(
            self._rights(user), (False, set(), self.company_a, self.company_a)
        )
        self.assertTrue(user._is_portal())
        self.assertTrue(user.partner_id.partner_share)
        self.assertFalse(user.all_group_ids & self.env.ref("base.group_user"))

    def test_two_groups_two_roles(self):
        self.hand_over_books()
        self.assertEqual(
            self._rights(self.mix),
            (
                True,
                {"group_board", "group_treasurer", "group_auditor"},
                self.company_a | self.company_b,
                self.company_a,
            ),
        )
        for access, companies in (
            ("treasurer", self.company_a),
            ("auditor", self.company_b),
            ("board", self.company_a),
            ("member", self.company_a),
        ):
            self.assertEqual(self.mix._companies_for(access), companies.ids, access)

    def test_default_company_moves_when_its_mandates_end(self):
        self.hand_over_books()
        self.vol_mix_a.write({"state": "left"})
        self.assertEqual(
            self._rights(self.mix),
            (True, {"group_auditor"}, self.company_b, self.company_b),
        )

    def test_she_who_left_everything_waits_and_sees_nothing(self):
        self.vol_board_a.write({"state": "left"})
        main = self.env.ref("base.main_company")
        self.assertEqual(self._rights(self.board_a), (False, set(), main, main))
        for model in ("bydelsmor.group", "bydelsmor.mandate"):
            self.assertFalse(self.env[model].with_user(self.board_a).search([]))

    def test_other_rights_are_kept(self):
        other = self.env["res.groups"].create(
            {
                "name": "Not ours",
                "implied_ids": [Command.link(self.env.ref("base.group_user").id)],
            }
        )
        self.board_a.group_ids = [Command.link(other.id)]
        self.vol_board_a.mandate_ids.action_end()
        self.assertIn(other, self.board_a.group_ids)
        self.assertFalse(self.board_a.share)
        self.assertFalse(self.board_a.has_group("bydelsmor.group_board"))

    def test_role_groups_given_by_hand_do_not_stay(self):
        self.member_a.group_ids = self.env.ref("bydelsmor.group_treasurer")
        self.assertEqual(
            self._rights(self.member_a),
            (False, set(), self.company_a, self.company_a),
        )

    # -- dates

    def test_rights_start_and_end_at_midnight(self):
        with freeze_time("2026-03-01 12:00:00"):
            self.give(
                self.vol_member_a,
                "auditor",
                date_start=date(2026, 3, 5),
                date_end=date(2026, 3, 6),
            )
            self.assertFalse(self.member_a.has_group("bydelsmor.group_auditor"))
            self.assertEqual(self.member_a._companies_for("auditor"), [])
        for moment, allowed in (
            ("2026-03-04 23:59:59", False),
            ("2026-03-05 00:00:01", True),
            ("2026-03-06 23:59:59", True),
            ("2026-03-07 00:00:01", False),
        ):
            with freeze_time(moment):
                self.env["bydelsmor.mandate"]._cron_sync_rights()
                self.assertEqual(
                    self.member_a.has_group("bydelsmor.group_auditor"), allowed, moment
                )
                companies = self.member_a._companies_for("auditor")
                self.assertEqual(companies, self.company_a.ids if allowed else [])

    def test_rules_follow_the_date_without_any_job(self):
        """Should the job not run, the groups stay on but open nothing."""
        mandates = self.vol_board_a.mandate_ids
        with freeze_time("2026-03-01"):
            mandates.sudo().write(
                {"date_start": "2026-01-01", "date_end": "2026-03-05"}
            )
            group = self.group_a.with_user(self.board_a)
            self.assertTrue(group.has_access("write"))
        with freeze_time("2026-03-06"):
            self.assertTrue(self.board_a.has_group("bydelsmor.group_board"))
            self.assertFalse(group.has_access("read"))
            self.assertFalse(group.search([]))

    # -- caches

    def test_rolled_back_rights_are_gone(self):
        group = self.group_a.with_user(self.member_b)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            volunteer = self.env["bydelsmor.volunteer"].create(
                {
                    "group_id": self.group_a.id,
                    "partner_id": self.vol_member_b.partner_id.id,
                }
            )
            self.give(volunteer, "board_member")
            self.assertTrue(group.has_access("write"))
            raise ValidationError("and back")
        self.assertFalse(group.has_access("read"))
        self.assertFalse(group.search([("id", "=", self.group_a.id)]))

    def test_rights_need_no_cleared_cache(self):
        """Another process that never heard of the change asks its own cache."""
        group = self.group_a.with_user(self.board_a)
        self.assertTrue(group.has_access("write"))
        self.env.cr.execute(
            "UPDATE bydelsmor_mandate SET closed = true WHERE id IN %s",
            [self.vol_board_a.mandate_ids._ids],
        )
        self.env.invalidate_all()
        self.assertFalse(group.has_access("read"))

    # -- the secretariat

    def test_secretariat_is_given_and_taken_by_an_administrator(self):
        user = self.env["res.users"].create(
            {
                "name": "clerk",
                "login": "clerk",
                "group_ids": self.env.ref("base.group_user").ids,
            }
        )
        main = user.company_id
        secretariat = self.env.ref("bydelsmor.group_secretariat")
        user.with_user(self.env.ref("base.user_admin")).group_ids += secretariat
        groups = self.env["bydelsmor.group"].search([])
        self.assertEqual(user.company_ids, groups.company_id | main)
        self.assertEqual(user.company_id, main)
        self.assertTrue(self.group_a.with_user(user).has_access("write"))
        user.with_user(self.env.ref("base.user_admin")).group_ids -= secretariat
        self.assertEqual(user.company_ids, main)
        self.assertFalse(user.share, "staff stays staff")
        self.assertFalse(self.group_a.with_user(user).has_access("read"))

    def test_secretariat_with_a_role_keeps_it(self):
        self.volunteer_a.group_ids += self.env.ref("bydelsmor.group_secretariat")
        self.assertIn(self.company_b, self.volunteer_a.company_ids)
        self.volunteer_a.group_ids -= self.env.ref("bydelsmor.group_secretariat")
        self.assertEqual(
            self._rights(self.volunteer_a),
            (True, {"group_board"}, self.company_a, self.company_a),
        )

    def test_user_form_shows_roles_and_does_not_set_them(self):
        for name in ROLE_GROUPS:
            self.assertFalse(self.env.ref(f"bydelsmor.{name}").privilege_id, name)
        self.assertEqual(
            self.board_a.bydelsmor_mandate_ids, self.vol_board_a.running_mandate_ids
        )
        with self.assertRaises(AccessError):
            self.board_a.with_user(self.treasurer_a).read(["bydelsmor_rights"])

    # -- companies that are no groups

    def test_users_elsewhere_are_left_alone(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        user = self.env["res.users"].create(
            {
                "name": "elsewhere",
                "login": "elsewhere",
                "company_id": company.id,
                "company_ids": company.ids,
                "group_ids": self.env.ref("base.group_user").ids,
            }
        )
        groups = user.group_ids
        user._sync_rights()
        self.assertEqual((user.group_ids, user.company_ids), (groups, company))
        self.assertEqual(user._companies_for("treasurer", others=True), company.ids)

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common import BydelsmorCommon


@tagged("post_install", "-at_install")
class TestGroup(BydelsmorCommon):
    def _make(self, user=None, **values):
        Group = self.env["bydelsmor.group"].with_user(user or self.secretariat)
        return Group.create({"name": "Ny gruppe", **values})

    def test_group_and_company_are_made_together(self):
        group = self._make()
        company = group.sudo().company_id
        self.assertEqual(company.name, "Ny gruppe")
        self.assertEqual(company._bydelsmor_group(), group)
        self.assertTrue(company.is_bydelsmor_group)
        self.assertEqual(company.currency_id.name, "DKK")
        self.assertFalse(company.parent_id)
        contact = company.partner_id
        self.assertEqual(contact.company_id, company)
        self.assertEqual(contact.bydelsmor_company_ids, company)

    def test_only_the_secretariat_makes_groups(self):
        for user in (self.chair_a, self.treasurer_a, self.auditor_a, self.member_a):
            with self.assertRaises(AccessError):
                self._make(user)

    def test_nobody_is_let_in_by_making_one(self):
        """Odoo gives a new company to whoever makes it."""
        clerk = self.env["res.users"].create(
            {
                "name": "clerk",
                "login": "clerk",
                "group_ids": self.env.ref("base.group_user").ids,
            }
        )
        group = self._make(self.secretariat)
        users = group.sudo().company_id.user_ids
        national = self.env.ref("bydelsmor.group_secretariat").all_user_ids
        self.assertNotIn(clerk, users)
        self.assertFalse(users - national - self.env.ref("base.user_root"))

    def test_name_is_free(self):
        for name in ("Testgruppe A", self.env.ref("base.main_company").name):
            with self.assertRaises(UserError):
                self._make(name=name)

    def test_company_follows_name_and_cvr(self):
        group = self.group_a.with_user(self.chair_a)
        group.write({"name": "Nyt navn", "cvr": "DK 13 58 56 28"})
        self.assertEqual(group.cvr, "13585628")
        self.assertEqual(self.company_a.name, "Nyt navn")
        self.assertEqual(self.company_a.company_registry, "13585628")

    def test_cvr_is_checked(self):
        for wrong in ("12345678", "1358562", "abc"):
            with self.assertRaises(ValidationError):
                self.group_a.cvr = wrong

    def test_company_stays(self):
        with self.assertRaises(AccessError):
            self.group_a.with_user(self.chair_a).company_id = self.company_b
        with self.assertRaises(AccessError):
            self.group_a.with_user(self.secretariat).company_id = self.env.ref(
                "base.main_company"
            )

    def test_founding(self):
        self.assertFalse(self.group_a.is_association)
        self.group_a._found("2026-02-01", cvr="13585628")
        self.assertTrue(self.group_a.is_association)
        self.assertEqual(self.group_a.phase, "association")
        self.assertEqual(self.company_a.company_registry, "13585628")
        with self.assertRaises(UserError):
            self.group_a._found("2026-03-01")

    def test_milestones_are_a_reminder_and_no_test(self):
        milestones = self.env["bydelsmor.milestone"].search([])
        self.assertEqual(self.group_a.milestone_ids.milestone_id, milestones)
        chair = self.group_a.with_user(self.chair_a)
        chair.phase = "going"
        self.assertFalse(chair.milestone_ids.filtered("done"), "nothing was ticked")
        chair.phase_milestone_ids[:1].done = True
        self.assertEqual(chair.milestone_done_count, 1)
        self.assertTrue(chair.phase_milestone_ids[:1].done_date)
        chair.phase = "start"
        self.assertEqual(chair.milestone_done_count, 0)

    def test_group_with_volunteers_is_kept(self):
        with self.assertRaises(UserError):
            self.group_a.with_user(self.administrator).unlink()

    def test_list_costs_the_same_for_one_and_for_twenty(self):
        columns = [
            "name",
            "region",
            "phase",
            "consultant_id",
            "active_volunteer_count",
            "board_count",
            "board_below_minimum",
            "chair_id",
            "treasurer_id",
            "milestone_done_count",
        ]
        many = self.group_a | self.group_b
        for number in range(18):
            many |= self.env["bydelsmor.group"].create({"name": f"Gruppe {number}"})

        def cost(groups):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            groups.with_user(self.secretariat).read(columns)
            return self.env.cr.sql_log_count - before

        cost(many)
        self.assertEqual(cost(self.group_a), cost(many))

    # -- whom to call when stuck ----------------------------------------------

    def contact(self, user, company):
        groups = self.env["bydelsmor.group"].with_user(user)
        groups = groups.with_context(allowed_company_ids=user.company_ids.ids)
        return groups.secretariat_contact(company_id=company.id)

    def test_her_consultant_or_the_number_for_all(self):
        settings = self.env["ir.config_parameter"]
        settings.set_param("bydelsmor.secretariat_phone", "")
        self.assertFalse(self.contact(self.board_a, self.company_a))
        settings.set_param("bydelsmor.secretariat_phone", "33 33 33 33")
        for_all = {"tel": "33333333", "words": "33 33 33 33"}
        self.assertEqual(self.contact(self.board_a, self.company_a), for_all)
        self.group_a.consultant_id = self.secretariat
        self.assertEqual(self.contact(self.board_a, self.company_a), for_all)
        self.secretariat.partner_id.phone = "+45 44 44 44 44"
        hers = {"tel": "+4544444444", "words": "secretariat · +45 44 44 44 44"}
        for user in self.board_a | self.member_a | self.auditor_a:
            self.assertEqual(self.contact(user, self.company_a), hers, user.login)
        # Whatever she asks for, she is told of her own group or of nobody's.
        self.assertEqual(self.contact(self.board_b, self.company_a), for_all)
        self.assertEqual(self.contact(self.board_a, self.company_b), hers)
        self.assertFalse(self.contact(self.secretariat, self.company_a))

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import BydelsmorCommon


@tagged("post_install", "-at_install")
class TestRoles(BydelsmorCommon):
    """The check before every sudo: asked of ``env.user``, as all callers do."""

    def _check(self, user, company, *roles):
        company = company.with_user(user)
        self.assertTrue(company.env.user.env.su, "env.user is always a superuser's")
        company.env.user._check_role(company, *roles)
        return company.env.user._has_role(company, *roles)

    def test_refuses_who_has_no_such_role(self):
        for user, company in (
            (self.member_a, self.company_a),
            (self.auditor_a, self.company_a),
            (self.board_b, self.company_a),
            (self.board_a, self.company_b),
        ):
            with self.assertRaises(AccessError):
                self._check(user, company, "board", "secretariat")
            has = user.with_user(user).env.user._has_role(
                company.with_user(user), "board"
            )
            self.assertFalse(has)

    def test_passes_who_has_one(self):
        for user in (self.board_a, self.chair_a, self.treasurer_a, self.secretariat):
            self.assertTrue(self._check(user, self.company_a, "board", "secretariat"))

    def test_refuses_one_of_several(self):
        companies = (self.company_a | self.company_b).with_user(self.board_a)
        with self.assertRaises(AccessError):
            companies.env.user._check_role(companies, "board")

    def test_superuser_mode_passes(self):
        company = self.company_a.with_user(self.member_a).sudo()
        company.env.user._check_role(company, "treasurer")
        self.assertTrue(company.env.user._has_role(company, "treasurer"))

    def test_makes_no_user_for_another_group(self):
        woman = self.make_volunteer(self.group_a, "without login")
        for user in (self.board_b, self.member_a, self.auditor_a):
            with self.assertRaises(AccessError):
                woman.with_user(user)._ensure_user()
        self.assertTrue(woman.with_user(self.board_a)._ensure_user())

from uuid import uuid4

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import DocumentationCommon


@tagged("post_install", "-at_install")
class TestContactTally(DocumentationCommon):
    def tap(self, count, user=None):
        values = {"uuid": str(uuid4()), "count": count}
        return self.submit(self.tallies, user or self.member_a, values)

    def test_a_number_and_nothing_else(self):
        form = self.tap(7)
        self.assertEqual(form.count, 7)
        self.assertEqual(form.author_id, self.member_a)
        self.assertNotIn("note", form._fields)

    def test_not_none_not_less_not_too_many(self):
        for count in (0, None, -3, 201, 2.5, "x", "²", [3], True, "9" * 30):
            with self.assertRaises(ValidationError, msg=repr(count)):
                self.tap(count)
        self.assertFalse(self.tallies.search([]))

    def test_only_its_author_reads_it(self):
        form = self.tap(2)
        self.assertTrue(form.with_user(self.member_a).has_access("read"))
        for user in (self.chair_a, self.auditor_a, self.secretariat, self.member_b):
            self.assertFalse(form.with_user(user).has_access("read"), user.login)
        with self.assertRaises(AccessError):
            self.tap(1, self.member_b)

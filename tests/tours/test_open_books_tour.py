from odoo.tests import tagged

from .common import TourCase


@tagged("post_install", "-at_install")
class TestOpenBooksTour(TourCase):
    def test_a_new_group_opens_its_books(self):
        beginner = self.make_volunteer(
            self.group_b, "beginner b", "startup_coordinator"
        )._ensure_user()
        beginner.lang = "en_US"
        self.walk(beginner, "/odoo/bydelsmor-our-group", "bydelsmor_open_books")
        self.assertTrue(self.company_b.bydelsmor_books_open)
        self.assertAlmostEqual(self.balance(self.company_b, "6481"), 2500)
        self.assertAlmostEqual(self.balance(self.company_b, "6471"), 150.50)
        self.assertAlmostEqual(self.balance(self.company_b, "6935"), -2650.50)

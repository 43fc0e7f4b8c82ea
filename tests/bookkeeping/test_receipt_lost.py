from odoo.exceptions import AccessError, UserError

from .receipt_common import ReceiptCommon


class TestReceiptLost(ReceiptCommon):
    """Amina lost a receipt and asks Hodan, of the same group, to sign too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vol_hodan = cls.make_volunteer(cls.group_a, "Hodan", "bydelsmor")
        cls.hodan = cls.vol_hodan._ensure_user()
        cls.vol_third = cls.make_volunteer(cls.group_a, "Third", "bydelsmor")
        cls.third = cls.vol_third._ensure_user()
        cls.receipt = cls.hand_in(files=[], lost={"explanation": "In the bus"})

    def ask(self, volunteer=None, user=None):
        receipt = self.receipt.with_user(user or self.member_a)
        receipt._ask_lost(volunteer or self.vol_hodan)

    def asked(self, user, company=None):
        company = (company or self.company_a).with_user(user)
        return self.Receipt.with_user(user)._lost_asked(company)

    def test_the_one_who_is_asked_signs_once(self):
        self.assertFalse(self.asked(self.hodan))
        self.ask()
        self.assertEqual(self.asked(self.hodan), self.receipt)
        self.assertFalse(self.asked(self.third), "only she who is asked sees it")
        self.receipt.with_user(self.hodan)._answer_lost(True)
        self.assertEqual(self.receipt.lost_signer2_id, self.hodan)
        self.assertTrue(self.receipt.lost_signed2_date)
        self.assertFalse(self.asked(self.hodan))
        for again in (self.hodan, self.chair_a):
            with self.assertRaises(UserError, msg="signed already"):
                self.receipt.with_user(again)._sign_lost()
        with self.assertRaises(UserError):
            self.ask(self.vol_third)
        self.approve(self.receipt)
        self.assertEqual(self.receipt.state, "booked")

    def test_nobody_else_signs(self):
        self.ask()
        for user in (self.third, self.member_b, self.board_b, self.auditor_a):
            receipt = self.receipt.with_user(user)
            with self.assertRaises(AccessError, msg=user.name):
                receipt._sign_lost()
            with self.assertRaises(AccessError, msg=user.name):
                receipt._answer_lost(True)
        with self.assertRaises(UserError):
            self.receipt.with_user(self.member_a)._sign_lost()
        self.assertFalse(self.receipt.lost_signer2_id)

    def test_nobody_signs_unasked(self):
        with self.assertRaises(AccessError):
            self.receipt.with_user(self.hodan).action_sign_lost()

    def test_whom_she_can_ask(self):
        could = self.receipt._lost_could_sign()[self.receipt]
        self.assertIn(self.vol_hodan, could)
        self.assertNotIn(self.vol_member_a, could, "she signed first")
        self.assertNotIn(self.vol_auditor_a, could)
        self.assertEqual(could.company_id, self.company_a)
        for wrong in (self.vol_member_a, self.vol_member_b, self.vol_auditor_a):
            with self.assertRaises(UserError, msg=wrong.name):
                self.ask(wrong)
        self.vol_hodan.sudo().state = "left"
        with self.assertRaises(UserError):
            self.ask()

    def test_who_may_ask(self):
        for user in (self.third, self.member_b, self.board_b):
            with self.assertRaises(AccessError, msg=user.name):
                self.ask(user=user)
        self.ask(user=self.board_a)
        self.assertEqual(self.receipt.lost_asked_id, self.vol_hodan)

    def test_she_may_say_no(self):
        self.ask()
        self.receipt.with_user(self.hodan)._answer_lost(False)
        self.assertFalse(self.receipt.lost_asked_id)
        self.assertFalse(self.receipt.lost_signer2_id)
        self.ask(self.vol_third)
        self.assertEqual(self.asked(self.third), self.receipt)

    def test_it_is_never_written_by_hand(self):
        with self.assertRaises(AccessError):
            self.receipt.with_user(self.board_a).lost_asked_id = self.vol_hodan

    def test_what_was_changed_is_confirmed_anew(self):
        self.ask()
        self.receipt.with_user(self.hodan)._answer_lost(True)
        self.receipt.with_user(self.board_a).action_return("Write which shop")
        self.assertFalse(self.receipt.lost_signer2_id)
        self.assertFalse(self.receipt.lost_asked_id)

    def test_another_group_asks_for_nothing_here(self):
        with self.assertRaises(AccessError):
            self.asked(self.member_b)
        self.assertFalse(self.asked(self.member_b, self.company_b))

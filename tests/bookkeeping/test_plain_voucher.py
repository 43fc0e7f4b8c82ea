from lxml import etree

from odoo.exceptions import AccessError

from .receipt_common import ReceiptCommon

ACCOUNTANTS_WORDS = {
    "account_id",
    "debit",
    "credit",
    "balance",
    "journal_id",
    "line_ids",
    "account_move_id",
}


class TestPlainVoucher(ReceiptCommon):
    """Amina's receipt of 124.50 for food and 30 for the bus, repaid from the bank."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receipt = cls.hand_in(
            {"purpose_id": cls.food.id, "amount": 124.5, "grant_id": cls.grant.id},
            {"purpose_id": cls.bus.id, "amount": 30},
        )
        cls.approve(cls.receipt)
        cls.move = cls.receipt.sudo().move_id
        cls.mine = cls.move.with_user(cls.treasurer_a)

    def repay(self, move=None):
        lines = (move or self.move).line_ids.filtered(
            lambda line: line.account_id.account_type == "liability_payable"
        )
        return self.env["account.payment"]._bydelsmor_pay(
            [
                {
                    "lines": lines,
                    "journal": self.company_a._bydelsmor_journal("BANK"),
                    "date": "2026-03-05",
                    "text": self.move.voucher_name,
                }
            ]
        )

    def test_a_receipt_in_plain_words(self):
        self.assertEqual(self.mine.bydelsmor_what, f"{self.food.name}, {self.bus.name}")
        self.assertEqual(self.mine.bydelsmor_who, self.amina.name)
        self.assertEqual(self.mine.bydelsmor_money, -154.5)
        self.assertEqual(self.mine.bydelsmor_direction, "out")
        self.assertEqual(self.mine.bydelsmor_stage, "booked")
        self.assertFalse(self.mine.bydelsmor_bank)
        self.assertEqual(self.mine.bydelsmor_occasion, "Dinner")
        self.assertEqual(self.mine.bydelsmor_grant_ids, self.grant)
        self.assertEqual(self.mine.bydelsmor_photo_id, self.move.attachment_ids.id)
        self.assertIn(
            f"/web/image/{self.move.attachment_ids.id}/",
            self.mine.bydelsmor_photo_preview,
        )

    def test_its_way_to_the_bank_in_plain_words(self):
        payment = self.repay()
        self.env.invalidate_all()
        paid = payment.move_id.with_user(self.treasurer_a)
        self.assertEqual(self.mine.bydelsmor_stage, "repaid")
        self.assertEqual(self.mine.bydelsmor_bank, "waiting")
        self.assertEqual(paid.bydelsmor_bank, "waiting")
        self.assertEqual(paid.bydelsmor_money, -154.5)
        self.assertEqual(paid.bydelsmor_direction, "out")
        self.assertEqual(paid.bydelsmor_what, self.mine.bydelsmor_what)
        self.assertEqual(paid.bydelsmor_related_ids, self.mine)
        self.assertEqual(self.mine.bydelsmor_related_ids, paid)
        self.assertEqual(paid.bydelsmor_photo_id, self.mine.bydelsmor_photo_id)
        plain = payment.with_user(self.treasurer_a)
        self.assertEqual(plain.bydelsmor_occasion, "Dinner")
        self.assertEqual(plain.bydelsmor_grant_ids, self.grant)
        plain.action_bydelsmor_seen_in_bank()
        self.env.invalidate_all()
        self.assertEqual(self.mine.bydelsmor_bank, "seen")
        self.assertEqual(plain.bydelsmor_bank, "seen")
        line = payment.reconciled_statement_line_ids.move_id
        self.assertEqual(line.bydelsmor_money, -154.5)
        self.assertEqual(line.bydelsmor_direction, "out")
        self.assertIn(payment.voucher_name, line.bydelsmor_what)

    def test_what_the_groups_own_money_paid(self):
        receipt = self.hand_in(paid_by="cash", files=[self.photo(seed=4)])
        self.approve(receipt)
        move = receipt.sudo().move_id
        self.assertEqual(move.bydelsmor_stage, "paid")
        self.assertFalse(move.bydelsmor_bank, "the cash box needs no bank")
        self.assertEqual(move.bydelsmor_who, self.amina.name)
        receipt = self.hand_in(paid_by="card", files=[self.photo(seed=5)])
        self.approve(receipt)
        self.assertEqual(receipt.sudo().move_id.bydelsmor_bank, "waiting")

    def test_money_in(self):
        step = (
            self.env["bydelsmor.money.in"]
            .with_user(self.treasurer_a)
            .create(
                {
                    "company_id": self.company_a.id,
                    "purpose_id": self.env["bydelsmor.purpose"]
                    .search([("direction", "=", "in")], limit=1)
                    .id,
                    "amount": 500,
                    "date": "2026-03-04",
                    "from_name": "The fund",
                }
            )
        )
        move = step._receive()
        self.assertEqual(move.bydelsmor_money, 500)
        self.assertEqual(move.bydelsmor_direction, "in")
        self.assertEqual(move.bydelsmor_who, "The fund")
        self.assertEqual(move.bydelsmor_stage, "received")
        self.assertEqual(move.bydelsmor_what, step.purpose_id.name)
        self.assertEqual(move.bydelsmor_bank, "waiting")

    def test_the_opening_is_neither_in_nor_out(self):
        opening = self.env["account.move"].search(
            [("company_id", "=", self.company_a.id), ("voucher_number", "=", 1)]
        )
        self.assertEqual(opening.bydelsmor_direction, "moved")
        self.assertEqual(opening.bydelsmor_money, 1200)
        self.assertEqual(opening.bydelsmor_stage, "booked")

    def test_a_correction_says_so(self):
        self.mine._bydelsmor_correct("Typed twice")
        self.env.invalidate_all()
        self.assertEqual(self.mine.bydelsmor_stage, "corrected")
        reversal = self.mine.reversal_move_ids
        self.assertEqual(reversal.bydelsmor_direction, "moved")
        self.assertIn("Typed twice", reversal.bydelsmor_what)
        self.assertIn(self.food.name, self.mine.bydelsmor_what)
        self.assertEqual(
            reversal.bydelsmor_photo_id, self.move.attachment_ids.id, "the same paper"
        )

    def test_every_way_in_opens_the_plain_form(self):
        plain = self.env.ref("bydelsmor.account_move_view_form_plain")
        auditor = self.move.with_user(self.auditor_a)
        for records in (self.mine, auditor):
            action = records.get_formview_action()
            self.assertEqual(action["views"], [(plain.id, "form")])
        opened = self.receipt.with_user(self.treasurer_a).action_open_move()
        self.assertEqual(opened["views"], [(plain.id, "form")])
        payment = self.repay().with_user(self.treasurer_a)
        self.assertEqual(
            payment.get_formview_id(),
            self.env.ref("bydelsmor.account_payment_view_form_plain").id,
        )
        entry = payment.action_bydelsmor_open_entry()
        self.assertEqual(entry["res_id"], payment.move_id.id)
        self.assertEqual(
            entry["views"], [[self.env.ref("account.view_move_form").id, "form"]]
        )
        for name in (
            "account_move_action_vouchers",
            "money_in_move_action",
            "account_payment_bank_action",
        ):
            views = dict(
                (mode, view) for view, mode in self.env.ref(f"bydelsmor.{name}").views
            )
            form = self.env["ir.ui.view"].browse(views["form"])
            self.assertIn("plain", form.xml_id, name)
            self.assertTrue(views["kanban"], name)

    def test_the_plain_page_is_named_by_the_vouchers_number(self):
        number = self.move.voucher_name
        action = self.mine.get_formview_action()
        named = self.mine.with_context(**action["context"])
        self.assertEqual(named.display_name, number)
        self.assertIn(self.move.name, self.mine.display_name, "Odoo's own elsewhere")
        payment = self.repay().with_user(self.treasurer_a)
        action = payment.get_formview_action()
        named = payment.with_context(**action["context"])
        self.assertEqual(named.display_name, payment.voucher_name)
        self.assertEqual(payment.display_name, payment.name)
        draft = self.env["account.move"].new({"move_type": "entry"})
        self.assertTrue(draft.with_context(bydelsmor_plain=True).display_name)

    def test_a_list_tells_payments_from_what_they_pay(self):
        number = self.move.voucher_name
        payment = self.repay()
        payment.with_user(self.treasurer_a).action_bydelsmor_seen_in_bank()
        line = payment.reconciled_statement_line_ids.move_id
        self.assertEqual(self.move._bydelsmor_listed(), self.move.ref)
        self.assertEqual(payment.move_id._bydelsmor_listed(), f"Payment: {number}")
        self.assertEqual(line._bydelsmor_listed(), f"Seen in the bank: {number}")

    def test_the_accountants_items_are_one_button_away(self):
        lines = self.mine.line_ids
        ours = [("move_id", "=", self.move.id)]
        shown = lines.browse().with_context(active_domain=ours)
        action = shown.action_bydelsmor_open_items()
        self.assertEqual(action["domain"], ours)
        self.assertEqual(action["views"][0], [False, "list"])
        self.assertEqual(
            lines[:1].action_bydelsmor_open_items()["domain"],
            [("id", "in", lines[:1].ids)],
        )
        opened = lines[:1].action_bydelsmor_open()
        self.assertEqual(opened["res_id"], self.move.id)

    def test_other_companies_keep_odoos_form(self):
        entry = self.make_entry(self.other_company)
        self.assertFalse(entry.get_formview_id())

    def test_no_account_codes_on_the_plain_pages(self):
        for model, name in (
            ("account.move", "account_move_view_form_plain"),
            ("account.move", "account_move_view_kanban_plain"),
            ("account.move", "voucher_view_kanban"),
            ("account.payment", "account_payment_view_form_plain"),
            ("account.move.line", "account_move_line_view_list_plain"),
            ("account.move.line", "account_move_line_view_list_open"),
            ("account.move.line", "account_move_line_view_kanban_plain"),
            ("account.move.line", "account_move_line_view_search_plain"),
        ):
            view = self.env.ref(f"bydelsmor.{name}")
            for user in (self.treasurer_a, self.auditor_a):
                records = self.env[model].with_user(user)
                arch = records.get_view(view.id, view.type)["arch"]
                known = {"journal_id"} if model == "account.payment" else set()
                shown = {
                    node.get("name") for node in etree.fromstring(arch).iter("field")
                }
                self.assertFalse(shown & ACCOUNTANTS_WORDS - known, name)

    def test_the_auditor_looks_and_corrects_nothing(self):
        view = self.env.ref("bydelsmor.account_move_view_form_plain")
        arch = self.env["account.move"].with_user(self.auditor_a).get_view(view.id)
        self.assertNotIn("action_bydelsmor_correct", arch["arch"])
        self.assertIn("action_bydelsmor_open_entry", arch["arch"])
        auditor = self.move.with_user(self.auditor_a)
        self.assertEqual(auditor.bydelsmor_what, self.mine.bydelsmor_what)
        self.assertEqual(auditor.bydelsmor_who, self.amina.name)
        self.assertTrue(auditor.bydelsmor_photo_preview)

    def test_others_see_nothing_of_it(self):
        self.env.invalidate_all()
        for user in (self.treasurer_b, self.auditor_b, self.board_a, self.member_a):
            with self.assertRaises(AccessError, msg=user.name):
                self.move.with_user(user).read(["bydelsmor_what", "bydelsmor_money"])

    def test_many_vouchers_cost_no_more_queries(self):
        for number in range(6):
            receipt = self.hand_in(
                shop=f"Shop {number}", files=[self.photo(seed=number + 10)]
            )
            self.approve(receipt)
            self.repay(receipt.sudo().move_id)
        moves = self.env["account.move"].search(
            [("company_id", "=", self.company_a.id)], order="id"
        )
        names = [name for name in moves._fields if name.startswith("bydelsmor_")]
        names = [
            name
            for name in names
            if name.split("_", 1)[1]
            in ("what", "who", "money", "stage", "bank", "photo_id", "related_ids")
        ]
        counts = []
        for some in (moves[1], moves):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.with_user(self.auditor_a).read(names)
            counts.append(self.env.cr.sql_log_count - before)
        few, many = counts
        self.assertLessEqual(many, few + 8, "nothing is asked once for each voucher")

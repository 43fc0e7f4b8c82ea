# pylint: disable=translation-required
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import BookkeepingCommon


@tagged("post_install", "-at_install")
class TestAccountingRules(BookkeepingCommon):
    """``mix`` is treasurer in A and auditor in B: Odoo's accounting groups, which
    she holds for A, must not let her write in B."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hand_over_books()
        cls.both = (cls.company_a | cls.company_b).ids

    def as_mix(self, record, companies=None):
        return record.with_user(self.mix).with_context(
            allowed_company_ids=companies or self.both
        )

    def refuses(self):
        return self.assertRaises(AccessError)

    def test_writes_in_a_whatever_is_selected(self):
        for companies in (self.company_a.ids, self.both):
            move = self.as_mix(self.make_entry(self.company_a), companies)
            move.ref = "Bought together"
            move.action_post()
            payment = self.as_mix(self.make_payment(self.company_a), companies)
            payment.action_post()
            payment.action_bydelsmor_seen_in_bank()
            self.assertTrue(payment.bydelsmor_seen)

    def test_reads_in_b(self):
        move = self.make_entry(self.company_b)
        move._post(soft=False)
        self.assertEqual(self.as_mix(move).line_ids.mapped("balance"), [100.0, -100.0])
        self.assertTrue(self.as_mix(self.make_payment(self.company_b)).amount)

    def test_entries_in_b(self):
        draft = self.as_mix(self.make_entry(self.company_b))
        posted = self.make_entry(self.company_b)
        posted._post(soft=False)
        posted = self.as_mix(posted)
        journal = self.company_b._bydelsmor_journal("DIV")
        for what, call in {
            "post": draft.action_post,
            "write": lambda: draft.write({"ref": "X"}),
            "cancel": draft.button_cancel,
            "unlink": draft.unlink,
            "line": lambda: draft.line_ids[0].write({"name": "X"}),
            "line unlink": lambda: draft.line_ids.unlink(),
            "copy": draft.copy,
            "check": lambda: posted.write({"checked": True}),
            "correct": posted.action_bydelsmor_correct,
            "create": lambda: posted.create({"journal_id": journal.id}),
        }.items():
            with self.subTest(what), self.refuses():
                call()
                self.env.flush_all()

    def test_reverse_wizard_in_b(self):
        move = self.make_entry(self.company_b)
        move._post(soft=False)
        wizard = (
            self.env["account.move.reversal"]
            .with_user(self.mix)
            .with_context(
                allowed_company_ids=self.both,
                active_model="account.move",
                active_ids=move.ids,
            )
        )
        with self.refuses():
            wizard.create({"journal_id": move.journal_id.id}).reverse_moves()

    def test_payments_in_b(self):
        draft = self.as_mix(self.make_payment(self.company_b))
        posted = self.make_payment(self.company_b)
        posted.action_post()
        posted = self.as_mix(posted)
        for what, call in {
            "post": draft.action_post,
            "write": lambda: draft.write({"amount": 1}),
            "unlink": draft.unlink,
            "sent": posted.mark_as_sent,
            "seen": posted.action_bydelsmor_seen_in_bank,
            "correct": posted.action_bydelsmor_correct,
        }.items():
            with self.subTest(what), self.refuses():
                call()
                self.env.flush_all()

    def test_paying_a_receipt_of_b(self):
        receipt = self.make_receipt(self.company_b, partner_id=self.shop.id)
        receipt.action_post()
        register = (
            self.env["account.payment.register"]
            .with_user(self.mix)
            .with_context(
                allowed_company_ids=self.both,
                active_model="account.move",
                active_ids=receipt.ids,
            )
        )
        with self.refuses():
            register.create({}).action_create_payments()

    def test_loosening_a_match_in_b(self):
        move = self.make_entry(self.company_b)
        move._post(soft=False)
        reversal = move._bydelsmor_reverse("A test")
        lines = (move | reversal).line_ids.filtered("reconciled")
        with self.refuses():
            self.as_mix(lines).remove_move_reconcile()
        with self.refuses():
            self.as_mix(lines.matched_debit_ids).unlink()

    def test_papers_of_b(self):
        move = self.make_entry(self.company_b)
        paper = self.env["ir.attachment"].create(
            {
                "name": "a.txt",
                "raw": b"a",
                "res_model": "account.move",
                "res_id": move.id,
            }
        )
        self.assertEqual(self.as_mix(paper).raw, b"a")
        for what, call in {
            "write": lambda: self.as_mix(paper).write({"raw": b"b"}),
            "unlink": lambda: self.as_mix(paper).unlink(),
            "create": lambda: self.as_mix(paper).copy(),
        }.items():
            with self.subTest(what), self.refuses():
                call()

    def test_she_may_comment_in_b(self):
        move = self.make_entry(self.company_b)
        self.as_mix(move).message_post(body="What was this for?")

    def test_reconcile_models_and_bank_accounts_of_b(self):
        with self.refuses():
            self.as_mix(self.env["account.reconcile.model"]).create(
                {"name": "Fees", "company_id": self.company_b.id}
            )
        bank = self.env["res.partner.bank"].create(
            {
                "acc_number": "1234 5678",
                "partner_id": self.company_b.partner_id.id,
                "company_id": self.company_b.id,
            }
        )
        self.assertEqual(self.as_mix(bank).acc_number, "1234 5678")
        with self.refuses():
            self.as_mix(bank).acc_number = "8765 4321"
        with self.refuses():
            self.as_mix(bank).copy({"acc_number": "1"})

    def test_who_reads_the_bank_number(self):
        bank = self.env["res.partner.bank"].create(
            {
                "acc_number": "1234 9999",
                "partner_id": self.company_a.partner_id.id,
                "company_id": self.company_a.id,
            }
        )
        hers = self.env["res.partner.bank"].create(
            {"acc_number": "5678 9999", "partner_id": self.amina.id}
        )
        Bank = self.env["res.partner.bank"]
        for user, found in (
            (self.mix, bank | hers),
            (self.auditor_a, bank | hers),
            (self.board_a, Bank),
            (self.treasurer_b, Bank),
            (self.other_accountant, Bank),
        ):
            with self.subTest(user.login):
                seen = Bank.with_user(user).search([("id", "in", (bank | hers).ids)])
                self.assertEqual(seen, found)

    def test_the_mandate_ends_at_once(self):
        move = self.as_mix(self.make_entry(self.company_a))
        move.ref = "Still mine"
        mandates = self.vol_mix_a.mandate_ids.filtered(lambda m: m.role == "treasurer")
        mandates.action_end()
        with self.refuses():
            move.ref = "Not mine"
            self.env.flush_all()
        with self.refuses():
            move.with_context(allowed_company_ids=[self.company_b.id]).read(["ref"])

    def test_groups_see_nothing_of_each_other(self):
        self.make_entry(self.company_b)._post(soft=False)
        for model in ("account.move", "account.move.line", "account.journal"):
            for user in (self.treasurer_b, self.auditor_b):
                found = self.env[model].with_user(user).search([])
                self.assertFalse(found.company_id & self.company_a)
                self.assertIn(self.company_b, found.company_id)
            found = self.env[model].with_user(self.mix).search([])
            self.assertNotIn(self.other_company, found.company_id)

    def test_accountant_of_another_company(self):
        """She keeps all of Odoo in her own company, and never sees a group."""
        accountant = self.other_accountant
        move = self.make_entry(self.other_company).with_user(accountant)
        move.action_post()
        move.button_draft()
        move.line_ids[0].name = "Changed"
        move.name = "DIV/2026/0500"
        move.action_post()
        move.button_draft()
        foreign = self.make_entry(self.company_a)
        self.assertEqual(move.search([]).company_id, self.other_company)
        with self.refuses():
            move.browse(foreign.id).read(["ref"])
        model = self.env["account.reconcile.model"].with_user(accountant)
        model.create({"name": "Fees"})

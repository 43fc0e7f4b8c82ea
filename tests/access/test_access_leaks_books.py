# pylint: disable=translation-required
from odoo import Command
from odoo.tests import tagged

from ..bookkeeping.receipt_common import ReceiptCommon
from .rpc import REFUSALS, Refused, RpcCase


class BooksCase(ReceiptCommon, RpcCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receipt = cls.hand_in()
        cls.approve(cls.receipt)
        cls.move = cls.receipt.move_id
        cls.waiting = cls.hand_in(
            {"purpose_id": cls.food.id, "amount": 77}, files=[cls.photo(5)]
        )
        cls.strangers = cls.treasurer_b | cls.chair_b | cls.auditor_b | cls.member_b


@tagged("post_install", "-at_install")
class TestLeaksBooks(BooksCase):
    """A group's books are its own, and what is booked stays (trials 2, 6, 8, 9)."""

    def assertStays(self, user, model, method, ids, *args, **kwargs):
        """Refused, by a right or by what is booked."""
        return self.assertRefused(
            user, model, method, ids, *args, names=REFUSALS, **kwargs
        )

    def test_another_group_s_books(self):
        records = {
            "account.move": self.move,
            "account.move.line": self.move.line_ids,
            "account.journal": self.move.journal_id,
            "bydelsmor.receipt": self.receipt,
            "bydelsmor.receipt.line": self.receipt.line_ids,
        }
        for user in self.strangers:
            for model, record in records.items():
                self.assertRefused(user, model, "read", record.ids, ["display_name"])
                self.assertRefused(user, model, "write", record.ids, {"name": "x"})
                self.assertRefused(user, model, "unlink", record.ids)

    def test_no_refusal_is_an_oracle(self):
        """Right or wrong, a guess at what is booked meets the same words."""
        line = self.move.line_ids.filtered(lambda one: one.balance == 124.5)
        for user in (*self.strangers, self.board_a):
            for model, record, right, wrong in (
                (
                    "account.move",
                    self.move,
                    {"date": "2026-03-03"},
                    {"date": "2026-03-04"},
                ),
                ("account.move", self.move, {"ref": self.move.ref}, {"ref": "x"}),
                ("account.move.line", line, {"balance": 124.5}, {"balance": 1}),
            ):
                words = {
                    self.assertRefused(user, model, "write", record.ids, guess).message
                    for guess in (right, wrong)
                }
                self.assertEqual(len(words), 1, words)
        for user in self.strangers:
            guesses = ({"shop": "Netto"}, {"shop": "Another"})
            for receipt in (self.receipt, self.waiting):
                for guess in guesses:
                    self.assertRefused(
                        user, "bydelsmor.receipt", "write", receipt.ids, guess
                    )

    def test_no_search_is_an_oracle(self):
        for user in (self.treasurer_b, self.auditor_b, self.mix):
            for model, domain in (
                ("account.move", [["ref", "ilike", "netto"]]),
                ("account.move", [["amount_total", "=", 124.5]]),
                ("account.move.line", [["balance", "=", 124.5]]),
                ("account.move.line", [["partner_id.name", "=", "member a"]]),
                ("account.invoice.report", [["price_subtotal", "=", -124.5]]),
                ("bydelsmor.receipt", [["shop", "=", "Netto"]]),
            ):
                ours = [*domain, ["company_id", "=", self.company_a.id]]
                for where in (domain, ours):
                    count = self.call(user, model, "search_count", where)
                    self.assertEqual(count, 0, f"{user.name}: {model}")
                    rows = self.call(
                        user,
                        model,
                        "formatted_read_group",
                        where,
                        ["company_id"],
                        ["__count"],
                    )
                    self.assertEqual(rows, [])
        self.assertEqual(
            self.call(
                self.treasurer_a,
                "account.move.line",
                "search_count",
                [["balance", "=", 124.5]],
            ),
            1,
        )

    def test_names_of_entries_and_banks_are_no_oracle(self):
        """A bill that points to a woman, or to her bank account, shows both."""
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "5678 9999", "partner_id": self.amina.id}
        )
        bill = {"move_type": "in_receipt", "invoice_date": "2026-03-01"}
        for values in (
            {"partner_id": self.amina.id},
            {"partner_bank_id": bank.id},
            {"reversed_entry_id": self.move.id},
        ):
            refused = self.assertRefused(
                self.treasurer_b, "account.move", "create", {**bill, **values}
            )
            for word in ("member a", "9999", "Netto"):
                self.assertNotIn(word, refused.words)
            self.assertRefused(
                self.treasurer_b,
                "account.move",
                "onchange",
                [],
                {**bill, **values},
                list(values),
                {"display_name": {}},
            )

    def test_bank_numbers(self):
        """A company's own contact has no company in Odoo: all would read it."""
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "1234 9999", "partner_id": self.company_a.partner_id.id}
        )
        number = [["acc_number", "ilike", "9999"]]
        for user in (*self.strangers, self.board_a):
            for method, *args in (
                ("read", ["acc_number"]),
                ("write", {"acc_number": "1"}),
                ("unlink",),
            ):
                self.assertRefused(user, "res.partner.bank", method, bank.ids, *args)
            if user != self.member_b:
                count = self.call(user, "res.partner.bank", "search_count", number)
                self.assertEqual(count, 0)
        refused = self.assertRefused(
            self.treasurer_b,
            "res.partner.bank",
            "read",
            bank.ids,
            ["acc_number"],
            debug=True,
        )
        self.assertNotIn("9999", refused.words)
        [own] = self.call(
            self.treasurer_a, "res.partner.bank", "read", bank.ids, ["acc_number"]
        )
        self.assertEqual(own["acc_number"], "1234 9999")

    def test_where_she_only_audits(self):
        """Treasurer in A, auditor in B: reconcile models were open (trials 6)."""
        self.hand_over_books()
        both = {"allowed_company_ids": (self.company_a | self.company_b).ids}
        entry = self.make_entry(self.company_b)
        entry._post(soft=False)
        for model, values in (
            ("account.reconcile.model", {"name": "Fees"}),
            ("res.partner.bank", {"acc_number": "1"}),
            ("account.payment", {"amount": 5}),
            ("account.move", {"move_type": "entry"}),
        ):
            if model == "res.partner.bank":
                values["partner_id"] = self.company_b.partner_id.id
            self.assertRefused(
                self.mix,
                model,
                "create",
                {**values, "company_id": self.company_b.id},
                context=both,
            )
        for method in ("button_draft", "button_cancel", "unlink", "copy"):
            self.assertStays(self.mix, "account.move", method, entry.ids, context=both)
        self.assertRefused(
            self.mix,
            "res.partner",
            "write",
            self.company_b.partner_id.ids,
            {"street": "x"},
            context=both,
        )
        [read] = self.call(
            self.mix, "account.move", "read", entry.ids, ["state"], context=both
        )
        self.assertEqual(read["state"], "posted")

    def test_what_is_booked_keeps_its_number_and_words(self):
        """A posted receipt was renamed to …/0500, and the next became 0501."""
        name = self.move.name
        for values in (
            {"name": "BILAG/2026/0500"},
            {"name": "/"},
            {"ref": "Another shop"},
            {"date": "2026-04-01"},
            {"partner_id": self.shop.id},
            {"voucher_number": 500},
            {"state": "draft"},
            {"inalterable_hash": "0"},
        ):
            for user in (self.treasurer_a, self.env.ref("base.user_admin")):
                self.assertStays(
                    user,
                    "account.move",
                    "write",
                    self.move.ids,
                    values,
                    context={
                        "allowed_company_ids": self.company_a.ids,
                        "bydelsmor_unsealed": True,
                        "skip_readonly_check": True,
                        "force_delete": True,
                    },
                )
        for method in ("button_draft", "button_cancel", "unlink", "button_hash"):
            self.assertStays(
                self.treasurer_a,
                "account.move",
                method,
                self.move.ids,
                context={"force_delete": True},
            )
        self.assertEqual((self.move.name, self.move.state), (name, "posted"))

    def test_numbers_are_not_dealt_out_again(self):
        context = {"active_model": "account.move", "active_ids": self.move.ids}
        model = "account.resequence.wizard"
        values = {"first_name": "BILAG/2026/0700"}
        for user in self.strangers | self.auditor_a | self.treasurer_a:
            self.assertRefused(user, model, "create", values, context=context)
        manager = self.treasurer_a
        manager.sudo().group_ids = [
            Command.link(self.env.ref("account.group_account_manager").id)
        ]
        wizard = self.call(manager, model, "create", values, context=context)
        name = self.move.name
        self.assertStays(manager, model, "resequence", [wizard])
        self.assertEqual(self.move.name, name)

    def test_contacts_with_booked_entries_are_not_merged(self):
        """Merging rewrites the partner on posted entries (trials 13)."""
        twin = self.call(self.treasurer_a, "res.partner", "create", {"name": "Twin"})
        people = [self.amina.id, twin]
        model = "base.partner.merge.automatic.wizard"
        wizard = self.call(
            self.treasurer_a,
            model,
            "create",
            {"partner_ids": [[6, 0, people]], "dst_partner_id": twin},
        )
        self.assertStays(self.treasurer_a, model, "action_merge", [wizard])
        self.assertTrue(self.amina.exists())
        self.assertRefused(
            self.treasurer_b,
            model,
            "create",
            {"partner_ids": [[6, 0, self.amina.ids]]},
        )

    def test_portal_makes_no_receipt_by_rpc(self):
        """She made one with the state «booked» (trials 9)."""
        values = {
            "company_id": self.company_a.id,
            "volunteer_id": self.vol_member_a.id,
            "state": "booked",
        }
        self.assertRefused(self.member_a, "bydelsmor.receipt", "create", values)
        for written in ({"state": "booked"}, {"date": "2026-01-01"}):
            self.assertRefused(
                self.member_a,
                "bydelsmor.receipt",
                "write",
                self.waiting.ids,
                written,
            )
        self.assertRefused(
            self.member_a, "bydelsmor.receipt", "unlink", self.waiting.ids
        )
        for user in (self.board_a, self.treasurer_a):
            self.assertRefused(
                user,
                "bydelsmor.receipt",
                "write",
                self.waiting.ids,
                {"state": "booked"},
            )
        self.assertEqual(self.waiting.state, "handed_in")

    def test_buttons_ask_for_the_role(self):
        """RPC reaches each button, whatever the form shows (trials 9)."""
        for receipt in (self.waiting, self.receipt):
            for user in (*self.strangers, self.member_a, self.auditor_a):
                for method, *args in (
                    ("action_approve",),
                    ("action_return", "No"),
                    ("action_hand_in",),
                    ("action_repay",),
                    ("action_approve_many",),
                    ("action_sign_lost",),
                    ("action_cancel",),
                ):
                    if user == self.member_a and method in (
                        "action_cancel",
                        "action_sign_lost",
                    ):
                        continue  # her own
                    with self.subTest(user.name, method=method):
                        self.assertStays(
                            user, "bydelsmor.receipt", method, receipt.ids, *args
                        )
        self.assertEqual(self.waiting.state, "handed_in")
        self.assertEqual(self.receipt.state, "booked")

    def test_steps_with_money_of_another_group(self):
        for model, values in (
            ("bydelsmor.money.in", {}),
            ("bydelsmor.cash.transfer", {"amount": 10}),
            ("bydelsmor.advance", {"amount": 10}),
            ("bydelsmor.repay", {}),
        ):
            of_a = {"company_id": self.company_a.id, **values}
            for user in (self.member_a, self.board_a, self.auditor_a):
                self.assertRefused(user, model, "create", of_a)
            before = self.env["account.move"].search_count([])
            # The paper of a step is hers; taking the step is not.
            with self.assertRaises(Refused):
                step = self.call(self.treasurer_b, model, "create", of_a)
                self.call(self.treasurer_b, model, "action_confirm", [step])
            self.assertEqual(self.env["account.move"].search_count([]), before)

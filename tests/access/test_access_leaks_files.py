# pylint: disable=translation-required
from base64 import b64encode
from datetime import date

from odoo.tests import tagged

from ..bookkeeping import papers
from .rpc import REFUSALS
from .test_access_leaks_books import BooksCase


@tagged("post_install", "-at_install")
class TestLeaksFiles(BooksCase):
    """Photos of receipts and printed accounts, by their record and by their address
    (odoo19 0.3 and 6, trials 9)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.papers = cls.env["ir.attachment"].search(
            [
                ("res_model", "in", ("bydelsmor.receipt", "account.move")),
                ("res_id", "in", (cls.receipt.id, cls.waiting.id, cls.move.id)),
            ]
        )
        cls.papers = cls.papers.filtered(
            lambda paper: (
                paper.res_id == cls.move.id
                or paper.res_model == "bydelsmor.receipt"
                and paper.res_id in (cls.receipt.id, cls.waiting.id)
            )
        )
        cls.on_move = cls.papers.filtered(lambda p: p.res_model == "account.move")
        cls.accounts = cls.env["bydelsmor.annual.accounts"]._for_period(
            cls.company_a, date(2026, 1, 1), date(2026, 12, 31)
        )

    def test_by_their_record(self):
        self.assertEqual(len(self.papers), 3)
        for user in self.strangers:
            for paper in self.papers:
                for method, *args in (
                    ("read", ["name", "datas"]),
                    ("copy", {"res_model": False, "res_id": False}),
                    ("generate_access_token",),
                ):
                    self.assertRefused(user, "ir.attachment", method, paper.ids, *args)
            found = self.call(
                user,
                "ir.attachment",
                "search_read",
                [["id", "in", self.papers.ids]],
                ["name"],
            )
            self.assertEqual(found, [])

    def test_no_message_carries_them_away(self):
        for user in self.strangers - self.member_b:
            for model, method, *args in (
                ("mail.message", "create", {"attachment_ids": [[4, p.id]]})
                for p in self.papers
            ):
                self.assertRefused(user, model, method, *args)
            self.assertRefused(
                user,
                "bydelsmor.volunteer",
                "message_post",
                self.vol_member_b.ids,
                body="Look",
                attachment_ids=self.papers[:1].ids,
            )
            for values in (
                {"res_model": "res.partner", "res_id": user.partner_id.id},
                {"public": True},
            ):
                refused = self.assertRefused(
                    user, "ir.attachment", "write", self.papers.ids, values
                )
                self.assertNotIn(self.on_move.name, refused.words)

    def test_by_their_address(self):
        photo = self.papers[0].raw
        for user in self.strangers:
            grey = self.get(user, "/web/image/999999").content
            for paper in self.papers:
                for path in (
                    f"/web/content/{paper.id}",
                    f"/web/content/{paper.id}?download=1",
                    f"/web/content/ir.attachment/{paper.id}/raw",
                ):
                    self.assertEqual(self.get(user, path).status_code, 404, path)
                for path in (
                    f"/web/image/{paper.id}",
                    f"/web/image/{paper.id}/100x100",
                    f"/web/image/ir.attachment/{paper.id}/raw",
                ):
                    shown = self.get(user, path).content
                    self.assertNotEqual(shown, photo)
                    self.assertEqual(shown[:8], grey[:8], path)
        own = self.get(self.treasurer_a, f"/web/content/{self.on_move.id}")
        self.assertEqual(own.content, self.on_move.raw)

    def test_somebody_without_login(self):
        for paper in self.papers:
            path = f"{self.base_url()}/web/content/{paper.id}"
            self.assertIn(self.url_open(path).status_code, (403, 404))

    def test_printed_accounts(self):
        number = self.accounts.id
        for user in self.strangers | self.member_a:
            for path in (
                f"/report/html/bydelsmor.report_annual_accounts_da/{number}",
                f"/report/pdf/bydelsmor.report_annual_accounts_en/{number}",
                f"/report/html/account.report_invoice/{self.move.id}",
                f"/bydelsmor/accounts/{number}/books",
                f"/bydelsmor/accounts/{number}/binder",
                f"/my/bydelsmor/accounts/{number}",
            ):
                answer = self.get(user, path)
                with self.subTest(user.name, path=path):
                    self.assertIn(answer.status_code, (303, 403, 404), answer.text)
                    self.assertNotIn("Aktiver", answer.text)
                    self.assertNotIn("124,50", answer.text)
        page = f"/report/html/bydelsmor.report_annual_accounts_da/{number}"
        self.assertIn("124,50", self.get(self.treasurer_a, page).text)

    def test_what_is_booked_keeps_its_photo(self):
        """A JPG on a posted receipt was deleted without a word (odoo19 0.3)."""
        [paper] = self.on_move
        photo = paper.raw
        other = b64encode(papers.jpeg(papers.picture(seed=9))).decode()
        admin = self.env.ref("base.user_admin")
        for user in (self.treasurer_a, self.board_a, self.chair_b, admin):
            for kept in self.papers - self.papers.filtered(
                lambda p: (
                    p.res_id == self.waiting.id and p.res_model == "bydelsmor.receipt"
                )
            ):
                for method, *args in (
                    ("unlink",),
                    ("write", {"datas": other}),
                    ("write", {"res_id": False}),
                    ("write", {"name": "x.jpg"}),
                    ("write", {"public": True}),
                ):
                    self.assertRefused(
                        user,
                        "ir.attachment",
                        method,
                        kept.ids,
                        *args,
                        names=REFUSALS,
                    )
        self.assertEqual(paper.raw, photo)

    def test_through_the_chatter(self):
        """A picture may be put beside it; it neither takes its place nor leaves."""
        [paper] = self.on_move
        self.move.message_main_attachment_id = paper
        other = b64encode(papers.jpeg(papers.picture(seed=9))).decode()
        added = self.call(
            self.treasurer_a,
            "ir.attachment",
            "create",
            {
                "name": "y.jpg",
                "datas": other,
                "res_model": "account.move",
                "res_id": self.move.id,
            },
        )
        [message] = self.call(
            self.treasurer_a,
            "account.move",
            "message_post",
            self.move.ids,
            body="Another picture",
            message_type="comment",
            attachment_ids=[added],
        )
        self.assertRefused(
            self.treasurer_a,
            "account.move",
            "write",
            self.move.ids,
            {"message_main_attachment_id": added},
            names=REFUSALS,
        )
        self.call(
            self.treasurer_a, "ir.attachment", "register_as_main_attachment", [added]
        )
        self.assertEqual(self.move.message_main_attachment_id, paper)
        for path, values in (
            ("/mail/attachment/delete", {"attachment_id": added}),
            (
                "/mail/message/update_content",
                {
                    "message_id": message,
                    "update_data": {"body": "", "attachment_ids": []},
                },
            ),
        ):
            self.enter(self.treasurer_a)
            try:
                self.post_json(path, **values)
            except Exception as refused:  # noqa: BLE001 - whatever, it must stay
                self.assertTrue(refused)
            self.assertTrue(self.env["ir.attachment"].browse(added).exists(), path)
        self.assertIn(added, self.move.attachment_ids.ids)

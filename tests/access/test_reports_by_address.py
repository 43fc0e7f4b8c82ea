# pylint: disable=translation-required
import json
from html import unescape

from odoo import http
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import BydelsmorCommon
from .makers import make
from .rpc import RpcCase

UNKNOWN = 999999999
REFUSED = (403, 404)
WORDS = "?form_name=conversation&docs=1&report_type=x"
# The line of the matrix whose record is printed, where it is not named as the model.
LINE_OF = {"bydelsmor.annual.accounts": "bydelsmor.annual.accounts (open)"}


@tagged("post_install", "-at_install")
class TestReportsByAddress(BydelsmorCommon, RpcCase):
    """Anybody can type the address of a printed paper, with any number and words in
    it: Odoo's own refusal is what she gets, and never a crash."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        reports = cls.env["ir.actions.report"].search([])
        cls.ours = reports.filtered(
            lambda report: report.report_name.startswith("bydelsmor.")
        )
        models = set(cls.ours.mapped("model")) - {"bydelsmor.results"}
        cls.records = {
            model: make(cls, LINE_OF.get(model, model), "a") for model in models
        }
        results = cls.env["bydelsmor.results"].with_user(cls.board_a)
        cls.records["bydelsmor.results"] = results.create(
            {"company_id": cls.company_a.id, "year": 2020}
        )

    def path(self, report, numbers, kind="pdf"):
        return f"/report/{kind}/{report.report_name}/{numbers}".rstrip("/")

    @mute_logger("odoo.http")
    def test_what_is_not_there(self):
        self.assertGreater(len(self.ours), 8)
        for report in self.ours:
            mine = self.records[report.model].id
            for numbers in ("", "abc", "-1", UNKNOWN, f"{mine},{UNKNOWN}"):
                path = self.path(report, numbers)
                for user in (self.member_a, self.board_a):
                    answer = self.get(user, path + WORDS)
                    self.assertIn(answer.status_code, REFUSED, f"{user.login} {path}")

    @mute_logger("odoo.http")
    def test_in_the_group_nothing_crashes(self):
        insiders = self.member_a | self.board_a | self.treasurer_a | self.auditor_a
        printed = self.ours.browse()
        for report in self.ours:
            path = self.path(report, self.records[report.model].id, "html")
            for user in insiders | self.secretariat:
                answer = self.get(user, path + WORDS)
                with self.subTest(user.login, path=path):
                    self.assertIn(answer.status_code, (200, *REFUSED))
                    if answer.status_code == 200:
                        printed |= report
        form = self.env.ref("bydelsmor.paper_form_report")
        self.assertEqual(self.ours - printed, form, "it has a page of its own")

    @mute_logger("odoo.http")
    def test_what_is_another_groups(self):
        for report in self.ours:
            path = self.path(report, self.records[report.model].id)
            for user in self.member_b | self.chair_b | self.treasurer_b:
                answer = self.get(user, path)
                self.assertIn(answer.status_code, REFUSED, f"{user.login} {path}")

    @mute_logger("odoo.http", "odoo.addons.web.controllers.report")
    def test_the_web_client_is_told_why(self):
        for report in self.ours:
            for number in (UNKNOWN, self.records[report.model].id):
                self.enter(self.chair_b)
                posted = {
                    "data": json.dumps([self.path(report, number), "qweb-pdf"]),
                    "csrf_token": http.Request.csrf_token(self),
                }
                answer = self.url_open("/report/download", data=posted)
                error = json.loads(unescape(answer.text))["data"]
                self.assertIn(".exceptions.", error["name"], error["message"])

import json
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..bookkeeping.common import BookkeepingCommon

TODAY = "2026-05-04"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestGroupOverview(BookkeepingCommon):
    def _row(self, group, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        overview = self.env["bydelsmor.group.overview"].with_user(
            user or self.secretariat
        )
        return overview.search([("group_id", "=", group.id)])

    def _adopted(self, group, year, income, expense, state="adopted"):
        """Adopted accounts with these figures in their frozen copy (in kroner)."""
        accounts = self.env["bydelsmor.annual.accounts"]._for_period(
            group.company_id, date(year, 1, 1), date(year, 12, 31)
        )
        sections = [
            {"key": key, "total": {"amount": amount * 100}}
            for key, amount in (("income", income), ("expense", expense))
        ]
        statement = {
            "sections": sections,
            "result": {"amount": (income - expense) * 100},
        }
        text = json.dumps(
            {"association": {"digits": 2}, "ledger": {"statement": statement}}
        )
        accounts.write({"frozen_text": text, "state": state})
        if state in ("adopted", "reported"):
            accounts.adopted_on = date(year + 1, 3, 5)
        return accounts

    def test_counts_and_seats(self):
        row = self._row(self.group_a)
        self.assertRecordValues(
            row,
            [
                {
                    "name": "Testgruppe A",
                    "region": "hovedstaden",
                    "phase": "start",
                    # member, board, chair, treasurer, mix
                    "active_volunteers": 5,
                    "in_training": 0,
                    "board_count": 3,
                    "has_chair": True,
                    "has_treasurer": True,
                    "has_auditor": True,
                    "is_association": False,
                    "board_below_minimum": False,
                    "could_use_visit": False,
                }
            ],
        )
        self.vol_member_a.action_start_training()
        self.vol_treasurer_a.write({"state": "left"})
        row = self._row(self.group_a)
        self.assertEqual((row.active_volunteers, row.in_training), (3, 1))
        self.assertFalse(row.has_treasurer)
        self.assertEqual(row.board_count, 2)

    def test_same_counts_as_the_group_itself(self):
        for group in (self.group_a, self.group_b):
            row = self._row(group)
            self.assertEqual(row.active_volunteers, group.active_volunteer_count)
            self.assertEqual(row.board_count, group.board_count)
            self.assertEqual(row.has_chair, bool(group.chair_id))

    def test_seats_are_those_of_today(self):
        self.vol_chair_a.mandate_ids.filtered(
            lambda m: m.role == "chair"
        ).date_end = TODAY
        self.assertTrue(self._row(self.group_a).has_chair)
        with freeze_time("2026-05-05"):
            self.assertFalse(self._row(self.group_a).has_chair)

    def test_adopted_figures_only(self):
        self._adopted(self.group_a, 2025, 40000, 35500)
        self._adopted(self.group_a, 2024, 30000, 31000, "reported")
        self._adopted(self.group_b, 2025, 7000, 6000, "signed")
        row = self._row(self.group_a)
        self.assertRecordValues(
            row,
            [
                {
                    "accounts_state": "adopted",
                    "income": 40000,
                    "expense": 35500,
                    "result": 4500,
                    "before_state": "reported",
                    "before_income": 30000,
                    "before_expense": 31000,
                    "before_result": -1000,
                    "last_assembly": date(2026, 3, 5),
                    "days_since_assembly": 60,
                }
            ],
        )
        other = self._row(self.group_b)
        self.assertEqual(other.accounts_state, "signed")
        self.assertFalse(other.income or other.expense or other.result)
        totals = self.env["bydelsmor.group.overview"].with_user(self.secretariat)
        [(income, result)] = totals._read_group(
            [("group_id", "in", (self.group_a | self.group_b).ids)],
            [],
            ["income:sum", "result:sum"],
        )
        self.assertEqual((income, result), (40000, 4500))

    def test_opened_again_is_no_longer_counted(self):
        accounts = self._adopted(self.group_a, 2025, 40000, 35500)
        accounts.write({"state": "open"})
        self.assertFalse(self._row(self.group_a).income)

    def test_money_moves_here_only_when_the_group_says_yes(self):
        self.make_entry(self.company_a, 300, "2026-03-01").action_post()
        self.make_entry(self.company_a, 999, "2026-04-01")
        self.env["bydelsmor.receipt"].create(
            {
                "company_id": self.company_a.id,
                "volunteer_id": self.vol_member_a.id,
                "state": "handed_in",
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "purpose_id": self.env.ref(
                                "bydelsmor.purpose_activity_food"
                            ).id,
                            "amount": 50,
                        },
                    )
                ],
            }
        )
        fields = (
            "live_income",
            "live_expense",
            "live_bank",
            "live_cash",
            "receipts_waiting",
        )
        row = self._row(self.group_a)
        self.assertFalse(any(row[field] for field in fields))
        self.group_a.with_user(self.chair_a).share_live_money = True
        self.assertRecordValues(
            self._row(self.group_a),
            [
                {
                    "live_income": 0,
                    "live_expense": 300,
                    "live_bank": 1000,
                    "live_cash": 200,
                    "receipts_waiting": 1,
                }
            ],
        )
        self.assertIn("1 receipt waits", self._row(self.group_a).a_hand.splitlines())
        self.assertFalse(self._row(self.group_b).live_bank)

    def test_words_are_kind(self):
        row = self._row(self.group_a)
        self.assertIn("5 active Bydelsmødre", row.went_well)
        self.assertFalse(row.a_hand)
        self.group_a._found("2025-02-01")
        self.vol_treasurer_a.write({"state": "left"})
        row = self._row(self.group_a)
        self.assertEqual(
            row.a_hand.splitlines(),
            [
                "Looking for a treasurer",
                "Room for one more on the board",
                "A hand with the accounts of 2025",
            ],
        )
        self.assertTrue(row.could_use_visit)

    def test_nobody_is_asked_about_the_accounts_before_the_assembly(self):
        self.group_a._found("2025-02-01")
        with freeze_time("2026-03-31"):
            self.assertFalse(self._row(self.group_a).accounts_wanted)
        with freeze_time("2026-04-01"):
            self.assertTrue(self._row(self.group_a).accounts_wanted)
        self._adopted(self.group_a, 2025, 1, 1)
        self.assertFalse(self._row(self.group_a).accounts_wanted)

    def test_a_new_group_has_begun(self):
        group = self.env["bydelsmor.group"].create({"name": "Helt ny"})
        row = self._row(group)
        self.assertEqual(row.went_well, "The group has begun")
        self.assertFalse(row.a_hand)

    def test_finds_groups_without_a_meeting_for_60_days(self):
        for group, start in (
            (self.group_a, "2026-03-01 16:00:00"),  # 64 days
            (self.group_b, "2026-03-20 16:00:00"),  # 45
        ):
            meeting = self.env["bydelsmor.meeting"].create(
                {"group_id": group.id, "start": start}
            )
            meeting.sudo().state = "held"
        both = self._row(self.group_a) | self._row(self.group_b)
        silent = both.search(
            [("group_id.is_silent", "=", True), ("id", "in", both.ids)]
        )
        self.assertEqual(silent.group_id, self.group_a)

    def test_who_reads_what(self):
        both = self.group_a | self.group_b
        Overview = self.env["bydelsmor.group.overview"]
        for user, groups in (
            (self.board_a, self.group_a),
            (self.treasurer_b, self.group_b),
            (self.mix, self.env["bydelsmor.group"]),
            (self.auditor_a, self.env["bydelsmor.group"]),
            (self.secretariat, both),
        ):
            if not Overview.with_user(user).has_access("read"):
                self.assertFalse(groups)
                continue
            found = Overview.with_user(user).search([("group_id", "in", both.ids)])
            self.assertEqual(found.group_id, groups.with_user(user), user.name)
        with self.assertRaises(AccessError):
            Overview.with_user(self.board_b).browse(self.group_a.id).read(["name"])
        with self.assertRaises(AccessError):
            Overview.with_user(self.member_a).search([])

    def test_the_company_switcher_does_not_matter(self):
        main = self.env.ref("base.main_company")
        overview = (
            self.env["bydelsmor.group.overview"]
            .with_user(self.secretariat)
            .with_context(allowed_company_ids=main.ids)
        )
        found = overview.search([("company_id", "=", self.company_b.id)])
        self.assertEqual(found.name, "Testgruppe B")
        self.assertEqual(found.read(["consultant_id", "group_id"])[0]["id"], found.id)

    def test_doors_open_in_the_groups_own_company(self):
        row = self._row(self.group_a)
        for method in (
            "action_open_group",
            "action_open_volunteers",
            "action_open_mandates",
            "action_open_accounts",
        ):
            action = getattr(row, method)()
            self.assertEqual(
                action["context"]["allowed_company_ids"], self.company_a.ids
            )
            model = self.env[action["res_model"]].with_user(self.secretariat)
            model = model.with_context(**action["context"])
            records = model.search(action.get("domain") or [])
            companies = records.sudo().company_id
            if "res_id" not in action:
                self.assertLessEqual(companies, self.company_a)

    def test_figures_without_records_lead_to_what_is_shared(self):
        """Entries and receipts are the group's own: the door ends at the figures."""
        self.group_a.share_live_money = True
        row = self._row(self.group_a)
        action = row.action_open_shared()
        self.assertEqual(action["res_model"], row._name)
        self.assertEqual(action["res_id"], row.id)
        page = self.env[row._name].with_user(self.secretariat)
        self.assertEqual(page.browse(action["res_id"]).live_cash, 200)
        for model in ("bydelsmor.receipt", "account.move.line"):
            hers = self.env[model].with_user(self.secretariat)
            own = [("company_id", "=", self.company_a.id)]
            self.assertFalse(hers.has_access("read") and hers.search(own))

    def test_group_sees_what_it_shares(self):
        action = self.group_a.with_user(self.board_a).action_what_we_share()
        self.assertEqual(action["res_id"], self._row(self.group_a).id)
        overview = self.env["bydelsmor.group.overview"]
        for user, group in ((self.board_a, self.group_a), (self.board_b, self.group_b)):
            action = overview.with_user(user).action_what_we_share()
            self.assertEqual(action["res_id"], self._row(group).id)
        action = overview.with_user(self.secretariat).action_what_we_share()
        self.assertEqual(action["domain"], [("id", "in", [])])

    def test_costs_the_same_for_two_groups_and_for_twenty(self):
        spec = {
            name: {}
            for name in (
                "name",
                "active_volunteers",
                "income",
                "live_bank",
                "went_well",
            )
        }
        spec["consultant_id"] = {"fields": {"display_name": {}}}

        def cost(limit):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            overview = self.env["bydelsmor.group.overview"].with_user(self.secretariat)
            overview.web_search_read([], spec, limit=limit)
            return self.env.cr.sql_log_count - before

        for number in range(18):
            self.env["bydelsmor.group"].create({"name": f"Gruppe {number}"})
        self.env.flush_all()
        cost(20)
        few, many = cost(2), cost(20)
        self.assertEqual(few, many)
        self.assertLessEqual(many, 8)

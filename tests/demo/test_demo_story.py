import json
from io import BytesIO
from itertools import pairwise

from lxml import html

from odoo import fields
from odoo.tests import TransactionCase, tagged
from odoo.tools.pdf import PdfReader

from odoo.addons.bydelsmor.models.bookkeeping import statement

# Added up with a pencil from demo/year.py, in kroner.
BEFORE = {
    # 16,000 + 9,500 + 3,000 + 4,000, less 737.50 that the foundation's tours left
    "grants": 31762.50,
    # 720 + 1,290 + 500 + 1,340 + 330
    "own_income": 4180.00,
    "result": 3599.25,
    # 6,840 in the bank and 625 in the box when the books were opened
    "equity_start": 7465.00,
    "equity_end": 11064.25,
}
LAST = {
    # 22,000 + 12,000 + 5,000 + 9,000 + 737.50 from the year before, less 737.50 and
    # 2,315.75 that wait for the next
    "grants": 45684.25,
    # 800 + 1,845 + 1,000 + 1,620 + 980
    "own_income": 6245.00,
    "result": 9106.30,
    "equity_start": 11064.25,
    "equity_end": 20170.55,
    "cash": 3813.50,
    "mobilepay": 5980.00,
    "bank": 13430.30,
    "unspent_grants": 3053.25,
}

LINDEVANG = "Bydelsmødre Lindevang"


@tagged("post_install", "-at_install")
class TestDemoStory(TransactionCase):
    """The demo is built by the product's own steps; its figures are known by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bydelsmor.demo"]._build()
        cls.last_year = fields.Date.today().year - 1
        cls.groups = {
            name: cls.env["bydelsmor.group"].search([("name", "=", name)])
            for name in (
                LINDEVANG,
                "Bydelsmødre Søparken",
                "Bydelsmødre Havnebyen",
                "Bydelsmødre Bakketoppen",
            )
        }

    def accounts(self, name, year):
        return self.env["bydelsmor.annual.accounts"].search(
            [
                ("company_id", "=", self.groups[name].company_id.id),
                ("date_to", "=", f"{year}-12-31"),
            ]
        )

    def figures(self, accounts):
        """Kroner by line, from the frozen text that the board signed."""
        frozen = json.loads(accounts.frozen_text)["ledger"]["statement"]
        lines = statement.lines_by_key(frozen)
        return {key: line["amount"] / 100 for key, line in lines.items()}

    def assert_figures(self, accounts, expected):
        found = self.figures(accounts)
        lines = expected.keys() - {"equity_start", "equity_end"}
        self.assertEqual(
            {key: found[key] for key in lines}, {key: expected[key] for key in lines}
        )
        self.assertEqual(accounts.result_total, expected["result"])

    def equity(self, accounts):
        """What the group owns less what it owes, by a plain sum of Odoo's items."""
        self.env.cr.execute(
            """
            SELECT ROUND(SUM(line.balance), 2)
              FROM account_move_line line
              JOIN account_account account ON account.id = line.account_id
             WHERE line.company_id = %s AND line.parent_state = 'posted'
               AND line.date <= %s
               AND (account.account_type LIKE 'asset%%'
                    OR account.account_type LIKE 'liability%%')
            """,
            (accounts.company_id.id, accounts.date_to),
        )
        return float(self.env.cr.fetchone()[0])

    def test_lindevang_as_by_hand(self):
        before = self.accounts(LINDEVANG, self.last_year - 1)
        last = self.accounts(LINDEVANG, self.last_year)
        self.assert_figures(before, BEFORE)
        self.assert_figures(last, LAST)

    def test_printed_as_by_hand(self):
        """This year's column of the printed page, and the equity's note."""
        for year, by_hand in ((self.last_year - 1, BEFORE), (self.last_year, LAST)):
            page = self.page(
                "report_annual_accounts_da", self.accounts(LINDEVANG, year)
            )
            printed = {cell.text_content().strip() for cell in page.iter("td")}
            for key, amount in by_hand.items():
                words = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
                self.assertIn(words, printed, (year, key))

    def page(self, report, record):
        content, _kind = self.env["ir.actions.report"]._render_qweb_html(
            f"bydelsmor.{report}", record.ids
        )
        return html.fromstring(content)

    def test_board_papers_are_one_sheet_each(self):
        """The bank wants one sheet that all five have signed."""
        group = self.groups[LINDEVANG]
        meeting = self.env["bydelsmor.meeting"].search(
            [
                ("group_id", "=", group.id),
                ("kind", "=", "ordinary_assembly"),
                ("closed_on", "!=", False),
            ],
            limit=1,
        )
        for report, record in (
            ("report_board_list_da", group),
            ("report_board_constitution_da", meeting),
        ):
            reports = self.env["ir.actions.report"].with_context(
                force_report_rendering=True
            )
            content, _kind = reports._render_qweb_pdf(f"bydelsmor.{report}", record.ids)
            self.assertEqual(len(PdfReader(BytesIO(content)).pages), 1, report)

    def test_next_years_opening_equity(self):
        before = self.accounts(LINDEVANG, self.last_year - 1)
        last = self.accounts(LINDEVANG, self.last_year)
        self.assertEqual(self.equity(before), BEFORE["equity_end"])
        self.assertEqual(self.equity(last), LAST["equity_end"])
        frozen = self.figures(last)
        self.assertEqual(frozen["equity_opening"], LAST["equity_start"])

    def test_adopted_years_are_locked_and_secured(self):
        last = self.accounts(LINDEVANG, self.last_year)
        self.assertEqual(last.state, "reported")
        self.assertEqual(last.company_id.fiscalyear_lock_date, last.date_to)
        entries = self.env["account.move"].search(
            [
                ("company_id", "=", last.company_id.id),
                ("state", "=", "posted"),
                ("date", "<=", last.date_to),
            ]
        )
        self.assertTrue(entries)
        self.assertTrue(all(entries.mapped("inalterable_hash")))

    def test_vouchers_without_gap(self):
        for group in self.groups.values():
            entries = self.env["account.move"].search(
                [("company_id", "=", group.company_id.id), ("state", "=", "posted")]
            )
            for year, of_year in entries.grouped("voucher_year").items():
                numbers = sorted(of_year.mapped("voucher_number"))
                self.assertEqual(numbers, list(range(1, len(numbers) + 1)), year)

    def test_every_bought_thing_has_its_picture(self):
        bought = self.env["bydelsmor.receipt"].search(
            [("company_id", "in", [g.company_id.id for g in self.groups.values()])]
        )
        without = bought.filtered("photo_missing")
        self.assertGreater(len(bought), 100)
        self.assertFalse(without)

    def test_no_false_alarm_of_doubles(self):
        waiting = self.env["bydelsmor.receipt"].search([("state", "=", "handed_in")])
        self.assertFalse(waiting.filtered("duplicate_warning"))

    def test_one_year_is_left_to_close(self):
        accounts = self.accounts("Bydelsmødre Havnebyen", self.last_year)
        self.assertEqual(accounts.state, "open")
        self.assertGreater(accounts.open_items, 0)
        self.assertFalse(self.groups["Bydelsmødre Bakketoppen"].books_open)

    def meetings_of(self, name, *domain):
        return self.env["bydelsmor.meeting"].search(
            [("group_id", "=", self.groups[name].id), *domain], order="start"
        )

    def assert_past(self, name, expected):
        """Count by kind what has been, and what the year before this month planned."""
        past = self.meetings_of(name, ("stop", "<", fields.Datetime.now()))
        planned = past.filtered(
            lambda m: not m.series_id or m.series_id.date_to < self.this_month
        )
        counts = {kind: len(found) for kind, found in planned.grouped("kind").items()}
        self.assertEqual(counts, expected, name)
        self.assertLessEqual({*past.mapped("state")}, {"held", "signed"}, name)
        self.assertTrue(all(past.mapped("present_count")))
        for meeting in past:
            self.assertTrue(any(meeting.agenda_item_ids.mapped("minutes")))

    @property
    def this_month(self):
        return fields.Date.today().replace(day=1)

    def test_a_year_of_meetings(self):
        """Twelve months and four board meetings where there is a board; assemblies of
        the association, whose board met two days after each; three of the youngest."""
        today = fields.Date.today()
        boards = 2 if today > today.replace(month=3, day=16) else 1
        self.assert_past(
            LINDEVANG,
            {
                "monthly": 12,
                "board": 4,
                "activity": 2,
                "ordinary_assembly": 2,
                "constituting": boards,
            },
        )
        self.assert_past(
            "Bydelsmødre Søparken", {"monthly": 12, "board": 4, "activity": 2}
        )
        self.assert_past("Bydelsmødre Havnebyen", {"monthly": 12, "activity": 1})
        self.assert_past("Bydelsmødre Bakketoppen", {"monthly": 3})

    def test_the_coming_year_is_planned(self):
        for name in self.groups:
            coming = self.meetings_of(name, ("start", ">", fields.Datetime.now()))
            kinds = coming.mapped("kind")
            self.assertIn(kinds.count("monthly"), (11, 12), name)
            self.assertEqual(
                kinds.count("ordinary_assembly"), int(name == LINDEVANG), name
            )
            self.assertTrue(coming[:1].open_task_ids, "of last time, on the agenda")
        called = self.meetings_of(LINDEVANG, ("state", "=", "called"))
        self.assertEqual((called.yes_count, called.maybe_count), (2, 1))
        self.assertTrue(called.responsible_ids)
        letters = self.env["mail.mail"].search([("model", "=", "calendar.event")])
        self.assertFalse(letters, "addresses of the demo are nobody's")

    def test_minutes_are_approved_next_time(self):
        for name in self.groups:
            for kinds in (("monthly",), ("board", "constituting")):
                held = self.meetings_of(
                    name,
                    ("kind", "in", kinds),
                    ("stop", "<", fields.Datetime.now()),
                )
                for meeting, following in pairwise(held):
                    self.assertEqual(meeting.approved_at_id, following)
                    self.assertEqual(meeting.approved_on.date(), following._day())
                    self.assertEqual(meeting.state, "signed")
                self.assertFalse(held[-1:].approved_on)

    def test_what_was_decided(self):
        for name in self.groups:
            for meeting in self.meetings_of(
                name,
                ("kind", "in", ("monthly", "board")),
                ("stop", "<", fields.Datetime.now()),
            ):
                decided = meeting.agenda_item_ids.filtered("decision")
                self.assertEqual(len(decided), 1)
                if meeting.kind == "board":
                    self.assertEqual(decided.outcome, "adopted")
                    self.assertEqual(
                        decided.votes_for + decided.votes_against + decided.votes_blank,
                        meeting.voters_present,
                    )

    def test_the_secretariat_finds_the_silent_one(self):
        secretariat = self.env["res.users"].search([("login", "=", "sekretariat")])
        groups = self.env["bydelsmor.group"].with_user(secretariat)
        silent = groups.search([("is_silent", "=", True)])
        self.assertEqual(silent.mapped("name"), ["Bydelsmødre Bakketoppen"])
        self.assertTrue(silent.next_meeting)
        for name in (LINDEVANG, "Bydelsmødre Søparken", "Bydelsmødre Havnebyen"):
            group = groups.browse(self.groups[name].id)
            self.assertGreaterEqual(group.meetings_in_a_year, 12)

    def test_minutes_of_a_year_are_signed(self):
        meetings = self.env["bydelsmor.meeting"].search([("state", "=", "signed")])
        self.assertGreater(len(meetings), 45)
        for meeting in meetings:
            self.assertTrue(meeting.minutes_intact, meeting.display_name)
            self.assertFalse(meeting._unsigned(), meeting.display_name)
        methods = set(meetings.signature_ids.mapped("method"))
        self.assertEqual(methods, {"system", "paper"})
        assembly = meetings.filtered(lambda m: m.kind == "ordinary_assembly")
        self.assertEqual(
            set(assembly.signature_ids.mapped("role")), {"chair", "minute_taker"}
        )

    def test_what_the_groups_do_themselves(self):
        marks = self.env["bydelsmor.task.mark"].search([])
        self.assertEqual(len(marks), 5 * 7, "two half-years of two, one of a third")
        offers = self.env["bydelsmor.knowledge"].search([("is_offer", "=", True)])
        self.assertEqual(len(offers), 4)

    def test_the_general_assemblies_gave_the_mandates(self):
        """Both years of Lindevang's accounts were adopted by a general assembly,
        whose elections are where its board has its mandates from."""
        company = self.groups[LINDEVANG].company_id
        assemblies = self.env["bydelsmor.meeting"].search(
            [
                ("company_id", "=", company.id),
                ("kind", "=", "ordinary_assembly"),
                ("closed_on", "!=", False),
            ],
            order="start",
        )
        years = [self.last_year - 1, self.last_year]
        for assembly, year in zip(assemblies, years, strict=True):
            accounts = self.accounts(LINDEVANG, year)
            self.assertEqual(accounts.adopted_on, assembly._day())
        board = self.env["bydelsmor.mandate"].search(
            [
                ("company_id", "=", company.id),
                ("running", "=", True),
                ("role", "not in", ("bydelsmor", "organisational_volunteer")),
            ]
        )
        self.assertEqual(len(board), 8, "five, two alternates and the auditor")
        self.assertTrue({*board.elected_at_id} <= {*assemblies})
        now = assemblies[1]._day().year
        seats = board.filtered(lambda m: m.role not in ("alternate", "auditor"))
        ends = sorted(seats.mapped("term_end_year"))
        odd = [year for year in ends if year % 2]
        self.assertEqual(len(odd), 3, "three seats of odd years")
        self.assertEqual({*ends}, {now + 1, now + 2})

    def test_every_role_can_log_in(self):
        logins = dict(self.env["bydelsmor.demo"]._logins())
        self.assertEqual(len(logins), 12)

    def test_built_once(self):
        receipts = self.env["bydelsmor.receipt"].search_count([])
        self.env["bydelsmor.demo"]._build()
        self.assertEqual(self.env["bydelsmor.receipt"].search_count([]), receipts)

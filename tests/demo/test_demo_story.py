from datetime import date
from io import BytesIO
from itertools import pairwise

from lxml import html

from odoo import fields
from odoo.tests import TransactionCase, tagged
from odoo.tools.pdf import PdfReader

# Added up with a pencil from demo/year.py, in kroner: every line of the printed page
# with this year's figure, the budget and, where there is one, last year's.
RESULT_BEFORE = (
    # 16,000 + 9,500 + 3,000 + 4,000, less 737.50 that the foundation's tours left
    ("Tilskud", 31762.50, 45000),
    # fees 720, sales 1,290 + 330, a gift of 500 and tickets for 1,340
    ("Kontingent og egne indtægter", 4180.00, 6000),
    ("Indtægter i alt", 35942.50, 51000),
    # food 8,407.25, materials 1,186, speakers 2,700 and trips 7,350
    ("Aktiviteter", 19643.25, 22000),
    # monthly meetings 3,389.50, the assembly 1,160 and the national meeting 2,184
    ("Møder og fællesskab", 6733.50, 7000),
    ("Uddannelse", 0.00, 5000),
    ("PR", 1875.00, 3000),
    # flowers 360, buses 120 + 96
    ("Frivillige", 576.00, 3000),
    ("Lokaler", 1800.00, 2000),
    # post 244, the bank 3 x 50, paper 126.50 and insurance 1,195
    ("Administration", 1715.50, 3000),
    ("Udgifter i alt", 32343.25, 45000),
    ("Årets resultat", 3599.25, 6000),
)
BALANCE_BEFORE = (
    # 625 when the books were opened, 1,290 + 330 from sales, less 584 paid from it
    ("Kontantkasse", 1661.00, 625.00),
    # 6,840 + 32,500 of grants, less 18,414 by card and 13,345.25 repaid
    ("Bank", 7580.75, 6840.00),
    ("MobilePay", 2560.00, 0.00),
    ("Aktiver i alt", 11801.75, 7465.00),
    ("Egenkapital ved årets begyndelse", 7465.00, 7465.00),
    ("Årets resultat", 3599.25, 0.00),
    ("Egenkapital i alt", 11064.25, 7465.00),
    # 9,500 less 4,500 and 1,412.50 for the beach, 2,850 for the theatre
    ("Modtagne tilskud, ikke brugt endnu", 737.50, 0.00),
    ("Gæld i alt", 737.50, 0.00),
    ("Passiver i alt", 11801.75, 7465.00),
)
RESULT_LAST = (
    # 22,000 + 12,000 + 5,000 + 9,000 + 737.50 from the year before, less 737.50 and
    # 2,315.75 that wait for the next
    ("Tilskud", 45684.25, 45000, 31762.50),
    # fees 800, sales 1,845 + 980, a gift of 1,000 and tickets for 1,620
    ("Kontingent og egne indtægter", 6245.00, 6000, 4180.00),
    ("Indtægter i alt", 51929.25, 51000, 35942.50),
    # food 9,580, materials 2,117.25, speakers 3,000 and trips 8,050
    ("Aktiviteter", 22747.25, 22000, 19643.25),
    # monthly meetings 3,634.20, the assembly 1,285 and the national meeting 2,360
    ("Møder og fællesskab", 7279.20, 7000, 6733.50),
    ("Uddannelse", 4500.00, 5000, 0.00),
    # folders 2,150, vests 987.50
    ("PR", 3137.50, 3000, 1875.00),
    # flowers 450, buses 144 + 96
    ("Frivillige", 690.00, 3000, 576.00),
    ("Lokaler", 1800.00, 2000, 1800.00),
    # coffee pots 799, post 286, the bank 3 x 50, paper 189 and insurance 1,245
    ("Administration", 2669.00, 3000, 1715.50),
    ("Udgifter i alt", 42822.95, 45000, 32343.25),
    ("Årets resultat", 9106.30, 6000, 3599.25),
)
BALANCE_LAST = (
    # 1,661 + 1,845 + 980 - 672.50
    ("Kontantkasse", 3813.50, 1661.00),
    # 7,580.75 + 48,000 - 25,527.50 by card - 16,622.95 repaid
    ("Bank", 13430.30, 7580.75),
    # 2,560 + 800 + 1,000 + 1,620
    ("MobilePay", 5980.00, 2560.00),
    ("Aktiver i alt", 23223.80, 11801.75),
    ("Egenkapital ved årets begyndelse", 11064.25, 7465.00),
    ("Årets resultat", 9106.30, 3599.25),
    ("Egenkapital i alt", 20170.55, 11064.25),
    # 737.50 and 12,000 less 4,850, 1,634.25 and 3,200
    ("Modtagne tilskud, ikke brugt endnu", 3053.25, 737.50),
    ("Gæld i alt", 3053.25, 737.50),
    ("Passiver i alt", 23223.80, 11801.75),
)
EQUITY_BEFORE, EQUITY_LAST = 11064.25, 20170.55
# Of the foundation's grant of last year: budget, used and what is left of the budget.
FOUNDATION_LAST = (
    ("Modtaget", 12000.00, 12000.00, None),
    # 4,850 + 1,634.25 + 3,200
    ("Aktiviteter", 11500.00, 9684.25, 1815.75),
    ("Aktiviteter: mad og drikke", None, 1634.25, None),
    ("Ture, entré og bus", None, 8050.00, None),
    ("Frivillige", 500.00, 0.00, 500.00),
    ("Brugt i alt", 12000.00, 9684.25, 2315.75),
    ("Tilbage af det modtagne", None, 2315.75, None),
)

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

    def test_printed_as_by_hand(self):
        """Every line of the printed result and balance sheet, and no other line."""
        for year, by_hand in (
            (self.last_year - 1, RESULT_BEFORE + BALANCE_BEFORE),
            (self.last_year, RESULT_LAST + BALANCE_LAST),
        ):
            accounts = self.accounts(LINDEVANG, year)
            page = self.page("report_annual_accounts_da", accounts)
            self.assertEqual(
                self.statement(page), [self.words(*line) for line in by_hand], year
            )
        self.assertEqual(accounts.result_total, 9106.30)

    def test_the_accounts_of_a_grant_as_by_hand(self):
        accounts = self.accounts(LINDEVANG, self.last_year)
        page = self.page("report_annual_accounts_da", accounts)
        title = f"Familieture {self.last_year}, Fonden Nabohjælp"
        [head] = [each for each in page.iter("h2") if each.text_content() == title]
        printed = [
            [cell.text_content().strip() for cell in row.findall("td")]
            for row in head.getparent().iter("tr")
            if row.findall("td")
        ]
        self.assertEqual(
            printed,
            [
                [name, *("" if kr is None else self.kroner(kr) for kr in figures)]
                for name, *figures in FOUNDATION_LAST
            ],
        )

    def test_next_year_opens_as_printed(self):
        company = self.groups[LINDEVANG].company_id
        this_year = self.env["bydelsmor.annual.accounts"]._for_period(
            company,
            date(self.last_year + 1, 1, 1),
            date(self.last_year + 1, 12, 31),
        )
        page = self.page("report_annual_accounts_da", this_year)
        [opening] = [
            line
            for line in self.statement(page)
            if line[0] == "Egenkapital ved årets begyndelse"
        ]
        self.assertEqual(opening[1:], [self.kroner(EQUITY_LAST), "11.064,25"])

    def kroner(self, amount, digits=2):
        words = f"{amount:,.{digits}f}"
        return words.translate(str.maketrans(",.", ".,"))

    def words(self, name, *figures):
        """A line as it prints: a budget is whole kroner without decimals."""
        return [
            name,
            *(
                self.kroner(figure, 0 if isinstance(figure, int) else 2)
                for figure in figures
            ),
        ]

    def statement(self, page):
        """Return name and figures of the lines of result and balance sheet."""
        rows = [
            [cell.text_content().strip() for cell in row.findall("td")]
            for row in page.xpath("//tr[td[@class='n']]")
        ]
        return [[name, *figures] for name, _note, *figures in rows if figures[0]]

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
        shared_out = meeting.search(
            [
                ("group_id", "=", group.id),
                ("kind", "=", "constituting"),
                ("closed_on", "!=", False),
            ],
            limit=1,
        )
        for report, record in (
            ("report_board_list_da", group),
            ("report_board_constitution_da", meeting),
            ("report_board_constitution_da", shared_out),
        ):
            reports = self.env["ir.actions.report"].with_context(
                force_report_rendering=True
            )
            content, _kind = reports._render_qweb_pdf(f"bydelsmor.{report}", record.ids)
            self.assertEqual(len(PdfReader(BytesIO(content)).pages), 1, report)

    def test_equity_is_what_the_entries_add_up_to(self):
        before = self.accounts(LINDEVANG, self.last_year - 1)
        last = self.accounts(LINDEVANG, self.last_year)
        self.assertEqual(self.equity(before), EQUITY_BEFORE)
        self.assertEqual(self.equity(last), EQUITY_LAST)

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

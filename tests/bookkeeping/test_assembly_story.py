from datetime import date, timedelta
from io import BytesIO

from freezegun import freeze_time
from pypdf import PdfReader

from odoo import fields
from odoo.tests import tagged

from ..meetings.assembly_common import AssemblyCommon


class StoryCommon(AssemblyCommon):
    """Enghaven has had books since 1 January 2025, and five women who want to found
    an association; three seats of the board are elected in odd years."""

    BOOKS_SINCE = date(2025, 1, 1)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bylaws.unlink()  # the national standard, until the founding
        cls.group._open_books(cls.BOOKS_SINCE, bank=1000)
        cls.company.partner_id.email = "enghaven@example.org"

    def as_(self, woman, record):
        user = woman._ensure_user()
        return record.with_user(user).with_context(allowed_company_ids=self.company.ids)

    def call(self, kind, day, invited_on, by):
        """Plan and call a general assembly through the product's own buttons."""
        start = fields.Datetime.to_datetime(f"{day} 15:00:00")
        with freeze_time(f"{invited_on} 18:00:00"):
            meeting = self.as_(by, self.env["bydelsmor.meeting"]).create(
                {
                    "group_id": self.group.id,
                    "kind": kind,
                    "start": start,
                    "stop": start + timedelta(hours=3),
                }
            )
            meeting.action_invite()
        return meeting

    def hold(self, meeting, *present):
        meeting.action_held()
        for woman in present:
            row = self.row(meeting, woman)
            row.present = True
        meeting.write(
            {"chair_id": self.coordinator.id, "minute_taker_id": self.ebba.id}
        )

    def run_elections(self, meeting, **offices):
        meeting.action_prepare_elections()
        for office, votes in offices.items():
            election = meeting.election_ids.filtered(
                lambda e, office=office: e.office == office
            )
            for woman, number in votes.items():
                election.candidate_ids.create(
                    {
                        "election_id": election.id,
                        "volunteer_id": woman.id,
                        "votes": number,
                    }
                )
            election.action_count()

    def make_ready(self, accounts, treasurer, board, auditor):
        """From open to reviewed, each by her who does it."""
        accounts = self.as_(treasurer, accounts)
        accounts.open_items_reason = "The bank has not answered yet."
        accounts.action_freeze()
        for woman in board:
            self.as_(woman, accounts).action_sign()
        wizard = self.as_(auditor, self.env["bydelsmor.accounts.audit"]).with_context(
            active_id=accounts.id
        )
        wizard.create(
            {
                "accounts_id": accounts.id,
                "vouchers": True,
                "bank": True,
                "minutes": True,
                "cash_date": fields.Date.today(),
            }
        ).action_confirm()

    def accounts(self):
        return self.env["bydelsmor.annual.accounts"].search(
            [("company_id", "=", self.company.id)], order="date_from"
        )

    def pdf(self, report, record, sheets=1):
        content, kind = (
            self.env["ir.actions.report"]
            .with_user(self.lead)
            .with_context(
                force_report_rendering=True, allowed_company_ids=self.company.ids
            )
            ._render_qweb_pdf(f"bydelsmor.{report}", record.ids)
        )
        self.assertEqual(kind, "pdf")
        pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
        self.assertEqual(len(pages), sheets)
        return " ".join(" ".join(pages).split())

    def access(self, woman, role):
        user = woman._ensure_user()
        return self.company.id in user._companies_for(role)


@tagged("post_install", "-at_install")
class TestAssemblyStory(StoryCommon):
    def test_from_the_founding_to_the_second_general_assembly(self):
        women = (self.amal, self.bodil, self.cirrus, self.dunya, self.ebba, self.fadi)
        accounts = self.env["bydelsmor.annual.accounts"]
        with freeze_time("2025-02-01"):
            accounts._for_period(
                self.company, date(2025, 1, 1), date(2025, 12, 31), "project"
            )

        # --- 10 May 2025: the founding assembly
        founding = self.call(
            "founding_assembly", "2025-05-10", "2025-04-20", self.coordinator
        )
        with freeze_time("2025-05-01 12:00:00"):
            self.as_(self.hind, founding)._propose("A name with a flower in it")
            founding.action_send_agenda()
        with freeze_time("2025-05-10 20:00:00"):
            self.hold(founding, *women)
            self.run_elections(
                founding,
                board_member={
                    self.amal: 6,
                    self.bodil: 5,
                    self.cirrus: 4,
                    self.dunya: 3,
                    self.ebba: 2,
                    self.gudrun: 1,
                },
                alternate={self.gudrun: 0},
                auditor={self.fadi: 0},
            )
            self.decide(founding, "found", "bylaws")
            founding.write(
                {"bylaws_file": b"JVBERi0=", "bylaws_filename": "bylaws.pdf"}
            )
            founding.action_close_minutes()
            self.assertEqual(self.group.founding_date, date(2025, 5, 10))
            self.assertEqual(self.group.phase, "association")
            self.assertEqual(
                self.accounts().mapped(lambda a: (a.kind, a.date_from, a.date_to)),
                [
                    ("project", date(2025, 1, 1), date(2025, 5, 9)),
                    ("annual", date(2025, 5, 10), date(2025, 12, 31)),
                ],
            )
            self.assertEqual(
                self.holders("board_member"),
                {"Amal": 2027, "Bodil": 2027, "Cirrus": 2027}
                | {"Dunya": 2026, "Ebba": 2026},
            )
        bylaws = founding.bylaws_id
        self.assertEqual(bylaws.company_id, self.company)
        self.assertEqual(bylaws.adopted_on, date(2025, 5, 10))

        # --- two days later the board shares out its roles
        with freeze_time("2025-05-12 20:00:00"):
            board = self.as_(self.amal, self.env["bydelsmor.meeting"]).create(
                {
                    "group_id": self.group.id,
                    "kind": "constituting",
                    "start": "2025-05-12 16:00:00",
                }
            )
            self.hold(board, *women[:5])
            self.run_elections(
                board,
                chair={self.amal: 0},
                treasurer={self.dunya: 0},
                secretary={self.ebba: 0},
                deputy_chair={self.bodil: 0},
            )
            board.action_close_minutes()
            self.assertEqual(self.holders("chair"), {"Amal": 2027})
            self.assertEqual(self.holders("treasurer"), {"Dunya": 2026})
            self.assertTrue(self.access(self.dunya, "treasurer"))
            self.assertTrue(self.access(self.fadi, "auditor"))

        # --- 7 March 2026: the first ordinary one
        with freeze_time("2026-02-01 12:00:00"):
            for each in self.accounts():
                self.make_ready(each, self.dunya, women[:5], self.fadi)
        first = self.call("ordinary_assembly", "2026-03-07", "2026-02-10", self.amal)
        self.assertEqual(first.accounts_ids, self.accounts())
        with freeze_time("2026-03-07 20:00:00"):
            self.hold(first, *women)
            self.run_elections(
                first,
                board_member={self.ebba: 5, self.hind: 4, self.dunya: 3},
                auditor={self.fadi: 0},
                alternate={self.gudrun: 0},
            )
            with self.refused("decided about the annual accounts"):
                first.action_close_minutes()
            self.decide(first, "accounts")
            first.action_close_minutes()
            self.assertEqual({*self.accounts().mapped("state")}, {"adopted"})
            self.assertEqual(self.accounts()[0].adopted_on, date(2026, 3, 7))
            self.assertEqual(self.accounts()[0].adopted_chair, "Coordinator")
            self.assertEqual(self.company.fiscalyear_lock_date, date(2025, 12, 31))
            # Dunya was not elected again: her rights ended when the minutes closed.
            self.assertFalse(self.access(self.dunya, "treasurer"))
            self.assertEqual(self.holders("treasurer"), {})
            self.assertEqual(self.holders("secretary"), {"Ebba": 2028})
            self.assertEqual(
                self.holders("board_member"), {"Cirrus": 2027, "Hind": 2028}
            )
            first.action_close_minutes()  # once more changes nothing
            self.assertEqual(len(self.holders("board_member")), 2)
        with freeze_time("2026-03-09 20:00:00"):
            board = self.as_(self.amal, self.env["bydelsmor.meeting"]).create(
                {
                    "group_id": self.group.id,
                    "kind": "constituting",
                    "start": "2026-03-09 16:00:00",
                }
            )
            self.hold(board, self.amal, self.bodil, self.cirrus, self.hind)
            self.run_elections(board, chair={self.amal: 0}, treasurer={self.hind: 0})
            board.election_ids.filtered(lambda e: e.state == "open").unlink()
            board.action_close_minutes()
            self.assertTrue(self.access(self.hind, "treasurer"))

        # --- 6 March 2027: the second ordinary one; the seats of odd years
        with freeze_time("2027-01-20 12:00:00"):
            year = self.as_(self.hind, accounts)._for_period(
                self.company, date(2026, 1, 1), date(2026, 12, 31)
            )
            board = (self.amal, self.bodil, self.cirrus, self.ebba, self.hind)
            self.make_ready(year, self.hind, board, self.fadi)
        second = self.call("ordinary_assembly", "2027-03-06", "2027-02-01", self.amal)
        self.assertEqual(second.accounts_ids, year.with_env(second.env))
        with freeze_time("2027-03-06 20:00:00"):
            self.hold(second, *women)
            self.assertEqual(second._terms_for("board_member"), [2029, 2029, 2029])
            self.run_elections(
                second,
                board_member={self.bodil: 0, self.dunya: 0, self.ines: 0},
                auditor={self.jytte: 0},
            )
            self.decide(second, "accounts")
            second.election_ids.filtered(lambda e: e.state == "open").unlink()
            second.action_close_minutes()
            self.assertEqual(self.holders("chair"), {})
            self.assertEqual(self.holders("deputy_chair"), {"Bodil": 2029})
            self.assertEqual(self.holders("treasurer"), {"Hind": 2028})
            self.assertEqual(self.holders("auditor"), {"Jytte": 2028})
            self.assertFalse(self.access(self.amal, "board"))
            self.assertFalse(self.access(self.fadi, "auditor"))
            self.assertEqual(year.state, "adopted")
            self.assertEqual(self.company.fiscalyear_lock_date, date(2026, 12, 31))
            text = self.pdf("board_list_report_en", self.group)
            for name in ("Bodil", "Dunya", "Ebba", "Hind", "Ines", "Jytte"):
                self.assertIn(name, text, "one sheet for all")
        self.check_no_seat_was_held_twice_or_empty()

    def check_no_seat_was_held_twice_or_empty(self):
        """Every day since the founding five sat on the board, and nobody twice."""
        mandates = self.env["bydelsmor.mandate"].search(
            [
                ("company_id", "=", self.company.id),
                ("role", "not in", ("bydelsmor", "alternate", "auditor")),
                ("role", "!=", "organisational_volunteer"),
                ("closed", "=", False),
            ]
        )
        day = date(2025, 5, 10)
        while day <= date(2027, 3, 10):
            on_board = [
                m.partner_id.id
                for m in mandates
                if m.date_start <= day and (not m.date_end or m.date_end >= day)
            ]
            self.assertEqual(len(on_board), 5, day)
            self.assertEqual(len(set(on_board)), 5, day)
            day += timedelta(days=1)


@tagged("post_install", "-at_install")
class TestAssemblyAccounts(StoryCommon):
    """The accounts of 2025, at the assembly of 14 March 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for woman, role in (
            (cls.amal, "chair"),
            (cls.bodil, "treasurer"),
            (cls.fadi, "auditor"),
        ):
            cls.give(woman, role, date_start="2024-01-01", term_end_year=2030)
        cls.env["bydelsmor.bylaws"]._copy_for(cls.company).write(
            {"board_min": 2, "board_size": 2, "odd_year_seats": 0}
        )
        cls.year = cls.env["bydelsmor.annual.accounts"]._for_period(
            cls.company, date(2025, 1, 1), date(2025, 12, 31)
        )

    def setUp(self):
        super().setUp()
        self.startPatcher(freeze_time("2026-03-20 12:00:00"))

    def reviewed(self):
        self.make_ready(self.year, self.bodil, (self.amal, self.bodil), self.fadi)

    def point(self, meeting):
        return meeting.accounts_item_id

    def test_first_signed_and_reviewed(self):
        meeting = self.assembly("2026-03-14")
        self.assertEqual(meeting.accounts_ids, self.year)
        self.decide(meeting, "accounts")
        with self.refused("first the board signs"):
            self.close(meeting)
        self.assertFalse(meeting.closed_on)
        self.reviewed()
        self.close(meeting)
        self.assertEqual(self.year.state, "adopted")

    def test_not_adopted(self):
        self.reviewed()
        meeting = self.assembly("2026-03-14")
        self.point(meeting).write({"votes_for": 2, "votes_against": 4})
        self.close(meeting)
        self.assertEqual(self.year.state, "reviewed")
        self.assertFalse(self.company.fiscalyear_lock_date)

    def test_nothing_is_half_done(self):
        """The books changed after the board signed: no mandate is made either."""
        self.reviewed()
        meeting = self.assembly("2026-03-14")
        self.decide(meeting, "accounts")
        self.elect(meeting, alternate=[self.gudrun])
        entry = self.env["account.move"].create(
            {
                "journal_id": self.company._bydelsmor_journal("DIV").id,
                "date": "2025-06-01",
                "line_ids": [
                    fields.Command.create(
                        {
                            "account_id": self.company._bydelsmor_account(code).id,
                            "balance": amount,
                        }
                    )
                    for code, amount in (("1611", 10), ("6481", -10))
                ],
            }
        )
        entry.action_post()
        with self.refused("after the figures were frozen"), self.env.cr.savepoint():
            self.close(meeting)
        self.env.invalidate_all()
        self.assertFalse(meeting.closed_on)
        self.assertEqual(self.holders("alternate"), {})
        self.assertEqual(self.year.state, "reviewed")

    def test_the_groups_own_agenda(self):
        """Its points are its own; the accounts are found by their name."""
        usual = self.assembly("2026-03-13")
        self.as_(self.amal, usual).action_use_agenda_next_time()
        point = self.point(self.assembly("2026-03-14"))
        self.assertEqual(point.name, self.point(usual).name)
        self.assertNotEqual(point.template_item_id, self.point(usual).template_item_id)
        point.template_item_id.unlink()
        meeting = self.assembly("2026-03-14")
        self.close(meeting)
        self.assertEqual(self.year.state, "open", "nothing was decided about them")

    def test_adopted_by_hand_before(self):
        self.reviewed()
        self.as_(self.amal, self.year)._adopt(date(2026, 3, 14), "Coordinator")
        meeting = self.assembly("2026-03-14")
        self.close(meeting)
        self.assertEqual(self.year.adopted_on, date(2026, 3, 14))

    # ------------------------------------------------------------------
    # On paper
    # ------------------------------------------------------------------

    def test_board_list(self):
        self.env["res.lang"]._activate_lang("da_DK")
        self.group.write({"founding_date": "2024-01-01", "cvr": "13585628"})
        text = self.pdf("board_list_report_en", self.group)
        for words in (
            "Board list",
            "Bydelsmødre Enghaven",
            "13 58 56 28",
            "Amal",
            "Treasurer",
            "Fadi",
            "The chair or the treasurer, together with one more of the board",
            "2030",
        ):
            self.assertIn(words, text)
        self.assertIn("Bestyrelsesliste", self.pdf("board_list_report_da", self.group))

    def test_minutes_say_who_was_elected(self):
        meeting = self.assembly("2026-03-14")
        votes = {self.gudrun: 4, self.hind: 2, self.ines: 2}
        election = self.election(meeting, "alternate", votes)
        election.action_count()
        election.action_draw_lot()
        text = self.pdf("meeting_minutes_report_en", meeting, sheets=2)
        for words in (
            "The invitation was sent on February 11, 2026",
            "Alternate",
            "Gudrun, ",
            "Gudrun 4, Hind 2, Ines 2",
            election.lot_seed,
        ):
            self.assertIn(words, text)

    def test_constitution(self):
        self.reviewed()
        assembly = self.assembly("2026-03-14")
        self.decide(assembly, "accounts")
        self.close(assembly)
        board = self.assembly("2026-03-16", "constituting")
        self.elect(board, chair=[self.bodil], treasurer=[self.amal])
        draft = self.pdf("board_constitution_report_en", board)
        self.assertIn("Draft", draft)
        self.close(board)
        text = self.pdf("board_constitution_report_en", board)
        self.assertNotIn("Draft", text)
        for words in (
            "Elected at the general assembly on March 14, 2026",
            "met on March 16, 2026",
            "Chair Bodil",
            "Treasurer Amal",
        ):
            self.assertIn(words, text)

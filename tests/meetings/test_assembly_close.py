from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .assembly_common import AssemblyCommon


@tagged("post_install", "-at_install")
class TestAssemblyClose(AssemblyCommon):
    """Five seats, three of them elected in odd years; today is 20 March 2026."""

    def setUp(self):
        super().setUp()
        self.startPatcher(freeze_time("2026-03-20 12:00:00"))

    def board(self):
        return [self.amal, self.bodil, self.cirrus, self.dunya, self.ebba]

    def first(self, **values):
        """The first ordinary one: everybody is new, Fadi audits."""
        meeting = self.assembly("2026-03-14", **values)
        self.elect(
            meeting,
            board_member=self.board(),
            alternate=[self.gudrun],
            auditor=[self.fadi],
        )
        return meeting

    def test_mandates_from_the_day_of_the_assembly(self):
        meeting = self.first()
        self.close(meeting)
        self.assertEqual(
            self.holders("board_member"),
            {"Amal": 2028, "Bodil": 2028, "Cirrus": 2027, "Dunya": 2027, "Ebba": 2027},
        )
        self.assertEqual(self.holders("alternate"), {"Gudrun": 2027})
        self.assertEqual(self.holders("auditor"), {"Fadi": 2027})
        mandate = self.amal.mandate_ids.filtered(lambda m: m.role == "board_member")
        self.assertEqual(mandate.date_start, date(2026, 3, 14))
        self.assertEqual(mandate.elected_at_id, meeting)
        self.assertTrue(meeting.closed_on)
        self.assertEqual(meeting.closed_by_id, self.lead)

    def test_who_got_most_votes_sits_longest(self):
        meeting = self.assembly("2026-03-14")
        votes = dict(zip(self.board(), (2, 3, 6, 4, 5), strict=True))
        self.elect(meeting, board_member={**votes, self.hind: 1}, auditor=[self.fadi])
        self.close(meeting)
        self.assertEqual(
            self.holders("board_member"),
            {"Cirrus": 2028, "Ebba": 2028, "Dunya": 2027, "Bodil": 2027, "Amal": 2027},
        )

    def test_rights_move_at_once(self):
        before = self.give(self.hind, "treasurer", date_start="2025-03-14")
        old, new = self.hind._ensure_user(), self.amal._ensure_user()
        self.assertTrue(old._has_role(self.company.with_user(old), "treasurer"))
        self.assertFalse(new._has_role(self.company.with_user(new), "board"))
        self.close(self.first())
        self.assertFalse(old._has_role(self.company.with_user(old), "treasurer"))
        self.assertFalse(old.has_group("bydelsmor.group_treasurer"))
        self.assertTrue(new._has_role(self.company.with_user(new), "board"))
        self.assertTrue(new.has_group("bydelsmor.group_board"))
        self.assertEqual(before.date_end, date(2026, 3, 13), "no day with two, or none")

    def test_who_closes_her_own_time_is_led_home(self):
        self.give(self.hind, "chair", date_start="2025-03-14")
        self.give(self.amal, "treasurer", date_start="2025-03-14")
        meeting = self.first()
        out = meeting.with_user(self.hind._ensure_user()).action_close_minutes()
        self.assertEqual(out["url"], "/odoo")
        self.assertTrue(meeting.closed_on)
        again = meeting.with_user(self.amal._ensure_user()).action_close_minutes()
        self.assertIs(again, True, "re-elected, she stays")

    def test_pressed_twice(self):
        meeting = self.first()
        self.close(meeting)
        given = self.env["bydelsmor.mandate"].search_count([])
        self.close(meeting)
        self.assertEqual(self.env["bydelsmor.mandate"].search_count([]), given)

    def test_re_elected_keeps_her_role(self):
        """The treasurer is on the board again: the books are never without one."""
        self.give(self.amal, "treasurer", date_start="2025-03-14")
        self.give(self.hind, "chair", date_start="2025-03-14")
        self.close(self.first())
        self.assertEqual(self.holders("treasurer"), {"Amal": 2028})
        self.assertEqual(self.holders("chair"), {})
        self.assertEqual(len(self.holders("board_member")), 4)

    def test_an_alternate_who_comes_on_the_board(self):
        self.give(self.amal, "alternate", date_start="2025-03-14")
        meeting = self.assembly("2026-03-14")
        self.elect(meeting, board_member=self.board(), auditor=[self.fadi])
        self.close(meeting)
        self.assertEqual(self.holders("alternate"), {})

    def test_the_next_year_elects_the_others(self):
        self.close(self.first())
        with freeze_time("2027-04-01 12:00:00"):
            meeting = self.assembly("2027-03-20")
            self.assertEqual(meeting._terms_for("board_member"), [2029, 2029, 2029])
            with self.refused("until the general assembly in 2028"):
                self.election(meeting, "board_member", [self.amal])
            self.elect(
                meeting,
                board_member=[self.cirrus, self.hind, self.ines],
                alternate=[self.ebba],
                auditor=[self.fadi],
            )
            self.close(meeting)
            self.assertEqual(
                self.holders("board_member"),
                {"Amal": 2028, "Bodil": 2028, "Cirrus": 2029, "Hind": 2029}
                | {"Ines": 2029},
            )
            self.assertEqual(self.holders("alternate"), {"Ebba": 2028})
        seats = self.cirrus.mandate_ids.filtered(lambda m: m.role == "board_member")
        self.assertEqual(
            seats.sorted("date_start").mapped(lambda m: (m.date_start, m.date_end)),
            [
                (date(2026, 3, 14), date(2027, 3, 19)),
                (date(2027, 3, 20), False),
            ],
        )

    def test_an_extraordinary_one_fills_the_empty_seats(self):
        self.close(self.first())
        for woman in (self.bodil, self.dunya):  # one of 2028, one of 2027
            woman.mandate_ids.filtered(lambda m: m.role == "board_member").action_end()
        with freeze_time("2026-06-20 12:00:00"):
            meeting = self.assembly(
                "2026-06-14", "extraordinary_assembly", demand_rule="below"
            )
            self.assertEqual(meeting._terms_for("board_member"), [2028, 2027])
            self.elect(meeting, board_member={self.hind: 3, self.ines: 4})
            self.close(meeting)
            self.assertEqual(
                self.holders("board_member"),
                {"Amal": 2028, "Cirrus": 2027, "Ebba": 2027, "Hind": 2027}
                | {"Ines": 2028},
            )
            self.assertEqual(self.holders("auditor"), {"Fadi": 2027})

    def test_an_extraordinary_one_before_the_ordinary(self):
        """In January the seats of this year still run until the ordinary one."""
        self.close(self.first())
        self.cirrus.mandate_ids.filtered(
            lambda m: m.role == "board_member"
        ).action_end()
        with freeze_time("2027-01-20 12:00:00"):
            meeting = self.assembly(
                "2027-01-14", "extraordinary_assembly", demand_rule="below"
            )
            self.assertEqual(meeting._terms_for("board_member"), [2027])

    def test_the_assembly_elects_the_chair(self):
        """She has one of the three seats of odd years."""
        self.bylaws.chair_by = "assembly"
        meeting = self.assembly("2026-03-14")
        self.elect(
            meeting,
            chair=[self.amal],
            board_member=self.board()[1:],
            auditor=[self.fadi],
        )
        self.close(meeting)
        self.assertEqual(self.holders("chair"), {"Amal": 2027})
        self.assertEqual(
            self.holders("board_member"),
            {"Bodil": 2028, "Cirrus": 2028, "Dunya": 2027, "Ebba": 2027},
        )

    # ------------------------------------------------------------------
    # The board shares out its roles
    # ------------------------------------------------------------------

    def constitute(self, day="2026-03-18", **offices):
        board = self.assembly(day, "constituting")
        self.elect(board, **{office: [one] for office, one in offices.items()})
        return board

    def test_roles_within_the_board(self):
        self.close(self.first())
        self.close(
            self.constitute(
                chair=self.amal, treasurer=self.cirrus, secretary=self.dunya
            )
        )
        self.assertEqual(self.holders("chair"), {"Amal": 2028})
        self.assertEqual(self.holders("treasurer"), {"Cirrus": 2027})
        self.assertEqual(self.holders("secretary"), {"Dunya": 2027})
        self.assertEqual(self.holders("board_member"), {"Bodil": 2028, "Ebba": 2027})
        self.close(self.constitute("2026-03-19", chair=self.bodil, treasurer=self.amal))
        self.assertEqual(self.holders("chair"), {"Bodil": 2028})
        self.assertEqual(self.holders("treasurer"), {"Amal": 2028})
        self.assertEqual(self.holders("board_member"), {"Cirrus": 2027, "Ebba": 2027})
        self.assertEqual(self.holders("secretary"), {"Dunya": 2027}, "not shared anew")

    def test_one_role_each(self):
        self.close(self.first())
        board = self.constitute(chair=self.amal)
        with self.refused("elected already as: Chair"):
            self.election(board, "treasurer", [self.amal])
        with self.refused("Write down the election of treasurer"):
            self.close(board)

    # ------------------------------------------------------------------
    # What is missing
    # ------------------------------------------------------------------

    def test_all_that_is_missing_at_once(self):
        meeting = self.assembly("2026-03-14", chair_id=False, minute_taker_id=False)
        meeting.attendance_ids.present = False
        self.election(meeting, "alternate", [self.gudrun])
        with self.refused("Before the minutes can be closed"):
            self.close(meeting)
        missing = "\n".join(meeting._missing_to_close())
        for words in (
            "who led the meeting",
            "who wrote the minutes",
            "Tick who was present",
            "Count the election of alternate",
            "Write down the election of board member",
            "Write down the election of auditor",
        ):
            self.assertIn(words, missing)
        self.assertFalse(self.holders("alternate"))

    def test_not_held_yet(self):
        meeting = self.first()
        meeting.action_not_held()
        with self.refused("We have met"):
            self.close(meeting)

    def test_quorum_of_the_bylaws(self):
        meeting = self.first()
        self.bylaws.assembly_quorum = 7
        meeting.invalidate_recordset()
        with self.refused("Only 6 votes were in the room"):
            self.close(meeting)

    def test_proposals_need_the_whole_agenda(self):
        meeting = self.first(held_on_paper=True)
        self.env["bydelsmor.proposal"].create(
            {"meeting_id": meeting.id, "name": "A trip", "received_on": "2026-03-01"}
        )
        with self.refused("the whole agenda"):
            self.close(meeting)
        meeting.agenda_sent_on = "2026-03-10"
        with self.refused("the whole agenda"):
            self.close(meeting)
        meeting.agenda_sent_on = "2026-03-09"
        self.close(meeting)

    def test_wrong_hands(self):
        meeting = self.first()
        member = self.hind._ensure_user()
        for user in (member, self.board_a, self.secretariat):
            with self.assertRaises(AccessError):
                meeting.with_user(user).action_close_minutes()
        with self.assertRaises(AccessError):
            meeting.with_user(self.lead).closed_on = "2026-03-20"

    def test_closed_stays_as_it_is(self):
        meeting = self.first()
        self.close(meeting)
        with self.refused("are closed"):
            meeting.agenda_item_ids[0].minutes = "Something else"
        with self.refused("are closed"):
            self.row(meeting, self.amal).present = False
        with self.refused("are closed"):
            meeting.election_ids[0].action_count_again()
        with self.refused("are closed"):
            meeting.action_not_held()

    # ------------------------------------------------------------------
    # Founding
    # ------------------------------------------------------------------

    def founding(self, **values):
        meeting = self.assembly("2026-03-14", "founding_assembly", **values)
        self.elect(
            meeting,
            board_member=self.board(),
            auditor=[self.fadi],
        )
        return meeting

    def test_founding(self):
        self.give(self.hind, "chair", date_start="2025-01-01")
        meeting = self.founding(bylaws_file=b"JVBERi0=", bylaws_filename="bylaws.pdf")
        with self.refused("Write what was decided under"):
            self.close(meeting)
        self.decide(meeting, "found", "bylaws")
        self.close(meeting)
        self.assertEqual(self.group.founding_date, date(2026, 3, 14))
        self.assertEqual(self.group.phase, "association")
        self.assertEqual(self.group.bylaws, b"JVBERi0=")
        self.assertEqual(self.group.bylaws_filename, "bylaws.pdf")
        self.assertEqual(self.bylaws.adopted_on, date(2026, 3, 14))
        self.assertFalse(self.group.cvr, "it comes later")
        self.assertEqual(self.holders("chair"), {})
        self.assertEqual(self.group.first_period_start, date(2026, 3, 14))

    def test_founding_needs_five_and_bylaws(self):
        meeting = self.assembly("2026-03-14", "founding_assembly")
        self.elect(meeting, board_member=self.board()[:4], auditor=[self.fadi])
        self.decide(meeting, "found", "bylaws")
        with self.refused("Attach the bylaws"):
            self.close(meeting)
        meeting.bylaws_file = b"JVBERi0="
        with self.refused("needs 5 on its board, and 4 are elected"):
            self.close(meeting)
        self.assertFalse(self.group.founding_date)
        self.assertFalse(self.holders("board_member"))

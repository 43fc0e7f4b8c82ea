import json
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfReader

from ..bookkeeping import papers
from .common import MeetingCommon


class MinutesCommon(MeetingCommon):
    def held(self, kind="monthly", days=-30, **values):
        """A meeting that was held, with two of the board there, and written down."""
        if kind.endswith("assembly"):
            reason = "There was no other day"
            values.update(notice_sent_on="2020-01-01", notice_reason=reason)
        meeting = self.meeting(kind=kind, days=days, **values)
        meeting.action_held()
        for volunteer in (self.vol_chair_a, self.vol_board_a):
            self.row(meeting, volunteer).present = True
        meeting.agenda_item_ids[0].minutes = "We laughed"
        return meeting


@tagged("post_install", "-at_install")
class TestApproval(MinutesCommon):
    def test_approved_at_the_next_meeting(self):
        first = self.held(days=-60)
        last = self.held()
        board = self.held(kind="board", days=-10)
        following = self.meeting(days=-1, responsible_ids=self.vol_member_a.ids)
        self.assertEqual(following.to_approve_id, last, "the last one of its kind")
        with self.refused("took the meeting on", AccessError):
            following.with_user(self.mix).action_approve_last()
        following.with_user(self.member_a).action_approve_last()
        self.assertRecordValues(
            last,
            [
                {
                    "state": "approved",
                    "approved_at_id": following.id,
                    "approved_by_id": self.member_a.id,
                    "minutes_intact": True,
                }
            ],
        )
        self.assertEqual(following.to_approve_id, first)
        self.assertEqual(board.state, "held", "not the board's")

    def test_asked_once_for_many(self):
        board, last = self.held(kind="board", days=-50), self.held(days=-40)
        other = self.held(group=self.group_b, days=-40)
        mine, boards = self.meeting(days=-2), self.meeting(kind="board", days=-2)
        theirs = self.meeting(self.group_b, days=-1)
        many = mine | boards | theirs | board
        self.env.flush_all()
        counts = []
        for meetings in (mine, many):
            self.env.invalidate_all()
            meetings.mapped("start")
            before = self.env.cr.sql_log_count
            meetings.mapped("to_approve_id")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)
        self.assertEqual(
            [meeting.to_approve_id for meeting in many],
            [last, board, other, board.browse()],
        )

    def test_not_before_it_has_begun(self):
        self.held()
        following = self.meeting(days=1)
        self.assertFalse(following.to_approve_id)
        with self.refused("No minutes are waiting"):
            following.action_approve_last()

    def test_nothing_written_is_not_approved(self):
        last = self.held()
        last.agenda_item_ids[0].minutes = False
        following = self.meeting(days=-1)
        with self.refused("Nothing is written"):
            following.action_approve_last()
        last._add_paper("sheet", papers.jpeg())
        following.action_approve_last()
        self.assertEqual(last.state, "approved", "a photo of the sheet is enough")

    def test_assemblies_and_activities_are_signed_instead(self):
        for kind in ("ordinary_assembly", "activity"):
            self.held(kind=kind, days=-400)
            following = self.meeting(kind=kind, days=-1)
            self.assertFalse(following.to_approve_id)

    def test_of_the_own_group_only(self):
        self.held()
        following = self.meeting(self.group_b, days=-1)
        self.assertFalse(following.to_approve_id)


@tagged("post_install", "-at_install")
class TestSigning(MinutesCommon):
    def test_the_board_signs_who_was_there(self):
        board = self.held(kind="board")
        with self.refused("signed by others", AccessError):
            board.with_user(self.treasurer_a).action_sign()
        with self.assertRaises(AccessError):
            board.with_user(self.auditor_a).action_sign()
        board.with_user(self.board_a).action_sign()
        self.assertEqual(board.state, "held", "one is missing")
        self.assertEqual(board.unsigned_ids, self.vol_chair_a)
        board.with_user(self.chair_a).action_sign()
        self.assertEqual(board.state, "signed")
        self.assertEqual(
            {(s.name, s.role, s.method, s.content_hash) for s in board.signature_ids},
            {
                ("board a", "present", "system", board.content_hash),
                ("chair a", "present", "system", board.content_hash),
            },
        )

    def test_an_assembly_is_signed_by_its_chair_and_minute_taker(self):
        assembly = self.held(kind="ordinary_assembly")
        with self.refused("two women"):
            assembly.with_user(self.chair_a).action_sign()
        assembly.write(
            {
                "chair_id": self.vol_chair_a.id,
                "minute_taker_id": self.vol_chair_a.id,
            }
        )
        with self.refused("two women"):
            assembly.with_user(self.chair_a).action_sign()
        assembly.minute_taker_id = self.vol_member_a
        with self.refused("signed by others", AccessError):
            assembly.with_user(self.board_a).action_sign()
        assembly.with_user(self.member_a).action_sign()
        assembly.with_user(self.chair_a).action_sign()
        self.assertEqual(assembly.state, "signed")
        self.assertEqual(
            set(assembly.signature_ids.mapped("role")), {"chair", "minute_taker"}
        )

    def test_twice_is_once(self):
        board = self.held(kind="board")
        board.with_user(self.board_a).action_sign()
        board.with_user(self.board_a).action_sign()
        self.assertEqual(len(board.signature_ids), 1)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            with self.env.cr.savepoint():
                board.signature_ids.copy()

    def test_nobody_signs_what_was_not_held(self):
        board = self.meeting(kind="board", days=-1)
        self.present(board, self.vol_board_a)
        with self.refused("Write down first"):
            board.with_user(self.board_a).action_sign()

    def test_the_hash_is_of_every_word(self):
        board = self.held(kind="board")
        board.with_user(self.board_a).action_sign()
        text = board.sudo().frozen_text
        self.assertEqual(board.content_hash, sha256(text.encode()).hexdigest())
        payload = json.loads(text)
        self.assertEqual(payload["items"][0]["minutes"], "We laughed")
        self.assertEqual(payload["people"]["present"], ["board a", "chair a"])
        self.assertTrue(board.minutes_intact)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bydelsmor_meeting SET frozen_text = replace(frozen_text, %s, %s)"
            " WHERE id = %s",
            ["laughed", "cried", board.id],
        )
        board.invalidate_recordset()
        self.assertFalse(board.minutes_intact)

    def test_opened_again_the_signatures_are_void(self):
        board = self.held(kind="board")
        board.with_user(self.board_a).action_sign()
        item = board.agenda_item_ids[0]
        with self.refused("Open them again first"):
            item.minutes = "We cried"
        old = board.signature_ids
        board.with_user(self.chair_a).action_open_minutes()
        self.assertFalse(board.signature_ids)
        self.assertTrue(old.exists(), "kept, but void")
        self.assertIn("board a", board.message_ids[0].body)
        item.minutes = "We cried"
        for user in (self.board_a, self.chair_a):
            board.with_user(user).action_sign()
        self.assertEqual(board.state, "signed")
        with self.refused("stay as they are"):
            board.action_open_minutes()

    def test_on_paper(self):
        board = self.held(kind="board")
        wizard = self.env["bydelsmor.meeting.paper"].with_user(self.chair_a)
        wizard = wizard.with_context(active_id=board.id)
        form = wizard.create({"photo": b64encode(papers.jpeg())})
        self.assertEqual(form.volunteer_ids, self.vol_chair_a | self.vol_board_a)
        form.action_confirm()
        self.assertEqual(board.state, "signed")
        sheet = board._papers()
        self.assertEqual(
            set(board.signature_ids.mapped("sheet_hash")),
            {sha256(sheet.raw).hexdigest()},
        )
        self.assertEqual(set(board.signature_ids.mapped("method")), {"paper"})
        for attempt in (
            lambda: sheet.unlink(),
            lambda: sheet.write({"raw": b"other"}),
            lambda: sheet.with_user(self.chair_a).write({"name": "x", "res_id": 0}),
        ):
            with self.assertRaises(UserError):
                attempt()

    def test_on_paper_by_those_who_were_there(self):
        board = self.held(kind="board")
        with self.refused("Tick those who signed"):
            board._sign_on_paper(self.vol_treasurer_a, papers.jpeg())
        with self.refused("Take a picture"):
            board._sign_on_paper(self.vol_chair_a, b"")
        with self.refused("cannot be used"):
            board._sign_on_paper(self.vol_chair_a, b"<script>")
        with self.assertRaises(AccessError):
            board.with_user(self.member_a)._sign_on_paper(
                self.vol_chair_a, papers.jpeg()
            )


@tagged("post_install", "-at_install")
class TestSealed(MinutesCommon):
    """What was signed is not changed through any door."""

    def setUp(self):
        super().setUp()
        self.board = self.held(kind="board")
        self.task = self.env["bydelsmor.meeting.task"].create(
            {
                "meeting_id": self.board.id,
                "agenda_item_id": self.board.agenda_item_ids[0].id,
                "name": "Buy coffee",
                "volunteer_id": self.vol_board_a.id,
            }
        )
        for user in (self.board_a, self.chair_a):
            self.board.with_user(user).action_sign()
        self.text = self.board.sudo().frozen_text

    def test_every_door(self):
        board, task = self.board, self.task
        item, row = board.agenda_item_ids[0], board.attendance_ids[0]
        open_one = self.meeting(kind="board", days=-1)
        other_item = open_one.agenda_item_ids[0]
        other_row = open_one._invite_rows()[0]
        other_task = task.create({"meeting_id": open_one.id, "name": "x"})
        doors = (
            lambda m: m.write({"location": "Elsewhere"}),
            lambda m: m.write({"start": m.start - timedelta(days=1)}),
            lambda m: m.write({"chair_id": self.vol_member_a.id}),
            lambda m: m.write({"group_id": self.group_b.id}),
            lambda m: m.write(
                {"agenda_item_ids": [Command.update(item.id, {"minutes": "x"})]}
            ),
            lambda m: m.write({"task_ids": [Command.delete(task.id)]}),
            lambda m: m.write({"attendance_ids": [Command.delete(row.id)]}),
            lambda m: m.unlink(),
            lambda m: m.action_not_held(),
            lambda m: m.action_cancel(),
            lambda m: m.action_open_minutes(),
            lambda m: item.with_env(m.env).write({"minutes": "x"}),
            lambda m: item.with_env(m.env).write(
                {"minutes": "x", "minutes_base": item.minutes}
            ),
            lambda m: item.with_env(m.env).write({"votes_for": 1}),
            lambda m: item.with_env(m.env).write({"sequence": 9}),
            lambda m: item.with_env(m.env).write({"meeting_id": open_one.id}),
            lambda m: item.with_env(m.env).unlink(),
            lambda m: item.with_env(m.env).create({"meeting_id": m.id, "name": "x"}),
            lambda m: other_item.with_env(m.env).write({"meeting_id": m.id}),
            lambda m: row.with_env(m.env).write({"present": not row.present}),
            lambda m: row.with_env(m.env).write({"may_vote": not row.may_vote}),
            lambda m: row.with_env(m.env).unlink(),
            lambda m: row.with_env(m.env).create(
                {"meeting_id": m.id, "guest_name": "x"}
            ),
            lambda m: other_row.with_env(m.env).write({"meeting_id": m.id}),
            lambda m: task.with_env(m.env).write({"name": "Buy tea"}),
            lambda m: task.with_env(m.env).write({"volunteer_id": False}),
            lambda m: task.with_env(m.env).unlink(),
            lambda m: task.with_env(m.env).create({"meeting_id": m.id, "name": "x"}),
            lambda m: other_task.with_env(m.env).write({"meeting_id": m.id}),
            lambda m: m._tick([]),
            lambda m: m._add_guest("Somebody"),
            lambda m: m._write_item(item.id, {"minutes": "x"}),
            lambda m: m._plan({"location": "x"}),
            lambda m: m.event_id.write({"start": m.start + timedelta(days=1)}),
        )
        for number, door in enumerate(doors):
            for meeting in (board.with_user(self.chair_a), board.sudo()):
                with self.subTest(door=number, su=meeting.env.su):
                    with self.assertRaises(UserError):
                        with self.env.cr.savepoint():
                            door(meeting)
                        self.env.flush_all()
        self.assertEqual(board.sudo().frozen_text, self.text)
        self.assertEqual(board.state, "signed")

    def test_what_the_buttons_made(self):
        signature = self.board.signature_ids[0]
        for user in (self.chair_a, self.treasurer_a, self.secretariat):
            for attempt in (
                lambda s: s.write({"name": "x"}),
                lambda s: s.unlink(),
                lambda s: s.copy(),
                lambda s: s.meeting_id.write({"content_hash": "0"}),
                lambda s: s.meeting_id.write({"frozen_text": "{}"}),
                lambda s: s.meeting_id.write({"signature_ids": [Command.clear()]}),
                lambda s: s.meeting_id.write({"approved_on": fields.Datetime.now()}),
            ):
                with self.assertRaises(AccessError):
                    attempt(signature.with_user(user))

    def test_nobody_reads_what_is_kept(self):
        with self.assertRaises(AccessError):
            self.board.with_user(self.chair_a).read(["frozen_text"])

    def test_tasks_are_still_ticked_off(self):
        self.task.with_user(self.board_a)._set_done()
        self.assertTrue(self.task.done)

    def test_a_name_that_changes_changes_no_minutes(self):
        self.vol_board_a.name = "Somebody else"
        present = self.board._minutes_data()["people"]["present"]
        self.assertIn("board a", present)

    def test_a_correction_is_a_note_beside(self):
        board, item = self.board, self.board.agenda_item_ids[0]
        with self.assertRaises(AccessError):
            board.with_user(self.member_a)._correct("It was twice")
        with self.refused("Write what is right"):
            board.with_user(self.chair_a)._correct("  ")
        note = board.with_user(self.chair_a)._correct("It was twice", item)
        self.assertEqual(
            (note.name, note.content_hash), ("chair a", board.content_hash)
        )
        self.assertTrue(board.minutes_intact)
        self.assertEqual(board._minutes_data()["corrections"][0]["number"], 1)
        for attempt in (
            lambda: note.write({"text": "x"}),
            lambda: note.unlink(),
            lambda: note.create({"meeting_id": board.id, "text": "x"}),
        ):
            with self.assertRaises(AccessError):
                attempt()
        with self.refused("still open"):
            self.held(days=-3).with_user(self.chair_a)._correct("x")
        foreign = self.meeting(self.group_b).agenda_item_ids[0]
        with self.assertRaises(UserError):
            board.with_user(self.chair_a)._correct("x", foreign)


@tagged("post_install", "-at_install")
class TestPrinting(MinutesCommon):
    def pdf(self, meeting, user, short="en"):
        reports = self.env["ir.actions.report"].with_user(user)
        html, kind = reports._render_qweb_html(
            f"bydelsmor.meeting_minutes_report_{short}", meeting.ids
        )
        return html.decode()

    def test_what_stands_in_them(self):
        board = self.held(kind="board")
        point = board.agenda_item_ids.filtered(lambda i: i.kind == "decision")[0]
        point.write(
            {
                "decision": "We buy a pot",
                "votes_for": 1,
                "votes_against": 0,
                "votes_blank": 1,
                "conflict_of_interest": "member a",
            }
        )
        page = self.pdf(board, self.board_a)
        for words in (
            "We laughed",
            "We buy a pot",
            "For 1, against 0, blank 1",
            "Adopted",
            "Kept out of it: member a",
            "board a, chair a",
            "Draft, not approved yet",
        ):
            self.assertIn(words, page)
        for user in (self.board_a, self.chair_a):
            board.with_user(user).action_sign()
        page = self.pdf(board, self.board_a)
        self.assertIn(board.content_hash, page)
        self.assertNotIn("Draft", page)

    def test_points_of_the_board_stay_there(self):
        board = self.held(kind="board")
        board.agenda_item_ids[0].board_only = True
        self.assertIn("We laughed", self.pdf(board, self.auditor_a))
        page = self.pdf(board, self.member_a)
        self.assertNotIn("We laughed", page)
        self.assertIn("A point for the board", page)
        board.with_user(self.chair_a).action_sign()
        self.assertNotIn("We laughed", self.pdf(board, self.member_a))
        with self.assertRaises(AccessError):
            self.pdf(board, self.member_b)

    def test_who_takes_a_point_is_told_in_the_language_of_the_print(self):
        board = self.held(kind="board")
        usual, taken = board.agenda_item_ids[:2]
        taken.who = "member a"
        for lang in usual._print_languages():
            first, second = board.with_context(lang=lang)._minutes_data()["items"][:2]
            words = usual.template_item_id.with_context(lang=lang).who
            self.assertEqual((first["who"], second["who"]), (words, "member a"))

    def test_a_pdf_with_its_sheet(self):
        board = self.held(kind="board")
        board._sign_on_paper(self.vol_chair_a | self.vol_board_a, papers.jpeg())
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        content, kind = reports._render_qweb_pdf(
            "bydelsmor.meeting_minutes_report_da", board.ids
        )
        self.assertEqual(kind, "pdf")
        self.assertTrue(content.startswith(b"%PDF-"))
        self.assertGreaterEqual(len(PdfReader(BytesIO(content)).pages), 2)


@tagged("post_install", "-at_install")
class TestOnPaper(MinutesCommon):
    def test_written_down_afterwards(self):
        meeting = self.meeting(days=-3, responsible_ids=self.vol_member_a.ids)
        meeting.with_user(self.member_a)._write_down_paper(
            (self.vol_chair_a | self.vol_member_b).ids,
            [papers.jpeg_with_position()],
            "The librarian",
        )
        self.assertRecordValues(meeting, [{"state": "held", "held_on_paper": True}])
        self.assertEqual(
            set(meeting.attendance_ids.filtered("present").mapped("sort_name")),
            {"chair a", "The librarian"},
        )
        [paper] = meeting._papers()
        self.assertNotIn(b"Exif", paper.raw, "no place where it was taken")
        with self.assertRaises(AccessError):
            meeting.with_user(self.mix)._write_down_paper([])

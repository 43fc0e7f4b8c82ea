from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ...models.meetings.kinds import ELEMENTS, KINDS
from .common import MeetingCommon


@tagged("post_install", "-at_install")
class TestAgenda(MeetingCommon):
    def test_each_kind_has_its_usual_points(self):
        # domain.md 4(c): the six agendas, and a short one for activities
        points = {
            "monthly": 10,
            "board": 11,
            "constituting": 8,
            "founding_assembly": 11,
            "ordinary_assembly": 11,
            "extraordinary_assembly": 5,
            "activity": 3,
        }
        self.assertEqual(set(points), {kind for kind, _label in KINDS})
        for kind, count in points.items():
            meeting = self.meeting(kind=kind, user=self.board_a)
            self.assertEqual(len(meeting.agenda_item_ids), count, kind)

    def test_a_monthly_meeting_holds_the_three_elements(self):
        meeting = self.meeting(user=self.board_a)
        for element, _label in ELEMENTS:
            points = meeting.agenda_item_ids.filtered(
                lambda i, e=element: i.element == e
            )
            self.assertTrue(points)
            with self.refused("always has time"):
                points.unlink()
            with self.refused("always has time"):
                points.write({"element": False})
        pause = meeting.agenda_item_ids.filtered(lambda i: i.kind == "pause")
        pause.unlink()
        self.assertNotIn(pause, meeting.agenda_item_ids)

    def test_no_point_is_taken_by_another_group(self):
        meeting = self.meeting()
        theirs = self.env["bydelsmor.agenda.template"].create(
            {
                "name": "Ours",
                "kind": "board",
                "company_id": self.company_b.id,
                "item_ids": [Command.create({"name": "Welcome"})],
            }
        )
        for name, record in (
            ("responsible_id", self.vol_member_b),
            ("template_item_id", theirs.item_ids),
        ):
            values = {"meeting_id": meeting.id, "name": "Songs", name: record.id}
            with self.refused("company inconsistencies"):
                meeting.agenda_item_ids.create([values, {**values, name: False}])
            with self.refused("company inconsistencies"):
                meeting.agenda_item_ids[1].write({name: record.id})

    def test_other_meetings_need_not(self):
        meeting = self.meeting(kind="board", user=self.board_a)
        meeting.agenda_item_ids.unlink()
        self.assertFalse(meeting.agenda_item_ids)

    def test_kind_word_when_the_plan_is_too_full(self):
        meeting = self.meeting()
        self.assertEqual(meeting.agenda_minutes, 150)
        self.assertFalse(meeting.agenda_note)
        meeting.agenda_item_ids[0].duration = 45
        self.assertIn("takes 180 minutes and you have 150", meeting.agenda_note)

    def test_kind_word_when_the_pause_is_short(self):
        meeting = self.meeting()
        pause = meeting.agenda_item_ids.filtered(lambda i: i.kind == "pause")
        pause.duration = 19
        self.assertIn("good long pause", meeting.agenda_note)
        pause.duration = 20
        self.assertFalse(meeting.agenda_note)

    def test_own_agenda_of_the_group(self):
        national = self.env.ref("bydelsmor.agenda_template_board")
        action = (
            national.with_user(self.board_a)
            .with_context(allowed_company_ids=self.company_a.ids)
            .action_copy_for_group()
        )
        own = self.env["bydelsmor.agenda.template"].browse(action["res_id"])
        self.assertEqual(own.company_id, self.company_a)
        self.assertEqual(len(own.item_ids), 11)
        own.with_user(self.board_a).item_ids = [
            Command.create({"name": "Cake", "sequence": 1})
        ]
        ours = self.meeting(kind="board", user=self.board_a)
        self.assertEqual(ours.agenda_item_ids[0].name, "Cake")
        theirs = self.meeting(self.group_b, kind="board", user=self.board_b)
        self.assertEqual(len(theirs.agenda_item_ids), 11)
        with self.assertRaises(AccessError):
            national.with_user(self.board_a).name = "Changed"
        with self.assertRaises(AccessError):
            own.with_user(self.board_a).company_id = False

    def test_once_more_opens_the_same_copy(self):
        national = self.env.ref("bydelsmor.agenda_template_board")
        mine = national.with_user(self.board_a).with_context(
            allowed_company_ids=self.company_a.ids
        )
        first, second = mine.action_copy_for_group(), mine.action_copy_for_group()
        self.assertEqual(first["res_id"], second["res_id"])

    def test_begin_with_this_agenda_next_time(self):
        meeting = self.meeting(user=self.board_a)
        talk = meeting.agenda_item_ids.filtered(lambda i: i.element == "knowledge")
        talk.write({"name": "A midwife tells", "duration": 45})
        meeting.action_use_agenda_next_time()
        following = self.meeting(user=self.board_a, days=35)
        names = following.agenda_item_ids.mapped("name")
        self.assertIn("A midwife tells", names)
        self.assertEqual(len(names), 10)

    def test_a_monthly_agenda_without_the_three_is_refused(self):
        with self.refused("exchange of experience"):
            self.env["bydelsmor.agenda.template"].create(
                {
                    "name": "Only coffee",
                    "kind": "monthly",
                    "company_id": self.company_a.id,
                    "item_ids": [
                        Command.create({"name": "Coffee", "element": "fellowship"})
                    ],
                }
            )

    def test_usual_points_are_read_in_ones_own_language(self):
        self.env["res.lang"]._activate_lang("da_DK")
        usual = self.env.ref("bydelsmor.agenda_monthly_pause")
        usual.with_context(lang="da_DK").name = "Kaffepause"
        meeting = self.meeting()
        pause = meeting.agenda_item_ids.filtered(lambda i: i.kind == "pause")
        self.assertEqual(pause.name, "Kaffepause", "the group writes Danish")
        self.assertEqual(pause.with_context(lang="en_US").label, "Pause")
        pause.name = "Kage"
        self.assertEqual(pause.with_context(lang="en_US").label, "Kage")

    def test_form_of_a_new_meeting(self):
        self.env["res.lang"]._activate_lang("da_DK")
        self.group_a.meeting_place = "The library"
        meetings = self.env["bydelsmor.meeting"].with_user(self.board_a)
        meetings = meetings.with_context(allowed_company_ids=self.company_a.ids)
        with Form(meetings) as form:
            form.kind = "board"
            form.start = "2030-03-05 16:00:00"
            self.assertEqual(str(form.stop), "2030-03-05 18:30:00")
            self.assertEqual(form.location, "The library")
        meeting = form.record
        self.assertEqual(meeting.group_id, self.group_a)
        self.assertTrue(meeting.name.endswith(" marts"), "the group writes Danish")
        self.assertEqual(meeting.display_name, "Board meeting 03/05/2030")
        meeting.start = "2030-04-05 16:00:00"
        self.assertTrue(meeting.name.endswith(" april"), "it follows the day")
        meeting.name = "The great meeting"
        meeting.start = "2030-05-05 16:00:00"
        self.assertEqual(meeting.name, "The great meeting", "it is her own title")

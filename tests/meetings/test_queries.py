from lxml import etree

from odoo.tests import tagged

from .common import MeetingCommon


def form_spec(model):
    """Return what the web client asks for when it opens a form of this model."""
    arch = etree.fromstring(model.get_view(view_type="form")["arch"])
    return _fields_of(model, arch)


def _fields_of(model, node):
    spec = {}
    for child in node.iterchildren():
        if child.tag != "field":
            spec.update(_fields_of(model, child))
            continue
        field = model._fields.get(child.get("name"))
        if field is None:
            continue
        part = {}
        if field.type in ("one2many", "many2many"):
            lists = child.find("list")
            other = model.env[field.comodel_name]
            inner = {} if lists is None else _fields_of(other, lists)
            part = {"fields": inner or {"display_name": {}}}
        elif field.type == "many2one":
            part = {"fields": {"display_name": {}}}
        spec[field.name] = part
    return spec


@tagged("post_install", "-at_install")
class TestOpening(MeetingCommon):
    def a_large_one(self, people, points, days):
        meeting = self.meeting(days=days)
        meeting.agenda_item_ids.create(
            [
                {"meeting_id": meeting.id, "name": f"Point {number}"}
                for number in range(points - len(meeting.agenda_item_ids))
            ]
        )
        women = self.women[:people]
        rows = self.env["bydelsmor.attendance"].create(
            [
                {"meeting_id": meeting.id, "volunteer_id": woman.id, "present": True}
                for woman in women
            ]
        )
        self.env["bydelsmor.meeting.task"].create(
            [
                {"meeting_id": meeting.id, "name": "Tea", "volunteer_id": woman.id}
                for woman in women[: people // 4]
            ]
        )
        meeting.action_held()
        self.assertGreaterEqual(len(rows), people)
        return meeting

    def queries(self, meeting):
        self.env.flush_all()
        self.env.invalidate_all()
        meeting = meeting.with_user(self.board_a)
        before = self.env.cr.sql_log_count
        meeting.web_read(self.spec)
        return self.env.cr.sql_log_count - before

    def test_many_people_and_points_cost_no_more_queries(self):
        self.women = self.env["bydelsmor.volunteer"].union(
            *(self.make_volunteer(self.group_a, f"woman {n}") for n in range(60))
        )
        self.spec = form_spec(self.env["bydelsmor.meeting"].with_user(self.board_a))
        for name in (
            "attendance_ids",
            "agenda_item_ids",
            "signature_ids",
            "open_task_ids",
        ):
            self.assertIn(name, self.spec)
        # each has one before it whose minutes wait, and whose task is open
        self.a_large_one(4, 11, -3)
        small = self.a_large_one(12, 11, -2)
        large = self.a_large_one(60, 15, -1)
        self.assertGreaterEqual(len(large.attendance_ids), 60)
        self.assertEqual(len(large.agenda_item_ids), 15)
        self.queries(small)  # whatever is read once for all
        few, many = self.queries(small), self.queries(large)
        self.assertEqual(few, many)
        self.env.invalidate_all()
        with self.assertQueryCount(90):
            large.with_user(self.board_a).web_read(self.spec)

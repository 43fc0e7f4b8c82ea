# pylint: disable=translation-required
from base64 import b64encode

from odoo import Command, fields
from odoo.tests import tagged

from ..bookkeeping import papers
from ..common import BydelsmorCommon
from .rpc import RpcCase

AMINA = "Amina Testsen"


@tagged("post_install", "-at_install")
class TestLeaksPeople(BydelsmorCommon, RpcCase):
    """Nobody learns from another group who its women are (trials 1, 2, 6 and 16)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vol_member_a.write(
            {"name": AMINA, "phone": "12345678", "email": "amina@example.org"}
        )
        cls.amina = cls.vol_member_a.partner_id
        cls.amina.street = "Secret Street 7"
        cls.strangers = cls.treasurer_b | cls.chair_b | cls.board_b | cls.auditor_b
        cls.strangers |= cls.member_b
        cls.internal_strangers = cls.strangers.filtered(lambda u: not u.share)

    def assertTellsNothing(self, answer):
        for word in (AMINA, "amina@", "12345678", "Secret Street", "chair a"):
            self.assertNotIn(word, str(answer))

    def test_contacts_and_users_of_another_group(self):
        """Internal users' contacts too, which Odoo shows to every internal user."""
        for user in self.strangers:
            for person in (self.amina, self.chair_a.partner_id):
                self.assertRefused(user, "res.partner", "read", person.ids, ["name"])
            for person in (self.member_a, self.chair_a):
                self.assertRefused(user, "res.users", "read", person.ids, ["name"])
                self.assertRefused(
                    user, "res.users", "write", person.ids, {"name": "Mine"}
                )
            self.assertRefused(
                user, "bydelsmor.volunteer", "read", self.vol_member_a.ids, ["phone"]
            )
        [found] = self.call(
            self.chair_a, "res.partner", "read", self.amina.ids, ["name"]
        )
        self.assertEqual(found["name"], AMINA)

    def test_searches_are_no_oracle(self):
        """What she may not read, no search, count or sum tells of."""
        for user in self.strangers:
            for model in ("res.partner", "res.users", "bydelsmor.volunteer"):
                for words in ("Amina", "chair a"):
                    found = self.call(user, model, "name_search", words)
                    self.assertEqual(found, [], f"{user.login} {model}")
                name = ["name", "ilike", "amina"]
                self.assertEqual(self.call(user, model, "search_count", [name]), 0)
                rows = self.call(
                    user, model, "formatted_read_group", [name], ["name"], ["__count"]
                )
                self.assertEqual(rows, [])
            for domain in (
                [["phone", "=", "12345678"]],
                [["email", "=", "amina@example.org"]],
                [["bydelsmor_volunteer_ids.name", "ilike", "amina"]],
                [["user_ids.login", "=", self.member_a.login]],
            ):
                count = self.call(user, "res.partner", "search_count", domain)
                self.assertEqual(count, 0, f"{user.login} {domain}")
        mine = self.call(self.chair_a, "res.partner", "name_search", "Amina")
        self.assertEqual([one[0] for one in mine], self.amina.ids)

    def test_suggestions_of_the_chatter(self):
        for method, word in (
            ("get_mention_suggestions", "Amina"),
            ("get_mention_suggestions", "chair a"),
            ("search_for_channel_invite", ""),
            ("search_for_channel_invite", "Amina"),
        ):
            for user in self.internal_strangers:
                answer = self.call(user, "res.partner", method, word)
                people = answer.get("res.partner") or answer.get("store_data", {}).get(
                    "res.partner", []
                )
                ids = {person["id"] for person in people}
                team = self.env["res.partner"].browse(ids)
                self.assertFalse(team & (self.amina | self.chair_a.partner_id))
                self.assertTellsNothing(people)

    def test_export(self):
        allow = Command.link(self.env.ref("base.group_allow_export").id)
        for user in self.internal_strangers:
            user.sudo().group_ids = [allow]
            for model, record in (
                ("bydelsmor.volunteer", self.vol_member_a),
                ("res.partner", self.amina),
            ):
                self.assertRefused(
                    user, model, "export_data", record.ids, ["name", "phone"]
                )

    def test_refusals_name_nobody(self):
        """In debug mode, which is anybody's, Odoo names what it refuses."""
        for record in (
            self.vol_member_a,
            self.amina,
            self.member_a,
            self.chair_a.partner_id,
        ):
            refused = self.assertRefused(
                self.chair_b, record._name, "read", record.ids, ["name"], debug=True
            )
            self.assertTellsNothing(refused.words)
            self.assertIn(str(record.id), refused.words)

    def test_nobody_is_pointed_at_to_learn_her_name(self):
        """Odoo shows the name of what a many2one points to, readable or not."""
        event = {
            "name": "Tea",
            "start": "2030-01-01 10:00:00",
            "stop": "2030-01-01 11:00:00",
        }
        activity = {
            "res_model_id": self.env["ir.model"]._get_id("bydelsmor.group"),
            "res_id": self.group_b.id,
        }
        for model, values in (
            ("res.partner", {"name": "A shop", "user_id": self.chair_a.id}),
            ("res.partner", {"name": "A shop", "parent_id": self.amina.id}),
            ("calendar.event", {**event, "user_id": self.chair_a.id}),
            ("calendar.event", {**event, "partner_ids": [[4, self.amina.id]]}),
            ("mail.activity", {**activity, "user_id": self.chair_a.id}),
            (
                "bydelsmor.volunteer",
                {"group_id": self.group_b.id, "partner_id": self.amina.id},
            ),
            (
                "bydelsmor.mandate",
                {"volunteer_id": self.vol_member_a.id, "role": "secretary"},
            ),
            (
                "bydelsmor.attendance",
                {
                    "meeting_id": self._meeting(self.group_b).id,
                    "volunteer_id": self.vol_member_a.id,
                },
            ),
        ):
            for user in (self.treasurer_b, self.chair_b):
                refused = self.assertRefused(user, model, "create", values)
                self.assertTellsNothing(refused.words)
        refused = self.assertRefused(
            self.chair_b,
            "calendar.event",
            "create",
            event,
            context={"default_user_id": self.chair_a.id},
        )
        own = self.call(
            self.chair_b,
            "calendar.event",
            "create",
            {**event, "user_id": self.board_b.id},
        )
        refused = self.assertRefused(
            self.chair_b, "calendar.event", "write", own, {"user_id": self.chair_a.id}
        )
        self.assertTellsNothing(refused.words)

    def _meeting(self, group):
        return self.env["bydelsmor.meeting"].create(
            {"group_id": group.id, "start": "2030-01-08 16:00:00"}
        )

    def test_forms_fill_in_nothing_of_hers(self):
        """A contact under hers would take over her address before it is saved."""
        values = {"name": "x", "type": "contact", "parent_id": self.amina.id}
        spec = {"street": {}, "parent_id": {"fields": {"display_name": {}}}}
        for user in self.internal_strangers:
            self.assertRefused(
                user, "res.partner", "onchange", [], values, ["parent_id"], spec
            )
        filled = self.call(
            self.treasurer_a, "res.partner", "onchange", [], values, ["parent_id"], spec
        )
        self.assertEqual(filled["value"]["street"], "Secret Street 7")

    def test_the_lines_of_a_form_name_nobody(self):
        """Nor does a line that is not saved, however deep it stands in the form."""
        amina, company = self.amina.id, self.company_b.id
        self.group_b._open_books(fields.Date.to_date("2026-01-01"))
        person = {"partner_id": {"fields": {"display_name": {}}}}
        spec = {"line_ids": {"fields": person}, "ref": {}}
        lines = [[0, "virtual_1", {"partner_id": amina, "name": "x"}]]
        values = {"move_type": "entry", "company_id": company, "line_ids": lines}
        deep = {
            "name": "x",
            "child_ids": [[0, "virtual_1", {"child_ids": [[4, amina]]}]],
        }
        people = {"fields": {"display_name": {}}}
        nested = {"child_ids": {"fields": {"child_ids": people}}}
        tags = {"fields": {"display_name": {}}}
        for user in self.treasurer_b | self.chair_b:
            for model, vals, shown in (
                ("account.move", values, spec),
                ("res.partner", deep, nested),
                ("res.partner", {"name": "x", "child_ids": [[6, 0, [amina]]]}, nested),
                ("res.partner", {"name": "x", "child_ids": [[1, amina, {}]]}, nested),
                (
                    "res.partner",
                    {"name": "x", "parent_id": {"child_ids": [[4, amina]]}},
                    nested,
                ),
                (
                    "calendar.event",
                    {"name": "x", "partner_ids": [[4, amina]]},
                    {"partner_ids": tags},
                ),
            ):
                for names in ([], list(vals)):
                    refused = self.assertRefused(
                        user, model, "onchange", [], vals, names, shown
                    )
                    self.assertTellsNothing(refused.words)
        self.assertRefused(
            self.treasurer_b,
            "account.move",
            "onchange",
            [],
            {"move_type": "entry"},
            [],
            spec,
            context={"default_line_ids": lines},
        )

    def test_the_lines_of_a_form_name_her_own(self):
        amina = self.amina.id
        spec = {"child_ids": {"fields": {"display_name": {}, "parent_id": {}}}}
        values = {"name": "x", "child_ids": [[4, amina, False]]}
        filled = self.call(
            self.treasurer_a, "res.partner", "onchange", [], values, ["name"], spec
        )
        self.assertIn("value", filled)

    def test_the_lines_of_a_form_are_asked_at_once(self):
        people = self.env["res.partner"].union(
            *(self.make_volunteer(self.group_a, f"w {n}").partner_id for n in range(8))
        )
        mine = self.env["res.partner"].with_user(self.treasurer_a)
        mine = mine.with_context(allowed_company_ids=self.company_a.ids)
        counts = []
        # the first time is for what Odoo keeps in mind of users and models
        for some in (people[:1], people[:1], people):
            lines = [[0, f"virtual_{p.id}", {"parent_id": p.id}] for p in some]
            lines += [[1, p.id, {"parent_id": p.id}] for p in some]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            mine._bydelsmor_check_form({"child_ids": lines})
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[2], counts[1])

    def test_the_group_s_own_company(self):
        """Its name, address and number are its own to write (trials 6)."""
        company = self.company_a
        for user in self.strangers:
            self.assertRefused(user, "res.company", "read", company.ids, ["name"])
            self.assertRefused(
                user, "res.company", "write", company.ids, {"name": "Ours"}
            )
            for values in ({"street": "Ours"}, {"vat": "DK12345674"}):
                self.assertRefused(
                    user, "res.partner", "write", company.partner_id.ids, values
                )
            mine = [["name", "ilike", "Testgruppe"]]
            self.assertEqual(
                self.call(user, "res.company", "search_read", mine, ["name"]),
                [{"id": self.company_b.id, "name": "Testgruppe B"}],
            )

    def test_rights_are_not_written_by_hand(self):
        treasurer = self.env.ref("bydelsmor.group_treasurer")
        admin = self.env.ref("base.user_admin")
        for values in (
            {"group_ids": [[4, treasurer.id]]},
            {"company_ids": [[4, self.company_a.id]]},
        ):
            for user in (self.treasurer_b, self.chair_b, self.secretariat):
                self.assertRefused(user, "res.users", "write", self.chair_b.ids, values)
        # Her own company she may choose, of those she is in: Odoo drops the rest.
        self.call(
            self.chair_b,
            "res.users",
            "write",
            self.chair_b.ids,
            {"company_id": self.company_a.id},
        )
        self.assertEqual(self.chair_b.company_id, self.company_b)
        self.call(
            admin,
            "res.users",
            "write",
            self.chair_b.ids,
            {"group_ids": [[4, treasurer.id]]},
        )
        self.assertFalse(self.chair_b.has_group("bydelsmor.group_treasurer"))
        for user in (self.treasurer_b, admin):
            self.assertRefused(
                user,
                "res.partner",
                "write",
                self.vol_member_b.partner_id.ids,
                {"bydelsmor_company_ids": [[4, self.company_a.id]]},
            )

    def test_no_mandate_by_hand_in_another_group(self):
        mandate = self.vol_board_b.mandate_ids[:1]
        for values in (
            {"volunteer_id": self.vol_mix_a.id},
            {"company_id": self.company_a.id},
        ):
            self.assertRefused(
                self.chair_b, "bydelsmor.mandate", "write", mandate.ids, values
            )
        self.assertRefused(
            self.chair_b,
            "bydelsmor.volunteer",
            "create",
            {"group_id": self.group_a.id, "name": "Spy"},
        )

    def test_faces(self):
        """Who may not read her sees the same grey picture for everybody."""
        face = papers.jpeg()
        self.amina.image_1920 = b64encode(face)
        for path in (
            f"/web/image/res.partner/{self.amina.id}/image_1920",
            f"/web/image/res.partner/{self.amina.id}/avatar_128",
            f"/web/image/res.users/{self.member_a.id}/avatar_128",
            f"/web/image/bydelsmor.volunteer/{self.vol_member_a.id}/avatar_128",
        ):
            size = path.rpartition("/")[2]
            nobody = f"/web/image/res.partner/999999/{size}"
            for user in self.strangers:
                grey = self.get(user, nobody).content
                self.assertEqual(self.get(user, path).content, grey, path)
        path = f"/web/image/res.partner/{self.amina.id}/image_1920"
        grey = self.get(self.chair_a, "/web/image/res.partner/999999/image_1920")
        self.assertNotEqual(self.get(self.chair_a, path).content, grey.content)

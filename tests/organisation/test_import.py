from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import file_open, mute_logger

from ..common import BydelsmorCommon

OPTIONS = {
    "has_headers": True,
    "quoting": '"',
    "separator": "",
    "date_format": "",
    "datetime_format": "",
    "float_thousand_separator": ",",
    "float_decimal_separator": ".",
    "advanced": True,
    "keep_matches": False,
    "name_create_enabled_fields": {},
    "import_set_empty_fields": [],
    "import_skip_records": [],
    "fallback_values": {},
    "skip": 0,
    "limit": 2000,
    "sheets": [],
    "sheet": "",
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

COLUMNS = {
    "bydelsmor.group": [
        "name",
        "municipality_id",
        "phase",
        "meeting_place",
        "language_ids",
        "cvr",
        "founding_date",
        "money_keeper",
    ],
    "bydelsmor.volunteer": [
        "group_id",
        "name",
        "phone",
        "email",
        "state",
        "date_active",
        "contract_date",
        "language_ids/language_id",
        "language_ids/level",
    ],
    "bydelsmor.mandate": [
        "import_group",
        "volunteer_id",
        "role",
        "date_start",
        "date_end",
    ],
}


class ImportCommon(BydelsmorCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("da_DK")
        cls.env.ref("base.module_bydelsmor")._update_translations(["da_DK"])

    def read_in(self, user, model, content, lang="en_US", mimetype="text/csv"):
        """Do what the import screen does: look at the file, then read it in.

        Return the fields that were matched and the result of the import."""
        env = self.env(user=user, context={"lang": lang, "tracking_disable": True})
        wizard = env["base_import.import"].create(
            {"res_model": model, "file": content, "file_type": mimetype}
        )
        options = dict(OPTIONS)
        preview = wizard.parse_preview(options)
        self.assertNotIn("error", preview)
        headers = preview["headers"]
        fields = [
            "/".join(preview["matches"].get(at) or []) for at in range(len(headers))
        ]
        options.update(preview["options"])
        return fields, wizard.execute_import(fields, headers, options)

    def read_template(self, user, model, lang):
        templates = self.env[model].with_context(lang=lang).get_import_templates()
        path = templates[0]["template"].lstrip("/")
        with file_open(path, "rb") as file:
            return self.read_in(user, model, file.read(), lang, XLSX)

    def read_csv(self, user, model, *lines, lang="en_US"):
        content = "\n".join(lines).encode()
        return self.read_in(user, model, content, lang)[1]

    def assertRead(self, result, count):
        self.assertFalse(result["messages"])
        self.assertEqual(len(result["ids"]), count)

    def assertWord(self, result, *words):
        self.assertFalse(result["ids"])
        text = " ".join(message["message"] for message in result["messages"])
        for word in words:
            self.assertIn(word, text)


@tagged("post_install", "-at_install")
class TestImportTemplates(ImportCommon):
    """The lists that we ship can be read in as they are, one after the other."""

    @freeze_time("2026-06-01")
    def _read_all(self, lang):
        results = {}
        for model, columns in COLUMNS.items():
            fields, result = self.read_template(self.secretariat, model, lang)
            self.assertEqual(fields, columns, "a heading was not understood")
            self.assertFalse(result["messages"])
            results[model] = self.env[model].browse(result["ids"])
        return results

    def _check(self, read, name, other_name):
        group, other = read["bydelsmor.group"]
        self.assertEqual((group.name, other.name), (name, other_name))
        self.assertEqual(group.municipality_id.code, "0461")
        self.assertEqual(group.region, "syddanmark")
        self.assertEqual(set(group.language_ids.mapped("code")), {"da", "ar", "so"})
        self.assertEqual(group.phase, "association")
        self.assertEqual(str(group.founding_date), "2022-03-24")
        self.assertTrue(group.company_id.is_bydelsmor_group)
        self.assertFalse(other.is_association)
        volunteers = read["bydelsmor.volunteer"]
        self.assertEqual(len(volunteers), 4)
        amina = volunteers[0]
        self.assertEqual((amina.group_id, amina.state), (group, "active"))
        self.assertEqual(amina.email, "amina@example.com")
        since = amina.mandate_ids.filtered(lambda m: m.role == "bydelsmor").date_start
        self.assertEqual(str(since), "2024-02-01")
        self.assertEqual(
            {(line.language_id.code, line.level) for line in amina.language_ids},
            {("so", "4"), ("da", "3")},
        )
        self.assertIn(amina.company_id, amina.partner_id.bydelsmor_company_ids)
        # one woman in two groups is one person
        self.assertEqual(volunteers[2].partner_id, volunteers[3].partner_id)
        self.assertEqual(volunteers[3].group_id, other)
        with freeze_time("2026-06-01"):
            self.env.invalidate_all()
            self.assertEqual(group.chair_id, amina)
            self.assertEqual(group.treasurer_id.name, "Fatma Eksempel")
            self.assertEqual(
                read["bydelsmor.mandate"].mapped("role"),
                ["chair", "treasurer", "auditor", "organisational_volunteer"],
            )
            self.assertEqual(read["bydelsmor.mandate"][3].group_id, other)

    def test_danish(self):
        self._check(
            self._read_all("da_DK"), "Bydelsmødre Eksempelby", "Bydelsmødre Prøvestad"
        )

    def test_english(self):
        self._check(
            self._read_all("en_US"), "Bydelsmødre Sampletown", "Bydelsmødre Trialville"
        )


@tagged("post_install", "-at_install")
class TestImportVolunteers(ImportCommon):
    def test_board_reads_in_its_own_group(self):
        result = self.read_csv(
            self.chair_a,
            "bydelsmor.volunteer",
            "Group,Name,Phone,State",
            "Testgruppe A,Hodan,20000001,Active",
            "Testgruppe A,Leyla,20000002,Candidate",
        )
        self.assertRead(result, 2)
        hodan = self.env["bydelsmor.volunteer"].browse(result["ids"][0])
        self.assertEqual(hodan.company_id, self.company_a)
        self.assertEqual(hodan.mandate_ids.mapped("role"), ["bydelsmor"])

    @mute_logger("odoo.sql_db")
    def test_group_of_others_is_no_match(self):
        result = self.read_csv(
            self.chair_a, "bydelsmor.volunteer", "Group,Name", "Testgruppe B,Hodan"
        )
        self.assertWord(result, "Testgruppe B")
        self.assertFalse(
            self.env["bydelsmor.volunteer"].search([("name", "=", "Hodan")])
        )

    def test_list_read_twice_is_refused_with_a_word(self):
        rows = ("Group,Name", "Testgruppe A,Hodan", "Testgruppe A,Leyla")
        self.assertRead(self.read_csv(self.chair_a, "bydelsmor.volunteer", *rows), 2)
        again = self.read_csv(self.chair_a, "bydelsmor.volunteer", *rows)
        self.assertWord(again, "Hodan is in Testgruppe A already", "Leyla is in")

    def test_same_name_twice_in_the_list(self):
        result = self.read_csv(
            self.chair_a,
            "bydelsmor.volunteer",
            "Group,Name",
            "Testgruppe A,Hodan",
            "Testgruppe A,hodan",
        )
        self.assertWord(result, "hodan is in Testgruppe A already")

    def test_known_email_links_to_the_same_person(self):
        self.vol_member_a.email = "Mette@Example.com"
        result = self.read_csv(
            self.secretariat,
            "bydelsmor.volunteer",
            "Group,Name,Email",
            "Testgruppe B,member a,mette@example.com",
        )
        self.assertRead(result, 1)
        second = self.env["bydelsmor.volunteer"].browse(result["ids"])
        self.assertEqual(second.partner_id, self.vol_member_a.partner_id)
        self.assertEqual(second.group_id, self.group_b)

    def test_email_of_somebody_else_gets_a_word(self):
        self.vol_member_a.email = "shared@example.com"
        result = self.read_csv(
            self.secretariat,
            "bydelsmor.volunteer",
            "Group,Name,Email",
            "Testgruppe B,Her Sister,shared@example.com",
        )
        self.assertWord(result, "shared@example.com", "Her Sister")

    def test_board_cannot_take_in_a_person_it_does_not_see(self):
        self.vol_member_b.email = "bea@example.com"
        result = self.read_csv(
            self.chair_a,
            "bydelsmor.volunteer",
            "Group,Name,Email",
            "Testgruppe A,member b,bea@example.com",
        )
        self.assertWord(result, "Ask the secretariat")
        self.assertNotIn(
            self.company_a, self.vol_member_b.partner_id.bydelsmor_company_ids
        )

    def test_auditor_cannot_read_volunteers_in(self):
        result = self.read_csv(
            self.auditor_a, "bydelsmor.volunteer", "Group,Name", "Testgruppe A,Hodan"
        )
        self.assertTrue(result["messages"])
        self.assertFalse(result["ids"])

    def test_by_hand_two_of_a_name_may_be_written(self):
        Volunteer = self.env["bydelsmor.volunteer"].with_user(self.chair_a)
        for _time in range(2):
            Volunteer.create({"group_id": self.group_a.id, "name": "Hodan"})
        self.assertEqual(Volunteer.search_count([("name", "=", "Hodan")]), 2)


@tagged("post_install", "-at_install")
class TestImportMandates(ImportCommon):
    HEAD = "Name of the group,Volunteer,Role"

    def test_same_name_in_two_groups_needs_the_group(self):
        for group in (self.group_a, self.group_b):
            self.make_volunteer(group, "Hodan")
        without = self.read_csv(
            self.secretariat, "bydelsmor.mandate", "Volunteer,Role", "Hodan,Secretary"
        )
        self.assertWord(without, "more than one Hodan")
        result = self.read_csv(
            self.secretariat,
            "bydelsmor.mandate",
            self.HEAD,
            "testgruppe b,Hodan,Secretary",
        )
        self.assertRead(result, 1)
        mandate = self.env["bydelsmor.mandate"].browse(result["ids"])
        self.assertEqual((mandate.group_id, mandate.role), (self.group_b, "secretary"))

    def test_unknown_volunteer_gets_a_word_on_her_row(self):
        result = self.read_csv(
            self.secretariat,
            "bydelsmor.mandate",
            self.HEAD,
            "Testgruppe A,member a,Secretary",
            "Testgruppe A,Nobody,Secretary",
        )
        self.assertWord(result, "Nobody", "Testgruppe A")
        self.assertEqual(result["messages"][0]["record"], 1)

    def test_chair_gives_roles_in_her_group_only(self):
        result = self.read_csv(
            self.chair_a,
            "bydelsmor.mandate",
            self.HEAD,
            "Testgruppe A,member a,Secretary",
        )
        self.assertRead(result, 1)
        other = self.read_csv(
            self.chair_a,
            "bydelsmor.mandate",
            self.HEAD,
            "Testgruppe B,member b,Secretary",
        )
        self.assertWord(other, "member b")

    @mute_logger("odoo.sql_db")
    def test_second_chair_is_refused(self):
        result = self.read_csv(
            self.secretariat,
            "bydelsmor.mandate",
            self.HEAD,
            "Testgruppe A,member a,Chair",
        )
        self.assertTrue(result["messages"])
        self.assertFalse(result["ids"])

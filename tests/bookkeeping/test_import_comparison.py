from odoo.tests import tagged
from odoo.tools import mute_logger

from ..organisation.test_import import ImportCommon

MODEL = "bydelsmor.comparison.line"


@tagged("post_install", "-at_install")
class TestImportComparison(ImportCommon):
    """Last year's figures from a list, for the column beside this year's."""

    def _template(self, lang, name):
        group = self.env["bydelsmor.group"].create({"name": name})
        fatma = self.make_volunteer(group, "Fatma", "treasurer")
        fields, result = self.read_template(fatma._ensure_user(), MODEL, lang)
        self.assertEqual(fields, ["company_id", "year", "key", "amount"])
        self.assertRead(result, 5)
        lines = self.env[MODEL].browse(result["ids"])
        self.assertEqual(lines.company_id, group.company_id)
        self.assertEqual(set(lines.mapped("year")), {2025})
        self.assertEqual(
            {line.key: line.amount for line in lines},
            {
                "grants": 24000,
                "own_income": 3150.5,
                "activities": 14210.75,
                "meetings": 5480,
                "bank": 9120.25,
            },
        )

    def test_danish_template(self):
        self._template("da_DK", "Bydelsmødre Eksempelby")

    def test_english_template(self):
        self._template("en_US", "Bydelsmødre Sampletown")

    def test_danish_spreadsheet_saved_as_csv(self):
        fields, result = self.read_in(
            self.treasurer_a,
            MODEL,
            "År;Linje;Beløb\n2025;Tilskud;12.345,50\n2025;Bank;1.000,00\n".encode(),
            "da_DK",
        )
        self.assertEqual(fields, ["year", "key", "amount"])
        self.assertRead(result, 2)
        lines = self.env[MODEL].browse(result["ids"])
        self.assertEqual(lines.mapped("amount"), [12345.5, 1000])
        self.assertEqual(lines.company_id, self.company_a)

    @mute_logger("odoo.sql_db")
    def test_list_read_twice_is_refused_with_a_word(self):
        rows = ("Year,Line,Amount", "2025,Grants,100", "2025,Bank,50")
        self.assertRead(self.read_csv(self.treasurer_a, MODEL, *rows), 2)
        again = self.read_csv(self.treasurer_a, MODEL, *rows)
        self.assertWord(again, "has been typed already")

    def test_only_the_treasurer_of_the_group(self):
        rows = ("Group,Year,Line,Amount", "Testgruppe A,2025,Grants,100")
        for user in (self.board_a, self.auditor_a, self.treasurer_b):
            result = self.read_csv(user, MODEL, *rows)
            self.assertTrue(result["messages"], user.name)
            self.assertFalse(result["ids"], user.name)
        self.assertRead(self.read_csv(self.treasurer_a, MODEL, *rows), 1)

from collections import Counter

from babel import Locale

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged

VOCABULARIES = (
    "bydelsmor.municipality",
    "bydelsmor.language",
    "bydelsmor.milestone",
    "bydelsmor.leave.reason",
)


@tagged("post_install", "-at_install")
class TestVocabularies(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("da_DK")
        module = cls.env.ref("base.module_bydelsmor")
        module._update_translations(["da_DK"])

    def test_municipalities(self):
        municipalities = self.env["bydelsmor.municipality"].search([])
        self.assertEqual(len(municipalities), 98)
        self.assertEqual(len(set(municipalities.mapped("name"))), 98)
        self.assertEqual(len(set(municipalities.mapped("code"))), 98)
        self.assertEqual(
            Counter(municipalities.mapped("region")),
            {
                "hovedstaden": 29,
                "sjaelland": 17,
                "syddanmark": 22,
                "midtjylland": 19,
                "nordjylland": 11,
            },
        )
        self.assertEqual(self.env.ref("bydelsmor.municipality_0461").name, "Odense")

    def test_municipality_found_by_code(self):
        found = self.env["bydelsmor.municipality"].name_search("0751")
        self.assertEqual([name for _id, name in found], ["Aarhus"])

    def test_names_as_people_write_them(self):
        Municipality = self.env["bydelsmor.municipality"]
        odense = self.env.ref("bydelsmor.municipality_0461")
        for name in ("Odense", "odense", "Odense Kommune", "0461"):
            found = Municipality.name_search(name, operator="=")
            self.assertEqual([id_ for id_, _name in found], odense.ids, name)
        Language = self.env["bydelsmor.language"].with_context(lang="da_DK")
        arabic = self.env.ref("bydelsmor.language_ar")
        for name in ("Arabisk", "arabisk ", "ar", "العربية"):
            found = Language.name_search(name, operator="=")
            self.assertEqual([id_ for id_, _name in found], arabic.ids, name)

    def test_languages_have_danish_names(self):
        languages = self.env["bydelsmor.language"].search([])
        self.assertGreaterEqual(len(languages), 150)
        stored = dict(self._danish_names(languages))
        self.assertFalse([code for code, name in stored.items() if not name])
        # Babel's names move a little between its versions, so not every one is
        # compared: a list typed by hand would not come near.
        babel = Locale("da").languages
        known = [code for code in stored if code in babel]
        same = [c for c in known if stored[c].casefold() == babel[c].casefold()]
        self.assertGreater(len(same), 0.95 * len(known))
        for code in ("so", "prs", "ckb", "ti", "ta", "ur", "pa", "rif", "sq", "bs"):
            self.assertIn(code, stored)

    def _danish_names(self, languages):
        """Code and Danish name as stored: reading would fall back on English."""
        self.env.cr.execute(
            "SELECT code, name->>'da_DK' FROM bydelsmor_language WHERE id IN %s",
            [languages._ids],
        )
        return self.env.cr.fetchall()

    def test_language_with_its_own_name_beside(self):
        arabic = self.env.ref("bydelsmor.language_ar")
        self.assertEqual(arabic.display_name, "Arabic")
        self.assertEqual(
            arabic.with_context(bydelsmor_native_name=True).display_name,
            "Arabic · العربية",
        )
        danish = self.env.ref("bydelsmor.language_da").with_context(lang="da_DK")
        self.assertEqual(
            danish.with_context(bydelsmor_native_name=True).display_name, "Dansk"
        )

    def test_milestones_of_each_phase(self):
        milestones = self.env["bydelsmor.milestone"].search([])
        phases = list(dict.fromkeys(milestones.mapped("phase")))
        self.assertEqual(phases, ["start", "training", "going", "association"])
        for count in Counter(milestones.mapped("phase")).values():
            self.assertIn(count, range(4, 9))

    def test_rather_not_say_stands_first(self):
        reasons = self.env["bydelsmor.leave.reason"].search([])
        self.assertEqual(
            reasons[0], self.env.ref("bydelsmor.leave_reason_rather_not_say")
        )

    def test_only_the_secretariat_changes_them(self):
        internal = new_test_user(self.env, "vocabulary_user", groups="base.group_user")
        portal = new_test_user(self.env, "vocabulary_woman", groups="base.group_portal")
        secretariat = new_test_user(
            self.env, "vocabulary_office", groups="bydelsmor.group_secretariat"
        )
        for model in VOCABULARIES:
            record = self.env[model].search([], limit=1)
            for user in (internal, portal):
                self.assertTrue(record.with_user(user).name)
                with self.assertRaises(AccessError):
                    record.with_user(user).name = "Changed"
                with self.assertRaises(AccessError):
                    record.with_user(user).copy()
            record.with_user(secretariat).name = "Changed"
            with self.assertRaises(AccessError):
                record.with_user(secretariat).unlink()

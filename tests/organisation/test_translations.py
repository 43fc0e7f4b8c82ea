import re
from pathlib import Path

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path
from odoo.tools.translate import TranslationModuleReader

from odoo.addons.bydelsmor.models.phone.places import LANGUAGES, is_on_phone

# Odoo's exporter knows no other name for it than `_`.
ALIAS = re.compile(r"^\s*(\w+) = (?:\w+\.)*env\._$", re.MULTILINE)
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sdf%]|\{\w+\}|</?[a-z]+")


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    """Danish is complete: whoever adds words to a screen adds them to ``da.po``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        danish = polib.pofile(file_path("bydelsmor/i18n/da.po"))
        cls.danish = {entry.msgid: entry.msgstr for entry in danish}

    def _terms(self):
        reader = TranslationModuleReader(self.env.cr, modules=["bydelsmor"])
        return {source for _module, _kind, _name, _id, source, *_rest in reader}

    def test_every_word_has_its_danish(self):
        missing = {term for term in self._terms() if not self.danish.get(term)}
        self.assertFalse(
            missing, "run the i18n command and translate these in i18n/da.po"
        )

    def test_placeholders_and_tags_are_the_same(self):
        for source, translation in self.danish.items():
            self.assertEqual(
                sorted(PLACEHOLDER.findall(source)),
                sorted(PLACEHOLDER.findall(translation)),
                source,
            )

    def test_words_of_the_code_say_so(self):
        """Odoo reads those of Python and JavaScript from entries that name the kind,
        and leaves the others in English without a word."""
        kinds = {".py": "odoo-python", ".js": "odoo-javascript"}
        for name in ("da", *LANGUAGES):
            for entry in polib.pofile(file_path(f"bydelsmor/i18n/{name}.po")):
                for place, _line in entry.occurrences:
                    kind = place.startswith("code:") and kinds.get(place[-3:])
                    if kind:
                        self.assertIn(kind, entry.comment, f"{name}: {entry.msgid}")

    def test_phone_words_in_every_language(self):
        """The words of the phone pages, all of them and no others."""
        records = {
            place.rpartition(":")[2]
            for entry in polib.pofile(file_path("bydelsmor/i18n/so.po"))
            for place, _line in entry.occurrences
        }
        wanted = {
            entry.msgid
            for entry in polib.pofile(file_path("bydelsmor/i18n/bydelsmor.pot"))
            if any(is_on_phone(place, records) for place, _line in entry.occurrences)
        }
        for name in LANGUAGES:
            words = polib.pofile(file_path(f"bydelsmor/i18n/{name}.po"))
            self.assertEqual({entry.msgid for entry in words}, wanted, name)
            for entry in words:
                self.assertTrue(entry.msgstr, f"{name}: {entry.msgid}")
                self.assertEqual(
                    sorted(PLACEHOLDER.findall(entry.msgid)),
                    sorted(PLACEHOLDER.findall(entry.msgstr)),
                    f"{name}: {entry.msgid}",
                )

    def test_template_holds_the_same_words(self):
        template = polib.pofile(file_path("bydelsmor/i18n/bydelsmor.pot"))
        self.assertEqual({entry.msgid for entry in template}, set(self.danish))

    def test_no_word_hides_from_the_export(self):
        root = Path(file_path("bydelsmor/__manifest__.py")).parent
        for folder in ("controllers", "demo", "models", "wizard"):
            for source in (root / folder).rglob("*.py"):
                names = set(ALIAS.findall(source.read_text(encoding="utf-8")))
                self.assertLessEqual(names, {"_"}, source.name)

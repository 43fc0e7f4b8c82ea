"""Merge the exported words into the translations, or only tell what is missing.

    merge_words.py EXPORTED.pot FOLDER [--check]

FOLDER is the addon's ``i18n``. A translation whose word has gone is dropped, a
new word is added without one, and a hand's work is never overwritten. Danish gets
all words, the other languages those of the phone pages. Prints the numbers as JSON.
"""

import json
import runpy
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent.parent
PLACES = runpy.run_path(str(ROOT / "models" / "phone" / "places.py"))

WIDTH = 78  # as Odoo itself writes them
# when the words are exported is no news and would differ on every export
DATES = ("POT-Creation-Date", "PO-Revision-Date")
PLURALS = {"da": "nplurals=2; plural=(n != 1);"}

CHECKED = "checked by a native speaker"
NOTE = f"""The words of the phone pages in this language, and no others.
A native speaker who has checked a translation says so in a comment above it:
    # {CHECKED}
Translations without that comment were written with care but not checked.
Checked so far: %s of %s."""


def merge(exported, folder, check):
    pot_path, po_path = folder / "bydelsmor.pot", folder / "da.po"
    new = polib.pofile(str(exported), wrapwidth=WIDTH)
    pot = polib.pofile(str(pot_path), wrapwidth=WIDTH) if pot_path.exists() else new
    po = _opened(po_path, "da")
    new.metadata.update({k: v for k, v in pot.metadata.items() if k in DATES})
    added, gone = _difference(new, po)
    if not check:
        _take_over(new, po)
        folder.mkdir(exist_ok=True)
        new.save(str(pot_path))
        po.save(str(po_path))
    phone = _on_phone(new, json.loads(exported.with_suffix(".json").read_text()))
    return {
        "words": len(new),
        "added": added,
        "gone": gone,
        "untranslated": _untranslated(new, po),
        "fuzzy": [entry.msgid for entry in po if entry.fuzzy],
        "stale": _words(pot) != _words(new),
        "phone": len(phone),
        "languages": {
            language: _merge_phone(phone, folder / f"{language}.po", language, check)
            for language in PLACES["LANGUAGES"]
        },
    }


def _on_phone(new, records):
    """Return the words of the phone pages, each with its places there."""
    records = set(records)
    phone = polib.POFile(wrapwidth=WIDTH)
    phone.metadata = new.metadata
    for entry in new:
        places = [
            occurrence
            for occurrence in entry.occurrences
            if PLACES["is_on_phone"](occurrence[0], records)
        ]
        if places:
            phone.append(
                polib.POEntry(
                    msgid=entry.msgid, comment=entry.comment, occurrences=places
                )
            )
    return phone


def _merge_phone(phone, path, language, check):
    po = _opened(path, language)
    stale = _words(phone) != _words(po)
    if not check:
        _take_over(phone, po)
        checked = _checked(po)
        po.header = NOTE % (checked or "none", len(po))
        po.save(str(path))
    return {
        "untranslated": _untranslated(phone, po),
        "checked": _checked(po),
        "stale": stale,
    }


def _opened(path, language):
    if path.exists():
        return polib.pofile(str(path), wrapwidth=WIDTH)
    return _empty(language)


def _empty(language):
    po = polib.POFile(wrapwidth=WIDTH)
    po.metadata = {
        "Project-Id-Version": "Odoo Server 19.0",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if language in PLURALS:
        po.metadata["Plural-Forms"] = PLURALS[language]
    return po


def _words(po):
    return {entry.msgid for entry in po if not entry.obsolete}


def _untranslated(new, po):
    done = {
        entry.msgid
        for entry in po
        if entry.msgstr and not entry.obsolete and not entry.fuzzy
    }
    return [entry.msgid for entry in new if entry.msgid not in done]


def _checked(po):
    return sum(CHECKED in entry.tcomment for entry in po if not entry.obsolete)


def _difference(new, po):
    return sorted(_words(new) - _words(po)), sorted(_words(po) - _words(new))


def _take_over(new, po):
    """Give the translation the template's words, places and order."""
    known = {entry.msgid: entry for entry in po if not entry.obsolete}
    del po[:]
    for entry in new:
        old = known.get(entry.msgid)
        entry_copy = polib.POEntry(
            msgid=entry.msgid,
            msgstr=old.msgstr if old else "",
            comment=entry.comment,
            tcomment=old.tcomment if old else "",
            occurrences=entry.occurrences,
            flags=old.flags if old else list(entry.flags),
        )
        po.append(entry_copy)


if __name__ == "__main__":
    exported, folder, *words = sys.argv[1:]
    json.dump(merge(Path(exported), Path(folder), "--check" in words), sys.stdout)

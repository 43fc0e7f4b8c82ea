"""Merge the exported words into the translation, or only tell what is missing.

    merge_words.py EXPORTED.pot FOLDER [--check]

FOLDER is the addon's ``i18n``. A translation whose word has gone is dropped, a
new word is added without one, and a hand's work is never overwritten. Prints
the numbers as JSON.
"""

import json
import sys
from pathlib import Path

import polib

WIDTH = 78  # as Odoo itself writes them
# when the words are exported is no news and would differ on every export
DATES = ("POT-Creation-Date", "PO-Revision-Date")


def merge(exported, folder, check):
    pot_path, po_path = folder / "bydelsmor.pot", folder / "da.po"
    new = polib.pofile(str(exported), wrapwidth=WIDTH)
    pot = polib.pofile(str(pot_path), wrapwidth=WIDTH) if pot_path.exists() else new
    po = polib.pofile(str(po_path), wrapwidth=WIDTH) if po_path.exists() else _empty()
    new.metadata.update({k: v for k, v in pot.metadata.items() if k in DATES})
    added, gone = _difference(new, po)
    if not check:
        _take_over(new, po)
        folder.mkdir(exist_ok=True)
        new.save(str(pot_path))
        po.save(str(po_path))
    return {
        "words": len(new),
        "added": added,
        "gone": gone,
        "untranslated": [
            entry.msgid for entry in new if not _translation(po, entry.msgid)
        ],
        "fuzzy": [entry.msgid for entry in po if entry.fuzzy],
        "stale": _words(pot) != _words(new),
    }


def _empty():
    po = polib.POFile(wrapwidth=WIDTH)
    po.metadata = {
        "Project-Id-Version": "Odoo Server 19.0",
        "Language": "da",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return po


def _words(po):
    return {entry.msgid for entry in po if not entry.obsolete}


def _translation(po, word):
    entry = po.find(word)
    return entry.msgstr if entry and not entry.obsolete and not entry.fuzzy else ""


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

"""``i18n``: keep the template of words and the Danish translation current."""

import json

from ..child import Failed
from ..home import REPO
from ..machine import Machine
from ..say import Progress, Stop, say

SHOWN = 20


def i18n(words):
    """Export the addon's words and merge them into i18n/da.po.

    --check changes nothing, and fails while a word has no Danish or the files
    are not current.
    """
    check = "--check" in words
    outcome = _exported(check)
    untranslated, fuzzy = outcome["untranslated"], outcome["fuzzy"]
    say(f"\n{outcome['words']} words, {len(untranslated)} without Danish.")
    for title, names in (
        ("New", outcome["added"]),
        ("No longer used", outcome["gone"]),
        ("Without Danish", untranslated),
        ("To be looked at again", fuzzy),
    ):
        _show(title, names)
    if check and (untranslated or fuzzy or outcome["stale"]):
        what = "have no Danish" if untranslated or fuzzy else "are not exported"
        raise Stop(
            f"Some words {what}.",
            "python3 dev i18n, then translate what is empty in i18n/da.po",
        )
    if untranslated:
        say("Next: fill in what is empty in i18n/da.po, and commit both files.")
    return 0


def _exported(check):
    machine = Machine()
    machine.home.prepare()
    progress = Progress(total=3)
    try:
        machine.build(progress, machine.lists, {})
        with machine.running():
            database = machine.built(progress, demo=False)
            with progress.step("Exporting the words"):
                return _merge(machine, database, check)
    finally:
        progress.close()


def _merge(machine, database, check):
    home = machine.home
    exported = home.clone / "words.po"
    try:
        machine.inside(database, "export_words", str(exported))
        answer = machine.script(
            "merge_words", exported, REPO / "i18n", *(["--check"] if check else [])
        )
    except Failed as failed:
        raise failed.stop(
            "The words could not be exported", "See the log", "Error"
        ) from None
    return json.loads(answer[-1])


def _show(title, names):
    if not names:
        return
    say(f"\n{title} ({len(names)}):")
    for name in names[:SHOWN]:
        say(f"  {name.strip().splitlines()[0][:100]}")
    if len(names) > SHOWN:
        say(f"  ... and {len(names) - SHOWN} more")

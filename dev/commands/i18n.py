"""``i18n``: keep the template of words and the translations current."""

import json

from ..child import Failed
from ..home import REPO
from ..machine import Machine
from ..say import Progress, Stop, say

SHOWN = 20


def i18n(words):
    """Export the addon's words and merge them into the translations.

    Danish (i18n/da.po) gets all words, the other languages those of the phone pages.
    --check changes nothing, and fails while a word lacks a translation or the files
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
    open_languages = _show_languages(outcome)
    missing = untranslated or fuzzy or open_languages
    stale = outcome["stale"] or any(
        language["stale"] for language in outcome["languages"].values()
    )
    if check and (missing or stale):
        what = "have no translation" if missing else "are not exported"
        raise Stop(
            f"Some words {what}.",
            "python3 dev i18n, then translate what is empty in i18n/*.po",
        )
    if missing:
        say("Next: fill in what is empty in i18n/*.po, and commit the files.")
    return 0


def _show_languages(outcome):
    """Tell how far the phone's languages are; return those that lack words."""
    say(f"\n{outcome['phone']} of the words stand on the phone pages:")
    for name, language in outcome["languages"].items():
        say(
            f"  {name}: {len(language['untranslated'])} not translated, "
            f"{language['checked']} checked by a native speaker"
        )
    lacking = {
        word: name
        for name, language in outcome["languages"].items()
        for word in language["untranslated"]
    }
    _show("Not in every language of the phone pages", sorted(lacking))
    return set(lacking.values())


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

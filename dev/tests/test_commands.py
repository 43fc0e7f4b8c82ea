"""The commands around the addon: what they take in and what they leave."""

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import polib
import pytest
from conftest import DEV

from dev.commands.test import Chosen
from dev.machine import demo_failure

ROOT = DEV.parent
LINK = Path("addons", "bydelsmor")


def test_all_tests_are_chosen_when_none_is_named():
    chosen = Chosen(["-k", "receipt"], LINK)
    assert chosen.plain == [str(LINK / "tests")]
    assert chosen.own == [str(DEV / "tests")]
    assert chosen.options == ["-k", "receipt"]


def test_a_named_test_is_reached_through_the_link(monkeypatch):
    monkeypatch.chdir("/")
    chosen = Chosen(["tests/__init__.py::TestX::test_y", "-x"], LINK)
    assert chosen.plain == [f"{LINK}/tests/__init__.py::TestX::test_y"]
    assert not chosen.own
    assert chosen.options == ["-x"]


def test_a_test_of_the_commands_is_not_run_in_odoo(monkeypatch):
    monkeypatch.chdir(ROOT)
    chosen = Chosen(["dev/tests/test_start.py"], LINK)
    assert chosen.own == [str(DEV / "tests" / "test_start.py")]
    assert not chosen.plain


def test_the_zip_is_the_addon_and_nothing_for_developers(empty, tmp_path):
    target = tmp_path / "addon.zip"
    done = empty.run("zip", target)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
        manifest = ast.literal_eval(archive.read("bydelsmor/__manifest__.py").decode())
    assert all(name.startswith("bydelsmor/") for name in names)
    for left_out in ("dev/", "tests/", ".ci/"):
        assert not any(name.startswith(f"bydelsmor/{left_out}") for name in names)
    for item in manifest["data"] + manifest["demo"]:
        assert f"bydelsmor/{item}" in names


def test_what_stopped_the_demo_data_is_told_and_not_what_followed():
    tail = [
        "odoo.exceptions.UserError: of long before",
        "WARNING x odoo.modules.loading: Module y demo data failed to install, ...",
        "Traceback (most recent call last):",
        "    raise UserError(",
        "odoo.exceptions.UserError: Write when the invitation was sent.",
        "odoo.tools.convert.ParseError: while parsing demo.xml:3",
        "odoo.exceptions.MissingError: Record does not exist or has been deleted.",
    ]
    told = demo_failure(tail)
    assert told == "odoo.exceptions.UserError: Write when the invitation was sent."
    assert demo_failure(tail[2:]) is None


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_backup_and_restore_ask_for_a_file(empty, command):
    assert "Name one file" in empty.refused(command)


def test_what_is_no_backup_is_not_restored(empty, tmp_path):
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("letter.txt", "hello")
    assert "is no backup" in empty.refused("restore", other)
    assert "does not exist" in empty.refused("restore", tmp_path / "none.zip")


def test_clean_leaves_what_is_not_its_own(borrowed):
    foreign = borrowed.root / "letter.txt"
    foreign.write_text("keep me")
    (borrowed.root / "log").mkdir()
    done = borrowed.run("clean", "--all")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in borrowed.root.glob("[!.]*") if path.is_file()] == [
        "letter.txt"
    ]
    assert not (borrowed.root / "log").exists()
    # the real home's Odoo was only linked to
    assert (borrowed.root / "venv").resolve().is_dir()


POT = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

#: model:x
msgid "Group"
msgstr ""

#: model:y
msgid "Receipt"
msgstr ""
"""
PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: da\\n"

msgid "Group"
msgstr "Gruppe"

msgid "Gone"
msgstr "Væk"
"""


def merge(folder, *words):
    exported = folder / "words.pot"
    exported.write_text(POT)
    exported.with_suffix(".json").write_text("[]")  # no words of the phone pages
    script = DEV / "inside" / "merge_words.py"
    command = [sys.executable, script, exported, folder, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_merging_keeps_the_danish_that_is_there(tmp_path):
    (tmp_path / "da.po").write_text(PO)
    said = merge(tmp_path)
    assert '"untranslated": ["Receipt"]' in said
    assert '"gone": ["Gone"]' in said
    danish = {entry.msgid: entry.msgstr for entry in polib.pofile(tmp_path / "da.po")}
    assert danish == {"Group": "Gruppe", "Receipt": ""}
    assert len(polib.pofile(tmp_path / "bydelsmor.pot")) == 2


def test_checking_the_words_changes_nothing(tmp_path):
    (tmp_path / "da.po").write_text(PO)
    assert '"untranslated": ["Receipt"]' in merge(tmp_path, "--check")
    assert (tmp_path / "da.po").read_text() == PO
    assert not (tmp_path / "bydelsmor.pot").exists()


def test_no_host_and_no_private_path_is_in_the_repository():
    words = ("deb." + "debian.org", "pypi." + "org", "files." + "pythonhosted")
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "dev", ".ci", "*.md"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    for name in listed:
        text = (ROOT / name).read_text(errors="replace")
        assert not any(word in text for word in words), name

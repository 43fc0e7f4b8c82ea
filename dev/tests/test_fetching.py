"""Fetching Odoo and the packages: refusals, interruptions, Odoo of one's own."""

import shutil

import pytest

from dev import debian
from dev.child import Failed, from_os_error, run
from dev.home import Home, addon_stamp
from dev.say import Stop
from dev.wheels import Venv

NOWHERE = "http://127.0.0.1:9"  # the port of "discard": nobody listens
OFFLINE = {
    "http_proxy": NOWHERE,
    "https_proxy": NOWHERE,
    "PIP_RETRIES": "0",
    "PIP_NO_CACHE_DIR": "1",
}


def test_without_a_network_the_line_says_so(empty):
    said = empty.refused("demo", env=empty.env(BYDELSMOR_PORT=18099, **OFFLINE))
    assert "No network" in said
    assert "run the command again" in said


def test_without_apt_the_line_names_odoo_source(empty):
    env = empty.env(BYDELSMOR_PORT=18099, PATH="/nowhere", **OFFLINE)
    assert "ODOO_SOURCE" in empty.refused("demo", env=env)


def test_an_odoo_source_without_odoo_is_refused(tmp_path):
    with pytest.raises(Stop, match="holds no Odoo"):
        debian.find_source(str(tmp_path))


def odoo_of(version, folder):
    (folder / "odoo" / "addons").mkdir(parents=True)
    (folder / "odoo" / "release.py").write_text(f"version_info = ({version})\n")
    (folder / "addons").mkdir()
    return folder


def test_an_odoo_source_of_another_version_is_refused(tmp_path):
    odoo_of("18, 0, 0, 'final', 0, ''", tmp_path)
    with pytest.raises(Stop, match=r"not Odoo 19\.0"):
        debian.find_source(str(tmp_path))


def test_an_odoo_source_is_found_from_either_folder(tmp_path):
    odoo_of("19, 0, 0, 'final', 0, ''", tmp_path)
    assert debian.find_source(str(tmp_path)) == tmp_path
    assert debian.find_source(str(tmp_path / "odoo")) == tmp_path
    assert debian.addons_folders(tmp_path) == [
        tmp_path / "odoo" / "addons",
        tmp_path / "addons",
    ]


def test_a_full_disk_is_told_as_such(tmp_path):
    with pytest.raises(Failed) as caught:
        command = ["sh", "-c", "echo 'write: No space left on device'; exit 1"]
        run(command, tmp_path / "log")
    assert "disk is full" in caught.value.stop("x", "y").line
    try:
        with open("/dev/full", "w") as full:
            full.write("x")
            full.flush()
    except OSError as error:
        caught = error
    assert "disk is full" in from_os_error(caught).line


def test_a_small_disk_is_told_before_anything_is_fetched(tmp_path):
    room = shutil.disk_usage(tmp_path).free / 1e9
    home = Home(tmp_path)
    home.needed = room + 1
    with pytest.raises(Stop, match="GB are free"):
        home.prepare()


def test_packages_that_were_interrupted_are_made_again(borrowed, tmp_path):
    real = Venv(Home(borrowed.root), "venv", ["requirements.txt"])
    assert real.missing() == []
    broken = tmp_path / "broken"
    (broken / "venv").mkdir(parents=True)
    for mark in (borrowed.root / "venv").glob(".ready-*"):
        shutil.copy(mark, broken / "venv")
    venv = Venv(Home(broken), "venv", ["requirements.txt"])
    assert venv.missing() == []
    (broken / "venv" / ".begun").touch()
    assert venv.missing() == venv.lists


def test_the_addon_is_new_when_a_file_of_it_is(tmp_path):
    (tmp_path / "models").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "dev").mkdir()
    model = tmp_path / "models" / "group.py"
    model.write_text("a = 1\n")
    before = addon_stamp(tmp_path)
    (tmp_path / "tests" / "test_group.py").write_text("b = 1\n")
    (tmp_path / "dev" / "x.py").write_text("c = 1\n")
    (tmp_path / "README.md").write_text("d\n")
    assert addon_stamp(tmp_path) == before
    model.write_text("a = 2\n")
    assert addon_stamp(tmp_path) != before

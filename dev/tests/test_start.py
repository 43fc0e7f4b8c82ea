"""The start of the commands: which Python, which command, which settings."""

import os
import runpy
import socket
from pathlib import Path

import pytest
from conftest import DEV


def start():
    return runpy.run_path(str(DEV / "__main__.py"), run_name="not main")


def test_an_old_or_too_new_python_gets_a_line_with_the_mend():
    check = start()["check_python"]
    for version in ((2, 7), (3, 9, 18), (3, 14, 0)):
        line = check(version)
        assert "3.10, 3.11, 3.12 or 3.13" in line
        assert "Mend:" in line


def test_the_four_pythons_are_taken():
    check = start()["check_python"]
    assert not any(check((3, minor, 1)) for minor in (10, 11, 12, 13))


def test_the_start_itself_is_readable_for_any_python():
    text = (DEV / "__main__.py").read_text()
    assert "f'" not in text and 'f"' not in text and ":=" not in text


def test_without_words_all_commands_are_named(empty):
    done = empty.run()
    assert done.returncode == 0
    for name in "demo test lint bench shell odoo i18n zip backup restore clean".split():
        assert f"\n  {name} " in done.stdout
    assert str(empty.root) in done.stdout


def test_an_unknown_command_is_named(empty):
    assert "no command 'danse'" in empty.refused("danse")


def test_a_taken_port_is_told_before_anything_is_fetched(empty):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = empty.refused("demo", env=empty.env(BYDELSMOR_PORT=port))
    assert f"Port {port} is taken" in said
    assert f"BYDELSMOR_PORT={port + 1} python3 dev demo" in said
    assert not (empty.root / "venv").exists()


@pytest.mark.parametrize("port", ["eighty", "0", "70000"])
def test_a_port_that_is_none_is_told(empty, port):
    said = empty.refused("demo", env=empty.env(BYDELSMOR_PORT=port))
    assert "is no port number" in said


def test_a_home_inside_the_clone_is_refused(empty):
    inside = DEV.parent / "made"
    said = empty.refused("demo", env=empty.env(BYDELSMOR_HOME=inside))
    assert "inside the clone" in said
    assert not inside.exists()


def test_a_home_that_is_a_file_is_refused(empty):
    empty.root.write_text("not a folder")
    assert "is not a folder" in empty.refused("demo")


def test_a_home_that_cannot_be_made_is_refused(empty):
    said = empty.refused("demo", env=empty.env(BYDELSMOR_HOME="/proc/1/bydelsmor"))
    assert "/proc/1/bydelsmor" in said


def test_closed_streams_do_no_harm(empty):
    done = empty.run("danse", close_fds=True, preexec_fn=lambda: os.close(0))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_default_home_is_in_the_users_data_folder(empty, tmp_path):
    env = empty.env(XDG_DATA_HOME=tmp_path / "data")
    del env["BYDELSMOR_HOME"]
    assert str(tmp_path / "data" / "bydelsmor") in empty.run(env=env).stdout
    del env["XDG_DATA_HOME"]
    env["HOME"] = str(tmp_path / "me")
    expected = Path(env["HOME"]) / ".local" / "share" / "bydelsmor"
    assert str(expected) in empty.run(env=env).stdout

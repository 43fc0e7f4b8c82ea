"""The start of the commands: which Python, which command."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

DEV = Path(__file__).resolve().parent.parent


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


def test_an_unknown_command_is_named(tmp_path):
    done = subprocess.run(
        [sys.executable, str(DEV), "danse"],
        capture_output=True,
        text=True,
        env={**os.environ, "BYDELSMOR_HOME": str(tmp_path)},
    )
    assert done.returncode == 2
    assert "no command 'danse'" in done.stderr
    assert "Traceback" not in done.stderr

"""A home for each test, which borrows Odoo and packages from the real one."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

DEV = Path(__file__).resolve().parent.parent
BUILT = Path(os.environ["BYDELSMOR_BUILT"])
# what leads to the real home, or to a server of the user's own
FOREIGN = ("BYDELSMOR_", "ODOO_", "PG", "PYTHON")

# the commands are a package beside the addon's own packages
sys.path.append(str(DEV.parent))


class Commands:
    """Runs ``python3 dev ...`` in the test's own home."""

    def __init__(self, root):
        self.root = root

    def env(self, **more):
        env = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(FOREIGN)
        }
        env["BYDELSMOR_HOME"] = str(self.root)
        env.update({name: str(value) for name, value in more.items()})
        return env

    def start(self, *words, env=None, **more):
        return subprocess.Popen(
            [sys.executable, str(DEV), *map(str, words)],
            env=env or self.env(),
            text=True,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more},
        )

    def run(self, *words, timeout=120, env=None, **more):
        process = self.start(*words, env=env, **more)
        out, err = process.communicate(timeout=timeout)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def refused(self, *words, env=None, **more):
        """Run a command that must stop with a plain line, and return the line."""
        done = self.run(*words, env=env, **more)
        assert done.returncode not in (0, None), done.stdout
        assert "Traceback" not in done.stdout + done.stderr
        assert done.stderr.strip(), "it said nothing"
        return done.stderr


@contextlib.contextmanager
def real_machine():
    """Yield the real home's machine, with PostgreSQL running, and its progress.

    What it has built may be copied; nothing else of it is touched.
    """
    from dev.home import Home
    from dev.machine import Machine
    from dev.say import Progress

    machine = Machine(Home(BUILT))
    progress = Progress(total=3)
    try:
        machine.build(progress, machine.lists, {})
        with machine.running():
            yield machine, progress
    finally:
        progress.close()


@pytest.fixture
def empty(tmp_path):
    """A home that has nothing yet."""
    return Commands(tmp_path / "home")


@pytest.fixture
def borrowed(tmp_path):
    """A home with Odoo and the packages, but with a PostgreSQL of its own."""
    root = tmp_path / "home"
    root.mkdir()
    for name in ("odoo", "venv"):
        if (BUILT / name).exists():
            (root / name).symlink_to(BUILT / name)
    commands = Commands(root)
    if "ODOO_SOURCE" in os.environ:
        source = os.environ["ODOO_SOURCE"]
        commands.env = lambda **more: Commands.env(
            commands, **{"ODOO_SOURCE": source, **more}
        )
    yield commands
    commands.run("clean", "--all")

"""``demo`` killed at any moment: the next call goes on, and serves whole books."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
import urllib.request

import pytest
from conftest import Commands, real_machine

from dev import debian
from dev.home import Home
from dev.machine import Machine

PATIENCE = 300  # seconds, for a machine that has much else to do
# Stand for apt and dpkg-deb, which fetch and unpack a gigabyte in the real home.
# The first package is never finished: whoever unpacks it waits to be killed.
APT = """#!/bin/sh
case "$*" in
  *indextargets*) exec {apt} "$@" ;;
  *download*) touch odoo-19_1_all.deb ;;
esac
"""
DPKG = """#!/bin/sh
mkdir -p "$3/usr/lib/python3"
if mkdir {seen}; then exec sleep 600; fi
ln -s {odoo} "$3/usr/lib/python3/dist-packages"
"""


@pytest.fixture
def stage(tmp_path):
    """A home that has the packages and a freshly installed addon, but no Odoo and no
    demo yet; its PostgreSQL is the real home's."""
    commands = Commands(tmp_path / "home")
    home = Home(commands.root)
    with real_machine() as (machine, progress), contextlib.ExitStack() as after:
        built = machine.built(progress, demo=True)
        commands.root.mkdir()
        (commands.root / "venv").symlink_to(machine.home.root / "venv")
        _lend(machine, built, home, after)
        programs = _programs(tmp_path, machine.odoo)
        after.callback(commands.run, "clean", "--all")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        led = {n: v for n, v in machine.server.env().items() if n[:2] == "PG"}
        path = f"{programs}:{os.environ['PATH']}"
        env = commands.env(**led, PATH=path, BYDELSMOR_PORT=port)
        env["PYTHONUNBUFFERED"] = "1"  # or its words come late
        yield Stage(commands, home, machine.server, env, port)


def _lend(machine, built, home, after):
    """Copy the template of the demo, with its files, for another home."""
    server, own = machine.server, home.database("built_demo")
    for name in ("built_demo", "demo", "demo_new"):
        after.callback(server.drop, home.database(name))
    files = machine.home.data / "filestore"
    server.copy(built, own)
    lent = home.root / "data" / "filestore"
    lent.mkdir(parents=True)
    shutil.move(files / own, lent / own)
    other = Machine(home)
    other.odoo = machine.odoo
    here = home.root / "odoo" / debian.PYTHON_PATH
    stamp = other._deps_stamp().replace(str(machine.odoo), str(here))
    server.note(own, f"{other.addon_stamp()} {stamp}")


def _programs(folder, odoo):
    programs = folder / "programs"
    programs.mkdir()
    seen = folder / "seen"
    texts = {
        "apt-get": APT.format(apt=shutil.which("apt-get")),
        "dpkg-deb": DPKG.format(seen=seen, odoo=odoo),
    }
    for name, text in texts.items():
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    return programs


class Stage:
    """``python3 dev demo`` on a small stage."""

    def __init__(self, commands, home, server, env, port):
        self.commands = commands
        self.home = home
        self.server = server
        self.env = env
        self.port = port
        self.said = commands.root / "said.txt"

    @contextlib.contextmanager
    def playing(self):
        """Run the command, and kill it in the end."""
        with open(self.said, "w") as said:
            process = self.commands.start(
                "demo", env=self.env, stdout=said, stderr=subprocess.STDOUT
            )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def wait(self, is_so, process=None):
        """Wait for a moment, before which the command must not end."""
        begun = time.monotonic()
        while not is_so():
            assert process is None or process.poll() is None, self.said.read_text()
            assert time.monotonic() - begun < PATIENCE, self.said.read_text()
            time.sleep(0.02)

    def is_copying(self):
        """Tell whether PostgreSQL is at the copy of the template just now."""
        begins = f"CREATE DATABASE {self.home.database('demo')}_new %"
        return "0" != self.server.psql(
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
            f" AND query LIKE '{begins}'"
        )

    def is_half_made(self):
        return f"{self.home.database('demo')}_new" in self.server.databases()

    def is_served(self):
        return "The demo is served" in self.said.read_text()

    def is_left(self):
        """Tell whether nothing listens any more where the demo was."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) != 0

    def shows_the_demo(self):
        address = f"http://127.0.0.1:{self.port}/bydelsmor/first-steps"
        with urllib.request.urlopen(address, timeout=60) as answer:
            return "kasserer" in answer.read().decode()


def test_the_demo_goes_on_after_each_kill(stage, tmp_path):
    part, odoo = (stage.home.root / name for name in ("odoo.part", "odoo"))
    # while Odoo is unpacked
    with stage.playing() as process:
        stage.wait((tmp_path / "seen").is_dir, process)
    assert part.is_dir() and not odoo.exists()
    # while the database is copied, for an Odoo that is whole now
    with stage.playing() as process:
        stage.wait(stage.is_copying, process)
    assert odoo.is_dir() and not part.exists()
    # while Danish comes into it
    with stage.playing() as process:
        stage.wait(stage.is_copying, process)
        stage.wait(stage.is_half_made, process)
    assert not stage.server.stamp(stage.home.database("demo"))
    # while it is served
    with stage.playing() as process:
        stage.wait(stage.is_served, process)
        assert stage.shows_the_demo()
    assert not stage.is_half_made()
    stage.wait(stage.is_left)
    # and from then on at once
    with stage.playing() as process:
        stage.wait(stage.is_served, process)
        assert stage.shows_the_demo()
    said = stage.said.read_text()
    assert "Starting the server" in said
    for work in ("Installing", "Danish", "Odoo 19", "Traceback"):
        assert work not in said

"""PostgreSQL: the home's own, shared and killed, and one that refuses."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import DEV

from dev import postgres
from dev.home import Home
from dev.say import Stop
from dev.wheels import Venv

HOLD = """
import sys, time
sys.path.append(sys.argv[1])
from dev import postgres
from dev.home import Home
from dev.wheels import Venv
home = Home(sys.argv[2])
with postgres.Embedded(home, Venv(home, "venv", [])).running():
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def server(borrowed):
    home = Home(borrowed.root)
    home.prepare()
    return postgres.Embedded(home, Venv(home, "venv", []))


def holder(server):
    """Start another process that works with the server."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, DEV.parent, server.home.root],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def gone(server, patience=20):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if server._pid() is None:
            return True
        time.sleep(0.1)
    return False


def test_it_runs_while_it_is_needed(server):
    with server.running():
        assert server.psql("SELECT current_user") == "odoo"
        assert server.psql("SELECT lower('ØRE') = 'øre'") == "t"
    assert server._pid() is None


def test_only_its_owner_reaches_the_socket(server):
    with server.running():
        assert server.sockets.stat().st_mode & 0o077 == 0


def test_the_one_who_leaves_last_stops_it(server):
    other = holder(server)
    with server.running():
        other.communicate("")
        assert server.psql("SELECT 1") == "1"
    assert server._pid() is None


def test_the_one_who_leaves_first_lets_it_run(server):
    with server.running():
        pass
    other = holder(server)
    with server.running():
        pass
    assert server._pid() is not None
    other.communicate("")
    assert server._pid() is None


def test_it_stops_when_its_last_user_is_killed(server):
    other = holder(server)
    server._settle()
    assert server._pid() is not None
    other.kill()
    other.wait()
    assert gone(server)
    with server.running():
        assert server.psql("SELECT 1") == "1"


def test_it_starts_after_it_was_killed_itself(server):
    with server.running():
        os.kill(server._pid(), signal.SIGKILL)
        assert gone(server)
    with server.running():
        assert server.psql("SELECT 1") == "1"


def test_a_long_path_has_its_socket_elsewhere(borrowed, tmp_path):
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    (deep / "venv").symlink_to(borrowed.root / "venv")
    home = Home(deep)
    home.prepare()
    server = postgres.Embedded(home, Venv(home, "venv", []))
    with server.running():
        assert server.psql("SELECT 1") == "1"
        assert len(str(server.sockets)) < 100
    server.sockets.rmdir() if server.sockets.exists() else None
    borrowed.run("clean", "--all", env=borrowed.env(BYDELSMOR_HOME=deep))


def test_a_database_is_told_from_a_half_made_one(server):
    files = server.home.data / "filestore"
    with server.running():
        assert server.stamp("bydelsmor_x") is None
        server.create("bydelsmor_x")
        assert server.stamp("bydelsmor_x") == ""
        server.note("bydelsmor_x", "whole")
        assert server.stamp("bydelsmor_x") == "whole"
        (files / "bydelsmor_x").mkdir(parents=True)
        (files / "bydelsmor_x" / "photo").write_text("p")
        server.copy("bydelsmor_x", "bydelsmor_y")
        assert server.stamp("bydelsmor_y") == ""
        server.rename("bydelsmor_y", "bydelsmor_z")
        assert (files / "bydelsmor_z" / "photo").read_text() == "p"
        assert not (files / "bydelsmor_y").exists()
        assert server.databases() == ["bydelsmor_x", "bydelsmor_z"]
        server.drop("bydelsmor_z")
        assert not (files / "bydelsmor_z").exists()


def test_a_half_dropped_database_counts_as_half_made(server):
    with server.running():
        server.create("bydelsmor_x")
        server.note("bydelsmor_x", "whole")
        # what PostgreSQL leaves when a disk is full in the middle of a drop
        admin = {**server.env(PGUSER="postgres"), "PGDATABASE": "postgres"}
        sql = "UPDATE pg_database SET datconnlimit = -2 WHERE datname = 'bydelsmor_x'"
        program = Path(server.programs) / "psql"
        subprocess.run([program, "-c", sql], env=admin, check=True)
        assert server.stamp("bydelsmor_x") == ""
        server.drop("bydelsmor_x")
        assert server.stamp("bydelsmor_x") is None


def test_what_the_server_refuses_is_told_in_its_words(server):
    with server.running(), pytest.raises(postgres.Refused) as caught:
        server.psql("SELECT 1 / 0")
    stop = caught.value.stop()
    assert "PostgreSQL refused: ERROR:  division by zero" in stop.line
    assert "postgres.log" in stop.mend


def test_a_disk_that_was_full_for_the_server_is_told_as_such(server):
    log = server.home.log("postgres")
    log.write_text("PANIC: could not write to file: No space left on device\n")
    refused = postgres.Refused("server closed the connection", server.home.logs)
    assert "disk is full" in refused.stop().line
    os.utime(log, (0, 0))  # told long ago, and the room was made since
    assert "disk is full" not in refused.stop().line


def test_nobody_at_pghost_is_told(borrowed):
    said = borrowed.refused("odoo", "help", env=borrowed.env(PGHOST="/nowhere"))
    assert "PGHOST" in said and "refuses" in said and "/nowhere/.s.PGSQL" in said
    assert "unset PGHOST" in said


def outside(server, **more):
    """Return the checks that a server of the user's own has to pass."""
    before = dict(os.environ)
    os.environ.update(PGHOST=str(server.sockets), PGPORT="5432", **more)
    try:
        with postgres.server(server.home, Venv(server.home, "venv", [])).running():
            return None
    except Stop as stop:
        return stop
    finally:
        os.environ.clear()
        os.environ.update(before)


def test_a_server_of_ones_own_is_used_when_it_fits(server):
    with server.running():
        assert outside(server, PGUSER="odoo") is None


def test_a_role_that_does_not_fit_is_told(server):
    with server.running():
        assert "postgres" in outside(server, PGUSER="postgres").line
        assert "refuses" in outside(server, PGUSER="nobody_here").line
        admin = server.env(PGUSER="postgres")
        program = Path(server.programs) / "psql"
        sql = "CREATE ROLE weak LOGIN"
        subprocess.run([program, "-d", "postgres", "-c", sql], env=admin, check=True)
        stop = outside(server, PGUSER="weak")
        assert "may not create" in stop.line
        assert "ALTER ROLE weak CREATEDB" in stop.mend

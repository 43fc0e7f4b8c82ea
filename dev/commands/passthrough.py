"""``shell`` and ``odoo``: Odoo's own commands with the right configuration."""

import signal
import subprocess

from ..child import tied
from ..machine import Machine
from ..say import Progress, Stop


def shell(words):
    """Open a Python prompt on the demo's database, with ``env``."""
    return _with_demo(["shell", *words])


def odoo(words):
    """Run any Odoo command on the demo's database, with the right configuration."""
    return _with_demo(words)


def _with_demo(words):
    machine = Machine()
    machine.home.prepare()
    progress = Progress(total=3)
    try:
        machine.build(progress)
    finally:
        progress.close()
    with machine.running():
        database = machine.home.database("demo")
        if not machine.server.stamp(database):
            raise Stop("There is no demo database yet.", "python3 dev demo")
        env = machine.env(PGDATABASE=database)
        command = tied(machine.odoo_command(*words))
        process = subprocess.Popen(command, env=env)
        # Ctrl-C belongs to Odoo here, the prompt included
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return process.wait()
        finally:
            signal.signal(signal.SIGINT, before)

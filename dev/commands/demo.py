"""``demo``: build what is missing and serve the demo."""

import socket
import time
import urllib.error
import urllib.request

from ..child import Failed
from ..machine import CHANGING, LETTERS, PRINTING, Machine, stop_server
from ..say import Progress, Stop, say

AFTER_BUILDING = 4  # Odoo's modules, the addon, Danish, the server
PATIENCE = 120  # seconds that the server may take to answer


def demo(words):
    """Build what is missing and serve the demo on http://localhost:8069.

    --new makes the demo's database afresh; other words go to Odoo's server.
    """
    machine = Machine()
    home = machine.home
    home.prepare()
    new = "--new" in words
    words = [word for word in words if word != "--new"]
    with home.alone(
        f"demo-{home.key}",
        "The demo of this clone is already being served or built.",
        "Use that one, or stop it with Ctrl-C where it runs.",
    ):
        check_port(home.port)
        programs = {**PRINTING, **LETTERS}
        steps = machine.steps_to_build(programs=programs)
        progress = Progress(total=steps + AFTER_BUILDING)
        try:
            machine.build(progress, programs=programs)
            with machine.running():
                database = database_of(machine, progress, new)
                _serve(machine, progress, database, words)
        finally:
            progress.close()
    return 0


def check_port(port):
    for family, address in (
        (socket.AF_INET, "127.0.0.1"),
        (socket.AF_INET, "0.0.0.0"),
    ):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except PermissionError:
                raise Stop(
                    f"Port {port} is reserved for the machine's administrator.",
                    "BYDELSMOR_PORT=8070 python3 dev demo",
                ) from None
            except OSError:
                raise Stop(
                    f"Port {port} is taken by another program.",
                    f"BYDELSMOR_PORT={port + 1} python3 dev demo",
                ) from None


def database_of(machine, progress, new):
    """Return the demo's database, up to date with the addon."""
    server, home = machine.server, machine.home
    name = home.database("demo")
    stamp = machine.addon_stamp()
    noted = None if new else server.stamp(name)
    if noted == stamp:
        progress.expect(1)
        return name
    if noted:
        progress.expect(2)
        _update(machine, progress, name, stamp)
        return name
    template = machine.built(progress, demo=True)
    with progress.step("Danish and the first pages"):
        server.copy(template, f"{name}_new")
        try:
            machine.inside(f"{name}_new", "settle_demo")
        except Failed as failed:
            raise failed.stop(
                "The demo could not be prepared", "See the log", "Error"
            ) from None
        server.drop(name)
        server.rename(f"{name}_new", name)
        server.note(name, stamp)
    return name


def _update(machine, progress, name, stamp):
    with progress.step("The addon has changed: updating the demo"):
        machine.server.note(name, CHANGING)
        words = ["-d", name, "-u", "bydelsmor", "--stop-after-init", "--no-http"]
        try:
            machine.run_odoo(words, machine.home.log("update"))
        except Failed as failed:
            raise failed.stop(
                "The demo's database cannot be updated",
                "python3 dev demo --new makes it afresh",
                "Error",
            ) from None
        machine.server.note(name, stamp)


def _serve(machine, progress, database, words):
    port = machine.home.port
    with progress.step("Starting the server"):
        process = machine.serve(database, words)
        try:
            wait_for(process, machine, port)
        except BaseException:
            stop_server(process)
            raise
    progress.close()
    try:
        _welcome(machine, progress.seconds)
        code = process.wait()
    except KeyboardInterrupt:
        say("\nStopping the demo ...")
        stop_server(process)
        say("Stopped. `python3 dev demo` starts it again as you left it.")
        return
    finally:
        stop_server(process)
    raise Stop(f"Odoo's server ended by itself ({code}).", _log_line(machine))


def wait_for(process, machine, port):
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        if process.poll() is not None:
            raise Stop("Odoo's server does not start.", _log_line(machine))
        try:
            with urllib.request.urlopen(
                urllib.request.Request(f"http://127.0.0.1:{port}/web/health"),
                timeout=10,
            ):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise Stop("Odoo's server does not answer.", _log_line(machine))


def _log_line(machine):
    return f"See {machine.home.logs / 'server.log'}"


def _welcome(machine, seconds):
    port = machine.home.port
    say(f"\nThe demo is served on http://localhost:{port} (after {seconds:.0f} s).\n")
    say(f"Who you can be there:  http://localhost:{port}/bydelsmor/first-steps")
    say("(kasserer, forkvinde, revisor, bydelsmor, sekretariat ...: the password of")
    say("each login is the same word).")
    say("")
    if machine.missing_programs:
        say(f"All papers can be printed after: {machine.missing_line()}\n")
    say("Next: open the address, log in and look around; nothing can be broken.")
    say("`python3 dev demo --new` begins afresh, `python3 dev` names all commands.")
    say("Ctrl-C stops the demo.")

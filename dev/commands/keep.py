"""``backup`` and ``restore``: the demo's database and files as one file."""

import os
import zipfile
from pathlib import Path

from ..child import Failed
from ..machine import CHANGING, Machine
from ..say import Progress, Stop, say


def backup(words):
    """Write the demo's database and files to one FILE."""
    target = _file(words, "backup")
    with _prepared(2) as (machine, progress):
        name = machine.home.database("demo")
        if not machine.server.stamp(name):
            raise Stop("There is no demo database yet.", "python3 dev demo")
        part = target.with_name(f".{target.name}.part")
        with progress.step("Writing the backup"):
            try:
                machine.run_odoo(["db", "dump", name, part], machine.home.log("backup"))
                _check_zip(part)
                os.replace(part, target)
            except Failed as failed:
                raise failed.stop("The backup failed", "See the log", "Error") from None
            finally:
                part.unlink(missing_ok=True)
    size = target.stat().st_size / 1e6
    say(f"\n{target} ({size:.1f} MB) holds the database and its files.")
    say(f"`python3 dev restore {target.name}` brings it back.")
    return 0


def restore(words):
    """Bring back the database and files of a backup FILE as the demo."""
    source = _file(words, "restore")
    if not source.is_file():
        raise Stop(f"{source} does not exist.", "Name a file that backup has written")
    _check_zip(source)
    with _prepared(2) as (machine, progress):
        home, server = machine.home, machine.server
        with home.alone(
            f"demo-{home.key}",
            "The demo is being served.",
            "Stop it with Ctrl-C, then restore.",
        ):
            name, new = home.database("demo"), home.database("demo_restored")
            with progress.step("Reading the backup"):
                server.drop(new)
                try:
                    machine.run_odoo(["db", "load", new, source], home.log("restore"))
                except Failed as failed:
                    server.drop(new)
                    raise failed.stop(
                        "The backup cannot be restored", "See the log", "Error"
                    ) from None
                _swap(server, name, new)
    say("\nRestored; what was there before is kept until the next restore.")
    say("Next: `python3 dev demo` serves it (and updates it to this addon).")
    return 0


def _swap(server, name, new):
    before = f"{name}_before"
    if server.stamp(name):
        server.drop(before)
        server.rename(name, before)
    else:
        server.drop(name)  # half made or half dropped
    server.rename(new, name)
    # the addon may be another than the backup's: the next demo updates it
    server.note(name, CHANGING)


def _file(words, command):
    if len(words) != 1 or words[0].startswith("-"):
        raise Stop(f"Name one file: python3 dev {command} FILE", "", 2)
    return Path(words[0]).expanduser().absolute()


def _check_zip(path):
    if not zipfile.is_zipfile(path):
        raise Stop(f"{path} is no backup.", "Name a file that backup has written")
    with zipfile.ZipFile(path) as archive:
        if "dump.sql" not in archive.namelist():
            raise Stop(f"{path} is no backup.", "Name a file that backup has written")


class _prepared:
    """The machine with PostgreSQL running, and steps to show."""

    def __init__(self, total):
        self.progress = Progress(total)
        self.machine = Machine()

    def __enter__(self):
        try:
            self.machine.home.prepare()
            self.machine.build(self.progress)
            self._running = self.machine.running()
            self._running.__enter__()
        except BaseException:
            self.progress.close()
            raise
        return self.machine, self.progress

    def __exit__(self, *error):
        try:
            return self._running.__exit__(*error)
        finally:
            self.progress.close()

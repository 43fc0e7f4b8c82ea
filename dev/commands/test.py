"""``test``: the addon's tests in a fresh database, and the commands' own."""

import contextlib
import json
import os
import subprocess
import time
from pathlib import Path

from .. import debian
from ..child import Failed, end, tied
from ..home import REPO
from ..machine import BROWSING, PRINTING, TEST, Machine
from ..say import Progress, Stop, say

NOTHING_COLLECTED = 5
DEMO_TESTS = Path("tests/demo")
OWN_TESTS = Path("dev/tests")


def test(words):
    """Run the tests; other words go to pytest (paths, -k, -x, ...).

    Tests under tests/demo meet a database with the demo data, the others one
    without. Tests of the commands themselves (dev/tests) run without Odoo.
    """
    machine = Machine()
    machine.home.prepare()
    chosen = Chosen(words, machine.home.link)
    progress = Progress(total=5)
    begun = time.monotonic()
    home = machine.home
    with home.alone(
        f"test-{home.key}",
        "The tests of this clone are already running.",
        "Wait for them, or use another clone with its own BYDELSMOR_HOME.",
    ):
        try:
            machine.build(progress, TEST, {**PRINTING, **BROWSING})
            _check_programs(machine)
            rounds = Rounds(machine, progress, chosen)
            rounds.run()
        finally:
            progress.close()
    return rounds.tell(time.monotonic() - begun)


def _check_programs(machine):
    machine.missing_programs = debian.absent({**PRINTING, **BROWSING})
    if machine.missing_programs:
        missing = " and ".join(sorted(machine.missing_programs))
        raise Stop(f"The tests need {missing}.", machine.missing_line())


class Chosen:
    """What the words on the command line ask to be run, by kind of round."""

    def __init__(self, words, link):
        self.options = []
        self.plain, self.demo, self.own = [], [], []
        for word in words:
            self._sort(word, link)
        self.everything = not (self.plain or self.demo or self.own)
        if self.everything:
            self.plain = [str(link / "tests")]
            self.demo = [str(link / DEMO_TESTS)] if _holds_tests(DEMO_TESTS) else []
            self.own = [str(REPO / OWN_TESTS)] if _holds_tests(OWN_TESTS) else []

    def _sort(self, word, link):
        path, mark, rest = word.partition("::")
        place = next(
            (p for p in (Path.cwd() / path, REPO / path) if path and p.exists()), None
        )
        if word.startswith("-") or place is None:
            self.options.append(word)
            return
        inside = Path(os.path.relpath(place.resolve(), REPO))
        if inside.is_relative_to(OWN_TESTS):
            self.own.append(f"{place.resolve()}{mark}{rest}")
        elif inside.is_relative_to(DEMO_TESTS):
            self.demo.append(f"{link / inside}{mark}{rest}")
        else:
            self.plain.append(f"{link / inside}{mark}{rest}")


def _holds_tests(folder):
    return any((REPO / folder).glob("**/test_*.py"))


class Rounds:
    """The rounds of pytest, each in its own process, and their outcome."""

    def __init__(self, machine, progress, chosen):
        self.machine = machine
        self.home = machine.home
        self.progress = progress
        self.chosen = chosen
        self.codes = []
        self.counts = {}

    def run(self):
        chosen = self.chosen
        if chosen.own:
            self._own()
        if not (chosen.plain or chosen.demo):
            return
        with self.machine.running():
            if chosen.plain:
                ignored = f"--ignore={self.home.link / DEMO_TESTS}"
                self._in_odoo("plain", [*chosen.plain, ignored])
            if chosen.demo:
                self._in_odoo("demo", chosen.demo)

    def _own(self):
        env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        env["PYTHONPATH"] = str(self.machine.home.repo / "dev" / "inside")
        env["BYDELSMOR_BUILT"] = str(self.home.root)
        words = ["-p", "no:odoo", f"--rootdir={REPO / OWN_TESTS}"]
        words += ["-c", REPO / OWN_TESTS / "pytest.ini"]
        self._pytest([*words, *self.chosen.own], env)

    def _in_odoo(self, kind, words):
        with self._database(kind) as name:
            env = self.machine.env(PGDATABASE=name)
            inside = self.machine.home.repo / "dev" / "inside"
            env["PYTHONPATH"] = f"{env['PYTHONPATH']}:{inside}"
            self._pytest(
                [
                    f"--odoo-database={name}",
                    "--odoo-http",
                    f"--rootdir={self.home.addons}",
                    *words,
                ],
                env,
            )

    @contextlib.contextmanager
    def _database(self, kind):
        """Yield a database of this run alone: tests may commit."""
        server = self.machine.server
        template = self.template(kind)
        name = self.home.database(f"test_{kind}")
        with self.progress.step("Copying the test database"):
            server.copy(template, name)
        try:
            yield name
        finally:
            server.drop(name)

    def template(self, kind):
        """Return the database that the tests of a kind start from."""
        machine, server = self.machine, self.machine.server
        built = machine.built(self.progress, demo=kind == "demo")
        name = self.home.database(f"tests_{kind}")
        stamp = server.stamp(built)
        if server.stamp(name) == stamp:
            return name
        with self.progress.step("Preparing the browser's files"):
            server.copy(built, name)
            try:
                machine.inside(name, "settle_tests")
            except Failed as failed:
                raise failed.stop(
                    "The test database could not be prepared", "See the log", "Error"
                ) from None
            server.note(name, stamp)
        return name

    def _pytest(self, words, env):
        place = self.home.clone / "counts.json"
        place.unlink(missing_ok=True)
        env["BYDELSMOR_COUNTS"] = str(place)
        command = [self.machine.venv.python, "-m", "pytest", "-p", "bydelsmor_pytest"]
        command += [
            "-o",
            f"cache_dir={self.home.clone / 'pytest'}",
            f"--basetemp={self.home.clone / 'tmp'}",
        ]
        command += [*words, *self.chosen.options]
        self.progress.pause()
        process = subprocess.Popen(
            tied(command),
            env=env,
            cwd=self.home.clone,
            stdin=subprocess.DEVNULL,
        )
        try:
            self.codes.append(process.wait())
        finally:
            end(process)
        if place.exists():
            for name, number in json.loads(place.read_text()).items():
                self.counts[name] = self.counts.get(name, 0) + number

    def tell(self, seconds):
        """Say the outcome of all rounds and return the exit code."""
        count = self.counts.get
        failed = count("failed", 0) + count("error", 0)
        passed = count("passed", 0)
        bad = [code for code in self.codes if code not in (0, NOTHING_COLLECTED)]
        if bad and not failed:
            failed = len(bad)  # a round that broke off is a failure, too
        skipped = f", {count('skipped')} skipped" if count("skipped") else ""
        say(f"\n{passed} passed, {failed} failed{skipped} in {seconds:.0f}s")
        if failed:
            return 1
        if not passed:
            raise Stop("No test was chosen.", "python3 dev test runs them all")
        return 0

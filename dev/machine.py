"""The machine as a whole: Odoo, its packages, PostgreSQL and the databases."""

import contextlib
import os
import re
import signal
import subprocess
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait

from . import debian, postgres
from .child import Failed, end, end_all, run, tied
from .home import REPO, addon_stamp, find_home
from .say import Stop
from .wheels import Venv

# English is left switched off where only another language is named
LANGUAGES = "en_US,da_DK"
RUN = ("requirements.txt",)
TEST = ("requirements.txt", "requirements-test.txt")
PRINTING = {"wkhtmltopdf": "wkhtmltopdf"}
# Letters that paper forms need and few machines have.
LETTERS = {":lang=ta": "fonts-noto-core", ":lang=ur": "fonts-noto-core"}
BROWSING = {"chromium": "chromium"}
LOADING = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")
LOGGED_ERROR = re.compile(r" CRITICAL | ERROR \S+ odoo\.(modules|addons)")
DEMO = re.compile(r"Module bydelsmor: loading demo")
DEMO_FAILED = "demo data failed to install"
RAISED = re.compile(r"[\w.]+(Error|Exception|Warning): ")
CHANGING = "changing"  # noted on a database while its addon is updated


class Machine:
    """Everything that a command needs, made when it is missing."""

    def __init__(self, home=None):
        self.home = home or find_home()
        self.venv = Venv(self.home, "venv", RUN)
        self.odoo = None
        self.server = None
        self.missing_programs = []

    # -- making what is missing -------------------------------------------------

    @property
    def lists(self):
        """The widest list of packages that is installed already."""
        return TEST if self.is_built(TEST) else RUN

    def is_built(self, lists=RUN):
        venv = Venv(self.home, "venv", lists)
        source = os.environ.get("ODOO_SOURCE")
        return not venv.missing() and bool(source or (self.home.root / "odoo").is_dir())

    def steps_to_build(self, lists=RUN, programs=PRINTING):
        if self.is_built(lists) and not _wanted(programs):
            return 0
        return 3 if _wanted(programs) else 2

    def build(self, progress, lists=RUN, programs=PRINTING):
        """Fetch Odoo, Python's packages and programs, all at the same time."""
        self.venv = Venv(self.home, "venv", lists)
        self.missing_programs = debian.absent(programs)
        with self.home.locked("build"):
            if not self.steps_to_build(lists, programs):
                self.odoo = debian.ensure_odoo(self.home, lambda text: None)
                return
            works = {
                "Odoo 19": self._fetch_odoo,
                "Python packages": self.venv.ensure,
            }
            if _wanted(programs):
                works["Programs from Debian"] = self._fetch_programs(programs)
            _together(progress, works)

    def _fetch_odoo(self, note):
        self.odoo = debian.ensure_odoo(self.home, note)

    def _fetch_programs(self, programs):
        def fetch(note):
            self.missing_programs = debian.ensure_programs(self.home, programs, note)

        return fetch

    def missing_line(self):
        """Return the one line that installs the programs that are missing."""
        return "sudo apt-get install -y " + " ".join(sorted(self.missing_programs))

    # -- PostgreSQL and configuration -------------------------------------------

    @contextlib.contextmanager
    def running(self):
        """Have PostgreSQL running and Odoo configured for it."""
        with postgres.server(self.home, self.venv).running() as server:
            self.server = server
            self._configure()
            yield self

    def _configure(self):
        folders = [*debian.addons_folders(self.odoo), self.home.addons]
        lines = [
            "[options]",
            "addons_path = " + ",".join(map(str, folders)),
            f"data_dir = {self.home.data}",
            "http_interface = 127.0.0.1",
            f"http_port = {self.home.port}",
            "list_db = False",
            "max_cron_threads = 1",
            f"pg_path = {self.server.programs}",
            f"screenshots = {self.home.root / 'screenshots'}",
        ]
        part = self.home.config.with_suffix(".part")
        part.write_text("\n".join(lines) + "\n")
        os.replace(part, self.home.config)

    def env(self, **extra):
        """Return the environment in which Odoo and its programs run."""
        programs = f"{self.venv.bin}:{self.server.programs}:{os.environ['PATH']}"
        return self.server.env(
            PATH=programs,
            PYTHONPATH=self.odoo,
            PYTHONPYCACHEPREFIX=self.home.root / "pycache",
            PYTHONNOUSERSITE="1",
            ODOO_RC=self.home.config,
            # Odoo counts for itself how many requests its connections are enough
            # for; without this word it takes all at once and refuses some.
            ODOO_MAX_HTTP_THREADS="auto",
            **extra,
        )

    def odoo_command(self, *words):
        return [self.venv.python, "-m", "odoo", *words]

    def run_odoo(self, words, log, note=lambda text: None):
        """Run one of Odoo's commands to its end.

        :raises Failed: when it ends with an error
        """

        def follow(line):
            found = LOADING.search(line)
            if found:
                name, number, total = found.groups()
                note(f"module {number} of {total}, {name}")
            elif DEMO.search(line):
                note("living through the demo's years")

        command = self.odoo_command(*words)
        return run(command, log, self.env(), cwd=self.home.root, on_line=follow)

    def inside(self, database, script, *words, log=None):
        """Run a script of ``dev/inside`` with Odoo's ``env`` for a database."""
        path = REPO / "dev" / "inside" / f"{script}.py"
        return run(
            [self.venv.python, path, database, *words],
            log or self.home.log(script),
            self.env(),
            cwd=self.home.root,
        )

    def script(self, name, *words):
        """Run a script of ``dev/inside`` that needs no database."""
        path = REPO / "dev" / "inside" / f"{name}.py"
        command = [self.venv.python, path, *words]
        return run(command, self.home.log(name), self.env(), cwd=self.home.root)

    # -- databases ----------------------------------------------------------------

    def addon_stamp(self):
        return addon_stamp(self.home.repo)

    def _deps_stamp(self):
        return " ".join(self._depends()) + " " + debian.version(self.odoo)

    def _depends(self):
        import ast

        text = (self.home.repo / "__manifest__.py").read_text()
        return sorted(ast.literal_eval(text)["depends"])

    def deps(self, progress):
        """Return the database that holds what the addon depends on."""
        with self.home.locked(f"deps-{self.home.key}"):
            return self._deps(progress)

    def _deps(self, progress):
        name = self.home.database("deps")
        stamp = self._deps_stamp()
        if self.server.stamp(name) == stamp:
            return name
        with progress.step("Database with Odoo's own modules") as step:
            new = f"{name}_new"
            self.server.create(new)
            self._install(new, self._depends(), step, "deps")
            self.server.drop(name)
            self.server.rename(new, name)
            self.server.note(name, stamp)
        return name

    def _install(self, database, modules, step, log, *more):
        words = ["-d", database, "-i", ",".join(modules), "--stop-after-init"]
        words += [f"--load-language={LANGUAGES}", "--max-cron-threads=0", "--no-http"]
        path = self.home.log(log)
        try:
            tail = self.run_odoo([*words, *more], path, _noter(step))
        except Failed as failed:
            told = demo_failure(failed.tail)
            if told:
                raise Stop(
                    f"The addon's demo data cannot be loaded: {told}",
                    f"Correct it (log: {path})",
                ) from None
            raise failed.stop(
                "Odoo could not install " + ", ".join(modules),
                "Correct what it names",
                "Error",
                "CRITICAL",
            ) from None
        _look_for_errors(tail, path)

    def built(self, progress, demo):
        """Return this clone's database with the addon, freshly installed.

        It serves as a template and is kept until the addon changes.

        :param demo: whether the addon's demo data is in it
        """
        with self.home.locked(f"built-{self.home.key}"):
            return self._built(progress, demo)

    def _built(self, progress, demo):
        kind = "demo" if demo else "plain"
        name = self.home.database(f"built_{kind}")
        stamp = f"{self.addon_stamp()} {self._deps_stamp()}"
        if self.server.stamp(name) == stamp:
            return name
        deps = self.deps(progress)
        with progress.step(f"Installing the addon ({kind})") as step:
            new = f"{name}_new"
            self.server.copy(deps, new)
            self._install_addon(new, step, demo)
            self.server.drop(name)
            self.server.rename(new, name)
            self.server.note(name, stamp)
        return name

    def _install_addon(self, database, step, demo):
        if demo:
            # the addon's demo data without the invented customers of Odoo's own
            self.server.psql(
                "UPDATE ir_module_module SET demo = TRUE WHERE state = 'installed'",
                database,
            )
        more = ["--with-demo"] if demo else []
        self._install(database, ["bydelsmor"], step, f"install-{database}", *more)
        failures = self.server.psql("SELECT count(*) FROM ir_demo_failure", database)
        if failures != "0":
            self._stop_for_demo(database)

    def _stop_for_demo(self, database):
        words = self.server.psql("SELECT error FROM ir_demo_failure LIMIT 1", database)
        last = [line for line in words.splitlines() if line.strip()][-1]
        raise Stop(
            f"The addon's demo data cannot be loaded: {last}",
            f"Correct it (log: {self.home.logs / f'install-{database}.log'})",
        )

    # -- serving --------------------------------------------------------------------

    def serve(self, database, words=()):
        """Start Odoo's web server; return the process."""
        log = self.home.log("server")
        command = self.odoo_command("-d", database, *words)
        with open(log, "w") as out:
            return subprocess.Popen(
                tied(command),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=self.env(),
                cwd=self.home.root,
                start_new_session=True,  # Ctrl-C reaches it through us, once
            )


def _noter(step):
    def note(text):
        step.note = text

    return note


def demo_failure(tail):
    """Return what Odoo said of demo data that it could not load, or None.

    It goes on without the data, and may fall over what is then missing: its last
    words tell of that only.
    """
    lines = iter(tail)
    if not any(DEMO_FAILED in line for line in lines):
        return None
    return next(filter(RAISED.match, lines), "see the log")


def _wanted(programs):
    """Tell whether a program is missing that the command may install."""
    return bool(debian.absent(programs)) and os.geteuid() == 0


def _look_for_errors(tail, path):
    """Stop when Odoo logged an error though it ended well."""
    for line in tail:
        if " CRITICAL " in line or re.search(
            r" ERROR \S+ odoo\.(modules|addons)", line
        ):
            raise Stop(f"Odoo logged an error: {line}", f"Correct it (log: {path})")


def _together(progress, works):
    """Do works at the same time; the first that fails ends the others' programs."""

    def do(title, work):
        with progress.step(title) as step:
            work(_noter(step))

    with ThreadPoolExecutor(len(works)) as pool:
        jobs = [pool.submit(do, title, work) for title, work in works.items()]
        try:
            done, _rest = wait(jobs, return_when=FIRST_EXCEPTION)
            for job in sorted(done, key=lambda job: job.exception() is None):
                job.result()
        except BaseException:
            end_all()
            raise


def stop_server(process):
    """End Odoo politely, as Ctrl-C would."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            end(process)

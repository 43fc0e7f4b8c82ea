"""``lint``: the checks of style, from formatting to Odoo's own."""

import re

from ..child import Failed, clean_env, run
from ..machine import RUN, TEST, Machine
from ..say import Progress, Stop, say
from ..wheels import Venv

# those that read all of Odoo's own code, or hold it to other rules than ours
LEFT_OUT = ("TestDocstring", "TestPyLint", "TestESLint")
OUTCOME = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
# it takes away a translation that is the same word in Danish
PO_LEFT_OUT = "--disable=po-pretty-format"
WORTH_SHOWING = re.compile(
    r" (ERROR|CRITICAL) |^(FAIL|ERROR): |AssertionError|\.py:\d+"
)


def lint(words):
    """Check the style of everything: ruff, pylint-odoo, OCA's hooks, test_lint.

    --quick leaves Odoo's own test_lint out, --fix mends what can be mended.
    """
    machine = Machine()
    machine.home.prepare()
    checks = Checks(machine, fix="--fix" in words)
    progress = Progress(total=8)
    try:
        checks.style(progress)
        if "--quick" not in words and "--fix" not in words:
            checks.odoo(progress)
    finally:
        progress.close()
    return checks.tell()


class Checks:
    """Runs one check after the other and remembers what each had to say."""

    def __init__(self, machine, fix):
        self.machine = machine
        self.home = machine.home
        self.fix = fix
        self.venv = Venv(self.home, "lint", ("requirements-lint.txt",))
        self.outcome = {}

    def style(self, progress):
        if self.venv.missing():
            with self.home.locked("lint"), progress.step("Programs that check") as step:
                self.venv.ensure(lambda text: setattr(step, "note", text))
        mend = ["--fix"] if self.fix else []
        look = [] if self.fix else ["--check"]
        odoo = ["--load-plugins=pylint_odoo", "--rcfile=bydelsmor/pyproject.toml"]
        checks = {
            "ruff": ["ruff", "check", "--no-cache", *mend, "bydelsmor"],
            "ruff format": ["ruff", "format", "--no-cache", *look, "bydelsmor"],
            "pylint-odoo": ["pylint", *odoo, "bydelsmor"],
            "OCA's module checks": ["oca-checks-odoo-module", *mend, "bydelsmor"],
            "OCA's translation checks": [
                *("oca-checks-po", *mend, PO_LEFT_OUT),
                *self._po_files(),
            ],
        }
        for title, command in checks.items():
            with progress.step(title):
                self._check(title, command)

    def _po_files(self):
        return [
            f"bydelsmor/i18n/{path.name}"
            for path in sorted((self.home.repo / "i18n").glob("*.po*"))
        ]

    def _check(self, title, command):
        program, *words = command
        env = clean_env(PYTHONDONTWRITEBYTECODE="1", NO_COLOR="1")
        try:
            run(
                [self.venv.bin / program, *words],
                self.home.log("lint-" + program),
                env,
                # through the link, so that the addon has its own name
                cwd=self.home.addons,
            )
            self.outcome[title] = []
        except Failed as failed:
            self.outcome[title] = failed.tail or ["it ended without a word"]

    def odoo(self, progress):
        """Run Odoo's own test_lint in a database with the addon."""
        machine = self.machine
        machine.build(progress, TEST if not machine.is_built(TEST) else RUN, {})
        with machine.running():
            template = machine.built(progress, demo=False)
            name = self.home.database("lint")
            machine.server.copy(template, name)
            try:
                with progress.step("Odoo's test_lint") as step:
                    self._test_lint(name, step)
            finally:
                machine.server.drop(name)

    def _test_lint(self, name, step):
        tags = ",".join(["/test_lint", *(f"-/test_lint:{case}" for case in LEFT_OUT)])
        words = ["-d", name, "-i", "test_lint", "--test-tags", tags]
        words += ["--stop-after-init", "--no-http", "--max-cron-threads=0"]
        try:
            tail = self.machine.run_odoo(words, self.home.log("lint-odoo"))
            lines = []
        except Failed as failed:
            tail = failed.tail
            lines = [line for line in tail if WORTH_SHOWING.search(line)] or tail[-20:]
        ran = next(filter(None, map(OUTCOME.search, reversed(tail))), None)
        if not lines and (not ran or not int(ran[3])):
            lines = ["Odoo's test_lint ran no test"]
        step.result = f"{ran[3]} tests" if ran else ""
        self.outcome["Odoo's test_lint"] = lines

    def tell(self):
        """Say what is to be mended and return the exit code."""
        bad = {title: lines for title, lines in self.outcome.items() if lines}
        for title, lines in bad.items():
            say(f"\n{title}:")
            for line in lines:
                say(f"  {line}")
        if bad:
            raise Stop(
                f"\nTo mend: {', '.join(bad)}.",
                "python3 dev lint --fix mends what a program can, the rest is yours",
            )
        say(f"\nAll {len(self.outcome)} checks are content.")
        return 0

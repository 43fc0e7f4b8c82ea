"""``bench``: measure, show a table and fail where a goal is missed."""

import subprocess

from ..child import end, tied
from ..home import REPO
from ..machine import RUN, Machine
from ..say import Progress, Stop, say
from ..wheels import Venv

FOLDER = REPO / "dev" / "bench"
PEERS = ("requirements.txt", "requirements-peers.txt")


def bench(words):
    """Run one measurement, or all: bench [name] [--peers] [words for it].

    --peers also measures the addons of others, from an environment of their own.
    """
    known = sorted(p.stem for p in FOLDER.glob("*.py") if not p.stem.startswith("_"))
    names = [word for word in words[:1] if not word.startswith("-")]
    rest = words[len(names) :]
    unknown = [name for name in names if name not in known]
    if not known:
        raise Stop("There is no bench yet.", "One is a script in dev/bench/", 2)
    if unknown:
        there = ", ".join(known)
        raise Stop(f"There is no bench {unknown[0]!r}.", f"There are: {there}", 2)
    missed = _run(names or known, rest)
    if missed:
        raise Stop(
            f"Goals were missed in: {', '.join(missed)}.", "See the tables above"
        )
    say("\nAll goals were reached.")
    return 0


def _run(names, words):
    machine = Machine()
    machine.home.prepare()
    progress = Progress(total=5)
    try:
        machine.build(progress, RUN, {})
        if "--peers" in words:
            _ensure_peers(machine, progress)
        with machine.running():
            template = machine.built(progress, demo=False)
            env = _env(machine, template)
            progress.pause()
            return [name for name in names if _measure(machine, env, name, words)]
    finally:
        progress.close()


def _ensure_peers(machine, progress):
    peers = Venv(machine.home, "peers", PEERS)
    if peers.missing():
        with machine.home.locked("peers"), progress.step("Peers' addons") as step:
            peers.ensure(lambda text: setattr(step, "note", text))


def _env(machine, template):
    """Return what a bench may count on.

    It is run by the Python that has Odoo, with ``ODOO_RC`` and PostgreSQL's
    variables set and PostgreSQL's programs on the path. It makes its own
    database from the template, by ``createdb -T``, under a name that begins
    with ``BYDELSMOR_BENCH``, and drops it.
    """
    return machine.env(
        BYDELSMOR_TEMPLATE=template,
        BYDELSMOR_BENCH=machine.home.database("bench"),
        BYDELSMOR_PEERS_PYTHON=machine.home.root / "peers" / "bin" / "python",
    )


def _measure(machine, env, name, words):
    say(f"\nBench {name}")
    process = subprocess.Popen(
        tied([machine.venv.python, FOLDER / f"{name}.py", *words]),
        stdin=subprocess.DEVNULL,
        env=env,
        cwd=machine.home.root,
    )
    try:
        return process.wait()
    finally:
        end(process)

"""``screenshots``: take the pictures of the README from the demo."""

from .. import debian
from ..child import Failed
from ..home import REPO
from ..machine import BROWSING, PRINTING, TEST, Machine, stop_server
from ..say import Progress, Stop, say
from .demo import check_port, database_of, wait_for

FOLDER = REPO / "static" / "description"
STEPS = 6
# What the pages show: the first group's newest of each.
OF_FIRST_GROUP = "company_id = (SELECT min(company_id) FROM bydelsmor_group)"
SHOWN = {
    "adopted": "bydelsmor_annual_accounts WHERE state IN ('adopted', 'reported')"
    f" AND {OF_FIRST_GROUP} ORDER BY date_to DESC",
    "called": f"bydelsmor_meeting WHERE state = 'called' AND {OF_FIRST_GROUP}",
    "monthly": "bydelsmor_meeting WHERE state = 'signed' AND kind = 'monthly'"
    f" AND {OF_FIRST_GROUP} ORDER BY start DESC",
    "assembly": "bydelsmor_meeting WHERE closed_on IS NOT NULL"
    f" AND kind = 'ordinary_assembly' AND {OF_FIRST_GROUP} ORDER BY start DESC",
}


def screenshots(_words):
    """Take the README's pictures of the demo into static/description."""
    machine = Machine()
    home = machine.home
    home.prepare()
    with home.alone(
        f"demo-{home.key}",
        "The demo of this clone is being served.",
        "Stop it with Ctrl-C where it runs, and call this again.",
    ):
        check_port(home.port)
        progress = Progress(total=machine.steps_to_build(TEST) + STEPS)
        try:
            machine.build(progress, TEST, {**PRINTING, **BROWSING})
            if debian.absent(BROWSING):
                raise Stop("The pictures need chromium.", machine.missing_line())
            with machine.running():
                _take(machine, progress)
        finally:
            progress.close()
    say(f"The pictures stand in {FOLDER.relative_to(REPO)}.")
    return 0


def _take(machine, progress):
    database = database_of(machine, progress, new=False)
    shown = []
    for name, rows in SHOWN.items():
        number = machine.server.psql(f"SELECT id FROM {rows} LIMIT 1", database)
        shown.append(f"{name}={number.strip()}")
    process = machine.serve(database)
    try:
        with progress.step("Starting the server"):
            wait_for(process, machine, machine.home.port)
        with progress.step("Taking the pictures"):
            address = f"http://127.0.0.1:{machine.home.port}"
            machine.script("screenshots", address, str(FOLDER), *shown)
    except Failed as failed:
        raise failed.stop(
            "The pictures could not be taken", "See the log", "Error"
        ) from None
    finally:
        stop_server(process)

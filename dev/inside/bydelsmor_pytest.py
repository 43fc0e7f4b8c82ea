"""pytest plugin: what must not be skipped fails, and the outcome is counted.

It lives outside the addon because a ``conftest.py`` in an addon is imported
before pytest-odoo can give the addon its real name.
"""

import json
import os

import pytest

# Odoo skips a browser test where the browser or its socket is missing
NEVER_SKIPPED = ("chrom", "websocket", "wkhtmltopdf")
COUNTED = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = str(report.longrepr)
    if any(word in reason.lower() for word in NEVER_SKIPPED):
        report.outcome = "failed"
        report.longrepr = f"must not be skipped: {reason}"


def pytest_terminal_summary(terminalreporter):
    place = os.environ.get("BYDELSMOR_COUNTS")
    if not place or hasattr(terminalreporter.config, "workerinput"):
        return
    stats = terminalreporter.stats
    counts = {name: len(stats.get(name, ())) for name in COUNTED}
    with open(place, "w") as handle:
        json.dump(counts, handle)

"""The zip in a plain Odoo: it installs, updates and leaves no trace of itself."""

import json
import re
import zipfile

import pytest
from conftest import real_machine

from dev.child import run

WORSE = re.compile(r" (WARNING|ERROR|CRITICAL) ")
# Odoo deletes each record by itself when the many are still pointed at, and the
# table afterwards; PostgreSQL's no on the way is no fault
ON_THE_WAY = re.compile(r' odoo\.sql_db: bad query: b\'DELETE FROM "bydelsmor_')

# A group that has begun to keep books, before the addon goes.
LIVE = """
place = env.ref("bydelsmor.municipality_0101").id
group = env["bydelsmor.group"].create({"name": "Udgården", "municipality_id": place})
entry = group._open_books(bank=100.0)
env.cr.commit()
print("FOUND " + entry.state)
"""
LEFT = """
import json

def ask(sql):
    env.cr.execute(sql)
    return [row[0] for row in env.cr.fetchall()]

ours = "LIKE '%bydelsmor%'"
left = {
    "data": ask(f"SELECT name FROM ir_model_data WHERE module {ours}"),
    "models": ask(f"SELECT model FROM ir_model WHERE model {ours}"),
    "fields": ask(f"SELECT name FROM ir_model_fields WHERE model || name {ours}"),
    "relations": ask(f"SELECT relname FROM pg_class WHERE relname {ours}"),
    "columns": ask(
        f"SELECT column_name FROM information_schema.columns WHERE column_name {ours}"
    ),
    "parameters": ask(f"SELECT key FROM ir_config_parameter WHERE key {ours}"),
    "jobs": ask(f"SELECT cron_name FROM ir_cron WHERE cron_name {ours}"),
    "files": ask(f"SELECT res_model FROM ir_attachment WHERE res_model {ours}"),
    "messages": ask(f"SELECT model FROM mail_message WHERE model {ours}"),
    "charts": ask(f"SELECT name FROM res_company WHERE chart_template {ours}"),
}
# the books are Odoo's own: they stay, and Odoo goes on with them
entry = env["account.move"].search([("amount_total", "=", 100), ("date", "!=", False)])
stays = [entry.state, entry.company_id.name]
again = entry.copy()
again.action_post()
env["account.chart.template"]._load_translations(langs=["da_DK"])
print("FOUND " + json.dumps({"left": left, "stays": stays, "again": again.state}))
env.cr.rollback()
"""


class Plain:
    """An Odoo that has the addon from the zip, and a database without it."""

    def __init__(self, machine, folder, name):
        self.machine = machine
        self.folder = folder
        self.name = name
        self.config = folder / "plain.conf"
        text = machine.home.config.read_text()
        self.config.write_text(
            text.replace(str(machine.home.addons), str(folder / "addons"))
        )

    def odoo(self, *words, stdin=None):
        """Run an Odoo command in the database; return what is worth a complaint."""
        machine = self.machine
        lines = run(
            machine.odoo_command(*words, "-c", self.config, "-d", self.name),
            self.folder / f"{words[0]}.log",
            {**machine.env(), "ODOO_RC": str(self.config)},
            cwd=self.folder,
            stdin=stdin,
        )
        self.found = [one for one in lines if one.startswith("FOUND ")]
        return [
            one for one in lines if WORSE.search(one) and not ON_THE_WAY.search(one)
        ]


@pytest.fixture
def plain(empty, tmp_path):
    target = tmp_path / "addon.zip"
    assert empty.run("zip", target).returncode == 0
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path / "addons")
    with real_machine() as (machine, progress):
        name = machine.home.database("zip")
        try:
            machine.server.copy(machine.deps(progress), name)
            yield Plain(machine, tmp_path, name)
        finally:
            machine.server.drop(name)


def test_the_zip_installs_updates_and_goes_again(plain):
    assert plain.odoo("module", "install", "bydelsmor") == []
    assert plain.odoo("shell", stdin=LIVE) == []
    assert plain.found == ["FOUND posted"]
    assert plain.odoo("module", "upgrade", "bydelsmor") == []
    assert plain.odoo("module", "uninstall", "bydelsmor") == []
    assert plain.odoo("shell", stdin=LEFT) == []
    found = json.loads(plain.found[0].removeprefix("FOUND "))
    assert not any(found["left"].values()), found["left"]
    assert found["stays"] == ["posted", "Udgården"]
    assert found["again"] == "posted"

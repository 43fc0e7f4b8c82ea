"""A backup, brought back elsewhere: the same books, and every photo of them."""

import contextlib
import json
import shutil

import pytest
from conftest import BUILT, Commands, real_machine

from dev.home import Home

PATIENCE = 900  # seconds, for a machine that has much else to do
# Odoo's own check of its hashes, and a look at each stored file. At the end one
# hashed entry is changed behind Odoo's back, since a check that never fails is none.
LOOK = """
import hashlib, json
from collections import Counter
from odoo import Command
env.user.write({"group_ids": [Command.link(env.ref("account.group_account_user").id)]})

def verdicts():
    companies = env["res.company"].search([])
    checked = (company._check_hash_integrity() for company in companies)
    return Counter(one["status"] for every in checked for one in every["results"])

def is_whole(file):
    return file.raw and hashlib.sha1(file.raw).hexdigest() == file.checksum

files = env["ir.attachment"].search([("id", "!=", 0), ("store_fname", "!=", False)])
vouchers = files.filtered(lambda file: file.res_model == "account.move")
moves = env["account.move"].search([("inalterable_hash", "!=", False)], order="id")
found = {
    "hashed": {move.voucher_name + "/" + str(move.company_id.id): move.inalterable_hash
               for move in moves},
    "files": dict(Counter(files.mapped("res_model"))),
    "vouchers": len(vouchers),
    "broken": len(files) - len(files.filtered(is_whole)),
    "verdicts": dict(verdicts()),
}
env.cr.execute("UPDATE account_move SET date = date - 1 WHERE id = %s", [moves[0].id])
env.invalidate_all()
found["tampered"] = dict(verdicts())
env.cr.rollback()
print("FOUND " + json.dumps(found))
"""


def look(commands, folder, env):
    """Return what Odoo finds in a home's demo database."""
    script = folder / "look.py"
    script.write_text(LOOK)
    with open(script) as words:
        done = commands.run("shell", env=env, stdin=words, timeout=PATIENCE)
    lines = [line for line in done.stdout.splitlines() if line.startswith("FOUND ")]
    assert lines, done.stdout[-2000:] + done.stderr[-2000:]
    return json.loads(lines[0].removeprefix("FOUND "))


@pytest.fixture
def demo(tmp_path):
    """A home whose demo stands on the real home's PostgreSQL, and its settings.

    The demo is copied from the database that the demo's tests start from.
    """
    commands = Commands(tmp_path / "first")
    for name in ("odoo", "venv"):
        if (BUILT / name).exists():
            commands.root.mkdir(exist_ok=True)
            (commands.root / name).symlink_to(BUILT / name)
    name = Home(commands.root).database("demo")
    with real_machine() as (machine, progress):
        built = machine.built(progress, demo=True)
        with copied(machine, built, name, commands.root):
            led = machine.server.env().items()
            yield commands, commands.env(**{n: v for n, v in led if n[:2] == "PG"})


@contextlib.contextmanager
def copied(machine, template, name, root):
    """Have a copy of a database, with its files in another home."""
    files = machine.home.data / "filestore" / name
    try:
        machine.server.copy(template, name)
        machine.server.note(name, "whole")  # or it would count as half made
        shutil.copytree(files, root / "data" / "filestore" / name)
        yield
    finally:
        machine.server.drop(name)


def test_a_restored_demo_has_its_hashes_and_its_photos(demo, borrowed, tmp_path):
    first, settings = demo
    kept = tmp_path / "kept.zip"
    done = first.run("backup", kept, env=settings, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    before = look(first, tmp_path, settings)

    # another home, another name, another PostgreSQL
    done = borrowed.run("restore", kept, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    after = look(borrowed, tmp_path, borrowed.env())

    assert after == before
    assert len(after["hashed"]) > 100  # two adopted years
    assert after["verdicts"].keys() == {"verified"}
    assert after["tampered"]["corrupted"] == 1
    assert after["vouchers"] > 100
    assert after["broken"] == 0

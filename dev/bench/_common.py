"""What the benches share: a database of their own, measuring, and tables."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from uuid import uuid4

# Rows that no Odoo made are numbered from here on.
FIRST_ID = 1_000_000


@contextmanager
def environment(name, *modules, addons=()):
    """A database of our own, made from the template and dropped afterwards.

    :param name: the bench's, so that several can run beside each other
    :param modules: what to install in it besides what the template has
    :param addons: folders where those are found, besides the configured ones
    """
    import odoo.sql_db
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry
    from odoo.tools import config

    name = f"{os.environ['BYDELSMOR_BENCH']}_{name}"
    subprocess.run(["dropdb", "--if-exists", name], check=True, stderr=-3)
    subprocess.run(
        ["createdb", "-T", os.environ["BYDELSMOR_TEMPLATE"], name], check=True
    )
    try:
        words = ["-c", os.environ["ODOO_RC"], "-d", name, "--log-level=error"]
        if addons:
            config.parse_config(words)
            folders = [*config["addons_path"], *map(str, addons)]
            words.append(f"--addons-path={','.join(folders)}")
        config.parse_config(words, setup_logging=True)
        registry = Registry.new(
            name, update_module=bool(modules), install_modules=modules
        )
        with registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})
    finally:
        odoo.sql_db.close_all()
        shutil.rmtree(config.filestore(name), ignore_errors=True)
        subprocess.run(["dropdb", "--if-exists", name], check=True)


def make_group(env, name, **values):
    """Return a new group in Copenhagen."""
    municipality = env.ref("bydelsmor.municipality_0101").id
    return env["bydelsmor.group"].create(
        {"name": name, "municipality_id": municipality, **values}
    )


def make_user(env, company, *groups):
    """Return a new internal user of a company, in these groups as well."""
    from odoo import Command

    xmlids = ("base.group_user", *groups)
    return (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "name": "Bench",
                "login": f"bench-{uuid4()}",
                "group_ids": [Command.set([env.ref(xmlid).id for xmlid in xmlids])],
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
            }
        )
    )


def copy_rows(cr, table, source, **own):
    """Insert rows that are copies of others, with some columns of their own.

    :param source: what follows ``FROM``; the rows to copy are called ``t`` there
    :param own: the SQL of the columns that differ
    """
    cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s",
        [table],
    )
    columns = [name for (name,) in cr.fetchall()]
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(own.get(name, f't."{name}"') for name in columns)
    cr.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {source}")
    return cr.rowcount


def copy_groups(env, group, first, end):
    """Return groups that are copies of another, each with a company of its own.

    They are numbered from ``first`` to before ``end``, and 1,000 take a second:
    making them as the secretariat does is measured elsewhere.
    """
    env.flush_all()
    series = f"CROSS JOIN generate_series({first}, {end - 1}) AS g(n)"
    number = f"{FIRST_ID} + g.n"
    for record, own in (
        (group.company_id.partner_id, {"company_id": "NULL"}),
        (
            group.company_id,
            {
                "partner_id": number,
                "name": "'Bench ' || g.n",
                "parent_path": f"({number}) || '/'",
            },
        ),
        (
            group,
            {
                "company_id": number,
                "name": "'Bench ' || g.n",
                "municipality_id": "(SELECT id FROM bydelsmor_municipality"
                " ORDER BY code OFFSET g.n % 98 LIMIT 1)",
            },
        ),
    ):
        table = record._table
        source = f"{table} t {series} WHERE t.id = {record.id}"
        copy_rows(env.cr, table, source, id=number, **own)
    env.cr.execute(
        "UPDATE res_partner SET company_id = id WHERE id >= %s AND id < %s",
        [FIRST_ID + first, FIRST_ID + end],
    )
    env.invalidate_all()
    # Groups that Odoo did not make: whose they are is remembered there.
    env.registry.clear_all_caches()
    return group.browse(range(FIRST_ID + first, FIRST_ID + end))


@contextmanager
def measured():
    """Measure what is done inside: seconds and queries."""
    import odoo.sql_db

    result = {"queries": -odoo.sql_db.sql_counter}
    start = time.perf_counter()
    yield result
    result["seconds"] = time.perf_counter() - start
    result["queries"] += odoo.sql_db.sql_counter


def in_turns(env, works, rounds, before=lambda: None):
    """Do works in turns, each time on an empty cache; return {name: measures}.

    In turns, because the machine has other things to do as well, and those shall
    meet all works alike. The first round warms up and does not count. Seconds are
    the median, queries the most of any round.

    :param before: done on the empty cache and not measured
    """
    results = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            env.invalidate_all()
            before()
            with measured() as result:
                work()
            if number:
                results[name].append(result)
    return {
        name: {
            "seconds": statistics.median(one["seconds"] for one in measures),
            "queries": max(one["queries"] for one in measures),
        }
        for name, measures in results.items()
    }


class Goals:
    """The goals of a bench, each told as reached or missed."""

    def __init__(self):
        self.missed = 0

    def check(self, reached, text):
        print(f"  {'reached' if reached else 'MISSED':<8} {text}", flush=True)
        self.missed += not reached

    def end(self):
        """End the bench; the exit code tells whether all goals were reached."""
        sys.exit(1 if self.missed else 0)


def show(title, results, base):
    """Print a table of measures, each beside the one called ``base``."""
    print(f"\n{title}\n{'':34}{'ms':>9}{'queries':>9}{'against':>9}")
    for name, result in results.items():
        ratio = result["seconds"] / results[base]["seconds"]
        milliseconds = result["seconds"] * 1000
        print(f"{name:34}{milliseconds:9.1f}{result['queries']:9d}{ratio:8.2f}x")
    sys.stdout.flush()

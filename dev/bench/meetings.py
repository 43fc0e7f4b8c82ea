"""Meetings: a year for 1,000 groups, opening a large one, and dividing 60 women.

The goals: a year of meetings for 1,000 groups is planned in one job that tells how far
it is, with no more queries a group than for 10 or 100, from beginning to end; a meeting
with 60 people and 15 points opens with as many queries as one with 12 people and 11
points; 60 women are divided into small groups in under 50 ms, also where few share a
language.
"""

import random
import statistics
import sys
import time
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from typing import NamedTuple
from unittest.mock import patch

from _common import Goals, copy_groups, environment, make_group, make_user, measured
from lxml import etree

SIZES = (10, 100, int(sys.argv[1]) if sys.argv[1:] else 1000)
MOST_QUERIES_A_GROUP = 10
MOST_MILLISECONDS = 50
ROUNDS = 25
LANGUAGES = ("da", "ar", "so", "tr", "ur", "fa", "ta", "bs")


# ----------------------------------------------------------------------
# A year for many groups
# ----------------------------------------------------------------------


def plan_years(env, goals):
    """Plan twelve months for few and for many groups, in the job of the background."""
    first = make_group(env, "Bench")
    jobs, begin = [], 0
    for size in SIZES:
        groups = copy_groups(env, first, begin, begin + size)
        begin += size
        jobs.append(plan_a_year(env, groups))
    print("\nA year of meetings planned in one job")
    print("  groups  meetings  seconds  lots  queries a group")
    for job in jobs:
        print(
            f"{job.groups:8}{job.meetings:10}{job.seconds:9.1f}{len(job.lots):6}"
            f"{job.queries / job.groups:17.1f}"
        )
    check_years(goals, jobs)


def check_years(goals, jobs):
    for job in jobs:
        goals.check(
            job.meetings >= 11 * job.groups, f"each of {job.groups} groups has its year"
        )
        goals.check(
            job.queries <= MOST_QUERIES_A_GROUP * job.groups,
            f"at most {MOST_QUERIES_A_GROUP} queries a group for {job.groups}",
        )
    many = jobs[-1]
    goals.check(
        len(many.lots) > 1
        and many.told == (many.groups, 0)
        and sum(lot.groups for lot in many.lots) == many.groups,
        f"the job tells how far it is, {len(many.lots)} times",
    )
    rates = [job.queries / job.groups for job in jobs]
    goals.check(
        all(more <= fewer for fewer, more in pairwise(rates)),
        "no more queries a group for many groups than for few",
    )
    half = len(many.lots) // 2
    first, last = queries_a_group(many.lots[:half]), queries_a_group(many.lots[half:])
    goals.check(
        last <= first * 1.2,
        f"no more queries a group at the end ({last:.1f}) than before ({first:.1f})",
    )


def plan_a_year(env, groups):
    """Return the ``Job`` of these groups, as Odoo's scheduler runs it."""
    series = env["bydelsmor.meeting.series"]
    meetings = env["bydelsmor.meeting"]
    year = date.today().year + 1
    plan = {
        "kind": "monthly",
        "date_from": date(year, 1, 1),
        "date_to": date(year, 12, 31),
    }
    before = meetings.search_count([])
    with measured() as begun:
        series._plan(groups, plan, later=True)
        env.flush_all()
    cron = env.ref("bydelsmor.ir_cron_plan_meetings")
    progress = env["ir.cron.progress"].create({"cron_id": cron.id})
    job = series.with_context(cron_id=cron.id, ir_cron_progress_id=progress.id)
    with listening(env) as lots, measured() as done:
        job._cron_plan()
    return Job(
        len(groups),
        meetings.search_count([]) - before,
        begun["seconds"] + done["seconds"],
        done["queries"],
        lots,
        (progress.done, progress.remaining),
    )


class Job(NamedTuple):
    """``told``: groups done and left, as Odoo's scheduler knows them at the end."""

    groups: int
    meetings: int
    seconds: float
    queries: int
    lots: list
    told: tuple


class Lot(NamedTuple):
    groups: int
    queries: int


def queries_a_group(lots):
    return sum(lot.queries for lot in lots) / max(sum(lot.groups for lot in lots), 1)


@contextmanager
def listening(env):
    """Note each lot that the job tells Odoo's scheduler, and what it took."""
    import odoo.sql_db

    lots, last = [], [odoo.sql_db.sql_counter]
    cron = type(env["ir.cron"])
    tell = cron._commit_progress

    def listen(self, processed=0, **words):
        left = tell(self, processed, **words)
        lots.append(Lot(processed, odoo.sql_db.sql_counter - last[0]))
        last[0] = odoo.sql_db.sql_counter
        return left

    with patch.object(cron, "_commit_progress", listen):
        yield lots


# ----------------------------------------------------------------------
# Opening a meeting
# ----------------------------------------------------------------------


def open_large(env, goals):
    group = make_group(env, "Large")
    women = env["bydelsmor.volunteer"].create(
        [
            {"name": f"Woman {number}", "group_id": group.id, "state": "active"}
            for number in range(60)
        ]
    )
    user = make_user(env, group.company_id, "bydelsmor.group_board")
    board = env["bydelsmor.volunteer"].create(
        {"partner_id": user.partner_id.id, "group_id": group.id, "state": "active"}
    )
    env["bydelsmor.mandate"].create(
        {"volunteer_id": board.id, "role": "board_member", "date_start": "2020-01-01"}
    )
    meetings = {
        "12 people, 11 points": a_meeting(env, group, women[:12], 11),
        "60 people, 15 points": a_meeting(env, group, women, 15),
    }
    env.flush_all()
    model = env["bydelsmor.meeting"].with_user(user)
    spec = fields_of(model, etree.fromstring(model.get_view(view_type="form")["arch"]))
    queries = {}
    print("\nOpening a meeting")
    for turn in range(ROUNDS):
        for name, meeting in meetings.items():
            env.invalidate_all()
            with measured() as result:
                meeting.with_user(user).web_read(spec)
            if turn:
                queries.setdefault(name, []).append(result)
    for name, results in queries.items():
        seconds = statistics.median(one["seconds"] for one in results)
        most = max(one["queries"] for one in results)
        print(f"  {name}: {seconds * 1000:.0f} ms, {most} queries")
    few, many = (max(one["queries"] for one in queries[name]) for name in meetings)
    goals.check(few == many, f"as many queries for the large one ({many} and {few})")


def a_meeting(env, group, women, points):
    meeting = env["bydelsmor.meeting"].create(
        {"group_id": group.id, "start": "2025-03-04 16:00:00"}
    )
    rest = points - len(meeting.agenda_item_ids)
    env["bydelsmor.agenda.item"].create(
        [{"meeting_id": meeting.id, "name": f"Point {n}"} for n in range(rest)]
    )
    env["bydelsmor.attendance"].create(
        [
            {"meeting_id": meeting.id, "volunteer_id": woman.id, "present": True}
            for woman in women
        ]
    )
    return meeting


def fields_of(model, node):
    """Return what the web client asks for when it opens the form."""
    spec = {}
    for child in node.iterchildren():
        if child.tag != "field":
            spec.update(fields_of(model, child))
            continue
        field = model._fields.get(child.get("name"))
        if field is None:
            continue
        spec[field.name] = {}
        if field.type in ("one2many", "many2many"):
            lists = child.find("list")
            other = model.env[field.comodel_name]
            inner = {} if lists is None else fields_of(other, lists)
            spec[field.name] = {"fields": inner or {"display_name": {}}}
        elif field.type == "many2one":
            spec[field.name] = {"fields": {"display_name": {}}}
    return spec


# ----------------------------------------------------------------------
# Dividing 60 women
# ----------------------------------------------------------------------


def divide_women(goals):
    from odoo.addons.bydelsmor.models.meetings.small_groups import Woman, divide

    chance = random.Random(1)

    def many_languages():
        return [
            Woman(
                n, frozenset(chance.sample(LANGUAGES, chance.choice((1, 1, 2, 3)))), n
            )
            for n in range(60)
        ]

    def pairs():
        places = chance.sample(range(60), 60)
        return [Woman(n, frozenset([place // 2]), n) for n, place in enumerate(places)]

    def one_interpreter():
        everything = frozenset(range(60))
        return [Woman(n, everything if not n else frozenset([n]), n) for n in range(60)]

    print("\nDividing 60 women")
    for name, women in (
        ("eight languages", many_languages),
        ("thirty pairs, each with a language of its own", pairs),
        ("one speaks with all, the others with nobody else", one_interpreter),
    ):
        longest = 0
        for seed in range(ROUNDS):
            several = women()
            start = time.perf_counter()
            division = divide(several, seed)
            longest = max(longest, (time.perf_counter() - start) * 1000)
        print(f"  {name}: {longest:.1f} ms at most, {len(division.alone)} alone")
        goals.check(
            longest < MOST_MILLISECONDS, f"under {MOST_MILLISECONDS} ms: {name}"
        )


def main():
    goals = Goals()
    with environment("meetings") as env:
        divide_women(goals)
        open_large(env, goals)
        plan_years(env, goals)
    goals.end()


if __name__ == "__main__":
    main()

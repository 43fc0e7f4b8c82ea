"""Meetings: a year for 1,000 groups, opening a large one, and dividing 60 women.

The goals: a year of meetings for 1,000 groups is planned in one job that tells how far
it is, at the same number of queries a group from beginning to end; a meeting with 60
people and 15 points opens with as many queries as one with 12 people and 11 points;
60 women are divided into small groups in under 50 ms, also where few share a language.
"""

import random
import statistics
import sys
import time
from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

from _common import Goals, environment, make_group, make_user, measured
from lxml import etree

GROUPS = int(sys.argv[1]) if sys.argv[1:] else 1000
MOST_QUERIES_A_GROUP = 10
MOST_MILLISECONDS = 50
ROUNDS = 25
LANGUAGES = ("da", "ar", "so", "tr", "ur", "fa", "ta", "bs")


# ----------------------------------------------------------------------
# A year for many groups
# ----------------------------------------------------------------------


def plan_a_year(env, goals):
    """Plan twelve months of meetings for all groups in the job of the background."""
    groups = env["bydelsmor.group"].browse(
        [make_group(env, f"Bench {number}").id for number in range(GROUPS)]
    )
    series = env["bydelsmor.meeting.series"]
    year = date.today().year + 1
    with measured() as begun:
        series._plan(
            groups,
            {
                "kind": "monthly",
                "date_from": date(year, 1, 1),
                "date_to": date(year, 12, 31),
            },
            later=True,
        )
    env.flush_all()
    with told_progress(env) as lots, measured() as done:
        series._cron_plan()
    meetings = env["bydelsmor.meeting"].search_count([])
    seconds = begun["seconds"] + done["seconds"]
    print(f"\nA year for {GROUPS} groups: {meetings} meetings in {seconds:.0f} s")
    print(f"  {done['queries'] / GROUPS:.1f} queries a group, {len(lots)} lots")
    goals.check(meetings >= 11 * GROUPS, "every group has its year")
    goals.check(
        len(lots) > 1 and not lots[-1][1] and sum(n for n, _left in lots) == GROUPS,
        f"the job tells how far it is, {len(lots)} times",
    )
    half = len(lots) // 2
    first, last = lots_queries(lots[:half]), lots_queries(lots[half:])
    goals.check(
        last <= first * 1.2,
        f"no more queries a group at the end ({last:.1f}) than before ({first:.1f})",
    )
    goals.check(
        done["queries"] <= MOST_QUERIES_A_GROUP * GROUPS,
        f"at most {MOST_QUERIES_A_GROUP} queries a group",
    )


class Lot(tuple):
    """(groups done, groups left), with the queries that it took."""

    queries = 0


def lots_queries(lots):
    return sum(lot.queries for lot in lots) / max(sum(lot[0] for lot in lots), 1)


@contextmanager
def told_progress(env):
    """Listen to what the job tells Odoo's scheduler, which does not run here."""
    import odoo.sql_db

    lots, last = [], [odoo.sql_db.sql_counter]
    cron = type(env["ir.cron"])

    def listen(self, processed=0, *, remaining=None, **_kwargs):
        self.env.flush_all()
        self.env.cr.commit()
        lot = Lot((processed, remaining))
        lot.queries = odoo.sql_db.sql_counter - last[0]
        last[0] = odoo.sql_db.sql_counter
        lots.append(lot)
        return float("inf")

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
        plan_a_year(env, goals)
    goals.end()


if __name__ == "__main__":
    main()

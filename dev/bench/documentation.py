"""Storing conversation forms, and closing a year of them.

Storing 200 forms, against a bare ``create`` of the same values. The goal: our whole
way (role, uuid, checked answers, language and text) costs at most 1.5 times what Odoo
alone needs to create the same rows, one after the other, as superuser in the same
model. Both are measured in turns, and the best of each counts, for the machine has
other things to do as well. What the year costs is in ``_year``.
"""

import sys
import time
from uuid import uuid4

import _year
from _common import Goals, environment

FORMS = 200
ROUNDS = 7
GOAL = 1.5


class Forms:
    """A woman of a group who tells of the same conversation again and again."""

    def __init__(self, env):
        somali = env.ref("bydelsmor.language_so")
        group = env["bydelsmor.group"].create(
            {
                "name": "Bench",
                "municipality_id": env.ref("bydelsmor.municipality_0101").id,
                "language_ids": somali.ids,
            }
        )
        volunteer = env["bydelsmor.volunteer"].create(
            {"group_id": group.id, "name": "Woman", "state": "active"}
        )
        self.env, self.company = env, group.company_id
        self.user = volunteer._ensure_user()
        self.answers = {
            "arose_id": self.choice("arose_network"),
            "topic_ids": [self.choice("topic_school"), self.choice("topic_work")],
            "next_id": self.choice("next_meet"),
            "bridge_ids": [self.choice("bridge_danish")],
            "place_id": self.choice("place_courtyard"),
            "duration_id": self.choice("duration_30"),
            "contact_id": self.choice("contact_first"),
            "language_id": somali.id,
            "note": "Ring til skolen på mandag",
        }
        self.env.cr.commit()

    def choice(self, name):
        return self.env.ref(f"bydelsmor.choice_{name}").id

    def bare(self, cr):
        forms = self.env["bydelsmor.conversation"].with_env(self.env(cr=cr))
        many = {
            name: [(6, 0, self.answers[name])] for name in ("topic_ids", "bridge_ids")
        }
        values = {
            **self.answers,
            **many,
            "company_id": self.company.id,
            "author_id": self.user.id,
        }
        for _form in range(FORMS):
            forms.create({**values, "uuid": str(uuid4())})
            forms.env.flush_all()

    def ours(self, cr):
        env = self.env(
            cr=cr,
            user=self.user.id,
            context={"allowed_company_ids": self.company.ids},
        )
        forms, company = env["bydelsmor.conversation"], self.company.with_env(env)
        for _form in range(FORMS):
            forms._submit(company, {**self.answers, "uuid": str(uuid4())})
            env.flush_all()


def measure(env, way):
    """Run one way in a transaction of its own; return seconds and queries."""
    import odoo.sql_db

    with env.registry.cursor() as cr:
        queries = odoo.sql_db.sql_counter
        start = time.perf_counter()
        way(cr)
        cr.commit()
        seconds = time.perf_counter() - start
        return {"seconds": seconds, "queries": odoo.sql_db.sql_counter - queries}


def submissions(env, goals):
    forms = Forms(env)
    ways = (forms.bare, forms.ours)
    for way in ways:
        measure(env, way)
    rounds = [[measure(env, way) for way in ways] for _round in range(ROUNDS)]
    best = [
        min(turn, key=lambda one: one["seconds"]) for turn in zip(*rounds, strict=True)
    ]
    names = (f"plain Odoo creates {FORMS}", f"we store {FORMS}")
    print(f"{'':24}{'seconds':>9}{'queries':>9}")
    for name, result in zip(names, best, strict=True):
        print(f"{name:24}{result['seconds']:9.2f}{result['queries']:9d}")
    ratio = best[1]["seconds"] / best[0]["seconds"]
    goals.check(ratio <= GOAL, f"storing at most {GOAL}x plain Odoo: {ratio:.2f}x")


def main():
    """Measure both, or one of them: documentation [submissions] [year]."""
    goals = Goals()
    parts = {"submissions": submissions, "year": _year.run}
    wanted = [word for word in sys.argv[1:] if word in parts] or list(parts)
    with environment("documentation") as env:
        for name in wanted:
            parts[name](env, goals)
    goals.end()


if __name__ == "__main__":
    main()

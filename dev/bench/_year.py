"""Closing a year of 1,800,000 conversations in 1,000 groups, against plain SQL.

Plain SQL counts the same: every question by group and quarter, and by the country's
months. Ours also decides what may be shown and stores it. Beside it, what the
secretariat's table of all groups costs to read, against the plain count of its figures
from the forms.
The goals: closing costs at most twice the plain count and as many queries for 1,000
groups as for 10; reading costs less than the plain count, and one query.
"""

from datetime import date

from _common import FIRST_ID, copy_groups, make_group, make_user, measured, show

YEAR = 2024
# (groups, conversations)
SIZES = ((10, 18_000), (1_000, 1_800_000))
ROUNDS = 3
GOAL = 2
OURS, PLAIN = "we close the year", "plain SQL counts it"
READ, PLAIN_READ = "all groups' topics, published", "plain SQL counts them"
# question -> column, and how often it is left unanswered: once in so many.
COLUMNS = {
    "arose": ("arose_id", 0),
    "next": ("next_id", 0),
    "place": ("place_id", 3),
    "contact": ("contact_id", 4),
    "duration": ("duration_id", 3),
}
RELATIONS = {
    "topic": ("bydelsmor_conversation_topic_rel", 2),
    "bridge": ("bydelsmor_conversation_bridge_rel", 1),
}


class Year:
    """Groups that are copies of one, with invented conversations."""

    def __init__(self, env):
        self.env = env
        self.group = make_group(env, "Bench year")
        self.company = self.group.company_id
        self.statistics = env["bydelsmor.statistic"]
        choices = env["bydelsmor.choice"].search([])
        self.choices = {
            question: found.ids
            for question, found in choices.grouped("question").items()
        }
        self.languages = env["bydelsmor.language"].search([], limit=12).ids
        user = make_user(env, env.company, "bydelsmor.group_secretariat")
        self.reader = self.statistics.with_user(user)
        self.groups = self.talks = 0
        self._drop_foreign_keys()

    def _drop_foreign_keys(self):
        """Checking those of millions of invented rows is not what is measured."""
        cr = self.env.cr
        tables = [
            "bydelsmor_conversation",
            *(table for table, _n in RELATIONS.values()),
        ]
        cr.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint"
            " WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])",
            [tables],
        )
        for table, name in cr.fetchall():
            cr.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')

    def grow(self, groups, talks):
        cr = self.env.cr
        self.env.flush_all()
        copy_groups(self.env, self.group, self.groups, groups)
        self.groups = groups
        self._add_talks(talks)
        cr.commit()
        cr.execute("ANALYZE")
        cr.commit()
        self.env.invalidate_all()

    def _pick(self, ids, seed):
        """Return the SQL of one of the ids, the first ones more often."""
        array = f"ARRAY{list(ids)}"
        chance = f"power(((n * {seed} + n / 7) % 1009) / 1009.0, 2)"
        return f"({array})[1 + floor({chance} * {len(ids)})::int]"

    def _add_talks(self, talks):
        cr, first, groups = self.env.cr, self.talks, self.groups
        columns = {
            column: self._maybe(self._pick(self.choices[question], 7 + 2 * index), skip)
            for index, (question, (column, skip)) in enumerate(COLUMNS.items())
        }
        columns["language_id"] = self._maybe(self._pick(self.languages, 23), 3)
        cr.execute(
            f"""
            INSERT INTO bydelsmor_conversation (
                id, company_id, date, create_date, write_date, create_uid, write_uid,
                {", ".join(columns)})
            SELECT {FIRST_ID} + n, {FIRST_ID} + n % {groups},
                   date '{YEAR}-01-01' + (n * 31 % 366)::int, now(), now(), 1, 1,
                   {", ".join(columns.values())}
              FROM generate_series({first}, {talks - 1}) AS t(n)
            """
        )
        for question, (table, turns) in RELATIONS.items():
            for turn in range(turns):
                picked = self._pick(self.choices[question], 37 + 6 * turn)
                cr.execute(
                    f"""
                    INSERT INTO {table} (conversation_id, choice_id)
                    SELECT {FIRST_ID} + n, {picked}
                      FROM generate_series({first}, {talks - 1}) AS t(n)
                    ON CONFLICT DO NOTHING
                    """
                )
        self.talks = talks

    def _maybe(self, sql, skip):
        return f"CASE WHEN n % {skip} > 0 THEN {sql} END" if skip else sql

    # ------------------------------------------------------------------

    def close(self):
        first, after = date(YEAR, 1, 1), date(YEAR + 1, 1, 1)
        self.statistics._store(YEAR, self.statistics._figures(first, after))

    def open_again(self):
        """Only a bench does this."""
        self.env.cr.execute("DELETE FROM bydelsmor_statistic")

    def count_plainly(self):
        """The same counts in plain SQL, one query a question."""
        cr = self.env.cr
        talks = (
            "SELECT id, company_id, EXTRACT(quarter FROM date) AS quarter,"
            " EXTRACT(month FROM date) AS month, {} FROM bydelsmor_conversation"
            f" WHERE date >= '{YEAR}-01-01' AND date < '{YEAR + 1}-01-01'"
        )
        sets = "GROUP BY GROUPING SETS ((company_id, quarter, answer), (month, answer))"
        cr.execute(
            f"SELECT company_id, month, count(*) FROM ({talks.format('1')}) AS talks"
            " GROUP BY company_id, month"
        )
        rows = len(cr.fetchall())
        for column in [*(column for column, _skip in COLUMNS.values()), "language_id"]:
            inner = talks.format(f"{column} AS answer")
            cr.execute(
                f"SELECT company_id, quarter, month, answer, count(*)"
                f" FROM ({inner}) AS talks {sets}"
            )
            rows += len(cr.fetchall())
        for table, _turns in RELATIONS.values():
            cr.execute(
                f"SELECT company_id, quarter, month, choice_id AS answer, count(*)"
                f" FROM ({talks.format('1')}) AS talks"
                f" JOIN {table} ON conversation_id = talks.id"
                " GROUP BY GROUPING SETS"
                " ((company_id, quarter, choice_id), (month, choice_id))"
            )
            rows += len(cr.fetchall())
        return rows

    def read(self):
        domain = [
            ("area", "=", "group"),
            ("year", "=", YEAR),
            ("subject", "=", "topic"),
        ]
        return self.reader._read_group(
            domain, ["company_id", "choice_id"], ["count:sum"]
        )

    def read_plainly(self):
        table = RELATIONS["topic"][0]
        self.env.cr.execute(
            f"SELECT company_id, choice_id, count(*) FROM bydelsmor_conversation"
            f" JOIN {table} ON conversation_id = id"
            f" WHERE date >= '{YEAR}-01-01' AND date < '{YEAR + 1}-01-01'"
            f" GROUP BY company_id, choice_id"
        )
        return self.env.cr.fetchall()


def measure(year):
    """Return {name: measures}, in turns, the best of each; the first warms up."""
    works = {
        PLAIN: year.count_plainly,
        OURS: year.close,
        PLAIN_READ: year.read_plainly,
        READ: year.read,
    }
    best = {}
    for number in range(ROUNDS):
        year.open_again()
        for name, work in works.items():
            year.env.invalidate_all()
            with measured() as result:
                work()
            if number and result["seconds"] < best.get(name, result)["seconds"] + 1e-9:
                best[name] = result
    return best


def run(env, goals):
    year = Year(env)
    results = []
    for groups, talks in SIZES:
        year.grow(groups, talks)
        results.append(measure(year))
        shown = len(year.read())
        title = f"{talks:,} conversations in {groups:,} groups; {shown} topics shown"
        closing = {name: results[-1][name] for name in (PLAIN, OURS)}
        show(title, closing, PLAIN)
        reading = {name: results[-1][name] for name in (PLAIN_READ, READ)}
        show("Reading", reading, PLAIN_READ)
    few, many = results
    ratio = many[OURS]["seconds"] / many[PLAIN]["seconds"]
    goals.check(ratio <= GOAL, f"closing at most {GOAL}x plain SQL: {ratio:.2f}x")
    goals.check(
        few[OURS]["queries"] == many[OURS]["queries"],
        f"as many queries for {SIZES[1][0]:,} groups as for {SIZES[0][0]}",
    )
    ratio = many[READ]["seconds"] / many[PLAIN_READ]["seconds"]
    goals.check(ratio <= 1, f"reading at most what plain SQL needs: {ratio:.2f}x")

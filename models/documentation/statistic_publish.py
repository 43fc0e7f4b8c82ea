from datetime import date
from operator import itemgetter

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .statistic import CONVERSATIONS, QUESTIONS
from .suppression import THRESHOLD, Question
from .year_figures import COUNTRY, Answers, Totals, group

# The last year that was closed.
CLOSED = "bydelsmor.statistics_closed"
# Piles of paper forms of December are still tapped in during January and February.
CLOSING_MONTH = 3
# Questions with one answer: name -> column of the conversation.
COLUMNS = {
    "arose": "arose_id",
    "next": "next_id",
    "language": "language_id",
    "place": "place_id",
    "contact": "contact_id",
    "duration": "duration_id",
}
# Questions with several: name -> table that holds them.
RELATIONS = {
    "topic": "bydelsmor_conversation_topic_rel",
    "bridge": "bydelsmor_conversation_bridge_rel",
}
NEEDED = {"arose", "next", "topic"}
# Codes of answers that mean "something else": no loss when they are not shown.
REST_CODES = ("other", "unknown")


class BydelsmorStatistic(models.Model):
    """Closing a year: count all forms once, store what may be shown, for good."""

    _inherit = "bydelsmor.statistic"

    @api.model
    def _cron_publish(self):
        """Close the years that are over and not closed yet, the oldest first."""
        for year in self._years_to_close():
            self._publish(year)
            self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _years_to_close(self):
        today = fields.Date.context_today(self)
        last = today.year - (1 if today.month >= CLOSING_MONTH else 2)
        closed = self._closed_year()
        if closed:
            return range(closed + 1, last + 1)
        [[first]] = (
            self.env["bydelsmor.conversation"]
            .sudo()
            ._read_group([], aggregates=["date:min"])
        )
        return range(first.year, last + 1) if first else ()

    @api.model
    def _closed_year(self):
        value = self.env["ir.config_parameter"].sudo().get_param(CLOSED)
        return int(value) if (value or "").isdecimal() else 0

    @api.model
    def _publish(self, year):
        """Store the figures of a year that may be shown.

        :raises UserError: when the year is not over, or was closed before
        """
        if year >= fields.Date.context_today(self).year:
            raise UserError(self.env._("A year is closed when it is over."))
        if year <= self._closed_year():
            raise UserError(
                self.env._("%(year)s was closed before; it stays as it is.", year=year)
            )
        self.env["ir.config_parameter"].sudo().set_param(CLOSED, str(year))
        self._store(year, self._figures(date(year, 1, 1), date(year + 1, 1, 1)))

    @api.model
    def _figures(self, first, after):
        """Return [(place, subject, answer, count)] of all that may be shown."""
        self.env.flush_all()
        municipality_of = self._municipalities()
        totals = {
            subject: Totals(counts, municipality_of)
            for subject, counts in self._count_totals(first, after).items()
        }
        figures = [
            (place, subject, None, total.counts.get(place, 0))
            for subject, total in totals.items()
            for place in total.shown
        ]
        figures += self._hours(totals["activities"], first, after)
        figures += self._distinct()
        if totals[CONVERSATIONS].counts:
            figures += self._figures_of_answers(totals[CONVERSATIONS], first, after)
        return figures

    def _municipalities(self):
        groups = self.env["bydelsmor.group"].sudo().with_context(active_test=False)
        return {
            group.company_id.id: group.municipality_id.id or 0
            for group in groups.search_fetch([], ["company_id", "municipality_id"])
        }

    def _figures_of_answers(self, totals, first, after):
        talks = self._talks(first, after, totals.groups_aside())
        counts = self._count_columns(talks)
        for question, table in RELATIONS.items():
            counts[question] = self._count_relation(table, talks)
        questions = self._question_rules()
        for subject, _label in QUESTIONS:
            answers = Answers(totals, questions[subject], *counts[subject])
            for place, answer, count in answers.figures():
                yield place, subject, answer, count

    def _question_rules(self):
        choices = self.env["bydelsmor.choice"].sudo().with_context(active_test=False)
        rest = choices.search_fetch([("code", "in", REST_CODES)], ["question"])
        rest = rest.grouped("question")
        return {
            subject: Question(
                most=3 if subject in RELATIONS else 1,
                needed=subject in NEEDED,
                rest=frozenset(rest[subject].ids if subject in rest else ()),
            )
            for subject, _label in QUESTIONS
        }

    # ------------------------------------------------------------------
    # Counting: a constant number of grouped queries
    # ------------------------------------------------------------------

    def _count_totals(self, first, after):
        """Return {subject: {company: {month: count}}}."""
        result = {}
        for table, columns in (
            ("bydelsmor_conversation", {CONVERSATIONS: "count(*)"}),
            ("bydelsmor_contact_tally", {"contacts": "sum(count)"}),
            (
                "bydelsmor_activity",
                {
                    "activities": "count(*)",
                    "women": "sum(women_count)",
                    "new_women": "sum(new_women_count)",
                    "children": "sum(children_count)",
                },
            ),
        ):
            rows = self._count_by_company_and_month(table, columns, first, after)
            for position, subject in enumerate(columns, 2):
                counts = result[subject] = {}
                for row in rows:
                    counts.setdefault(row[0], {})[row[1]] = row[position] or 0
        return result

    def _count_by_company_and_month(self, table, columns, first, after):
        return self.env.execute_query(
            SQL(
                """
                SELECT company_id, EXTRACT(month FROM date)::int AS month, %(columns)s
                  FROM %(table)s
                 WHERE date >= %(first)s AND date < %(after)s
                 GROUP BY company_id, month
                """,
                columns=SQL(", ").join(SQL(one) for one in columns.values()),
                table=SQL.identifier(table),
                first=first,
                after=after,
            )
        )

    def _hours(self, activities, first, after):
        """Hours are no number of women: they stand where the activities do."""
        rows = self._count_by_company_and_month(
            "bydelsmor_activity", {"hours": "sum(bydelsmor_hours)"}, first, after
        )
        by_company = {}
        for company, month, hours in rows:
            by_company.setdefault(company, {})[month] = hours or 0
        counts = activities.count(by_company)
        return [
            (place, "hours", None, round(counts.get(place, 0)))
            for place in activities.shown
        ]

    def _distinct(self):
        """How many languages and countries of origin the women have between them, of
        today: five or more, for a country alone tells of somebody."""
        women = [("volunteer_id.state", "=", "active")]
        env = self.sudo().env
        for subject, model, field in (
            ("languages", "bydelsmor.volunteer.language", "language_id"),
            ("origins", "bydelsmor.volunteer.private", "origin_country_id"),
        ):
            different = [f"{field}:count_distinct"]
            rows = [
                (group(company.id), count)
                for company, count in env[model]._read_group(
                    women, ["company_id"], different
                )
            ]
            [[all_of_them]] = env[model]._read_group(women, aggregates=different)
            for place, count in [(COUNTRY, all_of_them), *rows]:
                if count >= THRESHOLD:
                    yield place, subject, None, count

    def _talks(self, first, after, aside):
        """Return the SQL of a year's conversations, for the counts by answer."""
        return SQL(
            """
            SELECT id, company_id, EXTRACT(quarter FROM date)::int AS quarter,
                   EXTRACT(month FROM date)::int AS month,
                   company_id = ANY(%(aside)s) AS aside, %(names)s
              FROM bydelsmor_conversation
             WHERE date >= %(first)s AND date < %(after)s
            """,
            names=SQL(", ").join(SQL.identifier(name) for name in COLUMNS.values()),
            first=first,
            after=after,
            aside=aside,
        )

    def _count_columns(self, talks):
        """Return {question: ({company: {quarter: {answer: count}}},
        {month: {answer: count}}, the same of what is set aside)}.

        One pass over the conversations for all questions with one answer.
        """
        names = [SQL.identifier(column) for column in COLUMNS.values()]
        sets = [
            SQL("(%s, %s)", SQL(by), name)
            for by in ("company_id, quarter", "aside, month")
            for name in names
        ]
        rows = self.env.execute_query(
            SQL(
                """
                SELECT GROUPING(%(names)s) AS grouped, company_id, quarter, aside,
                       month, COALESCE(%(names)s) AS answer, count(*)
                  FROM (%(talks)s) AS talks
                 GROUP BY GROUPING SETS (%(sets)s)
                """,
                names=SQL(", ").join(names),
                sets=SQL(", ").join(sets),
                talks=talks,
            )
        )
        everything = 2 ** len(names) - 1
        question_of = {
            everything - 2 ** (len(names) - 1 - position): question
            for position, question in enumerate(COLUMNS)
        }
        counts = {question: ({}, {}, {}) for question in COLUMNS}
        for grouped, *row in rows:
            self._put(counts[question_of[grouped]], *row)
        return counts

    def _count_relation(self, table, talks):
        """The same of a question with several answers."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT company_id, quarter, aside, month, choice_id, count(*)
                  FROM (%(talks)s) AS talks
                  JOIN %(table)s AS answers ON answers.conversation_id = talks.id
                 GROUP BY GROUPING SETS ((company_id, quarter, choice_id),
                                         (aside, month, choice_id))
                """,
                table=SQL.identifier(table),
                talks=talks,
            )
        )
        counts = ({}, {}, {})
        for row in rows:
            self._put(counts, *row)
        return counts

    @staticmethod
    def _put(counts, company, quarter, aside, month, answer, count):
        """An unanswered question is part of what is not shown."""
        if not answer:
            return
        by_group, by_month, aside_by_month = counts
        if company:
            quarters = by_group.setdefault(company, {})
            quarters.setdefault(quarter, {})[answer] = count
            return
        line = by_month.setdefault(month, {})
        line[answer] = line.get(answer, 0) + count
        if aside:
            aside_by_month.setdefault(month, {})[answer] = count

    # ------------------------------------------------------------------
    # Storing
    # ------------------------------------------------------------------

    def _store(self, year, figures):
        """Store them in an order that says nothing, as superuser and past ``create``,
        which is for the figures of earlier years."""
        rows = sorted(
            (self._row(year, *figure) for figure in figures), key=itemgetter(0, 1, 2)
        )
        if rows:
            self.env.cr.execute(
                """
                INSERT INTO bydelsmor_statistic (
                    period, subject, area, date, company_id, municipality_id,
                    choice_id, language_id, count, year, imported,
                    create_uid, write_uid, create_date, write_date)
                SELECT figures.*, %s, false, %s, %s, now(), now()
                  FROM unnest(%s::varchar[], %s::varchar[], %s::varchar[], %s::date[],
                              %s::int[], %s::int[], %s::int[], %s::int[], %s::int[])
                       AS figures
                """,
                [year, SUPERUSER_ID, SUPERUSER_ID, *map(list, zip(*rows, strict=True))],
            )
        self.env.invalidate_all(flush=False)

    def _row(self, year, place, subject, answer, count):
        month = {"year": 1, "quarter": 3 * place.number - 2}.get(
            place.period, place.number
        )
        company = place.area_key if place.area == "group" else None
        municipality = place.area_key if place.area == "municipality" else None
        is_language = subject == "language"
        return (
            place.period,
            subject,
            place.area,
            date(year, month, 1),
            company,
            municipality or None,
            None if is_language else answer,
            answer if is_language else None,
            count,
        )

from collections import defaultdict
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..meetings.danish_time import danish_time
from ..meetings.kinds import HELD_STATES

MOST = 1000
FIRST_YEAR, LAST_YEAR = 2000, 2100
DECEMBER = 12


class BydelsmorGoal(models.Model):
    """What a group wants to reach in a year, as the group itself has decided.

    There is no goal for conversations, and none that a person must meet: how often a
    woman is talked with is nobody's quota. Nobody outside the group sees them.
    """

    _name = "bydelsmor.goal"
    _description = "Goal of the year"
    _order = "year desc, sequence, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: fields.Date.context_today(self).year,
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("activity", "Activities"),
            ("knowledge", "Evenings with new knowledge"),
            ("language", "New languages in the group"),
            ("trained", "Women who finish the training"),
            ("own", "Something of our own"),
        ],
        string="What",
        required=True,
        default="activity",
    )
    name = fields.Char(
        string="In our own words",
        help="Without names of people. Needed for «Something of our own».",
    )
    target = fields.Integer(
        string="How many", required=True, default=2, aggregator=None
    )
    ticked = fields.Integer(
        string="Done, counted by hand",
        copy=False,
        aggregator=None,
        help="Of «Something of our own». All else is counted by itself.",
    )
    done = fields.Integer(compute="_compute_done", aggregator=None)
    percent = fields.Integer(string="How far", compute="_compute_done", aggregator=None)
    suggested = fields.Boolean(
        string="Only a suggestion",
        help="Taken over from the year before, until the group says that it wants it.",
    )

    _target_positive = models.Constraint(
        f"CHECK (target BETWEEN 1 AND {MOST} AND ticked BETWEEN 0 AND {MOST})",
        f"Write a number from 1 to {MOST}.",
    )
    _year_sensible = models.Constraint(
        f"CHECK (year BETWEEN {FIRST_YEAR} AND {LAST_YEAR})",
        "Write the year with four digits.",
    )
    _own_words = models.Constraint(
        "CHECK (kind != 'own' OR COALESCE(name, '') != '')",
        "Write in a few words what you want.",
    )
    _kind_uniq = models.UniqueIndex(
        "(company_id, year, kind) WHERE kind != 'own'",
        "This year has such a goal already. Change its number instead.",
    )

    @api.depends("kind", "name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for goal in self:
            goal.display_name = goal.name or kinds.get(goal.kind, "")

    @api.depends("kind", "year", "target", "ticked", "company_id")
    def _compute_done(self):
        """Counted from what the group has written down, in a handful of queries."""
        counts = {
            kind: goals._count(kind)
            for kind, goals in self._to_count().grouped("kind").items()
        }
        for goal in self:
            counted = counts.get(goal.kind, {})
            goal.done = counted.get((goal.company_id.id, goal.year), goal._by_hand())
            goal.percent = min(100, round(100 * goal.done / max(1, goal.target)))

    def _to_count(self):
        """Return the goals that are counted by themselves.

        One that is only being typed stands behind no rule and no constraint yet: of
        groups that are not the user's own, and of years that are none, it tells
        nothing.
        """
        own = self.env.user._companies_for("member")
        return self.filtered(
            lambda goal: (
                goal.kind in self._counters()
                and FIRST_YEAR <= goal.year <= LAST_YEAR
                and (self.env.su or goal.company_id.id in own)
            )
        )

    def _by_hand(self):
        return self.ticked if self.kind == "own" else 0

    def _counters(self):
        return {
            "activity": self._count_activities,
            "knowledge": self._count_evenings,
            "language": self._count_languages,
            "trained": self._count_trained,
        }

    def _count(self, kind):
        """Return {(company's id, year): how many}."""
        # `_to_count` has asked whose they are, and a number alone is told.
        counted = defaultdict(int)
        for key in self.sudo()._counters()[kind]():
            counted[key] += 1
        return counted

    def _span(self, name):
        """Return the condition for a date in the years of these goals."""
        years = self.mapped("year")
        return (
            Domain("company_id", "in", self.company_id.ids)
            & Domain(name, ">=", date(min(years), 1, 1))
            & Domain(name, "<", date(max(years) + 1, 1, 1))
        )

    def _count_activities(self):
        rows = self.env["bydelsmor.activity"]._read_group(
            self._span("date"), ["company_id", "date:year"], ["__count"]
        )
        for company, year, count in rows:
            yield from [(company.id, year.year)] * count

    def _count_evenings(self):
        """Monthly meetings that were held, with somebody who told something."""
        meetings = self.env["bydelsmor.meeting"].search_fetch(
            self._span("start")
            & Domain("kind", "=", "monthly")
            & Domain("state", "in", HELD_STATES)
            & Domain("guest_topic", "!=", False),
            ["start", "company_id"],
        )
        for meeting in meetings:
            yield meeting.company_id.id, danish_time(meeting.start).year

    def _count_trained(self):
        for woman in self._women():
            day = woman.diploma_date or woman.date_active
            if day:
                yield woman.company_id.id, day.year

    def _count_languages(self):
        """Languages that nobody in the group spoke who came before that year."""
        first = {}
        for woman in self._women():
            for language in woman.language_ids.language_id:
                key = (woman.company_id.id, language.id)
                year = _came_in(woman).year
                first[key] = min(year, first.get(key, year))
        for (company, _language), year in first.items():
            yield company, year

    def _women(self):
        return (
            self.env["bydelsmor.volunteer"]
            .with_context(active_test=False)
            .search_fetch(
                [("company_id", "in", self.company_id.ids)],
                ["diploma_date", "date_active", "date_training", "company_id"],
            )
        )

    # ------------------------------------------------------------------
    # From one year to the next
    # ------------------------------------------------------------------

    def action_want(self):
        """The group wants what was only a suggestion."""
        self.suggested = False
        return True

    def action_next_year(self):
        """Take these goals over to the next year, as a suggestion.

        :raises UserError: when that year has them all
        """
        if not self._suggest_next_year():
            raise UserError(self.env._("The next year has these goals already."))
        return True

    def _suggest_next_year(self):
        """Return the new goals; what the next year has already is left alone."""
        years = [year + 1 for year in set(self.mapped("year"))]
        there = self.search(
            Domain("company_id", "in", self.company_id.ids)
            & Domain("year", "in", years)
        )
        known = {goal._sameness() for goal in there}
        return self.create(
            [
                {**goal.copy_data()[0], "year": goal.year + 1, "suggested": True}
                for goal in self
                if goal._sameness(1) not in known
            ]
        )

    def _sameness(self, years_on=0):
        own = self.name if self.kind == "own" else None
        return self.company_id.id, self.year + years_on, self.kind, own

    @api.model
    def _cron_suggest(self):
        """In December the year's goals become suggestions for the next, once."""
        today = fields.Date.context_today(self)
        if today.month != DECEMBER:
            return
        settled = self.search([("year", "=", today.year + 1)]).company_id
        goals = self.search(
            [
                ("year", "=", today.year),
                ("suggested", "=", False),
                ("company_id", "not in", settled.ids),
            ]
        )
        goals._suggest_next_year()


def _came_in(woman):
    """Return the day from which a woman counts as one of the group."""
    return woman.date_training or woman.date_active or woman.create_date

from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

from .suppression import THRESHOLD, is_safe

# What is counted as a whole.
TOTALS = [
    ("conversations", "Conversations"),
    ("contacts", "Short contacts"),
    ("activities", "Activities"),
    ("women", "Women at activities"),
    ("new_women", "Women who were new"),
    ("children", "Children at activities"),
    ("hours", "Hours of the Bydelsmødre at activities"),
]
# Different ones, which nobody can add up.
DISTINCT = [
    ("languages", "Languages that the Bydelsmødre speak"),
    ("origins", "Countries that they come from"),
]
# What is counted by its answers, each in conversations.
QUESTIONS = [
    ("topic", "What did you talk about?"),
    ("bridge", "A bridge to whom?"),
    ("language", "In which language?"),
    ("arose", "How did you meet?"),
    ("place", "Where?"),
    ("contact", "Which time?"),
    ("duration", "How long?"),
    ("next", "What happens next?"),
]
FIRST_YEAR = 1995
# What a conversation's figures are counted as.
CONVERSATIONS = "conversations"


class BydelsmorStatistic(models.Model):
    """One figure of a closed year, as it was published: true, and never changed.

    The only place where the forms of more than one woman are broken down. A row is
    here or not at all: ``suppression`` decides, once for each year, and nothing else
    of the forms can be had by reading, grouping, counting or exporting. A year is
    worked out when it is closed (``statistic_publish``) and stays as it is, for the
    difference between two versions of a figure would tell of the forms between them.
    So nothing of a running year is here, not even its quarters that are over: forms
    on paper come in months later, and which figures of a year may be shown together
    is known only when all of it is there. A group sees its own totals at once.

    Figures of years before, typed or imported by the secretariat, stand beside them
    as ``imported``.
    """

    _name = "bydelsmor.statistic"
    _description = "Published figure"
    _order = "year desc, period, date, area, company_id, subject, count desc, id"
    _check_company_auto = True

    year = fields.Integer(required=True, aggregator=None)
    period = fields.Selection(
        [("year", "Year"), ("quarter", "Quarter"), ("month", "Month")],
        required=True,
        readonly=True,
        default="year",
    )
    date = fields.Date(string="From", required=True, readonly=True)
    area = fields.Selection(
        [
            ("national", "The whole country"),
            ("municipality", "Municipality"),
            ("group", "Group"),
        ],
        required=True,
        readonly=True,
        default="national",
    )
    company_id = fields.Many2one(
        "res.company",
        string="Group",
        index=True,
        ondelete="restrict",
        domain="[('is_bydelsmor_group', '=', True)]",
        help="Empty for the figures of a municipality and of the whole country.",
    )
    municipality_id = fields.Many2one(
        "bydelsmor.municipality", readonly=True, ondelete="restrict"
    )
    subject = fields.Selection(
        TOTALS + DISTINCT + QUESTIONS,
        string="What is counted",
        required=True,
    )
    choice_id = fields.Many2one(
        "bydelsmor.choice", string="Answer", readonly=True, ondelete="restrict"
    )
    language_id = fields.Many2one(
        "bydelsmor.language", readonly=True, ondelete="restrict"
    )
    count = fields.Integer(
        string="How many",
        required=True,
        aggregator="sum",
        help="The answers to a question are counted in conversations. What fewer than "
        "five would be known by is not shown; nothing is rounded or changed.",
    )
    when = fields.Char(compute="_compute_words")
    answer = fields.Char(string="What was answered", compute="_compute_words")
    imported = fields.Boolean(
        string="From earlier papers", readonly=True, default=True, copy=False
    )

    _figure_uniq = models.UniqueIndex(
        "(year, period, date, area, COALESCE(company_id, 0),"
        " COALESCE(municipality_id, 0), subject, COALESCE(choice_id, 0),"
        " COALESCE(language_id, 0))",
        "This figure of the year is here already.",
    )
    _count_positive = models.Constraint(
        "CHECK (count >= 0)", "A figure cannot be less than none."
    )

    @api.depends("year", "subject", "choice_id", "language_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["subject"]._description_selection(self.env))
        for figure in self:
            answer = figure.choice_id.name or figure.language_id.name
            words = [str(figure.year), labels.get(figure.subject), answer]
            figure.display_name = " · ".join(word for word in words if word)

    @api.depends("year", "period", "date", "choice_id", "language_id")
    @api.depends_context("lang")
    def _compute_words(self):
        for figure in self:
            figure.when = figure._period_words()
            figure.answer = figure.choice_id.name or figure.language_id.name

    def _period_words(self):
        if self.period == "quarter":
            number = (self.date.month + 2) // 3
            return self.env._(
                "%(year)s, quarter %(number)s", year=self.year, number=number
            )
        if self.period == "month":
            return format_date(self.env, self.date, date_format="MMMM y")
        return str(self.year)

    def _read_group_select(self, aggregate_spec, query):
        """Add up only what is alike, in all tables, diagrams and exports: no sum of
        women and hours, none of a country and its groups or of a year and its months,
        none of several answers, for what is left out would be missing; and none of
        different languages, for two years may speak the same ones."""
        total = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec != "count:sum":
            return total
        columns = [
            SQL(
                "COALESCE(%s::varchar, '')",
                self._field_to_sql(self._table, name, query),
            )
            for name in ("subject", "area", "period", "choice_id", "language_id")
        ]
        alike = [SQL("min(%s) = max(%s)", column, column) for column in columns]
        return SQL(
            "CASE WHEN count(*) = 1 OR (%s AND min(%s) NOT IN %s) THEN %s END",
            SQL(" AND ").join(alike),
            columns[0],
            tuple(dict(DISTINCT)),
            total,
        )

    # ------------------------------------------------------------------
    # Figures of earlier years
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Store totals of earlier years. Published ones are not made this way."""
        self.browse().check_access("create")
        return super().create([self._prepare_earlier(vals) for vals in vals_list])

    def _prepare_earlier(self, vals):
        company = self.env["res.company"].browse(vals.get("company_id") or [])
        year = self._clean_year(vals.get("year"))
        return {
            **vals,
            "year": year,
            "imported": True,
            "period": "year",
            "date": date(year, 1, 1),
            "area": "group" if company else "national",
            # The group's municipality is nobody's secret.
            "municipality_id": company.sudo().bydelsmor_group_ids.municipality_id.id,
            "choice_id": False,
            "language_id": False,
        }

    @api.model
    def _clean_year(self, year):
        """Return a year that was over before the first one that is counted here."""
        counted = self.sudo().search_fetch(
            Domain("imported", "=", False), ["year"], order="year", limit=1
        )
        last = (counted.year or fields.Date.context_today(self).year) - 1
        if type(year) is not int or not FIRST_YEAR <= year <= last:
            raise ValidationError(
                self.env._(
                    "«Year»: write a year from %(first)s to %(last)s. Later years are "
                    "counted from the forms.",
                    first=FIRST_YEAR,
                    last=last,
                )
            )
        return year

    def write(self, vals):
        self.check_access("write")  # before a refusal that tells what stands there
        if not all(self.mapped("imported")) or not {"count"} >= set(vals):
            raise UserError(
                self.env._(
                    "A published figure is never changed. Of a figure from earlier "
                    "papers only «How many» can be: delete the line and import it anew."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        if not all(self.mapped("imported")):
            raise UserError(self.env._("A published figure is never deleted."))

    @api.constrains("count", "subject", "company_id", "year")
    def _check_earlier(self):
        for figure in self:
            if figure.subject not in dict(TOTALS + DISTINCT):
                raise ValidationError(
                    self.env._(
                        "«What is counted»: only totals can be brought from earlier "
                        "years, not answers."
                    )
                )
            if not is_safe(figure.count):
                raise ValidationError(
                    self.env._(
                        "«How many»: leave figures below %(count)s out. They could "
                        "tell who somebody is.",
                        count=THRESHOLD,
                    )
                )
        self._check_rests()

    def _check_rests(self):
        """What the groups' figures leave of the country's is a figure too."""
        sums = self.sudo()._read_group(
            Domain("imported", "=", True)
            & Domain("year", "in", self.mapped("year"))
            & Domain("subject", "in", self.mapped("subject"))
            & Domain("subject", "in", list(dict(TOTALS))),
            ["year", "subject", "area"],
            ["count:sum"],
        )
        by_area = {(year, subject, area): count for year, subject, area, count in sums}
        for (year, subject, area), count in by_area.items():
            groups = by_area.get((year, subject, "group"), 0)
            if area == "national" and groups and 0 < count - groups < THRESHOLD:
                raise ValidationError(
                    self.env._(
                        "%(year)s: the groups' figures leave fewer than %(count)s of "
                        "the country's, and so tell of them. Leave one group out.",
                        year=year,
                        count=THRESHOLD,
                    )
                )

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...models.documentation.statistic import DISTINCT, QUESTIONS, TOTALS
from ...models.organisation.print_language import print_language

# How many years the figures go back.
YEARS = 5
# What came of it stands first.
CHARTS = ("next", "topic", "bridge", "language", "arose", "place")
MOST_SENTENCES = 6


class BydelsmorResults(models.TransientModel):
    """The results of a year on paper: a group's, or the whole country's.

    For the general assembly, the municipality and the yearly «in numbers». All of it
    comes from the published figures, so that paper and screen agree.
    """

    _name = "bydelsmor.results"
    _description = "Results of a year"

    year = fields.Integer(required=True, default=lambda self: self._last_year())
    company_id = fields.Many2one(
        "res.company",
        string="Group",
        default=lambda self: self._own_company(),
        domain="[('is_bydelsmor_group', '=', True)]",
        help="Empty: the whole country.",
    )
    language = fields.Selection(
        [("da", "Danish"), ("en", "English")], required=True, default="da"
    )

    @api.model
    def _last_year(self):
        return self.env["bydelsmor.statistic"]._closed_year() or (
            fields.Date.context_today(self).year - 1
        )

    @api.model
    def _own_company(self):
        company = self.env.company
        return company if company.is_bydelsmor_group else False

    def action_print(self):
        """Print the results.

        :raises UserError: when the year is not counted yet
        :raises AccessError: for another group than her own
        """
        self.ensure_one()
        self._check_reader()
        if not self._figures():
            raise UserError(
                self.env._(
                    "There are no figures of %(year)s here. A year is counted on 1 "
                    "March of the next.",
                    year=self.year,
                )
            )
        return self.env.ref("bydelsmor.results_report").report_action(self)

    def _check_reader(self):
        if self.company_id:
            self.env.user._check_role(self.company_id, "board", "secretariat")
        elif not self.env["bydelsmor.statistic"].has_access("read"):
            raise AccessError(self.env._("You cannot see the country's figures."))

    def _print_lang(self):
        return print_language(self.env, self.language)

    def _print_filename(self):
        own = self.with_context(lang=self._print_lang())
        return f"{own._title()} {own._whose()}"

    def _title(self):
        return self.env._("%(year)s in numbers", year=self.year)

    def _whose(self):
        return self.company_id.name or self.env._("All groups of Bydelsmødre")

    # ------------------------------------------------------------------
    # What the paper says, in the language of the context
    # ------------------------------------------------------------------

    def _print_data(self):
        self.ensure_one()
        self._check_reader()
        figures = self._figures()
        return {
            "title": self._title(),
            "whose": self._whose(),
            "sentences": self._sentences(),
            "numbers": self._numbers(figures),
            "years": self._trend(figures),
            "charts": self._charts(figures),
        }

    def _figures(self):
        """Return the published figures of the year and those before, as she may see
        them."""
        area = Domain("area", "=", "national")
        if self.company_id:
            area = Domain("area", "=", "group")
            area &= Domain("company_id", "=", self.company_id.id)
        return self.env["bydelsmor.statistic"].search(
            area
            & Domain("period", "=", "year")
            & Domain("year", ">", self.year - YEARS)
            & Domain("year", "<=", self.year)
        )

    def _of_year(self, figures):
        return figures.filtered(lambda figure: figure.year == self.year)

    def _numbers(self, figures):
        """Return [(what, figure)] of the totals; one that is not shown is «–»."""
        counts = {figure.subject: figure.count for figure in self._of_year(figures)}
        return [
            (label, self._number(counts.get(subject)))
            for subject, label in self._labels(TOTALS + DISTINCT)
        ]

    def _number(self, count):
        if count is None:
            return "–"
        lang = self.env["res.lang"]._lang_get(self._print_lang())
        return lang.format("%d", count, grouping=True)

    def _labels(self, pairs):
        field = self.env["bydelsmor.statistic"]._fields["subject"]
        labels = dict(field._description_selection(self.env))
        return [(subject, labels[subject]) for subject, _label in pairs]

    def _trend(self, figures):
        """Return (years, [(what, [figure of each year])]) where there are several."""
        years = sorted(set(figures.mapped("year")))
        counts = {(f.subject, f.year): f.count for f in figures}
        rows = [
            (label, [self._number(counts.get((subject, year))) for year in years])
            for subject, label in self._labels(TOTALS + DISTINCT)
            if any((subject, year) in counts for year in years)
        ]
        return (years, rows) if len(years) > 1 else ((), ())

    def _charts(self, figures):
        """Return [(question, [(answer, figure, percent of the longest bar)])]."""
        by_subject = self._of_year(figures).grouped("subject")
        labels = dict(self._labels(QUESTIONS))
        return [
            (labels[subject], self._bars(by_subject[subject]))
            for subject in CHARTS
            if subject in by_subject
        ]

    def _bars(self, figures):
        longest = max(figures.mapped("count"))
        return [
            (
                figure.choice_id.name or figure.language_id.name,
                self._number(figure.count),
                max(1, round(100 * figure.count / longest)),
            )
            for figure in figures.sorted(lambda figure: (-figure.count, figure.id))
        ]

    def _sentences(self):
        """Return what worked well, as the group's own women wrote it. Other people's
        sentences are not printed."""
        if not self.company_id or not self.env.user._has_role(self.company_id, "board"):
            return []
        activities = self.env["bydelsmor.activity"].search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("worked", "!=", False)
            & Domain("date", ">=", f"{self.year}-01-01")
            & Domain("date", "<=", f"{self.year}-12-31"),
            limit=MOST_SENTENCES,
        )
        return [(one.display_name, one.worked) for one in activities]

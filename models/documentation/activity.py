from odoo import api, fields, models
from odoo.tools import format_date

from .conversation import answer
from .form import FormFault

MOST_PEOPLE = 2000
MOST_HOURS = 500
MOST_THINGS = 10000


class BydelsmorActivity(models.Model):
    """An activity form (aktivitetsskema): something the group did with many women.

    It counts people and names none, and the whole group may read it: it was there.
    What it cost is in the books, whose receipts point here.
    """

    _name = "bydelsmor.activity"
    _description = "Activity"
    _inherit = ["bydelsmor.form"]
    _order = "date desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(default=lambda self: self.env.company)
    name = fields.Char(
        string="What did you call it?",
        help="Without names of people. Left empty, it is called by its kind.",
    )
    kind_id = answer(
        "activity", string="What kind of activity?", required=True, index=True
    )
    topic_ids = fields.Many2many(
        "bydelsmor.choice",
        "bydelsmor_activity_topic_rel",
        "activity_id",
        "choice_id",
        string="What was it about?",
        domain=[("question", "=", "topic")],
        ondelete="restrict",
    )
    place_id = answer("place", string="Where?")
    partner = fields.Char(
        string="Together with whom?",
        help="The library, the housing association, another group: no names of people.",
    )
    hours = fields.Float(
        string="How many hours did it last?", digits=(6, 1), aggregator="sum"
    )
    women_count = fields.Integer(string="Women", aggregator="sum")
    children_count = fields.Integer(string="Children", aggregator="sum")
    new_women_count = fields.Integer(
        string="Women who were new", aggregator="sum", help="Of the women who came."
    )
    bydelsmor_count = fields.Integer(string="Bydelsmødre who helped", aggregator="sum")
    bydelsmor_hours = fields.Float(
        string="Their hours, all together",
        digits=(7, 1),
        aggregator="sum",
        help="With what was prepared before and tidied up after.",
    )
    handed_out = fields.Char(
        string="What was handed out?", help="Folders, books, food: no names."
    )
    handed_out_count = fields.Integer(string="How many?", aggregator="sum")
    language_ids = fields.Many2many("bydelsmor.language", string="Languages used")
    mood_id = answer("mood", string="How did it go?")
    worked = fields.Char(
        string="What worked well?", help="One sentence, without names."
    )

    _uuid_uniq = models.UniqueIndex("(uuid)", "This form was sent already.")
    _company_date_idx = models.Index("(company_id, date DESC, id DESC)")
    _counts_positive = models.Constraint(
        "CHECK (hours >= 0 AND bydelsmor_hours >= 0 AND women_count >= 0"
        " AND children_count >= 0 AND new_women_count >= 0 AND bydelsmor_count >= 0"
        " AND handed_out_count >= 0)",
        "Numbers of people, things and hours cannot be less than none.",
    )
    _new_among_women = models.Constraint(
        "CHECK (new_women_count <= women_count)",
        "More women were new than came. Look at the two numbers once more.",
    )

    @api.depends("name", "kind_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Its name and day: both were on the poster."""
        for activity in self:
            name = activity.name or activity.sudo().kind_id.name or ""
            day = format_date(self.env, activity.date) if activity.date else ""
            activity.display_name = f"{name} · {day}" if name and day else name or day

    def _free_texts(self):
        return ("name", "partner", "handed_out", "worked")

    def _forgotten_texts(self):
        # What it was called stays, as on the poster: receipts point to it.
        return ("worked",)

    def _coarse_dates(self):
        # Its day is no secret, and the books need it.
        return ("create_date", "write_date")

    def _needed(self):
        return ("kind_id",)

    @api.model
    def _clean_values(self, company, values):
        counts = {
            name: self._clean_count(name, values.get(name), most)
            for name, most in (
                ("women_count", MOST_PEOPLE),
                ("children_count", MOST_PEOPLE),
                ("new_women_count", MOST_PEOPLE),
                ("bydelsmor_count", MOST_PEOPLE),
                ("handed_out_count", MOST_THINGS),
            )
        }
        if counts["new_women_count"] > counts["women_count"]:
            raise FormFault(
                "new_women_count",
                self.env._(
                    "More women were new than came. Look at the two numbers once more."
                ),
            )
        return {
            **super()._clean_values(company, values),
            **self._clean_answers(values),
            **counts,
            **{
                name: self._clean_text(name, values.get(name))
                for name in self._free_texts()
            },
            "hours": self._clean_hours("hours", values.get("hours")),
            "bydelsmor_hours": self._clean_hours(
                "bydelsmor_hours", values.get("bydelsmor_hours")
            ),
            "language_ids": [(6, 0, self._clean_languages(company, values))],
        }

    @api.model
    def _clean_languages(self, company, values):
        numbers = values.get("language_ids") or []
        known = self.env["bydelsmor.conversation"]._languages(company).ids
        if not isinstance(numbers, list) or not set(map(str, numbers)) <= set(
            map(str, known)
        ):
            raise FormFault("language_ids", self._again_words("language_ids"))
        return [number for number in known if str(number) in map(str, numbers)]

    @api.model
    def _clean_hours(self, name, value):
        """Return hours with one decimal: a number, or text as «2,5»."""
        try:
            hours = float(str(value or 0).strip().replace(",", "."))
        except ValueError:
            hours = -1
        if not 0 <= hours <= MOST_HOURS:
            raise FormFault(
                name,
                self.env._(
                    "«%(field)s» must be a number from 0 to %(most)s.",
                    field=self._label(name),
                    most=MOST_HOURS,
                ),
            )
        return round(hours, 1)

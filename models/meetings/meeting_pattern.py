from babel.dates import get_day_names

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import get_lang

from .danish_time import from_danish_time
from .year_plan import planned_days

NTHS = [
    ("1", "First"),
    ("2", "Second"),
    ("3", "Third"),
    ("4", "Fourth"),
    ("-1", "Last"),
]
EVERY = [
    ("1", "Every month"),
    ("2", "Every second month"),
    ("3", "Every third month"),
    ("6", "Twice a year"),
    ("12", "Once a year"),
]
HOLIDAYS = [
    ("wait", "Meet a week later"),
    ("leave_out", "No meeting that month"),
]


class BydelsmorMeetingPattern(models.AbstractModel):
    """«The first Tuesday of the month, 17 to 19:30»."""

    _name = "bydelsmor.meeting.pattern"
    _description = "Pattern of meetings"

    weekday = fields.Selection("_weekdays", required=True, default="1")
    nth = fields.Selection(
        NTHS, string="Which of the month", required=True, default="1"
    )
    every = fields.Selection(EVERY, string="How often", required=True, default="1")
    hour_from = fields.Float(string="From", required=True, default=17.0)
    hour_to = fields.Float(string="To", required=True, default=19.5)
    july = fields.Boolean(string="Also in July")
    on_holiday = fields.Selection(
        HOLIDAYS,
        string="On a holiday",
        required=True,
        default="wait",
        help="Danish holidays, and the days beside them on which rooms are shut.",
    )

    @api.model
    def _weekdays(self):
        names = self._weekday_names()
        return [(day, name.capitalize()) for day, name in names.items()]

    @api.model
    def _weekday_names(self):
        """Return {key: name}, written as inside a sentence of the user's language."""
        names = get_day_names("wide", locale=get_lang(self.env).code)
        return {str(day): names[day] for day in range(7)}

    @api.constrains("hour_from", "hour_to")
    def _check_hours(self):
        if any(not 0 <= p.hour_from < p.hour_to < 24 for p in self):
            raise ValidationError(
                self.env._(
                    "The meeting ends before it begins. Look at the two times once "
                    "more."
                )
            )

    def _planned_days(self, first, last):
        """Return the days of this pattern; see ``year_plan.planned_days``."""
        self.ensure_one()
        return planned_days(
            first,
            last,
            weekday=int(self.weekday),
            nth=int(self.nth),
            every=int(self.every),
            july=self.july,
            wait=self.on_holiday == "wait",
        )

    def _times_on(self, day):
        """Return begin and end on a day, as Odoo keeps them."""
        self.ensure_one()
        return {
            "start": from_danish_time(day, self.hour_from),
            "stop": from_danish_time(day, self.hour_to),
        }

    @api.model
    def _holiday_names(self):
        return {
            "new_year": self.env._("New Year's Day"),
            "maundy_thursday": self.env._("Maundy Thursday"),
            "good_friday": self.env._("Good Friday"),
            "easter": self.env._("Easter"),
            "easter_monday": self.env._("Easter Monday"),
            "great_prayer_day": self.env._("Great Prayer Day"),
            "ascension": self.env._("Ascension Day"),
            "whit_sunday": self.env._("Whit Sunday"),
            "whit_monday": self.env._("Whit Monday"),
            "constitution": self.env._("the Day of the Constitution"),
            "christmas_eve": self.env._("Christmas Eve"),
            "christmas": self.env._("Christmas"),
            "new_years_eve": self.env._("New Year's Eve"),
        }

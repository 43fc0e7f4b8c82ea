"""Days on which nobody calls a meeting in Denmark. Plain Python without the ORM.

Source: lov om Folkekirkens højtider (the church's holy days), with the days beside
them on which rooms are shut: the day of the constitution, Christmas Eve and New
Year's Eve. Great Prayer Day was a holiday until 2023 (lov nr. 214 of 6 March 2023).
"""

from datetime import date, timedelta
from functools import lru_cache

LAST_GREAT_PRAYER_DAY = 2023

# Days after Easter Sunday.
MOVABLE = {
    -3: "maundy_thursday",
    -2: "good_friday",
    0: "easter",
    1: "easter_monday",
    39: "ascension",
    49: "whit_sunday",
    50: "whit_monday",
}
FIXED = {
    (1, 1): "new_year",
    (6, 5): "constitution",
    (12, 24): "christmas_eve",
    (12, 25): "christmas",
    (12, 26): "christmas",
    (12, 31): "new_years_eve",
}


def easter_sunday(year):
    """Return Easter Sunday of a year of the Gregorian calendar.

    The rule of Meeus, Jones and Butcher: the Sunday after the first full moon of
    spring, as the church reckons the moon.
    """
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - shift + 15) % 30
    years, left = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * years - moon - left) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def danish_holidays(year):
    """Return {day: key of its name} of one year."""
    easter = easter_sunday(year)
    days = {date(year, *day): name for day, name in FIXED.items()}
    days |= {easter + timedelta(days=after): name for after, name in MOVABLE.items()}
    if year <= LAST_GREAT_PRAYER_DAY:
        days[easter + timedelta(days=26)] = "great_prayer_day"
    return days


def holiday(day):
    """Return the key of the holiday that falls on ``day``, or None."""
    return danish_holidays(day.year).get(day)

"""Which days a series of meetings falls on. Plain Python without the ORM."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from .danish_holidays import holiday

WEEK = timedelta(days=7)
LAST = -1
JULY = 7


class PlannedDay(NamedTuple):
    """One meeting of the plan. ``day`` is None when there is none this time, because
    the ``usual`` day of the pattern is the holiday ``holiday``."""

    usual: date
    day: date | None
    holiday: str | None


def nth_weekday(year, month, weekday, nth):
    """Return a day such as the second Tuesday of March.

    :param int weekday: 0 for Monday to 6 for Sunday
    :param int nth: 1 to 4, or -1 for the last one of the month
    """
    if nth == LAST:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def planned_days(first, last, weekday, nth, every=1, july=True, wait=True):
    """Return the ``PlannedDay`` of each month from ``first`` to ``last``, in order.

    :param int every: months from one meeting to the next
    :param bool july: whether there is a meeting in July, when most are away
    :param bool wait: on a holiday it waits a week (or two), else it is left out
    """
    days = []
    month = first.year * 12 + first.month - 1
    while month <= last.year * 12 + last.month - 1:
        usual = nth_weekday(month // 12, month % 12 + 1, weekday, nth)
        month += every
        if usual < first or usual > last or (usual.month == JULY and not july):
            continue
        days.append(place(usual, wait))
    return days


def place(usual, wait=True):
    """Return the ``PlannedDay`` of a day of the pattern, free of holidays."""
    name = holiday(usual)
    if not name or not wait:
        return PlannedDay(usual, None if name else usual, name)
    day = usual
    while holiday(day):
        day += WEEK
    return PlannedDay(usual, day, name)

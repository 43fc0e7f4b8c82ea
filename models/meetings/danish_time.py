"""The clock of the groups. They meet in Denmark, whatever the reader's own zone is."""

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

DANISH_ZONE = "Europe/Copenhagen"
_zone = ZoneInfo(DANISH_ZONE)


def danish_time(moment):
    """Return a moment as Odoo keeps it (UTC, without zone) on the Danish clock."""
    return moment.replace(tzinfo=timezone.utc).astimezone(_zone)


def from_danish_time(day, hour):
    """Return the moment, as Odoo keeps it, of an hour on a Danish day.

    :param date day: the day
    :param float hour: hours since midnight, 17.5 for half past five
    """
    minutes = round(hour * 60)
    moment = datetime(
        day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=_zone
    )
    return moment.astimezone(timezone.utc).replace(tzinfo=None)

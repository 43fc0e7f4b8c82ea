from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...models.meetings.danish_holidays import (
    danish_holidays,
    easter_sunday,
    holiday,
)
from ...models.meetings.year_plan import (
    nth_weekday,
    place,
    planned_days,
)

TUESDAY, THURSDAY, SUNDAY = 1, 3, 6


@tagged("post_install", "-at_install")
class TestYearPlan(BaseCase):
    def test_easter(self):
        """As printed in the almanac, with the earliest and latest there are."""
        for day in (
            date(1818, 3, 22),
            date(2000, 4, 23),
            date(2008, 3, 23),
            date(2024, 3, 31),
            date(2025, 4, 20),
            date(2026, 4, 5),
            date(2027, 3, 28),
            date(2038, 4, 25),
        ):
            self.assertEqual(easter_sunday(day.year), day)

    def test_holidays_of_a_year(self):
        self.assertEqual(
            sorted(danish_holidays(2026)),
            [
                date(2026, 1, 1),
                date(2026, 4, 2),  # Maundy Thursday
                date(2026, 4, 3),
                date(2026, 4, 5),
                date(2026, 4, 6),
                date(2026, 5, 14),  # Ascension Day
                date(2026, 5, 24),  # Whit Sunday
                date(2026, 5, 25),
                date(2026, 6, 5),
                date(2026, 12, 24),
                date(2026, 12, 25),
                date(2026, 12, 26),
                date(2026, 12, 31),
            ],
        )

    def test_great_prayer_day_is_over(self):
        self.assertEqual(holiday(date(2023, 5, 5)), "great_prayer_day")
        self.assertNotIn("great_prayer_day", danish_holidays(2024).values())

    def test_weekdays_of_a_month(self):
        self.assertEqual(nth_weekday(2026, 9, TUESDAY, 1), date(2026, 9, 1))
        self.assertEqual(nth_weekday(2026, 9, TUESDAY, 4), date(2026, 9, 22))
        self.assertEqual(nth_weekday(2026, 9, TUESDAY, -1), date(2026, 9, 29))
        self.assertEqual(nth_weekday(2026, 2, SUNDAY, -1), date(2026, 2, 22))

    def test_first_thursdays_of_2026(self):
        """1 January and 2 April are holidays; on 8 of each there is none."""
        days = planned_days(date(2026, 1, 1), date(2026, 12, 31), THURSDAY, 1)
        self.assertEqual(
            [planned.day for planned in days],
            [
                date(2026, 1, 8),
                date(2026, 2, 5),
                date(2026, 3, 5),
                date(2026, 4, 9),
                date(2026, 5, 7),
                date(2026, 6, 4),
                date(2026, 7, 2),
                date(2026, 8, 6),
                date(2026, 9, 3),
                date(2026, 10, 1),
                date(2026, 11, 5),
                date(2026, 12, 3),
            ],
        )
        self.assertEqual(days[0].holiday, "new_year")
        self.assertEqual(days[3].usual, date(2026, 4, 2))

    def test_left_out(self):
        days = planned_days(
            date(2026, 1, 1), date(2026, 12, 31), THURSDAY, 1, july=False, wait=False
        )
        self.assertEqual(len(days), 11, "no July")
        self.assertEqual(sum(planned.day is None for planned in days), 2)

    def test_every_third_month(self):
        days = planned_days(date(2026, 2, 1), date(2027, 1, 31), TUESDAY, 2, every=3)
        self.assertEqual(
            [planned.day.month for planned in days], [2, 5, 8, 11], "four a year"
        )

    def test_two_holidays_in_a_row(self):
        """Christmas Eve and New Year's Eve fall on the same weekday."""
        self.assertEqual(place(date(2026, 12, 24)).day, date(2027, 1, 7))

    # A busy machine draws slowly; that says nothing about the plan.
    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.dates(date(1990, 1, 1), date(2100, 12, 31)),
        st.integers(0, 6),
        st.sampled_from([1, 2, 3, 4, -1]),
        st.integers(0, 800),
    )
    def test_always(self, first, weekday, nth, length):
        last = first + timedelta(days=length)
        days = planned_days(first, last, weekday, nth)
        for planned in days:
            self.assertTrue(first <= planned.usual <= last)
            self.assertEqual(planned.day.weekday(), weekday)
            self.assertIsNone(holiday(planned.day))
            self.assertLessEqual(planned.day - planned.usual, timedelta(days=14))
        months = [planned.usual.replace(day=1) for planned in days]
        self.assertEqual(months, sorted(set(months)), "one a month, in order")

from . import (
    test_agenda,
    test_bylaws,
    test_calendar,
    test_ics,
    test_meeting,
    test_merge_texts,
    test_minutes,
    test_series,
    test_votes,
    test_year_plan,
)

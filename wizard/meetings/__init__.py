from . import (
    meeting_plan,
    meeting_series_change,
    meeting_paper,
    meeting_correct,
    meeting_tell,
)

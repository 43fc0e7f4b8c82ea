from . import meeting_plan, meeting_series_change

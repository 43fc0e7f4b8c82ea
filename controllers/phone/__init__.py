from . import (
    way_in,
    shell,
    offline,
    me,
    accounts,
    receipt,
    lost,
    meetings,
    minutes,
    meeting_plan,
    documentation,
    meeting_code,
)

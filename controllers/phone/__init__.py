from . import (
    way_in,
    shell,
    offline,
    me,
    accounts,
    receipt,
    lost,
    meetings,
    documentation,
    meeting_code,
)

from . import (
    choice,
    form,
    form_retention,
    conversation,
    contact_tally,
    activity,
    meeting_code,
    meeting,
    group,
    res_config_settings,
)

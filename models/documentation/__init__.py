from . import (
    choice,
    form,
    form_retention,
    conversation,
    contact_tally,
    activity,
    group,
    res_config_settings,
)

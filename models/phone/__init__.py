from . import (
    group,
    mandate,
    res_config_settings,
    res_lang,
    res_users,
    volunteer,
    volunteer_office,
)

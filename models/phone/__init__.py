from . import group, mandate, res_config_settings, res_users, volunteer

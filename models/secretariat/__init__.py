from . import annual_accounts, group, group_overview

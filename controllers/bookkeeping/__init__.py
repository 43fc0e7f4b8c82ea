from . import annual_accounts

from . import account_account, res_company, template_bydelsmor
from . import annual_accounts
from . import (
    account_move_audit,
    annual_accounts_books,
    annual_accounts_checklist,
    annual_accounts_figures,
    annual_accounts_grants,
    annual_accounts_print,
    annual_accounts_signature,
    annual_accounts_signing,
    audit_mark,
    budget_line,
    cash_count,
    cash_count_line,
)

from . import accounts_step, money_step

# isort: split
from . import (
    account_resequence_wizard,
    accounts_adopt,
    accounts_audit,
    accounts_fault,
    accounts_paper,
    accounts_reopen,
    advance,
    audit_question,
    base_partner_merge,
    cash_transfer,
    correction,
    defer_grants,
    defer_grants_line,
    money_in,
    open_books,
    receipt_return,
    repay,
)

from . import accounts_step

# isort: split
from . import (
    account_resequence_wizard,
    accounts_adopt,
    accounts_audit,
    accounts_fault,
    accounts_paper,
    accounts_reopen,
    audit_question,
    base_partner_merge,
    open_books,
    receipt_return,
)

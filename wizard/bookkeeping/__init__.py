from . import accounts_step

# isort: split
from . import (
    accounts_adopt,
    accounts_audit,
    accounts_fault,
    accounts_paper,
    accounts_reopen,
    audit_question,
    receipt_return,
)

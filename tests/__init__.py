from .access import test_access_matrix, test_access_registry
from .bookkeeping import (
    test_accounting_rules,
    test_annual_accounts,
    test_chart,
    test_correction,
    test_erasure,
    test_grant,
    test_import_comparison,
    test_money,
    test_move_guards,
    test_open_books,
    test_pdf_pages,
    test_receipt_approve,
    test_receipt_batch,
    test_receipt_hand_in,
    test_receipt_image,
    test_receipt_split,
    test_receipt_way,
    test_seen_in_bank,
    test_statement,
    test_voucher_number,
)
from .demo import test_demo_story
from .meetings import test_calendar
from .organisation import (
    test_group,
    test_import,
    test_mandate,
    test_rights,
    test_roles,
    test_translations,
    test_volunteer,
    test_vocabularies,
)
from .phone import (
    test_accounts,
    test_phone_tour,
    test_receipt,
    test_shell,
    test_way_in,
)
from .secretariat import test_group_overview
from .tours import (
    test_annual_accounts_tour,
    test_open_books_tour,
    test_receipt_tour,
)

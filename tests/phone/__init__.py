from . import (
    test_accessibility,
    test_accounts,
    test_documentation,
    test_languages,
    test_meetings,
    test_lost,
    test_office_way_in,
    test_offline,
    test_phone_tour,
    test_receipt,
    test_shell,
    test_way_in,
)

from . import (
    test_access_leaks_books,
    test_access_leaks_calendar,
    test_access_leaks_copies,
    test_access_leaks_files,
    test_access_leaks_mandate,
    test_access_leaks_messages,
    test_access_leaks_methods,
    test_access_leaks_people,
    test_access_leaks_portal,
    test_access_matrix,
    test_access_registry,
    test_reports_by_address,
)

from . import (
    test_annual_accounts_tour,
    test_assembly_tour,
    test_founding_story_tour,
    test_meeting_tour,
    test_open_books_tour,
    test_receipt_tour,
)

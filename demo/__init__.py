from . import (
    bydelsmor_demo,
    demo_books,
    demo_documentation,
    demo_meetings,
    demo_minutes,
)

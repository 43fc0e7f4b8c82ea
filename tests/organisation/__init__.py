from . import (
    test_group,
    test_import,
    test_mandate,
    test_rights,
    test_roles,
    test_translations,
    test_vocabularies,
    test_volunteer,
)

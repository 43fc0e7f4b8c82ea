{
    "name": "Bydelsmødre",
    "summary": "Groups, volunteers, receipts and annual accounts for volunteer groups",
    "version": "19.0.1.0.0",
    "category": "Services",
    "license": "LGPL-3",
    "author": "Bydelsmødre",
    "website": "https://example.org/bydelsmor",
    "application": True,
    "depends": [
        "account",
        "auth_passkey_portal",
        "base_import",
        "calendar",
        "contacts",
        "l10n_dk",
        "mail",
        "portal",
    ],
    "data": [
        # security: groups first, every other file names them
        "security/bydelsmor_groups.xml",
    ],
    "demo": [],
    "assets": {},
}

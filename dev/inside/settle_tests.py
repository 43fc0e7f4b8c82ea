"""Make a test database fit for browser tours on Debian's Odoo.

Debian removes one file that the bundle of the web client names; the browser
calls that an error, and every tour fails on one. The record that takes the name
out of the bundle lives in the test database only, never in the addon.
"""

from _env import make_bundles, opened

from odoo.tools.misc import file_path

BUNDLE = "web.assets_backend"
STRIPPED = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def is_stripped(path):
    try:
        return not file_path(path)
    except FileNotFoundError:
        return True


with opened() as (env, _words):
    if is_stripped(STRIPPED):
        env["ir.asset"].create(
            {
                "name": "File that Debian removes",
                "bundle": BUNDLE,
                "directive": "remove",
                "path": STRIPPED,
            }
        )
    env.cr.commit()
    make_bundles(env, more=("web.assets_tests", "web.__assets_tests_call__"))

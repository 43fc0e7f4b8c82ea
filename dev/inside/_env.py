"""Opening a database with Odoo's ``env``, for the scripts beside this one."""

import sys
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

# what the web client, the phone pages and the papers load; the rest can wait
LOADED = {
    "web.assets_frontend",
    "web.assets_frontend_lazy",
    "web.assets_frontend_minimal",
    "web.assets_web",
    "web.assets_web_print",
    "web.report_assets_common",
    "web.report_assets_pdf",
}


def make_bundles(env, more=()):
    """Compile the browser's files now, so that nobody waits for them later."""
    qweb = env["ir.qweb"]
    scripts, styles = qweb._get_bundles_to_pregenarate()
    for name in sorted(scripts):
        if _is_loaded(name, more):
            qweb._get_asset_bundle(name, css=False, js=True).js()
    for name in sorted(styles):
        if _is_loaded(name, more):
            qweb._get_asset_bundle(name, css=True, js=False).css()


def _is_loaded(name, more):
    return name in LOADED or name in more or name.startswith("bydelsmor.")


@contextmanager
def opened():
    """Yield ``(env, words)``: the database that the first argument names."""
    database, *words = sys.argv[1:]
    config.parse_config(["-d", database, "--no-http"], setup_logging=True)
    with Registry(database).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {}), words
        cr.commit()

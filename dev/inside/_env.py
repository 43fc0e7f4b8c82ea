"""Opening a database with Odoo's ``env``, for the scripts beside this one."""

import sys
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config


@contextmanager
def opened():
    """Yield ``(env, words)``: the database that the first argument names."""
    database, *words = sys.argv[1:]
    config.parse_config(["-d", database, "--no-http"], setup_logging=True)
    with Registry(database).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {}), words
        cr.commit()

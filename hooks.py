from odoo.fields import Domain


def uninstall_hook(env):
    """Leave an Odoo that does not miss us: books and contacts stay, as its own.

    Odoo forgets the chart of a module that goes only where that is a module of
    nothing but charts. A company that still names ours would stop it as soon as
    another language or chart is loaded.
    """
    companies = env["res.company"].with_context(active_test=False)
    companies.search(Domain("chart_template", "=", "bydelsmor")).chart_template = False
    parameters = env["ir.config_parameter"]
    parameters.search(Domain("key", "=like", "bydelsmor.%")).unlink()

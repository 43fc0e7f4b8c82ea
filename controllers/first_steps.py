from odoo import http
from odoo.http import request


class FirstSteps(http.Controller):
    @http.route(
        "/bydelsmor/first-steps",
        type="http",
        auth="public",
        website=True,
        multilang=False,
        sitemap=False,
    )
    def first_steps(self):
        """Show a newcomer to the demo who she can be and what to try first."""
        logins = request.env["bydelsmor.demo"]._logins()
        if not logins:
            raise request.not_found()
        values = {
            "logins": logins,
            "helper": request.env["bydelsmor.group"].sudo()._helper(),
        }
        return request.render("bydelsmor.first_steps", values)

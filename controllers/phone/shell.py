from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from .page import PhonePage
from .way_in import HOME

PAGE = {"type": "http", "auth": "user", "website": True, "multilang": False}


class PhoneShell(PhonePage):
    @http.route(HOME, methods=["GET"], sitemap=False, **PAGE)
    def home(self, welcome=None, **kwargs):
        volunteer = self._enter()
        if not volunteer:
            return self._render("bydelsmor.phone_no_group")
        return self._render(
            "bydelsmor.phone_home", welcome=bool(welcome), **self._home_values(volunteer)
        )

    def _home_values(self, volunteer):
        """Return what the home page shows; rooms add their own."""
        return {
            "volunteer": volunteer,
            "group": volunteer.group_id,
            **self._hello(volunteer),
            "offer_passkey": not request.env.user.auth_passkey_key_ids,
        }


class PhonePortal(CustomerPortal):
    @http.route()
    def home(self, **kw):
        """A Bydelsmor has a home of her own."""
        user = request.env.user
        if user._is_portal() and user.partner_id.sudo().bydelsmor_volunteer_ids:
            return request.redirect(HOME)
        return super().home(**kw)

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
            "bydelsmor.phone_home",
            welcome=bool(welcome),
            **self._home_values(volunteer),
        )

    def _home_values(self, volunteer):
        """Return what the home page shows; rooms add their own by overriding."""
        return {
            "volunteer": volunteer,
            "group": volunteer.group_id,
            "offer_passkey": not request.env.user.auth_passkey_key_ids,
            "passkey_name": request.env._("My phone"),
            "several_groups": len(self._her_records()) > 1,
            "people": volunteer.group_id._contact_people(),
            **self._hello(volunteer),
        }

    @http.route(f"{HOME}/group", methods=["GET"], sitemap=False, **PAGE)
    def choose_group(self, **kwargs):
        chosen = self._enter()
        return self._render(
            "bydelsmor.phone_choose_group", records=self._her_records(), chosen=chosen
        )

    @http.route(f"{HOME}/group", methods=["POST"], sitemap=False, **PAGE)
    def take_group(self, company=None, **kwargs):
        mine = {str(v.company_id.id): v.company_id.id for v in self._her_records()}
        if company in mine:
            request.session["bydelsmor_company"] = mine[company]
        return request.redirect(HOME)

    @http.route(f"{HOME}/language", methods=["GET"], sitemap=False, **PAGE)
    def choose_language(self, **kwargs):
        self._enter()
        return self._render(
            "bydelsmor.phone_choose_language", languages=self._languages()
        )

    @http.route(f"{HOME}/language", methods=["POST"], sitemap=False, **PAGE)
    def take_language(self, lang=None, **kwargs):
        """Her pages, and what Odoo writes to her, are in this language from now on."""
        if lang in dict(self._languages()):
            request.env.user.partner_id.lang = lang
            self._speak(lang)
            request.session.context["lang"] = request.env.user.context_get()["lang"]
            request.session.touch()
        return request.redirect(HOME)


class PhonePortal(CustomerPortal):
    @http.route()
    def home(self, **kw):
        """A Bydelsmor has a home of her own."""
        user = request.env.user
        if user._is_portal() and user.partner_id.sudo().bydelsmor_volunteer_ids:
            return request.redirect(HOME)
        return super().home(**kw)

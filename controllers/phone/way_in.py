import time

from werkzeug.urls import url_encode

from odoo import http
from odoo.exceptions import AccessDenied
from odoo.http import request

from odoo.addons.web.controllers.home import Home
from odoo.addons.web.controllers.utils import _get_login_redirect_url

from ...models.phone.res_users import LINK
from .page import PhonePage

HOME = "/my/bydelsmor"
LANGUAGE_KEY = "bydelsmor_lang"
ROUTE = {"type": "http", "auth": "public", "website": True, "multilang": False}


class WayIn(PhonePage):
    @http.route("/bydelsmor/in/<string:token>", methods=["GET"], sitemap=False, **ROUTE)
    def knock(self, token, **kwargs):
        """Greet her and show one button. Looking uses nothing up: message services
        open every link beforehand to show a preview."""
        link = request.env["bydelsmor.access.link"].sudo()._find(token)
        if not link or not link._usable():
            return self._too_late(link)
        return self._greet(link.volunteer_id, token)

    @http.route(
        "/bydelsmor/in/<string:token>", methods=["POST"], sitemap=False, **ROUTE
    )
    def come_in(self, token, **kwargs):
        """Use the link up and log her in."""
        link = request.env["bydelsmor.access.link"].sudo()._find(token)
        user = link.volunteer_id.user_id
        if user and request.session.uid == user.id:
            return request.redirect(HOME)
        credential = {"type": LINK, "token": token}
        try:
            request.session.authenticate(request.env, credential)
        except AccessDenied as denied:
            return self._too_late(link, denied)
        request.session["bydelsmor_company"] = link.company_id.id
        self._keep_language(user)
        if request.session.uid:
            # She has just shown who she is and has no password to show it again:
            # let Odoo's identity check pass, so that she can make a passkey now.
            request.session["identity-check-last"] = time.time()
        # Leads first to the second factor, if she has chosen to have one.
        return request.redirect(_get_login_redirect_url(user.id, f"{HOME}?welcome=1"))

    def _keep_language(self, user):
        """What she chose at the door is hers from now on."""
        chosen = request.session.pop(LANGUAGE_KEY, None)
        if chosen and chosen != user.lang:
            user.partner_id.lang = chosen
        self._speak(user.lang)

    @http.route("/bydelsmor/language", methods=["POST"], sitemap=False, **ROUTE)
    def choose_before(self, lang=None, path=None, **kwargs):
        """Turn the pages before the login to a language; only this browser's."""
        if lang in dict(self._languages()):
            self._speak(lang)
            request.session[LANGUAGE_KEY] = lang
        inside = path and path.startswith("/bydelsmor/") and ".." not in path
        return request.redirect(path if inside else "/bydelsmor/in")

    def _choice(self, path, first=False):
        """Return what the choice of language on a page before the login needs.

        :param first: whether it may be the first page that she ever sees
        """
        chosen = request.session.get(LANGUAGE_KEY)
        self._speak(chosen)
        return {
            "languages": self._languages(),
            "language_open": first and not chosen,
            "path": path,
        }

    @http.route("/bydelsmor/in", methods=["GET"], sitemap=False, **ROUTE)
    def door(self, redirect=HOME, failed=None, **kwargs):
        """The page for one whose phone was logged out: passkey, or ask for a link."""
        if not redirect.startswith(HOME):
            redirect = HOME
        if request.session.uid:
            return request.redirect(redirect)
        query = url_encode({"redirect": redirect, "with_password": 1})
        back = url_encode({"redirect": redirect})
        return self._render(
            "bydelsmor.phone_door",
            redirect=redirect,
            failed=bool(failed),
            helper=self._helper(None),
            password_url=f"/web/login?{query}",
            **self._choice(f"/bydelsmor/in?{back}"),
        )

    def _greet(self, volunteer, token):
        other = request.env["res.users"].sudo().browse(request.session.uid or [])
        if other == volunteer.user_id:
            other = other.browse()
        self._speak(volunteer.user_id.lang)
        choice = self._choice(f"/bydelsmor/in/{token}", first=True)
        return self._render(
            "bydelsmor.phone_knock",
            token=token,
            not_her=request.env._(
                "Are you not %(name)s? Then close this page.", name=volunteer.name
            ),
            other_note=other and self._other_note(other),
            **choice,
            **self._hello(volunteer),
        )

    def _other_note(self, other):
        return request.env._(
            "You are in as %(name)s now. When you go on, %(name)s is logged out on "
            "this phone.",
            name=other.name,
        )

    def _too_late(self, link, denied=None):
        if request.session.uid and request.session.uid == link.volunteer_id.user_id.id:
            return request.redirect(HOME)
        self._speak(link.volunteer_id.partner_id.lang)
        waiting = bool(denied and denied.args != AccessDenied().args)
        return self._render(
            "bydelsmor.phone_too_late",
            status=403 if denied else 404,
            waiting=waiting,
            helper=self._helper(link.volunteer_id),
        )


class PhoneLogin(Home):
    @http.route()
    def web_login(self, redirect=None, **kw):
        """A phone whose session has ended shows our door, not a password form."""
        ours = redirect and redirect.partition("?")[0].startswith(HOME)
        asks = request.httprequest.method == "GET" and "with_password" not in kw
        if ours and asks and not request.session.uid:
            return request.redirect_query("/bydelsmor/in", {"redirect": redirect})
        response = super().web_login(redirect=redirect, **kw)
        if ours and "from_door" in kw and not request.params.get("login_success"):
            query = {"redirect": redirect, "failed": 1}
            return request.redirect_query("/bydelsmor/in", query)
        return response

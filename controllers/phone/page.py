from functools import partial

from odoo import http
from odoo.http import request
from odoo.tools import babel_locale_parse

from ...models.phone.places import LANGUAGES
from .words import DANISH, both

# What the phone pages are written in: the addon's own two, and the women's.
PAGE_LANGUAGES = (DANISH, "en_US", *LANGUAGES.values())

# Who she is has changed, or the page is about her: no cache between us keeps it.
PRIVATE_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Robots-Tag": "noindex",
}


class PhonePage(http.Controller):
    """What all phone pages share: her language, her group, the layout's values."""

    def _speak(self, lang):
        """Turn this request's page to ``lang`` when it is installed."""
        data = request.env["res.lang"]._get_data(code=lang or "")
        if not data:
            return
        request.lang = data
        request.update_context(lang=data.code)
        if request.cookies.get("frontend_lang") != data.code:
            request.future_response.set_cookie("frontend_lang", data.code)

    def _languages(self):
        """Return (code, own name) of what she can have the pages in."""
        installed = dict(request.env["res.lang"].get_installed())
        return [
            (code, self._language_name(code))
            for code in PAGE_LANGUAGES
            if code in installed
        ]

    def _language_name(self, code):
        """Return what those who speak it call a language."""
        locale = babel_locale_parse(code)
        name = locale.languages.get(locale.language) or code
        return name[:1].upper() + name[1:]

    def _her_records(self):
        """Her volunteer records in the groups where she is now."""
        volunteers = request.env["bydelsmor.volunteer"].with_context(
            allowed_company_ids=request.env.user._get_company_ids()
        )
        return volunteers.search(
            [
                ("partner_id", "=", request.env.user.partner_id.id),
                ("state", "!=", "left"),
            ],
            order="id",
        )

    def _enter(self):
        """Take her language and her group for this request.

        :return: her volunteer record in the chosen group (empty: she is in none)
        """
        self._speak(request.env.user.lang)
        records = self._her_records()
        chosen = records.filtered(
            lambda v: v.company_id.id == request.session.get("bydelsmor_company")
        )
        volunteer = (chosen or records)[:1]
        if volunteer:
            request.update_context(allowed_company_ids=volunteer.company_id.ids)
        request.bydelsmor_volunteer = volunteer.with_env(request.env)
        return request.bydelsmor_volunteer

    def _hello(self, volunteer):
        """Return the head of a page that greets her."""
        name = (volunteer.name.split() or [""])[0]
        group = volunteer.group_id.name
        return {
            "over": group if "Bydelsm" in group else f"Bydelsmødre · {group}",
            "heading": request.env._("Hi %(name)s", name=name),
        }

    def _helper(self, volunteer):
        """Return whom she can call from every page: see a group's ``_helper``."""
        groups = request.env["bydelsmor.group"].sudo()
        return (volunteer.sudo().group_id if volunteer else groups)._helper()

    def _render(self, template, status=200, **values):
        lang = request.env["res.lang"]._get_data(code=request.env.lang)
        if "helper" not in values and request.session.uid and not values.get("shell"):
            entered = getattr(request, "bydelsmor_volunteer", None)
            values["helper"] = self._helper(entered)
        values.update(
            both=partial(both, request.env),
            html_data={
                "lang": lang.code.partition("_")[0],
                "dir": "rtl" if lang.direction == "rtl" else "ltr",
            },
        )
        response = request.render(template, values, headers=PRIVATE_HEADERS)
        response.status_code = status
        return response

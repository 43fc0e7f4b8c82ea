from odoo import fields, http
from odoo.exceptions import UserError, ValidationError
from odoo.http import request
from odoo.tools import babel_locale_parse, format_date

from .page import PhonePage
from .shell import PAGE
from .way_in import HOME

ME = f"{HOME}/me"
MAX_TEXT = 250
MAX_NOTE = 2000
PRIVATE_TEXTS = ("family", "education", "occupation")


def to_id(value):
    """Return what a form sent as a record's id: a whole number, or 0."""
    text = str(value or "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def to_text(value, limit=MAX_TEXT):
    return " ".join(str(value or "").split())[:limit]


class PhoneMe(PhonePage):
    """Her own facts: she sees all that is kept about her, and changes it herself."""

    @http.route(ME, methods=["GET"], sitemap=False, **PAGE)
    def me(self, **kwargs):
        volunteer = self._enter()
        if not volunteer:
            return self._render("bydelsmor.phone_no_group")
        private = volunteer._private()
        return self._render(
            "bydelsmor.phone_me",
            volunteer=volunteer,
            private=private,
            countries=self._countries(),
            spoken=volunteer.language_ids,
            levels=self._choices(volunteer.language_ids, "level"),
            other_languages=self._other_languages(volunteer),
            languages=self._languages(),
            consents=self._consents(volunteer),
            ways_in=self._ways_in(volunteer),
            **self._flash(),
        )

    def _choices(self, records, name):
        return records._fields[name]._description_selection(request.env)

    def _other_languages(self, volunteer):
        return (
            request.env["bydelsmor.language"]
            .with_context(bydelsmor_native_name=True)
            .search([("id", "not in", volunteer.language_ids.language_id.ids)])
        )

    def _countries(self):
        """Return (country, its name) in the order of the page's language.

        The names are those of the Unicode CLDR: Odoo's own are not loaded in the
        languages that only the phone pages have.
        """
        names = babel_locale_parse(request.env.lang).territories
        countries = [
            (country, names.get(country.code) or country.name)
            for country in request.env["res.country"].search([])
        ]
        return sorted(countries, key=lambda pair: pair[1].casefold())

    def _consents(self, volunteer):
        """Return (kind, words, the consent that holds now, what that means)."""
        valid = {c.kind: c for c in volunteer.consent_ids.filtered("valid")}
        return [
            (kind, label, valid.get(kind), self._consent_text(valid.get(kind)))
            for kind, label in self._choices(volunteer.consent_ids, "kind")
        ]

    def _consent_text(self, consent):
        if not consent:
            return request.env._("You have not said yes.")
        day = format_date(request.env, consent.given_date)
        return request.env._("You said yes on %(day)s.", day=day)

    def _ways_in(self, volunteer):
        """The last times that somebody was let in as her, and by whom."""
        links = request.env["bydelsmor.access.link"].search(
            [("volunteer_id", "=", volunteer.id), ("date_used", "!=", False)], limit=3
        )
        return [(link.date_used, link.sudo().create_uid.name) for link in links]

    # ------------------------------------------------------------------
    # What she changes
    # ------------------------------------------------------------------

    def _done(self, part, error=None):
        request.session["bydelsmor_flash"] = {"part": part, "error": error}
        return request.redirect(f"{ME}#{part}")

    def _flash(self):
        """Return, once, which part of the page was just saved or refused."""
        flash = request.session.pop("bydelsmor_flash", None) or {}
        return {"done_part": flash.get("part"), "done_error": flash.get("error")}

    def _change(self, part, change):
        """Run ``change(volunteer)``; tell her in words when it cannot be done."""
        volunteer = self._enter()
        if not volunteer:
            return request.redirect(HOME)
        try:
            with request.env.cr.savepoint():
                change(volunteer)
        except (UserError, ValidationError) as error:
            return self._done(part, error=str(error))
        return self._done(part)

    @http.route(f"{ME}/contact", methods=["POST"], sitemap=False, **PAGE)
    def contact(self, name=None, phone=None, **kwargs):
        return self._change(
            "contact", lambda v: v._write_own_contact(to_text(name), to_text(phone))
        )

    @http.route(f"{ME}/private", methods=["POST"], sitemap=False, **PAGE)
    def private(self, **post):
        return self._change("private", lambda v: self._write_private(v, post))

    def _write_private(self, volunteer, post):
        country = request.env["res.country"].browse(to_id(post.get("country"))).exists()
        values = {name: to_text(post.get(name)) for name in PRIVATE_TEXTS}
        values.update(
            birth_date=self._birth_date(post.get("birth_date")),
            origin_country_id=country.id,
            note=str(post.get("note") or "")[:MAX_NOTE],
        )
        volunteer._private().write(values)

    def _birth_date(self, value):
        try:
            date = fields.Date.to_date(value or False)
        except ValueError:
            date = None
            value = "?"
        today = fields.Date.context_today(request.env.user)
        if value and (not date or not 1900 <= date.year or date > today):
            raise UserError(request.env._("This is not a birthday. Look at it again."))
        return date

    @http.route(f"{ME}/speak", methods=["POST"], sitemap=False, **PAGE)
    def speak(self, language=None, level=None, remove=None, **kwargs):
        if remove:
            return self._change("speak", lambda v: v._forget_language(to_id(remove)))
        return self._change(
            "speak", lambda v: v._speak_language(to_id(language), level)
        )

    @http.route(f"{ME}/consent", methods=["POST"], sitemap=False, **PAGE)
    def consent(self, kind=None, give=None, **kwargs):
        return self._change(
            "consents", lambda v: self._write_consent(v, kind, bool(give))
        )

    def _write_consent(self, volunteer, kind, give):
        kinds = dict(volunteer.consent_ids._fields["kind"].selection)
        if kind not in kinds:
            return
        held = volunteer.consent_ids.filtered(lambda c: c.valid and c.kind == kind)
        if give and not held:
            request.env["bydelsmor.consent"].create(
                {"volunteer_id": volunteer.id, "kind": kind}
            )
        elif not give and held:
            held.action_withdraw()

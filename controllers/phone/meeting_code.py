from odoo import fields, http
from odoo.http import request

from .documentation import FORMS, PhoneDocumentation
from .meetings import MEETINGS, PhoneMeetings
from .sending import Refused, about, answers_of, key_of
from .shell import PAGE
from .way_in import LANGUAGE_KEY, ROUTE
from .words import WORDS, _lt

DOOR = "/bydelsmor/meeting"
# By the code also those answer who are in no group: what they may not know, or what
# nobody could read again, is not asked. Receipts come with the room of the books.
CODE_FORMS = ("conversation", "contacts")

WORDS.update(
    code=_lt("Code for the phones"),
    open_code=_lt("Open the code"),
    close_code=_lt("Close the code"),
)


class PhoneMeetingCodeHost(PhoneMeetings):
    """She who runs the meeting shows the code."""

    @http.route(f"{MEETINGS}/<int:number>/code", methods=["GET"], sitemap=False, **PAGE)
    def meeting_code(self, number, **kwargs):
        meeting = self._find_meeting(number)
        if not meeting._may_run() or not meeting._is_code_day():
            raise request.not_found()
        code = meeting._running_codes().get(meeting.id)
        return self._meeting_page(
            "bydelsmor.phone_meeting_code",
            number,
            image=code and f"data:image/svg+xml;base64,{meeting.code_image.decode()}",
            until=code and code._until(),
        )

    @http.route(
        f"{MEETINGS}/<int:number>/code", methods=["POST"], sitemap=False, **PAGE
    )
    def meeting_code_change(self, number, close=None, **kwargs):
        meeting = self._find_meeting(number)
        change = meeting.action_close_code if close else meeting.action_open_code
        return self._do(f"{MEETINGS}/{number}/code", change)


class PhoneMeetingCode(PhoneDocumentation):
    """What the code opens: forms without a login, and without an author."""

    def _code(self, token):
        """Return the code that works now (empty: none does)."""
        return request.env["bydelsmor.meeting.code"].sudo()._find(token)

    def _code_forms(self):
        """Return the names of the forms that a code opens; rooms add their own."""
        return CODE_FORMS

    def _code_values(self, code, token):
        """Return what every page behind the code needs. It may be anybody's phone, so
        nobody's name or number is among it."""
        return {
            "code": code,
            "until": code._until(),
            "over": code.meeting_id.group_id.name,
            "home_url": f"{DOOR}/{token}",
        }

    def _speak_at_the_door(self):
        """The language she chose on this phone, or has as a member."""
        user = request.env.user
        chosen = request.session.get(LANGUAGE_KEY)
        self._speak(chosen or (request.session.uid and user.lang))

    def _code_over(self):
        return self._render("bydelsmor.phone_code_over", status=404)

    @http.route(f"{DOOR}/<string:token>", methods=["GET"], sitemap=False, **ROUTE)
    def code_home(self, token, **kwargs):
        self._speak_at_the_door()
        code = self._code(token)
        if not code:
            return self._code_over()
        values = self._code_values(code, token)
        return self._render(
            "bydelsmor.phone_code_home",
            forms=self._code_forms(),
            languages=self._languages(),
            language_open=False,
            path=values["home_url"],
            **values,
        )

    @http.route(
        f"{DOOR}/<string:token>/<string:name>", methods=["GET"], sitemap=False, **ROUTE
    )
    def code_form(self, token, name, **kwargs):
        self._speak_at_the_door()
        code = self._code(token)
        if not code:
            return self._code_over()
        if name not in self._code_forms():
            raise request.not_found()
        return self._code_form_page(code, token, name)

    def _code_form_page(self, code, token, name):
        return self._form_page(
            name,
            request.env["bydelsmor.volunteer"],
            shell=False,
            spoken=self._spoken(code.company_id),
            today=fields.Date.context_today(code),
            send_url=f"{DOOR}/{token}/{name}/send",
            **self._code_values(code, token),
        )

    @http.route(
        f"{DOOR}/<string:token>/<string:name>/send",
        type="jsonrpc",
        auth="public",
        website=True,
        sitemap=False,
        save_session=False,
    )
    def code_send(self, token, name, item=None, **kwargs):
        """Store one form that a phone sends by the code.

        Who is logged in on that phone is not asked, and the page sends no cookie.

        :param dict item: ``uuid`` and ``values``; anything else in it is ignored
        :return: ``{"stored": uuid}`` or ``{"error": text, "field": name}``
        """
        self._speak_at_the_door()
        item = item if isinstance(item, dict) else {}
        try:
            with request.env.cr.savepoint():
                code = self._code(token)
                if not code or name not in self._code_forms():
                    raise Refused(self._code_over_words(), "form")
                return {"stored": self._store_by_code(code, name, item)}
        except Refused as refused:
            return refused.answer

    def _code_over_words(self):
        return request.env._(
            "The code is closed or too old. Ask her who runs the meeting to show it."
        )

    def _store_by_code(self, code, name, item):
        with about("form"):
            code._submit(FORMS[name], answers_of(item))
        return key_of(item)

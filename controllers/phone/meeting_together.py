from odoo import http
from odoo.http import request
from odoo.tools import format_date

from ...models.meetings.danish_time import danish_time
from .meetings import MEETINGS, PhoneMeetings, to_lines
from .shell import PAGE
from .words import WORDS, _lt

WORDS.update(
    small_groups=_lt("Small groups"),
    divide=_lt("Divide us"),
    divide_again=_lt("Divide us again"),
    message=_lt("Message"),
    send=_lt("Send"),
)


class PhoneMeetingTogether(PhoneMeetings):
    """At the meeting and around it: who sits with whom, and a few words to all."""

    def _more_about(self, meeting):
        values = super()._more_about(meeting)
        messages = meeting._messages_for_me()
        values.update(
            messages=[self._message_card(meeting, one) for one in messages],
            has_small_groups=meeting.kind == "monthly"
            and (bool(meeting._small_groups()) or meeting._may_run()),
        )
        return values

    def _message_card(self, meeting, message):
        day = format_date(request.env, danish_time(message.sent_on).date())
        return {
            "message": message,
            "when": f"{message.name}, {day}",
            "share": message.text,
            "path": f"{MEETINGS}/{meeting.id}",
        }

    # ------------------------------------------------------------------
    # Small groups
    # ------------------------------------------------------------------

    @http.route(
        f"{MEETINGS}/<int:number>/groups", methods=["GET"], sitemap=False, **PAGE
    )
    def small_groups(self, number, **kwargs):
        """Who sits together. Whoever has told is ticked on the phone alone, and
        forgotten when the page is left."""
        meeting = self._find_meeting(number)
        if meeting.kind != "monthly":
            raise request.not_found()
        me = request.env.user.partner_id
        tables = [
            {
                "number": table,
                "names": rows.mapped("sort_name"),
                "mine": me in rows.partner_id,
            }
            for table, rows in meeting._small_groups()
        ]
        alone = meeting._in_need_of_words() if meeting._may_run() else None
        return self._meeting_page(
            "bydelsmor.phone_meeting_groups",
            number,
            tables=sorted(tables, key=lambda table: not table["mine"]),
            alone=alone and meeting._words_about_alone(alone),
        )

    @http.route(
        f"{MEETINGS}/<int:number>/groups", methods=["POST"], sitemap=False, **PAGE
    )
    def divide(self, number, **kwargs):
        meeting = self._find_meeting(number)
        return self._do(f"{MEETINGS}/{number}/groups", meeting.action_divide)

    # ------------------------------------------------------------------
    # Messages
    # ------------------------------------------------------------------

    @http.route(
        f"{MEETINGS}/<int:number>/tell", methods=["POST"], sitemap=False, **PAGE
    )
    def tell(self, number, text=None, audience=None, **kwargs):
        meeting = self._find_meeting(number)
        return self._do(
            f"{MEETINGS}/{number}", lambda: meeting._tell(to_lines(text), audience)
        )

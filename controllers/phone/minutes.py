from odoo import http
from odoo.exceptions import UserError
from odoo.http import content_disposition, request
from odoo.tools import format_date

from ...models.meetings.kinds import ASSEMBLY_KINDS, HELD_STATES, SEALED_STATES
from .me import to_id, to_text
from .meetings import MEETINGS, PhoneMeetings, to_lines
from .shell import PAGE
from .words import WORDS, _lt

MAX_FILE = 20 * 1024 * 1024
MAX_FILES = 6

WORDS.update(
    held_on_paper=_lt("It was held on paper"),
    sign=_lt("I sign"),
    approve=_lt("We approve them"),
    correction=_lt("Correction"),
)


class PhoneMinutes(PhoneMeetings):
    """Minutes on the phone: written down from paper, approved, signed, corrected."""

    def _more_about(self, meeting):
        values = super()._more_about(meeting)
        own = meeting.sudo()
        may_run = meeting._may_run()
        held = meeting.state in HELD_STATES
        values.update(
            held=held,
            minutes=meeting._minutes_data() if held else None,
            i_may_sign=meeting.i_may_sign,
            papers=self._paper_cards(meeting) if held else [],
            to_approve=self._minutes_to_approve(meeting) if may_run else None,
            may_correct=may_run and meeting.state in SEALED_STATES,
            may_open=may_run and meeting.state == "held" and bool(own.content_hash),
            closed=bool(own.content_hash),
            asks_for_leaders=own.kind in ASSEMBLY_KINDS or bool(own.chair_id),
            leaders=own.attendance_ids.filtered("present").volunteer_id,
        )
        return values

    def _paper_cards(self, meeting):
        if not meeting._sees_papers():
            return []
        return [
            (f"{MEETINGS}/{meeting.id}/photo/{paper.id}", paper.name)
            for paper in meeting._papers()
        ]

    def _minutes_to_approve(self, meeting):
        last = meeting.to_approve_id
        return last and {
            "path": f"{MEETINGS}/{last.id}",
            "day": format_date(request.env, last._day(), date_format="long"),
        }

    # ------------------------------------------------------------------
    # Reading
    # ------------------------------------------------------------------

    @http.route(
        f"{MEETINGS}/<int:number>/minutes", methods=["GET"], sitemap=False, **PAGE
    )
    def minutes_pdf(self, number, **kwargs):
        meeting = self._find_meeting(number)
        short = "da" if request.env.lang == "da_DK" else "en"
        # What she may not read, ``_minutes_data`` leaves out.
        pdf, _kind = (
            request.env["ir.actions.report"]
            .sudo()
            ._render_qweb_pdf(f"bydelsmor.meeting_minutes_report_{short}", meeting.ids)
        )
        name = f"{meeting._print_filename(short)}.pdf"
        return request.make_response(
            pdf,
            [
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(name)),
                ("Cache-Control", "no-store"),
            ],
        )

    @http.route(
        f"{MEETINGS}/<int:number>/photo/<int:paper>",
        methods=["GET"],
        sitemap=False,
        **PAGE,
    )
    def minutes_photo(self, number, paper, **kwargs):
        """A picture of the sheet. Portal users have no right to attachments."""
        meeting = self._find_meeting(number)
        found = meeting._papers().filtered(lambda file: file.id == paper)
        if not found or not meeting._sees_papers():
            raise request.not_found()
        binary = request.env["ir.binary"].sudo()
        response = binary._get_stream_from(found, "raw").get_response()
        response.headers["Cache-Control"] = "private, max-age=3600"
        return response

    # ------------------------------------------------------------------
    # Held on paper
    # ------------------------------------------------------------------

    @http.route(
        f"{MEETINGS}/<int:number>/paper", methods=["GET"], sitemap=False, **PAGE
    )
    def from_paper(self, number, **kwargs):
        """Who was there and a picture of the sheet, on one page."""
        meeting = self._find_meeting(number)
        if not meeting._may_run():
            raise request.not_found()
        return self._meeting_page(
            "bydelsmor.phone_meeting_paper", number, women=self._women(meeting)
        )

    def _women(self, meeting):
        """Return (woman, whether she is ticked): those who said that they come."""
        own = meeting.sudo()
        rows = {row.volunteer_id: row for row in own.attendance_ids}
        women = own._expected_volunteers()[own].union(*rows)
        came = {woman for woman, row in rows.items() if row.present}
        came = came or {w for w, row in rows.items() if row.answer == "yes"}
        women = women.sorted(lambda woman: (woman.name or "").casefold())
        return [(woman, woman in came) for woman in women]

    @http.route(
        f"{MEETINGS}/<int:number>/paper", methods=["POST"], sitemap=False, **PAGE
    )
    def write_from_paper(self, number, guest=None, **kwargs):
        meeting = self._find_meeting(number)
        women = [to_id(one) for one in request.httprequest.form.getlist("woman")]
        return self._do(
            f"{MEETINGS}/{number}",
            lambda: meeting._write_down_paper(
                women, self._sheets_sent(), to_text(guest, 100)
            ),
            typed=("paper", {"women": women, "guest": to_text(guest, 100)}),
            back=f"{MEETINGS}/{number}/paper",
        )

    def _sheets_sent(self):
        """Return the bytes of the pictures that came with the form.

        :raises UserError: when one is too large
        """
        photos = []
        for sent in request.httprequest.files.getlist("photo")[:MAX_FILES]:
            data = sent.read(MAX_FILE + 1)
            if len(data) > MAX_FILE:
                raise UserError(
                    request.env._(
                        "This picture is too large. Take a new photo with the phone's "
                        "ordinary camera."
                    )
                )
            if data:
                photos.append(data)
        return photos

    # ------------------------------------------------------------------
    # Approving, signing, correcting
    # ------------------------------------------------------------------

    @http.route(
        f"{MEETINGS}/<int:number>/leaders", methods=["POST"], sitemap=False, **PAGE
    )
    def leaders(self, number, chair=None, minute_taker=None, **kwargs):
        meeting = self._find_meeting(number)
        return self._do(
            f"{MEETINGS}/{number}/run",
            lambda: meeting._name_leaders(to_id(chair), to_id(minute_taker)),
        )

    @http.route(
        f"{MEETINGS}/<int:number>/approve", methods=["POST"], sitemap=False, **PAGE
    )
    def approve_last(self, number, **kwargs):
        meeting = self._find_meeting(number)
        return self._do(f"{MEETINGS}/{number}/run", meeting.action_approve_last)

    @http.route(
        f"{MEETINGS}/<int:number>/sign", methods=["POST"], sitemap=False, **PAGE
    )
    def sign(self, number, **kwargs):
        meeting = self._find_meeting(number)
        return self._do(f"{MEETINGS}/{number}", meeting.action_sign)

    @http.route(
        f"{MEETINGS}/<int:number>/open", methods=["POST"], sitemap=False, **PAGE
    )
    def open_again(self, number, **kwargs):
        meeting = self._find_meeting(number)
        return self._do(f"{MEETINGS}/{number}/run", meeting.action_open_minutes)

    @http.route(
        f"{MEETINGS}/<int:number>/correct", methods=["POST"], sitemap=False, **PAGE
    )
    def correct(self, number, text=None, **kwargs):
        meeting = self._find_meeting(number)
        return self._do(
            f"{MEETINGS}/{number}", lambda: meeting._correct(to_lines(text))
        )

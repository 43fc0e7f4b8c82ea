from odoo import http
from odoo.http import content_disposition, request
from odoo.tools import format_date

from ...models.meetings.kinds import ASSEMBLY_KINDS, COMING_STATES
from ...models.meetings.proposal import OPEN_KINDS
from .me import to_id, to_text
from .meetings import MEETINGS, PhoneMeetings, to_lines
from .shell import PAGE
from .words import WORDS, _lt

WORDS.update(
    papers=_lt("Papers"),
    proposals=_lt("Proposals"),
    send_proposal=_lt("Send my proposal"),
    elected=_lt("Elected"),
)


class PhoneAssembly(PhoneMeetings):
    """A general assembly on the phone: its papers, her proposal, who was elected."""

    def _meeting_page(self, template, number, **values):
        meeting = self._find_meeting(number)
        if meeting.kind in ASSEMBLY_KINDS:
            values["assembly"] = self._assembly_card(meeting)
        return super()._meeting_page(template, number, **values)

    def _assembly_card(self, meeting):
        # What everybody in the group gets with the invitation; names of those elected.
        known = meeting.sudo()
        called = known.state != "planned"
        by = known.proposals_by
        decided = known.election_ids.filtered(lambda e: e.state == "decided")
        mine = known.proposal_ids.filtered(
            lambda p: p.volunteer_id.partner_id == request.env.user.partner_id
        )
        return {
            "mine": mine if meeting.state in COMING_STATES else mine.browse(),
            "papers": known.document_ids if called else known.document_ids.browse(),
            "proposals": known.proposal_ids,
            "by": format_date(request.env, by) if by else "",
            "open": meeting.kind in OPEN_KINDS and known._takes_proposals(),
            "elected": [(e.display_name, e.result) for e in decided],
        }

    @http.route(
        f"{MEETINGS}/<int:number>/propose", methods=["POST"], sitemap=False, **PAGE
    )
    def propose(self, number, name=None, text=None, **kwargs):
        meeting = self._find_meeting(number)
        name = to_text(name, 200)
        path = self._back(number, None)
        if not name:
            return request.redirect(path)
        return self._do(path, lambda: meeting._propose(name, to_lines(text)))

    @http.route(
        f"{MEETINGS}/<int:number>/proposal/<int:proposal>",
        methods=["POST"],
        sitemap=False,
        **PAGE,
    )
    def withdraw(self, number, proposal, again=None, **kwargs):
        """She takes her own proposal back, or brings it up after all."""
        meeting = self._find_meeting(number)
        found = meeting.proposal_ids.filtered(lambda p: p.id == proposal)
        if not found:
            raise request.not_found()
        change = found.action_stand_again if again else found.action_withdraw
        return self._do(self._back(number, None), change)

    @http.route(
        f"{MEETINGS}/<int:number>/paper/<int:paper>",
        methods=["GET"],
        sitemap=False,
        **PAGE,
    )
    def paper(self, number, paper, **kwargs):
        """Hand out one of the papers that were sent along with the invitation."""
        meeting = self._find_meeting(number)
        papers = meeting._papers_for_all()
        found = papers.filtered(lambda file: file.id == to_id(paper))
        if not found:
            raise request.not_found()
        return request.make_response(
            found.raw or b"",
            headers=[
                ("Content-Type", found.mimetype or "application/octet-stream"),
                ("Content-Disposition", content_disposition(found.name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .me import to_id
from .meetings import to_lines
from .way_in import ROUTE, WayIn
from .words import WORDS, _lt

OFFER = "/bydelsmor/offer"
FIELDS = ("name", "speaker", "organisation", "contact")

WORDS.update(
    offer=_lt("Offer a talk or material"),
    send_offer=_lt("Send the offer"),
)


class PublicOffer(WayIn):
    """The one page for people from outside: a professional offers to come and tell, or
    sends material. It shows of the groups their names and municipalities alone."""

    @http.route(OFFER, methods=["GET"], sitemap=True, **ROUTE)
    def offer(self, thanks=None, **kwargs):
        return self._offer_page(values={}, thanks=bool(thanks))

    @http.route(OFFER, methods=["POST"], sitemap=False, **ROUTE)
    def send_offer(self, website=None, **post):
        values = {name: " ".join(str(post.get(name) or "").split()) for name in FIELDS}
        values.update(
            note=to_lines(post.get("note")),
            group=to_id(post.get("group")),
            kind=post.get("kind"),
        )
        if website:
            # No person sees this field; who fills it in is told what she expects.
            return request.redirect(f"{OFFER}?thanks=1")
        try:
            with request.env.cr.savepoint():
                request.env["bydelsmor.knowledge"]._offer(
                    values, request.httprequest.remote_addr
                )
        except UserError as error:
            return self._offer_page(values, refused=str(error))
        return request.redirect(f"{OFFER}?thanks=1")

    def _offer_page(self, values, thanks=False, refused=None):
        choice = self._choice(OFFER)
        return self._render(
            "bydelsmor.phone_offer",
            status=422 if refused else 200,
            groups=request.env["bydelsmor.knowledge"]._groups_for_offers(),
            values=values,
            thanks=thanks,
            refused=refused,
            **choice,
        )

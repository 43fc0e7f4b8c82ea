from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request
from odoo.tools import format_date
from odoo.tools.translate import LazyTranslate

from .me import to_id
from .page import PhonePage
from .receipt import kroner
from .shell import PAGE, PhoneShell
from .way_in import HOME
from .words import WORDS

_lt = LazyTranslate(__name__)

LOST = f"{HOME}/lost"
WORDS.update(
    lost=_lt("A receipt is lost"),
    not_known=_lt("I do not know"),
    sign_too=_lt("Yes, I sign too"),
    ask_her=_lt("Ask her"),
)


class PhoneLost(PhonePage):
    """Two sign that a receipt is lost: who asks, and who is asked by name."""

    @http.route(LOST, methods=["GET"], sitemap=False, **PAGE)
    def lost(self, **kwargs):
        volunteer = self._enter()
        if not volunteer:
            return self._render("bydelsmor.phone_no_group")
        receipts = request.env["bydelsmor.receipt"]
        flash = request.session.pop("bydelsmor_lost", None) or {}
        return self._render(
            "bydelsmor.phone_lost",
            volunteer=volunteer,
            group=volunteer.group_id,
            people=volunteer.group_id._contact_people(),
            asked=self._lost_cards(receipts._lost_asked(volunteer.company_id)),
            mine=self._lost_cards(receipts._lost_mine(volunteer.company_id), ask=True),
            done=flash.get("done"),
            refused=flash.get("error"),
        )

    def _lost_cards(self, receipts, ask=False):
        """What the two need to see of a receipt, as plain words."""
        could_sign = receipts._lost_could_sign() if ask else {}
        return [
            {
                "id": receipt.id,
                "who": receipt.volunteer_id.name,
                "amount": kroner(receipt.amount),
                "date": format_date(request.env, receipt.date),
                "what": receipt.purpose_names,
                "shop": receipt.shop or "",
                "why": receipt.lost_explanation or "",
                "asked": receipt.lost_asked_id,
                "could_sign": could_sign.get(receipt),
            }
            for receipt in receipts
        ]

    @http.route(f"{LOST}/ask", methods=["POST"], sitemap=False, **PAGE)
    def lost_ask(self, receipt=None, volunteer=None, **kwargs):
        mine = request.env["bydelsmor.receipt"]._lost_mine(self._enter().company_id)
        return self._lost_do(
            "asked",
            mine.filtered(lambda each: each.id == to_id(receipt)),
            lambda found: found._ask_lost(
                request.env["bydelsmor.volunteer"].browse(to_id(volunteer))
            ),
        )

    @http.route(f"{LOST}/answer", methods=["POST"], sitemap=False, **PAGE)
    def lost_answer(self, receipt=None, answer=None, **kwargs):
        her = self._enter()
        asked = request.env["bydelsmor.receipt"]
        if her:
            asked = asked._lost_asked(her.company_id)
        return self._lost_do(
            "signed" if answer == "yes" else "declined",
            asked.filtered(lambda each: each.id == to_id(receipt)),
            lambda found: found._answer_lost(answer == "yes"),
        )

    def _lost_do(self, done, receipt, change):
        """Run ``change(receipt)`` as she herself, and tell her how it went."""
        flash = {"done": done}
        try:
            with request.env.cr.savepoint():
                if not receipt:
                    raise UserError(request.env._("There is nothing to sign here."))
                change(receipt.sudo(False))
        except (AccessError, UserError) as error:
            flash = {"error": str(error)}
        request.session["bydelsmor_lost"] = flash
        return request.redirect(LOST)


class PhoneShellLost(PhoneShell):
    def _home_values(self, volunteer):
        """Tell her that a neighbour asks, or that hers waits for a second woman."""
        receipts = request.env["bydelsmor.receipt"]
        mine = receipts._lost_mine(volunteer.company_id)
        return {
            **super()._home_values(volunteer),
            "lost_asked": len(receipts._lost_asked(volunteer.company_id)),
            "lost_mine": len(mine.filtered(lambda each: not each.lost_asked_id)),
        }

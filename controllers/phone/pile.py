from odoo import http
from odoo.http import request

from .documentation import PhoneDocumentation
from .offline import PhoneOffline
from .sending import about, answers_of, key_of
from .shell import PAGE
from .way_in import HOME
from .words import WORDS, _lt

PILE = f"{HOME}/pile"

WORDS.update(
    pile=_lt("Pile of paper forms"),
    save_next=_lt("Save, next paper"),
    own_forms=_lt("They are my own"),
)


class PhonePile(PhoneDocumentation):
    """Paper forms of conversations, tapped in one after the other.

    She who taps them in is not she who talked: such forms have no author, unless she
    says that they are her own.
    """

    @http.route(PILE, methods=["GET"], sitemap=False, **PAGE)
    def pile(self, **kwargs):
        volunteer = self._enter()
        if not volunteer:
            return self._render("bydelsmor.phone_no_group")
        return self._form_page("pile", volunteer)

    @http.route(
        f"{PILE}/send", type="jsonrpc", auth="user", website=True, sitemap=False
    )
    def pile_send(self, item=None, **kwargs):
        """Store one paper of the pile.

        :param dict item: as for the other forms; of ``values``, ``own`` tells that
            she who taps it in is its author
        :return: see ``PhoneSending._receive``
        """
        return self._receive(item, self._store_paper)

    def _store_paper(self, item):
        company = self._company_of(item)
        values = answers_of(item)
        own = values.pop("own", None)
        with about("form"):
            request.env["bydelsmor.conversation"]._submit(
                company, values, nobodys=not own
            )
        return key_of(item)


class PhoneOfflinePile(PhoneOffline):
    def _shells(self):
        return {**super()._shells(), "pile": self._pile_shell}

    def _pile_shell(self):
        return self._form_page("pile", request.env["bydelsmor.volunteer"])

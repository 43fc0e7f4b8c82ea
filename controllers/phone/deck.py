from random import Random

from odoo import fields, http
from odoo.http import request

from .documentation import PhoneDocumentation
from .me import to_id
from .shell import PAGE
from .way_in import HOME
from .words import WORDS, _lt

DECK = f"{HOME}/cards"

WORDS.update(
    deck=_lt("Cards to talk from"),
    next_card=_lt("Next card"),
    tell_helped=_lt("Tell of a woman whom you helped with this."),
    card_well=_lt("What went well since last time?"),
    card_hard=_lt("What was hard, and who could help?"),
    card_know=_lt("What would you like to know more about?"),
)

# Cards that lie in every deck: (word, name of an icon of the phone pages).
ALWAYS = (("card_well", "leaf"), ("card_hard", "heart"), ("card_know", "book"))


class PhoneDeck(PhoneDocumentation):
    @http.route(DECK, methods=["GET"], sitemap=False, **PAGE)
    def deck(self, card=None, **kwargs):
        """One card at a time, for the exchange of experience. On one day the deck has
        the same order for all who sit at the table."""
        volunteer = self._enter()
        if not volunteer:
            return self._render("bydelsmor.phone_no_group")
        cards = self._deck_cards(volunteer)
        number = to_id(card) % len(cards)
        return self._render(
            "bydelsmor.phone_deck",
            volunteer=volunteer,
            over=volunteer.group_id.name,
            card=cards[number],
            number=number + 1,
            count=len(cards),
            next_url=f"{DECK}?card={(number + 1) % len(cards)}",
        )

    def _deck_cards(self, volunteer):
        topics = volunteer.sudo().group_id.with_env(request.env)._topic_deck()
        cards = [
            {"topic": topic, "words": pair, "drawing": topic._drawing()}
            for topic, pair in self._with_danish(topics)
        ]
        cards += [{"words": word, "icon": icon} for word, icon in ALWAYS]
        today = fields.Date.context_today(volunteer)
        Random(f"{volunteer.company_id.id} {today}").shuffle(cards)
        return cards

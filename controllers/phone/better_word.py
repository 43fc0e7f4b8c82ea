import base64

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ...models.documentation.word import MAX_RECORDING, audio_type
from ...models.phone.places import VOCABULARIES
from .me import to_id
from .page import PhonePage
from .shell import PAGE
from .way_in import HOME, ROUTE
from .words import WORDS, _lt, shown_and_danish

BETTER = f"{HOME}/words"
SAY = f"{HOME}/say"
FLASH = "bydelsmor_word"
# So many words on a page: it must open on an old phone, too.
A_PAGE = 50

WORDS.update(
    better_word=_lt("A better word"),
    record=_lt("Record how it sounds"),
    stop=_lt("Stop"),
)


class PhoneBetterWord(PhonePage):
    """She knows her language better than we do: any big word of these pages can be
    mended here, and spoken for those who do not read it."""

    @http.route(BETTER, methods=["GET"], sitemap=False, **PAGE)
    def better_words(self, page=None, **kwargs):
        volunteer = self._enter()
        if not volunteer:
            return self._render("bydelsmor.phone_no_group")
        words = list(enumerate(self._words_to_mend()))
        pages = -(-len(words) // A_PAGE)
        page = min(to_id(page), pages - 1)
        flash = request.session.pop(FLASH, None) or {}
        return self._render(
            "bydelsmor.phone_better_words",
            volunteer=volunteer,
            words=words[page * A_PAGE : (page + 1) * A_PAGE],
            pages=range(pages),
            page=page,
            done=flash.get("done"),
            refused=flash.get("error"),
        )

    @http.route(f"{BETTER}/<int:number>", methods=["GET"], sitemap=False, **PAGE)
    def better_word(self, number, **kwargs):
        volunteer = self._enter()
        words = self._words_to_mend()
        if not volunteer or number >= len(words):
            raise request.not_found()
        return self._render(
            "bydelsmor.phone_better_word",
            volunteer=volunteer,
            number=number,
            word=words[number],
        )

    @http.route(f"{BETTER}/send", methods=["POST"], sitemap=False, **PAGE)
    def better_word_send(self, before=None, suggestion=None, recording=None, **kwargs):
        volunteer = self._enter()
        known = dict(self._words_to_mend())
        if not volunteer or before not in known:
            raise request.not_found()
        data = b""
        if hasattr(recording, "read"):
            data = recording.read(MAX_RECORDING + 1)
        values = {
            "lang": request.env.lang,
            "before": before,
            "danish": known[before],
            "suggestion": suggestion,
            "recording": base64.b64encode(data) if data else False,
        }
        flash = {"done": True}
        try:
            with request.env.cr.savepoint():
                request.env["bydelsmor.word.suggestion"]._suggest(
                    volunteer.company_id, values
                )
        except UserError as error:
            flash = {"error": str(error)}
        request.session[FLASH] = flash
        return request.redirect(BETTER)

    def _words_to_mend(self):
        """Return [(the word as it is shown, in Danish)], each once."""
        env = request.env
        terms = [shown_and_danish(env, word) for word in WORDS]
        for model, (names, domain) in VOCABULARIES.items():
            records = env[model].sudo().search(domain)
            for record in records:
                danish = record.with_context(lang="da_DK")
                terms += [(record[name], danish[name]) for name in names]
        return sorted(dict(terms).items(), key=lambda pair: pair[0].casefold())

    @http.route(f"{SAY}/<int:number>", methods=["GET"], sitemap=False, **ROUTE)
    def say(self, number, **kwargs):
        """A recorded word. It holds nobody's data, so a visitor may hear it."""
        word = request.env["bydelsmor.word"].sudo().browse(to_id(number)).exists()
        data = base64.b64decode(word.with_context(bin_size=False).recording or b"")
        if not data:
            raise request.not_found()
        return request.make_response(
            data,
            [
                ("Content-Type", audio_type(data)),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "private, max-age=86400"),
            ],
        )

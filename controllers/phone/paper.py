import re

from markupsafe import Markup

from odoo import http
from odoo.http import request

from .documentation import PhoneDocumentation
from .letters import has_letters
from .shell import PAGE
from .way_in import HOME
from .words import DANISH, WORDS, _lt, both

PAPER = f"{HOME}/paper"
PAPERS = ("conversation", "activity")

WORDS.update(
    paper_forms=_lt("Paper forms"),
    up_to_three=_lt("Choose up to three"),
    without_names=_lt("No names, no phone numbers, no addresses."),
    group=_lt("Group"),
    no_letters=_lt("This machine cannot print these letters yet."),
)

# Latin letters and numbers inside a text that runs from right to left.
RUN = re.compile(r"\(?[A-Za-zÀ-ÿ0-9][A-Za-zÀ-ÿ0-9 /-]*[A-Za-zÀ-ÿ0-9]\)?|\d")
# A Danish word in brackets; the Danish stands beneath anyway.
LOAN = re.compile(r"\s*\([A-Za-zÀ-ÿ -]+\)")
DOT = ' <span class="run" dir="ltr">·</span>'
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


class PhonePaper(PhoneDocumentation):
    """The forms on paper, for those who would rather hold a pen: the same questions,
    answers and icons, on one sheet, in her language with the Danish beneath it."""

    @http.route(PAPER, methods=["GET"], sitemap=False, **PAGE)
    def paper_forms(self, **kwargs):
        volunteer = self._enter()
        mine = request.env.lang
        languages = sorted(self._languages(), key=lambda pair: pair[0] != mine)
        return self._render(
            "bydelsmor.phone_paper",
            volunteer=volunteer,
            papers=PAPERS,
            languages=languages,
            has_letters=lambda code: has_letters(code.partition("_")[0]),
        )

    @http.route(f"{PAPER}/<string:name>", methods=["GET"], sitemap=False, **PAGE)
    def paper_form(self, name, lang=None, **kwargs):
        """One form as a PDF of one page."""
        volunteer = self._enter()
        if name not in PAPERS or lang not in dict(self._languages()):
            raise request.not_found()
        request.update_context(lang=lang)
        # Whoever may open these pages may print empty forms.
        report = request.env["ir.actions.report"].sudo()
        pdf, _kind = report._render_qweb_pdf(
            "bydelsmor.report_paper_form",
            data=self._paper_values(name, volunteer.with_env(request.env)),
        )
        return request.make_response(
            pdf,
            [
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", f'inline; filename="{name}_{lang}.pdf"'),
                ("Cache-Control", "private, max-age=3600"),
            ],
        )

    def _paper_values(self, name, volunteer):
        lang = request.env["res.lang"]._get_data(code=request.env.lang)
        return {
            "form_name": name,
            "both": lambda word: _kept_apart(both(request.env, word), lang.direction),
            "answers": self._tiles(volunteer),
            "group_name": volunteer.group_id.name or "",
            "direction": lang.direction,
            "danish": lang.code == DANISH,
            "language": lang.code.partition("_")[0],
        }


def _kept_apart(text, direction):
    """Put foreign runs of a text into boxes of their own, dots for its commas, no stop:
    wkhtmltopdf would draw what follows on top of what is beside it."""
    text = Markup(str(text).partition("<i ")[0])  # a recording cannot be printed
    own, tag, danish = str(text).partition("<small")
    if direction != "rtl" or not RIGHT_TO_LEFT.search(own):
        return text
    own = LOAN.sub("", own)
    boxed = RUN.sub(lambda run: f'<span class="run" dir="ltr">{run[0]}</span>', own)
    boxed = boxed.removesuffix(".").replace("،", DOT)
    return Markup(f"{boxed}{tag}{danish}")  # what was escaped by `both` stays so

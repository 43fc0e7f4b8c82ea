"""Words that stand on the phone pages in two languages at once.

Big ones (headings, tiles, buttons, questions) show a woman her own language with
the Danish beside it, so that she learns the words she hears at the meetings. Each
room adds its own with ``WORDS.update``; small print stays in the templates.
"""

import re

from markupsafe import Markup, escape

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

DANISH = "da_DK"

# Long Danish words are put together of short ones. A soft hyphen lets a narrow tile
# break them there; not all phones know how to hyphenate Danish.
JOINT = re.compile(
    r"(?<=[a-zæøå]{3})(?=(?:møde|møder|forsamling|regnskab|ringer|kassen|aktivitet)\b)"
    r"|(?<=[a-zæøå]{3})(?=(?:tilladelse|plejerske|behandler|partner|service|rådgivning)\b)"
    r"|(?<=Års)(?=regnskab)|(?<=Dag)(?=institution)"
)
SOFT_HYPHEN = "\N{SOFT HYPHEN}"

WORDS = {
    "come_in": _lt("Come in"),
    "hand_in_receipt": _lt("Hand in a receipt"),
    "my_receipts": _lt("My receipts"),
    "myself": _lt("Myself"),
    "accounts": _lt("Annual accounts"),
    "language": _lt("Language"),
    "change_group": _lt("Another group"),
    "which_group": _lt("Which group?"),
    "which_language": _lt("Which language?"),
    "call_secretariat": _lt("Call the secretariat"),
    "log_out": _lt("Log out"),
    "save": _lt("Save"),
    "receipt": _lt("Receipt"),
    "take_picture": _lt("Take a picture"),
    "how_much": _lt("How much?"),
    "what_for": _lt("What was it for?"),
    "who_paid": _lt("Who paid?"),
    "which_day": _lt("Which day? It stands on the receipt"),
    "which_activity": _lt("For which activity or meeting?"),
    "hand_in": _lt("Hand in"),
    "more": _lt("More"),
    "one_more": _lt("One more"),
    "home": _lt("Home"),
    "mend": _lt("Mend it and hand in again"),
}


def in_language(env, word, lang):
    return env(context=dict(env.context, lang=lang))._(word)


def both(env, word):
    """Return ``word`` in the page's language, and small beneath it in Danish.

    :param word: a key of ``WORDS``, a lazy term, or a (own, Danish) pair
    """
    own, danish = shown_and_danish(env, word)
    spoken = _spoken(env, own)
    danish = JOINT.sub(SOFT_HYPHEN, danish)
    if env.lang == DANISH:
        return escape(danish) + spoken
    if danish == own:
        return escape(own) + spoken
    return (
        Markup('{}<small class="o_bm_danish" lang="da" dir="ltr">{}</small>').format(
            own, danish
        )
        + spoken
    )


def shown_and_danish(env, word):
    """Return ``word`` in the page's language and in Danish.

    Where a woman has found a better word, and the secretariat has accepted it, it is
    that one.
    """
    if isinstance(word, tuple):
        own, danish = word
    else:
        term = WORDS.get(word, word) if isinstance(word, str) else word
        own = in_language(env, term, env.lang)
        danish = own
        if env["res.lang"]._get_data(code=DANISH):
            danish = in_language(env, term, DANISH)
    better = env["bydelsmor.word"]._words
    return (
        better(env.lang).get(own, (own, 0))[0],
        better(DANISH).get(danish, (danish, 0))[0],
    )


def _spoken(env, own):
    """Return a mark that leads to the recording of a word, if there is one."""
    number = env["bydelsmor.word"]._words(env.lang).get(own, (own, 0))[1]
    if not number:
        return Markup()
    return Markup('<i data-say="{}" hidden="hidden"></i>').format(number)

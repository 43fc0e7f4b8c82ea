import json

from odoo import fields, http
from odoo.http import request
from odoo.tools.translate import LazyTranslate

from ...models.documentation.form import MAX_TAPS
from .offline import PhoneOffline
from .sending import PhoneSending, about, answers_of, key_of
from .shell import PAGE
from .way_in import HOME
from .words import DANISH, WORDS

_lt = LazyTranslate(__name__)

WORDS.update(
    new_conversation=_lt("New conversation"),
    conversation=_lt("Conversation"),
    short_contacts=_lt("Short contacts"),
    activity=_lt("Activity"),
    how_arose=_lt("How did you meet?"),
    what_topic=_lt("What did you talk about?"),
    what_next=_lt("What happens next?"),
    which_bridge=_lt("A bridge to whom?"),
    anything_more=_lt("Do you want to tell more?"),
    which_time=_lt("Which time?"),
    how_long=_lt("How long?"),
    where=_lt("Where?"),
    which_spoken=_lt("In which language?"),
    other_language=_lt("Another language"),
    bridge_way=_lt("How was the bridge built?"),
    mood_her=_lt("How did it go for her?"),
    mood_me=_lt("How did it go for me?"),
    about_her=_lt("About her"),
    how_old=_lt("How old is she, about?"),
    children_at_home=_lt("Children at home?"),
    remember=_lt("Something to remember"),
    which_date=_lt("Which day?"),
    next_question=_lt("Next"),
    send_form=_lt("Send"),
    again_with_another=_lt("Again, with another"),
    need_to_talk=_lt("I need to talk to someone"),
    child_in_danger=_lt("Is a child not well?"),
    talked_with_one=_lt("I talked with one"),
    one_less=_lt("One less"),
    which_kind=_lt("What kind of activity?"),
    who_came=_lt("Who came?"),
    women=_lt("Women"),
    women_new=_lt("Women who were new"),
    children=_lt("Children"),
    bydelsmor_count=_lt("Bydelsmødre who helped"),
    how_many_hours=_lt("How many hours did it last?"),
    their_hours=_lt("Their hours, all together"),
    what_about=_lt("What was it about?"),
    what_name=_lt("What did you call it?"),
    with_whom=_lt("Together with whom?"),
    handed_out=_lt("What was handed out?"),
    how_many=_lt("How many?"),
    languages_used=_lt("Languages used"),
    how_went=_lt("How did it go?"),
    what_worked=_lt("What worked well?"),
)

# Address of the form -> model of what it sends.
FORMS = {
    "conversation": "bydelsmor.conversation",
    "contacts": "bydelsmor.contact.tally",
    "activity": "bydelsmor.activity",
}
# What «again, with another» repeats.
REPEATED = ("arose_id", "next_id", "place_id", "duration_id", "language_id")
REPEATED_LISTS = ("topic_ids", "bridge_ids")


class PhoneDocumentation(PhoneSending):
    """The forms of conversations, short contacts and activities.

    The page collects taps, the browser's queue sends them, and only the models of
    the documentation decide what is stored.
    """

    @http.route(
        [f"{HOME}/{name}" for name in FORMS], methods=["GET"], sitemap=False, **PAGE
    )
    def form(self, **kwargs):
        volunteer = self._enter()
        if not volunteer:
            return self._render("bydelsmor.phone_no_group")
        name = request.httprequest.path.rstrip("/").rpartition("/")[2]
        last = self._last_one(volunteer) if name == "conversation" else None
        return self._form_page(name, volunteer, last=last)

    def _last_one(self, volunteer):
        """Return what she tapped last, to be repeated with changes, as JSON.

        Her own form, by her own right to read it. What was about the other woman, how
        it went and what she wrote are not repeated.
        """
        last = request.env["bydelsmor.conversation"].search(
            [
                ("author_id", "=", request.env.uid),
                ("company_id", "=", volunteer.company_id.id),
            ],
            order="id desc",
            limit=1,
        )
        return last and json.dumps(
            {
                **{name: last[name].id for name in REPEATED},
                **{name: last[name].ids for name in REPEATED_LISTS},
                "other_language": last.other_language,
            }
        )

    def _form_page(self, name, volunteer, **values):
        """Return the page; without a volunteer it is the shell, nobody's page.

        :param values: what the page gets instead of what follows from ``volunteer``
        """
        defaults = {
            "shell": not volunteer,
            "volunteer": volunteer,
            "over": volunteer.group_id.name or None,
            "form_name": name,
            "home_url": HOME,
            "answers": self._tiles(volunteer),
            "spoken": self._spoken(volunteer.company_id),
            "people": volunteer.group_id._contact_people() if volunteer else [],
            "today": fields.Date.context_today(volunteer),
            "words": json.dumps(self._words_of_form()),
            "most": MAX_TAPS,
        }
        return self._render(f"bydelsmor.phone_{name}", **{**defaults, **values})

    def _tiles(self, volunteer):
        """Return {question: [(answer, (name in her language, in Danish), icon)]}."""
        # Visitors have no right to this vocabulary, which holds nobody's data.
        choices = request.env["bydelsmor.choice"].sudo(not volunteer).search([])
        answers = {}
        for choice, pair in self._with_danish(choices):
            tile = (choice, pair, choice._drawing())
            answers.setdefault(choice.question, []).append(tile)
        return answers

    def _spoken(self, company):
        """The languages that can be chosen in a group, likewise; without icons."""
        languages = request.env["bydelsmor.conversation"]._languages(company)
        return [(*pair, None) for pair in self._with_danish(languages)]

    def _with_danish(self, records):
        danish = records
        if request.env["res.lang"]._get_data(code=DANISH):
            danish = records.with_context(lang=DANISH)
        return [
            (one, (one.name, other.name))
            for one, other in zip(records, danish, strict=True)
        ]

    def _words_of_form(self):
        """Words that the browser shows while she fills in."""
        env = request.env
        return {
            "needed": env._("Tap an answer first."),
            "most": env._("Choose at most three."),
            "none": env._("Tap once for each woman you talked with."),
            "private": env._(
                "Leave out names, numbers and addresses, please: what we write must "
                "not tell who somebody is."
            ),
            "session": env._("Come in again, then the form is sent."),
            "memory": env._(
                "There is no net, and this phone cannot keep the form. Stay on this "
                "page and press again in a while."
            ),
        }

    @http.route(
        [f"{HOME}/{name}/send" for name in FORMS],
        type="jsonrpc",
        auth="user",
        website=True,
        sitemap=False,
    )
    def form_send(self, item=None, **kwargs):
        """Store one form from the phone's queue.

        :param dict item: ``uuid``, ``user_id`` (who filled it in), ``company_id``
            and ``values``: the answers by the names of the model's fields
        :return: see ``PhoneSending._receive``
        """
        name = request.httprequest.path.split("/")[-2]
        return self._receive(item, lambda item: self._store_form(FORMS[name], item))

    def _store_form(self, model, item):
        company = self._company_of(item)
        with about("form"):
            request.env[model]._submit(company, answers_of(item))
        return key_of(item)


class PhoneOfflineDocumentation(PhoneOffline):
    def _shells(self):
        return {
            **super()._shells(),
            **{name: lambda name=name: self._form_shell(name) for name in FORMS},
        }

    def _form_shell(self, name):
        return self._form_page(name, request.env["bydelsmor.volunteer"])

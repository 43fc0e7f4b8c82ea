"""Which of the addon's words stand on the phone pages, and in which languages.

Plain Python: the ``i18n`` command reads it without Odoo. A room that puts words of
its own before a Bydelsmor adds the place here; from then on the command asks for
them in every language of ``LANGUAGES``.
"""

# Name of the ``.po`` file -> code of ``res.lang``. Danish and English, the languages of
# the whole addon, are not among them.
LANGUAGES = {
    "ar": "ar_001",
    "bs": "bs_BA",
    "fa": "fa_IR",
    "pl": "pl_PL",
    "so": "so_SO",
    "ta": "ta_LK",
    "tr": "tr_TR",
    "uk": "uk_UA",
    "ur": "ur_PK",
    "vi": "vi_VN",
}

# Folders and files whose sentences she may read, refusals included.
CODE = (
    "controllers/phone/",
    "models/phone/",
    "models/documentation/",
    "static/src/phone/",
    "models/bookkeeping/receipt_by_code.py",
    "models/bookkeeping/receipt_hand_in.py",
    "models/bookkeeping/receipt_image.py",
    "models/meetings/agenda_item.py",
    "models/meetings/agenda_item_minutes.py",
    "models/meetings/agenda_item_sent.py",
    "models/meetings/knowledge.py",
    "models/meetings/meeting_agenda.py",
    "models/meetings/meeting_exchange.py",
    "models/meetings/meeting_minutes.py",
    "models/meetings/meeting_planning.py",
    "models/meetings/meeting_run.py",
    "models/meetings/meeting_signing.py",
    "models/meetings/meeting_task.py",
    "models/meetings/meeting_telling.py",
    "models/meetings/proposal.py",
    "models/meetings/task_mark.py",
)

# How the names of the page templates begin.
TEMPLATES = "bydelsmor.phone_"

# Choices that are shown: (model, field).
SELECTIONS = (
    ("bydelsmor.agenda.item", "element"),
    ("bydelsmor.consent", "kind"),
    ("bydelsmor.goal", "kind"),
    ("bydelsmor.mandate", "role"),
    ("bydelsmor.meeting", "kind"),
    ("bydelsmor.meeting.task", "kind"),
    ("bydelsmor.receipt", "paid_by"),
    ("bydelsmor.volunteer.language", "level"),
)

# Vocabularies: model -> (translated fields, which records she meets).
VOCABULARIES = {
    "bydelsmor.choice": (("name",), []),
    "bydelsmor.agenda.template.item": (
        ("name", "note"),
        [("template_id.company_id", "=", False), ("template_id.kind", "=", "monthly")],
    ),
    "bydelsmor.exercise": (("name", "description"), []),
    "bydelsmor.group.task": (("name", "hint"), []),
    "bydelsmor.language": (("name",), []),
    "bydelsmor.purpose": (
        ("name",),
        [("direction", "=", "out"), ("on_phone", "=", True)],
    ),
}

_CODE = tuple(f"code:addons/bydelsmor/{path}" for path in CODE)
_TERMS = f"model_terms:ir.ui.view,arch_db:{TEMPLATES}"
_SELECTIONS = tuple(
    "model:ir.model.fields.selection,name:bydelsmor."
    f"selection__{model.replace('.', '_')}__{field}__"
    for model, field in SELECTIONS
)
_VOCABULARIES = tuple(
    f"model:{model},{field}:"
    for model, (names, _domain) in VOCABULARIES.items()
    for field in names
)


def is_on_phone(place, records):
    """Tell whether a word's place (as ``.po`` files write it) is a phone page.

    :param records: external ids of the vocabularies' records that she meets
    """
    if place.startswith(_VOCABULARIES):
        return place.rpartition(":")[2] in records
    return place.startswith((*_CODE, _TERMS, *_SELECTIONS))

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .form import MAX_TAPS, FormFault


def answer(question, **options):
    """Return the definition of a field that one tap answers."""
    return fields.Many2one(
        "bydelsmor.choice",
        domain=[("question", "=", question)],
        ondelete="restrict",
        index=options.pop("index", False),
        **options,
    )


class BydelsmorConversation(models.Model):
    """A conversation form (samtaleskema): one talk with one woman.

    She is in it nowhere, and cannot be: there is no field for who she is. Three
    questions must be answered; the rest is as she likes. Only its author reads it,
    also within the group: among twelve neighbours a row is a name.
    """

    _name = "bydelsmor.conversation"
    _description = "Conversation"
    _inherit = ["bydelsmor.form"]
    _order = "date desc, id desc"
    _check_company_auto = True

    arose_id = answer("arose", string="How did you meet?", required=True)
    topic_ids = fields.Many2many(
        "bydelsmor.choice",
        "bydelsmor_conversation_topic_rel",
        "conversation_id",
        "choice_id",
        string="What did you talk about?",
        domain=[("question", "=", "topic")],
        ondelete="restrict",
    )
    next_id = answer("next", string="What happens next?", required=True)
    bridge_ids = fields.Many2many(
        "bydelsmor.choice",
        "bydelsmor_conversation_bridge_rel",
        "conversation_id",
        "choice_id",
        string="A bridge to whom?",
        domain=[("question", "=", "bridge")],
        ondelete="restrict",
    )
    bridge_way_id = answer("bridge_way", string="How was the bridge built?")
    place_id = answer("place", string="Where?")
    duration_id = answer("duration", string="How long?")
    contact_id = answer("contact", string="Which time?")
    language_id = fields.Many2one(
        "bydelsmor.language", string="In which language?", ondelete="restrict"
    )
    other_language = fields.Boolean(
        string="In another language",
        help="One that few speak is not written down: it could tell who she is.",
    )
    age_id = answer("age", string="How old is she, about?")
    children_id = answer("children", string="Children at home?")
    mood_her_id = answer("mood", string="How did it go for her?")
    mood_me_id = answer("mood", string="How did it go for me?")
    note = fields.Char(
        string="Something to remember",
        help="For yourself, without names. Nobody else can read it.",
    )

    _uuid_uniq = models.UniqueIndex("(uuid)", "This form was sent already.")
    _company_date_idx = models.Index("(company_id, date DESC, id DESC)")

    @api.depends_context("lang")
    def _compute_display_name(self):
        # Odoo shows this to people who may not read the form: nothing private.
        self.display_name = self.env._("Conversation")

    def _free_texts(self):
        return ("note",)

    def _own_texts(self):
        return ("note",)

    def _needed(self):
        return ("arose_id", "topic_ids", "next_id")

    @api.constrains("arose_id", "topic_ids", "bridge_ids")
    def _check_taps(self):
        for form in self:
            if not 1 <= len(form.topic_ids) <= MAX_TAPS:
                raise ValidationError(
                    self.env._("Choose one to three things that you talked about.")
                )
            if len(form.bridge_ids) > MAX_TAPS:
                raise ValidationError(
                    self.env._("Choose at most three to whom a bridge was built.")
                )

    @api.model
    def _clean_values(self, company, values):
        language = self._clean_language(company, values.get("language_id"))
        return {
            **super()._clean_values(company, values),
            **self._clean_answers(values),
            "language_id": language.id,
            "other_language": not language and bool(values.get("other_language")),
            "note": self._clean_text("note", values.get("note")),
        }

    @api.model
    def _clean_language(self, company, number):
        """Return one of the languages that the form offers in this group."""
        if not number:
            return self.env["bydelsmor.language"]
        found = self._languages(company).filtered(
            lambda language: language.id == number
        )
        if not found or type(number) is not int:
            raise FormFault("language_id", self._again_words("language_id"))
        return found

    @api.model
    def _languages(self, company):
        """The languages of the group, and Danish. Others are not stored: one that a
        single family in the neighbourhood speaks is her name."""
        # A member asks about her own group, and languages are nobody's data.
        group = company.sudo().bydelsmor_group_ids
        danish = self.env["ir.model.data"]._xmlid_to_res_id("bydelsmor.language_da")
        return group.language_ids | group.language_ids.browse(danish and [danish])

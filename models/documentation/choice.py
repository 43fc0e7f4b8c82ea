from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from .drawings import DRAWINGS


class BydelsmorChoice(models.Model):
    """An answer that can be tapped on a form: a word and an icon.

    One list for all groups, kept by the secretariat; it belongs to no company. Which
    form asks a question, and how many answers it takes, is said by the form's field.
    """

    _name = "bydelsmor.choice"
    _description = "Answer on a form"
    _order = "question, sequence, id"

    name = fields.Char(required=True, translate=True)
    question = fields.Selection(
        [
            ("arose", "How did you meet?"),
            ("topic", "What did you talk about?"),
            ("next", "What happens next?"),
            ("bridge", "A bridge to whom?"),
            ("bridge_way", "How was the bridge built?"),
            ("place", "Where?"),
            ("duration", "How long?"),
            ("contact", "Which time?"),
            ("age", "How old is she, about?"),
            ("children", "Children at home?"),
            ("mood", "How did it go?"),
            ("activity", "What kind of activity?"),
        ],
        required=True,
        index=True,
    )
    code = fields.Char(
        required=True,
        help="Stays the same when the word changes: statistics and imports use it.",
    )
    icon = fields.Char(
        required=True,
        default="dots",
        help="Name of one of our drawings. A wrong name is answered with the list.",
    )
    minutes = fields.Integer(
        help="How many minutes an answer to «How long?» counts in the sums of hours."
    )
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(question, code)", "This question has an answer with this code already."
    )
    _minutes_positive = models.Constraint(
        "CHECK (minutes >= 0)", "Minutes cannot be less than none."
    )

    @api.constrains("icon")
    def _check_icon(self):
        for choice in self:
            if choice.icon not in DRAWINGS:
                raise ValidationError(
                    self.env._(
                        "There is no drawing «%(icon)s». Choose one of: %(names)s.",
                        icon=choice.icon,
                        names=", ".join(sorted(DRAWINGS)),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    @tools.ormcache()
    def _questions(self):
        """Return {id: question} of all answers, those that are no longer offered
        included: forms that waited on a phone may hold them."""
        choices = self.sudo().with_context(active_test=False)
        asked = choices.search_fetch([("question", "!=", False)], ["question"])
        return {choice.id: choice.question for choice in asked}

    def _drawing(self):
        """Return the icon as the path of an SVG outline in a field of 24 × 24."""
        self.ensure_one()
        return DRAWINGS[self.icon]

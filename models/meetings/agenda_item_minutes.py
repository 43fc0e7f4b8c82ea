from odoo import api, models
from odoo.exceptions import ValidationError

from ..organisation.print_language import PRINT_LANGUAGES


class BydelsmorAgendaItem(models.Model):
    """A point as it stands in the minutes, and who may no longer touch it."""

    _inherit = "bydelsmor.agenda.item"

    def write(self, vals):
        if "meeting_id" in vals:
            self.meeting_id.browse(vals["meeting_id"])._check_open()
        return super().write(vals)

    @api.constrains(
        "kind", "minutes", "decision", "votes_for", "votes_against", "votes_blank"
    )
    def _check_stays_in_the_room(self):
        """Source: the organisational volunteer's manual, on checking out."""
        for item in self.filtered(lambda item: item.kind == "check_out"):
            if item.minutes or item._is_decided():
                raise ValidationError(
                    self.env._(
                        "What is said at check-out stays in the room, so nothing is "
                        "written here. Write what you decided under another point."
                    )
                )

    def _minutes_payload(self):
        self.ensure_one()
        votes = [self.votes_for, self.votes_against, self.votes_blank]
        return {
            "id": self.id,
            "name": self.name,
            "names": self._names(),
            "who": self.who or "",
            "whos": self._whos(),
            "minutes": self.minutes or "",
            "decision": self.decision or "",
            "votes": votes if any(votes) else [],
            "casting_vote": self.casting_vote or "",
            "conflict": self.conflict_of_interest or "",
            "outcome": self.outcome,
            "listed": self.is_listed,
            "withdrawn": str(self.withdrawn_on or ""),
            "board_only": self.board_only,
            "exercise": self._exercise_words(),
        }

    def _exercise_words(self):
        """Return {language: [name, how it goes]} of the exercise that was chosen."""
        exercise = self.exercise_id
        if not exercise:
            return {}
        spoken = {
            lang: exercise.with_context(lang=lang) for lang in self._print_languages()
        }
        return {lang: [e.name, e.description or ""] for lang, e in spoken.items()}

    def _names(self):
        """Return {language: name} of a usual point, which is known in several."""
        if not self.template_item_id or self.renamed:
            return {}
        return {
            lang: self.with_context(lang=lang).label for lang in self._print_languages()
        }

    def _whos(self):
        """Return {language: who takes it} of a usual point that nobody else took."""
        usual = self.sudo().template_item_id
        if not usual or not self.who:
            return {}
        whos = {
            lang: usual.with_context(lang=lang).who for lang in self._print_languages()
        }
        return whos if self.who in whos.values() else {}

    @api.model
    def _print_languages(self):
        installed = {code for code, _name in self.env["res.lang"].get_installed()}
        return [lang for lang in PRINT_LANGUAGES.values() if lang in installed]

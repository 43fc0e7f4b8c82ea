from odoo import api, models

from ..organisation.print_language import PRINT_LANGUAGES


class BydelsmorAgendaItem(models.Model):
    """A point as it stands in the minutes, and who may no longer touch it."""

    _inherit = "bydelsmor.agenda.item"

    def write(self, vals):
        if "meeting_id" in vals:
            self.meeting_id.browse(vals["meeting_id"])._check_open()
        return super().write(vals)

    def _minutes_payload(self):
        self.ensure_one()
        votes = [self.votes_for, self.votes_against, self.votes_blank]
        return {
            "id": self.id,
            "name": self.name,
            "names": self._names(),
            "who": self.who or "",
            "minutes": self.minutes or "",
            "decision": self.decision or "",
            "votes": votes if any(votes) else [],
            "casting_vote": self.casting_vote or "",
            "conflict": self.conflict_of_interest or "",
            "outcome": self.outcome,
            "listed": self.is_listed,
            "withdrawn": str(self.withdrawn_on or ""),
            "board_only": self.board_only,
        }

    def _names(self):
        """Return {language: name} of a usual point, which is known in several."""
        if not self.template_item_id or self.renamed:
            return {}
        return {
            lang: self.with_context(lang=lang).label for lang in self._print_languages()
        }

    @api.model
    def _print_languages(self):
        installed = {code for code, _name in self.env["res.lang"].get_installed()}
        return [lang for lang in PRINT_LANGUAGES.values() if lang in installed]

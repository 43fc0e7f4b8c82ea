from odoo import models


class BydelsmorMeeting(models.Model):
    """The constitution paper of a meeting at which roles were given."""

    _inherit = "bydelsmor.meeting"

    def action_print_constitution(self):
        """Print the constitution paper in the user's language, Danish or English."""
        self.ensure_one()
        self.check_access("read")
        short = "da" if self.env.lang == "da_DK" else "en"
        report = self.env.ref(f"bydelsmor.board_constitution_report_{short}")
        return report.report_action(self)

    def _print_constitution_name(self, short):
        accounts = self.env["bydelsmor.annual.accounts"]
        own = self.with_context(lang=accounts._print_lang(short))
        return own.env._("Constitution %(group)s", group=own.group_id.name)

    def _constitution_paper(self):
        """Return what the paper says, in the language of the context."""
        self.ensure_one()
        self.check_access("read")
        own = self.sudo()
        paper = self.group_id._board_paper(own)
        return {
            **paper,
            "sentences": list(own._constitution_sentences()),
            "closed": bool(own.closed_on),
        }

    def _constitution_sentences(self):
        words = self.env["bydelsmor.annual.accounts"]
        assembly = self._last_assembly()
        if assembly:
            yield self.env._(
                "Elected at the general assembly on %(day)s.",
                day=words._date_text(assembly._day()),
            )
        if not self.is_assembly:
            yield self.env._(
                "The board met on %(day)s and shared out its roles.",
                day=words._date_text(self._day()),
            )
        if self.chair_id and self.minute_taker_id:
            yield self.env._(
                "The meeting was led by %(chair)s, and %(writer)s wrote the minutes.",
                chair=self.chair_id.name,
                writer=self.minute_taker_id.name,
            )

    def _last_assembly(self):
        """Return the assembly that elected the board: this one, or the last before."""
        if self.is_assembly:
            return self
        return self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("kind", "in", ("founding_assembly", "ordinary_assembly")),
                ("closed_on", "!=", False),
                ("start", "<=", self.start),
            ],
            order="start desc",
            limit=1,
        )

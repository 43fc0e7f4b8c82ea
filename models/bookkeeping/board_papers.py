from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..organisation.roles import BOARD_ROLES

# The order in which a bank reads them.
PAPER_ROLES = (*BOARD_ROLES, "alternate", "auditor")


class BydelsmorGroup(models.Model):
    """The board list and the constitution paper, as a bank and the CVR register ask
    for them: who sits on the board, until when, and who signs for the association."""

    _inherit = "bydelsmor.group"

    def action_print_board(self):
        """Print the board list in the user's language, Danish or English."""
        self.ensure_one()
        self.check_access("read")
        short = "da" if self.env.lang == "da_DK" else "en"
        report = self.env.ref(f"bydelsmor.board_list_report_{short}")
        return report.report_action(self)

    def _print_board_name(self, short):
        accounts = self.env["bydelsmor.annual.accounts"]
        own = self.with_context(lang=accounts._print_lang(short))
        return own.env._("Board list %(group)s", group=own.name)

    def _board_paper(self, meeting=None):
        """Return what the paper says, in the language of the context.

        :param meeting: the meeting at which the board shared out its roles; without
            one the paper tells of today
        """
        self.ensure_one()
        self.check_access("read")
        own = self.sudo()
        words = own.env["bydelsmor.annual.accounts"]
        day = meeting.sudo()._day() if meeting else fields.Date.context_today(self)
        rows = own._board_paper_rows(day)
        bylaws = own.env["bydelsmor.bylaws"]._for(own.company_id)[own.company_id]
        rule = dict(bylaws._fields["signing_rule"]._description_selection(own.env))
        return {
            "name": own.name,
            "cvr": words._cvr_label(own.cvr),
            "place": own.municipality_id.name or "",
            "founded": words._date_text(own.founding_date),
            "day": words._date_text(day),
            "board": [row for row in rows if row["key"] in BOARD_ROLES],
            "others": [row for row in rows if row["key"] not in BOARD_ROLES],
            "signing": rule[bylaws.signing_rule],
        }

    def _board_paper_rows(self, day):
        mandates = self.env["bydelsmor.mandate"].search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("role", "in", PAPER_ROLES)
            & Domain("closed", "=", False)
            & Domain("date_start", "<=", day)
            & (Domain("date_end", "=", False) | Domain("date_end", ">=", day))
        )
        labels = dict(mandates._fields["role"]._description_selection(self.env))
        order = {role: place for place, role in enumerate(PAPER_ROLES)}
        return [
            {
                "key": mandate.role,
                "role": labels[mandate.role],
                "name": mandate.partner_id.name,
                "since": format_date(self.env, mandate.date_start),
                "until": mandate.term_end_year or "",
            }
            for mandate in mandates.sorted(lambda m: (order[m.role], m.id))
        ]

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..organisation.roles import BOARD_ROLES


class BydelsmorMandate(models.Model):
    """Where a mandate was given, and when it is up for election again."""

    _inherit = "bydelsmor.mandate"

    elected_at_id = fields.Many2one(
        "bydelsmor.meeting",
        string="Elected at",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    term_end_year = fields.Integer(
        string="Up for election in",
        copy=False,
        help="The year of the ordinary general assembly at which the seat is elected "
        "anew. Until then the mandate runs, however late in the year that is.",
    )

    @api.constrains("role", "date_start", "date_end", "closed", "volunteer_id")
    def _check_largest_board(self):
        """An association's board is no larger than its bylaws say, also where a
        mandate is given by hand."""
        seats = self.sudo().filtered(lambda m: m.role in BOARD_ROLES and m.running)
        groups = seats.group_id.filtered("is_association")
        bylaws_of = self.env["bydelsmor.bylaws"]._for(groups.company_id)
        for group in groups:
            bylaws = bylaws_of[group.company_id]
            if bylaws and group.board_count > bylaws.board_max:
                raise ValidationError(
                    self.env._(
                        "By the bylaws at most %(largest)s sit on the board. End "
                        "another mandate first, or write under «Largest board» what "
                        "the general assembly decided.",
                        largest=bylaws.board_max,
                    )
                )

    def _end_on(self, day):
        """End these mandates with the election of somebody else on ``day``.

        The day before is their last, so that every day has one holder of the seat and
        none has two.

        :param date day: the first day of those who come after
        """
        for mandate in self:
            last = fields.Date.subtract(day, days=1)
            if mandate.date_start <= last:
                mandate.date_end = last
            else:
                mandate.write({"date_end": mandate.date_start, "closed": True})
        self._log_in_group(self.env._("Mandate ended"))

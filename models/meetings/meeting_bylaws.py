from odoo import fields, models


class BydelsmorMeeting(models.Model):
    """The bylaws that a meeting keeps: the group's own, or the national standard."""

    _inherit = "bydelsmor.meeting"

    bylaws_id = fields.Many2one("bydelsmor.bylaws", compute="_compute_bylaws_id")

    def _compute_bylaws_id(self):
        bylaws_of = self.env["bydelsmor.bylaws"]._for(self.sudo().company_id)
        for meeting in self:
            company = meeting.sudo().company_id
            meeting.bylaws_id = bylaws_of.get(company, False)

    def _bylaws(self, rule, default):
        """Return what the group's bylaws say, or the default where they say nothing.

        :param str rule: a field of ``bydelsmor.bylaws``
        """
        self.ensure_one()
        bylaws = self.sudo().bylaws_id
        return bylaws[rule] if bylaws else default

    def _voters_of(self, volunteers):
        """Return those of these volunteers to whom the bylaws give a vote."""
        who = self._bylaws("who_votes", "bydelsmodre")
        if who == "everybody":
            return volunteers
        bydelsmodre = volunteers.filtered("is_bydelsmor")
        if who == "active":
            return bydelsmodre.filtered(lambda woman: woman.state == "active")
        return bydelsmodre

from odoo import api, fields, models


class BydelsmorMeetingCorrection(models.Model):
    """A note beside minutes that no longer change. It does not change either.

    Made by ``bydelsmor.meeting._correct`` alone; nobody has a right to write here.
    """

    _name = "bydelsmor.meeting.correction"
    _description = "Correction of minutes"
    _order = "written_on, id"
    _check_company_auto = True

    meeting_id = fields.Many2one(
        "bydelsmor.meeting",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="meeting_id.company_id", store=True, index=True, precompute=True
    )
    agenda_item_id = fields.Many2one(
        "bydelsmor.agenda.item",
        string="Point",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    board_only = fields.Boolean(related="agenda_item_id.board_only", store=True)
    text = fields.Text(required=True)
    name = fields.Char(string="Written by", required=True)
    user_id = fields.Many2one("res.users", required=True)
    written_on = fields.Datetime(required=True)
    content_hash = fields.Char(string="Hash of the minutes", required=True)

    @api.depends("meeting_id")
    def _compute_display_name(self):
        # Odoo shows this to people who may not read the note.
        for note in self:
            note.display_name = note.meeting_id.display_name

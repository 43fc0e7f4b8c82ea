from odoo import fields, models

from .kinds import ELEMENTS, ITEM_KINDS


class BydelsmorAgendaTemplateItem(models.Model):
    """A point that a kind of meeting usually has."""

    _name = "bydelsmor.agenda.template.item"
    _description = "Usual point"
    _order = "sequence, id"
    _check_company_auto = True

    template_id = fields.Many2one(
        "bydelsmor.agenda.template",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="template_id.company_id", store=True, index=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Point", required=True, translate=True)
    who = fields.Char(translate=True, help="Who usually takes it, in a word or two.")
    note = fields.Text(
        string="A word of advice", translate=True, help="Shown beside the point."
    )
    kind = fields.Selection(ITEM_KINDS, required=True, default="information")
    element = fields.Selection(ELEMENTS)
    duration = fields.Integer(string="Length in minutes", default=10)
    board_only = fields.Boolean(string="Only for the board")

    _duration_positive = models.Constraint(
        "CHECK (duration >= 0)", "A point cannot take less than no time."
    )

    def _prepare_agenda_item(self):
        self.ensure_one()
        return {
            "template_item_id": self.id,
            "sequence": self.sequence,
            "name": self.name,
            "who": self.who,
            "kind": self.kind,
            "element": self.element,
            "duration": self.duration,
            "board_only": self.board_only,
        }

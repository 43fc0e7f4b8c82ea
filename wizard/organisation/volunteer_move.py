from odoo import fields, models


class BydelsmorVolunteerMove(models.TransientModel):
    _name = "bydelsmor.volunteer.move"
    _description = "Move a volunteer to another group"

    volunteer_id = fields.Many2one("bydelsmor.volunteer", required=True)
    old_group_id = fields.Many2one(related="volunteer_id.group_id")
    group_id = fields.Many2one(
        "bydelsmor.group",
        string="New group",
        required=True,
        domain="[('id', '!=', old_group_id)]",
    )

    def action_confirm(self):
        self.ensure_one()
        volunteer = self.volunteer_id._move_to(self.group_id)
        return {
            "type": "ir.actions.act_window",
            "res_model": "bydelsmor.volunteer",
            "res_id": volunteer.id,
            "view_mode": "form",
        }

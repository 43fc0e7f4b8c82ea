from odoo import fields, models


class BydelsmorVolunteerLeave(models.TransientModel):
    _name = "bydelsmor.volunteer.leave"
    _description = "A volunteer leaves"

    volunteer_id = fields.Many2one("bydelsmor.volunteer", required=True)
    reason_id = fields.Many2one(
        "bydelsmor.leave.reason",
        string="Why",
        required=True,
        default=lambda self: self.env.ref(
            "bydelsmor.leave_reason_rather_not_say", raise_if_not_found=False
        ),
    )

    def action_confirm(self):
        self.ensure_one()
        self.volunteer_id._leave(self.reason_id)

from odoo import Command, fields, models


class AccountsPaper(models.TransientModel):
    """Signed with a pen: the photo of the sheet, and whose names stand on it."""

    _name = "bydelsmor.accounts.paper"
    _inherit = "bydelsmor.accounts.step"
    _description = "Annual accounts signed on paper"

    photo = fields.Binary(string="Photo or scan of the signed sheet", required=True)
    photo_name = fields.Char()
    mandate_ids = fields.Many2many(
        "bydelsmor.mandate",
        string="Who signed",
        required=True,
        default=lambda self: self._default_mandates(),
    )

    def _default_mandates(self):
        accounts = self.env["bydelsmor.annual.accounts"].browse(
            self.env.context.get("active_id")
        )
        return [Command.set(accounts._board_mandates().ids if accounts else [])]

    def action_confirm(self):
        self._check_role("board", "treasurer")
        board = self.accounts_id.sudo()._board_mandates()
        self.accounts_id._sign_on_paper(
            self.mandate_ids & board, self.photo, self.photo_name
        )

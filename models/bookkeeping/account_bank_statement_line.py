from odoo import api, models


class AccountBankStatementLine(models.Model):
    _inherit = "account.bank.statement.line"

    def _bydelsmor_sealed(self):
        """Return those of these lines whose entry nobody may change any more."""
        return self.filtered(lambda line: line.sudo().move_id._bydelsmor_sealed())

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sealed(self):
        for line in self._bydelsmor_sealed():
            line.move_id._bydelsmor_refuse()

    def action_undo_reconciliation(self):
        """Open the line again; in a group without rewriting its posted entry.

        The line's counterpart stays on the account that waits for the bank, so
        loosening the match is all there is to undo.
        """
        sealed = self._bydelsmor_sealed()
        sealed.line_ids.remove_move_reconcile()
        if self - sealed:
            return super(
                AccountBankStatementLine, self - sealed
            ).action_undo_reconciliation()
        return None

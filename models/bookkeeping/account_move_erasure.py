from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    bydelsmor_erased = fields.Boolean(
        string="Names and photos erased",
        readonly=True,
        copy=False,
        help="The keeping period is over: names and photos are gone, the figures stay.",
    )

    def _calculate_hashes(self, previous_hash):
        """Let the hash see the numbers of the partners that were erased.

        The hash was made of what the entry said then. The names are gone; the
        partner's number is kept beside the line for this reading alone.
        """
        erased = self.sudo().line_ids.filtered("bydelsmor_hashed_partner")
        partner = erased._fields["partner_id"]
        for line in erased:
            partner._update_cache(line, line.bydelsmor_hashed_partner)
        try:
            return super()._calculate_hashes(previous_hash)
        finally:
            erased.invalidate_recordset(["partner_id"], flush=False)

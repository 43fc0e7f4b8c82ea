from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .template_bydelsmor import TEMPLATE


class BydelsmorPurpose(models.Model):
    """What money was for, or where it came from, in words that need no accountant.

    One list for all groups, kept by the secretariat; it belongs to no company. The
    account behind a word is named by its code in the slim chart.
    """

    _name = "bydelsmor.purpose"
    _description = "What the money is for"
    _order = "direction desc, sequence, id"

    name = fields.Char(required=True, translate=True)
    direction = fields.Selection(
        [("out", "Money out"), ("in", "Money in")], required=True, default="out"
    )
    icon = fields.Char(
        required=True,
        default="circle-o",
        help="Name of the icon on the tile (Font Awesome 4, without «fa-»).",
    )
    account_code = fields.Char(
        string="Account",
        required=True,
        help="Number of the account in the groups' chart.",
    )
    photo_required = fields.Boolean(
        string="Needs a photo",
        default=True,
        help="Off for what comes without a paper, such as the bank's own fees.",
    )
    on_phone = fields.Boolean(
        string="On the phone",
        default=True,
        help="The phone shows a handful of tiles; the rest is for the treasurer.",
    )
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex(
        "(direction, name)", "There is a purpose with this name already."
    )

    @api.constrains("account_code")
    def _check_account_code(self):
        chart = self.env["account.chart.template"]._get_account_account(TEMPLATE)
        codes = {account["code"] for account in chart.values()}
        for purpose in self:
            if purpose.account_code not in codes:
                raise ValidationError(
                    self.env._(
                        "The groups' chart has no account %(code)s.",
                        code=purpose.account_code,
                    )
                )

    def _account(self, company):
        """Return the account behind this word in the books of ``company``.

        :raises UserError: if the books are not open or the chart lacks the account
        """
        self.ensure_one()
        return company._bydelsmor_account(self.account_code)

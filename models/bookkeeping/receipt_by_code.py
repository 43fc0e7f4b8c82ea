from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

MAX_NAME = 60
# How many receipts a group can get by codes on one day.
MOST_A_DAY = 60


class BydelsmorReceipt(models.Model):
    """Handed in at a meeting by its code, on any phone and without a login.

    Money goes to a person, so she writes her name. Whoever has the code sees no list
    of the group's women: which of them it is, the board chooses before it approves.
    """

    _inherit = "bydelsmor.receipt"

    volunteer_id = fields.Many2one(required=False)
    written_name = fields.Char(
        string="Name on the form",
        readonly=True,
        copy=False,
        help="As she wrote it when she handed the receipt in without a login.",
    )

    _somebody_bought = models.Constraint(
        "CHECK (volunteer_id IS NOT NULL OR written_name IS NOT NULL)",
        "Choose who bought it.",
    )

    @api.model
    def _hand_in_by_code(self, company, values, files):
        """Store a receipt that came by a meeting's code, which the caller has checked.

        :param dict values: as for ``_hand_in``, with ``written_name``
        :raises ValidationError: naming the field and what to do
        :raises UserError: when it is the group's 61st today
        """
        if values.get("lost"):
            raise ValidationError(
                self.env._(
                    "A lost receipt is signed by you and another woman. Come in with "
                    "your own login, and hand it in there."
                )
            )
        buyer = {"written_name": self._clean_name(values)}
        company = company.with_env(self.env)
        receipt = self._hand_in_as(company, values, files, buyer)
        self._check_not_too_many(company)
        return receipt

    @api.model
    def _clean_name(self, values):
        name = self._clean_text(values.get("written_name"))
        if not name or len(name) > MAX_NAME:
            raise ValidationError(
                self.env._("Write your name, so that you can get your money.")
            )
        return name

    @api.model
    def _check_not_too_many(self, company):
        today = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        came = self.sudo().search_count(
            [
                ("company_id", "=", company.id),
                ("submitter_id", "=", self.env.uid),
                ("handed_in_date", ">=", today),
            ]
        )
        if came > MOST_A_DAY:
            raise UserError(
                self.env._(
                    "Very many receipts came in today by the code. Give this one to "
                    "the treasurer."
                )
            )

    def _check_may_approve(self):
        for receipt in self.sudo():
            if not receipt.volunteer_id:
                raise UserError(
                    self.env._(
                        "Choose first who bought it. «%(name)s» is written on it.",
                        name=receipt.written_name,
                    )
                )
        return super()._check_may_approve()

    def write(self, vals):
        if "volunteer_id" in vals and not vals["volunteer_id"]:
            raise UserError(self.env._("Choose who bought it."))
        return super().write(vals)

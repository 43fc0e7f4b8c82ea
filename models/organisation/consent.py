from odoo import api, fields, models
from odoo.exceptions import UserError


class BydelsmorConsent(models.Model):
    """A yes that a volunteer gave, with its date and, later, its withdrawal.

    Kept as history (GDPR art. 7: given consent must be provable, and as easy to
    withdraw as to give); a withdrawn consent is never reopened, a new one is given.
    """

    _name = "bydelsmor.consent"
    _description = "Consent"
    _order = "given_date desc, id desc"
    _check_company_auto = True

    volunteer_id = fields.Many2one(
        "bydelsmor.volunteer",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="volunteer_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        related="volunteer_id.partner_id", store=True, index=True, precompute=True
    )
    kind = fields.Selection(
        [
            ("photo", "Photos of me"),
            ("phone_list", "My name and number on the group's phone list"),
            ("newsletter", "News from the national secretariat"),
        ],
        required=True,
    )
    given_date = fields.Date(required=True, default=fields.Date.context_today)
    withdrawn_date = fields.Date(readonly=True)
    valid = fields.Boolean(compute="_compute_valid")

    _withdrawn_after_given = models.Constraint(
        "CHECK (withdrawn_date IS NULL OR withdrawn_date >= given_date)",
        "A consent cannot be withdrawn before it was given.",
    )

    @api.depends("kind")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for consent in self:
            consent.display_name = labels.get(consent.kind, "")

    @api.depends("withdrawn_date")
    def _compute_valid(self):
        for consent in self:
            consent.valid = not consent.withdrawn_date

    def write(self, vals):
        """What was given, when and for what stays as it was; it is withdrawn once."""
        self.check_access("write")  # before a refusal
        changed = set(vals) - {"withdrawn_date"}
        reopened = "withdrawn_date" in vals and any(self.mapped("withdrawn_date"))
        if not self.env.su and (changed or reopened):
            raise UserError(
                self.env._("A consent is not changed. Withdraw it and give a new one.")
            )
        return super().write(vals)

    def action_withdraw(self):
        """Withdraw from today on."""
        if self.filtered("withdrawn_date"):
            raise UserError(self.env._("This consent is withdrawn already."))
        self.write({"withdrawn_date": fields.Date.context_today(self)})

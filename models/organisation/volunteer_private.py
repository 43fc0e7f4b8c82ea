from odoo import fields, models


class BydelsmorVolunteerPrivate(models.Model):
    """What a woman tells about herself and nobody in her group reads.

    A record of its own beside ``bydelsmor.volunteer``: rights in Odoo are given per
    record, and the board may read the volunteer but not this.
    """

    _name = "bydelsmor.volunteer.private"
    _description = "Private facts of a volunteer"
    _rec_name = "volunteer_id"
    _check_company_auto = True

    volunteer_id = fields.Many2one(
        "bydelsmor.volunteer",
        required=True,
        readonly=True,
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
    birth_date = fields.Date()
    origin_country_id = fields.Many2one("res.country", string="Country of origin")
    family = fields.Char()
    education = fields.Char()
    occupation = fields.Char(string="Work")
    note = fields.Text(string="Notes")

    _volunteer_uniq = models.UniqueIndex(
        "(volunteer_id)", "These facts are written down already."
    )

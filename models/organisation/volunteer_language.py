from odoo import fields, models


class BydelsmorVolunteerLanguage(models.Model):
    _name = "bydelsmor.volunteer.language"
    _description = "Language of a volunteer"
    _order = "level desc, id"
    _rec_name = "language_id"
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
    language_id = fields.Many2one(
        "bydelsmor.language", required=True, index=True, ondelete="restrict"
    )
    level = fields.Selection(
        [
            ("1", "A little"),
            ("2", "Everyday talk"),
            ("3", "Fluent"),
            ("4", "Mother tongue"),
        ],
        default="4",
        required=True,
    )

    _language_uniq = models.UniqueIndex(
        "(volunteer_id, language_id)", "This language is on the list already."
    )

import re

from odoo import api, fields, models

REGIONS = [
    ("hovedstaden", "Capital Region"),
    ("sjaelland", "Region Zealand"),
    ("syddanmark", "Region of Southern Denmark"),
    ("midtjylland", "Central Denmark Region"),
    ("nordjylland", "North Denmark Region"),
]


class BydelsmorMunicipality(models.Model):
    """One of the 98 Danish municipalities; belongs to no group."""

    _name = "bydelsmor.municipality"
    _description = "Municipality"
    _order = "name"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True)
    code = fields.Char(
        string="Municipality Code",
        size=4,
        required=True,
        help="The four digits that public registers use, such as 0101 for Copenhagen.",
    )
    region = fields.Selection(REGIONS, required=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "Another municipality has this code already."
    )

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Imported lists write «odense» and «Odense Kommune» for Odense."""
        if operator == "=":
            name = re.sub(r"\s+kommune$", "", name.strip(), flags=re.IGNORECASE)
            operator = "=ilike"
        return super().name_search(name, domain, operator, limit)

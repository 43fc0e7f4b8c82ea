from odoo import api, fields, models


class BydelsmorLanguage(models.Model):
    """A language that women speak; belongs to no group.

    Not ``res.lang``: that one holds the few languages the screens are written in.
    """

    _name = "bydelsmor.language"
    _description = "Spoken Language"
    _order = "sequence, name"
    _rec_names_search = ["name", "native_name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        string="ISO 639 Code",
        size=3,
        required=True,
        help="Two letters (ISO 639-1) where the language has them, else three"
        " (ISO 639-3).",
    )
    native_name = fields.Char(
        string="Own Name", help="What those who speak it call it themselves."
    )
    sequence = fields.Integer(
        default=1000, help="Languages that many speak in Denmark stand first."
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "Another language has this code already.")

    @api.depends("name", "native_name")
    @api.depends_context("lang", "bydelsmor_native_name")
    def _compute_display_name(self):
        """With ``bydelsmor_native_name`` in the context the own name stands beside
        the translated one, so that a woman finds her language without reading ours."""
        if not self.env.context.get("bydelsmor_native_name"):
            return super()._compute_display_name()
        for language in self:
            own = language.native_name
            differs = own and own.casefold() != (language.name or "").casefold()
            language.display_name = (
                f"{language.name} · {own}" if differs else language.name
            )

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Imported lists write «arabisk» as Danes do, without a capital."""
        if operator == "=":
            name, operator = name.strip(), "=ilike"
        return super().name_search(name, domain, operator, limit)

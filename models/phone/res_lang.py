from odoo import api, fields, models, tools

from .places import LANGUAGES

DONE_KEY = "bydelsmor.phone_languages"
FALLBACKS = ("da_DK", "en_US")

# Languages that Odoo does not have.
NEW = {
    "so_SO": {
        "name": "Somali / Soomaali",
        "iso_code": "so",
        "direction": "ltr",
        "date_format": "%d/%m/%Y",
        "time_format": "%H:%M:%S",
        "week_start": "6",
    },
    "ta_LK": {
        "name": "Tamil / தமிழ்",
        "iso_code": "ta",
        "direction": "ltr",
        "date_format": "%d/%m/%Y",
        "time_format": "%H:%M:%S",
        "week_start": "1",
    },
    "ur_PK": {
        "name": "Urdu / اردو",
        "iso_code": "ur",
        "direction": "rtl",
        "date_format": "%d/%m/%Y",
        "time_format": "%H:%M:%S",
        "week_start": "7",
    },
}


class ResLang(models.Model):
    _inherit = "res.lang"

    bydelsmor_phone_only = fields.Boolean(
        string="Phone Pages Only",
        help="Bydelsmødre can have the phone pages in this language. The web client"
        " stays in Danish for whoever has chosen it, because Odoo's own words are not"
        " loaded in it. Load them, then take this off.",
    )

    @api.model
    def _activate_phone_languages(self):
        """Switch on the languages of the phone pages, each of them once.

        An administrator may switch one off again, and an update leaves it so. Only the
        addon's own words are loaded: Odoo's, of all its addons in ten languages, would
        cost minutes and serve nobody, because the web client stays in Danish.
        """
        params = self.env["ir.config_parameter"].sudo()
        done = set((params.get_param(DONE_KEY) or "").split(","))
        self._activate_lang("en_US")
        self._activate_and_install_lang("da_DK")
        for code in sorted(set(LANGUAGES.values()) - done):
            self._activate_phone_language(code)
        params.set_param(DONE_KEY, ",".join(sorted(LANGUAGES.values())))

    def _activate_phone_language(self, code):
        lang = self.with_context(active_test=False).search([("code", "=", code)])
        if not lang:
            self.create(
                {
                    **NEW[code],
                    "code": code,
                    "active": True,
                    "bydelsmor_phone_only": True,
                }
            )
        elif not lang.active:
            lang.write({"active": True, "bydelsmor_phone_only": True})

    @api.model
    @tools.ormcache(cache="stable")
    def _phone_only_codes(self):
        return frozenset(
            self.sudo().search([("bydelsmor_phone_only", "=", True)]).mapped("code")
        )

    @api.model
    def _for_web_client(self, code):
        """Return the language that the web client takes for one who chose ``code``."""
        if code not in self._phone_only_codes():
            return code
        return next((one for one in FALLBACKS if self._get_data(code=one)), code)

from odoo import api, models
from odoo.tools import frozendict

LINK = "bydelsmor_link"


class ResUsers(models.Model):
    _inherit = "res.users"

    def _login(self, credential, user_agent_env):
        """Find whose one-time link it is. An unknown token goes on with an empty
        login, so that Odoo counts it among the failed attempts of that address."""
        if credential["type"] == LINK:
            link = (
                self.env["bydelsmor.access.link"].sudo()._find(credential.get("token"))
            )
            credential["login"] = link.volunteer_id.user_id.login or ""
        return super()._login(credential, user_agent_env=user_agent_env)

    def _check_credentials(self, credential, env):
        if credential["type"] != LINK:
            return super()._check_credentials(credential, env)
        user = self.env.user
        self.env["bydelsmor.access.link"]._redeem(credential.get("token"), user)
        # A second factor that she chose herself is asked for; the one that Odoo
        # sends by e-mail is not, because she needs no e-mail address.
        own_factor = user._mfa_type() == "totp"
        return {
            "uid": user.id,
            "auth_method": LINK,
            "mfa": "default" if own_factor else "skip",
        }

    @api.model
    def context_get(self):
        """A chair may read the phone pages in Somali; her web client stays Danish."""
        context = super().context_get()
        if not context.get("lang") or not self.env.user._is_internal():
            return context
        lang = self.env["res.lang"]._for_web_client(context["lang"])
        return frozendict(context, lang=lang)

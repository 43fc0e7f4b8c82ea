from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from . import privacy
from .word import MAX_WORD

MOST_A_DAY = 40


class BydelsmorWordSuggestion(models.Model):
    """A better word, or how it sounds, from a woman who speaks the language.

    It is shown to nobody before the secretariat has accepted it. Who suggested it is
    not shown; the group is.
    """

    _name = "bydelsmor.word.suggestion"
    _description = "Suggested word"
    _order = "state desc, lang, id"
    _rec_name = "before"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        string="Group",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        required=True,
        readonly=True,
    )
    before = fields.Char(string="As it is now", required=True, readonly=True)
    danish = fields.Char(string="In Danish", readonly=True)
    suggestion = fields.Char(string="A better word")
    recording = fields.Binary(attachment=True, readonly=True)
    state = fields.Selection(
        [("new", "New"), ("accepted", "Accepted"), ("declined", "Not taken")],
        string="How far",
        required=True,
        readonly=True,
        default="new",
        index=True,
    )

    @api.model
    def _suggest(self, company, values):
        """Keep what a member of the group suggests.

        :param dict values: ``lang``, ``before``, ``danish`` (which the caller has
            checked), ``suggestion`` and ``recording`` (base64)
        :raises AccessError: for those who are no members
        :raises UserError: when there is nothing in it, or too many came from her today
        """
        company = company.with_env(self.env)
        self.env.user._check_role(company, "member")
        text = " ".join(str(values.get("suggestion") or "").split())
        if not text and not values.get("recording"):
            raise UserError(self.env._("Write a better word, or record it."))
        if len(text) > MAX_WORD or privacy.find_private(text):
            raise ValidationError(
                self.env._("Write only the word, in at most 150 letters.")
            )
        self.env["bydelsmor.word"]._check_audio(values.get("recording"))
        self._check_not_too_many()
        return self.sudo().create(
            {**values, "suggestion": text, "company_id": company.id}
        )

    @api.model
    def _check_not_too_many(self):
        today = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        mine = [("create_uid", "=", self.env.uid), ("create_date", ">=", today)]
        if self.sudo().search_count(mine) >= MOST_A_DAY:
            raise UserError(
                self.env._("Thank you for so many words! Send the next ones tomorrow.")
            )

    def action_accept(self):
        """Show the suggested word, and play the recording, on all phones.

        :raises AccessError: unless the secretariat asks
        """
        self.check_access("write")
        words = self.env["bydelsmor.word"]
        for one in self.with_context(bin_size=False):
            words._improve(one.lang, one.before, one.suggestion, one.recording)
        self.state = "accepted"
        return True

    def action_decline(self):
        """Leave the word as it is.

        :raises AccessError: unless the secretariat asks
        """
        self.state = "declined"
        return True

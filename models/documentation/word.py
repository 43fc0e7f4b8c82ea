import base64
import binascii

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ..phone.places import VOCABULARIES

MAX_WORD = 150
MAX_RECORDING = 1024 * 1024
# How audio files begin, and what they are sent as.
AUDIO = (
    (0, b"\x1aE\xdf\xa3", "audio/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"RIFF", "audio/wav"),
    (4, b"ftyp", "audio/mp4"),
)


def audio_type(data):
    """Return the media type of a recording, by how it begins (None: it is none)."""
    for start, mark, kind in AUDIO:
        if data[start : start + len(mark)] == mark:
            return kind
    return None


class BydelsmorWord(models.Model):
    """A word of the phone pages as women of the network say it, and how it sounds.

    One list for all groups, kept by the secretariat. What the addon comes with stands
    in its ``.po`` files; where somebody has found a better word, it stands here.
    """

    _name = "bydelsmor.word"
    _description = "Word of the phone pages"
    _order = "lang, before"
    _rec_name = "text"

    lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        required=True,
    )
    before = fields.Char(
        string="As it was",
        required=True,
        help="The word that the phone pages came with, letter by letter.",
    )
    text = fields.Char(
        string="As it is shown",
        compute="_compute_text",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    recording = fields.Binary(
        attachment=True,
        help="Somebody who speaks the language says the word. Played where a phone has "
        "no voice for the language.",
    )

    _word_uniq = models.UniqueIndex(
        "(lang, before)", "This word stands in the list already. Change it there."
    )

    @api.depends("before")
    def _compute_text(self):
        for word in self:
            word.text = word.text or word.before

    @api.constrains("recording")
    def _check_recording(self):
        for word in self.with_context(bin_size=False):
            self._check_audio(word.recording)

    @api.model
    def _check_audio(self, recording):
        """:raises ValidationError: for what is no recording, or a very long one"""
        if not recording:
            return
        try:
            data = base64.b64decode(recording, validate=True)
        except (binascii.Error, ValueError):
            data = b""
        if len(data) > MAX_RECORDING or not audio_type(data):
            raise ValidationError(
                self.env._("Only a short recording can be sent, up to 1 MB.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        words = super().create(vals_list)
        words._rename_vocabulary({word: word.before for word in words})
        return words

    def write(self, vals):
        self.env.registry.clear_cache()
        shown = {word: word.text for word in self}
        result = super().write(vals)
        if "text" in vals:
            self._rename_vocabulary(shown)
        return result

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    def _improve(self, lang, before, text, recording):
        """Show ``text`` instead of what is shown now, and keep its recording.

        :param before: the word as it was or as it is shown now
        """
        known = self.search(
            [("lang", "=", lang), "|", ("before", "=", before), ("text", "=", before)],
            limit=1,
        )
        given = {"text": text, "recording": recording}
        values = {name: value for name, value in given.items() if value}
        if known:
            known.write(values)
        else:
            self.create({"lang": lang, "before": before, **values})

    def _rename_vocabulary(self, shown):
        """Answers and purposes are records: their names change with the word.

        :param dict shown: {word: as it was shown until now}
        """
        for lang, words in self.grouped("lang").items():
            better = {
                shown[word]: word.text for word in words if word.text != shown[word]
            }
            for model, (names, domain) in VOCABULARIES.items():
                records = self.env[model].sudo().with_context(lang=lang)
                for name in names:
                    for one in records.search([*domain, (name, "in", list(better))]):
                        one[name] = better[one[name]]

    @api.model
    @tools.ormcache("lang")
    def _words(self, lang):
        """Return {word as it was: (as it is shown, id of its recording or 0)}.

        What is renamed in a vocabulary is found by its new name as well.
        """
        found = {}
        for word in (
            self.sudo().with_context(bin_size=True).search([("lang", "=", lang)])
        ):
            shown = (word.text, word.id if word.recording else 0)
            found.update({word.text: shown, word.before: shown})
        return found

from odoo import api, models
from odoo.exceptions import ValidationError

from . import receipt_image

RECEIPT = "bydelsmor.receipt"
CONTENT_FIELDS = {
    "raw",
    "datas",
    "db_datas",
    "store_fname",
    "url",
    "public",
    "mimetype",
    "res_model",
    "res_id",
    "res_field",
    "type",
}
# Context keys come from the client with every call; an object of this process cannot.
_KEY = "bydelsmor_cleaned"
_CLEANED = object()


class IrAttachment(models.Model):
    """Whatever door a photo of a receipt comes through, it is cleaned there.

    The form's own field cleans before it stores; the chatter, a file dropped on the
    form and calls over RPC come here.
    """

    _inherit = "ir.attachment"

    @api.model
    def _bydelsmor_cleaned(self):
        """Return the model for files that ``receipt_image`` has seen already."""
        return self.with_context(**{_KEY: _CLEANED})

    @api.model_create_multi
    def create(self, vals_list):
        attachments = super().create(vals_list)
        attachments._bydelsmor_clean_receipts()
        return attachments

    def write(self, vals):
        content = CONTENT_FIELDS & vals.keys()
        before = self._bydelsmor_receipts() if content else None
        result = super().write(vals)
        if content:
            self._bydelsmor_clean_receipts()
            before._sync_fingerprints()
        return result

    def unlink(self):
        receipts = self._bydelsmor_receipts()
        result = super().unlink()
        receipts._sync_fingerprints()
        return result

    def _bydelsmor_of_receipts(self):
        return self.sudo().filtered(
            lambda att: att.res_model == RECEIPT and att.res_id and not att.res_field
        )

    def _bydelsmor_receipts(self):
        ids = self._bydelsmor_of_receipts().mapped("res_id")
        return self.env[RECEIPT].sudo().browse(ids).exists()

    def _bydelsmor_clean_receipts(self):
        """Clean what hangs on receipts now, and let them know its fingerprints.

        :raises ValidationError: for what is no photo or PDF
        :raises UserError: if the receipt is approved already
        """
        photos = self._bydelsmor_of_receipts()
        if not photos:
            return
        if self.env.context.get(_KEY) is not _CLEANED:
            photos._bydelsmor_receipts()._check_open()
            for photo in photos._bydelsmor_cleaned():
                photo._bydelsmor_clean()
        photos._bydelsmor_receipts()._sync_fingerprints()

    def _bydelsmor_clean(self):
        self.ensure_one()
        try:
            paper = receipt_image.clean(self.type == "binary" and self.raw or b"")
        except receipt_image.FileRefused as refused:
            raise ValidationError(self.env._(refused.message)) from None
        self.write(
            {
                "raw": paper.data,
                "mimetype": paper.mimetype,
                "description": paper.fingerprint,
                "public": False,
            }
        )

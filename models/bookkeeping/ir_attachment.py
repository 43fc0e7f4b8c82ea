from odoo import api, models
from odoo.exceptions import UserError

from .seal import is_unsealed

# Where the bytes are and whose paper it is.
CONTENT_FIELDS = {
    "raw",
    "datas",
    "db_datas",
    "store_fname",
    "checksum",
    "file_size",
    "mimetype",
    "type",
    "url",
    "name",
    "res_model",
    "res_id",
    "res_field",
    "company_id",
    "public",
}


class IrAttachment(models.Model):
    """The photo or paper of what is booked is never replaced or deleted.

    Odoo's audit trail protects PDF and XML only; a receipt is mostly a photo.
    A model takes part by answering ``_bydelsmor_sealed()``: those of its records
    whose papers are evidence.
    """

    _inherit = "ir.attachment"

    def _bydelsmor_evidence(self):
        """Return those of these attachments that nobody may touch any more."""
        evidence = self.browse()
        if is_unsealed(self.env):
            return evidence
        owned = self.sudo().filtered(lambda att: att.res_model and att.res_id)
        for model, attachments in owned.grouped("res_model").items():
            sealed = self._bydelsmor_sealed_ids(model, attachments.mapped("res_id"))
            evidence |= attachments.browse(
                paper.id for paper in attachments if paper.res_id in sealed
            )
        return evidence.sudo(self.env.su)

    @api.model
    def _bydelsmor_sealed_ids(self, model, ids):
        Model = self.env.get(model)
        if Model is None or not hasattr(Model, "_bydelsmor_sealed"):
            return set()
        return set(Model.sudo().browse(ids).exists()._bydelsmor_sealed().ids)

    def _bydelsmor_refuse(self):
        raise UserError(
            self.env._(
                "“%(file)s” belongs to something that is booked or signed. It is kept "
                "as it is for five years; you can add another picture beside it.",
                file=self[0].sudo().name,
            )
        )

    def write(self, vals):
        if CONTENT_FIELDS & vals.keys():
            evidence = self._bydelsmor_evidence()
            evidence.check_access("write")  # before a refusal that tells its name
            changed = evidence.filtered(lambda att: att._bydelsmor_changes(vals))
            if changed:
                changed._bydelsmor_refuse()
        result = super().write(vals)
        if {"res_id", "res_model"} & vals.keys():
            self._bydelsmor_log_added()
        return result

    def _bydelsmor_changes(self, vals):
        """Tell whether these values would really change this attachment."""
        simple = {"name", "res_model", "res_id", "res_field", "public", "type", "url"}
        names = CONTENT_FIELDS & vals.keys()
        if names - simple:
            return True
        return any(
            (self.sudo()[name] or False) != (vals[name] or False) for name in names
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        evidence = self._bydelsmor_evidence()
        if evidence:
            evidence._bydelsmor_refuse()

    @api.model_create_multi
    def create(self, vals_list):
        attachments = super().create(vals_list)
        attachments._bydelsmor_log_added()
        return attachments

    def _bydelsmor_log_added(self):
        """Note in the chatter what is added to something already booked."""
        for attachment in self._bydelsmor_evidence().filtered(
            lambda a: not a.res_field
        ):
            record = self.env[attachment.res_model].sudo().browse(attachment.res_id)
            if hasattr(record, "_message_log"):
                record._message_log(
                    body=self.env._(
                        "%(file)s was added afterwards by %(user)s.",
                        file=attachment.sudo().name,
                        user=self.env.user.name,
                    )
                )

from odoo import api, fields, models

from .form import FormFault

MOST = 200


class BydelsmorContactTally(models.Model):
    """How many short contacts a woman had on a day: a number, and nothing else."""

    _name = "bydelsmor.contact.tally"
    _description = "Short contacts"
    _inherit = ["bydelsmor.form"]
    _order = "date desc, id desc"
    _check_company_auto = True

    count = fields.Integer(
        string="How many?", required=True, aggregator="sum", default=1
    )

    _uuid_uniq = models.UniqueIndex("(uuid)", "This form was sent already.")
    _company_date_idx = models.Index("(company_id, date DESC, id DESC)")
    _count_positive = models.Constraint(
        "CHECK (count > 0)", "Tap once for each woman you talked with."
    )

    @api.depends_context("lang")
    def _compute_display_name(self):
        # Odoo shows this to people who may not read the form: nothing private.
        self.display_name = self.env._("Short contacts")

    @api.model
    def _clean_values(self, company, values):
        count = self._clean_count("count", values.get("count"), MOST)
        if not count:
            raise FormFault(
                "count", self.env._("Tap once for each woman you talked with.")
            )
        return {**super()._clean_values(company, values), "count": count}

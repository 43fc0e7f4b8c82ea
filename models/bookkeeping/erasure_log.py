from odoo import fields, models


class BydelsmorErasureLog(models.Model):
    """What was erased when the keeping period was over: numbers, no names."""

    _name = "bydelsmor.erasure.log"
    _description = "Erased after the keeping period"
    _order = "date desc, id desc"
    _rec_name = "date"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        string="Group",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Datetime(
        string="Erased on", required=True, readonly=True, default=fields.Datetime.now
    )
    until = fields.Date(
        string="Entries up to",
        required=True,
        readonly=True,
        help="The last day of the newest year of which something was erased.",
    )
    entry_count = fields.Integer(string="Vouchers", readonly=True)
    name_count = fields.Integer(string="Names on vouchers", readonly=True)
    paper_count = fields.Integer(string="Photos and papers", readonly=True)
    receipt_count = fields.Integer(string="Receipts", readonly=True)
    contact_count = fields.Integer(string="Contacts", readonly=True)

from odoo import api, fields, models


class AccountMoveLine(models.Model):
    """An entry behind a figure in plain words, without an account code."""

    _inherit = "account.move.line"

    bydelsmor_voucher = fields.Char(string="Voucher", related="move_id.voucher_name")
    bydelsmor_amount = fields.Monetary(
        string="Plain amount",
        compute="_compute_bydelsmor_amount",
        currency_field="company_currency_id",
        help="In kroner, with the sign of the figure that it is a part of.",
    )

    @api.depends("balance")
    @api.depends_context("bydelsmor_sign")
    def _compute_bydelsmor_amount(self):
        sign = 1 if self.env.context.get("bydelsmor_sign") == 1 else -1
        for line in self:
            line.bydelsmor_amount = sign * line.balance

    def action_bydelsmor_open(self):
        """Open the voucher of this line in plain words."""
        return self.move_id.action_bydelsmor_open()

    def action_bydelsmor_open_items(self):
        """Open Odoo's journal items, with account, debit and credit: those that are
        ticked, or all of the list that stands open."""
        domain = self.env.context.get("active_domain") or []
        if self:
            domain = [("id", "in", self.ids)]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Journal items"),
            "res_model": "account.move.line",
            "view_mode": "list,form",
            "views": [[False, "list"], [False, "form"]],
            "domain": domain,
            "context": {"create": False},
        }

    @api.model
    def _bydelsmor_action_plain(self, name, domain, sign=-1, view="plain"):
        """Return the action that lists entries in plain words.

        :param name: what stands above the list
        :param domain: which entries
        :param sign: 1 where debit counts as plus (what was used, what we own), else
            -1 (what came in, what we owe)
        :param view: the end of the list's XML id
        """
        xml_ids = {
            "list": f"bydelsmor.account_move_line_view_list_{view}",
            "kanban": "bydelsmor.account_move_line_view_kanban_plain",
        }
        search = self.env.ref("bydelsmor.account_move_line_view_search_plain")
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "account.move.line",
            "view_mode": "list,kanban",
            "mobile_view_mode": "kanban",
            "views": [[self.env.ref(x).id, mode] for mode, x in xml_ids.items()],
            "search_view_id": search.ids,
            "domain": domain,
            "context": {"create": False, "bydelsmor_sign": sign},
        }

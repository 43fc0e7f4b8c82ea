from datetime import timedelta

from odoo import api, fields, models

# How far the bank's own date may lie from the day on which somebody ticked it.
SAME_LINE_DAYS = timedelta(days=10)
BANK_FACTS = (
    "statement_id",
    "transaction_type",
    "transaction_details",
    "partner_name",
    "account_number",
    "unique_import_id",
)


class AccountBankStatementLine(models.Model):
    """What the bank says, ticked by hand or read in from the bank.

    In a group the counterpart of a bank line is the account on which payments wait,
    so matching never touches a posted entry. A line that is read in finds the tick
    that was made for it, or the payment that waits for it: the amount stands in the
    books once.
    """

    _inherit = "account.bank.statement.line"

    bydelsmor_by_hand = fields.Boolean(
        string="Ticked by hand", readonly=True, copy=False
    )
    bydelsmor_confirmed = fields.Boolean(
        string="Also read in from the bank", readonly=True, copy=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        self.browse().check_access("create")  # before what is known is given back
        known = self._bydelsmor_known_lines(vals_list)
        self._bydelsmor_neutral_labels(vals_list)
        new = super().create(
            [vals for index, vals in enumerate(vals_list) if index not in known]
        )
        new._bydelsmor_of_groups().filtered(
            lambda line: not line.bydelsmor_by_hand
        )._bydelsmor_match()
        rest = iter(new)
        ids = [
            known[index].id if index in known else next(rest).id
            for index in range(len(vals_list))
        ]
        return self.browse(ids)

    def unlink(self):
        self.check_access("unlink")  # Odoo cancels the entry before it asks
        return super().unlink()

    def _bydelsmor_of_groups(self):
        return self.filtered(lambda line: line.sudo().company_id.is_bydelsmor_group)

    def _bydelsmor_sealed(self):
        """Return those of these lines whose entry nobody may change any more."""
        return self.filtered(lambda line: line.sudo().move_id._bydelsmor_sealed())

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sealed(self):
        for line in self._bydelsmor_sealed():
            line.move_id._bydelsmor_refuse()

    def action_undo_reconciliation(self):
        """Open the line again; in a group without rewriting its posted entry.

        The line's counterpart stays on the account that waits for the bank, so
        loosening the match is all there is to undo.
        """
        sealed = self._bydelsmor_sealed()
        sealed.line_ids.remove_move_reconcile()
        if self - sealed:
            return super(
                AccountBankStatementLine, self - sealed
            ).action_undo_reconciliation()
        return None

    # ------------------------------------------------------------------
    # Reading in what was ticked before
    # ------------------------------------------------------------------

    @api.model
    def _bydelsmor_known_lines(self, vals_list):
        """Return {index: line} of what was ticked by hand before it is read in.

        Each tick is used once, so two equal amounts on one day stay two lines.
        """
        imported = {
            index: vals
            for index, vals in enumerate(vals_list)
            if vals.get("date") and not vals.get("bydelsmor_by_hand")
        }
        journals = {
            index: self._bydelsmor_journal_of(vals) for index, vals in imported.items()
        }
        ticked = self._bydelsmor_ticked(set(journals.values()))
        known = {}
        for index, vals in imported.items():
            line = ticked._bydelsmor_same_line(journals[index], vals)
            if line:
                line._bydelsmor_confirm(vals)
                ticked -= line
                known[index] = line
        return known

    @api.model
    def _bydelsmor_neutral_labels(self, vals_list):
        """Keep the bank's own words, which can name people, out of the labels.

        A label is part of the entry's hash and can never be erased; the entry's
        reference can.
        """
        journals = self.env["account.journal"].browse(
            {self._bydelsmor_journal_of(vals) or 0 for vals in vals_list} - {0}
        )
        ours = journals.filtered(lambda j: j.sudo().company_id.is_bydelsmor_group)
        for vals in vals_list:
            words = vals.get("payment_ref")
            named = words and not vals.get("bydelsmor_by_hand")
            if named and self._bydelsmor_journal_of(vals) in ours.ids:
                vals["ref"] = vals.get("ref") or words
                vals["payment_ref"] = self.env._("Line from the bank")

    @api.model
    def _bydelsmor_journal_of(self, vals):
        if vals.get("journal_id"):
            return vals["journal_id"]
        statement = self.env["account.bank.statement"].browse(vals.get("statement_id"))
        return statement.journal_id.id

    @api.model
    def _bydelsmor_ticked(self, journal_ids):
        """Return the ticks in these journals that no imported line has confirmed."""
        ids = [journal_id for journal_id in journal_ids if journal_id]
        if not ids or not self.browse().has_access("create"):
            return self.browse()  # Odoo refuses by itself, or asks for the journal
        ticked = self.search(
            [
                ("journal_id", "in", ids),
                ("bydelsmor_by_hand", "=", True),
                ("bydelsmor_confirmed", "=", False),
                ("company_id.is_bydelsmor_group", "=", True),
            ]
        )
        return ticked.filtered(lambda line: not line.move_id.reversal_move_ids)

    def _bydelsmor_same_line(self, journal_id, vals):
        """Return the line among these that the bank now tells about, if any."""
        date = fields.Date.to_date(vals["date"])
        amount = vals.get("amount") or 0.0
        same = self.filtered(
            lambda line: (
                line.journal_id.id == journal_id
                and line.company_id.currency_id.compare_amounts(line.amount, amount)
                == 0
                and abs(line.date - date) <= SAME_LINE_DAYS
            )
        )
        return same.sorted(lambda line: (abs(line.date - date), line.id))[:1]

    def _bydelsmor_confirm(self, vals):
        facts = {name: vals[name] for name in BANK_FACTS if vals.get(name)}
        known = {name: facts[name] for name in facts if name in self._fields}
        self.write({"bydelsmor_confirmed": True, **known})

    # ------------------------------------------------------------------
    # Matching with what waits for the bank
    # ------------------------------------------------------------------

    def action_bydelsmor_match(self):
        """Match bank lines with the payments that wait for them.

        :raises AccessError: for others than the group's treasurer
        """
        self.env.user._check_role(self.company_id, "treasurer")
        # Odoo lets only accountants change bank lines; the treasurer was asked.
        self.sudo()._bydelsmor_match()

    def _bydelsmor_match(self):
        """Match each open line with a payment of the same amount in its journal.

        The payment with the nearest date wins; equal amounts in one bank account
        can be exchanged without changing any figure.
        """
        still_open = self.filtered(lambda line: not line.is_reconciled)
        if not still_open:
            return
        waiting = still_open._bydelsmor_waiting_payments()
        plan = []
        for line in still_open.sorted(lambda line: (line.date, line.id)):
            match = line._bydelsmor_nearest(waiting)
            if match:
                waiting -= match
                plan.append(match | line._bydelsmor_waiting_lines())
        if plan:
            self.env["account.move.line"]._reconcile_plan(plan)

    def _bydelsmor_waiting_lines(self):
        """Return the counterpart lines of these bank lines that are still open."""
        return self.move_id.line_ids.filtered(
            lambda line: (
                line.account_id == line.journal_id.suspense_account_id
                and not line.reconciled
            )
        )

    def _bydelsmor_waiting_payments(self):
        return self.env["account.move.line"].search(
            [
                ("company_id", "in", self.company_id.ids),
                ("journal_id", "in", self.journal_id.ids),
                ("account_id", "in", self.journal_id.suspense_account_id.ids),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("payment_id", "!=", False),
            ]
        )

    def _bydelsmor_nearest(self, waiting):
        self.ensure_one()
        currency = self.company_id.currency_id
        same = waiting.filtered(
            lambda line: (
                line.journal_id == self.journal_id
                and currency.compare_amounts(line.amount_residual, self.amount) == 0
            )
        )
        return same.sorted(lambda line: (abs(line.date - self.date), line.id))[:1]

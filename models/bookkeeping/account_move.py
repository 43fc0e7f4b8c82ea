from psycopg2 import errors as pgerrors

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.misc import format_date

VOUCHER_FIELDS = {"voucher_number", "voucher_year", "voucher_name"}


class AccountMove(models.Model):
    _inherit = "account.move"

    voucher_number = fields.Integer(
        string="Voucher no. in the year", readonly=True, copy=False, aggregator=None
    )
    voucher_year = fields.Integer(
        string="Voucher year", readonly=True, copy=False, aggregator=None
    )
    voucher_name = fields.Char(
        string="Voucher no.",
        readonly=True,
        copy=False,
        help="One series without gaps for all that the group posts in a year.",
    )

    # Also the lock under which numbers are given, see _bydelsmor_lock_voucher.
    _voucher_number_unique = models.UniqueIndex(
        "(company_id, voucher_year, voucher_number) WHERE (voucher_number > 0)",
        "Another entry has this voucher number already.",
    )
    # The annual accounts count vouchers and name activities without reading entries.
    _voucher_period_idx = models.Index(
        "(company_id, date) INCLUDE (voucher_number) WHERE state = 'posted'"
    )
    _occasion_period_idx = models.Index(
        "(company_id, date) INCLUDE (id, bydelsmor_occasion)"
        " WHERE bydelsmor_occasion IS NOT NULL AND state = 'posted'"
    )

    # ------------------------------------------------------------------
    # Creating, writing, posting
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._bydelsmor_refuse_voucher(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._bydelsmor_refuse_voucher(vals)
        if vals.get("state") == "posted":
            # Before Odoo gives the journal's number: whoever posts anything in this
            # group and year queues here, so no two postings wait for each other.
            self.filtered(lambda move: move.state != "posted")._bydelsmor_number()
        return super().write(vals)

    def _post(self, soft=True):
        self._bydelsmor_check_lock_dates()
        return super()._post(soft=soft)

    # ------------------------------------------------------------------
    # Voucher numbers
    # ------------------------------------------------------------------

    def _bydelsmor_refuse_voucher(self, vals):
        if VOUCHER_FIELDS & vals.keys():
            raise UserError(
                self.env._("Voucher numbers are given by the system and never changed.")
            )

    def _bydelsmor_of_groups(self):
        """Return those of these entries that belong to Bydelsmødre groups."""
        return self.filtered(lambda move: move.sudo().company_id.is_bydelsmor_group)

    def _bydelsmor_number(self):
        """Give each entry the next gapless number of its company and year."""
        moves = self._bydelsmor_of_groups().filtered(lambda m: not m.voucher_number)
        if not moves:
            return
        moves.flush_recordset(["company_id", "date"])
        series = moves.grouped(
            lambda move: (move.company_id, move.company_id._bydelsmor_year(move.date))
        )
        # In one order for everybody, or two batches could wait for each other.
        for company, year in sorted(series, key=lambda key: (key[0].id, key[1])):
            ordered = series[company, year].sorted(lambda m: (m.date, m.id))
            ordered._bydelsmor_number_series(company.id, year)
        moves.invalidate_recordset(VOUCHER_FIELDS, flush=False)

    def _bydelsmor_number_series(self, company_id, year):
        """Number entries of one company and year, in their order.

        The first number of a transaction is taken under the unique index, which
        locks the series until the transaction ends; the following ones are counted
        on in memory (Odoo numbers journals in the same way, ``sequence.mixin``).
        The memory is emptied with every commit and rollback.
        """
        given = self.env.cr.precommit.data.setdefault("bydelsmor.voucher", {})
        key = (company_id, year)
        rest = self
        if key not in given:
            given[key] = self[0]._bydelsmor_lock_voucher(company_id, year)
            rest = self[1:]
        for move in rest:
            given[key] += 1
            self.env.cr.execute(move._bydelsmor_voucher_update(year, given[key]))

    def _bydelsmor_lock_voucher(self, company_id, year):
        """Take the next free number of the series for this entry and return it.

        A number that another transaction holds makes us wait for its end; then it
        is taken (try the next one) or free again.
        """
        [[number]] = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(MAX(voucher_number), 0) FROM account_move
                 WHERE company_id = %s AND voucher_year = %s AND voucher_number > 0
                """,
                company_id,
                year,
            )
        )
        with self.env.cr.savepoint(flush=False) as savepoint:
            while True:
                number += 1
                try:
                    self.env.cr.execute(
                        self._bydelsmor_voucher_update(year, number),
                        log_exceptions=False,
                    )
                    return number
                except pgerrors.UniqueViolation:
                    savepoint.rollback()

    def _bydelsmor_voucher_update(self, year, number):
        return SQL(
            """
            UPDATE account_move
               SET voucher_year = %s, voucher_number = %s, voucher_name = %s
             WHERE id = %s
            """,
            year,
            number,
            f"{year:04d}-{number:04d}",
            self.id,
        )

    # ------------------------------------------------------------------
    # Odoo's own numbers: one series for each journal and year
    # ------------------------------------------------------------------

    def _get_starting_sequence(self):
        self.ensure_one()
        if not self._bydelsmor_of_groups():
            return super()._get_starting_sequence()
        date = self.date or self.invoice_date or fields.Date.context_today(self)
        company = self.company_id.sudo()
        years = company.compute_fiscalyear_dates(date)
        first, last = years["date_from"].year, years["date_to"].year
        year = f"{last:04d}" if first == last else f"{first % 100:02d}-{last % 100:02d}"
        return f"{self.journal_id.code}/{year}/0000"

    # ------------------------------------------------------------------
    # Dates: what is closed stays closed, and nothing moves by itself
    # ------------------------------------------------------------------

    def _get_accounting_date(self, invoice_date, has_tax, lock_dates=None):
        # Odoo moves a receipt to today, to the end of its year or past a lock date
        # without a word. A group's receipt keeps its date, or is stopped.
        self.ensure_one()
        if self._bydelsmor_of_groups():
            return invoice_date
        return super()._get_accounting_date(
            invoice_date, has_tax, lock_dates=lock_dates
        )

    def _get_lock_date_message(self, invoice_date, has_tax):
        if self._bydelsmor_of_groups():
            return self._bydelsmor_lock_message(invoice_date)
        return super()._get_lock_date_message(invoice_date, has_tax)

    def _bydelsmor_lock_message(self, date):
        """Return what stands in the way of this date, or False."""
        self.ensure_one()
        locks = self._get_violated_lock_dates(date, False)
        if not locks:
            return False
        return self.env._(
            "%(date)s lies in a year that is closed: nothing can be booked up to "
            "%(lock)s. Choose a date after %(lock)s, in the year that is still open, "
            "and write in the note what it is about.",
            date=format_date(self.env, date),
            lock=format_date(self.env, locks[-1][0]),
        )

    def _bydelsmor_check_lock_dates(self):
        for move in self._bydelsmor_of_groups():
            message = move._bydelsmor_lock_message(move.date)
            if message:
                raise UserError(message)

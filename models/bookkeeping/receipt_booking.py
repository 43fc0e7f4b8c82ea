from odoo import Command, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL
from odoo.tools.misc import format_date

from .receipt_line import ADVANCES

OWED_TO_VOLUNTEERS = "8041"
UNPAID_BILLS = "7440"
# Where the money came from, when it was the group's own.
JOURNAL_BY_PAYER = {"cash": "KASSE", "card": "BANK", "mobilepay": "MOBIL"}


class BydelsmorReceipt(models.Model):
    """From an approved paper to an entry in Odoo's books."""

    _inherit = "bydelsmor.receipt"

    # ------------------------------------------------------------------
    # Approving
    # ------------------------------------------------------------------

    def action_approve(self):
        """Approve receipts as somebody else than their buyers, and book them.

        Where the group wants two, the first approval waits for the second.

        :raises AccessError: for others than the board and the treasurer
        :raises UserError: for one's own receipt, or when something is missing
        """
        self._check_board()
        self._check_may_approve()
        self._check_complete()
        self.sudo()._approve(self.env.user)._book()
        return True

    def _check_may_approve(self):
        user = self.env.user
        for receipt in self.sudo():
            if receipt.state not in ("handed_in", "approved"):
                raise UserError(self.env._("This receipt does not wait for approval."))
            people = receipt.submitter_id.partner_id | receipt.partner_id
            if user.partner_id in people:
                raise UserError(
                    self.env._(
                        "Nobody approves her own receipt. Ask somebody else on the "
                        "board to look at it."
                    )
                )
            if receipt.approver_id.partner_id == user.partner_id:
                raise UserError(
                    self.env._(
                        "You have approved this receipt. Your group wants two: ask "
                        "somebody else on the board to look at it too."
                    )
                )
            if receipt.lost and not receipt.lost_signer2_id:
                raise UserError(
                    self.env._(
                        "A lost receipt is signed by two. Press «I sign too» first, or "
                        "ask somebody else to do it."
                    )
                )

    def _approve(self, user):
        """Write one approval of each receipt and return those that need no other."""
        self = self.with_context(tracking_disable=True)
        now = fields.Datetime.now()
        second = self.filtered("approver_id")
        first = self - second
        waiting = first.filtered(
            lambda r: r.company_id._bydelsmor_group().second_approver
        )
        second.write({"approver2_id": user.id, "approved2_date": now})
        first.write({"approver_id": user.id, "approved_date": now})
        waiting.write({"state": "approved"})
        return self - waiting

    # ------------------------------------------------------------------
    # Booking
    # ------------------------------------------------------------------

    def _book(self):
        """Post the entries of approved receipts; whoever calls has checked who asks.

        The date of a receipt is never moved: one that lies in a closed year stops
        here with a question.
        """
        for company, receipts in self.sudo().grouped("company_id").items():
            company._bydelsmor_check_books()
            receipts.with_company(company)._book_in_company(company)

    def _book_in_company(self, company):
        self._check_something_to_pay()
        self._check_year_open()
        self._prepare_partners(company)
        moves = self.env["account.move"].create(self._prepare_moves(company))
        for receipt, move in zip(self, moves, strict=True):
            receipt.write({"state": "booked", "move_id": move.id})
        self._name_debtors()
        self._attach_papers()
        moves._post(soft=False)
        self._settle(company)

    def _check_something_to_pay(self):
        for receipt in self:
            if not receipt._lines_to_book():
                raise UserError(
                    self.env._(
                        "All of this receipt is private, so there is nothing to pay."
                    )
                )

    def _check_year_open(self):
        for receipt in self:
            date = receipt._booking_date()
            closed_until = receipt._closed_until(date)
            if closed_until:
                raise UserError(receipt._year_closed_message(date, closed_until))

    def _closed_until(self, date):
        """Return the day up to which the books are closed, if ``date`` lies before."""
        locks = self.sudo().company_id._get_lock_date_violations(
            date, fiscalyear=True, sale=False, purchase=True, tax=False, hard=True
        )
        return locks[-1][0] if locks else None

    def _year_closed_message(self, date, lock_date):
        return self.env._(
            "%(receipt)s is from %(date)s, and the books are closed up to %(lock)s. "
            "It is not moved by itself. Write a later day in «Book it on», for example "
            "today: then it is booked in the year that is open, with its own date in "
            "the text.",
            receipt=self.display_name,
            date=format_date(self.env, date),
            lock=format_date(self.env, lock_date),
        )

    def _booking_date(self):
        return self.book_date or self.date

    def _prepare_partners(self, company):
        """Let what the group owes a volunteer stand on its own account, and let the
        group see the contact of whoever is named in its books.

        Done already at handing in: two bookings at once that both write her contact
        would have to wait for each other.
        """
        partners = self.filtered(
            lambda r: r.paid_by not in JOURNAL_BY_PAYER or r.amount_private
        ).partner_id.with_company(company)
        owed = company._bydelsmor_account(OWED_TO_VOLUNTEERS)
        partners.filtered(
            lambda p: p.property_account_payable_id != owed
        ).property_account_payable_id = owed
        partners._bydelsmor_add_company(company)

    def _prepare_moves(self, company):
        purposes = self.line_ids.purpose_id
        codes = {*purposes.mapped("account_code"), ADVANCES}
        accounts = company._bydelsmor_accounts(*codes)
        journal = company._bydelsmor_journal("BILAG")
        return [receipt._prepare_move(journal, accounts) for receipt in self]

    def _prepare_move(self, journal, accounts):
        self.ensure_one()
        date = self._booking_date()
        named = self.paid_by in ("own", "advance")
        lines = [
            Command.create(line._prepare_move_line(accounts))
            for line in self._lines_to_book()
        ]
        return {
            "move_type": "in_receipt",
            "company_id": self.company_id.id,
            "journal_id": journal.id,
            "currency_id": self.currency_id.id,
            "partner_id": self.partner_id.id if named else False,
            "invoice_date": date,
            "date": date,
            "ref": self.shop or self.occasion or False,
            "invoice_line_ids": lines,
        }

    def _lines_to_book(self):
        """The parts that reach the books: what the group pays and, when the group's
        own money paid for something private, what she now owes the group."""
        if self.paid_by in JOURNAL_BY_PAYER:
            return self.line_ids
        return self.line_ids.filtered(lambda line: not line.is_private)

    def _name_debtors(self):
        """Say on the line who owes what the group laid out for something private.

        After creating, for Odoo gives new lines the partner of their entry."""
        for receipt in self.filtered("amount_private"):
            lines = receipt.move_id.line_ids
            lines.filtered(
                lambda line: line.account_id.code == ADVANCES
            ).partner_id = receipt.partner_id

    def _attach_papers(self):
        """Give each entry the photos of its receipt, as attachments of its own."""
        values = [
            receipt._prepare_paper(photo)
            for receipt in self
            for photo in receipt.attachment_ids.sorted("id")
        ]
        self.env["ir.attachment"].create(values)
        self._show_papers()

    def _show_papers(self):
        """Make the first photo *the* voucher of each entry, as Odoo shows it.

        In one query, for a write of Odoo's entries costs as much as posting them.
        """
        moves = self.move_id
        moves.flush_recordset(["message_main_attachment_id"])
        self.env.cr.execute(
            SQL(
                """
                UPDATE account_move move
                   SET message_main_attachment_id = photo.id
                  FROM (SELECT res_id, MIN(id) AS id
                          FROM ir_attachment
                         WHERE res_model = 'account.move' AND res_id IN %s
                           AND res_field IS NULL
                      GROUP BY res_id) photo
                 WHERE move.id = photo.res_id
                """,
                tuple(moves.ids),
            )
        )
        moves.invalidate_recordset(["message_main_attachment_id"], flush=False)

    def _prepare_paper(self, photo):
        return {
            "name": photo.name,
            "raw": photo.raw,
            "mimetype": photo.mimetype,
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "company_id": self.company_id.id,
        }

    # ------------------------------------------------------------------
    # Settling what was not her own money
    # ------------------------------------------------------------------

    def _settle(self, company):
        with_group_money = self.filtered(lambda r: r.paid_by in JOURNAL_BY_PAYER)
        with_group_money._settle_with_group_money(company)
        for receipt in self.filtered(lambda r: r.paid_by == "advance"):
            receipt._settle_with_advance(company)

    def _settle_with_group_money(self, company):
        journals = {
            payer: company._bydelsmor_journal(JOURNAL_BY_PAYER[payer])
            for payer in set(self.mapped("paid_by"))
        }
        self.env["account.payment"]._bydelsmor_pay(
            [
                {
                    "lines": receipt._owed_lines(),
                    "journal": journals[receipt.paid_by],
                    "date": receipt._booking_date(),
                    "text": receipt.move_id.ref,
                }
                for receipt in self
            ]
        )

    def _settle_with_advance(self, company):
        """Use what she got in advance, as far as it goes; the rest is owed to her."""
        owed = self._owed_lines()
        advance = self.env["account.move.line"].search(
            [
                ("company_id", "=", company.id),
                ("account_id", "=", company._bydelsmor_account(ADVANCES).id),
                ("partner_id", "=", self.partner_id.id),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
            ]
        )
        left = sum(advance.mapped("amount_residual"))
        amount = min(left, -sum(owed.mapped("amount_residual")))
        if self.currency_id.compare_amounts(amount, 0) <= 0:
            raise ValidationError(
                self.env._(
                    "She has no money left that she got in advance. Choose «I paid "
                    "myself» instead; then the group pays her back."
                )
            )
        entry = self.env["account.move"].create(
            self._prepare_advance_entry(company, owed.account_id, amount)
        )
        entry._post(soft=False)
        settled = entry.line_ids.filtered(lambda line: line.balance > 0)
        (owed | settled).reconcile()
        (advance | (entry.line_ids - settled)).reconcile()

    def _prepare_advance_entry(self, company, owed_account, amount):
        text = self.env._("Paid with money given in advance")
        common = {"partner_id": self.partner_id.id, "name": text}
        return {
            "move_type": "entry",
            "company_id": company.id,
            "journal_id": company._bydelsmor_journal("DIV").id,
            "date": self._booking_date(),
            "ref": self.move_id.ref or text,
            "line_ids": [
                Command.create(
                    {**common, "account_id": owed_account.id, "balance": amount}
                ),
                Command.create(
                    {
                        **common,
                        "account_id": company._bydelsmor_account(ADVANCES).id,
                        "balance": -amount,
                    }
                ),
            ],
        }

    def _owed_lines(self):
        """Return the lines that say what is still to be paid for these receipts."""
        return self.move_id.line_ids.filtered(
            lambda line: (
                line.account_id.account_type == "liability_payable"
                and not line.reconciled
            )
        )

    def _mark_paid(self):
        """Called when the entry is paid in full, by whichever door."""
        for receipt in self.filtered(lambda receipt: receipt.state == "booked"):
            lines = receipt.move_id.line_ids.matched_debit_ids.debit_move_id
            paid = max(lines.mapped("date"), default=fields.Date.context_today(self))
            receipt.write({"state": "repaid", "paid_date": paid})

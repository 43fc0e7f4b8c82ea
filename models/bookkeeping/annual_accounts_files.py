from odoo import models
from odoo.tools.misc import format_date

from . import books_workbook, pdf_pages

MARKS = {"seen": "✓", "question": "?", "answered": "✓"}


class AnnualAccounts(models.Model):
    """The books of the period as files, for auditor and accountant."""

    _inherit = "bydelsmor.annual.accounts"

    def action_download_books(self):
        """Download journal, ledger, trial balance and voucher list as XLSX."""
        return self._download("books")

    def action_download_binder(self):
        """Download all vouchers of the period as one PDF."""
        return self._download("binder")

    def _download(self, kind):
        self._check_reader()
        return {
            "type": "ir.actions.act_url",
            "url": f"/bydelsmor/accounts/{self.id}/{kind}",
            "target": "download",
        }

    def _books_file(self):
        """Return (file name, bytes) of the spreadsheet.

        :raises AccessError: for everybody but treasurer and auditor
        """
        self._check_reader()
        own = self.sudo().with_company(self.company_id)
        title = f"{own.company_id.name}, {own._period_label()}"
        content = books_workbook.workbook(
            title,
            own._workbook_accounts(),
            own._workbook_entries(),
            own._workbook_vouchers(),
            own._workbook_words(),
        )
        name = self.env._("Books %(period)s", period=own._period_label())
        return f"{name}.xlsx", content

    def _binder_file(self):
        """Return (file name, bytes) of the binder of vouchers.

        :raises AccessError: for everybody but treasurer and auditor
        """
        self._check_reader()
        own = self.sudo().with_company(self.company_id)
        title = self.env._("Vouchers %(period)s", period=own._period_label())
        content = pdf_pages.binder(
            title, own.company_id.name, own._papers(), own._binder_words()
        )
        return f"{title}.pdf", content

    def _workbook_accounts(self):
        """Return the accounts of the trial balance, each with its ledger."""
        mine = [("accounts_id", "=", self.id)]
        ledger = self.env["bydelsmor.ledger.line"].search(mine).grouped("account_id")
        return [
            books_workbook.Account(
                row.code or "",
                row.name or "",
                row.opening,
                row.debit,
                row.credit,
                row.closing,
                [self._workbook_line(line) for line in ledger.get(row.account_id, ())],
            )
            for row in self.env["bydelsmor.trial.balance"].search(mine)
        ]

    def _workbook_line(self, line):
        return books_workbook.LedgerLine(
            line.number or "",
            line.date,
            line.label or "",
            line.grant_id.name or "",
            line.debit,
            line.credit,
            line.balance,
        )

    def _workbook_entries(self):
        lines = self.env["account.move.line"].search_fetch(
            [
                ("company_id", "=", self.company_id.id),
                ("parent_state", "=", "posted"),
                ("account_id", "!=", False),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
            ],
            ["move_id", "date", "journal_id", "account_id", "name", "grant_id"],
            order="date, move_id, id",
        )
        lines.fetch(["balance", "ref"])
        entries = [
            books_workbook.Entry(
                line.move_id.voucher_name or line.move_id.name or "",
                line.date,
                line.journal_id.name or "",
                line.account_id.code or "",
                line.account_id.name or "",
                line.name or line.ref or "",
                line.grant_id.name or "",
                line.balance,
            )
            for line in lines
        ]
        return sorted(entries, key=lambda entry: entry.number)

    def _period_vouchers(self):
        return self.env["account.move"].search(
            self._voucher_domain(), order="voucher_year, voucher_number, id"
        )

    def _workbook_vouchers(self):
        return [
            books_workbook.Voucher(
                move.voucher_name or move.name or "",
                move.date,
                move.journal_id.name or "",
                move._bydelsmor_listed(),
                move.amount_total,
                len(move.attachment_ids),
                MARKS.get(move.bydelsmor_mark, ""),
            )
            for move in self._period_vouchers()
        ]

    def _workbook_words(self):
        return {
            "journal": self.env._("Journal"),
            "ledger": self.env._("General ledger"),
            "trial": self.env._("Trial balance"),
            "vouchers": self.env._("Vouchers"),
            "number": self.env._("Voucher no."),
            "date": self.env._("Date"),
            "series": self.env._("Series"),
            "code": self.env._("Account no."),
            "account": self.env._("Account"),
            "text": self.env._("Text"),
            "grant": self.env._("Grant"),
            "debit": self.env._("Debit"),
            "credit": self.env._("Credit"),
            "balance": self.env._("Balance"),
            "opening": self.env._("On the first day"),
            "closing": self.env._("On the last day"),
            "total": self.env._("Total"),
            "amount": self.env._("Amount"),
            "papers": self.env._("Papers"),
            "mark": self.env._("Auditor"),
        }

    def _papers(self):
        """Return the vouchers of the period for the binder."""
        payload = {"association": {"digits": self.currency_id.decimal_places}}
        return [
            pdf_pages.Paper(
                move.voucher_name or move.name or "",
                format_date(self.env, move.date),
                move._bydelsmor_listed(),
                self._amount(self._minor(move.amount_total), payload),
                [
                    (attachment.name or "", attachment.raw or b"")
                    for attachment in move.attachment_ids.sorted("id")
                ],
                [
                    f"{line.account_id.code} {line.account_id.name}: "
                    f"{self._amount(self._minor(line.balance), payload)}"
                    for line in move.line_ids
                    if line.account_id
                ],
            )
            for move in self._period_vouchers()
        ]

    def _binder_words(self):
        return {
            "number": self.env._("No."),
            "date": self.env._("Date"),
            "what": self.env._("What"),
            "amount": "kr.",
            "page": self.env._("Page"),
            "no_paper": self.env._(
                "There is no paper to these vouchers. This is how they were booked:"
            ),
            "cannot_print": self.env._("The file %s cannot be shown here."),
            "page_of": self.env._("Page %(page)s of %(pages)s"),
        }

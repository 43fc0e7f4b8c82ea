"""The books of a period as a spreadsheet: plain Python, no ORM.

Four sheets that an accountant knows: journal, general ledger, trial balance and
list of vouchers. Texts are written as texts, never as formulas or links, since
anybody may have typed them.
"""

from io import BytesIO
from typing import NamedTuple

import xlsxwriter


class Entry(NamedTuple):
    """One posted line; ``balance`` has debit as plus."""

    number: str
    date: object
    journal: str
    code: str
    account: str
    text: str
    grant: str
    balance: float


class LedgerLine(NamedTuple):
    """What an account opens with, or one of its entries; the balance is after it."""

    number: str
    date: object
    text: str
    grant: str
    debit: float
    credit: float
    balance: float


class Account(NamedTuple):
    """A row of the trial balance with its ledger."""

    code: str
    name: str
    opening: float
    debit: float
    credit: float
    closing: float
    lines: list


class Voucher(NamedTuple):
    number: str
    date: object
    journal: str
    text: str
    amount: float
    papers: int
    mark: str


class _Sheet:
    """A sheet that is written from the top down."""

    def __init__(self, book, formats, title, widths):
        self.sheet = book.add_worksheet(title[:31])
        self.formats = formats
        self.row = 0
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def add_row(self, cells, style=None):
        for column, value in enumerate(cells):
            self._write_cell(column, value, style)
        self.row += 1

    def _write_cell(self, column, value, style):
        if value is None or value == "":
            return
        if isinstance(value, str):
            self.sheet.write_string(self.row, column, value, self.formats.get(style))
        elif isinstance(value, float):
            kind = "bold_money" if style == "bold" else "money"
            self.sheet.write_number(self.row, column, value, self.formats[kind])
        elif isinstance(value, int):
            self.sheet.write_number(self.row, column, value, self.formats.get(style))
        else:
            self.sheet.write_datetime(self.row, column, value, self.formats["date"])

    def head(self, title, cells):
        self.add_row([title], "title")
        self.row += 1
        self.add_row(cells, "head")
        self.sheet.freeze_panes(self.row, 0)
        self.sheet.repeat_rows(self.row - 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)


def workbook(title, accounts, entries, vouchers, words):
    """Return the bytes of an XLSX file.

    :param accounts: :class:`Account` by code
    :param entries: :class:`Entry` in the order of their numbers
    :param vouchers: :class:`Voucher` in the order of their numbers
    :param words: translated headings by name
    """
    stream = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bottom": 1}),
        "bold": book.add_format({"bold": True}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "bold_money": book.add_format(
            {"num_format": "#,##0.00", "bold": True, "top": 1}
        ),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
    }
    _journal(book, formats, title, entries, words)
    _ledger(book, formats, title, accounts, words)
    _trial_balance(book, formats, title, accounts, words)
    _vouchers(book, formats, title, vouchers, words)
    book.close()
    return stream.getvalue()


def _sides(balance):
    return (balance if balance > 0 else None, -balance if balance < 0 else None)


def _add(values):
    """Sum kroner exactly, as whole øre."""
    return sum(round(value * 100) for value in values) / 100


def _journal(book, formats, title, entries, words):
    sheet = _Sheet(book, formats, words["journal"], (13, 12, 18, 9, 34, 40, 24, 14, 14))
    sheet.head(
        f"{words['journal']}, {title}",
        [
            words[name]
            for name in (
                "number",
                "date",
                "series",
                "code",
                "account",
                "text",
                "grant",
                "debit",
                "credit",
            )
        ],
    )
    for entry in entries:
        sheet.add_row([*entry[:7], *_sides(entry.balance)])
    debit = _add(entry.balance for entry in entries if entry.balance > 0)
    credit = _add(-entry.balance for entry in entries if entry.balance < 0)
    sheet.add_row([words["total"], *[None] * 6, debit, credit], "bold")


def _ledger(book, formats, title, accounts, words):
    sheet = _Sheet(book, formats, words["ledger"], (13, 12, 44, 24, 14, 14, 14))
    names = ("number", "date", "text", "grant", "debit", "credit", "balance")
    sheet.head(f"{words['ledger']}, {title}", [words[name] for name in names])
    for account in accounts:
        sheet.add_row([f"{account.code} {account.name}"], "bold")
        for line in account.lines:
            sides = (line.debit or None, line.credit or None)
            sheet.add_row([*line[:4], *sides, line.balance])
        closing = [None, None, words["closing"], *[None] * 3, account.closing]
        sheet.add_row(closing, "bold")
        sheet.row += 1


def _trial_balance(book, formats, title, accounts, words):
    sheet = _Sheet(book, formats, words["trial"], (9, 44, 16, 16, 16, 16))
    names = ("code", "account", "opening", "debit", "credit", "closing")
    sheet.head(f"{words['trial']}, {title}", [words[name] for name in names])
    for account in accounts:
        sheet.add_row(account[:6])
    totals = [
        _add(amounts)
        for amounts in zip(*(account[2:6] for account in accounts), strict=True)
    ]
    sheet.add_row([words["total"], None, *totals], "bold")


def _vouchers(book, formats, title, vouchers, words):
    sheet = _Sheet(book, formats, words["vouchers"], (13, 12, 18, 50, 14, 9, 12))
    names = ("number", "date", "series", "text", "amount", "papers", "mark")
    sheet.head(f"{words['vouchers']}, {title}", [words[name] for name in names])
    for voucher in vouchers:
        sheet.add_row(voucher)

"""The engine of the annual accounts: plain Python, no ORM, whole øre.

It gets one :class:`Row` per account and gives back the statement as plain lists
and dictionaries of strings and integers, so that the same figures can be shown,
printed, frozen as JSON and hashed.

Complete by construction: every row ends on exactly one line. A row whose account
is outside the layout gets a line of its own. As every journal entry balances, the
sum of all rows is zero, and so assets equal equity and debts whatever was posted.
"""

import hashlib
import json
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from .statement_lines import (
    ASSET,
    BALANCE_SECTIONS,
    EQUITY,
    EXPENSE,
    FINANCIAL,
    INCOME,
    LIABILITY,
    LINES,
    OFF_BALANCE,
    OPENING_KEY,
    OUTSIDE,
    RESULT,
    RESULT_KEY,
    RESULT_SECTIONS,
    StatementLine,
    line_of_account,
    nature_of_type,
    section_of_type,
)

VERSION = 1
SECTIONS = (*RESULT_SECTIONS, *BALANCE_SECTIONS, OFF_BALANCE)
# The ledger has debit as plus; on paper income, equity and debts are plus.
SIGN = {
    INCOME: -1,
    EXPENSE: 1,
    FINANCIAL: -1,
    ASSET: 1,
    EQUITY: -1,
    LIABILITY: -1,
    OFF_BALANCE: 1,
}
SET_ASIDE_KEY = "set_aside"
COLUMNS = ("amount", "budget", "previous")


class Row(NamedTuple):
    """What the ledger says of one account, in whole minor units, debit as plus.

    ``opening`` is the balance the day before the period, ``movement`` what was
    posted in the period and ``previous`` what was posted in the period before,
    which is a part of ``opening``.
    """

    account_id: int
    code: str
    names: Mapping[str, str]
    account_type: str
    key: str | None
    opening: int
    movement: int
    previous: int = 0

    @property
    def nature(self):
        return nature_of_type(self.account_type)

    @property
    def now(self):
        """The figure of this year: a movement for the result, else a balance."""
        return self.movement if self.nature == RESULT else self.opening + self.movement

    @property
    def before(self):
        """The figure of last year, on the same understanding."""
        return self.previous if self.nature == RESULT else self.opening


def minor_units(amount, digits=2):
    """Return an amount as a whole number of minor units (kroner to øre).

    :param amount: float, Decimal, int or numeric text
    :param digits: decimals of the currency
    """
    exact = Decimal(str(amount or 0)).scaleb(digits)
    return int(exact.to_integral_value(rounding=ROUND_HALF_UP))


def major_units(minor, digits=2):
    """Return minor units as a Decimal with the currency's decimals."""
    return Decimal(minor).scaleb(-digits)


def canonical(payload):
    """Return the one text that stands for a payload, whoever serialises it.

    :raises TypeError: for a float, whose text depends on more than its value
    """
    _refuse_floats(payload)
    return json.dumps(
        payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def content_hash(payload):
    """Return the SHA-256 of the canonical text of a payload, in hexadecimal."""
    return hashlib.sha256(canonical(payload).encode()).hexdigest()


def build(rows, budget=None, comparison=None):
    """Return the statement of the rows as plain data.

    :param rows: iterable of :class:`Row`
    :param budget: minor units by key of a result line, as printed
    :param comparison: last year's figures by key, as printed; used for the
        result, the balance sheet or both where the ledger knows nothing of them
    :return: dict with ``sections`` (lines and totals), ``before_interest``,
        ``result``, ``equity_note`` and ``difference`` (always 0)
    """
    rows = list(rows)
    lines = _layout()
    for row in rows:
        _place(lines, row)
    for key, amount in (budget or {}).items():
        lines[key]["budget"] = amount
    earlier, last = _results_before(rows)
    lines[OPENING_KEY]["amount"] += earlier
    lines[OPENING_KEY]["previous"] += earlier - last
    _apply_comparison(lines, rows, comparison or {})
    result = _result(lines.values())
    lines[RESULT_KEY].update(amount=result["amount"], previous=result["previous"])
    sections = [_section(section, lines.values()) for section in SECTIONS]
    totals = {section["key"]: section["total"] for section in sections}
    return {
        "version": VERSION,
        "sections": sections,
        "before_interest": _minus(totals[INCOME], totals[EXPENSE]),
        "result": result,
        "equity_note": _equity_note(rows, earlier, result["amount"]),
        "liabilities_and_equity": {
            column: totals[EQUITY][column] + totals[LIABILITY][column]
            for column in ("amount", "previous")
        },
        "difference": totals[ASSET]["amount"]
        - totals[EQUITY]["amount"]
        - totals[LIABILITY]["amount"],
    }


def lines_by_key(statement):
    """Return the lines of a built statement by their key."""
    return {
        line["key"]: line
        for section in statement["sections"]
        for line in section["lines"]
    }


def section_by_key(statement):
    """Return the sections of a built statement by their key."""
    return {section["key"]: section for section in statement["sections"]}


def is_empty(line):
    """Tell whether a line or a total has nothing to say in any column."""
    return not any(line[column] for column in COLUMNS)


def _layout():
    lines = {}
    for line in LINES:
        lines[line.key] = _new_line(line.key, line.section, line.note)
        if line.key == OPENING_KEY:
            lines[RESULT_KEY] = _new_line(RESULT_KEY, EQUITY, line.note)
    return lines


def _new_line(key, section, note=0, row=None):
    return {
        "key": key,
        "section": section,
        "note": note,
        "code": row.code if row else "",
        "names": dict(row.names) if row else {},
        "amount": 0,
        "budget": 0,
        "previous": 0,
        "accounts": [],
    }


def _place(lines, row):
    found: StatementLine | None = line_of_account(row.account_type, row.key)
    key = found.key if found else f"account:{row.account_id}"
    if not found and (row.now or row.before):
        lines[key] = _new_line(key, section_of_type(row.account_type), row=row)
    if key not in lines:
        return
    line = lines[key]
    sign = SIGN[line["section"]]
    line["amount"] += sign * row.now
    line["previous"] += sign * row.before
    if row.now or row.before:
        line["accounts"].append(
            {
                "id": row.account_id,
                "code": row.code,
                "names": dict(row.names),
                "amount": sign * row.now,
                "previous": sign * row.before,
            }
        )


def _results_before(rows):
    """Return (results of all years before the period, result of the last one)."""
    result_rows = [row for row in rows if row.nature == RESULT]
    return (
        -sum(row.opening for row in result_rows),
        -sum(row.previous for row in result_rows),
    )


def _apply_comparison(lines, rows, comparison):
    """Take typed figures of last year where the ledger has none."""
    if not comparison:
        return
    typed_result = not any(row.previous for row in rows if row.nature == RESULT)
    typed_balance = not any(row.opening for row in rows if row.nature != OUTSIDE)
    for key, amount in comparison.items():
        line = lines.get(key)
        natural = line and line["section"] in RESULT_SECTIONS
        if line and (typed_result if natural else typed_balance):
            line["previous"] = amount
    result = _result(lines.values())["previous"]
    opening = lines[OPENING_KEY]
    if typed_balance and OPENING_KEY not in comparison:
        opening["previous"] = _missing_equity(lines) - result
    elif typed_result and not typed_balance:
        # the opening balances entered contain last year's result already
        opening["previous"] -= result


def _missing_equity(lines):
    """Return the equity that makes last year's typed balance sheet balance."""
    sums = dict.fromkeys(SECTIONS, 0)
    for key, line in lines.items():
        if key not in (OPENING_KEY, RESULT_KEY):
            sums[line["section"]] += line["previous"]
    return sums[ASSET] - sums[LIABILITY] - sums[EQUITY]


def _result(lines):
    totals = {section: _total(section, lines) for section in RESULT_SECTIONS}
    return {
        column: totals[INCOME][column]
        - totals[EXPENSE][column]
        + totals[FINANCIAL][column]
        for column in COLUMNS
    }


def _total(section, lines):
    own = [line for line in lines if line["section"] == section]
    return {column: sum(line[column] for line in own) for column in COLUMNS}


def _minus(first, second):
    return {column: first[column] - second[column] for column in COLUMNS}


def _section(section, lines):
    lines = list(lines)
    return {
        "key": section,
        "lines": [line for line in lines if line["section"] == section],
        "total": _total(section, lines),
    }


def _equity_note(rows, earlier, result):
    """Return the movement in equity: free, set aside and together."""
    free = {"opening": earlier, "moved": 0, "result": result}
    aside = {"opening": 0, "moved": 0, "result": 0}
    for row in rows:
        if _section_of(row) != EQUITY:
            continue
        target = aside if row.key == SET_ASIDE_KEY else free
        target["opening"] -= row.opening
        target["moved"] -= row.movement
    note = {}
    for step in ("opening", "moved", "result"):
        note[step] = _equity_step(free[step], aside[step])
    note["closing"] = _equity_step(sum(free.values()), sum(aside.values()))
    return note


def _section_of(row):
    line = line_of_account(row.account_type, row.key)
    return line.section if line else section_of_type(row.account_type)


def _equity_step(free, aside):
    return {"free": free, "set_aside": aside, "total": free + aside}


def _refuse_floats(value):
    if isinstance(value, float):
        raise TypeError("Amounts in a frozen statement are whole minor units")
    if isinstance(value, dict):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)

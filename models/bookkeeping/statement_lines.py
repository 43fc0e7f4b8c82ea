"""The lines of the annual accounts: keys, order, sections and names.

Everything that prints, freezes or compares figures names a line by its key, so a
key is never renamed or used for something else: frozen copies of earlier years
carry it. Two keys are computed and belong to no account: ``RESULT_KEY`` and the
opening equity, which is the equity accounts *and* the results of all earlier
years, because Odoo posts no closing entry.
"""

from typing import NamedTuple

from odoo.tools.translate import LazyGettext, LazyTranslate

_lt = LazyTranslate(__name__)

# Sections in the order in which they print.
INCOME = "income"
EXPENSE = "expense"
FINANCIAL = "financial"
ASSET = "asset"
EQUITY = "equity"
LIABILITY = "liability"
OFF_BALANCE = "off_balance"

RESULT_SECTIONS = (INCOME, EXPENSE, FINANCIAL)
BALANCE_SECTIONS = (ASSET, EQUITY, LIABILITY)

# Natures of an account: a line is used only for accounts of its own nature, for an
# expense on a line of the balance sheet would make it neither complete nor true.
RESULT = "result"
BALANCE = "balance"
OUTSIDE = "outside"

RESULT_KEY = "result"
OPENING_KEY = "equity_opening"


class StatementLine(NamedTuple):
    """One line of the layout. ``note`` is the number of the note behind it, or 0."""

    key: str
    section: str
    label: LazyGettext
    note: int = 0


SECTION_LABELS = {
    INCOME: _lt("Income"),
    EXPENSE: _lt("Expenses"),
    FINANCIAL: _lt("Interest"),
    ASSET: _lt("Assets"),
    EQUITY: _lt("Equity"),
    LIABILITY: _lt("Debts"),
    OFF_BALANCE: _lt("Outside the balance sheet"),
}
SECTION_TOTALS = {
    INCOME: _lt("Total income"),
    EXPENSE: _lt("Total expenses"),
    FINANCIAL: _lt("Total interest"),
    ASSET: _lt("Total assets"),
    EQUITY: _lt("Total equity"),
    LIABILITY: _lt("Total debts"),
    OFF_BALANCE: _lt("Total outside the balance sheet"),
}

LINES = (
    StatementLine("grants", INCOME, _lt("Grants"), 1),
    StatementLine("own_income", INCOME, _lt("Membership fees and own income"), 2),
    StatementLine("repaid_grants", INCOME, _lt("Grants paid back"), 1),
    StatementLine("activities", EXPENSE, _lt("Activities"), 3),
    StatementLine("meetings", EXPENSE, _lt("Meetings and fellowship"), 4),
    StatementLine("training", EXPENSE, _lt("Training"), 5),
    StatementLine("pr", EXPENSE, _lt("Publicity")),
    StatementLine("volunteers", EXPENSE, _lt("Volunteers"), 6),
    StatementLine("premises", EXPENSE, _lt("Premises")),
    StatementLine("administration", EXPENSE, _lt("Administration"), 7),
    StatementLine("interest", FINANCIAL, _lt("Interest, net")),
    StatementLine("cash", ASSET, _lt("Cash box"), 8),
    StatementLine("bank", ASSET, _lt("Bank"), 8),
    StatementLine("mobilepay", ASSET, _lt("MobilePay"), 8),
    StatementLine("receivables", ASSET, _lt("Money owed to us")),
    StatementLine("grants_receivable", ASSET, _lt("Grants awarded, not received"), 1),
    StatementLine("advances", ASSET, _lt("Advances to volunteers")),
    StatementLine("prepaid", ASSET, _lt("Paid in advance")),
    StatementLine(OPENING_KEY, EQUITY, _lt("Equity brought forward"), 9),
    StatementLine("set_aside", EQUITY, _lt("Set aside by the general assembly"), 9),
    StatementLine("owed_volunteers", LIABILITY, _lt("Owed to volunteers")),
    StatementLine("creditors", LIABILITY, _lt("Unpaid bills")),
    StatementLine(
        "unspent_grants", LIABILITY, _lt("Grants received, not yet spent"), 1
    ),
    StatementLine("accruals", LIABILITY, _lt("Costs of the year, paid in the next")),
)
BY_KEY = {line.key: line for line in LINES}
RESULT_LABEL = _lt("Result of the year")

# An account that names no line goes by its type where the type says it all;
# any other prints on a line of its own in the section of its type.
FALLBACK_BY_TYPE = {
    "asset_cash": "bank",
    "asset_receivable": "receivables",
    "asset_prepayments": "prepaid",
    "liability_payable": "creditors",
    "liability_credit_card": "creditors",
    "equity": OPENING_KEY,
    "equity_unaffected": OPENING_KEY,
}
_SECTION_BY_TYPE = {
    "income": INCOME,
    "income_other": INCOME,
    "expense": EXPENSE,
    "expense_other": EXPENSE,
    "expense_depreciation": EXPENSE,
    "expense_direct_cost": EXPENSE,
    "equity": EQUITY,
    "equity_unaffected": EQUITY,
    "off_balance": OFF_BALANCE,
}
_NATURES = {
    **dict.fromkeys(RESULT_SECTIONS, RESULT),
    **dict.fromkeys(BALANCE_SECTIONS, BALANCE),
    OFF_BALANCE: OUTSIDE,
}


def section_of_type(account_type):
    """Return the section in which an account of this Odoo type belongs."""
    if account_type in _SECTION_BY_TYPE:
        return _SECTION_BY_TYPE[account_type]
    return LIABILITY if account_type.startswith("liability") else ASSET


def nature_of_type(account_type):
    """Return RESULT, BALANCE or OUTSIDE for an Odoo account type."""
    return _NATURES[section_of_type(account_type)]


def line_of_account(account_type, key=None):
    """Return the StatementLine of an account, or None if it needs its own line.

    :param account_type: Odoo's ``account.account.account_type``
    :param key: what the account's field ``statement_line`` says, if anything
    """
    line = BY_KEY.get(key or FALLBACK_BY_TYPE.get(account_type))
    if line and _NATURES[line.section] == nature_of_type(account_type):
        return line
    return None


def selection(env, sections=None):
    """Return the lines as a translated selection, for fields and forms."""
    return [
        (line.key, env._(line.label))
        for line in LINES
        if sections is None or line.section in sections
    ]


def selection_budget(env):
    """Return the lines that can have a budget: those of the result."""
    return selection(env, RESULT_SECTIONS)

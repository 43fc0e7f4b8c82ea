"""The engine of the annual accounts alone: no database, no ORM."""

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.bydelsmor.models.bookkeeping import statement_lines as layout
from odoo.addons.bydelsmor.models.bookkeeping.statement import (
    Row,
    build,
    canonical,
    content_hash,
    lines_by_key,
    major_units,
    minor_units,
    section_by_key,
)

TYPES = (
    "asset_receivable",
    "asset_cash",
    "asset_current",
    "asset_non_current",
    "asset_prepayments",
    "asset_fixed",
    "liability_payable",
    "liability_credit_card",
    "liability_current",
    "liability_non_current",
    "equity",
    "equity_unaffected",
    "income",
    "income_other",
    "expense",
    "expense_other",
    "expense_depreciation",
    "expense_direct_cost",
)
KEYS = (None, "no_such_line", *layout.BY_KEY)
amounts = st.integers(-(10**9), 10**9)
accounts = st.lists(
    st.tuples(st.sampled_from(TYPES), st.sampled_from(KEYS)), min_size=2, max_size=12
)
entries = st.lists(
    st.tuples(
        st.integers(0, 11),
        st.integers(0, 11),
        amounts,
        st.sampled_from(("long ago", "last year", "this year")),
    ),
    max_size=40,
)


def row(number, account_type, key, opening=0, movement=0, previous=0):
    names = {"en_US": f"Account {number}"}
    return Row(
        number, str(number), names, account_type, key, opening, movement, previous
    )


def post(kinds, journal):
    """Return the rows of a journal of (from, to, amount, when) entries."""
    sums = [{"opening": 0, "movement": 0, "previous": 0} for _kind in kinds]
    for debit, credit, amount, when in journal:
        for index, signed in ((debit, amount), (credit, -amount)):
            account = sums[index % len(kinds)]
            if when == "this year":
                account["movement"] += signed
                continue
            account["opening"] += signed
            account["previous"] += signed if when == "last year" else 0
    return [
        row(number, account_type, key, **sums[number])
        for number, (account_type, key) in enumerate(kinds)
    ]


@tagged("post_install", "-at_install")
class TestStatement(BaseCase):
    def year(self):
        """A small association: figures worked out by hand, in øre."""
        return [
            row(1545, "income", "grants", -3250000, -4800000, -3250000),
            row(1551, "income", "own_income", -418000, -624500, -418000),
            row(1611, "expense", "activities", 1520475, 2138050, 1520475),
            row(1891, "expense", "meetings", 987600, 1191225, 987600),
            row(2390, "expense", "administration", 240250, 268975, 240250),
            row(6481, "asset_cash", "bank", 1419675, 1776250),
            row(6483, "asset_current", "bank", 0, -50000),
            row(6935, "equity", "equity_opening", -500000, 0),
            row(8041, "liability_payable", "owed_volunteers", 0, 100000),
        ]

    def test_figures_by_hand(self):
        statement = build(self.year(), budget={"grants": 4500000})
        lines = lines_by_key(statement)
        self.assertEqual(lines["grants"]["amount"], 4800000)
        self.assertEqual(lines["grants"]["budget"], 4500000)
        self.assertEqual(lines["grants"]["previous"], 3250000)
        sections = section_by_key(statement)
        self.assertEqual(sections["income"]["total"]["amount"], 5424500)
        self.assertEqual(sections["expense"]["total"]["amount"], 3598250)
        self.assertEqual(statement["result"]["amount"], 1826250)
        self.assertEqual(statement["result"]["previous"], 919675)
        # 5.000,00 at the very start and last year's 9.196,75 came over
        self.assertEqual(lines["equity_opening"]["amount"], 1419675)
        self.assertEqual(lines["equity_opening"]["previous"], 500000)
        # outstanding payments are a part of the bank
        self.assertEqual(lines["bank"]["amount"], 3145925)
        self.assertEqual(statement["difference"], 0)
        self.assertEqual(
            statement["liabilities_and_equity"],
            {"amount": 3145925, "previous": 1419675},
        )

    def test_equity_note_follows_what_the_assembly_set_aside(self):
        rows = [
            row(1, "income", "grants", -1000, -700, -1000),
            row(2, "asset_cash", "bank", 1500, 700),
            row(3, "equity", "equity_opening", -500, 300),
            row(4, "equity", "set_aside", 0, -300),
        ]
        note = build(rows)["equity_note"]
        self.assertEqual(note["opening"], {"free": 1500, "set_aside": 0, "total": 1500})
        self.assertEqual(note["moved"], {"free": -300, "set_aside": 300, "total": 0})
        self.assertEqual(note["result"]["total"], 700)
        self.assertEqual(
            note["closing"], {"free": 1900, "set_aside": 300, "total": 2200}
        )

    def test_an_account_outside_the_layout_gets_its_own_line(self):
        rows = [
            row(7777, "expense", None, 0, 500),
            row(8888, "asset_current", "activities", 0, 100),
            row(6481, "asset_cash", None, 0, -600),
        ]
        statement = build(rows)
        lines = lines_by_key(statement)
        self.assertEqual(lines["account:7777"]["amount"], 500)
        # a line of the result on an account of the balance sheet is not believed
        self.assertEqual(lines["account:8888"]["section"], "asset")
        self.assertEqual(lines["activities"]["amount"], 0)
        self.assertEqual(lines["bank"]["amount"], -600)
        self.assertEqual(statement["difference"], 0)

    def test_typed_figures_of_last_year(self):
        rows = [
            row(1, "income", "grants", 0, -700),
            row(2, "asset_cash", "bank", 1500, 700),
            row(3, "equity", "equity_opening", -1500, 0),
        ]
        typed = {"grants": 900, "activities": 400, "bank": 99999}
        statement = build(rows, comparison=typed)
        lines = lines_by_key(statement)
        self.assertEqual(statement["result"]["previous"], 500)
        # the ledger's opening bank beats the typed one, and equity is split
        self.assertEqual(lines["bank"]["previous"], 1500)
        self.assertEqual(lines["equity_opening"]["previous"], 1000)
        self.assertEqual(lines["result"]["previous"], 500)
        sections = section_by_key(statement)
        self.assertEqual(
            sections["asset"]["total"]["previous"],
            statement["liabilities_and_equity"]["previous"],
        )

    def test_typed_balance_of_last_year_gets_its_equity(self):
        rows = [
            row(1, "income", "grants", 0, -700),
            row(2, "asset_cash", "bank", 0, 2200),
            row(3, "equity", "equity_opening", 0, -1500),
        ]
        typed = {"grants": 900, "activities": 400, "bank": 1700, "creditors": 200}
        lines = lines_by_key(build(rows, comparison=typed))
        self.assertEqual(lines["equity_opening"]["previous"], 1000)
        self.assertEqual(lines["equity_opening"]["amount"], 1500)

    def test_own_figures_beat_typed_ones(self):
        statement = build(self.year(), comparison={"grants": 1, "bank": 2})
        lines = lines_by_key(statement)
        self.assertEqual(lines["grants"]["previous"], 3250000)
        self.assertEqual(lines["bank"]["previous"], 1419675)

    def test_minor_units_are_exact(self):
        self.assertEqual(minor_units(0.1 + 0.2), 30)
        self.assertEqual(minor_units("1234567890.05"), 123456789005)
        self.assertEqual(minor_units(-2.5), -250)
        self.assertEqual(minor_units(None), 0)
        self.assertEqual(str(major_units(-5)), "-0.05")

    def test_hash_knows_content_not_order(self):
        first = {"a": 1, "b": [{"x": "ø", "y": 2}]}
        second = {"b": [{"y": 2, "x": "ø"}], "a": 1}
        self.assertEqual(content_hash(first), content_hash(second))
        self.assertNotEqual(content_hash(first), content_hash({**second, "a": 2}))
        self.assertEqual(canonical({"ø": [1, None]}), '{"ø":[1,null]}')
        with self.assertRaises(TypeError):
            canonical({"a": [1.0]})

    def test_layout_names_each_line_once(self):
        self.assertEqual(len(layout.BY_KEY), len(layout.LINES))
        self.assertNotIn(layout.RESULT_KEY, layout.BY_KEY)

    @settings(max_examples=200, deadline=None)
    @given(accounts, entries)
    def test_any_posting_balances(self, kinds, journal):
        rows = post(kinds, journal)
        statement = build(rows)
        self.assertEqual(statement["difference"], 0)
        total = statement["liabilities_and_equity"]
        assets = section_by_key(statement)["asset"]["total"]
        self.assertEqual(assets["amount"], total["amount"])
        self.assertEqual(assets["previous"], total["previous"])

    @settings(max_examples=200, deadline=None)
    @given(accounts, entries)
    def test_nothing_vanishes(self, kinds, journal):
        rows = post(kinds, journal)
        statement = build(rows)
        placed = {
            account["id"]: account["amount"]
            for line in lines_by_key(statement).values()
            for account in line["accounts"]
        }
        for each in rows:
            self.assertEqual(abs(placed.get(each.account_id, 0)), abs(each.now))
        of_result = [each for each in rows if each.nature == layout.RESULT]
        self.assertEqual(
            statement["result"]["amount"], -sum(each.movement for each in of_result)
        )
        equity = statement["equity_note"]["closing"]["total"]
        self.assertEqual(equity, section_by_key(statement)["equity"]["total"]["amount"])

    @settings(max_examples=100, deadline=None)
    @given(accounts, entries)
    def test_next_year_opens_where_this_one_closed(self, kinds, journal):
        closing = build(post(kinds, journal))["equity_note"]["closing"]["total"]
        later = [
            (debit, credit, amount, {"this year": "last year"}.get(when, "long ago"))
            for debit, credit, amount, when in journal
        ]
        opening = build(post(kinds, later))["equity_note"]["opening"]["total"]
        self.assertEqual(opening, closing)

from odoo import models
from odoo.tools.misc import format_date

from .statement_lines import BY_KEY

# How much fits on one sheet, in millimetres rounded up.
HEIGHT_OF_A_SHEET = 210
AROUND_A_GRANT = 54
ROW_OF_A_GRANT = 7


class AnnualAccounts(models.Model):
    """The annex with the accounts of each grant, for those who gave the money."""

    _inherit = "bydelsmor.annual.accounts"

    def _sheets_of_grants(self, payload):
        """Return the accounts of the grants as they share the sheets."""
        sheets, room = [], 0
        for grant in payload["ledger"]["grants"]:
            # copies frozen before there was an annex say nothing of the uses
            if "uses" not in grant or not self._is_news(grant):
                continue
            account = self._grant_account(grant, payload)
            height = AROUND_A_GRANT + ROW_OF_A_GRANT * len(account["rows"])
            if height > room:
                sheets.append([])
                room = HEIGHT_OF_A_SHEET
            sheets[-1].append(account)
            room -= height
        return sheets

    def _grant_account(self, grant, payload):
        """Return title, facts, headings, rows and closing words of one grant."""
        columns = self._grant_columns(grant, payload)
        received, used, left = self._grant_totals(grant)
        rows = [
            ("line", self.env._("Received"), received),
            *self._use_rows(grant),
            ("total", self.env._("Used in all"), used),
            ("result", self.env._("Left of what was received"), left),
        ]
        if not grant["uses"]:
            rows = rows[:1]
        return {
            "title": ", ".join(filter(None, (grant["name"], grant["funder"]))),
            "facts": " ".join(self._grant_sentences(grant, payload)),
            "headings": ["", *columns.values()],
            "rows": [
                {
                    "kind": kind,
                    "cells": [
                        label,
                        *(
                            self._amount(figures[name], payload)
                            if name in figures
                            else ""
                            for name in columns
                        ),
                    ],
                }
                for kind, label, figures in rows
            ],
            "text": " ".join(self._grant_closing(grant, payload)),
        }

    def _grant_columns(self, grant, payload):
        """Return {name: heading}: a budget and earlier years where there are any."""
        has_budget = any(use["budget"] for use in grant["uses"])
        has_before = grant["received_before"] or grant["used_before"]
        columns = {}
        if has_budget:
            columns["budget"] = self.env._("Budget")
        if has_before:
            columns["previous"] = self.env._("Before")
        columns["amount"] = self._columns(payload)["amount"]
        if has_before:
            columns["total"] = self.env._("In all")
        if has_budget:
            columns["left"] = self.env._("Left of the budget")
        return columns

    def _grant_figures(self, previous, amount, budget=None):
        figures = {"previous": previous, "amount": amount, "total": previous + amount}
        if budget is not None:
            figures.update(budget=budget, left=budget - figures["total"])
        return figures

    def _grant_totals(self, grant):
        """Return the figures of what was received, used and is left."""
        before, used_before = grant["received_before"], grant["used_before"]
        now = grant["received"] - before
        budget = sum(use["budget"] for use in grant["uses"])
        received = self._grant_figures(before, now)
        received["budget"] = grant["awarded"]
        return (
            received,
            self._grant_figures(used_before, grant["used"], budget),
            self._grant_figures(before - used_before, now - grant["used"]),
        )

    def _use_rows(self, grant):
        """Return a row per line, and below it its accounts if it has several."""
        for use in grant["uses"]:
            label = self._use_label(use)
            figures = self._grant_figures(use["previous"], use["amount"], use["budget"])
            yield "line", label, figures
            if len(use["accounts"]) > 1:
                for account in use["accounts"]:
                    figures = self._grant_figures(
                        account["previous"], account["amount"]
                    )
                    yield "part", self._name_of(account["names"]), figures

    def _use_label(self, use):
        if use["key"] in BY_KEY:
            return self.env._(BY_KEY[use["key"]].label)
        return self._name_of(use["names"])

    def _grant_sentences(self, grant, payload):
        """Tell what was promised and on what terms."""
        yield self.env._(
            "Promised on %(date)s: %(amount)s kr.",
            date=format_date(self.env, grant["awarded_on"]),
            amount=self._amount(grant["awarded"], payload),
        )
        if not grant["earmarked"]:
            yield self.env._("Free to use.")
            return
        if grant["deadline"]:
            yield self.env._(
                "Only for its purpose, to be used by %s.",
                format_date(self.env, grant["deadline"]),
            )
        else:
            yield self.env._("Only for its purpose.")
        if grant["return_unspent"]:
            yield self.env._("What is left goes back to the funder.")

    def _grant_closing(self, grant, payload):
        """Tell where the grant stands in the statement."""
        if not grant["uses"]:
            yield self.env._("No expenses of the books are tied to it.")
        yield self.env._(
            "Income of the year: %s kr.", self._amount(grant["income"], payload)
        )
        if grant["unspent"]:
            yield self.env._(
                "Among the debts as received and not yet spent: %s kr.",
                self._amount(grant["unspent"], payload),
            )
        if grant["receivable"]:
            yield self.env._(
                "Among the assets as awarded and not yet received: %s kr.",
                self._amount(grant["receivable"], payload),
            )

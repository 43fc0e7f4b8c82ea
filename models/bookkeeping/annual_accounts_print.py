import re
from base64 import b64decode

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import file_open, split_every
from odoo.tools.misc import format_date, formatLang

from odoo.addons.base.models.ir_actions_report import _wkhtml

from ..organisation.print_language import print_language
from . import pdf_pages, statement
from .statement_lines import (
    ASSET,
    BY_KEY,
    EQUITY,
    EXPENSE,
    FINANCIAL,
    INCOME,
    LIABILITY,
    OFF_BALANCE,
    RESULT_KEY,
    RESULT_LABEL,
    SECTION_LABELS,
    SECTION_TOTALS,
)

LENGTH = re.compile(r"(\d+(?:\.\d+)?)(mm|pt)\b")
SCALE, SCALE_PATCHED = 1.56, 1.28
# How much fits on one sheet: rows, and millimetres rounded up.
VOUCHERS_ON_A_SHEET = 32
NOTES_HEIGHT = 200
AROUND_A_NOTE = 26
ROW_OF_A_NOTE = 7
# A table with more columns is set in smaller type, and its names break.
MANY_COLUMNS = 5


class AnnualAccounts(models.Model):
    """The figures in words: rows with translated labels and formatted amounts, the
    same for the screen and for paper."""

    _inherit = "bydelsmor.annual.accounts"

    statement_rows = fields.Json(compute="_compute_statement_rows")

    def _compute_statement_rows(self):
        for accounts in self:
            if not accounts._origin.id:
                accounts.statement_rows = False
                continue
            payload = accounts._origin._payload()
            accounts.statement_rows = {
                "columns": accounts._columns(payload),
                "result": accounts._result_rows(payload),
                "balance": accounts._balance_rows(payload),
                "can_open": self.env.user._has_role(
                    accounts.company_id, "treasurer", "auditor"
                ),
            }

    def _print_lang(self, short):
        return print_language(self.env, short)

    @api.model
    def _print_style(self, *names):
        """Return style sheets with their lengths as wkhtmltopdf needs them.

        :param names: files in ``report/``; by default the annual accounts' own

        It lays a page out wider than the paper and shrinks it; how much depends on
        how its Qt was built. (The CSS property ``zoom`` would do, but then pages
        break in the middle of a line.)
        """
        scale = SCALE_PATCHED if _wkhtml().is_patched_qt else SCALE
        text = ""
        for name in names or ("annual_accounts.css",):
            with file_open(f"bydelsmor/report/{name}") as sheet:
                text += sheet.read()
        return Markup(
            LENGTH.sub(lambda found: f"{float(found[1]) * scale:.3f}{found[2]}", text)
        )

    def _finish_print(self, content):
        """Return the printed PDF with annex and page numbers."""
        own = self.sudo()
        if own.audit_kind == "upload" and own.audit_file:
            content = pdf_pages.append_file(
                content, own.audit_file_name or "", b64decode(own.audit_file)
            )
        words = self.env._("Page %(page)s of %(pages)s")
        return pdf_pages.number_pages(
            content, lambda page, pages: words % {"page": page, "pages": pages}
        )

    def _print_filename(self, short):
        """Return the name of the printed file, in the language of the print."""
        own = self.with_context(lang=self._print_lang(short))
        return f"{own.display_name} {own.company_id.name}"

    def _print_data(self):
        """Return all that the printed accounts say, in the language of the context."""
        self.ensure_one()
        payload = self._payload()
        own = self.sudo()
        facts = payload["association"]
        return {
            "payload": payload,
            "name": facts["name"],
            "cvr": own._cvr_label(facts["cvr"]),
            "place": facts["place"],
            "title": own._kind_label(),
            "year": own._period_label(),
            "period": own._period_text(payload),
            "columns": own._columns(payload),
            "result": own._numbered(own._result_rows(payload), payload),
            "balance": own._numbered(own._balance_rows(payload), payload),
            "known": own._known_columns(payload),
            "notes": own._sheets_of_notes(payload),
            "grants": own._sheets_of_grants(payload),
            "policies": own._policy_texts(payload),
            "texts": payload["texts"],
            "board": own._board_rows(),
            "board_sentences": list(own._board_sentences(payload)),
            "bank": own._bank_name(),
            "auditors": own._auditor_names(),
            "auditor": own._auditor_text(),
            "vouchers": own._sheets_of_vouchers(),
            "voucher_text": own._voucher_text(payload),
            "hash": self.content_hash or "",
            "frozen": bool(self.content_hash),
            "changed": own.has_changed,
            "adoption": own._adoption_text(),
        }

    def _has_grants(self, payload):
        lines = statement.lines_by_key(payload["ledger"]["statement"])
        return bool(payload["ledger"]["grants"] or lines["grants"]["amount"])

    @api.model
    def _known_columns(self, payload):
        """Tell which columns have anything to say: a first year has no last year,
        and not every group makes a budget."""
        figures = payload["ledger"]["statement"]
        sections = statement.section_by_key(figures)
        totals = [sections[key]["total"] for key in (INCOME, EXPENSE, FINANCIAL)]
        return {
            "budget": any(total["budget"] for total in totals),
            "last_result": any(total["previous"] for total in totals),
            "last_balance": bool(
                sections[ASSET]["total"]["previous"]
                or figures["liabilities_and_equity"]["previous"]
            ),
        }

    def _numbered(self, rows, payload):
        """Leave out the numbers of notes that there are not."""
        numbers = {note["number"] for note in self._notes(payload)}
        return [
            {**row, "note": row["note"] if row["note"] in numbers else ""}
            for row in rows
        ]

    # Labels and amounts

    def _amount(self, minor, payload, decimals=None):
        digits = payload["association"]["digits"]
        shown = digits if decimals is None else decimals
        value = statement.major_units(minor, digits)
        return formatLang(self.env, float(value), digits=shown)

    def _name_of(self, names):
        """Return a frozen name in the language of the context, or any."""
        lang = self.env.lang or "en_US"
        return names.get(lang) or next(iter(names.values()), "")

    def _line_label(self, line):
        if line["key"] == RESULT_KEY:
            return self.env._(RESULT_LABEL)
        if line["key"] in BY_KEY:
            return self.env._(BY_KEY[line["key"]].label)
        return self._name_of(line["names"])

    def _date_text(self, date):
        return format_date(self.env, date, date_format="long") if date else ""

    def _period_text(self, payload):
        period = payload["period"]
        return self.env._(
            "%(first)s to %(last)s",
            first=self._date_text(period["from"]),
            last=self._date_text(period["to"]),
        )

    def _cvr_label(self, cvr):
        if not cvr:
            return ""
        grouped = " ".join(cvr[i : i + 2] for i in range(0, len(cvr), 2))
        return self.env._("CVR %s", grouped if cvr.isdigit() else cvr)

    def _columns(self, payload):
        """Return the headings of this year's, the budget's and last year's column."""
        period = payload["period"]
        return {
            "amount": self._column_label(period["from"], period["to"]),
            "budget": self.env._("Budget"),
            "previous": self._column_label(
                period["previous_from"], period["previous_to"]
            ),
        }

    def _column_label(self, first, last):
        first, last = map(fields.Date.to_date, (first, last))
        if self._is_calendar_year(first, last):
            return str(first.year)
        return f"{first:%d.%m.%y}-{last:%d.%m.%y}"

    # Rows of the result and the balance sheet

    def _row(self, kind, label, figures, payload, key="", note=0, budget=True):
        shown = figures or dict.fromkeys(statement.COLUMNS, 0)
        has_budget = budget and shown.get("budget")
        return {
            "kind": kind,
            "key": key,
            "label": label,
            "note": note or "",
            "amount": self._amount(shown["amount"], payload) if figures else "",
            "budget": self._budget_text(shown["budget"], payload) if has_budget else "",
            "previous": self._amount(shown["previous"], payload) if figures else "",
        }

    def _budget_text(self, minor, payload):
        whole = minor % 10 ** payload["association"]["digits"] == 0
        return self._amount(minor, payload, 0 if whole else None)

    def _section_rows(self, section, payload, heading=True):
        """Return heading, lines and total of a section; nothing if it is empty."""
        lines = [line for line in section["lines"] if not statement.is_empty(line)]
        if not lines:
            return []
        key = section["key"]
        rows = [
            self._row(
                "line", self._line_label(line), line, payload, line["key"], line["note"]
            )
            for line in lines
        ]
        if heading:
            label = self.env._(SECTION_LABELS[key])
            rows.insert(0, self._row("heading", label, None, payload))
        total = self.env._(SECTION_TOTALS[key])
        return [*rows, self._row("total", total, section["total"], payload)]

    def _result_rows(self, payload):
        figures = payload["ledger"]["statement"]
        sections = statement.section_by_key(figures)
        financial = [
            self._row("line", self._line_label(line), line, payload, line["key"])
            for line in sections[FINANCIAL]["lines"]
            if not statement.is_empty(line)
        ]
        before = self._row(
            "total",
            self.env._("Result before interest"),
            figures["before_interest"],
            payload,
        )
        return [
            *self._section_rows(sections[INCOME], payload),
            *self._section_rows(sections[EXPENSE], payload),
            *([before, *financial] if financial else []),
            self._row("result", self.env._(RESULT_LABEL), figures["result"], payload),
        ]

    def _balance_rows(self, payload):
        figures = payload["ledger"]["statement"]
        sections = statement.section_by_key(figures)
        together = {**figures["liabilities_and_equity"], "budget": 0}
        assets = self._section_rows(sections[ASSET], payload)
        if assets:
            assets[-1]["kind"] = "result"
        return [
            *assets,
            *self._section_rows(sections[EQUITY], payload),
            *self._section_rows(sections[LIABILITY], payload),
            self._row(
                "result", self.env._("Total equity and debts"), together, payload
            ),
            *self._section_rows(sections[OFF_BALANCE], payload),
        ]

    # Notes

    def _notes(self, payload):
        """Return the notes as number, title, headings and rows of cells."""
        lines = statement.lines_by_key(payload["ledger"]["statement"])
        found = [
            self._note_grants(payload, lines),
            self._note_accounts(payload, lines, "own_income"),
            self._note_activities(payload, lines),
            self._note_accounts(payload, lines, "meetings"),
            self._note_accounts(payload, lines, "training"),
            self._note_accounts(payload, lines, "volunteers"),
            self._note_accounts(payload, lines, "administration"),
            self._note_liquid(payload),
            self._note_equity(payload),
        ]
        return [note for note in found if note]

    def _sheets_of_notes(self, payload):
        """Return the notes as they share the sheets, a note never cut in two."""
        sheets, room = [], 0
        for note in self._notes(payload):
            lines = len(note["rows"]) + bool(note["total"]) + bool(note["text"])
            if len(note["headings"]) > MANY_COLUMNS:
                lines += len(note["rows"])
            height = AROUND_A_NOTE + ROW_OF_A_NOTE * lines
            if height > room:
                sheets.append([])
                room = NOTES_HEIGHT
            sheets[-1].append(note)
            room -= height
        return sheets

    def _note_grants(self, payload, lines):
        """Return each grant with what became of it, or the accounts if no grant
        is named."""
        grants = [
            grant for grant in payload["ledger"]["grants"] if self._is_news(grant)
        ]
        if not grants:
            return self._note_accounts(payload, lines, "grants")
        return {
            "number": 1,
            "title": self.env._("Grants"),
            "headings": [
                self.env._("Grant"),
                self.env._("Awarded"),
                self.env._("Received"),
                self.env._("Used before"),
                self.env._("Used this year"),
                self.env._("Left of it"),
                self.env._("To be used by"),
            ],
            "rows": [self._grant_row(grant, payload) for grant in grants],
            "total": None,
            "text": self._other_grants(grants, lines, payload),
        }

    @api.model
    def _is_news(self, grant):
        """Leave out grants of earlier years that are finished."""
        left = grant["rest"] if grant["earmarked"] else 0
        moved = grant["income"] or grant["used"]
        return bool(left or moved or grant["unspent"] or grant["receivable"])

    def _grant_row(self, grant, payload):
        """Return the cells of a grant. Money that is free to use has no rest."""
        names = ["awarded", "received"]
        used = ["used_before", "used", "rest"]
        deadline = grant["deadline"] if grant["earmarked"] else ""
        return [
            ", ".join(filter(None, (grant["name"], grant["funder"]))),
            *(self._amount(grant[name], payload) for name in names),
            *(
                self._amount(grant[name], payload) if grant["earmarked"] else "–"
                for name in used
            ),
            format_date(self.env, deadline) or self.env._("free to use"),
        ]

    def _other_grants(self, grants, lines, payload):
        """Tell of the year's grants that the table does not name."""
        booked = lines["grants"]["amount"] + lines["repaid_grants"]["amount"]
        rest = booked - sum(grant["income"] for grant in grants)
        if not rest:
            return ""
        return self.env._(
            "Of the year's grants, %s is not tied to a grant in the table.",
            self._amount(rest, payload),
        )

    def _note_accounts(self, payload, lines, key):
        """Return a note that splits a line into its accounts, with last year."""
        line = lines[key]
        if not line["accounts"]:
            return None
        columns = self._columns(payload)
        names = ["amount"]
        if self._known_columns(payload)["last_result"]:
            names.append("previous")

        def amounts(figures):
            return [self._amount(figures[name], payload) for name in names]

        total = {
            name: sum(account[name] for account in line["accounts"]) for name in names
        }
        return {
            "number": line["note"],
            "title": self._line_label(line),
            "headings": ["", *(columns[name] for name in names)],
            "rows": [
                [self._name_of(account["names"]), *amounts(account)]
                for account in line["accounts"]
            ],
            "total": [self.env._("Total"), *amounts(total)],
            "text": "",
        }

    def _note_activities(self, payload, lines):
        """Return what each activity cost, or the accounts if none was named."""
        occasions = payload["ledger"]["occasions"]
        line = lines["activities"]
        if not occasions:
            return self._note_accounts(payload, lines, "activities")
        rows = [
            [each["occasion"], self._amount(each["amount"], payload)]
            for each in occasions
        ]
        rest = line["amount"] - sum(each["amount"] for each in occasions)
        if rest:
            label = self.env._("Not tied to one activity")
            rows.append([label, self._amount(rest, payload)])
        return {
            "number": line["note"],
            "title": self._line_label(line),
            "headings": [
                self.env._("Activity"),
                self._columns(payload)["amount"],
            ],
            "rows": rows,
            "total": [self.env._("Total"), self._amount(line["amount"], payload)],
            "text": "",
        }

    def _note_liquid(self, payload):
        liquid = payload["ledger"]["liquid"]
        titles = {
            "cash": self.env._("Cash box"),
            "bank": self.env._("Bank"),
            "mobilepay": self.env._("MobilePay"),
        }
        rows = [
            [titles[key], self._amount(liquid["ledger"][key], payload)]
            for key in ("cash", "bank", "mobilepay")
            if liquid["ledger"][key]
        ]
        if liquid["waiting"]:
            rows.append(
                [
                    self.env._("Paid, not yet seen in the bank"),
                    self._amount(liquid["waiting"], payload),
                ]
            )
        if not rows:
            return None
        total = sum(liquid["ledger"].values()) + liquid["waiting"]
        return {
            "number": 8,
            "title": self.env._("Cash box, bank and MobilePay"),
            "headings": ["", self._columns(payload)["amount"]],
            "rows": rows,
            "total": [self.env._("Total"), self._amount(total, payload)],
            "text": " ".join(self._liquid_sentences(liquid, payload)),
        }

    def _liquid_sentences(self, liquid, payload):
        if liquid["bank_date"]:
            yield self.env._(
                "The bank statement, %(amount)s, was compared with the books on "
                "%(date)s.",
                amount=self._amount(liquid["bank_balance"], payload),
                date=self._date_text(liquid["bank_date"]),
            )
        if liquid["cash_date"]:
            yield self.env._(
                "The cash box was counted on %(date)s: %(counted)s in the box, "
                "%(ledger)s in the books.",
                date=self._date_text(liquid["cash_date"]),
                counted=self._amount(liquid["cash_counted"], payload),
                ledger=self._amount(liquid["cash_ledger"], payload),
            )

    def _note_equity(self, payload):
        note = payload["ledger"]["statement"]["equity_note"]
        steps = (
            ("opening", self.env._("At the start of the period")),
            ("moved", self.env._("Entered, set aside or used in the period")),
            ("result", self.env._(RESULT_LABEL)),
        )
        columns = ("free", "set_aside", "total")
        rows = [
            [label, *(self._amount(note[step][column], payload) for column in columns)]
            for step, label in steps
            if step != "moved" or any(note[step].values())
        ]
        closing = [self._amount(note["closing"][column], payload) for column in columns]
        return {
            "number": 9,
            "title": self.env._("Equity"),
            "headings": [
                "",
                self.env._("Free"),
                self.env._("Set aside"),
                self.env._("Total"),
            ],
            "rows": rows,
            "total": [self.env._("At the end of the period"), *closing],
            "text": "",
        }

    # Sentences

    def _policy_texts(self, payload):
        """Return the sentences of the accounting policies: what was in fact done."""
        texts = {
            "accrual": self.env._(
                "Income and expenses are entered in the period to which they belong, "
                "whenever they were paid."
            ),
            "unspent": self.env._(
                "Grants for a fixed purpose are income as they are spent. What was "
                "received and not yet spent stands among the debts."
            ),
            "receivable": self.env._(
                "Grants awarded and not yet received stand among the assets."
            ),
            "grants_received": self.env._(
                "Grants are income in the period for which they were given."
            ),
            "no_vat": self.env._(
                "There is no registration for VAT; all amounts include it."
            ),
            "no_assets": self.env._(
                "Equipment is an expense in the year in which it is bought."
            ),
        }
        return [texts[key] for key in payload["policies"] if key in texts]

    def _board_sentences(self, payload):
        """Return the board's statement, in its standard wording."""
        facts = payload["association"]
        words = {
            "name": ", ".join(
                filter(None, (facts["name"], self._cvr_label(facts["cvr"])))
            ),
            "period": self._period_text(payload),
        }
        if self.kind == "project":
            yield self.env._(
                "The group has today considered and approved the project accounts for "
                "%(name)s, for the period %(period)s.",
                **words,
            )
        else:
            yield self.env._(
                "The board has today considered and approved the annual accounts for "
                "%(name)s, for the period %(period)s.",
                **words,
            )
        yield self._opinion()
        if self._has_grants(payload):
            yield self.env._("The conditions of the grants received have been kept.")
        if self.kind == "annual":
            yield self.env._(
                "The annual accounts are submitted to the general assembly for "
                "approval."
            )

    def _opinion(self):
        if self.kind == "project":
            return self.env._(
                "In our opinion the project accounts give a true and fair view of the "
                "group's assets, debts, financial position and result."
            )
        return self.env._(
            "In our opinion the annual accounts give a true and fair view of the "
            "association's assets, debts, financial position and result."
        )

    def _board_rows(self):
        """Return who signs: the board of today with the signatures given."""
        signatures = {sign.mandate_id: sign for sign in self.signature_ids}
        mandates = self._board_mandates()
        if self.state in ("adopted", "reported") and signatures:
            mandates = self.signature_ids.mandate_id
        roles = dict(mandates._fields["role"]._description_selection(self.env))
        return [
            {
                "name": mandate.partner_id.name,
                "role": roles[mandate.role],
                "signature": self._signature_text(signatures.get(mandate)),
            }
            for mandate in mandates.sorted("id")
        ]

    def _signature_text(self, signature):
        if not signature:
            return ""
        day = format_date(self.env, signature.signed_on)
        if signature.method == "paper":
            return self.env._("Signed on paper, %s", day)
        return self.env._("Signed in the system, %s", day)

    def _bank_name(self):
        """Return the bank and the account number of the group, if they are known."""
        journal = self.env["account.journal"].search(
            [("company_id", "=", self.company_id.id), ("code", "=", "BANK")], limit=1
        )
        account = journal.bank_account_id
        return ", ".join(filter(None, (account.bank_id.name, account.acc_number)))

    def _auditor_names(self):
        mandates = self.env["bydelsmor.mandate"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("role", "=", "auditor"),
                ("running", "=", True),
            ]
        )
        return mandates.mapped("partner_id.name")

    def _auditor_text(self):
        """Return the auditor's statement: only what she ticked stands in it."""
        if self.audit_kind != "lay":
            return {
                "text": self.env._(
                    "%s has given a statement of her own; it is annexed.",
                    self.audit_name,
                )
                if self.audit_kind
                else "",
                "name": self.audit_name or "",
                "date": self._date_text(self.audit_date),
                "signature": "",
            }
        return {
            "text": " ".join(self._lay_sentences()),
            "name": self.audit_name or "",
            "date": self._date_text(self.audit_date),
            "signature": self.env._(
                "Signed in the system, %s", format_date(self.env, self.audit_date)
            ),
        }

    def _lay_sentences(self):
        seen = [self.env._("the accounts")]
        for ticked, words in (
            (self.audit_vouchers, self.env._("the vouchers")),
            (self.audit_bank, self.env._("the bank statements")),
            (self.audit_minutes, self.env._("the minutes")),
        ):
            seen += [words] if ticked else []
        listed = self._listed(seen)
        if self.audit_cash_date:
            yield self.env._(
                "I have gone through %(what)s, and counted the cash box on %(date)s.",
                what=listed,
                date=self._date_text(self.audit_cash_date),
            )
        else:
            yield self.env._("I have gone through %s.", listed)
        compared = [
            words
            for ticked, words in (
                (
                    self.audit_events,
                    self.env._("whether activities and costs fit together"),
                ),
                (
                    self.audit_decisions,
                    self.env._("whether what was spent was decided"),
                ),
                (
                    self.audit_approvals,
                    self.env._("whether two people stand behind each receipt"),
                ),
            )
            if ticked
        ]
        if compared:
            yield self.env._("I have also looked at %s.", self._listed(compared))
        if self.audit_remarks:
            yield self.env._("I have the following remarks: %s", self.audit_remarks)
        else:
            yield self.env._("I have no remarks.")
        if self.audit_recommends == "approve":
            yield self.env._("I recommend that the accounts are approved.")
        elif self.audit_recommends:
            yield self.env._("I recommend that the accounts are not approved.")

    def _adoption_text(self):
        if self.adopted_on and self.kind != "annual":
            return self.env._(
                "The project accounts were approved at the group's meeting on "
                "%(date)s. Chair of the meeting: %(chair)s",
                date=self._date_text(self.adopted_on),
                chair=self.adopted_chair,
            )
        if self.adopted_on:
            return self.env._(
                "The annual accounts were approved at the general assembly on "
                "%(date)s. Chair of the meeting: %(chair)s",
                date=self._date_text(self.adopted_on),
                chair=self.adopted_chair,
            )
        return ""

    def _voucher_rows(self):
        """Return the list of vouchers of the period, in the order of their numbers."""
        moves = self.env["account.move"].search_fetch(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "posted"),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
            ],
            [
                "voucher_name",
                "date",
                "ref",
                "amount_total",
                "journal_id",
                "origin_payment_id",
                "statement_line_id",
            ],
            order="voucher_year, voucher_number, id",
        )
        payload = {"association": {"digits": self.currency_id.decimal_places}}
        return [
            {
                "number": move.voucher_name or move.name,
                "date": format_date(self.env, move.date),
                # no names of persons: everybody in the group reads this list
                "text": move._bydelsmor_listed(),
                "amount": self._amount(self._minor(move.amount_total), payload),
            }
            for move in moves
        ]

    def _sheets_of_vouchers(self):
        rows = self._voucher_rows()
        return list(split_every(VOUCHERS_ON_A_SHEET, rows)) or [[]]

    def _voucher_text(self, payload):
        vouchers = payload["ledger"]["vouchers"]
        if not vouchers["count"]:
            return self.env._("Nothing was posted in the period.")
        return self.env._(
            "The figures agree with the %(count)s vouchers of the books, no. "
            "%(first)s to %(last)s.",
            **vouchers,
        )

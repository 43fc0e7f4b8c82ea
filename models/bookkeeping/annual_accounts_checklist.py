from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from . import statement

# What is open only to treasurer and auditor.
IN_THE_BOOKS = ("drafts", "photos", "unseen", "debts")


class AnnualAccounts(models.Model):
    """What must be in order before the board signs: each tick is computed, or is
    one that somebody can honestly give."""

    _inherit = "bydelsmor.annual.accounts"

    checklist = fields.Json(compute="_compute_checklist")
    open_items = fields.Integer(string="Still open", compute="_compute_checklist")

    @api.depends(
        "state",
        "date_to",
        "bank_balance",
        "bank_balance_date",
        "mobilepay_balance",
        "debts_checked",
        "grants_checked",
        "report_text",
    )
    @api.depends_context("uid")
    def _compute_checklist(self):
        for accounts in self:
            items = accounts._checklist() if accounts._origin.id else []
            accounts.checklist = items
            accounts.open_items = sum(not item["done"] for item in items)

    def _checklist(self):
        """Return the items as dicts of key, label, done, detail and button."""
        self.ensure_one()
        own = self.sudo().with_company(self.company_id)
        ledger = own._origin._ledger_facts()
        found = [
            own._check_receipts(),
            own._check_drafts(),
            own._check_photos(),
            own._check_unseen(),
            own._check_bank(ledger["liquid"]),
            own._check_mobilepay(ledger["liquid"]),
            own._check_cash(ledger["liquid"]),
            own._check_debts(ledger["statement"]),
            own._check_grants(ledger["grants"]),
            own._check_questions(),
            own._check_report(),
        ]
        return [self._for_reader(item) for item in found if item]

    def _for_reader(self, item):
        """Leave out the button where it leads into books that she may not read."""
        if not item["button"] or item["key"] not in IN_THE_BOOKS:
            return item
        if self.env.user._has_role(self.company_id, "treasurer", "auditor"):
            return item
        return {**item, "button": ""}

    def _item(self, key, label, done, detail="", button="", page=""):
        """Return an item; its button leads to a page of the form or to records."""
        return {
            "key": key,
            "label": label,
            "done": bool(done),
            "detail": detail or "",
            "button": button or "",
            "page": page,
        }

    def _check_receipts(self):
        count = self.env["bydelsmor.receipt"].search_count(self._domain_of("receipts"))
        return self._item(
            "receipts",
            self.env._("Every receipt is approved and booked"),
            not count,
            count and self.env._("Receipts that wait: %s", count),
            count and self.env._("See the receipts"),
        )

    def _check_drafts(self):
        count = self.env["account.move"].search_count(self._domain_of("drafts"))
        if not count:
            return None
        return self._item(
            "drafts",
            self.env._("Nothing is half booked"),
            False,
            self.env._("Entries that are not posted: %s", count),
            self.env._("See the entries"),
        )

    def _check_photos(self):
        count = self.env["account.move"].search_count(self._domain_of("photos"))
        return self._item(
            "photos",
            self.env._("Every receipt has its photo"),
            not count,
            count and self.env._("Entries without a photo: %s", count),
            count and self.env._("See the entries"),
        )

    def _check_unseen(self):
        count = self.env["account.move.line"].search_count(self._domain_of("unseen"))
        return self._item(
            "unseen",
            self.env._("Every payment is seen in the bank"),
            not count,
            count and self.env._("Payments not seen in the bank: %s", count),
            count and self.env._("See the payments"),
        )

    def _check_bank(self, liquid):
        books = liquid["ledger"]["bank"]
        typed = liquid["bank_balance"]
        if not books and not typed:
            return None
        agreed = books == typed and bool(self.bank_balance_date)
        return self._item(
            "bank",
            self.env._("The bank's balance is the same as in the books"),
            agreed,
            self.env._(
                "Bank statement %(typed)s, books %(books)s",
                typed=self._money(typed),
                books=self._money(books),
            ),
            not agreed and self.env._("Type the balance"),
            "bank",
        )

    def _check_mobilepay(self, liquid):
        books = liquid["ledger"]["mobilepay"]
        typed = liquid["mobilepay_balance"]
        if not books and not typed:
            return None
        return self._item(
            "mobilepay",
            self.env._("MobilePay's balance is the same as in the books"),
            books == typed,
            self.env._(
                "MobilePay %(typed)s, books %(books)s",
                typed=self._money(typed),
                books=self._money(books),
            ),
            books != typed and self.env._("Type the balance"),
            "bank",
        )

    def _check_cash(self, liquid):
        if not liquid["ledger"]["cash"] and not liquid["cash_date"]:
            return None
        counted, books = liquid["cash_counted"], liquid["cash_ledger"]
        done = bool(liquid["cash_date"]) and counted == books
        detail = self.env._(
            "Counted %(counted)s, books %(books)s",
            counted=self._money(counted),
            books=self._money(books),
        )
        if not liquid["cash_date"]:
            detail = self.env._(
                "In the books: %s. Count it by coin and note.",
                self._money(liquid["ledger"]["cash"]),
            )
        return self._item(
            "cash",
            self.env._("The cash box is counted"),
            done,
            detail,
            self.env._("See the count") if done else self.env._("Count the cash box"),
        )

    def _check_debts(self, figures):
        lines = statement.lines_by_key(figures)
        owed = lines["owed_volunteers"]["amount"] + lines["creditors"]["amount"]
        due = lines["receivables"]["amount"] + lines["advances"]["amount"]
        open_debts = owed or due
        return self._item(
            "debts",
            self.env._("We know what we owe and are owed"),
            not open_debts or self.debts_checked,
            open_debts
            and self.env._(
                "We owe %(owed)s, we are owed %(due)s",
                owed=self._money(owed),
                due=self._money(due),
            ),
            open_debts and self.env._("See the debts"),
        )

    def _check_grants(self, grants):
        if not grants:
            return None
        waiting = self._grant_proposals(grants)
        return self._item(
            "grants",
            self.env._("Each grant stands with what is left of it"),
            not waiting or self.grants_checked,
            waiting and self.env._("Grants with money to carry over: %s", len(waiting)),
            waiting and self.env._("Look at the grants"),
        )

    def _check_questions(self):
        count = self.env["bydelsmor.audit.mark"].search_count(
            self._domain_of("questions")
        )
        if not count:
            return None
        return self._item(
            "questions",
            self.env._("The auditor's questions are answered"),
            False,
            self.env._("Questions that wait for an answer: %s", count),
            self.env._("See the questions"),
        )

    def _check_report(self):
        return self._item(
            "report",
            self.env._("The report tells what the group did"),
            bool((self.report_text or "").strip()),
            button=self.env._("Write it"),
            page="texts",
        )

    def _money(self, minor):
        digits = self.currency_id.decimal_places
        amount = statement.major_units(minor, digits)
        return formatLang(self.env, float(amount), digits=digits)

    def _domain_without_photo(self):
        """Leave out what needs no photo: fees, and a lost receipt that two signed."""
        needs_photo = [
            ("lost", "=", False),
            (
                "line_ids",
                "any",
                [("is_private", "=", False), ("purpose_id.photo_required", "=", True)],
            ),
        ]
        return [
            "|",
            ("bydelsmor_receipt_ids", "=", False),
            ("bydelsmor_receipt_ids", "any", needs_photo),
        ]

    def _domain_of(self, key):
        """Return the domain of the records behind an item of the list."""
        company = ("company_id", "=", self.company_id.id)
        until = ("date", "<=", self.date_to)
        since = ("date", ">=", self.date_from)
        return {
            "receipts": [company, until, ("state", "in", ("handed_in", "approved"))],
            "drafts": [company, until, ("state", "=", "draft")],
            "photos": [
                company,
                since,
                until,
                ("state", "=", "posted"),
                ("move_type", "=", "in_receipt"),
                ("reversal_move_ids", "=", False),
                ("attachment_ids", "=", False),
                *self._domain_without_photo(),
            ],
            "unseen": [
                company,
                until,
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("account_id.statement_line", "=", "bank"),
                ("account_id.account_type", "!=", "asset_cash"),
            ],
            "debts": [
                company,
                until,
                ("parent_state", "=", "posted"),
                ("amount_residual", "!=", 0),
                (
                    "account_id.statement_line",
                    "in",
                    ("owed_volunteers", "creditors", "receivables", "advances"),
                ),
            ],
            "questions": [
                company,
                ("accounts_id", "in", self.ids),
                ("state", "=", "question"),
            ],
        }[key]

    def action_checklist(self, key):
        """Return the action that leads to the records behind an item.

        :raises AccessError: for somebody without a role in the group's books
        """
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board", "treasurer", "auditor")
        if key == "grants":
            return self.action_defer_grants()
        if key == "cash":
            return self._action_cash_count()
        if key == "unseen":
            return self._action_unseen()
        models_by_key = {
            "receipts": "bydelsmor.receipt",
            "drafts": "account.move",
            "photos": "account.move",
            "debts": "account.move.line",
            "questions": "bydelsmor.audit.mark",
        }
        if key not in models_by_key:
            raise UserError(self.env._("There is nothing to open here."))
        item = next(item for item in self.checklist if item["key"] == key)
        model, domain = models_by_key[key], self._domain_of(key)
        if model == "account.move.line":
            return self.env[model]._bydelsmor_action_plain(
                item["label"], domain, view="open"
            )
        if model == "account.move":
            return self._action_vouchers(item["label"], domain)
        return self._action_open(item["label"], model, domain)

    def _action_open(self, name, model, domain):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "list,form",
            "views": [[False, "list"], [False, "form"]],
            "domain": domain,
            "context": {"create": False},
        }

    def _action_unseen(self):
        """Open the payments where they are ticked as seen in the bank."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "bydelsmor.account_payment_bank_action"
        )
        lines = [("move_id.line_ids", "any", self._domain_of("unseen"))]
        return {**action, "domain": lines, "context": {"create": False}}

    def _action_cash_count(self):
        count = self.sudo()._cash_count()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cash count"),
            "res_model": "bydelsmor.cash.count",
            "view_mode": "form",
            "views": [[False, "form"]],
            "res_id": count.id,
            "context": {"default_company_id": self.company_id.id},
        }

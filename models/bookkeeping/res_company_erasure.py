import logging

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .seal import unseal

_logger = logging.getLogger(__name__)

# Source: bogføringsloven, material is kept five years from the end of the financial
# year it belongs to; what names people goes when nothing asks for it any more.
KEEPING_YEARS = 5

PAPERS_ON = ("account.move", "account.payment", "account.bank.statement.line")
# Texts in which somebody can have written a name: column by table.
TEXTS = {
    "account_move": (
        "ref",
        "narration",
        "payment_reference",
        "invoice_origin",
        "invoice_partner_display_name",
        "invoice_source_email",
    ),
    "account_payment": ("memo", "payment_reference"),
    "account_bank_statement_line": (
        "partner_name",
        "account_number",
        "transaction_details",
    ),
}
PEOPLE = {
    "account_move": (
        "partner_id",
        "commercial_partner_id",
        "partner_shipping_id",
        "partner_bank_id",
    ),
    "account_payment": ("partner_id", "partner_bank_id"),
    "account_bank_statement_line": ("partner_id",),
}


class ResCompany(models.Model):
    """Erase names and photos when the keeping period is over.

    Dates, numbers, accounts, amounts and labels stay, and so do the hashes: the
    partner's number is kept on the line, where only the hash reads it. Labels never
    carry names (see ``account.bank.statement.line``), for they are part of the hash.
    """

    _inherit = "res.company"

    @api.model
    def _cron_bydelsmor_erase(self):
        """Erase in one group after the other, each in a transaction of its own."""
        companies = self.search([("bydelsmor_books_open", "=", True)])
        remaining = len(companies)
        for company in companies:
            remaining -= 1
            company._bydelsmor_erase()
            self.env["ir.cron"]._commit_progress(1, remaining=remaining)

    def _bydelsmor_erasable_until(self):
        """Return the last day of the newest year that is kept no longer."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        oldest_kept = today - relativedelta(years=KEEPING_YEARS)
        return self._bydelsmor_year_start(oldest_kept) - relativedelta(days=1)

    def _bydelsmor_erase(self):
        """Erase names and photos of this group's entries after the keeping period.

        Only for the nightly job; nobody else may, and what is erased is counted.

        :return: the log, or an empty recordset when there was nothing to erase
        """
        self.ensure_one()
        company = unseal(self.sudo())
        until = company._bydelsmor_erasable_until()
        moves = company._bydelsmor_moves_to_erase(until)
        receipts = company._bydelsmor_receipts_to_erase(until)
        Log = self.env["bydelsmor.erasure.log"].sudo()
        if not moves and not receipts:
            return Log
        people = company._bydelsmor_people_on(moves) | receipts.partner_id
        counts = {
            "entry_count": len(moves),
            "receipt_count": len(receipts),
            "paper_count": company._bydelsmor_erase_papers(moves, receipts),
            "name_count": company._bydelsmor_erase_names(moves),
        }
        receipts.unlink()
        self.env.invalidate_all()
        counts["contact_count"] = company._bydelsmor_erase_contacts(people)
        log = Log.create({"company_id": self.id, "until": until, **counts})
        _logger.info("Erased names and papers of company %s until %s", self.id, until)
        return log

    def _bydelsmor_moves_to_erase(self, until):
        return self.env["account.move"].search(
            [
                ("company_id", "=", self.id),
                ("date", "<=", until),
                ("state", "=", "posted"),
                ("bydelsmor_erased", "=", False),
            ]
        )

    def _bydelsmor_receipts_to_erase(self, until):
        """Receipts whose voucher is that old, and old ones that were never booked."""
        return self.env["bydelsmor.receipt"].search(
            [
                ("company_id", "=", self.id),
                "|",
                ("move_id.date", "<=", until),
                "&",
                ("move_id", "=", False),
                ("date", "<=", until),
            ]
        )

    def _bydelsmor_people_on(self, moves):
        """Return the persons named on these entries (shops and funders may stay)."""
        partners = moves.partner_id | moves.line_ids.partner_id
        return partners.filtered(lambda partner: not partner.is_company)

    def _bydelsmor_erase_papers(self, moves, receipts):
        payments = moves.origin_payment_id
        bank_lines = moves.statement_line_ids
        owners = dict(zip(PAPERS_ON, (moves, payments, bank_lines), strict=True))
        owners["bydelsmor.receipt"] = receipts
        papers = self.env["ir.attachment"]
        for model, records in owners.items():
            papers |= papers.search(
                [
                    ("res_model", "=", model),
                    ("res_id", "in", records.ids),
                    ("res_field", "in", [False, "photo", "invoice_pdf_report_file"]),
                ]
            )
        count = len(papers)
        papers.unlink()
        return count

    def _bydelsmor_erase_names(self, moves):
        """Take persons and free texts off the entries; return how many had a person.

        In plain SQL: Odoo would recompute and refuse, and nothing but these columns
        may change.
        """
        if not moves:
            return 0
        self.env.flush_all()
        ids = tuple(moves.ids)
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE account_move_line line
                   SET bydelsmor_hashed_partner = line.partner_id, partner_id = NULL
                  FROM res_partner partner
                 WHERE partner.id = line.partner_id
                   AND partner.is_company IS NOT TRUE
                   AND line.move_id IN %s
             RETURNING line.move_id
                """,
                ids,
            )
        )
        for table, key in (
            ("account_move", "id"),
            ("account_payment", "move_id"),
            ("account_bank_statement_line", "move_id"),
        ):
            self._bydelsmor_erase_columns(table, key, ids)
        self._bydelsmor_erase_messages(moves)
        self.env.execute_query(
            SQL(
                "UPDATE account_move SET bydelsmor_erased = TRUE WHERE id IN %s"
                " RETURNING id",
                ids,
            )
        )
        return len({move_id for (move_id,) in rows})

    def _bydelsmor_erase_columns(self, table, key, ids):
        where = SQL("%s IN %s", SQL.identifier(key), ids)
        texts = SQL(", ").join(
            SQL("%s = NULL", SQL.identifier(column)) for column in TEXTS[table]
        )
        self.env.cr.execute(
            SQL("UPDATE %s SET %s WHERE %s", SQL.identifier(table), texts, where)
        )
        people = SQL(", ").join(
            SQL("%s = NULL", SQL.identifier(column)) for column in PEOPLE[table]
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE %(table)s SET %(people)s
                 WHERE %(where)s
                   AND partner_id IN (
                       SELECT id FROM res_partner WHERE is_company IS NOT TRUE)
                """,
                table=SQL.identifier(table),
                people=people,
                where=where,
            )
        )

    def _bydelsmor_erase_messages(self, moves):
        """Empty the notes on the entries; who wrote and when stays."""
        messages = SQL(
            """
            SELECT id FROM mail_message
             WHERE (model = 'account.move' AND res_id IN %s)
                OR (model = 'account.payment' AND res_id IN %s)
            """,
            tuple(moves.ids),
            tuple(moves.origin_payment_id.ids or [0]),
        )
        self.env.cr.execute(
            SQL(
                "DELETE FROM mail_tracking_value WHERE mail_message_id IN (%s)",
                messages,
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE mail_message SET body = '', subject = NULL WHERE id IN (%s)",
                messages,
            )
        )

    def _bydelsmor_erase_contacts(self, people):
        """Blank the contacts that nothing points to any more; return how many.

        A woman who is or was a volunteer stays: leaving a group has rules of its own.
        """
        people = people.exists().with_context(active_test=False)
        unused = people.filtered(
            lambda person: not person.bydelsmor_volunteer_ids and not person.user_ids
        )
        used = self.env["account.move.line"].search([("partner_id", "in", unused.ids)])
        unused -= used.partner_id
        unused.bank_ids.unlink()
        unused.write(
            {
                "name": self.env._("Erased"),
                "email": False,
                "phone": False,
                "street": False,
                "street2": False,
                "zip": False,
                "city": False,
                "vat": False,
                "comment": False,
                "image_1920": False,
                "active": False,
            }
        )
        return len(unused)

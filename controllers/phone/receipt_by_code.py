from odoo.http import request

from .me import to_text
from .meeting_code import DOOR, PhoneMeetingCode
from .receipt import PhoneReceipt
from .sending import about, answers_of, key_of
from .words import WORDS, _lt

WORDS.update(your_name=_lt("What is your name?"))


class PhoneReceiptByCode(PhoneMeetingCode, PhoneReceipt):
    """A receipt handed in at a meeting by its code: with a name, without a login."""

    def _code_forms(self):
        return (*super()._code_forms(), "receipt")

    def _code_form_page(self, code, token, name):
        if name != "receipt":
            return super()._code_form_page(code, token, name)
        return self._receipt_form(
            request.env["bydelsmor.volunteer"],
            request.env["bydelsmor.receipt"],
            shell=False,
            send_url=f"{DOOR}/{token}/{name}/send",
            **self._code_values(code, token),
        )

    def _store_by_code(self, code, name, item):
        if name != "receipt":
            return super()._store_by_code(code, name, item)
        company = code.company_id
        receipts = request.env["bydelsmor.receipt"].with_context(
            allowed_company_ids=company.ids
        )
        sent = answers_of(item)
        values = {
            **self._clean_values(receipts, company, sent),
            "uuid": sent["uuid"],
            "written_name": to_text(sent.get("written_name")),
        }
        files = self._clean_files(item.get("files"))
        with about("form"):
            receipts._hand_in_by_code(company, values, files)
        return key_of(item)

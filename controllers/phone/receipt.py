import base64
import binascii
from functools import partial

from odoo import fields, http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request
from odoo.tools import float_compare, float_round, format_date

from .me import to_id, to_text
from .offline import PhoneOffline
from .sending import PhoneSending, Refused, about, key_of
from .shell import PAGE, PhoneShell
from .way_in import HOME
from .words import DANISH

MEGABYTE = 1024 * 1024
MAX_FILE = 10 * MEGABYTE
MAX_ALL = 20 * MEGABYTE
MAX_FILES = 8
MAX_PARTS = 8
FIRST_TILES = 6
FIRST_PAYERS = ("own", "cash", "card")


def kroner(amount):
    """Return an amount as people in Denmark read it: «1.280,00 kr.»."""
    languages = request.env["res.lang"]
    lang = languages._lang_get(DANISH) or languages._lang_get(request.env.lang)
    return f"{lang.format('%.2f', amount, grouping=True)} kr."


def isolated(text):
    """Keep a number readable inside a sentence that runs from right to left."""
    return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


class PhoneReceipt(PhoneSending):
    """Handing in receipts. The page collects, the browser's queue sends, and only
    ``bydelsmor.receipt`` decides what is stored."""

    # ------------------------------------------------------------------
    # Pages
    # ------------------------------------------------------------------

    @http.route(f"{HOME}/receipt", methods=["GET"], sitemap=False, **PAGE)
    def receipt_new(self, **kwargs):
        volunteer = self._enter()
        if not volunteer:
            return self._render("bydelsmor.phone_no_group")
        return self._receipt_form(volunteer, request.env["bydelsmor.receipt"])

    @http.route(f"{HOME}/receipt/<int:number>", methods=["GET"], sitemap=False, **PAGE)
    def receipt_again(self, number, **kwargs):
        """The page of a receipt that was sent back to her."""
        volunteer = self._enter()
        receipt = self._my_receipts(volunteer, Domain("id", "=", to_id(number)))
        if receipt.state != "returned":
            return request.redirect(f"{HOME}/receipts")
        return self._receipt_form(volunteer, receipt)

    @http.route(f"{HOME}/receipts", methods=["GET"], sitemap=False, **PAGE)
    def receipts(self, **kwargs):
        volunteer = self._enter()
        if not volunteer:
            return self._render("bydelsmor.phone_no_group")
        receipts = self._my_receipts(volunteer, Domain("state", "!=", "draft"))
        return self._render(
            "bydelsmor.phone_receipts",
            over=volunteer.group_id.name,
            cards=[self._card(receipt) for receipt in receipts],
            group=volunteer.group_id,
            people=volunteer.group_id._contact_people(),
        )

    @http.route(
        f"{HOME}/receipt/<int:number>/photo/<int:photo>",
        methods=["GET"],
        sitemap=False,
        **PAGE,
    )
    def receipt_photo(self, number, photo, small=None, **kwargs):
        """A picture of her own receipt. Portal users have no right to attachments."""
        volunteer = self._enter()
        receipt = self._my_receipts(volunteer, Domain("id", "=", to_id(number)))
        # She may read the receipt, and the picture is a part of it.
        found = receipt.sudo().attachment_ids.filtered(lambda a: a.id == photo)
        if not found:
            raise request.not_found()
        binary = request.env["ir.binary"].sudo()
        if small and found.mimetype.startswith("image/"):
            stream = binary._get_image_stream_from(found, "raw", width=240, height=320)
        else:
            stream = binary._get_stream_from(found, "raw")
        response = stream.get_response()
        response.headers["Cache-Control"] = "private, max-age=3600"
        return response

    def _my_receipts(self, volunteer, domain):
        mine = Domain("partner_id", "=", request.env.user.partner_id.id)
        here = Domain("company_id", "=", volunteer.company_id.id)
        return request.env["bydelsmor.receipt"].search(mine & here & domain)

    def _card(self, receipt):
        text, look = self._state_words(receipt)
        return {
            "receipt": receipt,
            "amount": kroner(receipt.amount),
            "date": format_date(request.env, receipt.date),
            "photos": self._photos(receipt),
            "state": text,
            "look": look,
        }

    def _photos(self, receipt):
        """Return (address, whether it is a picture) of what she sent with it."""
        return [
            (
                f"{HOME}/receipt/{receipt.id}/photo/{file.id}",
                file.mimetype.startswith("image/"),
            )
            for file in receipt.sudo().attachment_ids
        ]

    def _state_words(self, receipt):
        """Return what the state means to her, and the colour of its pill."""
        env = request.env
        own = receipt.paid_by == "own"
        booked = env._("Your money is on its way") if own else env._("In the books")
        return {
            "handed_in": (env._("The board looks at it"), "o_bm_info"),
            "approved": (env._("The board looks at it"), "o_bm_info"),
            "booked": (booked, "o_bm_info" if own else ""),
            "repaid": (
                env._("You have your money") if own else env._("In the books"),
                "",
            ),
            "returned": (env._("Needs a word from you"), "o_bm_waiting"),
            "cancelled": (env._("Withdrawn"), "o_bm_info"),
        }.get(receipt.state, ("", "o_bm_info"))

    def _receipt_form(self, volunteer, receipt, **values):
        """Return the page; without a volunteer it is the shell, nobody's page.

        :param values: what the page gets instead of what follows from ``volunteer``
        """
        today = fields.Date.context_today(volunteer)
        tiles = self._purposes(volunteer)
        defaults = {
            "shell": not volunteer,
            "volunteer": volunteer,
            "over": volunteer.group_id.name or None,
            "home_url": HOME,
            "receipt": receipt,
            "photos": self._photos(receipt) if receipt else [],
            "parts": self._parts_of(receipt),
            "today": today,
            "first_tiles": tiles[:FIRST_TILES],
            "more_tiles": tiles[FIRST_TILES:],
            "payers": self._payers(first=True),
            "more_payers": self._payers(first=False),
            "grants": self._running_grants(volunteer, today) if volunteer else (),
            "words": self._form_words(),
            "max_bytes": MAX_FILE,
            "max_files": MAX_FILES,
            "format_total": partial(self._plain_amount),
        }
        return self._render("bydelsmor.phone_receipt", **{**defaults, **values})

    def _purposes(self, volunteer):
        """Return (purpose, its name in her language and in Danish) for the tiles."""
        # Visitors have no right to this vocabulary, which holds nobody's data.
        purposes = request.env["bydelsmor.purpose"].sudo(not volunteer)
        purposes = purposes.search([("direction", "=", "out"), ("on_phone", "=", True)])
        danish = purposes.with_context(lang="da_DK")
        if not request.env["res.lang"]._get_data(code="da_DK"):
            danish = purposes
        return [
            (one, (one.name, other.name))
            for one, other in zip(purposes, danish, strict=True)
        ]

    def _payers(self, first):
        field = request.env["bydelsmor.receipt"]._fields["paid_by"]
        return [
            (key, label)
            for key, label in field._description_selection(request.env)
            if (key in FIRST_PAYERS) == first
        ]

    def _running_grants(self, volunteer, today):
        return request.env["bydelsmor.grant"].search(
            Domain("company_id", "=", volunteer.company_id.id)
            & (Domain("date_from", "=", False) | Domain("date_from", "<=", today))
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", today))
        )

    def _plain_amount(self, amount):
        return f"{amount:.2f}".replace(".", ",") if amount else ""

    def _parts_of(self, receipt):
        """Return how a returned receipt was split: the main line, other lines, and
        what was private."""
        lines = receipt.line_ids
        private = lines.filtered("is_private")
        shared = lines - private
        return {
            "main": shared[:1],
            "others": shared[1:],
            "private": sum(private.mapped("amount")),
        }

    def _form_words(self):
        """Words that the browser shows while she fills in."""
        env = request.env
        return {
            "amount": env._("Write how much it cost, for example 124,50."),
            "purpose": env._("Choose what it was for."),
            "photo": env._("Take a picture of the receipt, or say that it is lost."),
            "lost": env._("Write in a few words how the receipt was lost."),
            "name": env._("Write your name, so that you can get your money."),
            "big": env._(
                "This file is larger than 10 MB. Take a picture of it instead."
            ),
            "kind": env._("Only pictures and PDF files can be sent."),
            "many": env._("At most 8 pictures on one receipt."),
            "parts": env._("The parts are more than the whole amount."),
            "left": env._("Left for the first thing:"),
            "session": env._("Come in again, then the receipt is sent."),
            "remove": env._("Remove the picture"),
            "memory": env._(
                "There is no net, and this phone cannot keep the receipt. Stay on this "
                "page and press again in a while."
            ),
        }

    # ------------------------------------------------------------------
    # Storing what the queue sends
    # ------------------------------------------------------------------

    @http.route(
        f"{HOME}/receipt/send", type="jsonrpc", auth="user", website=True, sitemap=False
    )
    def receipt_send(self, item=None, **kwargs):
        """Store one receipt from the phone's queue.

        :param dict item: ``uuid``, ``user_id`` (who filled it in), ``company_id``,
            ``again`` (id of a returned receipt), ``values`` and ``files``
        :return: ``{"stored": uuid}`` when it is stored, now or earlier; else
            ``{"error": text, "field": name}``, with ``wait`` when it must stay in
            the queue for somebody else
        """
        return self._receive(item, self._store)

    def _store(self, item):
        """Store the receipt and return its uuid."""
        company = self._company_of(item)
        receipts = request.env["bydelsmor.receipt"].with_context(
            allowed_company_ids=company.ids
        )
        key = key_of(item)
        again = to_id(item.get("again"))
        if again and self._was_sent_again(receipts, again, item):
            return key
        values = self._clean_values(receipts, company, item.get("values"))
        files = self._clean_files(item.get("files"))
        with about("form"):
            if again:
                receipt = receipts.search([("id", "=", again)])
                if not receipt:
                    raise UserError(
                        request.env._("This receipt is gone. Hand in a new one.")
                    )
                receipt._hand_in_again(values, files)
            else:
                receipts._hand_in(company, {**values, "uuid": key}, files)
        return key

    def _was_sent_again(self, receipts, number, item):
        """Tell whether this repeats a sending whose answer was lost on the way."""
        receipt = receipts.search([("id", "=", number)])
        mine = receipt.partner_id == request.env.user.partner_id
        return bool(mine and item.get("retry") is True and receipt.state != "returned")

    def _clean_values(self, receipts, company, sent):
        """Take what the page may send, as plain text and numbers, and nothing else."""
        sent = sent if isinstance(sent, dict) else {}
        texts = {
            name: to_text(sent.get(name)) for name in ("shop", "occasion", "paid_by")
        }
        with about("date"):
            date = receipts._clean_date(to_text(sent.get("date"), 10) or None)
        lost = sent.get("lost") and {"explanation": to_text(sent.get("explanation"))}
        lines = self._clean_lines(receipts, company, sent)
        return {**texts, "date": date, "lost": lost or {}, "lines": lines}

    def _clean_lines(self, receipts, company, sent):
        """Split the whole amount into lines: what is left after the other parts and
        the private part is for the first purpose."""
        read = partial(receipts._clean_amount, company)
        rounding = company.sudo().currency_id.rounding
        with about("amount"):
            left = read(to_text(sent.get("amount"), 20))
        grant = to_id(sent.get("grant_id")) or False
        lines = []
        with about("parts"):
            for purpose, text in self._parts_sent(sent):
                amount = read(text)
                left -= amount
                lines.append(
                    {
                        "purpose_id": purpose,
                        "amount": amount,
                        "grant_id": purpose and grant,
                        "is_private": not purpose,
                    }
                )
        if float_compare(left, 0, precision_rounding=rounding) < 0:
            raise Refused(self._form_words()["parts"], "parts")
        left = float_round(left, precision_rounding=rounding)
        main = to_id(sent.get("purpose_id"))
        if left and not main:
            raise Refused(self._form_words()["purpose"], "purpose")
        if left:
            lines.insert(0, {"purpose_id": main, "amount": left, "grant_id": grant})
        return lines

    def _parts_sent(self, sent):
        """Return (purpose id or False for private, amount as text) of further parts."""
        parts = sent.get("parts")
        parts = parts[:MAX_PARTS] if isinstance(parts, list) else []
        found = [
            (to_id(part.get("purpose_id")), to_text(part.get("amount"), 20))
            for part in parts
            if isinstance(part, dict)
        ]
        if any(not purpose for purpose, _amount in found):
            raise UserError(self._form_words()["purpose"])
        private = to_text(sent.get("private"), 20)
        return found + ([(False, private)] if private else [])

    def _clean_files(self, files):
        files = files if isinstance(files, list) else []
        if len(files) > MAX_FILES:
            raise Refused(self._form_words()["many"], "photo")
        cleaned = [self._clean_file(file) for file in files]
        if sum(len(file["data"]) for file in cleaned) > MAX_ALL:
            raise Refused(self._form_words()["big"], "photo")
        return cleaned

    def _clean_file(self, file):
        data = file.get("data") if isinstance(file, dict) else None
        if not isinstance(data, str):
            raise Refused(self._form_words()["kind"], "photo")
        # Four letters of base64 carry three bytes: refuse before decoding.
        if len(data) * 3 // 4 > MAX_FILE + 3:
            raise Refused(self._form_words()["big"], "photo")
        try:
            content = base64.b64decode(data, validate=True)
        except (binascii.Error, ValueError):
            raise Refused(self._form_words()["kind"], "photo") from None
        if len(content) > MAX_FILE:
            raise Refused(self._form_words()["big"], "photo")
        return {"name": to_text(file.get("name"), 100), "data": content}


class PhoneShellReceipts(PhoneShell):
    def _home_values(self, volunteer):
        """Show what was sent back to her, and what she gets back."""
        receipts = request.env["bydelsmor.receipt"].search(
            [
                ("partner_id", "=", request.env.user.partner_id.id),
                ("company_id", "=", volunteer.company_id.id),
                ("state", "in", ("returned", "handed_in", "approved", "booked")),
            ]
        )
        owed = receipts.filtered(lambda r: r.paid_by == "own" and r.state != "returned")
        amount = sum(owed.mapped("amount_group"))
        text = request.env._("You get %(amount)s", amount=isolated(kroner(amount)))
        returned = receipts.filtered(lambda r: r.state == "returned")
        return {
            **super()._home_values(volunteer),
            "returned": [(r, kroner(r.amount)) for r in returned],
            "owed": amount and text,
        }


class PhoneOfflineReceipt(PhoneOffline):
    def _shells(self):
        return {**super()._shells(), "receipt": self._receipt_shell}

    def _receipt_shell(self):
        nobody = request.env["bydelsmor.volunteer"]
        return self._receipt_form(nobody, request.env["bydelsmor.receipt"])

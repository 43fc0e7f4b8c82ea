from odoo import http
from odoo.http import content_disposition, request

from .me import to_id
from .page import PhonePage
from .shell import PAGE
from .way_in import HOME

MODEL = "bydelsmor.annual.accounts"


class PhoneAccounts(PhonePage):
    """The adopted annual accounts of her group, for every member to read."""

    def _adopted(self, volunteer):
        """Return the accounts that she may read (an empty list: no books yet)."""
        if MODEL not in request.env:
            return []
        return request.env[MODEL].search(
            [
                ("company_id", "=", volunteer.company_id.id),
                ("state", "in", ("adopted", "reported")),
            ]
        )

    @http.route(f"{HOME}/accounts", methods=["GET"], sitemap=False, **PAGE)
    def accounts(self, **kwargs):
        volunteer = self._enter()
        if not volunteer:
            return self._render("bydelsmor.phone_no_group")
        return self._render(
            "bydelsmor.phone_accounts",
            over=volunteer.group_id.name,
            adopted=self._adopted(volunteer),
        )

    @http.route(f"{HOME}/accounts/<int:number>", methods=["GET"], sitemap=False, **PAGE)
    def accounts_pdf(self, number, **kwargs):
        volunteer = self._enter()
        found = [one for one in self._adopted(volunteer) if one.id == to_id(number)]
        if not found:
            raise request.not_found()
        accounts = found[0]
        short = "da" if request.env.lang == "da_DK" else "en"
        # She may read these accounts; printing them reads the entries behind.
        pdf, _kind = (
            request.env["ir.actions.report"]
            .sudo()
            ._render_qweb_pdf(f"bydelsmor.annual_accounts_report_{short}", accounts.ids)
        )
        name = f"{accounts.display_name}.pdf"
        return request.make_response(
            pdf,
            [
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(name)),
                ("Cache-Control", "no-store"),
            ],
        )

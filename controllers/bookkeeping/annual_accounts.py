from odoo import http
from odoo.http import content_disposition, request

TYPES = {
    "books": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "binder": "application/pdf",
}


class AnnualAccountsFiles(http.Controller):
    """The books of a period as files. The model asks for the role."""

    @http.route(
        ["/bydelsmor/accounts/<int:number>/<string:kind>"],
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download(self, number, kind, **_kwargs):
        accounts = request.env["bydelsmor.annual.accounts"].browse(number).exists()
        if not accounts or kind not in TYPES:
            raise request.not_found()
        accounts.check_access("read")
        make = accounts._books_file if kind == "books" else accounts._binder_file
        name, content = make()
        return request.make_response(
            content,
            [
                ("Content-Type", TYPES[kind]),
                ("Content-Disposition", content_disposition(name)),
                ("Cache-Control", "no-store"),
            ],
        )

import json

from odoo import http
from odoo.http import request
from odoo.tools import file_open, hmac

from .shell import PAGE, PhoneShell
from .way_in import HOME

WORKER = "bydelsmor/static/src/phone_worker/worker.js"


class PhoneOffline(PhoneShell):
    """Pages that open without a net.

    A worker in the browser keeps *shells*: the forms as they are before anybody has
    come in. It fetches them without cookies, so they hold nobody's data.
    """

    def _shells(self):
        """Return {name: function that renders it}; ``name`` is the page's address
        after ``/my/bydelsmor/``. Rooms add their forms by overriding."""
        return {"home": self._home_shell}

    @http.route(f"{HOME}/sw.js", auth="public", methods=["GET"], sitemap=False)
    def worker(self):
        with file_open(WORKER) as file:
            script = file.read()
        shells = json.dumps(sorted(self._shells()))
        # Updating an addon may change any page.
        seen = f"{script}{shells}{request.env.registry.registry_sequence}"
        version = hmac(request.env(su=True), "bydelsmor-worker", seen)[:16]
        head = f"const VERSION = {json.dumps(version)};\nconst SHELLS = {shells};\n"
        return request.make_response(
            head + script,
            [
                ("Content-Type", "text/javascript; charset=utf-8"),
                ("Service-Worker-Allowed", HOME),
                ("Cache-Control", "no-cache"),
            ],
        )

    @http.route(
        f"{HOME}/shell/<string:name>",
        methods=["GET"],
        sitemap=False,
        **{**PAGE, "auth": "public"},
    )
    def shell(self, name, lang=None, **kwargs):
        render = self._shells().get(name)
        if not render:
            raise request.not_found()
        self._speak(lang)
        return render()

    def _home_shell(self):
        return self._render(
            "bydelsmor.phone_home",
            shell=True,
            group=request.env["bydelsmor.group"],
            heading="Bydelsmødre",
        )

# pylint: disable=translation-required
"""Calls to the running server as a browser, or another program, makes them."""

from odoo.tests import HttpCase

ACCESS = "odoo.exceptions.AccessError"
# Odoo's words for a method that is none of the outside's business, and for no login.
REFUSALS = {ACCESS, "odoo.exceptions.UserError", "odoo.exceptions.ValidationError"}


class Refused(Exception):
    """The server answered a call with an error.

    :ivar name: the error's class, as the server names it
    :ivar words: what the user reads, with all that the client gets besides
    """

    def __init__(self, error):
        self.name = error["data"]["name"]
        self.words = f"{error['data']['message']} {error['data'].get('debug') or ''}"
        self.message = error["data"]["message"]
        super().__init__(f"{self.name}: {self.message}")


class RpcCase(HttpCase):
    """Each woman has a session of her own, which stays open between her calls."""

    def setUp(self):
        super().setUp()
        self._sessions = {}

    def enter(self, user, debug=False):
        """Go on as ``user``: her session is made once and then found again."""
        key = (user.id, debug)
        if key not in self._sessions:
            self.session = None  # or Odoo would end the session that was open
            extra = {"debug": "1"} if debug else None
            self.authenticate(user.login, None, session_extra=extra)
            self._sessions[key] = (self.session, self.opener)
        self.session, self.opener = self._sessions[key]

    def post_json(self, path, **params):
        """Return the result of a JSON route.

        :raises Refused: when the server answers with an error
        """
        answer = self.opener.post(
            self.base_url() + path,
            json={"jsonrpc": "2.0", "method": "call", "id": 1, "params": params},
            timeout=30,
        ).json()
        self.env.invalidate_all()
        if "error" in answer:
            raise Refused(answer["error"])
        return answer.get("result")

    def call(self, user, model, method, *args, debug=False, **kwargs):
        """Call a method as the web client does, in the session of ``user``."""
        self.env.flush_all()
        self.enter(user, debug)
        return self.post_json(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=list(args),
            kwargs=kwargs,
        )

    def call_api(self, user, password, model, method, *args, **kwargs):
        """Call a method as another program does, without any session."""
        self.env.flush_all()
        self.opener.cookies.clear()
        return self.post_json(
            "/jsonrpc",
            service="object",
            method="execute_kw",
            args=[self.env.cr.dbname, user.id, password, model, method, args, kwargs],
        )

    def get(self, user, path):
        """Open an address as ``user``, without following where it sends her."""
        self.env.flush_all()
        self.enter(user)
        return self.url_open(path, allow_redirects=False)

    def assertRefused(self, user, model, method, *args, names=(ACCESS,), **kwargs):
        """The call is refused with one of the errors ``names``; return it."""
        with self.assertRaises(
            Refused, msg=f"{user.login}: {model}.{method}"
        ) as caught:
            self.call(user, model, method, *args, **kwargs)
        self.assertIn(caught.exception.name, names, caught.exception)
        return caught.exception

import resource
import shutil
from contextlib import ExitStack, contextmanager

from playwright.sync_api import sync_playwright

from odoo.tests import HOST

from .common import PhoneCase
from .wire import Wire

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 15000  # milliseconds
HOME = "/my/bydelsmor"
LAST_KEPT = f"{HOME}/shell/lang"


@contextmanager
def unlimited_memory():
    """Odoo limits the addresses of its process; a browser reserves far more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


class BrowserCase(PhoneCase):
    """A phone's browser that is driven from outside, and a net that can be cut.

    Odoo's tours live in the page and die with it: they cannot lose the net, open two
    tabs or see what a worker does.
    """

    more_flags = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with unlimited_memory():
            playwright = sync_playwright().start()
            cls.addClassCleanup(playwright.stop)
            cls.chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=[*FLAGS, *cls.more_flags]
            )
        cls.addClassCleanup(cls.chromium.close)

    def setUp(self):
        super().setUp()
        self.wire = Wire(HOST, self.http_port())
        self.addCleanup(self.wire.close)
        self._requests = ExitStack()
        self._let_requests_in()
        self.addCleanup(self._requests.close)
        self.faults = []
        self.addCleanup(lambda: self.assertEqual(self.faults, []))
        self.phone = self.new_phone()

    def _let_requests_in(self):
        self._requests.enter_context(self.allow_requests(all_requests=True))

    @contextmanager
    def undisturbed(self):
        """Have the database alone: what a page asks meanwhile waits for its answer."""
        self._requests.close()
        try:
            yield
        finally:
            self._let_requests_in()

    def new_phone(self, width=390, height=844, **options):
        options.setdefault("base_url", f"http://{HOST}:{self.wire.port}")
        phone = self.chromium.new_context(
            viewport={"width": width, "height": height},
            has_touch=True,
            is_mobile=True,
            **options,
        )
        phone.set_default_timeout(PATIENCE)
        # Whatever happens to the net, she never meets a page that broke.
        phone.on("weberror", lambda fault: self.faults.append(str(fault.error)))
        self.addCleanup(phone.close)
        return phone

    def come_in_on(self, phone, volunteer):
        """Open a new link on the phone, press the button; return the page."""
        with self.undisturbed():
            _link, path = self.issue(volunteer)
        page = phone.new_page()
        page.goto(path)
        page.click(".o_bm_foot form button[type=submit]")
        page.wait_for_url(f"**{HOME}?*")
        page.wait_for_selector("h1")
        return page

    def wait_for_shells(self, page):
        """Wait until the worker has kept the forms for when there is no net."""
        self.wait_until(
            page,
            "async () => Boolean(navigator.serviceWorker.controller"
            f" && await caches.match('{LAST_KEPT}'))",
        )

    def wait_until(self, page, script):
        """Wait until an asynchronous script says true: Playwright's own waiting takes
        the promise for an answer."""
        for _time in range(PATIENCE // 100):
            if page.evaluate(script):
                return
            page.wait_for_timeout(100)
        self.fail(f"It never came true: {script}")

"""Take the pictures of the README in Debian's Chromium, by its own protocol.

Arguments: the address of a served demo, the folder for the pictures, and what the pages
show, as words like adopted=5.
"""

import base64
import itertools
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests
import websocket

DESK = {"width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": False}
PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
# file, login, page, size, what must be on it before the picture is taken
PICTURES = [
    ("phone_home", "bydelsmor", "/my/bydelsmor", PHONE, "main"),
    ("phone_receipt", "bydelsmor", "/my/bydelsmor/receipt", PHONE, "main"),
    ("receipts", "kasserer", "/odoo/bydelsmor-receipts", DESK, ".o_kanban_record"),
    (
        "annual_accounts",
        "kasserer",
        "/odoo/annual-accounts/{adopted}",
        DESK,
        ".o_bydelsmor_statement",
    ),
    (
        "overview",
        "sekretariat",
        "/odoo/bydelsmor-overview",
        DESK,
        ".o_kanban_record",
    ),
    (
        "meetings",
        "forkvinde",
        "/odoo/bydelsmor-meeting-calendar",
        DESK,
        ".o_calendar_renderer .fc-event",
    ),
    (
        "meeting",
        "forkvinde",
        "/odoo/bydelsmor-meetings/{monthly}",
        DESK,
        ".o_field_widget[name=agenda_item_ids] .o_data_row",
    ),
    (
        "assembly",
        "forkvinde",
        "/odoo/bydelsmor-meetings/{assembly}",
        DESK,
        ".o_field_widget[name=agenda_item_ids] .o_data_row",
    ),
    ("phone_meeting", "bydelsmor", "/my/bydelsmor/meetings/{called}", PHONE, "main"),
    (
        "statistics",
        "sekretariat",
        "/odoo/bydelsmor-results?view_type=graph",
        DESK,
        ".o_graph_renderer canvas, .o_view_nocontent",
    ),
]
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--remote-debugging-port=0 --remote-allow-origins=* --hide-scrollbars"
).split()
PATIENCE = 40  # seconds


class Browser:
    """One page of a headless Chromium."""

    def __init__(self, profile):
        self.process = subprocess.Popen(
            ["chromium", *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        port_file = Path(profile, "DevToolsActivePort")
        _until(lambda: port_file.exists() and port_file.read_text().strip())
        port = port_file.read_text().split()[0]
        pages = requests.get(f"http://127.0.0.1:{port}/json", timeout=10).json()
        page = next(page for page in pages if page["type"] == "page")
        self.socket = websocket.create_connection(page["webSocketDebuggerUrl"])
        self.numbers = itertools.count(1)

    def ask(self, method, **params):
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                return answer.get("result", {})

    def has(self, selector):
        found = self.ask(
            "Runtime.evaluate",
            expression=f"!!document.querySelector({json.dumps(selector)})",
        )
        return found.get("result", {}).get("value")

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(10)


def take(browser, address, folder, picture, session):
    name, _login, page, size, selector = picture
    browser.ask("Network.setCookie", url=address, name="session_id", value=session)
    browser.ask("Emulation.setDeviceMetricsOverride", **size)
    browser.ask("Emulation.setTimezoneOverride", timezoneId="Europe/Copenhagen")
    browser.ask("Emulation.setLocaleOverride", locale="da-DK")
    browser.ask("Page.navigate", url=address + page)
    _until(lambda: browser.has(selector))
    time.sleep(2)  # pictures on the page still load
    shot = browser.ask("Page.captureScreenshot", format="png")
    Path(folder, f"{name}.png").write_bytes(base64.b64decode(shot["data"]))
    print(name, flush=True)


def log_in(address, login):
    """Return the session of somebody whose password is her login."""
    client = requests.Session()
    page = client.get(f"{address}/web/login", timeout=60).text
    token = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    client.post(
        f"{address}/web/login",
        data={"login": login, "password": login, "csrf_token": token},
        timeout=60,
    )
    return client.cookies["session_id"]


def _until(ready):
    begun = time.monotonic()
    while not ready():
        if time.monotonic() - begun > PATIENCE:
            raise TimeoutError("The page does not come.")
        time.sleep(0.2)


def main(address, folder, *shown):
    numbers = dict(word.split("=") for word in shown)
    Path(folder).mkdir(parents=True, exist_ok=True)
    sessions = {login: log_in(address, login) for login in {p[1] for p in PICTURES}}
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(profile)
        try:
            for picture in PICTURES:
                name, login, page, size, selector = picture
                page = page.format(**numbers)
                picture = (name, login, page, size, selector)
                take(browser, address, folder, picture, sessions[login])
        finally:
            browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

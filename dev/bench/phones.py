"""100 phones that send forms at the same moment, by real HTTP, to one server.

Three rounds, each with 100 requests at any time: 100 women who are logged in; 100
phones by the code of a meeting; 50 women who send every form from two tabs at once.
The goal: no error, nothing lost, nothing doubled, and each form with its author (by
the code: with none).
"""

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from uuid import uuid4

import requests
from _common import Goals, environment, make_group

PHONES = 100
FORMS = 4
TABS = 2
PATIENCE = 120  # seconds
HOME = "/my/bydelsmor"
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


class Groups:
    """A group of 100 women, each with a link that lets her in, and a meeting today."""

    def __init__(self, env):
        from odoo import fields

        group = make_group(env, "Phones")
        self.company = group.company_id
        women = env["bydelsmor.volunteer"].create(
            [
                {"group_id": group.id, "name": f"Woman {number}", "state": "active"}
                for number in range(PHONES)
            ]
        )
        links = env["bydelsmor.access.link"]
        self.users, self.doors = [], []
        for woman in women:
            self.doors.append(path_of(links._issue(woman)[1]))
            self.users.append(woman.user_id.id)
        now = fields.Datetime.now()
        meeting = env["bydelsmor.meeting"].create(
            {"group_id": group.id, "start": now, "stop": now + timedelta(hours=2)}
        )
        code = env["bydelsmor.meeting.code"].create({"meeting_id": meeting.id})
        self.code = path_of(code._url())
        self.answers = {
            "arose_id": choice(env, "arose_network"),
            "topic_ids": [choice(env, "topic_school"), choice(env, "topic_work")],
            "next_id": choice(env, "next_meet"),
            "bridge_ids": [choice(env, "bridge_danish")],
        }
        env.cr.commit()


def choice(env, name):
    return env.ref(f"bydelsmor.choice_{name}").id


def path_of(url):
    return url[url.index("/bydelsmor/") :]


@contextmanager
def server(database):
    """Odoo as the demo serves it, threads and all, on a port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "odoo", "-c", os.environ["ODOO_RC"]]
    command += ["-d", database, f"--http-port={port}", "--log-level=warn"]
    command += ["--max-cron-threads=0", "--http-interface=127.0.0.1"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{base}/web/health")
        yield base
    finally:
        process.terminate()
        process.wait()


def wait_for(address):
    for _second in range(PATIENCE):
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(1)
    sys.exit("The server did not start.")


class Phone:
    """A phone: its cookies, and what it has sent and heard."""

    def __init__(self, base, address, user=0, company=0):
        self.base, self.address = base, address
        self.user, self.company = user, company
        self.cookies = requests.Session()
        self.begin()

    def begin(self, tabs=1):
        """Fill in new forms, to be sent from so many tabs at once."""
        self.tabs = tabs
        self.uuids = [str(uuid4()) for _form in range(FORMS)]
        self.seconds, self.errors = [], []

    def come_in(self, door):
        page = self.cookies.get(self.base + door, timeout=PATIENCE)
        token = CSRF.search(page.text)[1]
        self.cookies.post(
            self.base + door, data={"csrf_token": token}, timeout=PATIENCE
        )

    def send_all(self, answers, start):
        start.wait()
        for uuid in self.uuids:
            with ThreadPoolExecutor(self.tabs) as pool:
                list(pool.map(lambda u: self.send(u, answers), [uuid] * self.tabs))

    def send(self, uuid, answers):
        item = {
            "uuid": uuid,
            "user_id": self.user,
            "company_id": self.company,
            "values": answers,
        }
        begun = time.perf_counter()
        try:
            response = requests.post(
                f"{self.base}{self.address}/conversation/send",
                data=json.dumps({"jsonrpc": "2.0", "params": {"item": item}}),
                headers={"Content-Type": "application/json"},
                cookies=self.cookies.cookies,
                timeout=PATIENCE,
            )
            answer = response.json()
        except requests.JSONDecodeError:
            self.errors.append(f"{response.status_code}: {response.text[:200]!r}")
            return
        except requests.RequestException as error:
            self.errors.append(repr(error))
            return
        self.seconds.append(time.perf_counter() - begun)
        if answer.get("result") != {"stored": uuid}:
            self.errors.append(json.dumps(answer)[:300])


def all_at_once(phones, answers):
    """Let all phones send from the same moment on; return the seconds it took."""
    start = threading.Barrier(len(phones) + 1)
    threads = [
        threading.Thread(target=phone.send_all, args=(answers, start))
        for phone in phones
    ]
    for thread in threads:
        thread.start()
    start.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begun


def stored(env, phones):
    """Return [(uuid, author's id)] of what is in the database of these phones."""
    env.cr.rollback()
    env.cr.execute(
        "SELECT uuid, author_id FROM bydelsmor_conversation WHERE uuid IN %s",
        [tuple(uuid for phone in phones for uuid in phone.uuids)],
    )
    return env.cr.fetchall()


def judge(goals, env, title, phones, seconds):
    forms = len(phones) * FORMS
    times = sorted(second for phone in phones for second in phone.seconds)
    errors = [error for phone in phones for error in phone.errors]
    rows = stored(env, phones)
    late = times[int(len(times) * 0.95)] if times else 0
    print(
        f"\n{title}: {forms} forms in {seconds:.1f} s, {len(times) / seconds:.0f} "
        f"answers a second; an answer takes "
        f"{statistics.median(times or [0]):.2f} s, 95 of 100 less than {late:.2f} s"
    )
    for error in errors[:3]:
        print("   ", error)
    goals.check(not errors, f"no error ({len(errors)})")
    kept = {uuid for uuid, _author in rows}
    goals.check(len(kept) == forms, f"nothing lost ({len(kept)} of {forms})")
    goals.check(len(rows) == len(kept), f"nothing doubled ({len(rows)} rows)")
    authors = {uuid: phone.user or None for phone in phones for uuid in phone.uuids}
    goals.check(dict(rows) == authors, "each with its author")


def main():
    goals = Goals()
    with environment("phones") as env:
        groups = Groups(env)
        with server(env.cr.dbname) as base:
            women = [
                Phone(base, HOME, user, groups.company.id) for user in groups.users
            ]
            for woman, door in zip(women, groups.doors, strict=True):
                woman.come_in(door)
            seconds = all_at_once(women, groups.answers)
            judge(goals, env, f"{PHONES} women", women, seconds)
            phones = [Phone(base, groups.code) for _phone in range(PHONES)]
            seconds = all_at_once(phones, groups.answers)
            judge(goals, env, f"{PHONES} phones by the code", phones, seconds)
            women = women[: PHONES // TABS]
            for woman in women:
                woman.begin(TABS)
            seconds = all_at_once(women, groups.answers)
            judge(goals, env, f"{len(women)} women, {TABS} tabs each", women, seconds)
    goals.end()


if __name__ == "__main__":
    main()

from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestAtOnce(BaseCase):
    """Women at one table, each with her phone: transactions of their own."""

    def setUp(self):
        super().setUp()
        self.connection = db_connect(get_db_name())
        with self.database() as env:
            group = env["bydelsmor.group"].create({"name": f"At once {uuid4().hex}"})
            start = datetime.now().replace(microsecond=0) - timedelta(days=1)
            meeting = env["bydelsmor.meeting"].create(
                {"group_id": group.id, "start": start}
            )
            meeting.action_held()
            item = meeting.agenda_item_ids[0]
            item.minutes = "Tea"
            self.group, self.meeting, self.item = group.id, meeting.id, item.id
        self.addCleanup(self._remove)

    @contextmanager
    def database(self):
        with self.connection.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    def _remove(self):
        """The rows were really stored, so they are really taken away."""
        with self.database() as env:
            env.cr.execute(
                "UPDATE bydelsmor_meeting SET state = 'planned', content_hash = NULL"
                " WHERE id = %s",
                [self.meeting],
            )
            env["bydelsmor.agenda.item"].browse(self.item).minutes = False
            env["bydelsmor.meeting"].browse(self.meeting).unlink()
            group = env["bydelsmor.group"].browse(self.group)
            company = group.company_id
            partner = company.partner_id
            group.unlink()
            for user in env["res.users"].search([("company_ids", "in", company.ids)]):
                user.company_ids -= company
            company.unlink()
            partner.unlink()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def together(self, *works):
        """Let all begin with the same view of the database, then each do its work as
        a request does, which begins anew when another one was faster."""
        faults, barrier = [], Barrier(len(works))

        def run(work):
            waited = []

            def request():
                env.cr.execute("SELECT count(*) FROM bydelsmor_agenda_item")
                if not waited:
                    waited.append(barrier.wait(timeout=30))
                return work(env)

            try:
                with self.database() as env:
                    retrying(request, env)
            except UserError as error:
                faults.append(str(error))

        threads = [Thread(target=run, args=(work,)) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return faults

    def text(self):
        with self.database() as env:
            return env["bydelsmor.agenda.item"].browse(self.item).minutes

    def test_both_texts_stay(self):
        def writes(line):
            return lambda env: (
                env["bydelsmor.agenda.item"]
                .browse(self.item)
                .write({"minutes": f"Tea\n{line}", "minutes_base": "Tea"})
            )

        lines = [f"Line of woman {number}" for number in range(4)]
        self.assertEqual(self.together(*map(writes, lines)), [])
        text = self.text().splitlines()
        self.assertEqual(text[0], "Tea")
        self.assertEqual(sorted(text[1:]), lines)

    def test_signing_while_somebody_writes(self):
        """Either her words are in the minutes, or she is told that they are closed."""

        def freeze(env):
            env["bydelsmor.meeting"].browse(self.meeting)._freeze()

        def write(env):
            env["bydelsmor.agenda.item"].browse(self.item).write(
                {"minutes": "Tea\nCake", "minutes_base": "Tea"}
            )

        faults = self.together(freeze, write)
        with self.database() as env:
            meeting = env["bydelsmor.meeting"].browse(self.meeting)
            [kept] = [
                item["minutes"]
                for item in meeting._minutes_payload()["items"]
                if item["id"] == self.item
            ]
        self.assertEqual(kept, self.text(), "what is kept is what stands there")
        self.assertEqual(bool(faults), kept == "Tea")

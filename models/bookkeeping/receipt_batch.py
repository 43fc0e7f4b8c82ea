import logging
import random
import time

from psycopg2 import OperationalError
from psycopg2.errorcodes import (
    DEADLOCK_DETECTED,
    LOCK_NOT_AVAILABLE,
    SERIALIZATION_FAILURE,
)

from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError

_logger = logging.getLogger(__name__)

TRIES = 12
RETRY_CODES = {DEADLOCK_DETECTED, LOCK_NOT_AVAILABLE, SERIALIZATION_FAILURE}


class BydelsmorReceipt(models.Model):
    """Many receipts at once, each whole or not at all."""

    _inherit = "bydelsmor.receipt"

    def action_approve_many(self):
        """Approve the chosen receipts; what cannot be approved is told, not lost."""
        self._check_board()
        done, refused = self._approve_batch(self.ids)
        self.invalidate_recordset()
        if not refused:
            message = self.env._("%(count)s receipts approved.", count=len(done))
        else:
            words = "\n".join(
                f"{self.browse(number).display_name}: {word}"
                for number, word in refused.items()
            )
            message = self.env._(
                "%(count)s receipts approved. These wait:\n%(words)s",
                count=len(done),
                words=words,
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("Receipts"),
                "message": message,
                "type": "warning" if refused else "success",
                "sticky": bool(refused),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    @api.model
    def _approve_batch(self, ids):
        """Approve receipts one by one, a transaction each.

        Killed at any moment, it leaves whole receipts: approved with their entry, or
        untouched. Two batches that meet try again by themselves.

        :param list ids: receipts
        :return: ids that are approved, and a dictionary of the others' reasons
        """
        done, refused = [], {}
        with self.env.registry.cursor() as cr:
            for number in ids:
                word = self.with_env(self.env(cr=cr)).browse(number)._approve_alone()
                if word is None:
                    done.append(number)
                else:
                    refused[number] = word
        return done, refused

    def _approve_alone(self):
        """Approve and commit this receipt; return why not, if it cannot be done."""
        cr = self.env.cr
        for attempt in range(1, TRIES + 1):
            try:
                self.action_approve()
                cr.commit()
                return None
            except (UserError, ValidationError, AccessError) as error:
                cr.rollback()
                return str(error)
            except OperationalError as error:
                cr.rollback()
                if error.pgcode not in RETRY_CODES or attempt == TRIES:
                    raise
                _logger.info("Receipt %s meets another booking, again", self.id)
                time.sleep(random.uniform(0.0, min(0.05 * 2**attempt, 2)))
        return None

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
from odoo.tools import split_every

_logger = logging.getLogger(__name__)

# Odoo posts a bundle at a fifth of what its entries cost one by one. Others who book
# in the same group wait for the end of a bundle, so it is kept to a second or two.
BUNDLE = 100
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
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("Receipts"),
                "message": self._batch_message(done, refused),
                "type": "warning" if refused else "success",
                "sticky": bool(refused),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _batch_message(self, done, refused):
        if not refused:
            return self.env._("Approved: %(count)s.", count=len(done))
        words = [
            f"{self.browse(number).display_name}: {word}"
            for number, word in refused.items()
        ]
        return self.env._(
            "Approved: %(count)s. These wait:\n%(words)s",
            count=len(done),
            words="\n".join(words),
        )

    @api.model
    def _approve_batch(self, ids, bundle=BUNDLE):
        """Approve receipts in transactions of their own.

        Killed at any moment, it leaves whole receipts: approved, numbered and with
        their entry and photos, or untouched. A bundle in which one receipt is
        refused is done again one by one, so that only this one waits. Two batches
        that meet try again by themselves.

        :param list ids: receipts
        :param int bundle: how many go into one transaction
        :return: ids that are approved, and a dictionary of the others' reasons
        """
        done, refused = [], {}
        with self.env.registry.cursor() as cr:
            receipts = self.with_env(self.env(cr=cr))
            for numbers in split_every(bundle, ids, list):
                word = receipts.browse(numbers)._approve_and_commit()
                if word is None:
                    done += numbers
                    continue
                for number in numbers:
                    if len(numbers) > 1:
                        word = receipts.browse(number)._approve_and_commit()
                    if word is None:
                        done.append(number)
                    else:
                        refused[number] = word
        return done, refused

    def _approve_and_commit(self):
        """Approve these receipts in one transaction, or say why not."""
        cr = self.env.cr
        for attempt in range(1, TRIES + 1):
            try:
                self.action_approve()
                cr.commit()  # pylint: disable=invalid-commit
                break
            except (UserError, ValidationError, AccessError) as error:
                cr.rollback()
                return str(error)
            except OperationalError as error:
                cr.rollback()
                if error.pgcode not in RETRY_CODES or attempt == TRIES:
                    raise
                _logger.info("Receipts %s meet another booking, again", self.ids)
                time.sleep(random.uniform(0.0, min(0.05 * 2**attempt, 2)))
        return None

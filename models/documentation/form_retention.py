from dateutil.relativedelta import relativedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

MONTHS = "bydelsmor.form_months"
DEFAULT_MONTHS = 12
BATCH = 5000


class BydelsmorForm(models.AbstractModel):
    """After a set time a form is a number in a month, and nobody's any more.

    Its author, the moment it was sent and what she typed are cleared; the day becomes
    the first of its month. Sums of months and years stay what they were.
    """

    _inherit = "bydelsmor.form"

    @api.model
    def _cron_forget(self):
        """Clear what is older than the set time, in all forms, in small steps."""
        months = self.env["ir.config_parameter"].sudo().get_param(MONTHS)
        months = int(months) if (months or "").isdecimal() else DEFAULT_MONTHS
        today = fields.Date.context_today(self)
        before = today.replace(day=1) - relativedelta(months=max(1, months))
        for name in ("conversation", "contact.tally", "activity"):
            self.env[f"bydelsmor.{name}"]._forget(before)

    @api.model
    def _forget(self, before):
        """Clear this model's forms with a day before ``before``."""
        self.env.flush_all()
        cleared = BATCH
        while cleared == BATCH:
            cleared = len(self.env.execute_query(self._forget_query(before)))
            self.env.invalidate_all(flush=False)
            self.env["ir.cron"]._commit_progress(cleared)

    def _forget_query(self, before):
        """Odoo's own columns say who and when as well, so they are cleared too; the
        moment that is no beginning of a month tells what is not cleared yet."""
        columns = [*self._forgotten_texts(), "author_id"]
        cleared = SQL(", ").join(
            [
                *(SQL("%s = NULL", SQL.identifier(column)) for column in columns),
                *(
                    SQL("%(c)s = date_trunc('month', %(c)s)", c=SQL.identifier(column))
                    for column in self._coarse_dates()
                ),
                SQL("create_uid = %s, write_uid = %s", SUPERUSER_ID, SUPERUSER_ID),
            ]
        )
        return SQL(
            """
            UPDATE %(table)s
               SET %(cleared)s
             WHERE id IN (SELECT id
                            FROM %(table)s
                           WHERE date < %(before)s
                             AND create_date <> date_trunc('month', create_date)
                           LIMIT %(batch)s)
            RETURNING id
            """,
            table=SQL.identifier(self._table),
            cleared=cleared,
            before=before,
            batch=BATCH,
        )

    def _forgotten_texts(self):
        """Return the texts that are cleared; by default all in which she can type."""
        return self._free_texts()

    def _coarse_dates(self):
        return ("date", "create_date", "write_date")

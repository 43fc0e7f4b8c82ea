from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain


class BydelsmorGroup(models.Model):
    _inherit = "bydelsmor.group"

    def form_totals(self, year, month=False):
        """Return how many forms this group filled in, exactly.

        Whole months and years only: the totals of single days, one after the other,
        would tell what a neighbour did on Tuesday. Every breakdown comes from the
        statistics.

        :param int year: of the forms' dates
        :param month: 1 to 12, or False for the whole year
        :return: {"conversations": number of forms, "contacts": sum of the short
            contacts, "activities": number of forms, "hours": the Bydelsmødre's hours
            at activities}
        :raises UserError: for a month that does not exist
        :raises AccessError: for those who are neither members nor auditors here
        """
        self.ensure_one()
        self.check_access("read")
        self.env.user._check_role(self.company_id, "member", "auditor")
        try:
            first = date(int(year), int(month or 1), 1)
        except (TypeError, ValueError):
            raise UserError(self.env._("There is no such month.")) from None
        after = first + relativedelta(**({"months": 1} if month else {"years": 1}))
        period = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("date", ">=", first)
            & Domain("date", "<", after)
        )
        # Who asks has been checked, and gets sums alone.
        env = self.sudo().env
        [[contacts]] = env["bydelsmor.contact.tally"]._read_group(
            period, aggregates=["count:sum"]
        )
        [[activities, hours]] = env["bydelsmor.activity"]._read_group(
            period, aggregates=["__count", "bydelsmor_hours:sum"]
        )
        return {
            "conversations": env["bydelsmor.conversation"].search_count(period),
            "contacts": contacts or 0,
            "activities": activities,
            "hours": hours or 0,
        }

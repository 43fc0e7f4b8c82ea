from odoo import fields, http
from odoo.fields import Domain
from odoo.http import request

from .page import PhonePage
from .shell import PAGE
from .way_in import HOME
from .words import DANISH, WORDS, _lt

GOALS = f"{HOME}/goals"
# Up to here each step is a leaf of its own; more of them are told by a bar.
MOST_LEAVES = 12

WORDS.update(goals=_lt("Our goals"))


class PhoneGoals(PhonePage):
    @http.route(GOALS, methods=["GET"], sitemap=False, **PAGE)
    def goals(self, **kwargs):
        """What the group has decided to reach this year, and how far it is."""
        volunteer = self._enter()
        if not volunteer:
            return self._render("bydelsmor.phone_no_group")
        year = fields.Date.context_today(volunteer).year
        goals = request.env["bydelsmor.goal"].search(
            Domain("company_id", "=", volunteer.company_id.id)
            & Domain("year", "=", year)
            & Domain("suggested", "=", False)
        )
        return self._render(
            "bydelsmor.phone_goals",
            volunteer=volunteer,
            over=volunteer.group_id.name,
            year=year,
            cards=[self._goal_card(goal) for goal in goals],
        )

    def _goal_card(self, goal):
        leaves = goal.target if goal.target <= MOST_LEAVES else 0
        return {
            "name": (
                goal.display_name,
                goal.with_context(lang=DANISH).display_name,
            ),
            "done": goal.done,
            "target": goal.target,
            "percent": goal.percent,
            "leaves": [number < goal.done for number in range(leaves)],
            "reached": goal.done >= goal.target,
        }

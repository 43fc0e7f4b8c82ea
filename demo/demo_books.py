from datetime import date

from odoo import api, models

from . import year
from .story import Story


class BydelsmorDemo(models.AbstractModel):
    _inherit = "bydelsmor.demo"

    @api.model
    def _build_books(self, groups, people, today):
        """Two years for Lindevang, one for Søparken and Havnebyen, and this one."""
        last = today.year - 1
        self._open_books(groups, last)
        self._live_lindevang(Story(self.env, groups["lindevang"], people, today), last)
        self._live_soeparken(Story(self.env, groups["soeparken"], people, today), last)
        self._live_havnebyen(Story(self.env, groups["havnebyen"], people, today), last)

    def _open_books(self, groups, last):
        openings = {
            "lindevang": (last - 1, year.LINDEVANG_OPENING),
            "soeparken": (last, year.SOEPARKEN_OPENING),
            "havnebyen": (last, year.HAVNEBYEN_OPENING),
        }
        for key, (first, opening) in openings.items():
            groups[key]._open_books(
                date(first, 1, 1), **{name: ore / 100 for name, ore in opening.items()}
            )

    def _live_lindevang(self, story, last):
        """Two years, both adopted at the assembly in March, and the one we are in."""
        story.approvers = ["fatma", "samira", "nadia", "kirsten"]
        story.treasurer, story.witness, story.auditor = "fatma", "kirsten", "bente"
        for number, column in ((last - 1, 1), (last, 0)):
            story.grants(number, year.LINDEVANG_GRANTS, year.LINDEVANG_IN, column)
            story.live(
                number,
                year.papers(year.LINDEVANG_OUT, column),
                year.income(year.LINDEVANG_IN, column),
            )
            story.close_year(
                number,
                budget=year.LINDEVANG_BUDGET,
                board=["amina", "fatma", "samira", "nadia", "leyla"],
            )
        story.live_now(
            last + 1,
            year.papers(year.LINDEVANG_OUT, 1),
            year.income(year.LINDEVANG_IN, 1),
        )

    def _live_soeparken(self, story, last):
        """One year as a project, adopted by the group's own meeting."""
        story.approvers = ["shirin", "lone", "dalal"]
        story.treasurer, story.witness, story.auditor = "shirin", "lone", "poul"
        story.live(
            last, year.papers(year.SOEPARKEN_OUT), year.income(year.SOEPARKEN_IN)
        )
        story.close_year(
            last, board=["dalal", "shirin", "berivan"], chair="Lone Vestermark"
        )

    def _live_havnebyen(self, story, last):
        """Last year is lived but not closed: that is left to whoever tries."""
        story.approvers = ["oksana", "birgit"]
        story.treasurer, story.witness, story.auditor = "oksana", "birgit", "ellen"
        *booked, waiting = year.papers(year.HAVNEBYEN_OUT)
        story.live(last, booked, year.income(year.HAVNEBYEN_IN), seen=False)
        story.hand_in(last, waiting)
        story.accounts(last)

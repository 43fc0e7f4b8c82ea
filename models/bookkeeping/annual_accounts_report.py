import re
from datetime import timedelta

from odoo import models
from odoo.fields import Domain

from ..documentation.suppression import is_safe
from ..meetings.kinds import HELD_STATES

NUMBER = re.compile(r"\d+")


class AnnualAccounts(models.Model):
    """A first draft of the board's report, from what the group itself may count."""

    _inherit = "bydelsmor.annual.accounts"

    def action_fill_report(self):
        """Write what the group's own counts tell below what stands in the report.

        Nothing that stands there is changed: a sentence that is there already, with
        whatever number somebody has given it, is not written again.
        """
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board", "treasurer")
        known = _shape(self.report_text or "")
        fresh = [
            sentence
            for sentence in self.sudo()._report_sentences()
            if _shape(sentence).partition(":")[0] not in known
        ]
        self.report_text = "\n".join(
            filter(None, [(self.report_text or "").rstrip(), *fresh])
        )

    def _report_sentences(self):
        """Return sentences with counts and names of activities alone: nobody's
        name, nobody's forms."""
        yield from self._sentences_of_women()
        yield from self._sentences_of_meetings()
        yield from self._sentences_of_forms()
        occasions = [each["occasion"] for each in self._occasion_facts()]
        if occasions:
            yield self.env._(
                "Activities and meetings that had costs: %s.",
                self._listed(occasions),
            )
        grants = [each for each in self._grant_facts() if each["used"]]
        if grants:
            names = [each["funder"] or each["name"] for each in grants]
            yield self.env._(
                "We thank for the money that we used this year: %s.",
                self._listed(list(dict.fromkeys(names))),
            )

    def _own_in_period(self, field):
        own = Domain("company_id", "=", self.company_id.id)
        return (
            own
            & Domain(field, ">=", self.date_from)
            & Domain(field, "<=", self.date_to)
        )

    def _sentences_of_women(self):
        women = self.env["bydelsmor.volunteer"]
        hers = Domain("is_bydelsmor", "=", True)
        own = hers & Domain("company_id", "=", self.company_id.id)
        now = dict(women._read_group(own, ["state"], ["__count"]))
        # also those who have left and been put away since
        new = women.with_context(active_test=False).search_count(
            hers & self._own_in_period("date_active")
        )
        for count, words in (
            (
                now.get("active"),
                self.env._("Active Bydelsmødre in the group: %s.", now.get("active")),
            ),
            (new, self.env._("New Bydelsmødre in the year: %s.", new)),
            (
                now.get("training"),
                self.env._("On the basic training: %s.", now.get("training")),
            ),
        ):
            if count:
                yield words

    def _sentences_of_meetings(self):
        """Return what was held, by kind. Activities have forms of their own."""
        meetings = self.env["bydelsmor.meeting"]
        around = timedelta(days=1)
        held = meetings.search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "in", HELD_STATES),
                ("kind", "!=", "activity"),
                ("start", ">=", self.date_from - around),
                ("start", "<=", self.date_to + 2 * around),
            ]
        ).filtered(lambda each: self.date_from <= each._day() <= self.date_to)
        by_kind = held.grouped("kind")
        counted = [
            f"{label} ({len(by_kind[kind])})"
            for kind, label in meetings._fields["kind"]._description_selection(self.env)
            if kind in by_kind
        ]
        if counted:
            yield self.env._("Meetings held: %s.", self._listed(counted))

    def _sentences_of_forms(self):
        """Return the group's own totals of its forms. Whoever reads the accounts
        reads these too, so a total of one to four is not written."""
        if not self._is_calendar_year(self.date_from, self.date_to):
            # totals are told for whole years alone
            return
        group = self.company_id._bydelsmor_group()
        totals = group.form_totals(self.date_from.year)
        if totals["activities"]:
            yield self.env._("Activities held: %s.", totals["activities"])
            yield from self._sentences_of_visits()
        hours = round(totals["hours"])
        for count, words in (
            (
                hours,
                self.env._("Hours that Bydelsmødre gave at activities: %s.", hours),
            ),
            (
                totals["conversations"],
                self.env._(
                    "Conversations with women, written down without names: %s.",
                    totals["conversations"],
                ),
            ),
            (
                totals["contacts"],
                self.env._("Short contacts: %s.", totals["contacts"]),
            ),
        ):
            if count and is_safe(count):
                yield words

    def _sentences_of_visits(self):
        [counts] = self.env["bydelsmor.activity"]._read_group(
            self._own_in_period("date"),
            [],
            ["women_count:sum", "new_women_count:sum", "children_count:sum"],
        )
        words = (
            self.env._("women"),
            self.env._("women who were new"),
            self.env._("children"),
        )
        counted = [
            f"{word} ({count})"
            for word, count in zip(words, counts, strict=True)
            if count and is_safe(count)
        ]
        if counted:
            yield self.env._(
                "Who came to the activities, counted each time: %s.",
                self._listed(counted),
            )


def _shape(text):
    """Return the text without its numbers, to know a sentence by."""
    return NUMBER.sub("#", text)

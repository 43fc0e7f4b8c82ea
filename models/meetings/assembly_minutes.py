from odoo import models
from odoo.tools import format_date

from .kinds import ASSEMBLY_KINDS


class BydelsmorMeeting(models.Model):
    """What the minutes of an assembly say besides its points: how it was called, and
    who was elected with how many votes."""

    _inherit = "bydelsmor.meeting"

    def _papers(self):
        """The papers that were sent along are no photos of the minutes."""
        return super()._papers() - self.sudo().document_ids

    def _minutes_payload(self):
        payload = super()._minutes_payload()
        if self.sudo().frozen_text:
            return payload
        own = self.sudo()
        if own.election_ids:
            decided = own.election_ids.filtered(lambda e: e.state == "decided")
            payload["elections"] = [e._minutes_payload() for e in decided]
        if own.kind in ASSEMBLY_KINDS:
            payload["notice"] = {
                "sent": str(own.notice_sent_on or ""),
                "reason": own.notice_reason or "",
                "demand": own.demand_rule or "",
                "names": own.demanded_by_ids.mapped("name"),
                "decided": own._demand_payload(),
            }
        return payload

    def _minutes_data(self):
        data = super()._minutes_data()
        offices = dict(
            self.env["bydelsmor.election"]
            ._fields["office"]
            ._description_selection(self.env)
        )
        return {
            **data,
            "elections": [
                self._election_words(election, offices)
                for election in data.get("elections", [])
            ],
            "notice": self._notice_words(data.get("notice")),
        }

    def _election_words(self, election, offices):
        votes = any(number for _name, number in election["candidates"])
        lot = (election["lot_order"], election["lot_seed"])
        return {
            "label": offices[election["office"]],
            "elected": ", ".join(election["elected"]),
            "votes": ", ".join(
                f"{name} {number}" for name, number in election["candidates"]
            )
            if votes
            else "",
            "lot": " · ".join(filter(None, lot)),
        }

    def _demand_payload(self):
        if self.demand_rule != "majority":
            return []
        day = str(self.demand_decided_on or "")
        votes = self.demand_votes_for, self.demand_votes_cast
        return [day, *votes, self.demand_note or ""]

    def _decided_words(self, day="", votes=0, cast=0, note=""):
        if not day:
            return note
        decided = self.env._(
            "%(day)s, with %(votes)s of %(cast)s votes",
            day=format_date(self.env, day, date_format="long"),
            votes=votes,
            cast=cast,
        )
        return ", ".join(filter(None, [decided, note]))

    def _notice_words(self, notice):
        """Return how the assembly was called, in a sentence or two."""
        if not notice or not notice["sent"]:
            return ""
        rules = dict(self._fields["demand_rule"]._description_selection(self.env))
        sentences = [
            self.env._(
                "The invitation was sent on %(day)s.",
                day=format_date(self.env, notice["sent"], date_format="long"),
            ),
            notice["reason"],
        ]
        if notice["demand"]:
            decided = notice["decided"]
            # Minutes that were kept before had it in words of their own.
            if not isinstance(decided, str):
                decided = self._decided_words(*decided)
            by = ", ".join(filter(None, [*notice["names"], decided]))
            sentences.append(
                self.env._(
                    "Demanded by: %(rule)s. %(by)s", rule=rules[notice["demand"]], by=by
                )
            )
        return " ".join(filter(None, sentences))

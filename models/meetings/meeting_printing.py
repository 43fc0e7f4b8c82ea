from datetime import datetime

from odoo import SUPERUSER_ID, fields, models
from odoo.tools import format_date, format_datetime

from ..organisation.print_language import print_language
from .danish_time import DANISH_ZONE
from .kinds import BOARD_KINDS, FORMAL_KINDS, HELD_STATES


class BydelsmorMeeting(models.Model):
    """The minutes in words: the same for paper and for the phone."""

    _inherit = "bydelsmor.meeting"

    def _print_lang(self, short):
        return print_language(self.env, short)

    def _print_filename(self, short):
        """Return the name of the printed file, in the language of the print."""
        own = self.with_context(lang=self._print_lang(short))
        words = own.env._("Minutes") if own._is_held() else own.env._("Agenda")
        return f"{words} {own.display_name} {own.sudo().group_id.name}"

    def _sees_all(self):
        """Tell whether the user reads the points that are for the board only; asked
        of herself, because printing reads with more rights than she has."""
        self.ensure_one()
        if self.env.uid == SUPERUSER_ID:
            return True
        mine = self.env.user._companies_for("board", "auditor")
        return self.sudo().company_id.id in mine

    def _sees_papers(self):
        """A photo shows every point on the sheet, also those for the board only."""
        return self._sees_all() or self.sudo().kind not in BOARD_KINDS

    def _minutes_data(self):
        """Return what the minutes say to this user, in the context's language.

        :raises AccessError: for who may not read the meeting
        """
        self.ensure_one()
        self.check_access("read")
        payload = self._minutes_payload()
        own = self.sudo()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            **payload,
            "kind_label": kinds[payload["kind"]],
            "title": payload["title"] if payload["own_title"] else "",
            "day": self._day_words(payload["start"]),
            "time": f"{payload['start'][11:]}–{payload['stop'][11:]}",
            "items": self._points(payload),
            "tasks": self._tasks(payload["tasks"]),
            # Minutes that were kept before tasks came up again name none.
            "open_tasks": self._tasks(payload.get("open_tasks", [])),
            "formal": payload["kind"] in FORMAL_KINDS,
            "held": own.state in HELD_STATES,
            "state": self._state_words(),
            "hash": own.content_hash or "",
            "signatures": [self._signature_words(s) for s in own.signature_ids],
            "unsigned": own.unsigned_ids.mapped("name") if own.content_hash else [],
            "sign_here": [
                (v.name, self._role_words(role)) for v, role in self._signers().items()
            ],
            "corrections": [self._correction_words(c) for c in self._corrections()],
        }

    def _day_words(self, moment):
        day = datetime.strptime(moment[:10], "%Y-%m-%d").date()
        return format_date(self.env, day, date_format="full")

    def _moment_words(self, moment):
        return format_datetime(self.env, moment, tz=DANISH_ZONE, dt_format="short")

    def _points(self, payload):
        points = []
        sees_all = self._sees_all()
        for number, item in enumerate(payload["items"], 1):
            hidden = item["board_only"] and not sees_all
            name = item["names"].get(self.env.lang) or item["name"]
            who = item.get("whos", {}).get(self.env.lang) or item["who"]
            point = {
                **item,
                "number": number,
                "name": name,
                "who": who,
                "hidden": hidden,
            }
            if hidden:
                point.update(
                    dict.fromkeys(("minutes", "decision", "who", "conflict"), ""),
                    name=self.env._("A point for the board"),
                    votes=[],
                    outcome="none",
                    casting_vote="",
                )
            point["outcome_label"] = self._outcome_words(point)
            point["exercise"] = item.get("exercise", {}).get(self.env.lang)
            if point.get("withdrawn"):
                point["withdrawn"] = format_date(self.env, point["withdrawn"])
            points.append(point)
        return points

    def _outcome_words(self, point):
        if point["outcome"] in ("none", "agreed"):
            return ""
        item = self.env["bydelsmor.agenda.item"]
        labels = dict(item._fields["outcome"]._description_selection(self.env))
        return labels[point["outcome"]]

    def _tasks(self, tasks):
        sees_all = self._sees_all()
        return [
            {
                **task,
                "date": format_date(self.env, task["date"]) if task["date"] else "",
            }
            for task in tasks
            if sees_all or not task["board_only"]
        ]

    def _state_words(self):
        own = self.sudo()
        labels = dict(self._fields["state"]._description_selection(self.env))
        if own.state not in HELD_STATES:
            return ""
        if own.state == "held":
            return self.env._("Draft, not approved yet")
        if own.approved_at_id:
            return self.env._(
                "Approved on %(day)s",
                day=format_date(
                    self.env, own.approved_at_id._day(), date_format="long"
                ),
            )
        return labels[own.state]

    def _role_words(self, role):
        signatures = self.env["bydelsmor.meeting.signature"]
        labels = dict(signatures._fields["role"]._description_selection(self.env))
        return labels[role]

    def _signature_words(self, signature):
        methods = dict(signature._fields["method"]._description_selection(self.env))
        return {
            "name": signature.name,
            "role": self._role_words(signature.role),
            "method": methods[signature.method],
            "when": self._moment_words(signature.signed_on),
        }

    def _corrections(self):
        notes = self.sudo().correction_ids
        return notes if self._sees_all() else notes.filtered(lambda c: not c.board_only)

    def _correction_words(self, note):
        numbers = {
            item["id"]: number
            for number, item in enumerate(self._minutes_payload()["items"], 1)
        }
        return {
            "text": note.text,
            "name": note.name,
            "number": numbers.get(note.agenda_item_id.id, ""),
            "when": format_date(self.env, fields.Date.to_date(note.written_on)),
        }

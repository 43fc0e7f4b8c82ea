import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..organisation.by_hand import refuse_by_hand
from .danish_time import danish_time
from .kinds import ASSEMBLY_KINDS, BOARD_KINDS, COMING_STATES, SEALED_STATES

# Made by the buttons alone.
MINUTES_FIELDS = {
    "frozen_text",
    "content_hash",
    "approved_on",
    "approved_at_id",
    "approved_by_id",
    "signature_ids",
    "correction_ids",
}


class BydelsmorMeeting(models.Model):
    """The minutes: approved at the next meeting, and from then on as they are.

    What was written is kept word by word beside its hash, so that a name or a title
    that changes later changes no minutes. The rows themselves are closed as well.
    """

    _inherit = "bydelsmor.meeting"

    frozen_text = fields.Text(
        groups=fields.NO_ACCESS, copy=False, export_string_translation=False
    )
    content_hash = fields.Char(
        string="Hash of the minutes",
        readonly=True,
        copy=False,
        help="SHA-256 of all that is written in them. Another word, another hash.",
    )
    minutes_intact = fields.Boolean(
        string="Unchanged since",
        compute="_compute_minutes_intact",
        compute_sudo=True,
        help="The minutes are those that were approved and signed.",
    )
    approved_on = fields.Datetime(readonly=True, copy=False)
    approved_by_id = fields.Many2one(
        "res.users", string="Approval noted by", readonly=True, copy=False, index=False
    )
    approved_at_id = fields.Many2one(
        "bydelsmor.meeting",
        string="Approved at",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    to_approve_id = fields.Many2one(
        "bydelsmor.meeting",
        string="Minutes of last time",
        compute="_compute_to_approve_id",
        help="They wait for this meeting's approval.",
    )
    correction_ids = fields.One2many(
        "bydelsmor.meeting.correction", "meeting_id", string="Corrections"
    )

    @api.depends("content_hash")
    def _compute_minutes_intact(self):
        for meeting in self:
            text = meeting.frozen_text or ""
            meeting.minutes_intact = bool(text) and meeting.content_hash == _hash(text)

    @api.depends("kind", "start", "state")
    def _compute_to_approve_id(self):
        """The last meeting of the same sort whose minutes nobody approved."""
        begun = self.filtered(lambda meeting: meeting._approves_minutes())
        waiting = begun._waiting_minutes()
        (self - begun).to_approve_id = False
        for meeting in begun:
            meeting.to_approve_id = waiting.filtered(meeting._follows)[:1]

    def _approves_minutes(self):
        """An assembly's are signed by its chair and its minute-taker instead: a year
        is too long to wait. An activity's by who was there: the next is another."""
        begun = self.start and self.start <= fields.Datetime.now()
        others = (*ASSEMBLY_KINDS, "activity")
        return begun and self.kind not in others and self.state != "cancelled"

    def _waiting_minutes(self):
        """Return the meetings of these groups that wait for approval, newest first."""
        if not self:
            return self
        return self.search(
            [
                ("company_id", "in", self.company_id.ids),
                ("start", "<", max(self.mapped("start"))),
                ("state", "in", ("held", "signed")),
                ("approved_on", "=", False),
            ],
            order="start desc",
        )

    def _follows(self, other):
        """Tell whether this meeting comes after another of the same group and sort."""
        board = self.kind in BOARD_KINDS and other.kind in BOARD_KINDS
        return (
            other.company_id == self.company_id
            and other.start < self.start
            and (board or other.kind == self.kind)
        )

    # ------------------------------------------------------------------
    # What may still change
    # ------------------------------------------------------------------

    def _refuse_own_fields(self, *vals_list):
        refuse_by_hand(self, MINUTES_FIELDS, *vals_list)
        return super()._refuse_own_fields(*vals_list)

    def _check_open(self):
        """Somebody has put her name under them already: not sealed, but closed."""
        result = super()._check_open()
        for meeting in self.sudo().filtered("content_hash"):
            raise UserError(
                self.env._(
                    "Somebody has signed the minutes of %(meeting)s. Open them again "
                    "first: then those who signed are asked once more.",
                    meeting=meeting.display_name,
                )
            )
        return result

    def write(self, vals):
        if {"group_id", "task_ids"} & vals.keys():
            self._check_open()
        return super().write(vals)

    def action_not_held(self):
        self.filtered("content_hash")._check_open()
        return super().action_not_held()

    def _bydelsmor_sealed(self):
        """The photos of these minutes are evidence."""
        return self.filtered("content_hash")

    # ------------------------------------------------------------------
    # Freezing
    # ------------------------------------------------------------------

    def _freeze(self):
        """Keep what is written now, once.

        :raises UserError: when it was not held, or nothing is written
        """
        self.ensure_one()
        if self.content_hash:
            return
        if self.state != "held":
            raise UserError(
                self.env._("Write down first that you have met, and what was said.")
            )
        own = self.sudo()
        if not own._is_written():
            raise UserError(
                self.env._(
                    "Nothing is written yet. Write what was said, or take a picture of "
                    "the sheet."
                )
            )
        own._begin_lines_anew()
        text = _canonical(own._minutes_payload())
        own.write({"frozen_text": text, "content_hash": _hash(text)})

    def _is_written(self):
        items = self.agenda_item_ids
        return bool(items.filtered(lambda i: i.minutes or i.decision) or self._papers())

    def _begin_lines_anew(self):
        """Give each line of these minutes a new version in the database: whoever is
        writing one at this moment begins anew, and is told that they are closed."""
        self.env.flush_all()
        for model in ("agenda.item", "attendance", "meeting.task"):
            table = SQL.identifier(self.env[f"bydelsmor.{model}"]._table)
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET write_date = write_date WHERE meeting_id = %s",
                    table,
                    self.id,
                )
            )
        self.invalidate_recordset()

    def _papers(self):
        """Return the photos and papers that hang on the meeting."""
        return (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("res_field", "=", False),
                ],
                order="id",
            )
        )

    def _minutes_payload(self):
        """Return all that the minutes say: what is kept, hashed and printed."""
        self.ensure_one()
        if self.sudo().frozen_text:
            return json.loads(self.sudo().frozen_text)
        own = self.sudo().with_context(lang=self._group_lang())
        start, stop = danish_time(own.start), danish_time(own.stop)
        return {
            "group": own.group_id.name,
            "kind": own.kind,
            "title": own.name,
            "own_title": own.own_title,
            "start": f"{start:%Y-%m-%d %H:%M}",
            "stop": f"{stop:%Y-%m-%d %H:%M}",
            "location": own.location or "",
            "chair": own.chair_id.name or "",
            "minute_taker": own.minute_taker_id.name or "",
            "guest": own.guest_name or "",
            "guest_topic": own.guest_topic or "",
            "on_paper": own.held_on_paper,
            "people": own._people_payload(),
            "items": own._items_payload(),
            "tasks": own._tasks_payload(own.task_ids),
            "open_tasks": own._tasks_payload(own._tasks_by_meeting()[own]),
            "papers": [
                hashlib.sha256(paper.raw).hexdigest() for paper in own._papers()
            ],
        }

    def _people_payload(self):
        rows = self.attendance_ids.sorted(lambda row: (row.sort_name or "", row.id))
        here = rows.filtered("present")
        return {
            "present": here.filtered("volunteer_id").mapped("sort_name"),
            "guests": here.filtered(lambda r: not r.volunteer_id).mapped("guest_name"),
            "excused": (rows - here).filtered("excused").mapped("sort_name"),
            "proxies": [
                [row.sort_name, row.proxy_for_id.name]
                for row in here.filtered("proxy_for_id")
            ],
            "votes": self.voters_present,
            "quorum": self.quorum_needed,
        }

    def _items_payload(self):
        return [item._minutes_payload() for item in self.agenda_item_ids.sorted()]

    def _tasks_payload(self, tasks):
        return [
            {
                "name": task.name,
                "who": task.volunteer_id.name or "",
                "date": str(task.date or ""),
                "board_only": task.board_only,
            }
            for task in tasks.sorted("id")
        ]

    # ------------------------------------------------------------------
    # Approving, opening again, correcting
    # ------------------------------------------------------------------

    def action_approve_last(self):
        """At this meeting: last time's minutes are as they should be.

        :raises AccessError: for who does not run this meeting
        :raises UserError: when there are none to approve
        """
        self.ensure_one()
        self._check_may_run()
        last = self.to_approve_id
        if not last or self.state not in (*COMING_STATES, "held"):
            raise UserError(self.env._("No minutes are waiting for your approval."))
        last._freeze()
        values = {
            "approved_on": fields.Datetime.now(),
            "approved_at_id": self.id,
            "approved_by_id": self.env.uid,
        }
        if last.state == "held":
            values["state"] = "approved"
        last.sudo().write(values)
        self.invalidate_model(["to_approve_id"])
        return True

    def action_open_minutes(self):
        """Open minutes that not everybody has signed: the signatures are void.

        :raises UserError: when they are approved or signed by all
        """
        self._check_may_run()
        for meeting in self.sudo():
            meeting._check_not_sealed()
            names = ", ".join(meeting.signature_ids.mapped("name"))
            old = meeting.content_hash
            meeting.signature_ids.write({"active": False})
            meeting.write({"frozen_text": False, "content_hash": False})
            meeting._message_log(
                body=self.env._(
                    "The minutes were opened again. Void: %(names)s. Hash that no "
                    "longer holds: %(hash)s",
                    names=names or "-",
                    hash=old or "-",
                )
            )
        return True

    def _correct(self, text, item=None):
        """Write a note that stands beside minutes which no longer change.

        :param str text: what is right
        :param item: the point that it is about, if it is about one
        :return: the correction
        :raises UserError: while the minutes themselves may still be changed
        """
        self.ensure_one()
        self._check_may_run()
        own = self.sudo()
        if own.state not in SEALED_STATES:
            raise UserError(
                self.env._("These minutes are still open: change them themselves.")
            )
        if not (text or "").strip():
            raise UserError(self.env._("Write what is right."))
        return (
            self.env["bydelsmor.meeting.correction"]
            .sudo()
            .create(
                {
                    "meeting_id": own.id,
                    "agenda_item_id": item.id if item else False,
                    "text": text.strip(),
                    "name": self.env.user.name,
                    "user_id": self.env.uid,
                    "written_on": fields.Datetime.now(),
                    "content_hash": own.content_hash,
                }
            )
            .sudo(False)
        )

    def _name_leaders(self, chair_id, minute_taker_id):
        """Write who leads the meeting and who writes the minutes.

        :param int chair_id: a volunteer of the group, or 0 for nobody
        :param int minute_taker_id: a volunteer of the group, or 0 for nobody
        """
        self.ensure_one()
        self._check_may_run()
        women = (
            self.env["bydelsmor.volunteer"]
            .sudo()
            .search(
                [
                    ("id", "in", [chair_id, minute_taker_id]),
                    ("company_id", "=", self.sudo().company_id.id),
                ]
            )
        )
        found = {woman.id: woman.id for woman in women}
        self.sudo().write(
            {
                "chair_id": found.get(chair_id, False),
                "minute_taker_id": found.get(minute_taker_id, False),
            }
        )

    # ------------------------------------------------------------------
    # On paper
    # ------------------------------------------------------------------

    def _add_paper(self, name, data):
        """Hang a photo or PDF on the meeting.

        :param bytes data: cleaned by ``_clean_paper``
        :return: the attachment
        """
        self.ensure_one()
        self._check_may_run()
        paper = self._clean_paper(data)
        return (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": name,
                    "res_model": self._name,
                    "res_id": self.id,
                    "raw": paper,
                    "company_id": self.sudo().company_id.id,
                }
            )
        )

    @api.model
    def _clean_paper(self, data):
        """Return the bytes as they may be kept; the books' room knows how.

        :raises UserError: for what is no photo or PDF
        """
        return data

    def _write_down_paper(self, volunteer_ids, photos=(), guest=None):
        """A meeting that was held on paper, in one go: who was there, and a picture.

        :param list volunteer_ids: of those who were there
        :param list photos: bytes
        :raises AccessError: for who does not run the meeting
        """
        self.ensure_one()
        self._check_may_run()
        own = self.sudo()
        own._check_open()
        if own.state in COMING_STATES:
            self.action_held()
        own.held_on_paper = True
        wanted = set(volunteer_ids)
        here = own.attendance_ids.filtered(lambda r: r.volunteer_id.id in wanted)
        self._tick(here.ids)
        if guest:
            self._add_guest(guest)
        for number, photo in enumerate(photos, len(own._papers()) + 1):
            self._add_paper(self.env._("Minutes, sheet %s", number), photo)


def _canonical(payload):
    return json.dumps(
        payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def _hash(text):
    return hashlib.sha256(text.encode()).hexdigest()

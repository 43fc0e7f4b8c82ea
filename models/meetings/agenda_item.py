from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from .kinds import COMING_STATES, ELEMENTS, ITEM_KINDS
from .merge_texts import merge_texts

# Two may write these at once; see ``_merge_texts``.
MERGED = ("minutes", "decision")


class BydelsmorAgendaItem(models.Model):
    """A point of a meeting: what was planned, said and decided."""

    _name = "bydelsmor.agenda.item"
    _description = "Point on the agenda"
    _order = "meeting_id, sequence, id"
    _check_company_auto = True

    meeting_id = fields.Many2one(
        "bydelsmor.meeting",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="meeting_id.company_id", store=True, index=True, precompute=True
    )
    meeting_kind = fields.Selection(related="meeting_id.kind", string="Kind of meeting")
    sequence = fields.Integer(default=100)
    name = fields.Char(string="Point", required=True)
    template_item_id = fields.Many2one(
        "bydelsmor.agenda.template.item",
        readonly=True,
        index=False,
        ondelete="set null",
        check_company=True,
    )
    renamed = fields.Boolean(copy=True, export_string_translation=False)
    label = fields.Char(
        string="Point in your language",
        compute="_compute_label",
        help="The usual points are known in many languages.",
    )
    note = fields.Text(string="A word of advice", compute="_compute_label")
    who = fields.Char()
    kind = fields.Selection(ITEM_KINDS, required=True, default="discussion")
    element = fields.Selection(ELEMENTS)
    duration = fields.Integer(string="Length in minutes", default=10)
    responsible_id = fields.Many2one(
        "bydelsmor.volunteer",
        string="Taken by",
        index="btree_not_null",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
    )
    exercise_id = fields.Many2one("bydelsmor.exercise", index=False)
    board_only = fields.Boolean(
        string="Only for the board",
        help="The other women see that there was a meeting, but not this point.",
    )
    is_listed = fields.Boolean(
        string="On the agenda that was sent out",
        compute="_compute_is_listed",
        store=True,
        precompute=True,
        copy=False,
    )
    minutes = fields.Text(string="What was said", copy=False)
    decision = fields.Text(string="What we decided", copy=False)
    # What stood there when she began to write: sent along, never kept.
    minutes_base = fields.Text(
        compute="_compute_bases", inverse="_inverse_bases", copy=False
    )
    decision_base = fields.Text(
        compute="_compute_bases", inverse="_inverse_bases", copy=False
    )

    _duration_positive = models.Constraint(
        "CHECK (duration >= 0)", "A point cannot take less than no time."
    )

    @api.depends("meeting_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        # Odoo shows this to people who may not read the point.
        for item in self:
            item.display_name = self.env._(
                "Point no. %(number)s", number=item._origin.id or ""
            )

    @api.depends("name", "renamed", "template_item_id.name", "template_item_id.note")
    @api.depends_context("lang")
    def _compute_label(self):
        for item in self:
            usual = item.sudo().template_item_id
            item.label = usual.name if usual and not item.renamed else item.name
            item.note = usual.note

    @api.constrains("exercise_id", "kind")
    def _check_exercise(self):
        for item in self.filtered("exercise_id"):
            if item.exercise_id.moment != item.kind:
                raise ValidationError(
                    self.env._(
                        "Choose a check-in exercise for a check-in, and one for "
                        "check-out when you part."
                    )
                )

    @api.depends("meeting_id")
    def _compute_is_listed(self):
        """Known when it is written down: later points were not on what was sent."""
        for item in self:
            item.is_listed = item.meeting_id.state == "planned"

    def _compute_bases(self):
        for item in self:
            item.minutes_base = item.minutes
            item.decision_base = item.decision

    def _inverse_bases(self):
        """Nothing to do: ``write`` has used them."""

    @api.model
    def _element_labels(self):
        return self._fields["element"]._description_selection(self.env)

    # ------------------------------------------------------------------
    # Creating and writing
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items.meeting_id._check_open()
        return items

    def write(self, vals):
        self.meeting_id._check_open()
        if "name" in vals and "renamed" not in vals:
            vals = {**vals, "renamed": True}
        bases = {
            name: vals[f"{name}_base"] for name in MERGED if f"{name}_base" in vals
        }
        vals = {k: v for k, v in vals.items() if k not in {f"{n}_base" for n in MERGED}}
        if bases:
            self._wait_for_others()
            self.invalidate_recordset(MERGED)
            for item in self:
                item.write({**vals, **item._merged(vals, bases)})
            return True
        result = super().write(vals)
        if {"element", "meeting_id"} & vals.keys():
            self.meeting_id._check_elements()
        if "exercise_id" in vals:
            self.meeting_id._write_event_words()
        return result

    def _check_company(self, fnames=None):
        """Odoo asks point by point with a domain each, which for a year of many groups
        takes longer than writing them: it is asked of those that look wrong."""
        doubtful = self.filtered(lambda item: not item._is_at_home())
        return super(BydelsmorAgendaItem, doubtful)._check_company(fnames)

    def _is_at_home(self):
        """Tell whether all that the point names is its own group's, or nobody's."""
        linked = self.meeting_id, self.template_item_id, self.responsible_id
        return all(
            record.sudo().company_id in (self.company_id, self.env["res.company"])
            for record in linked
        )

    def _wait_for_others(self):
        """Wait until nobody else writes these points. Odoo's own lock does not wait,
        and who was a second later would lose her words. If something was written
        meanwhile, PostgreSQL lets the request begin anew, and it is read then."""
        if not self.ids:
            return
        self.env.cr.execute(
            SQL(
                "SELECT id FROM bydelsmor_agenda_item WHERE id IN %s"
                " ORDER BY id FOR UPDATE",
                tuple(self.ids),
            )
        )

    def _merged(self, vals, bases):
        """Return the texts in which both what she wrote and what somebody else wrote
        meanwhile stand.

        :param dict bases: each text as it was when she began
        """
        return {
            name: merge_texts(base or "", vals[name] or "", self[name] or "")
            for name, base in bases.items()
            if name in vals
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_needed(self):
        self.meeting_id._check_open()
        self._check_no_board_task()
        for meeting, items in self.grouped("meeting_id").items():
            if meeting.kind == "monthly" and meeting.state in COMING_STATES:
                items._check_elements_left(meeting)
            written = items.filtered(lambda i: i.minutes or i.decision)
            if written:
                raise UserError(
                    self.env._(
                        "Something is written under «%(name)s». Empty it first, if it "
                        "really should go.",
                        name=written[0].name,
                    )
                )

    def _check_no_board_task(self):
        """What was agreed under a point for the board is hidden with it, and would
        be seen by everybody without it."""
        closed = self.filtered("board_only")
        if closed and self.env["bydelsmor.meeting.task"].sudo().search_count(
            [("agenda_item_id", "in", closed.ids)], limit=1
        ):
            raise UserError(
                self.env._(
                    "Tasks were agreed under this point, which is only for the board. "
                    "Delete them first, or move them to another point."
                )
            )

    def _check_elements_left(self, meeting):
        left = set((meeting.agenda_item_ids - self).mapped("element"))
        labels = dict(self._element_labels())
        gone = [key for key in self.mapped("element") if key and key not in left]
        if gone:
            raise UserError(
                self.env._(
                    "A monthly meeting always has time for %(element)s. Make it "
                    "shorter rather than leaving it out.",
                    element=labels[gone[0]].lower(),
                )
            )

    def _prepare_template_item(self):
        self.ensure_one()
        return {
            "sequence": self.sequence,
            "name": self.name,
            "who": self.who,
            "kind": self.kind,
            "element": self.element,
            "duration": self.duration,
            "board_only": self.board_only,
        }

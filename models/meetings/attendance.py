from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .calendar_attendee import ANSWER_OF
from .kinds import ANSWERS

# Asked for when she answers; nobody else's business afterwards.
LISTED_FIELDS = {
    "meeting_id",
    "volunteer_id",
    "guest_name",
    "present",
    "excused",
    "may_vote",
    "proxy_for_id",
}


class BydelsmorAttendance(models.Model):
    """One woman, or a guest, at one meeting: her answer, and whether she came."""

    _name = "bydelsmor.attendance"
    _description = "Attendance"
    _order = "meeting_id, sort_name, id"
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
    volunteer_id = fields.Many2one(
        "bydelsmor.volunteer",
        string="Name",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
    )
    partner_id = fields.Many2one(
        related="volunteer_id.partner_id",
        store=True,
        index="btree_not_null",
        precompute=True,
    )
    guest_name = fields.Char(string="Guest")
    sort_name = fields.Char(
        compute="_compute_sort_name", store=True, export_string_translation=False
    )
    answer = fields.Selection(ANSWERS, string="Comes")
    interpreter = fields.Boolean(string="Needs an interpreter")
    childcare = fields.Boolean(string="Needs childcare")
    present = fields.Boolean(index=False)
    excused = fields.Boolean(string="Sent her regards")
    may_vote = fields.Boolean(string="May vote")
    proxy_for_id = fields.Many2one(
        "bydelsmor.volunteer",
        string="Also votes for",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
    )

    _once_a_meeting = models.UniqueIndex(
        "(meeting_id, volunteer_id) WHERE volunteer_id IS NOT NULL",
        "She is on the list of this meeting already.",
    )
    _somebody = models.Constraint(
        "CHECK (volunteer_id IS NOT NULL OR guest_name IS NOT NULL)",
        "Write who it is: one of the group, or the name of a guest.",
    )

    @api.depends("meeting_id")
    def _compute_display_name(self):
        # Odoo shows this to people who may not read the row: no names.
        for row in self:
            row.display_name = row.meeting_id.display_name

    @api.depends("volunteer_id.name", "guest_name")
    def _compute_sort_name(self):
        for row in self:
            row.sort_name = row.volunteer_id.name or row.guest_name

    def _votes(self):
        """Return how many votes she has, when she is present."""
        self.ensure_one()
        return int(self.may_vote) + int(bool(self.proxy_for_id))

    @api.constrains("present", "may_vote", "proxy_for_id")
    def _check_votes_stay(self):
        """What was voted must still be possible with those who were there."""
        voted = self.meeting_id.agenda_item_ids.filtered(lambda i: i._is_decided())
        voted._check_decision()

    @api.constrains("proxy_for_id", "volunteer_id", "present")
    def _check_proxy(self):
        for row in self.meeting_id.attendance_ids.filtered("proxy_for_id"):
            others = row.meeting_id.attendance_ids
            absent = row.proxy_for_id
            if (
                absent == row.volunteer_id
                or absent in others.filtered("present").volunteer_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(name)s is there herself and votes herself.",
                        name=absent.name,
                    )
                )
            if len(others.filtered(lambda r, a=absent: r.proxy_for_id == a)) > 1:
                raise ValidationError(
                    self.env._(
                        "%(name)s has given her vote to somebody else already.",
                        name=absent.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows.meeting_id._check_open()
        return rows

    def write(self, vals):
        if LISTED_FIELDS & vals.keys():
            self.meeting_id._check_open()
        result = super().write(vals)
        if "meeting_id" in vals:
            self.meeting_id._check_open()
        if "answer" in vals:
            self._tell_calendar()
        return result

    def _tell_calendar(self):
        """Her answer on the phone stands in Odoo's calendar, too."""
        if self.env.context.get("bydelsmor_meeting_sync"):
            return
        state_of = {answer: state for state, answer in ANSWER_OF.items()}
        for row in self.sudo().filtered("partner_id"):
            guest = row.meeting_id.event_id.attendee_ids.filtered(
                lambda attendee, row=row: attendee.partner_id == row.partner_id
            )
            guest.with_context(bydelsmor_meeting_sync=True).state = state_of.get(
                row.answer, "needsAction"
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sealed(self):
        self.meeting_id._check_open()

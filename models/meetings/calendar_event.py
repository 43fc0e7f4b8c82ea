import vobject

from odoo import api, fields, models
from odoo.exceptions import UserError


class CalendarEvent(models.Model):
    """Odoo shows every event to every internal user, and lets them change it. An
    event of a group belongs to its company; rules keep it there."""

    _inherit = "calendar.event"

    company_id = fields.Many2one(
        "res.company",
        string="Group",
        default=lambda self: self._default_company_id(),
        index="btree_not_null",
        help="Who sees this event: those who run the group, and those who are invited.",
    )

    bydelsmor_meeting_ids = fields.One2many("bydelsmor.meeting", "event_id")

    def _bydelsmor_strangers(self, people):
        # Guests may come from anywhere, and are told when the event changes.
        return super()._bydelsmor_strangers(people) - self.sudo().partner_ids

    @api.model
    def _default_company_id(self):
        """The group she works in; the secretariat's own events are its own, too."""
        company = self.env.company
        national = self.env.user.has_group("bydelsmor.group_secretariat")
        return company if company.is_bydelsmor_group or national else False

    @api.model_create_multi
    def create(self, vals_list):
        """Odoo writes the phone and the e-mail of organiser and first guest into the
        description, which all guests get. An event of a group leaves them out."""
        default = self.default_get(["company_id"]).get("company_id")
        vals_list = [{"company_id": default, **vals} for vals in vals_list]
        companies = (
            self.env["res.company"]
            .sudo()
            .browse({vals["company_id"] for vals in vals_list if vals["company_id"]})
        )
        if any(company.is_bydelsmor_group for company in companies):
            self = self.with_context(skip_contact_description=True)
        return super().create(vals_list)

    def write(self, vals):
        """A meeting follows its event; what the calendar cannot do with it is told."""
        if self.env.context.get("bydelsmor_meeting_sync"):
            return super().write(vals)
        meetings = self.sudo().bydelsmor_meeting_ids
        if meetings and (vals.get("recurrency") or vals.get("active") is False):
            raise UserError(
                self.env._(
                    "This is one of the group's meetings. Repeat, move or cancel it "
                    "under Meetings, so that everybody hears of it."
                )
            )
        result = super().write(vals)
        meetings._follow_event(vals)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_meeting(self):
        if self.env.context.get("bydelsmor_meeting_sync"):
            return
        if self.sudo().bydelsmor_meeting_ids:
            raise UserError(
                self.env._(
                    "This is one of the group's meetings. Cancel it under Meetings, so "
                    "that everybody hears of it."
                )
            )

    def _get_ics_file(self):
        """The file goes to every guest, so it names none of the others."""
        files = super()._get_ics_file()
        for event in self.filtered("company_id.is_bydelsmor_group"):
            if event.id in files:
                files[event.id] = event._without_guests(files[event.id])
        return files

    @api.model
    def _without_guests(self, ics):
        calendar = vobject.readOne(ics.decode())
        calendar.vevent.contents.pop("attendee", None)
        return calendar.serialize().encode()

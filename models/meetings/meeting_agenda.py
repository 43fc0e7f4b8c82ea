from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError

from .kinds import ELEMENTS

# Shorter than this it is no pause (the manual: a good, long one).
GOOD_PAUSE = 20


class BydelsmorMeeting(models.Model):
    """What the meeting is about, and kind words about too full a plan."""

    _inherit = "bydelsmor.meeting"

    agenda_minutes = fields.Integer(
        string="Planned minutes", compute="_compute_agenda_note"
    )
    agenda_note = fields.Char(
        string="A word about the plan", compute="_compute_agenda_note"
    )

    @api.depends(
        "start",
        "stop",
        "kind",
        "agenda_item_ids.duration",
        "agenda_item_ids.kind",
    )
    @api.depends_context("lang")
    def _compute_agenda_note(self):
        for meeting in self:
            items = meeting.agenda_item_ids
            meeting.agenda_minutes = sum(items.mapped("duration"))
            meeting.agenda_note = meeting._word_about_the_plan() if items else False

    def _word_about_the_plan(self):
        if not (self.start and self.stop):
            return False
        room = int((self.stop - self.start).total_seconds() // 60)
        if self.agenda_minutes > room:
            return self.env._(
                "The plan takes %(planned)s minutes and you have %(room)s. There is no "
                "hurry: what could wait until next time?",
                planned=self.agenda_minutes,
                room=room,
            )
        pauses = self.agenda_item_ids.filtered(lambda item: item.kind == "pause")
        if self.kind == "monthly" and sum(pauses.mapped("duration")) < GOOD_PAUSE:
            return self.env._(
                "A good long pause is often where the best talks are. Is there room "
                "for %(minutes)s minutes?",
                minutes=GOOD_PAUSE,
            )
        return False

    def _fill_agendas(self):
        """Give meetings without an agenda the usual points of their kind."""
        empty = self.filtered(lambda meeting: not meeting.agenda_item_ids)
        values = []
        for kind, meetings in empty.grouped("kind").items():
            lang = meetings._group_lang()
            templates = self.env["bydelsmor.agenda.template"].with_context(lang=lang)
            template_of = templates._for(meetings.company_id, kind)
            usual_of = {
                template: [i._prepare_agenda_item() for i in template.item_ids.sorted()]
                for template in set(template_of.values())
            }
            for meeting in meetings:
                usual = usual_of[template_of[meeting.company_id]]
                values += [{"meeting_id": meeting.id, **item} for item in usual]
        self.env["bydelsmor.agenda.item"].create(values)

    def _check_elements(self):
        """Raise when a monthly meeting lacks one of the three elements.

        Source: the organisational volunteer's manual, «these three must be there».
        """
        for meeting in self.filtered(lambda m: m.kind == "monthly"):
            there = set(meeting.agenda_item_ids.mapped("element"))
            labels = dict(self.env["bydelsmor.agenda.item"]._element_labels())
            missing = [labels[key] for key, _label in ELEMENTS if key not in there]
            if meeting.agenda_item_ids and missing:
                raise ValidationError(
                    self.env._(
                        "A monthly meeting always has time for fellowship, exchange of "
                        "experience and new knowledge. Make it shorter rather than "
                        "leaving it out. Missing here: %(missing)s.",
                        missing=", ".join(missing),
                    )
                )

    def action_use_agenda_next_time(self):
        """Keep this agenda as the group's own for meetings of the same kind."""
        self.ensure_one()
        self.env.user._check_role(self.company_id, "board")
        templates = self.env["bydelsmor.agenda.template"]
        own = templates.search(
            [("company_id", "=", self.company_id.id), ("kind", "=", self.kind)]
        )
        values = [item._prepare_template_item() for item in self.agenda_item_ids]
        commands = [Command.clear()]
        commands += [Command.create(value) for value in values]
        if own:
            own.item_ids = commands
        else:
            label = dict(self._fields["kind"]._description_selection(self.env))
            templates.create(
                {
                    "name": label[self.kind],
                    "kind": self.kind,
                    "company_id": self.company_id.id,
                    "item_ids": commands[1:],
                }
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Next time begins with this agenda."),
            },
        }

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from . import meetings
from .demo_meetings import MeetingStory
from .sheet_picture import sheet_picture

# How the groups saw themselves last time and see themselves now: h(elp), t(ogether),
# o(urselves), a letter for each of the seven tasks.
LEVELS = {"h": "help", "t": "together", "o": "ourselves"}
MARKS = {
    "lindevang": ("othtoht", "ootoott"),
    "soeparken": ("thhhthh", "othttth"),
    "havnebyen": (None, "thhhthh"),
}
WOULD_LIKE = {"lindevang": "hodan"}
IDEAS = [
    ("Når børn ikke vil i skole", "", "", "2_idea"),
    ("Pension og efterløn", "Borgerservice", "33 66 33 66", "3_asked"),
]
OFFER = {
    "kind": "talk",
    "name": "Tandpleje for små børn",
    "speaker": "Line Holm",
    "organisation": "Tandplejen",
    "contact": "tandplejen@example.org",
    "note": "Jeg kommer gerne en time med billeder og tandbørster til alle.",
}
MESSAGE = "Husk at tage en kop og lidt frugt med. Vi glæder os til at se jer!"


class BydelsmorDemo(models.AbstractModel):
    _inherit = "bydelsmor.demo"

    @api.model
    def _build_meetings(self, groups, people, today):
        """The minutes of the year are approved and signed, all but the last ones."""
        result = super()._build_meetings(groups, people, today)
        for key, rhythm in meetings.RHYTHMS.items():
            story = MinutesStory(self.env, groups[key], people, today)
            story.runner = rhythm.runner
            story.close()
            if key in MARKS:
                story.mark(MARKS[key], WOULD_LIKE.get(key))
            story.gather_knowledge()
        return result


class MinutesStory(MeetingStory):
    """What follows a meeting: approval at the next one, signatures, small groups."""

    def close(self):
        own = self.as_(self.runner, "bydelsmor.meeting")
        held = own.search(
            [("group_id", "=", self.group.id), ("state", "=", "held")], order="start"
        )
        for meeting in held:
            if meeting.kind == "monthly":
                meeting.action_divide()
            self.name_leaders(meeting)
            if meeting.to_approve_id:
                self.approve_at(meeting)
        last = {kind: meetings[-1:] for kind, meetings in held.grouped("kind").items()}
        for meeting in held:
            if meeting != last[meeting.kind] or meeting.closed_on:
                self.sign(meeting)
                self.backdate_signatures(meeting)
        following = own.search(
            [("group_id", "=", self.group.id), ("state", "=", "called")], limit=1
        )
        if following:
            following._tell(MESSAGE, "coming")

    def approve_at(self, meeting):
        last = meeting.to_approve_id
        meeting.action_approve_last()
        # The demo is built today; they were read aloud at the meeting.
        last.sudo().approved_on = meeting.start + timedelta(minutes=20)

    def backdate_signatures(self, meeting):
        signed = meeting.approved_on or meeting.stop + timedelta(days=3)
        meeting.sudo().signature_ids.signed_on = min(signed, fields.Datetime.now())

    def name_leaders(self, meeting):
        """She who runs it leads it; somebody else who was there writes."""
        there = meeting.attendance_ids.filtered("present").volunteer_id
        leads = self.people[self.runner]
        writes = (there - leads)[:1]
        if not meeting.closed_on:
            meeting._name_leaders(leads.id, writes.id)

    def sign(self, meeting):
        """She who leads signs on her phone, and the others on the sheet."""
        if meeting.i_may_sign and meeting.kind == "monthly":
            meeting.action_sign()
        left = meeting.unsigned_ids
        if left:
            title = meeting.display_name
            sheet = sheet_picture(title, left.mapped("name"), meeting.id)
            meeting._sign_on_paper(left, sheet)

    def mark(self, halves, willing):
        """The seven tasks as the group sees them, last time and now."""
        marks = self.as_(self.runner, "bydelsmor.task.mark")
        now = marks._this_half_year(self.as_(self.runner, self.group))
        before, after = halves
        for mark, letter in zip(now, after, strict=False):
            mark._set_level(LEVELS[letter])
        if before:
            period = now[0].period - relativedelta(months=6)
            for mark, letter in zip(now, before, strict=False):
                mark.sudo().copy({"period": period, "level": LEVELS[letter]})
        if willing:
            hers = now.filtered(lambda mark: mark.level == "together")[:1]
            self.as_(willing, hers)._raise_hand()

    def gather_knowledge(self):
        ideas = self.as_(self.runner, "bydelsmor.knowledge")
        for name, organisation, contact, state in IDEAS:
            idea = ideas._add_idea(
                self.as_(self.runner, self.group), {"name": name, "contact": contact}
            )
            idea.write({"organisation": organisation, "state": state})
        public = self.env["bydelsmor.knowledge"].with_user(
            self.env.ref("base.public_user")
        )
        public._offer({**OFFER, "group": self.group.id}, self.group.name)

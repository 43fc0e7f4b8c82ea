from odoo import http
from odoo.http import request

from ...models.meetings.knowledge import OPEN_STATES
from .me import to_id, to_text
from .meetings import MEETINGS, PhoneMeetings, to_lines
from .shell import PAGE
from .way_in import HOME
from .words import WORDS, _lt

TASKS = f"{HOME}/tasks"
KNOWLEDGE = f"{HOME}/knowledge"
# What succeeded stands first.
ORDER = {"ourselves": 0, "together": 1, "help": 2, False: 3}
SHOWN = (*OPEN_STATES, "4_agreed")

WORDS.update(
    seven_tasks=_lt("What we do ourselves"),
    with_help=_lt("With help"),
    together=_lt("Together"),
    ourselves=_lt("Ourselves"),
    like_to_try=_lt("I would like to try"),
    new_knowledge=_lt("Something new"),
    new_idea=_lt("A new idea"),
)
LEVEL_WORDS = (
    ("help", "with_help"),
    ("together", "together"),
    ("ourselves", "ourselves"),
)


class PhoneOwnTasks(PhoneMeetings):
    """What the group does with help, together, and by now by itself; and what it
    would like to hear about."""

    @http.route(TASKS, methods=["GET"], sitemap=False, **PAGE)
    def own_tasks(self, **kwargs):
        volunteer = self._enter()
        if not volunteer:
            return self._render("bydelsmor.phone_no_group")
        marks = request.env["bydelsmor.task.mark"]._this_half_year(volunteer.group_id)
        cards = [self._mark_card(mark, volunteer) for mark in marks]
        return self._render(
            "bydelsmor.phone_own_tasks",
            over=volunteer.group_id.name,
            cards=sorted(cards, key=lambda card: ORDER[card["mark"].level]),
            levels=LEVEL_WORDS,
            **self._meeting_flash(),
        )

    def _mark_card(self, mark, volunteer):
        # The women of her own group by name, as at every meeting.
        hands = mark.sudo().volunteer_ids
        return {
            "mark": mark,
            "hands": ", ".join(hands.mapped("name")),
            "mine": volunteer in hands,
            "ask": "" if hands else mark.suggestion,
            "grown": mark.level == "ourselves" and mark.before in ("help", "together"),
        }

    @http.route(f"{TASKS}/<int:number>", methods=["POST"], sitemap=False, **PAGE)
    def mark_task(self, number, level=None, hand=None, **kwargs):
        volunteer = self._enter()
        mark = request.env["bydelsmor.task.mark"].search(
            [
                ("id", "=", to_id(number)),
                ("company_id", "=", volunteer.company_id.id),
            ]
        )
        if not mark:
            raise request.not_found()
        if hand:
            return self._do(TASKS, lambda: mark._raise_hand(hand == "up"))
        return self._do(TASKS, lambda: mark._set_level(level))

    # ------------------------------------------------------------------
    # New knowledge
    # ------------------------------------------------------------------

    @http.route(KNOWLEDGE, methods=["GET"], sitemap=False, **PAGE)
    def knowledge(self, **kwargs):
        volunteer = self._enter()
        if not volunteer:
            return self._render("bydelsmor.phone_no_group")
        ideas = request.env["bydelsmor.knowledge"].search(
            [("company_id", "=", volunteer.company_id.id), ("state", "in", SHOWN)]
        )
        states = dict(ideas._fields["state"]._description_selection(request.env))
        return self._render(
            "bydelsmor.phone_knowledge",
            over=volunteer.group_id.name,
            ideas=[(idea, states[idea.state]) for idea in ideas],
            back=MEETINGS,
            **self._meeting_flash(),
        )

    @http.route(KNOWLEDGE, methods=["POST"], sitemap=False, **PAGE)
    def add_idea(self, **post):
        volunteer = self._enter()
        if not volunteer:
            return request.redirect(HOME)
        values = {
            name: to_text(post.get(name)) for name in ("name", "speaker", "contact")
        }
        values["note"] = to_lines(post.get("note"))
        ideas = request.env["bydelsmor.knowledge"]
        return self._do(KNOWLEDGE, lambda: ideas._add_idea(volunteer.group_id, values))

from odoo import fields, http
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.http import request
from odoo.tools import format_date

from ...models.meetings.danish_time import danish_time
from ...models.meetings.kinds import (
    ANSWERS,
    BOARD_KINDS,
    COMING_STATES,
    HELD_STATES,
    HER_KINDS,
    SEALED_STATES,
)
from .me import to_id, to_text
from .page import PhonePage
from .shell import PAGE, PhoneShell
from .way_in import HOME
from .words import WORDS, _lt

MEETINGS = f"{HOME}/meetings"
FLASH = "bydelsmor_meeting"
SHOWN_PAST = 24
MAX_MINUTES = 20000

WORDS.update(
    meetings=_lt("Meetings"),
    yes=_lt("Yes"),
    maybe=_lt("Maybe"),
    no=_lt("No"),
    do_you_come=_lt("Do you come?"),
    share=_lt("Share"),
    agenda=_lt("Agenda"),
    minutes=_lt("Minutes"),
    tasks=_lt("Tasks"),
    done=_lt("Done"),
    take_on=_lt("I take this meeting on"),
    write_down=_lt("Tick and write down"),
    we_have_met=_lt("We have met"),
    who_is_here=_lt("Who is here?"),
)


def to_lines(value):
    """Return a text of several lines as it was written, with plain line ends."""
    text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()[:MAX_MINUTES]


class PhoneMeetings(PhonePage):
    """The meetings of her group: she answers for herself, and whoever takes one on
    ticks who came and writes it down. The model's own methods decide who may."""

    # ------------------------------------------------------------------
    # Pages
    # ------------------------------------------------------------------

    @http.route(MEETINGS, methods=["GET"], sitemap=False, **PAGE)
    def meetings(self, **kwargs):
        volunteer = self._enter()
        if not volunteer:
            return self._render("bydelsmor.phone_no_group")
        coming = self._coming_meetings(volunteer)
        return self._render(
            "bydelsmor.phone_meetings",
            over=volunteer.group_id.name,
            cards=self._meeting_cards(coming),
            past=self._meeting_cards(self._past_meetings(volunteer)),
            tasks=self._open_tasks(volunteer),
            **self._meeting_flash(),
        )

    @http.route(f"{MEETINGS}/<int:number>", methods=["GET"], sitemap=False, **PAGE)
    def meeting(self, number, **kwargs):
        return self._meeting_page("bydelsmor.phone_meeting", number)

    @http.route(f"{MEETINGS}/<int:number>/run", methods=["GET"], sitemap=False, **PAGE)
    def meeting_run(self, number, **kwargs):
        """What she who took the meeting on does: names and minutes."""
        meeting = self._find_meeting(number)
        if not meeting._may_run():
            raise request.not_found()
        # She runs it, so she sees the names that she ticks.
        rows = meeting.sudo().attendance_ids
        return self._meeting_page(
            "bydelsmor.phone_meeting_run",
            number,
            rows=rows.sorted(lambda row: (row.sort_name or "").casefold()),
            open_tasks=self._open_task_cards(meeting),
            begun=meeting.start <= fields.Datetime.now(),
        )

    def _meeting_page(self, template, number, **values):
        meeting = self._find_meeting(number)
        [card] = self._meeting_cards(meeting)
        return self._render(
            template,
            card=card,
            meeting=meeting,
            items=meeting.agenda_item_ids,
            tasks=[
                self._task_card(task)
                for task in meeting._of_tasks_i_see(meeting.sudo().task_ids)
            ],
            sealed=meeting.state in SEALED_STATES or bool(meeting.content_hash),
            **self._more_about(meeting),
            **values,
            **self._meeting_flash(),
        )

    def _more_about(self, meeting):
        """Return what else the pages of a meeting show; other parts add theirs."""
        return {}

    def _find_meeting(self, number):
        """Return a meeting of the group she is in now; another one is not found."""
        volunteer = self._enter()
        meeting = request.env["bydelsmor.meeting"].search(
            [
                ("id", "=", to_id(number)),
                ("company_id", "=", volunteer.company_id.id),
            ]
        )
        if not meeting:
            raise request.not_found()
        return meeting

    def _coming_meetings(self, volunteer, limit=None):
        """Those that are not over; of the board's, only those she is invited to."""
        me = request.env.user.partner_id
        mine = Domain("kind", "not in", BOARD_KINDS) | Domain(
            "attendance_ids", "any", [("partner_id", "=", me.id)]
        )
        if request.env.user._has_role(volunteer.company_id, "board"):
            mine = Domain.TRUE
        return request.env["bydelsmor.meeting"].search(
            Domain("company_id", "=", volunteer.company_id.id)
            & Domain("state", "in", COMING_STATES)
            & Domain("stop", ">=", fields.Datetime.now())
            & mine,
            order="start",
            limit=limit or 12,
        )

    def _past_meetings(self, volunteer):
        """Held ones with their minutes, and those she should write down."""
        meetings = request.env["bydelsmor.meeting"].search(
            [
                ("company_id", "=", volunteer.company_id.id),
                ("state", "!=", "cancelled"),
                ("stop", "<", fields.Datetime.now()),
            ],
            order="start desc",
            limit=SHOWN_PAST,
        )
        return meetings.filtered(lambda m: m.state in HELD_STATES or m._may_run())

    def _open_tasks(self, volunteer):
        tasks = request.env["bydelsmor.meeting.task"].search(
            [
                ("company_id", "=", volunteer.company_id.id),
                ("volunteer_id", "=", volunteer.id),
                ("done", "=", False),
            ]
        )
        return [self._task_card(task) for task in tasks]

    # ------------------------------------------------------------------
    # What the pages show
    # ------------------------------------------------------------------

    def _meeting_cards(self, meetings):
        mine = request.env["bydelsmor.attendance"].search(
            [
                ("meeting_id", "in", meetings.ids),
                ("partner_id", "=", request.env.user.partner_id.id),
            ]
        )
        row_of = {row.meeting_id: row for row in mine}
        return [
            self._meeting_card(meeting, row_of.get(meeting, mine.browse()))
            for meeting in meetings
        ]

    def _meeting_card(self, meeting, row):
        start, stop = danish_time(meeting.start), danish_time(meeting.stop)
        kinds = dict(meeting._fields["kind"]._description_selection(request.env))
        # Who opens the door and who took it on is for everybody in the group.
        people = meeting.sudo()
        card = {
            "meeting": meeting,
            "path": f"{MEETINGS}/{meeting.id}",
            "title": meeting.name if meeting.own_title else kinds[meeting.kind],
            "day": format_date(request.env, start.date(), date_format="full"),
            "time": f"{start:%H:%M}–{stop:%H:%M}",
            "host": people.host_id.name,
            "taken_by": ", ".join(people.responsible_ids.mapped("name")),
            "i_took_it": request.env.user.partner_id
            in people.responsible_ids.partner_id,
            "may_run": meeting._may_run(),
            "may_take": meeting.kind in HER_KINDS or meeting._may_run(),
            "row": row,
            "coming": meeting.state in COMING_STATES
            and meeting.stop >= fields.Datetime.now(),
            "answers": [(key, key == row.answer) for key, _label in ANSWERS],
        }
        return {**card, "share": self._share_words(card)}

    def _share_words(self, card):
        """Return what she sends on: when and where, without anybody's name."""
        meeting = card["meeting"]
        when = f"{card['day']} {card['time']}"
        parts = [card["title"], when, meeting.location, meeting.guest_topic]
        return "\n".join(filter(None, parts))

    def _task_card(self, task):
        volunteer = task.sudo().volunteer_id
        mine = volunteer.partner_id == request.env.user.partner_id
        kinds = dict(task._fields["kind"]._description_selection(request.env))
        return {
            "task": task,
            "kind": "" if task.kind == "task" else kinds[task.kind],
            "who": volunteer.name,
            "free": not volunteer and not task.done,
            "date": task.date and format_date(request.env, task.date),
            "mine": mine,
            "share": task.name,
            "path": f"{MEETINGS}/{task.meeting_id.id}",
        }

    def _open_task_cards(self, meeting):
        """Those who ran the meeting where it was agreed may tick it off as well."""
        cards = []
        for task in meeting.sudo().open_task_ids:
            card = self._task_card(task)
            ran_it = task.meeting_id.with_env(request.env)._may_run()
            cards.append({**card, "mine": card["mine"] or ran_it})
        return cards

    def _meeting_flash(self):
        """Return, once, what was saved or why it was not."""
        flash = request.session.pop(FLASH, None) or {}
        form, values = flash.get("typed") or (None, {})
        return {
            "done": flash.get("done"),
            "refused": flash.get("error"),
            "typed": lambda name: values if name == form else {},
        }

    # ------------------------------------------------------------------
    # What she does
    # ------------------------------------------------------------------

    def _do(self, path, change, typed=None, back=None):
        """Run ``change`` and come back to a page that says how it went.

        :param typed: (name of her form, what she typed there): when it is refused, it
            stands there again
        :param str back: the page with the form, where it is not ``path``
        """
        flash = {"done": True}
        try:
            with request.env.cr.savepoint():
                change()
        except (UserError, AccessError) as error:
            flash = {"error": str(error), "typed": typed}
            path = back or path
        request.session[FLASH] = flash
        return request.redirect(path)

    def _back(self, number, back):
        return MEETINGS if back == "list" else f"{MEETINGS}/{number}"

    @http.route(
        f"{MEETINGS}/<int:number>/answer", methods=["POST"], sitemap=False, **PAGE
    )
    def answer(
        self,
        number,
        answer=None,
        interpreter=None,
        childcare=None,
        back=None,
        **kwargs,
    ):
        meeting = self._find_meeting(number)
        path = self._back(number, back)
        if answer not in dict(ANSWERS):
            return request.redirect(path)
        return self._do(
            path, lambda: meeting._answer(answer, bool(interpreter), bool(childcare))
        )

    @http.route(
        f"{MEETINGS}/<int:number>/take", methods=["POST"], sitemap=False, **PAGE
    )
    def take_on(self, number, give_back=None, **kwargs):
        meeting = self._find_meeting(number)
        change = meeting._give_back if give_back else meeting._take_on
        return self._do(self._back(number, None), change)

    @http.route(
        f"{MEETINGS}/<int:number>/held", methods=["POST"], sitemap=False, **PAGE
    )
    def held(self, number, **kwargs):
        meeting = self._find_meeting(number)
        return self._do(f"{MEETINGS}/{number}/run", meeting.action_held)

    @http.route(
        f"{MEETINGS}/<int:number>/tick", methods=["POST"], sitemap=False, **PAGE
    )
    def tick(self, number, guest=None, **kwargs):
        meeting = self._find_meeting(number)
        present = request.httprequest.form.getlist("present")
        return self._do(
            f"{MEETINGS}/{number}/run",
            lambda: self._tick(meeting, [to_id(one) for one in present], guest),
        )

    def _tick(self, meeting, present, guest):
        meeting._tick(present)
        name = to_text(guest, 100)
        if name:
            meeting._add_guest(name)

    @http.route(
        f"{MEETINGS}/<int:number>/item/<int:item>",
        methods=["POST"],
        sitemap=False,
        **PAGE,
    )
    def write_item(self, number, item, **post):
        meeting = self._find_meeting(number)
        names = ("minutes", "minutes_base", "decision", "decision_base")
        values = {name: to_lines(post[name]) for name in names if name in post}
        return self._do(
            f"{MEETINGS}/{number}/run#item_{item}",
            lambda: meeting._write_item(item, values),
            typed=(f"item_{item}", values),
        )

    @http.route(
        f"{MEETINGS}/task/<int:number>", methods=["POST"], sitemap=False, **PAGE
    )
    def task_done(self, number, undo=None, run=None, take=None, back=None, **kwargs):
        volunteer = self._enter()
        task = request.env["bydelsmor.meeting.task"].search(
            [
                ("id", "=", to_id(number)),
                ("company_id", "=", volunteer.company_id.id),
            ]
        )
        if not task:
            raise request.not_found()
        path = f"{MEETINGS}/{to_id(run)}/run" if run else MEETINGS
        if to_id(back):
            path = f"{MEETINGS}/{to_id(back)}"
        if take:
            return self._do(path, task._take)
        return self._do(path, lambda: task._set_done(not undo))


class PhoneMeetingsHome(PhoneShell):
    def _home_values(self, volunteer):
        """Show when her group meets next."""
        meetings = PhoneMeetings()
        coming = meetings._coming_meetings(volunteer, limit=1)
        return {
            **super()._home_values(volunteer),
            "next_meeting": meetings._meeting_cards(coming)[:1],
        }

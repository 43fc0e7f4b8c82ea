# pylint: disable=translation-required
"""Makers of one record for every line of the access matrix.

A maker gets the test case and a letter ("a" or "b") and returns a record of that
group, made as superuser; a maker of a "(mine)" line gets the acting woman's
volunteer record instead of the letter.
"""

from datetime import date
from secrets import token_hex

from odoo import Command, fields

from ..bookkeeping import papers

MAKERS = {}


def makes(line_name):
    """Register a maker under the words of its line in the matrix."""

    def register(function):
        MAKERS[line_name] = function
        return function

    return register


def make(case, line_name, target):
    """Return the record that the line ``line_name`` is about."""
    return MAKERS[line_name](case, target).sudo(False)


def _vocabulary(model):
    @makes(model)
    def first(case, _letter):
        return case.env[model].search([], limit=1)


for _model in (
    "bydelsmor.choice",
    "bydelsmor.exercise",
    "bydelsmor.group.task",
    "bydelsmor.language",
    "bydelsmor.leave.reason",
    "bydelsmor.milestone",
    "bydelsmor.municipality",
    "bydelsmor.purpose",
):
    _vocabulary(_model)


def _group(case, letter):
    return getattr(case, f"group_{letter}")


def _woman(case, letter):
    """A Bydelsmor of the group who is nobody's acting person."""
    name = f"vol_somebody_{letter}"
    if not hasattr(case, name):
        woman = case.make_volunteer(_group(case, letter), f"somebody {letter}")
        woman._ensure_user()
        setattr(type(case) if not isinstance(case, type) else case, name, woman)
    return getattr(case, name)


@makes("bydelsmor.group")
def _make_group(case, letter):
    return _group(case, letter)


@makes("bydelsmor.group.milestone")
def _make_group_milestone(case, letter):
    return _group(case, letter).milestone_ids[:1]


@makes("bydelsmor.volunteer")
def _make_volunteer(case, letter):
    return _woman(case, letter)


@makes("bydelsmor.volunteer (mine)")
def _make_my_volunteer(_case, volunteer):
    return volunteer


@makes("bydelsmor.volunteer.language")
def _make_volunteer_language(case, letter):
    return case.env["bydelsmor.volunteer.language"].create(
        {
            "volunteer_id": _woman(case, letter).id,
            "language_id": case.env.ref("bydelsmor.language_so").id,
        }
    )


@makes("bydelsmor.volunteer.private")
def _make_volunteer_private(case, letter):
    return _woman(case, letter)._private()


@makes("bydelsmor.volunteer.private (mine)")
def _make_my_private(_case, volunteer):
    return volunteer._private()


@makes("bydelsmor.consent")
def _make_consent(case, letter):
    return _make_my_consent(case, _woman(case, letter))


@makes("bydelsmor.consent (mine)")
def _make_my_consent(case, volunteer):
    return case.env["bydelsmor.consent"].create(
        {"volunteer_id": volunteer.id, "kind": "photo"}
    )


@makes("bydelsmor.access.link")
def _make_access_link(case, letter):
    return _make_my_access_link(case, _woman(case, letter))


@makes("bydelsmor.access.link (mine)")
def _make_my_access_link(case, volunteer):
    return case.env["bydelsmor.access.link"].create(
        {
            "volunteer_id": volunteer.id,
            "token_hash": case.env["bydelsmor.access.link"]._hash(token_hex()),
            "date_expires": "2099-01-01",
        }
    )


@makes("bydelsmor.mandate")
def _make_mandate(case, letter):
    return _woman(case, letter).mandate_ids[:1]


@makes("res.partner (a woman)")
def _make_partner(case, letter):
    return _woman(case, letter).partner_id


@makes("res.partner (mine)")
def _make_my_partner(_case, volunteer):
    return volunteer.partner_id


@makes("res.partner (the group itself)")
def _make_company_partner(case, letter):
    return _group(case, letter).company_id.partner_id


@makes("res.users (a woman)")
def _make_user(case, letter):
    return _woman(case, letter).user_id


@makes("res.users (a board member)")
def _make_internal_user(case, letter):
    return getattr(case, f"chair_{letter}")


@makes("res.users (mine)")
def _make_my_user(_case, volunteer):
    return volunteer.user_id


def _attach(record, raw=b"paper"):
    return record.env["ir.attachment"].create(
        {
            "name": "paper.txt",
            "raw": raw,
            "res_model": record._name,
            "res_id": record.id,
            "company_id": record.company_id.id,
        }
    )


@makes("ir.attachment (on a volunteer)")
def _make_attachment_volunteer(case, letter):
    return _attach(_woman(case, letter))


@makes("ir.attachment (on the group)")
def _make_attachment_group(case, letter):
    return _attach(_group(case, letter))


def _note(record, subtype="mail.mt_note"):
    """Post as the national secretariat, so that the author is none of the roles."""
    return (
        record.with_user(record.env.ref("base.user_admin"))
        .sudo()
        .message_post(body="A note", message_type="comment", subtype_xmlid=subtype)
    )


@makes("mail.message (note on a volunteer)")
def _make_message_volunteer(case, letter):
    return _note(_woman(case, letter))


@makes("mail.message (note on the group)")
def _make_message_group(case, letter):
    return _note(_group(case, letter))


@makes("mail.message (message on the group)")
def _make_comment_group(case, letter):
    return _note(_group(case, letter), "mail.mt_comment")


def _event(group, guests):
    return group.env["calendar.event"].create(
        {
            "name": "Board meeting",
            "start": "2030-01-08 18:00:00",
            "stop": "2030-01-08 20:00:00",
            "company_id": group.company_id.id,
            "partner_ids": [Command.set(guests.ids)],
        }
    )


@makes("calendar.event")
def _make_event(case, letter):
    return _event(_group(case, letter), _woman(case, letter).partner_id)


@makes("calendar.event (mine)")
def _make_my_event(_case, volunteer):
    return _event(volunteer.group_id, volunteer.partner_id)


@makes("calendar.attendee")
def _make_attendee(case, letter):
    return _make_event(case, letter).attendee_ids


def _meeting(group, **values):
    return group.env["bydelsmor.meeting"].create(
        {"group_id": group.id, "start": "2030-01-08 16:00:00", **values}
    )


@makes("bydelsmor.meeting")
def _make_meeting(case, letter):
    return _meeting(_group(case, letter))


@makes("bydelsmor.meeting.series")
def _make_meeting_series(case, letter):
    return case.env["bydelsmor.meeting.series"].create(
        {
            "group_id": _group(case, letter).id,
            "date_from": "2030-01-01",
            "date_to": "2030-12-31",
        }
    )


@makes("bydelsmor.agenda.item")
def _make_agenda_item(case, letter):
    return _make_meeting(case, letter).agenda_item_ids[:1]


@makes("bydelsmor.agenda.item (board only)")
def _make_closed_agenda_item(case, letter):
    item = _meeting(_group(case, letter), kind="board").agenda_item_ids[:1]
    item.board_only = True
    return item


def _attendance(volunteer):
    return volunteer.env["bydelsmor.attendance"].create(
        {
            "meeting_id": _meeting(volunteer.group_id).id,
            "volunteer_id": volunteer.id,
        }
    )


@makes("bydelsmor.attendance")
def _make_attendance(case, letter):
    return _attendance(_woman(case, letter))


@makes("bydelsmor.attendance (mine)")
def _make_my_attendance(_case, volunteer):
    return _attendance(volunteer)


@makes("bydelsmor.meeting.task")
def _make_meeting_task(case, letter):
    return case.env["bydelsmor.meeting.task"].create(
        {"meeting_id": _make_meeting(case, letter).id, "name": "Buy coffee"}
    )


@makes("bydelsmor.meeting.task (board only)")
def _make_closed_meeting_task(case, letter):
    item = _make_closed_agenda_item(case, letter)
    return case.env["bydelsmor.meeting.task"].create(
        {
            "meeting_id": item.meeting_id.id,
            "agenda_item_id": item.id,
            "name": "Ask the landlord",
        }
    )


def _signed_meeting(case, letter, kind="monthly"):
    woman = _woman(case, letter)
    meeting = _meeting(_group(case, letter), kind=kind)
    meeting.write({"start": "2024-01-09 16:00:00", "stop": "2024-01-09 18:00:00"})
    meeting.action_held()
    meeting.write({"chair_id": woman.id})
    meeting.agenda_item_ids[:1].minutes = "We met"
    meeting._freeze()
    return meeting, woman


@makes("bydelsmor.meeting.signature")
def _make_meeting_signature(case, letter):
    meeting, woman = _signed_meeting(case, letter)
    meeting._add_signature(woman, "system")
    return meeting.signature_ids


def _correction(case, letter, board_only=False):
    meeting, _woman = _signed_meeting(case, letter)
    item = meeting.agenda_item_ids[:1]
    case.env.cr.execute(
        "UPDATE bydelsmor_agenda_item SET board_only = %s WHERE id = %s",
        [board_only, item.id],
    )
    item.invalidate_recordset()
    meeting.state = "approved"
    return meeting._correct("We met twice", item).sudo()


@makes("bydelsmor.meeting.correction")
def _make_meeting_correction(case, letter):
    return _correction(case, letter)


@makes("bydelsmor.meeting.correction (board)")
def _make_closed_meeting_correction(case, letter):
    return _correction(case, letter, board_only=True)


@makes("bydelsmor.task.mark")
def _make_task_mark(case, letter):
    marks = case.env["bydelsmor.task.mark"].sudo()
    return marks._this_half_year(_group(case, letter).sudo())[:1]


@makes("bydelsmor.knowledge")
def _make_knowledge(case, letter):
    return case.env["bydelsmor.knowledge"].create(
        {"group_id": _group(case, letter).id, "name": "Sleep"}
    )


@makes("bydelsmor.meeting.message")
def _make_meeting_message(case, letter):
    return _make_meeting(case, letter)._tell("Bring a cup", "everybody").sudo()


@makes("ir.attachment (on a meeting)")
def _make_meeting_paper(case, letter):
    meeting = _make_meeting(case, letter)
    return case.env["ir.attachment"].create(
        {
            "name": "sheet.jpg",
            "raw": papers.jpeg(),
            "res_model": meeting._name,
            "res_id": meeting.id,
        }
    )


@makes("bydelsmor.agenda.template (national)")
def _make_national_agenda(case, _letter):
    return case.env.ref("bydelsmor.agenda_template_monthly")


@makes("bydelsmor.agenda.template (group)")
def _make_group_agenda(case, letter):
    templates = case.env["bydelsmor.agenda.template"]
    company = _group(case, letter).company_id
    own = templates.search([("company_id", "=", company.id), ("kind", "=", "board")])
    return own or templates.create(
        {
            "name": "Ours",
            "kind": "board",
            "company_id": company.id,
            "item_ids": [Command.create({"name": "Coffee"})],
        }
    )


@makes("bydelsmor.agenda.template.item")
def _make_group_agenda_item(case, letter):
    return _make_group_agenda(case, letter).item_ids[:1]


@makes("bydelsmor.bylaws (national)")
def _make_national_bylaws(case, _letter):
    return case.env.ref("bydelsmor.bylaws_national")


@makes("bydelsmor.bylaws (group)")
def _make_group_bylaws(case, letter):
    company = _group(case, letter).company_id
    return case.env["bydelsmor.bylaws"]._copy_for(company).sudo(False)


def _assembly(group):
    return _meeting(group, kind="ordinary_assembly")


@makes("bydelsmor.proposal")
def _make_proposal(case, letter):
    return case.env["bydelsmor.proposal"].create(
        {"meeting_id": _assembly(_group(case, letter)).id, "name": "A trip"}
    )


@makes("bydelsmor.election")
def _make_election(case, letter):
    return case.env["bydelsmor.election"].create(
        {"meeting_id": _assembly(_group(case, letter)).id, "office": "alternate"}
    )


@makes("bydelsmor.candidate")
def _make_candidate(case, letter):
    return case.env["bydelsmor.candidate"].create(
        {
            "election_id": _make_election(case, letter).id,
            "volunteer_id": _woman(case, letter).id,
        }
    )


def _choice(env, name):
    return env.ref(f"bydelsmor.choice_{name}").id


@makes("bydelsmor.word")
def _make_word(case, _letter):
    return case.env["bydelsmor.word"].create(
        {"lang": "en_US", "before": f"Word {token_hex(4)}"}
    )


@makes("bydelsmor.word.suggestion")
def _make_word_suggestion(case, letter):
    return case.env["bydelsmor.word.suggestion"].create(
        {
            "company_id": _group(case, letter).company_id.id,
            "lang": "en_US",
            "before": "Come in",
            "suggestion": "Come in, please",
        }
    )


@makes("bydelsmor.goal")
def _make_goal(case, letter):
    company = _group(case, letter).company_id
    return case.env["bydelsmor.goal"].create({"company_id": company.id, "year": 2030})


@makes("bydelsmor.meeting.code")
def _make_meeting_code(case, letter):
    return case.env["bydelsmor.meeting.code"].create(
        {"meeting_id": _make_meeting(case, letter).id}
    )


def _conversation(volunteer):
    env = volunteer.env
    return env["bydelsmor.conversation"].create(
        {
            "company_id": volunteer.company_id.id,
            "author_id": volunteer.user_id.id,
            "arose_id": _choice(env, "arose_network"),
            "topic_ids": [Command.set([_choice(env, "topic_school")])],
            "next_id": _choice(env, "next_meet"),
        }
    )


@makes("bydelsmor.conversation")
def _make_conversation(case, letter):
    return _conversation(_woman(case, letter))


@makes("bydelsmor.conversation (mine)")
def _make_my_conversation(_case, volunteer):
    return _conversation(volunteer)


def _tally(volunteer):
    return volunteer.env["bydelsmor.contact.tally"].create(
        {
            "company_id": volunteer.company_id.id,
            "author_id": volunteer.user_id.id,
            "count": 3,
        }
    )


@makes("bydelsmor.contact.tally")
def _make_tally(case, letter):
    return _tally(_woman(case, letter))


@makes("bydelsmor.contact.tally (mine)")
def _make_my_tally(_case, volunteer):
    return _tally(volunteer)


@makes("bydelsmor.activity")
def _make_activity(case, letter):
    return case.env["bydelsmor.activity"].create(
        {
            "company_id": _group(case, letter).company_id.id,
            "kind_id": _choice(case.env, "activity_cafe"),
            "women_count": 12,
        }
    )


@makes("bydelsmor.grant")
def _make_grant(case, letter):
    return case.env["bydelsmor.grant"].create(
        {
            "name": "§ 18",
            "company_id": _group(case, letter).company_id.id,
            "amount_awarded": 10000,
        }
    )


def _receipt(volunteer):
    return volunteer.env["bydelsmor.receipt"].create(
        {
            "company_id": volunteer.company_id.id,
            "volunteer_id": volunteer.id,
            "line_ids": [
                Command.create(
                    {
                        "purpose_id": volunteer.env.ref(
                            "bydelsmor.purpose_activity_food"
                        ).id,
                        "amount": 124.5,
                    }
                )
            ],
        }
    )


@makes("bydelsmor.receipt")
def _make_receipt(case, letter):
    return _receipt(_woman(case, letter))


@makes("bydelsmor.receipt (mine)")
def _make_my_receipt(_case, volunteer):
    return _receipt(volunteer)


@makes("bydelsmor.receipt.line")
def _make_receipt_line(case, letter):
    return _receipt(_woman(case, letter)).line_ids


@makes("bydelsmor.receipt.line (mine)")
def _make_my_receipt_line(_case, volunteer):
    return _receipt(volunteer).line_ids


@makes("ir.attachment (on a receipt)")
def _make_attachment_receipt(case, letter):
    return _attach(_receipt(_woman(case, letter)), papers.jpeg())


def _accounts(case, letter, year=2025, state="open"):
    accounts = case.env["bydelsmor.annual.accounts"]._for_period(
        _group(case, letter).company_id, date(year, 1, 1), date(year, 12, 31)
    )
    accounts.state = state
    return accounts


@makes("bydelsmor.annual.accounts (open)")
def _make_open_accounts(case, letter):
    return _accounts(case, letter)


@makes("bydelsmor.annual.accounts (adopted)")
def _make_adopted_accounts(case, letter):
    return _accounts(case, letter, 2024, "adopted")


@makes("bydelsmor.budget.line")
def _make_budget_line(case, letter):
    return _accounts(case, letter).budget_ids[:1]


@makes("bydelsmor.annual.accounts.signature")
def _make_signature(case, letter):
    return case.env["bydelsmor.annual.accounts.signature"].create(
        {
            "accounts_id": _accounts(case, letter).id,
            "name": "Somebody",
            "role": "chair",
            "method": "paper",
            "user_id": case.env.uid,
            "signed_on": fields.Datetime.now(),
            "content_hash": "0" * 64,
        }
    )


@makes("bydelsmor.cash.count")
def _make_cash_count(case, letter):
    return case.env["bydelsmor.cash.count"].create(
        {"company_id": _group(case, letter).company_id.id}
    )


@makes("bydelsmor.cash.count.line")
def _make_cash_count_line(case, letter):
    return _make_cash_count(case, letter).line_ids[:1]


def _entry(case, letter):
    """A draft entry in the group's books, opened when first asked for."""
    company = _group(case, letter).company_id
    if not company.chart_template:
        company._bydelsmor_load_chart()
    journal = case.env["account.journal"].search(
        [("company_id", "=", company.id), ("type", "=", "general")], limit=1
    )
    return (
        case.env["account.move"]
        .with_company(company)
        .create({"move_type": "entry", "journal_id": journal.id})
    )


@makes("bydelsmor.audit.mark")
def _make_audit_mark(case, letter):
    return case.env["bydelsmor.audit.mark"].create(
        {
            "accounts_id": _accounts(case, letter).id,
            "move_id": _entry(case, letter).id,
        }
    )


@makes("bydelsmor.group.overview")
def _make_overview(case, letter):
    return case.env["bydelsmor.group.overview"].browse(_group(case, letter).id)


@makes("bydelsmor.comparison.line")
def _make_comparison_line(case, letter):
    return case.env["bydelsmor.comparison.line"].create(
        {
            "company_id": _group(case, letter).company_id.id,
            "year": 2020,
            "key": "grants",
            "amount": 100,
        }
    )


def _books(case, letter):
    company = _group(case, letter).company_id
    if not company.chart_template:
        company._bydelsmor_load_chart()
    return company


def _posted(case, letter):
    """A posted voucher: 10 kr from the bank for something to eat."""
    company = _books(case, letter)
    accounts = company._bydelsmor_accounts("1611", "7440")
    move = (
        case.env["account.move"]
        .with_company(company)
        .create(
            {
                "move_type": "entry",
                "journal_id": company._bydelsmor_journal("DIV").id,
                "line_ids": [
                    Command.create({"account_id": accounts[code].id, "balance": amount})
                    for code, amount in (("1611", 10), ("7440", -10))
                ],
            }
        )
    )
    move._post(soft=False)
    return move.with_env(case.env)


@makes("account.move")
def _make_move(case, letter):
    return _posted(case, letter)


def _row_of_books(case, letter, model):
    """A row of the view over this year's books, with something posted in them."""
    company = _posted(case, letter).company_id
    accounts = _accounts(case, letter, fields.Date.today().year)
    rows = case.env[model].search([("accounts_id", "=", accounts.id)], limit=1)
    assert rows.company_id == company
    return rows


@makes("bydelsmor.trial.balance")
def _make_trial_balance(case, letter):
    return _row_of_books(case, letter, "bydelsmor.trial.balance")


@makes("bydelsmor.ledger.line")
def _make_ledger_line(case, letter):
    return _row_of_books(case, letter, "bydelsmor.ledger.line")


@makes("account.move.line")
def _make_move_line(case, letter):
    return _posted(case, letter).line_ids[:1]


@makes("account.partial.reconcile")
def _make_partial(case, letter):
    move = _posted(case, letter)
    reversal = move._bydelsmor_reverse("A test")
    lines = (move | reversal).line_ids
    return lines.matched_debit_ids[:1]


@makes("account.payment")
def _make_payment(case, letter):
    company = _books(case, letter)
    payment = (
        case.env["account.payment"]
        .with_company(company)
        .create(
            {
                "payment_type": "outbound",
                "partner_id": _woman(case, letter).partner_id.id,
                "journal_id": company._bydelsmor_journal("BANK").id,
                "amount": 10,
            }
        )
    )
    return payment.with_env(case.env)


@makes("account.journal")
def _make_journal(case, letter):
    return _books(case, letter)._bydelsmor_journal("DIV")


@makes("account.bank.statement.line")
def _make_bank_line(case, letter):
    return case.env["account.bank.statement.line"].create(
        {
            "journal_id": _books(case, letter)._bydelsmor_journal("BANK").id,
            "date": fields.Date.today(),
            "amount": 10,
        }
    )


@makes("account.bank.statement")
def _make_bank_statement(case, letter):
    return case.env["account.bank.statement"].create(
        {"name": "A month", "line_ids": _make_bank_line(case, letter).ids}
    )


@makes("account.reconcile.model")
def _make_reconcile_model(case, letter):
    return case.env["account.reconcile.model"].create(
        {"name": "Fees", "company_id": _books(case, letter).id}
    )


@makes("res.partner.bank (of the group)")
def _make_bank_of_group(case, letter):
    company = _group(case, letter).company_id
    return case.env["res.partner.bank"].create(
        {
            "acc_number": token_hex(4),
            "partner_id": company.partner_id.id,
            "company_id": company.id,
        }
    )


@makes("res.partner.bank (of a woman)")
def _make_bank_of_woman(case, letter):
    return case.env["res.partner.bank"].create(
        {"acc_number": token_hex(4), "partner_id": _woman(case, letter).partner_id.id}
    )


@makes("ir.attachment (on an entry)")
def _make_attachment_entry(case, letter):
    return _attach(_posted(case, letter))


@makes("bydelsmor.erasure.log")
def _make_erasure_log(case, letter):
    return case.env["bydelsmor.erasure.log"].create(
        {"company_id": _group(case, letter).company_id.id, "until": "2015-12-31"}
    )


def _earlier_figure(case, letter):
    year = {"a": 2001, "b": 2002}[letter]
    return case.env["bydelsmor.statistic"].create(
        {"year": year, "subject": "women", "count": 20}
    )


def _figure(case, letter, area, **keys):
    """A published figure, as ``_publish`` stores it."""
    figure = _earlier_figure(case, letter)
    figure.flush_recordset()
    values = {"imported": False, "subject": "conversations", "area": area, **keys}
    for column, value in values.items():
        query = f"UPDATE bydelsmor_statistic SET {column} = %s WHERE id = %s"
        case.env.cr.execute(query, [value, figure.id])
    # Years before the first published one are for earlier papers.
    case.env.cr.execute(
        "UPDATE bydelsmor_statistic SET year = year + 20 WHERE id = %s", [figure.id]
    )
    case.env.invalidate_all()
    return figure


@makes("bydelsmor.statistic (of a group)")
def _make_figure_of_group(case, letter):
    company = _group(case, letter).company_id
    return _figure(case, letter, "group", company_id=company.id)


@makes("bydelsmor.statistic (of the country)")
def _make_figure_of_country(case, letter):
    return _figure(case, letter, "national")


@makes("bydelsmor.statistic (a municipality)")
def _make_figure_of_municipality(case, letter):
    municipality = _group(case, letter).municipality_id
    return _figure(case, letter, "municipality", municipality_id=municipality.id)


@makes("bydelsmor.statistic (earlier)")
def _make_earlier_figure(case, letter):
    return _earlier_figure(case, letter)

"""Who may do what: the table that the access tests prove, cell by cell.

One line a model, one column a role. A cell tells what the role may do with

    a record of her OWN group / a record of ANOTHER group

in the letters c (create), r (read), w (write), d (delete); "-" is nothing. Cells
without "/" hold for every group: national roles, vocabularies, and the lines
marked "(mine)", which are about the acting woman's own record.

A letter says what Odoo answers when it is asked for the right; the deed itself ends
in the same way, unless a sign stands behind the letter:

    !   she has the right, and what the record is refuses the deed: it is booked,
        signed or in use, or all of its kind are there from the beginning
    +   she has no such right over that record, and can do this all the same: a new
        contact belongs to no group, and a new figure is one from earlier papers

To add a model: write its line here and give it a maker in ``makers.py`` under the
same words. ``test_access_registry`` fails for a model of ours without a line.
"""

import re

ROLES = (
    "member",
    "board",
    "lead",
    "treasurer",
    "auditor",
    "secretariat",
    "administrator",
)
GROUP_ROLES = ROLES[:5]
NATIONAL_ROLES = ROLES[5:]

# A mandate of roles.ROLES that stands for each column. A lead is an organisational
# volunteer, a start-up coordinator or the chair (see roles.ACCESS_BY_ROLE).
MANDATE_OF = {
    "member": "bydelsmor",
    "board": "board_member",
    "lead": "organisational_volunteer",
    "treasurer": "treasurer",
    "auditor": "auditor",
}

# Tables that belong to no group; everybody reads them, the secretariat keeps them.
VOCABULARIES = (
    "bydelsmor.choice",
    "bydelsmor.exercise",
    "bydelsmor.group.task",
    "bydelsmor.language",
    "bydelsmor.leave.reason",
    "bydelsmor.milestone",
    "bydelsmor.municipality",
    "bydelsmor.purpose",
    "bydelsmor.word",
)

MODES = {"c": "create", "r": "read", "w": "write", "d": "unlink"}

TABLE = """
                                     member  board    lead     treasurer  auditor  secretariat administrator
# vocabularies
bydelsmor.choice                     r       r        r        r          r        crw         crwd
bydelsmor.exercise                   r       r        r        r          r        crw         crwd
bydelsmor.group.task                 r       r        r        r          r        crw         crwd!
bydelsmor.language                   r       r        r        r          r        crw         crwd
bydelsmor.leave.reason               r       r        r        r          r        crw         crwd
bydelsmor.milestone                  r       r        r        r          r        crw         crwd!
bydelsmor.municipality               r       r        r        r          r        crw         crwd
bydelsmor.purpose                    r       r        r        r          r        crw         crwd!
bydelsmor.word                       r       r        r        r          r        crw         crwd
bydelsmor.word.suggestion            -/-     -/-      -/-      -/-        -/-      rw          rw
# the group and its women
bydelsmor.group                      r/-     rw/-     rw/-     rw/-       r/-      crw         crwd!
bydelsmor.group.milestone            r/-     rw/-     rw/-     rw/-       -/-      r           r
bydelsmor.volunteer                  -/-     crw/-    crw/-    crw/-      -/-      crw         crw
bydelsmor.volunteer (mine)           r       crw      crw      crw        r        -           -
bydelsmor.volunteer.language         -/-     crwd/-   crwd/-   crwd/-     -/-      crwd        crwd
bydelsmor.volunteer.private          -/-     -/-      -/-      -/-        -/-      r           r
bydelsmor.volunteer.private (mine)   rw      rw       rw       rw         rw       -           -
bydelsmor.consent                    -/-     cr/-     cr/-     cr/-       -/-      r           r
bydelsmor.consent (mine)             crw     crw      crw      crw        crw      -           -
bydelsmor.mandate                    r/-     r/-      crwd/-   r/-        r/-      crwd        crwd
bydelsmor.access.link                -/-     r/-      r/-      r/-        -/-      r           r
bydelsmor.access.link (mine)         r       r        r        r          r        -           -
# Odoo's people
res.partner (a woman)                -/-     r/-      r/-      crwd!/c+   r/-      r           r
res.partner (mine)                   r       r        r        crwd!      r        -           -
res.partner (the group itself)       -/-     r/-      r/-      crwd!/-    r/-      r           r
res.users (a woman)                  -/-     r/-      r/-      r/-        r/-      r           r
res.users (a board member)           -/-     r/-      r/-      r/-        r/-      r           r
res.users (mine)                     r       r        r        r          r        -           -
# papers and messages on the group's records
ir.attachment (on a volunteer)       -/-     crwd/-   crwd/-   crwd/-     -/-      crwd        crwd
ir.attachment (on the group)         -/-     crwd/-   crwd/-   crwd/-     r/-      crwd        crwd
mail.message (note on a volunteer)   -/-     crwd/-   crwd/-   crwd/-     -/-      crwd        crwd
mail.message (note on the group)     -/-     crwd/-   crwd/-   crwd/-     r/-      crwd        crwd
mail.message (message on the group)  -/-     crwd/-   crwd/-   crwd/-     r/-      crwd        crwd
# receipts and grants
bydelsmor.grant                      r/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.receipt                    -/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.receipt (mine)             r       crwd     crwd     crwd       r        -           -
bydelsmor.receipt.line               -/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.receipt.line (mine)        r       crwd     crwd     crwd       r        -           -
ir.attachment (on a receipt)         -/-     crwd/-   crwd/-   crwd/-     r/-      -           -
# the books
account.move                         -/-     -/-      -/-      crwd!/-    r/-      -           -
account.move.line                    -/-     -/-      -/-      c!rwd!/-   r/-      -           -
account.partial.reconcile            -/-     -/-      -/-      crwd/-     r/-      -           -
account.payment                      -/-     -/-      -/-      crwd/-     r/-      -           -
account.journal                      -/-     -/-      -/-      r/-        r/-      -           -
account.bank.statement               -/-     -/-      -/-      r/-        r/-      -           -
account.bank.statement.line          -/-     -/-      -/-      r/-        r/-      -           -
account.reconcile.model              -/-     -/-      -/-      cr/-       r/-      -           -
res.partner.bank (of the group)      -/-     -/-      -/-      crwd/-     r/-      -           -
res.partner.bank (of a woman)        -/-     -/-      -/-      crwd/-     r/-      -           -
ir.attachment (on an entry)          -/-     -/-      -/-      crw!d!/-   r/-      -           -
bydelsmor.erasure.log                -/-     -/-      -/-      r/-        r/-      -           -
# the annual accounts, open and adopted
bydelsmor.annual.accounts (open)     -/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.annual.accounts (adopted)  r/-     crwd!/-  crwd!/-  crwd!/-    r/-      r           r
bydelsmor.trial.balance              -/-     -/-      -/-      r/-        r/-      -           -
bydelsmor.ledger.line                -/-     -/-      -/-      r/-        r/-      -           -
bydelsmor.budget.line                -/-     c!rwd/-  c!rwd/-  c!rwd/-    r/-      -           -
bydelsmor.annual.accounts.signature  -/-     r/-      r/-      r/-        r/-      -           -
bydelsmor.audit.mark                 -/-     r/-      r/-      r/-        r/-      -           -
bydelsmor.comparison.line            -/-     r/-      r/-      crwd/-     r/-      -           -
bydelsmor.cash.count                 -/-     crwd/-   crwd/-   crwd/-     crwd/-   -           -
bydelsmor.cash.count.line            -/-     c!rwd/-  c!rwd/-  c!rwd/-    c!rwd/-  -           -
# the secretariat
bydelsmor.group.overview             -/-     r/-      r/-      r/-        -/-      r           r
# meetings
bydelsmor.meeting                    r/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.meeting.series             -/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.agenda.item                r/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.agenda.item (board only)   -/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.attendance                 -/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.attendance (mine)          r       crwd     crwd     crwd       r        -           -
bydelsmor.meeting.task               r/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.meeting.task (board only)  -/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.meeting.signature          -/-     r/-      r/-      r/-        r/-      -           -
bydelsmor.meeting.correction         r/-     r/-      r/-      r/-        r/-      -           -
bydelsmor.meeting.correction (board) -/-     r/-      r/-      r/-        r/-      -           -
bydelsmor.task.mark                  r/-     rw/-     rw/-     rw/-       -/-      -           -
bydelsmor.knowledge                  r/-     crwd/-   crwd/-   crwd/-     -/-      -           -
bydelsmor.meeting.message            -/-     r/-      r/-      r/-        r/-      -           -
ir.attachment (on a meeting)         -/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.agenda.template (national) r       r        r        r          r        crwd        crwd
bydelsmor.agenda.template (group)    r/-     crwd/-   crwd/-   crwd/-     -/-      -           -
bydelsmor.agenda.template.item       r/-     crwd/-   crwd/-   crwd/-     -/-      -           -
bydelsmor.proposal                   r/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.election                   r/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.candidate                  r/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.bylaws (national)          r       r        r        r          r        rw          rw
bydelsmor.bylaws (group)             r/-     rw/-     rw/-     rw/-       r/-      r           r
# what the women document: a form is read by its author alone
bydelsmor.conversation               -/-     -/-      -/-      -/-        -/-      -           -
bydelsmor.conversation (mine)        r       r        r        r          -        -           -
bydelsmor.contact.tally              -/-     -/-      -/-      -/-        -/-      -           -
bydelsmor.contact.tally (mine)       r       r        r        r          -        -           -
bydelsmor.activity                   r/-     crwd/-   crwd/-   crwd/-     r/-      -           -
bydelsmor.goal                       r/-     crwd/-   crwd/-   crwd/-     -/-      -           -
bydelsmor.meeting.code               -/-     r/-      r/-      r/-        -/-      -           -
bydelsmor.statistic (of a group)     -/-     r/-      r/-      r/-        -/-      c+r         c+r
bydelsmor.statistic (of the country) -       r        r        r          -        c+r         c+r
bydelsmor.statistic (a municipality) -       -        -        -          -        c+r         c+r
bydelsmor.statistic (earlier)        -       r        r        r          -        crwd        crwd
# Odoo's calendar
calendar.event                       -/-     crwd/-   crwd/-   crwd/-     -/-      -           -
calendar.event (mine)                r       crwd     crwd     crwd       r        -           -
calendar.attendee                    -/-     crwd/-   crwd/-   crwd/-     -/-      -           -
"""  # noqa: E501


def _parse(table, parse_cell):
    """Return {line name: {role: what ``parse_cell`` makes of its cell}}."""
    lines = [
        line for line in table.splitlines() if line.strip() and not line.startswith("#")
    ]
    if tuple(lines[0].split()) != ROLES:
        raise ValueError("the head of the table does not name the roles")
    rows = {}
    for line in lines[1:]:
        name, cells = line[:36].strip(), line[36:].split()
        if len(cells) != len(ROLES) or name in rows:
            raise ValueError(f"cannot read the line {line!r}")
        rows[name] = {
            role: parse_cell(cell) for role, cell in zip(ROLES, cells, strict=True)
        }
    return rows


def _rights(cell):
    """Return (modes in own group, modes in another)."""
    return _halves(cell, r"([crwd])(?![+])")


def _exceptions(cell):
    """Return those of them behind which a sign stands."""
    return _halves(cell, r"([crwd])[!+]")


def _halves(cell, pattern):
    if not re.fullmatch(r"(-|([crwd][!+]?)+)(/(-|([crwd][!+]?)+))?", cell):
        raise ValueError(f"cannot read the cell {cell!r}")
    own, _slash, other = cell.partition("/")
    return tuple(
        {MODES[letter] for letter in re.findall(pattern, half)}
        for half in (own, other or own)
    )


def model_of(line_name):
    """The technical name of the model that a line of the table is about."""
    return line_name.split(" ")[0]


def is_mine(line_name):
    """Tell whether a line is about the acting woman's own record."""
    return line_name.endswith("(mine)")


def letters(modes):
    """Write modes as the table does."""
    return "".join(key for key, mode in MODES.items() if mode in modes) or "-"


MATRIX = _parse(TABLE, _rights)
# The deeds that end otherwise than the right says.
OTHERWISE = _parse(TABLE, _exceptions)

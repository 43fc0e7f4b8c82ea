"""What a woman can be in a group, and what each role lets her into.

Plain Python without the ORM: the only table from which rights are made
(see ``res.users._companies_for``).
"""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

ROLES = [
    ("bydelsmor", "Bydelsmor"),
    ("organisational_volunteer", "Organisational volunteer"),
    ("startup_coordinator", "Start-up coordinator"),
    ("chair", "Chair"),
    ("deputy_chair", "Deputy chair"),
    ("treasurer", "Treasurer"),
    ("secretary", "Secretary"),
    ("board_member", "Board member"),
    ("alternate", "Alternate"),
    ("auditor", "Auditor"),
]

# Those who sit on the board and vote there. Alternates attend without a vote.
BOARD_ROLES = ("chair", "deputy_chair", "treasurer", "secretary", "board_member")

# member: the group's meetings and papers; board: the group's work; lead: gives
# and ends mandates; treasurer: writes the books; auditor: reads the books.
ACCESS_BY_ROLE = {
    "bydelsmor": ("member",),
    "alternate": ("member",),
    "organisational_volunteer": ("member", "board", "lead"),
    "startup_coordinator": ("member", "board", "lead"),
    "chair": ("member", "board", "lead"),
    "deputy_chair": ("member", "board"),
    "secretary": ("member", "board"),
    "board_member": ("member", "board"),
    "treasurer": ("member", "board", "treasurer"),
    "auditor": ("auditor",),
}

# Access roles that need the web client, and the group that opens it.
GROUP_BY_ACCESS = {
    "board": "bydelsmor.group_board",
    "treasurer": "bydelsmor.group_treasurer",
    "auditor": "bydelsmor.group_auditor",
}

# Access roles that are nobody's mandate: they reach all groups.
NATIONAL_GROUPS = {
    "secretariat": "bydelsmor.group_secretariat",
    "administrator": "bydelsmor.group_administrator",
}

ACCESS_LABELS = {
    "member": _lt("Bydelsmor"),
    "board": _lt("board member or organisational volunteer"),
    "lead": _lt("chair, organisational volunteer or start-up coordinator"),
    "treasurer": _lt("treasurer"),
    "auditor": _lt("auditor"),
    "secretariat": _lt("secretariat"),
    "administrator": _lt("administrator"),
}


def roles_giving(access_roles):
    """Return the mandate roles that give at least one of the access roles."""
    wanted = set(access_roles)
    return [role for role, given in ACCESS_BY_ROLE.items() if wanted & set(given)]

from contextlib import nullcontext

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import BydelsmorCommon
from .deeds import created, written
from .makers import MAKERS, make
from .matrix import (
    GROUP_ROLES,
    MANDATE_OF,
    MATRIX,
    MODES,
    NATIONAL_ROLES,
    OTHERWISE,
    is_mine,
    letters,
)

DONE, NO_RIGHT, BY_RULE = "done", "refused for want of a right", "refused by a rule"


class UndoneError(Exception):
    """A deed was done, and is taken back."""


class AccessMatrixCommon(BydelsmorCommon):
    """Makes a record of every line in both groups, and asks Odoo what is allowed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.records = {
            line: {letter: make(cls, line, letter) for letter in "ab"}
            for line in MATRIX
            if not is_mine(line)
        }
        cls.env.flush_all()

    def allowed(self, user, record):
        """Return the modes that ``user`` has on ``record``, checked twice for reading:
        what may be read is what a search finds."""
        record = record.with_user(user)
        modes = {mode for mode in MODES.values() if record.has_access(mode)}
        found = (
            record.with_context(active_test=False).search([("id", "=", record.id)])
            if record.browse().has_access("read")
            else record.browse()
        )
        self.assertEqual(
            bool(found),
            "read" in modes,
            f"{user.login} searches {record} otherwise than she reads it",
        )
        return modes

    def check(self, who, user, line, record, expected):
        """Note a difference between the table and Odoo in ``self.faults``."""
        allowed = self.allowed(user, record)
        if allowed != expected:
            self.faults.append(
                f"{who}: {line}: allowed {letters(allowed)}, "
                f"the table says {letters(expected)}"
            )

    def setUp(self):
        super().setUp()
        self.faults = []

    def assertNoFaults(self):
        self.assertFalse(self.faults, "\n" + "\n".join(self.faults))


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessMatrixCommon):
    """Each role alone, in her own group and towards another."""

    def setUp(self):
        super().setUp()
        self.new_values = {}

    def test_every_line_has_a_maker(self):
        self.assertEqual(set(MATRIX), set(MAKERS))

    def test_roles_in_one_group(self):
        for role in GROUP_ROLES:
            for person in self._persons(role):
                self._check_person(role, person)
        self.assertNoFaults()

    def _persons(self, role):
        keys = {"lead": ("volunteer", "chair")}.get(role, (role,))
        return [
            (getattr(self, f"vol_{key}_{own}"), own, other)
            for key in keys
            for own, other in ("ab", "ba")
        ]

    def _check_person(self, role, person):
        volunteer, own, other = person
        user = volunteer.user_id
        for line, cells in MATRIX.items():
            in_own, in_other = cells[role]
            if is_mine(line):
                mine = make(self, line, volunteer)
                self.check(user.login, user, line, mine, in_own)
                continue
            records = self.records[line]
            if in_own == in_other:
                in_other = in_own
            self.check(f"{role} own", user, line, records[own], in_own)
            self.check(f"{role} other", user, line, records[other], in_other)

    def test_national_roles(self):
        for role in NATIONAL_ROLES:
            user = getattr(self, role)
            for line, cells in MATRIX.items():
                if is_mine(line):
                    continue
                for letter, record in self.records[line].items():
                    self.check(f"{role} {letter}", user, line, record, cells[role][0])
        self.assertNoFaults()

    def test_deeds_in_one_group(self):
        """What Odoo answers when it is asked for a right knows access lists and rules
        alone. Here each deed is really done, through all that the models and their
        constraints add, and taken back."""
        for role in GROUP_ROLES:
            key = {"lead": "chair"}.get(role, role)
            volunteer = getattr(self, f"vol_{key}_a")
            for line in MATRIX:
                if is_mine(line):
                    records = (make(self, line, volunteer),)
                else:
                    records = dict.fromkeys(self.records[line].values())
                for place, record in enumerate(records):
                    self._check_deeds(role, volunteer.user_id, line, record, place)
        self.assertNoFaults()

    def test_deeds_of_national_roles(self):
        for role in NATIONAL_ROLES:
            user = getattr(self, role)
            for line in MATRIX:
                if not is_mine(line):
                    self._check_deeds(role, user, line, self.records[line]["a"], 0)
        self.assertNoFaults()

    def _check_deeds(self, role, user, line, record, place):
        """Do all four deeds; ``place`` is 0 in her own group and 1 in another."""
        modes = MATRIX[line][role][place]
        otherwise = OTHERWISE[line][role][place]
        for mode in MODES.values():
            expected = DONE if mode in modes else NO_RIGHT
            if mode in otherwise:
                expected = BY_RULE if mode in modes else DONE
            outcome, words = self._try(user, line, record, mode)
            if outcome != expected:
                whose = ("her own", "another")[place]
                self.faults.append(
                    f"{role}, {whose} group: {mode} {line}: {outcome}, and the table "
                    f"says {expected}. {words}"
                )

    @mute_logger("odoo.sql_db", "odoo.models.unlink")
    def _try(self, user, line, record, mode):
        """Return how a deed ends, and the words of the refusal."""
        try:
            with nullcontext() if mode == "read" else self.env.cr.savepoint():
                self._do(record.with_user(user), line, mode)
                self.env.flush_all()
                raise UndoneError
        except UndoneError:
            return DONE, ""
        except AccessError as error:
            return NO_RIGHT, error
        except (UserError, IntegrityError) as error:
            return BY_RULE, error

    def _do(self, record, line, mode):
        if mode == "create":
            return record.browse().create(self._new_values(line, record))
        if mode == "write":
            return record.write(written(self, line, record))
        if mode == "unlink":
            return record.unlink()
        return record.read(["display_name", *self._columns(record)])

    def _new_values(self, line, record):
        if record not in self.new_values:
            self.new_values[record] = created(self, line, record)
        return dict(self.new_values[record])

    def _columns(self, record):
        return [
            name
            for name, field in record._fields.items()
            if field.store
            and field.column_type
            and record._has_field_access(field, "read")
        ]


@tagged("post_install", "-at_install")
class TestAccessPairs(AccessMatrixCommon):
    """One person with two roles: in A she has what the role in A gives (and what the
    role in B gives towards foreign groups), in B likewise. Nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the seat of the treasurer is single: free it for the acting woman
        for letter in "ab":
            getattr(cls, f"vol_treasurer_{letter}").mandate_ids.action_end()
        cls.acting = {
            "a": cls.make_volunteer(cls.group_a, "acting", "auditor"),
        }
        cls.acting["b"] = cls.env["bydelsmor.volunteer"].create(
            {
                "group_id": cls.group_b.id,
                "partner_id": cls.acting["a"].partner_id.id,
            }
        )
        cls.user = cls.acting["a"]._ensure_user()
        cls.env["bydelsmor.mandate"].search(
            [("partner_id", "=", cls.user.partner_id.id)]
        ).unlink()

    def test_pairs_of_roles(self):
        for role_a in GROUP_ROLES:
            for role_b in GROUP_ROLES:
                self._check_pair({"a": role_a, "b": role_b})
        self.assertNoFaults()

    def _check_pair(self, roles):
        mandates = self.env["bydelsmor.mandate"].create(
            [
                {"volunteer_id": self.acting[at].id, "role": MANDATE_OF[role]}
                for at, role in roles.items()
            ]
        )
        for line, cells in MATRIX.items():
            for at, elsewhere in ("ab", "ba"):
                if is_mine(line):
                    expected = cells[roles[at]][0]
                    if line.startswith("res."):
                        expected = expected | cells[roles[elsewhere]][0]
                    record = make(self, line, self.acting[at])
                else:
                    expected = cells[roles[at]][0] | cells[roles[elsewhere]][1]
                    record = self.records[line][at]
                who = f"{roles['a']} in A, {roles['b']} in B: in {at.upper()}"
                self.check(who, self.user, line, record, expected)
        mandates.unlink()

    def test_secretariat_with_a_role(self):
        """Somebody of the secretariat who also works in one group."""
        self.user.group_ids = self.env.ref("base.group_user") | self.env.ref(
            "bydelsmor.group_secretariat"
        )
        for role in GROUP_ROLES:
            mandate = self.give(self.acting["a"], MANDATE_OF[role])
            for line, cells in MATRIX.items():
                if is_mine(line):
                    continue
                national = cells["secretariat"][0]
                in_own, in_other = cells[role]
                who = f"secretariat and {role} in A: in"
                self.check(
                    f"{who} A",
                    self.user,
                    line,
                    self.records[line]["a"],
                    national | in_own,
                )
                self.check(
                    f"{who} B",
                    self.user,
                    line,
                    self.records[line]["b"],
                    national | in_other,
                )
            mandate.unlink()
        self.assertNoFaults()

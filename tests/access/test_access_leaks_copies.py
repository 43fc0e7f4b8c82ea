from odoo.exceptions import AccessError
from odoo.tests import tagged

from .matrix import GROUP_ROLES, MATRIX, NATIONAL_ROLES, is_mine, model_of
from .test_access_matrix import AccessMatrixCommon

# Odoo fetches what a related field shows as superuser (odoo19 6). Whoever reads the
# row reads these, though not the record that they come from.
SHOWN_ON_PURPOSE = {
    # on the phone: the number of her receipt in the books, which are not hers
    ("bydelsmor.receipt", "voucher_name"),
    # the face of who handed it in, beside her name, which the auditor reads too
    ("bydelsmor.receipt", "avatar_128"),
}

# Odoo works out a stored field as superuser, and the value then stands in a row that
# others read. Each copies from records that those who read the row may read, too.
COPIED = {
    # what the receipt says its cost was for, told to those who read the books
    ("account.move", "bydelsmor_occasion"),
    # the sums of a record's own lines
    ("bydelsmor.cash.count", "counted"),
    ("bydelsmor.receipt", "amount"),
    ("bydelsmor.receipt", "amount_private"),
    ("bydelsmor.receipt", "amount_group"),
    # of a vocabulary, or of the record that it is a part of
    ("bydelsmor.group", "region"),
    ("bydelsmor.group.milestone", "phase"),
    ("bydelsmor.group.milestone", "sequence"),
    # the name by which those who came are put in order, for those who tick them
    ("bydelsmor.attendance", "sort_name"),
    # when and what she was invited to, for the graph of how many came
    ("bydelsmor.attendance", "meeting_kind"),
    ("bydelsmor.attendance", "start"),
    # of the meeting's own points: is a note or a task for the board, where are the
    # accounts
    ("bydelsmor.meeting.correction", "board_only"),
    ("bydelsmor.meeting.task", "board_only"),
    ("bydelsmor.meeting", "accounts_item_id"),
}
# Where a record belongs, and whose it is: shown as a name only to who may read that.
ANCHORS = {"company_id", "group_id", "partner_id"}


@tagged("post_install", "-at_install")
class TestLeaksCopies(AccessMatrixCommon):
    def ours(self, model):
        """The stored names of fields that our own code gives to a model."""
        return [
            field
            for field in self.env[model]._fields.values()
            if "bydelsmor" in field._modules
        ]

    def test_a_related_field_shows_what_she_may_read(self):
        """For every role in both groups, on every record that she may read."""
        asked, faults = 0, set()
        for line in filter(lambda line: not is_mine(line), MATRIX):
            fields = [
                field
                for field in self.ours(model_of(line))
                if field.related and not field.store and field.compute_sudo
            ]
            for record in self.records[line].values() if fields else ():
                for user in self.acting():
                    row = record.with_user(user)
                    if not row.has_access("read"):
                        continue
                    for field in fields:
                        asked += 1
                        if row[field.name] and not self.readable(row, field.related):
                            faults.add((row._name, field.name))
        self.assertGreater(asked, 50)
        self.assertLessEqual(faults, SHOWN_ON_PURPOSE)

    def acting(self):
        keys = [*GROUP_ROLES, "chair"]
        keys[keys.index("lead")] = "volunteer"
        for letter in "ab":
            for key in keys:
                yield getattr(self, f"{key}_{letter}")
        yield self.mix
        for role in NATIONAL_ROLES:
            yield getattr(self, role)

    def readable(self, row, path):
        """Tell whether she could walk the path of a related field by herself."""
        *steps, name = path.split(".")
        try:
            for step in steps:
                row = row[step].with_env(row.env)
                row.check_access("read")
                if row._name == "res.company":
                    return True  # of her own group, by the row that names it
            row._check_field_access(row._fields[name], "read")
        except AccessError:
            return False
        return True

    def test_stored_copies_are_looked_at_one_by_one(self):
        found = set()
        for line in MATRIX:
            model = model_of(line)
            depends = self.env.registry.field_depends
            for field in self.ours(model):
                if not (field.store and field.compute and field.compute_sudo):
                    continue
                if any("." in path for path in depends.get(field, ())):
                    if field.name not in ANCHORS:
                        found.add((model, field.name))
        self.assertEqual(found, COPIED)

    def test_a_name_that_is_copied_is_read_where_she_is_read(self):
        """Those who read the line of who came may read her name at its place, too."""
        record = self.records["bydelsmor.attendance"]["a"]
        for user in self.acting():
            row = record.with_user(user)
            if row.has_access("read"):
                self.assertTrue(row.partner_id.has_access("read"), user.login)

from odoo.tests import tagged

from ..common import BydelsmorCommon


@tagged("post_install", "-at_install")
class TestBoardPapers(BydelsmorCommon):
    def test_who_signs_is_as_the_bylaws_say(self):
        """The bank reads it on the board list, so each rule is told in full."""
        group = self.group_a.with_user(self.chair_a).with_context(
            allowed_company_ids=self.company_a.ids
        )
        bylaws = self.env["bydelsmor.bylaws"]._copy_for(self.company_a)
        for rule, words in (
            (
                "one_more",
                "The chair or the treasurer, together with one more of the board",
            ),
            ("chair_treasurer", "The chair and the treasurer together"),
            ("board", "The whole board together"),
        ):
            bylaws.signing_rule = rule
            self.assertEqual(group._board_paper()["signing"], words)
        # another group's rule is its own
        other = self.group_b.sudo()._board_paper()["signing"]
        self.assertTrue(other.endswith("one more of the board"))

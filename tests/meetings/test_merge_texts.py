from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...models.meetings.merge_texts import merge_texts

# How quickly examples are drawn depends on what else the machine does.
ANY_PACE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
lines = st.lists(st.sampled_from("abcdef"), max_size=8).map("\n".join)


@tagged("post_install", "-at_install")
class TestMergeTexts(BaseCase):
    def test_by_hand(self):
        base = "Coffee\nTea\nCake"
        for mine, theirs, expected in (
            # only one of the two changed something
            ("Coffee\nTea", base, "Coffee\nTea"),
            (base, "Coffee", "Coffee"),
            # each changed another place
            ("Coffee!\nTea\nCake", "Coffee\nTea\nCake?", "Coffee!\nTea\nCake?"),
            # each added something at the end: both stay, what was there first
            (base + "\nMine", base + "\nTheirs", base + "\nTheirs\nMine"),
            # both changed the same line: both versions stay
            (
                "Coffee\nGreen\nCake",
                "Coffee\nBlack\nCake",
                "Coffee\nBlack\nGreen\nCake",
            ),
            # both wrote the same
            ("New", "New", "New"),
        ):
            self.assertEqual(merge_texts(base, mine, theirs), expected)

    def test_both_began_with_an_empty_page(self):
        merged = merge_texts("", "Amina tells", "Hodan tells")
        self.assertEqual(merged, "Hodan tells\nAmina tells")

    @ANY_PACE
    @given(lines, lines, lines)
    @example("a", "a\nb", "a\nc")
    def test_no_line_that_somebody_wrote_is_lost(self, base, mine, theirs):
        merged = merge_texts(base, mine, theirs).split("\n")
        for text in (mine, theirs):
            new = set(text.split("\n")) - set(base.split("\n")) - {""}
            self.assertLessEqual(new, set(merged))
        known = set("\n".join((base, mine, theirs)).split("\n")) | {""}
        self.assertLessEqual(set(merged), known, "nothing is made up")

    @ANY_PACE
    @given(lines, lines)
    def test_alone_she_gets_what_she_wrote(self, base, mine):
        self.assertEqual(merge_texts(base, mine, base), mine)
        self.assertEqual(merge_texts(base, base, mine), mine)

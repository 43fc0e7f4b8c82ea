from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import DocumentationCommon


@tagged("post_install", "-at_install")
class TestTopicDeck(DocumentationCommon):
    """Today is 15 June; what was sent from February to May is mixed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.women = [cls.member_a, cls.board_a, cls.chair_a]
        (cls.vol_member_a | cls.vol_board_a | cls.vol_chair_a).mandate_ids.write(
            {"date_start": "2024-01-01"}
        )

    def tell(self, topic, *women, day="2026-04-10", **options):
        with freeze_time(f"{day} 10:00:00"):
            for woman in women:
                form = self.submit(
                    self.conversations,
                    woman,
                    self.talk(topic_ids=[self.choice(topic)]),
                    **options,
                )
                # The database's clock does not freeze.
                self.env.flush_all()
                self.env.cr.execute(
                    "UPDATE bydelsmor_conversation SET create_date = %s WHERE id = %s",
                    [f"{day} 10:00:00", form.id],
                )

    def deck(self, user=None):
        with freeze_time("2026-06-15"):
            group = self.group_a.with_user(user or self.member_a)
            return set(group._topic_deck().mapped("code"))

    def test_three_women_and_five_conversations(self):
        one, two, three = self.women
        self.tell("topic_school", one, one, two, two)
        self.tell("topic_health", one, one, two, two, two, two)
        self.tell("topic_work", one, two, three)
        self.assertEqual(self.deck(), set())
        self.tell("topic_school", three, day="2026-02-01")
        self.assertEqual(self.deck(), {"school"})
        self.tell("topic_work", one, two)
        self.assertEqual(self.deck(), {"school", "work"})

    def test_neither_this_month_nor_long_ago(self):
        """Nobody can send a form, also of an earlier day, to see a card come up."""
        self.tell("topic_school", *self.women, self.member_a, day="2026-05-31")
        for day in ("2026-06-01", "2026-06-14", "2026-01-31"):
            self.tell("topic_school", self.board_a, day=day)
        self.assertEqual(self.deck(), set())
        self.tell("topic_school", self.board_a, day="2026-05-30")
        self.assertEqual(self.deck(), {"school"})

    def test_forms_without_an_author_do_not_count(self):
        self.tell("topic_school", *self.women[:2], *self.women[:2])
        self.tell("topic_school", *self.women, nobodys=True)
        self.assertEqual(self.deck(), set())

    def test_other_groups_do_not_count_and_see_nothing(self):
        self.tell("topic_school", *self.women, *self.women)
        self.assertEqual(self.deck(), {"school"})
        for user in (self.member_b, self.auditor_a, self.secretariat):
            with self.assertRaises(AccessError):
                self.deck(user)

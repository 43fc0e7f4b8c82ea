from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MeetingCommon


@tagged("post_install", "-at_install")
class TestSmallGroups(MeetingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.women = cls.env["bydelsmor.volunteer"].union(
            *(cls.make_volunteer(cls.group_a, f"woman {n}") for n in range(12))
        )
        cls.tamil = cls.env.ref("bydelsmor.language_ta")
        cls.evening = cls.meeting(days=-1, responsible_ids=cls.vol_member_a.ids)

    def speaks(self, *women):
        self.env["bydelsmor.volunteer.language"].create(
            [
                {"volunteer_id": woman.id, "language_id": self.tamil.id, "level": "4"}
                for woman in women
            ]
        )

    def come(self, women):
        self.present(self.evening, *women)

    def test_twelve_are_three_groups_of_four(self):
        self.come(self.women)
        guest = self.evening._add_guest("The librarian")
        self.evening.with_user(self.member_a).action_divide()
        tables = self.evening._small_groups()
        self.assertEqual([len(rows) for _n, rows in tables], [4, 4, 4])
        self.assertFalse(guest.sudo().small_group, "guests listen where they like")
        self.assertIn("Group 1: ", self.evening.small_group_note)
        for _number, rows in tables:
            self.assertEqual(rows.mapped("turn"), [1, 2, 3, 4])

    def test_few_stay_together(self):
        self.come(self.women[:7])
        self.evening.action_divide()
        [(number, rows)] = self.evening._small_groups()
        self.assertEqual((number, len(rows)), (1, 7), "a setting of the group: 8")
        self.group_a.small_groups_from = 6
        self.evening.action_divide()
        found = {len(rows) for _n, rows in self.evening._small_groups()}
        self.assertEqual(found, {4, 3})

    def test_who_speaks_the_same_sits_together(self):
        self.come(self.women)
        self.speaks(*self.women[:2])
        for _time in range(5):
            self.evening.action_divide()
            [table] = {
                self.row(self.evening, woman).small_group for woman in self.women[:2]
            }
            self.assertTrue(table)
        self.assertFalse(self.evening._in_need_of_words())

    def test_who_shares_no_language_is_named_to_those_who_run_it(self):
        self.come(self.women)
        self.speaks(self.women[3])
        self.evening.action_divide()
        self.assertEqual(self.evening._in_need_of_words().volunteer_id, self.women[3])
        self.assertIn("helps with the words", self.evening.small_group_note)

    def test_who_may(self):
        self.come(self.women)
        for user in (self.mix, self.member_b, self.secretariat):
            with self.assertRaises(AccessError):
                self.evening.with_user(user).action_divide()
        empty = self.meeting(days=-2)
        with self.refused("Tick first"):
            empty.action_divide()

    def test_few_queries(self):
        self.come(self.women)
        self.evening.action_divide()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            self.evening.action_divide()
            self.env.flush_all()


@tagged("post_install", "-at_install")
class TestTheYear(MeetingCommon):
    def test_how_many_came(self):
        for days, women in (
            (-40, [self.vol_chair_a]),
            (-5, [self.vol_chair_a, self.vol_board_a]),
        ):
            self.present(self.meeting(days=days), *women)
        self.present(self.meeting(self.group_b, days=-5), self.vol_member_b)
        rows = self.env["bydelsmor.attendance"].with_user(self.board_a)
        found = rows._read_group(
            [("present", "=", True)], ["start:month"], ["__count"], order="start:month"
        )
        self.assertEqual(sum(count for _month, count in found), 3, "her own group's")
        self.assertEqual(found[-1][1], 2 if len(found) > 1 else 3)


@tagged("post_install", "-at_install")
class TestMessages(MeetingCommon):
    def setUp(self):
        super().setUp()
        self.party = self.meeting(
            kind="activity", responsible_ids=self.vol_member_a.ids
        )
        for volunteer in (self.vol_member_a, self.vol_board_a, self.vol_chair_a):
            volunteer.partner_id.sudo().email = f"{volunteer.id}@example.com"
        self.party.action_invite()

    def letters(self, message_count):
        notes = self.env["mail.message"].search(
            [("model", "=", "calendar.event"), ("res_id", "=", self.party.event_id.id)],
            order="id desc",
            limit=message_count,
        )
        return notes

    def test_to_those_who_come(self):
        self.party.with_user(self.board_a)._answer("yes")
        self.party.with_user(self.chair_a)._answer("no")
        message = self.party.with_user(self.member_a)._tell(
            "Bring a cup <b>please</b>", "coming"
        )
        self.assertEqual(message.sudo().reached, 1, "not herself, not who said no")
        [letter] = self.letters(1)
        self.assertEqual(letter.partner_ids, self.vol_board_a.partner_id)
        self.assertIn("&lt;b&gt;please", letter.body)

    def test_to_everybody_each_in_her_language(self):
        self.env["res.lang"]._activate_lang("da_DK")
        self.vol_board_a.partner_id.sudo().lang = "da_DK"
        message = self.party.with_user(self.member_a)._tell("Bring a cup", "everybody")
        self.assertGreaterEqual(message.sudo().reached, 2)
        letters = self.letters(message.sudo().reached)
        for letter in letters:
            self.assertEqual(len(letter.partner_ids), 1, "none sees the others")
        self.assertNotIn(self.vol_member_b.partner_id, letters.partner_ids)

    def test_who_may(self):
        for user in (self.mix, self.member_b, self.auditor_a, self.secretariat):
            with self.assertRaises(AccessError):
                self.party.with_user(user)._tell("Hello", "everybody")
        for text, audience in (("  ", "coming"), ("Hello", "the world")):
            with self.refused("Write what you want"):
                self.party._tell(text, audience)

    def test_who_reads_them(self):
        board = self.meeting(kind="board")
        board.action_invite()
        board._tell("Bring the keys", "everybody")
        self.assertFalse(board.with_user(self.member_a)._messages_for_me())
        self.assertTrue(board.with_user(self.chair_a)._messages_for_me())
        self.party._tell("Bring a cup", "everybody")
        self.assertTrue(self.party.with_user(self.member_a)._messages_for_me())

    def test_reminded_on_the_day_before(self):
        alarm = self.party.event_id.alarm_ids
        self.assertEqual(alarm, self.env.ref("bydelsmor.alarm_day_before"))
        now = fields.Datetime.now()
        self.party.write(
            {
                "start": now + timedelta(hours=23, minutes=59),
                "stop": now + timedelta(hours=26),
            }
        )
        self.env.flush_all()
        self.party.with_user(self.chair_a)._answer("no")
        self.env.flush_all()
        before = self.env["mail.mail"].sudo().search([])
        self.env["calendar.alarm_manager"].with_context(
            lastcall=now - timedelta(hours=1)
        )._send_reminder()
        letters = self.env["mail.mail"].sudo().search([]) - before
        reached = letters.recipient_ids | letters.mail_message_id.partner_ids
        self.assertIn(self.vol_board_a.partner_id, reached)
        self.assertNotIn(self.vol_chair_a.partner_id, reached, "she said no")

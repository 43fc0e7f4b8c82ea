from odoo.tests import tagged

from .common import PhoneCase


@tagged("post_install", "-at_install")
class TestPhoneTour(PhoneCase):
    """On a phone with a touch screen, in a real browser."""

    browser_size = "390x844"
    touch_enabled = True

    def test_from_the_qr_code_to_a_handed_in_receipt(self):
        self.vol_member_a.name = "Amina Warsame"
        link, path = self.issue(self.vol_member_a)
        self.start_tour(path, "bydelsmor_phone_receipt", login=None)
        self.assertTrue(link.date_used)
        receipt = self.env["bydelsmor.receipt"].search(
            [("volunteer_id", "=", self.vol_member_a.id)]
        )
        self.assertRecordValues(
            receipt,
            [{"state": "handed_in", "amount": 1248.5, "amount_private": 48.5}],
        )
        self.assertEqual(receipt.attachment_ids.mimetype, "image/jpeg")

    def test_a_monthly_meeting_from_the_plan_to_signed_minutes(self):
        self.vol_member_a.name = "Amina Warsame"
        _link, path = self.issue(self.vol_member_a)
        self.start_tour(path, "bydelsmor_phone_meeting", login=None)
        meeting = self.env["bydelsmor.meeting"].search(
            [("guest_topic", "=", "Sleep of small children")]
        )
        self.assertRecordValues(
            meeting,
            [
                {
                    "kind": "monthly",
                    "state": "signed",
                    "present_count": 2,
                    "responsible_ids": self.vol_member_a.ids,
                    "minutes_intact": True,
                }
            ],
        )
        self.assertEqual(meeting.signature_ids.name, "Amina Warsame")

    def _receipts(self):
        return self.env["bydelsmor.receipt"].search(
            [("company_id", "=", self.company_a.id)]
        )

    def test_another_woman_on_the_same_phone(self):
        """What waits on a phone is sent by her who filled it in, and by nobody else."""
        self.vol_member_a.name = "Amina Warsame"
        second = self.make_volunteer(self.group_a, "Fatma Yildirim")
        _first, first_path = self.issue(self.vol_member_a)
        _second, second_path = self.issue(second)
        second.user_id.lang = "en_US"
        again = self._keep_for_later(self.vol_member_a)
        self.start_tour(
            f"{first_path}#{second_path},{again}",
            "bydelsmor_phone_other_woman",
            login=None,
        )
        self.assertRecordValues(
            self._receipts(),
            [{"volunteer_id": self.vol_member_a.id, "submitter_id": self.member_a.id}],
        )

    def _keep_for_later(self, volunteer):
        """Return a second link for the same woman that leaves the first one alone."""
        links = self.env["bydelsmor.access.link"]
        earlier = links.search([("volunteer_id", "=", volunteer.id)])
        _link, path = self.issue(volunteer)
        earlier.date_revoked = False
        return path

    def test_the_answer_is_lost_on_the_way(self):
        """Stored, but the phone did not hear it: sent once more, stored once."""
        _link, path = self.issue(self.vol_member_a)
        self.start_tour(path, "bydelsmor_phone_lost_answer", login=None)
        self.assertEqual(self._receipts().mapped("amount"), [80.0])

from freezegun import freeze_time
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ...models.bookkeeping.receipt_hand_in import MAX_AMOUNT, _to_number
from .receipt_common import ReceiptCommon

ORE = st.integers(min_value=1, max_value=MAX_AMOUNT * 100 - 1)
PARTS = st.lists(
    st.tuples(ORE.filter(lambda ore: ore < 5_000_000), st.booleans()),
    min_size=1,
    max_size=8,
)


def danish(ore):
    """Write an amount as a Dane does: 123450 øre is «1.234,50»."""
    kroner, rest = divmod(ore, 100)
    return f"{kroner:,}".replace(",", ".") + f",{rest:02d}"


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 12:00:00")
class TestReceiptSplit(ReceiptCommon):
    """Whatever the parts are, they are the whole to the øre."""

    @given(ORE)
    @settings(max_examples=300, deadline=None)
    def test_an_amount_is_read_as_it_is_written(self, ore):
        self.assertEqual(round(_to_number(danish(ore)) * 100), ore)
        self.assertEqual(round(_to_number(f"{ore / 100:.2f}") * 100), ore)

    @given(PARTS)
    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    def test_parts_are_the_whole(self, parts):
        receipt = self.hand_in(
            *[
                {
                    "purpose_id": False if private else self.food.id,
                    "amount": danish(ore),
                    "is_private": private,
                }
                for ore, private in parts
            ],
            files=[{"data": self._photo()}],
        )
        total = sum(ore for ore, _private in parts)
        hers = sum(ore for ore, private in parts if private)
        self.assertEqual(round(receipt.amount * 100), total)
        self.assertEqual(round(receipt.amount_private * 100), hers)
        self.assertEqual(round(receipt.amount_group * 100), total - hers)
        if total == hers:
            return
        self.approve(receipt)
        booked = self.booked(receipt.move_id)
        self.assertEqual(round(booked["8041"] * 100), hers - total)
        self.assertEqual(round(booked["1611"] * 100), total - hers)

    def _photo(self):
        if not hasattr(type(self), "_one_photo"):
            type(self)._one_photo = self.photo()["data"]
        return self._one_photo

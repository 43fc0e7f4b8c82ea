from random import Random

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...models.meetings.small_groups import Woman, divide, sizes

ANY_PACE = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)
LANGUAGES = ["da", "ar", "so", "tr", "ur", "fa"]

spoken = st.frozensets(st.sampled_from(LANGUAGES), max_size=3)
women = st.lists(st.tuples(spoken, st.integers(0, 20)), max_size=60).map(
    lambda rows: [Woman(key, *row) for key, row in enumerate(rows)]
)
few_women = st.lists(
    st.tuples(st.frozensets(st.sampled_from("abc"), max_size=2), st.integers(0, 9)),
    min_size=6,
    max_size=8,
).map(lambda rows: [Woman(key, *row) for key, row in enumerate(rows)])
seeds = st.integers(0, 1000)


def alone(group):
    """Count those who share no language with another, the slow and plain way."""
    return sum(
        len(group) > 1
        and not any(
            one.languages & other.languages for other in group if other is not one
        )
        for one in group
    )


def ways(places, rooms):
    """Yield every way to fill rooms of these sizes, in the plainest way."""
    if not rooms:
        yield []
        return
    first, *rest = places
    for chosen in _choose(rest, rooms[0] - 1):
        left = [one for one in rest if one not in chosen]
        for others in ways(left, rooms[1:]):
            yield [[first, *chosen], *others]


def _choose(items, count):
    if not count:
        yield []
        return
    for place in range(len(items)):
        for others in _choose(items[place + 1 :], count - 1):
            yield [items[place], *others]


@tagged("post_install", "-at_install")
class TestSizes(BaseCase):
    def test_by_hand(self):
        for count, expected in (
            (0, []),
            (1, [1]),
            (3, [3]),
            (5, [5]),
            (6, [3, 3]),
            (7, [4, 3]),
            (8, [4, 4]),
            (9, [5, 4]),
            (10, [5, 5]),
            (11, [4, 4, 3]),
            (12, [4, 4, 4]),
            (13, [5, 4, 4]),
            (17, [5, 4, 4, 4]),
            (60, [5] * 12),
        ):
            self.assertEqual(sizes(count), expected, count)

    def test_never_one_or_two(self):
        for count in range(6, 500):
            rooms = sizes(count)
            self.assertEqual(sum(rooms), count)
            fours = {4, 5} if count >= 8 and count != 11 else {3, 4, 5}
            self.assertLessEqual(set(rooms), fours, count)


@tagged("post_install", "-at_install")
class TestDivision(BaseCase):
    def groups(self, women, division):
        by_key = {woman.key: woman for woman in women}
        return [[by_key[key] for key in group] for group in division.groups]

    @ANY_PACE
    @given(women, seeds)
    def test_everybody_once_in_a_good_size(self, women, seed):
        division = divide(women, seed)
        seated = sorted(key for group in division.groups for key in group)
        self.assertEqual(seated, [woman.key for woman in women])
        found = [len(group) for group in division.groups]
        if len(women) <= 5:
            self.assertEqual(found, sizes(len(women)))
        else:
            # as many groups as the women may also be: 20 are 4 x 5 or 5 x 4
            fours = {4, 5} if len(women) != 11 and len(women) >= 8 else {3, 4, 5}
            self.assertLessEqual(set(found), fours)

    @ANY_PACE
    @given(women, seeds)
    def test_who_is_alone_is_named(self, women, seed):
        division = divide(women, seed)
        groups = self.groups(women, division)
        self.assertEqual(sum(map(alone, groups)), len(division.alone))

    @ANY_PACE
    @given(few_women, seeds)
    def test_few_women_as_good_as_can_be(self, women, seed):
        best = min(sum(map(alone, groups)) for groups in ways(women, sizes(len(women))))
        self.assertEqual(len(divide(women, seed).alone), best)

    @ANY_PACE
    @given(
        st.lists(
            st.sampled_from([(5,), (4,), (2, 3), (2, 2)]), min_size=2, max_size=12
        ),
        st.randoms(use_true_random=False),
        seeds,
    )
    @example([(2, 2)] * 12, Random(1), 1)
    @example([(2, 3)] * 12, Random(1), 1)
    def test_nobody_alone_where_it_can_be(self, tables, chance, seed):
        """Tables at which everybody could talk, then all mixed up: those who speak a
        language of their own are found together again."""
        women = [
            Woman((table, part, seat), frozenset([(table, part)]), chance.random())
            for table, parts in enumerate(tables)
            for part, seats in enumerate(parts)
            for seat in range(seats)
        ]
        women = [
            woman._replace(key=key)
            for key, woman in enumerate(chance.sample(women, len(women)))
        ]
        self.assertEqual(divide(women, seed).alone, [])

    @ANY_PACE
    @given(st.lists(st.integers(0, 20), min_size=6, max_size=60), seeds)
    def test_the_experienced_are_spread(self, years, seed):
        women = [Woman(key, frozenset("d"), year) for key, year in enumerate(years)]
        division = divide(women, seed)
        groups = self.groups(women, division)
        self.assertEqual(division.alone, [])
        count = len(groups)
        bar = sorted(years, reverse=True)[count - 1]
        for group in groups:
            self.assertGreaterEqual(max(one.experience for one in group), bar)

    def test_another_seed_another_division(self):
        women = [Woman(key, frozenset("d"), key) for key in range(20)]
        seen = {str(sorted(map(sorted, divide(women, n).groups))) for n in range(10)}
        self.assertGreater(len(seen), 5)
        self.assertEqual(divide(women, 3), divide(women, 3))

    def test_where_nobody_shares_a_language(self):
        women = [Woman(key, frozenset([key]), 0) for key in range(12)]
        division = divide(women, 1)
        self.assertEqual(division.alone, list(range(12)))
        self.assertEqual([len(group) for group in division.groups], [4, 4, 4])

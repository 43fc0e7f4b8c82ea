from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...models.documentation import suppression, year_figures
from ...models.documentation.suppression import Question, is_safe
from ...models.documentation.year_figures import (
    COUNTRY,
    QUARTERS,
    Answers,
    Totals,
    group,
    month,
    municipality,
)
from .attacker import Bounds, Subtraction

ANSWERS = ("a", "b", "c", "d")
ONE = Question()
ONE_NEEDED = Question(needed=True, rest=frozenset("d"))
THREE = Question(most=3)
THREE_NEEDED = Question(most=3, needed=True, rest=frozenset("d"))
QUESTIONS = (ONE, ONE_NEEDED, THREE, THREE_NEEDED)
# Often small, sometimes just enough, sometimes plenty.
SIZES = (0, 0, 1, 2, 3, 4, 5, 6, 9, 30)


@st.composite
def forms(draw, question, most_groups=5):
    """Return [(group, month, answers, how many such forms)] and the municipalities."""
    groups = range(1, draw(st.integers(1, most_groups)) + 1)
    months = draw(st.sampled_from([(1,), (1, 2), (1, 4), (1, 2, 5), (2, 3, 8, 12)]))
    areas = {key: draw(st.integers(1, 3)) for key in groups}
    kinds = [(answer,) for answer in ANSWERS]
    if question.most > 1:
        kinds += [("a", "b"), ("b", "c", "d"), ("a", "c"), ("a", "b", "c")]
    if not question.needed:
        kinds.append(())
    rows = [
        (key, number, kind, size)
        for key in groups
        for number in months
        for kind in kinds
        if (size := draw(st.sampled_from(SIZES)))
    ]
    return rows, areas


class World:
    """All forms of a year, what is shown of them, and who knows what."""

    def __init__(self, question, rows, areas):
        self.question, self.rows, self.areas = question, rows, areas
        totals = {key: {} for key in areas}
        for key, number, _kind, size in rows:
            totals[key][number] = totals[key].get(number, 0) + size
        self.totals = Totals(totals, areas)
        self.answers = Answers(self.totals, question, *self._count_answers())
        self.by_group = totals
        self.true = {}
        for key, number, kind, size in rows:
            for cell in self._cells_of(kind):
                cell = (key, number, cell)
                self.true[cell] = self.true.get(cell, 0) + size

    def _count_answers(self):
        by_group, by_month, aside_by_month = {}, {}, {}
        aside = self.totals.groups_aside()
        for key, number, kind, size in self.rows:
            lines = [
                by_group.setdefault(key, {}).setdefault((number + 2) // 3, {}),
                by_month.setdefault(number, {}),
            ]
            if key in aside:
                lines.append(aside_by_month.setdefault(number, {}))
            for answer in kind:
                for line in lines:
                    line[answer] = line.get(answer, 0) + size
        return by_group, by_month, aside_by_month

    def _cells_of(self, kind):
        """One answer a form: a form is in the cell of its answer, or of none. Several:
        forms are counted beside the answers."""
        if self.question.most == 1:
            return kind or (None,)
        return (*kind, "forms")

    def atoms(self, place, what):
        """Return {atom: 1} of a place: its forms (None), or those with an answer."""
        kinds = (what,)
        if what is None:
            kinds = (*ANSWERS, None) if self.question.most == 1 else ("forms",)
        return {
            (key, number, kind): 1
            for key in self.areas
            for number in range(1, 13)
            for kind in kinds
            if self.is_in(place, key, number)
        }

    def is_in(self, place, key, number):
        if place.area == "group" and place.area_key != key:
            return False
        if place.area == "municipality" and place.area_key != self.areas[key]:
            return False
        if place.period == "quarter":
            return number in QUARTERS[place.number]
        return place.period == "year" or place.number == number

    def value(self, cells):
        return sum(self.true.get(cell, 0) * factor for cell, factor in cells.items())

    def figures(self):
        """Yield (place, answer or None) of all that is shown."""
        for place in self.totals.shown:
            yield place, None
        for place, answer, _count in self.answers.figures():
            yield place, answer

    def seen_by_secretariat(self):
        return list(self.figures())

    def seen_by_board(self, key):
        return [
            (place, answer)
            for place, answer in self.figures()
            if place.area == "national" or place.at(COUNTRY) == group(key)
        ]

    def places(self):
        yield COUNTRY
        yield from map(year_figures.quarter, QUARTERS)
        yield from map(month, range(1, 13))
        for place in (*self.totals.members[COUNTRY], *map(group, self.areas)):
            yield place
            for period in year_figures.TIMES:
                yield place.at(period)


def minus(cells, *others):
    result = dict(cells)
    for other in others:
        for cell, factor in other.items():
            result[cell] = result.get(cell, 0) - factor
    return result


@tagged("post_install", "-at_install")
class TestSuppression(BaseCase):
    def assertSafe(self, count, words):
        self.assertTrue(is_safe(count), words)

    # -- what each shown figure must be -------------------------------------

    @settings(max_examples=150, deadline=None)
    @given(data=st.data())
    def test_shown_figures_are_true_and_at_least_five(self, data):
        question = data.draw(st.sampled_from(QUESTIONS))
        world = World(question, *data.draw(forms(question)))
        for place, answer in world.figures():
            count = world.value(world.atoms(place, answer))
            told = world.answers.counts[place][answer] if answer else None
            self.assertEqual(told or world.totals.counts.get(place, 0), count)
            self.assertSafe(count, (place, answer))

    # -- subtraction --------------------------------------------------------

    @settings(max_examples=120, deadline=None)
    @given(data=st.data())
    def test_no_subtraction_gives_one_to_four(self, data):
        """For the secretariat, and for a board that knows its own totals besides."""
        question = data.draw(st.sampled_from(QUESTIONS))
        world = World(question, *data.draw(forms(question)))
        self._subtract(world, world.seen_by_secretariat(), None)
        for key in world.areas:
            self._subtract(world, world.seen_by_board(key), key)

    def _subtract(self, world, seen, own):
        known = Subtraction()
        for place, answer in seen:
            known.know(world.atoms(place, answer))
        if own:
            for number in range(1, 13):
                place = group(own)._replace(period="month", number=number)
                known.know(world.atoms(place, None))
        for words, cells in self._targets(world, own):
            if known.follows(cells):
                self.assertSafe(world.value(cells), (words, own))

    def _targets(self, world, own):
        """Yield every count that somebody could be after."""
        for place in world.places():
            total = world.atoms(place, None)
            if any(key != own for key, _month, _kind in total):
                yield (place, "forms"), total
            for answer in ANSWERS:
                cells = world.atoms(place, answer)
                yield (place, answer), cells
                yield (place, "not", answer), minus(total, cells)
            if world.question.most == 1:
                silent = {cell: 1 for cell in total if cell[2] is None}
                yield (place, "unanswered"), silent
                yield from self._rests(world, place, total)
        yield from self._pairs(world)

    def _rests(self, world, place, total):
        shown = world.answers.shown.get(place, ())
        cells = minus(total, *(world.atoms(place, answer) for answer in shown))
        if shown:
            yield (place, "rest"), cells

    def _pairs(self, world):
        """What is left of a figure when a smaller one inside it is subtracted, and
        what is left of a parent without some of its children."""
        figures = [
            (words, world.atoms(*words)) for words in world.figures() if words[1]
        ]
        for words, cells in figures:
            for other, inside in figures:
                if words != other and inside.keys() < cells.keys():
                    yield (words, other), minus(cells, inside)

    # -- bounds -------------------------------------------------------------

    @settings(max_examples=60, deadline=None)
    @given(data=st.data())
    def test_no_bounds_give_one_to_four(self, data):
        """Nobody can have less than none of something; of one table each, by areas
        and by time, for any totals of the two fit together."""
        question = data.draw(st.sampled_from((ONE, ONE_NEEDED)))
        world = World(question, *data.draw(forms(question, 6)))
        members = world.totals.members
        areas = {COUNTRY: members[COUNTRY], **{a: members[a] for a in members[COUNTRY]}}
        self._bound(world, areas, map(group, world.areas))
        times = {COUNTRY: COUNTRY.quarters()}
        times.update((one, one.months()) for one in COUNTRY.quarters())
        self._bound(world, times, map(month, range(1, 13)))

    def _bound(self, world, tree, leaves):
        """Cells are (leaf, answer); what is shown of a parent is a sum of them."""
        leaves = {leaf: [leaf] for leaf in leaves}
        inside = dict(leaves)
        for parent, children in reversed(tree.items()):
            inside[parent] = [one for child in children for one in inside[child]]
        inside[COUNTRY] = list(leaves)
        kinds = (*ANSWERS, None)
        equations = []
        for place, answer in world.figures():
            if place in inside:
                wanted = (answer,) if answer else kinds
                cells = {(leaf, k): 1 for leaf in inside[place] for k in wanted}
                equations.append((cells, world.value(world.atoms(place, answer))))
        if not equations:
            return
        bounds = Bounds(equations)
        for place, parts in inside.items():
            for kind in kinds:
                atoms = {(a, b, kind): 1 for a, b, _k in world.atoms(place, None)}
                if not is_safe(world.value(atoms)):
                    cells = {(leaf, kind): 1 for leaf in parts}
                    self.assertFalse(bounds.are_one(cells), (place, kind))
            if not is_safe(world.value(world.atoms(place, None))):
                cells = {(leaf, k): 1 for leaf in parts for k in kinds}
                self.assertFalse(bounds.are_one(cells), place)

    # -- by hand ------------------------------------------------------------

    def test_by_hand(self):
        """Three groups in a municipality each, 40 forms; somebody answered "a" 9, 8
        and 3 times, the others did not answer."""
        rows = []
        for key, size, silent in ((1, 9, 11), (2, 8, 12), (3, 3, 17)):
            rows += [(key, 1, ("a",), size), (key, 1, (), silent)]
        world = World(ONE, rows, {1: 1, 2: 2, 3: 3})
        self.assertEqual(world.answers.shown[COUNTRY], {"a"})
        self.assertLessEqual(
            {group(1), group(2), group(3), municipality(1)}, world.totals.shown
        )
        # 20 = 9 + 8 + 3: the reserve is the first of the smallest, so that of group 2
        # or 3 nothing can be told apart.
        shown = [key for key in (1, 2, 3) if world.answers.shown.get(group(key))]
        self.assertEqual(len(shown), 1)
        self.assertNotIn(3, shown)

    def test_two_groups_know_each_other_by_subtraction(self):
        """A has 20 forms, B 3: with the country's 23, A would know B's."""
        world = World(ONE, [(1, 1, (), 20), (2, 1, (), 3)], {1: 1, 2: 2})
        self.assertFalse(world.totals.shown)

    def test_one_alone_has_nothing_to_hide_from(self):
        """One group: a figure of the country is its own, and its parts are too."""
        rows = [(1, 1, ("a",), 10), (1, 1, ("b",), 3), (1, 2, (), 20)]
        world = World(ONE, rows, {1: 1})
        self.assertEqual(world.answers.shown[COUNTRY], {"a"})
        self.assertEqual(world.answers.shown[group(1)], {"a"})
        self.assertEqual(world.totals.counts[group(1)], 33)

    def test_what_all_answered_is_not_shown(self):
        rows = [(1, 1, ("a",), 30), (1, 1, ("b",), 3)]
        self.assertFalse(World(ONE, rows, {1: 1}).answers.shown[COUNTRY])

    def test_threshold(self):
        self.assertEqual(
            [is_safe(count) for count in range(7)],
            [True, False, False, False, False, True, True],
        )
        self.assertEqual(suppression.THRESHOLD, 5)

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...models.documentation.suppression import THRESHOLD
from ...models.documentation.year_figures import COUNTRY, month
from .attacker import Bounds
from .test_suppression import ONE, World

TOPICS = ("a", "b", None)
LANGUAGES = ("x", "y", None)
SIZES = (0, 1, 2, 3, 5, 6, 9, 30)


@st.composite
def forms(draw):
    """Return {(group, month, topic, language): how many} and the municipalities.

    Some groups and some months have no form about a topic, or in a language: what is
    told of one place by all others is found there.
    """
    groups = range(1, draw(st.integers(3, 4)) + 1)
    months = draw(st.sampled_from([(1, 4), (2, 3), (1, 12)]))
    alone = draw(st.booleans())
    areas = {key: key if alone else 1 + key % 2 for key in groups}
    places = [(key, number) for key in groups for number in months]
    missing = draw(st.sets(st.sampled_from([(g, w) for g in groups for w in "abxy"])))
    cells = {}
    for key, number in places:
        factor = draw(st.sampled_from((1, 3)))
        for topic in TOPICS:
            for language in LANGUAGES:
                size = factor * draw(st.sampled_from(SIZES))
                if missing & {(key, topic), (key, language)}:
                    size = 0
                cells[key, number, topic, language] = size
    return cells, areas


def anything(_cell):
    return True


def only(answer):
    return lambda cell: cell == answer


def all_but(answer):
    return lambda cell: cell != answer


class TwoQuestions:
    """The forms of a year with the answers to two questions each."""

    def __init__(self, cells, areas):
        self.cells, self.areas = cells, areas
        self.worlds = [
            World(ONE, self._only(2), areas),
            World(ONE, self._only(3), areas),
        ]
        self.months = sorted({cell[1] for cell in cells})

    def _only(self, position):
        return [
            (cell[0], cell[1], (cell[position],) if cell[position] else (), size)
            for cell, size in self.cells.items()
            if size
        ]

    def atoms(self, place, topic=anything, language=anything):
        """Return {atom: 1} of a place, a condition for each question."""
        return {
            cell: 1
            for cell in self.cells
            if self.worlds[0].is_in(place, *cell[:2])
            and topic(cell[2])
            and language(cell[3])
        }

    def value(self, atoms):
        return sum(self.cells[cell] for cell in atoms)

    def figures(self):
        """Yield the atoms of all that is shown."""
        for place in self.worlds[0].totals.shown:
            yield self.atoms(place)
        for world, name in zip(self.worlds, ("topic", "language"), strict=True):
            for place, answer, _count in world.answers.figures():
                yield self.atoms(place, **{name: only(answer)})

    def few(self):
        """Yield (words, atoms) of all there is one to four of: in a place and a time,
        with an answer to each question, any but one, or whatever."""
        places = {COUNTRY, *(place.at(COUNTRY) for place in self.worlds[0].places())}
        times = [time for time in self._times() if any(self.atoms(time))]
        found = {}
        for place in places:
            for time in times:
                for topic in self._conditions(TOPICS):
                    for language in self._conditions(LANGUAGES):
                        atoms = self.atoms(place.at(time), topic[1], language[1])
                        if 0 < self.value(atoms) < THRESHOLD:
                            words = (place.at(time), topic[0], language[0])
                            found[frozenset(atoms)] = (words, atoms)
        return found.values()

    def _times(self):
        return [COUNTRY, *COUNTRY.quarters(), *map(month, self.months)]

    @staticmethod
    def _conditions(answers):
        yield "any", anything
        for answer in answers:
            yield answer, only(answer)
            yield f"not {answer}", all_but(answer)


@tagged("post_install", "-at_install")
class TestSuppressionTogether(BaseCase):
    """All tables of a year at once: two questions by place, by time and by both."""

    @settings(max_examples=25, deadline=None)
    @given(data=st.data())
    def test_nothing_together_gives_one_to_four(self, data):
        world = TwoQuestions(*data.draw(forms()))
        figures = [(atoms, world.value(atoms)) for atoms in world.figures()]
        if not figures:
            return
        bounds = Bounds(figures)
        for words, atoms in world.few():
            self.assertFalse(bounds.are_one(atoms), words)

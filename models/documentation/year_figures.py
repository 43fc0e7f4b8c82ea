"""The figures of one year that are shown (plain Python without the ORM).

They stand in two trees, which have the whole country's year in common:

    country: year > quarter > month
    year: country > municipality > group

So a group's answers are shown for whole years, and months for the whole country.
``suppression`` says what is withheld, and why that is enough: for each question the
two trees say nothing of each other beyond the country's year, because any totals by
group and any totals by month with the same sum fit together.
"""

from typing import NamedTuple

from .suppression import (
    is_safe,
    shown_answers,
    shown_at_the_top,
    shown_totals,
)

QUARTERS = {quarter: range(3 * quarter - 2, 3 * quarter + 1) for quarter in range(1, 5)}


class Place(NamedTuple):
    """Where a figure stands in one of the two trees."""

    area: str = "national"
    area_key: int = 0
    period: str = "year"
    number: int = 0


COUNTRY = Place()


def quarter(number):
    return Place(period="quarter", number=number)


def month(number):
    return Place(period="month", number=number)


def municipality(key):
    return Place("municipality", key)


def group(key):
    return Place("group", key)


class Totals:
    """A total of each group and month, such as the number of conversations.

    :ivar counts: {place: count} of all places
    :ivar shown: the places whose count is shown
    """

    def __init__(self, by_group_and_month, municipality_of):
        """
        :param by_group_and_month: {group: {month: count}}
        :param municipality_of: {group: municipality}; one that is not there is 0
        """
        self.children = {COUNTRY: [quarter(number) for number in QUARTERS]}
        for number, months in QUARTERS.items():
            self.children[quarter(number)] = [month(one) for one in months]
        self.members = {}
        for key in by_group_and_month:
            area = municipality(municipality_of.get(key, 0))
            self.members.setdefault(area, []).append(group(key))
        self.by_group = {
            key: along_the_year(months) for key, months in by_group_and_month.items()
        }
        self.counts = self.count(by_group_and_month)
        self.shown = self._choose()

    def count(self, by_group_and_month):
        """Return {place: count} of all places, also of another total of the groups."""
        counts = {}
        for key, months in by_group_and_month.items():
            for place, count in along_the_year(months).items():
                counts[place] = counts.get(place, 0) + count
            counts[group(key)] = sum(months.values())
        for area, groups in self.members.items():
            counts[area] = sum(counts.get(place, 0) for place in groups)
        return counts

    def without_each_group(self):
        """Yield {place: count of all others} for each group: it knows its own."""
        for places in self.by_group.values():
            yield {
                place: self.counts.get(place, 0) - count
                for place, count in places.items()
            }

    def _choose(self):
        others = list(self.without_each_group())
        whole = self.counts.get(COUNTRY, 0)
        if not whole or not is_safe(whole):
            return set()
        if not all(is_safe(view.get(COUNTRY, whole)) for view in others):
            return set()
        shown = {COUNTRY}
        for parent in self.children:
            if parent in shown:
                shown |= self._choose_children(self.children[parent], others)
        shown |= self._choose_children(self.members)
        for area, groups in self.members.items():
            if area in shown:
                shown |= self._choose_children(groups)
        return shown

    def _choose_children(self, children, others=()):
        counts = {child: self.counts.get(child, 0) for child in children}
        seen_by = [
            {child: view.get(child, count) for child, count in counts.items()}
            for view in others
        ]
        return shown_totals(counts, seen_by)


def along_the_year(months):
    """Return {place: count} of the country's year, quarters and months."""
    counts = {month(number): count for number, count in months.items()}
    for number, inside in QUARTERS.items():
        counts[quarter(number)] = sum(months.get(one, 0) for one in inside)
    counts[COUNTRY] = sum(months.values())
    return counts


class Answers:
    """How often each answer to one question was given.

    :ivar counts: {place: {answer: count}}
    :ivar shown: {place: answers that are shown there}
    """

    def __init__(self, totals, question, by_group, by_month):
        """
        :param totals: number of forms
        :param by_group: {group: {answer: count}}
        :param by_month: {month: {answer: count}}
        """
        self.totals, self.question = totals, question
        self.counts = {group(key): counts for key, counts in by_group.items()}
        self.counts.update((month(key), counts) for key, counts in by_month.items())
        for number, months in QUARTERS.items():
            self._add_up(quarter(number), map(month, months))
        self._add_up(COUNTRY, map(quarter, QUARTERS))
        for area, groups in totals.members.items():
            self._add_up(area, groups)
        self.shown = self._choose()

    def _add_up(self, parent, children):
        counts = self.counts[parent] = {}
        for child in children:
            for answer, count in self.counts.get(child, {}).items():
                counts[answer] = counts.get(answer, 0) + count

    def _choose(self):
        if COUNTRY not in self.totals.shown:
            return {}
        top = shown_at_the_top(
            self.counts[COUNTRY], self.totals.counts[COUNTRY], self.question
        )
        shown = {COUNTRY: top}
        for tree in ({COUNTRY: list(self.totals.members)}, self.totals.members):
            self._choose_tree(tree, shown)
        self._choose_tree(self.totals.children, shown)
        return shown

    def _choose_tree(self, tree, shown):
        for parent, children in tree.items():
            if shown.get(parent):
                shown.update(self._choose_children(children, shown[parent]))

    def _choose_children(self, children, parent_shows):
        return shown_answers(
            {child: self.totals.counts.get(child, 0) for child in children},
            [child for child in children if child in self.totals.shown],
            self.counts,
            parent_shows,
            self.question,
        )

    def figures(self):
        """Yield (place, answer, count) of all that is shown."""
        for place, answers in self.shown.items():
            for answer in answers:
                yield place, answer, self.counts[place][answer]

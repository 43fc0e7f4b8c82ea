"""The figures of one year that are shown (plain Python without the ORM).

They stand in trees, which have the whole country's year in common:

    country: year > quarter > month
    year: country > municipality > group
    a municipality's or a group's own: year > quarter > month (answers: quarter)

Where the last kind hangs below the second, figures by time meet figures by place: the
quarters of all groups are the country's. ``suppression`` says what is withheld, why
that is enough, and what is set aside so that the trees tell nothing of each other.
"""

from typing import NamedTuple

from .suppression import (
    Forms,
    is_safe,
    shown_answers,
    shown_at_the_top,
    shown_totals,
)

QUARTERS = {quarter: range(3 * quarter - 2, 3 * quarter + 1) for quarter in range(1, 5)}
# One form in so many, at least, is of places that show nothing but whole years.
ASIDE = 4


class Place(NamedTuple):
    """Where a figure stands in one of the trees."""

    area: str = "national"
    area_key: int = 0
    period: str = "year"
    number: int = 0

    def at(self, period):
        """Return the same area in the period of another place."""
        return self._replace(period=period.period, number=period.number)

    def quarters(self):
        return [self.at(quarter(number)) for number in QUARTERS]

    def months(self):
        """Return the months of this quarter."""
        return [self.at(month(number)) for number in QUARTERS[self.number]]


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
    :ivar finer: {place: the places right below it that show parts of the year}
    :ivar aside: {place: those that do not, where others do}
    """

    def __init__(self, by_group_and_month, municipality_of):
        """
        :param by_group_and_month: {group: {month: count}}
        :param municipality_of: {group: municipality}; one that is not there is 0
        """
        self.members = {COUNTRY: []}
        for key in by_group_and_month:
            area = municipality(municipality_of.get(key, 0))
            self.members.setdefault(area, []).append(group(key))
        self.members[COUNTRY] = [area for area in self.members if area != COUNTRY]
        self.by_group = {
            group(key): along_the_year(months)
            for key, months in by_group_and_month.items()
        }
        self.counts = self._count(self.by_group)
        self.finer, self.aside = {}, {}
        self.shown = self._choose()

    def count(self, by_group_and_month):
        """Return {place: count} of all places, of another total of the groups."""
        return self._count(
            {
                group(key): along_the_year(months)
                for key, months in by_group_and_month.items()
            }
        )

    def _count(self, by_group):
        counts = {}
        for area in self.members[COUNTRY]:
            for one in self.members[area]:
                for period, count in by_group.get(one, {}).items():
                    for place in (one, area, COUNTRY):
                        place = place.at(period)
                        counts[place] = counts.get(place, 0) + count
        return counts

    def groups_aside(self):
        """Return the ids of the groups that are set aside for the whole country."""
        return [
            one.area_key
            for area in self.aside.get(COUNTRY, ())
            for one in self.members[area]
        ]

    def _choose(self):
        others = list(self._without_each_group())
        whole = self.counts.get(COUNTRY, 0)
        if not whole:
            return {COUNTRY}
        if not is_safe(whole):
            return set()
        if not all(is_safe(view.get(COUNTRY, whole)) for view in others):
            return set()
        shown = {COUNTRY}
        for parent in (COUNTRY, *self.members[COUNTRY]):
            if parent in shown:
                shown |= shown_totals(self._counts_of(self.members[parent]))
        return shown | self._choose_times(COUNTRY, shown, others)

    def _without_each_group(self):
        """Yield {period: count of all others} for each group: it knows its own."""
        for periods in self.by_group.values():
            yield {
                period: self.counts.get(period, 0) - count
                for period, count in periods.items()
            }

    def _counts_of(self, places):
        return {place: self.counts.get(place, 0) for place in places}

    def _choose_times(self, place, shown, others=()):
        """Return the quarters and months that are shown of a place, and of what is
        below it: of all but the smallest, which are set aside."""
        times = self._choose_parts(place, others)
        members = self.members.get(place, ())
        if len(members) == 1:
            return self._pass_down(place, members[0], times)
        aside = self._set_aside(place, members, shown)
        finer = [member for member in members if member not in aside]
        if not finer:
            return times
        with_aside = self._choose_parts(place, others, [self._sum_times(aside)])
        if any(one.period == "quarter" for one in times - with_aside):
            return times
        self.finer[place], self.aside[place] = finer, aside
        return with_aside.union(*(self._choose_times(one, shown) for one in finer))

    def _pass_down(self, place, member, times):
        """The only child is its parent, and shows the same."""
        self.finer[place] = [member]
        below = {member.at(one) for one in times}
        if len(self.members.get(member, ())) == 1:
            below |= self._pass_down(member, self.members[member][0], times)
        return times | below

    def _set_aside(self, place, members, shown):
        """Return the smallest, with one form in four."""
        aside, forms = set(), 0
        for member in sorted(
            members, key=lambda one: (one in shown, self.counts.get(one, 0), one)
        ):
            if member in shown and forms * ASIDE >= self.counts[place]:
                break
            aside.add(member)
            forms += self.counts.get(member, 0)
        return aside

    def _sum_times(self, places):
        """Return {period: count} of several places together."""
        sums = {}
        for place in places:
            for period in TIMES:
                count = self.counts.get(place.at(period), 0)
                sums[period] = sums.get(period, 0) + count
        return sums

    def _choose_parts(self, place, others=(), aside=()):
        shown = self._choose_children(place.quarters(), others, aside)
        for one in list(shown):
            shown |= self._choose_children(one.months(), others, aside)
        return shown

    def _choose_children(self, children, others, aside):
        counts = self._counts_of(children)
        seen_by = [
            {child: view.get(COUNTRY.at(child), n) for child, n in counts.items()}
            for view in others
        ]
        aside = [{child: view[COUNTRY.at(child)] for child in counts} for view in aside]
        return shown_totals(counts, seen_by, aside)


TIMES = [*map(quarter, QUARTERS), *map(month, range(1, 13))]


def along_the_year(months):
    """Return {period: count} of the year, its quarters and months."""
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

    def __init__(self, totals, question, by_group, by_month, aside_by_month):
        """
        :param totals: number of forms
        :param by_group: {group: {quarter: {answer: count}}}
        :param by_month: {month: {answer: count}} of the whole country
        :param aside_by_month: the same of ``totals.groups_aside()``
        """
        self.totals, self.question = totals, question
        self.counts = {
            group(key).at(quarter(number)): counts
            for key, quarters in by_group.items()
            for number, counts in quarters.items()
        }
        for key in by_group:
            self._add_up(group(key), group(key).quarters())
        for area in totals.members[COUNTRY]:
            groups = totals.members[area]
            for period in (COUNTRY, *map(quarter, QUARTERS)):
                self._add_up(area.at(period), [one.at(period) for one in groups])
        self._add_up_months(self.counts, by_month)
        self._add_up(COUNTRY, COUNTRY.quarters())
        self.aside = {}
        self._add_up_months(self.aside, aside_by_month)
        for area in totals.members[COUNTRY]:
            groups = totals.aside.get(area, ())
            for one in area.quarters() if groups else ():
                self.aside[one] = self._sum(place.at(one) for place in groups)
        self.shown = self._choose()

    def _add_up_months(self, counts, by_month):
        counts.update((month(number), line) for number, line in by_month.items())
        for one in COUNTRY.quarters():
            counts[one] = _sum(counts.get(inside, {}) for inside in one.months())

    def _add_up(self, parent, children):
        self.counts[parent] = self._sum(children)

    def _sum(self, places):
        return _sum(self.counts.get(place, {}) for place in places)

    def _choose(self):
        if COUNTRY not in self.totals.shown:
            return {}
        shown = {
            COUNTRY: shown_at_the_top(
                self.counts[COUNTRY], self.totals.counts[COUNTRY], self.question
            )
        }
        for parent in (COUNTRY, *self.totals.members[COUNTRY]):
            self._choose_children(parent, self.totals.members[parent], shown)
        self._choose_times(COUNTRY, shown)
        return shown

    def _choose_times(self, place, shown):
        """The quarters (and months, of the country) of a place and those below it."""
        aside = self.totals.aside.get(place, ())
        self._choose_children(place, place.quarters(), shown, aside)
        for one in place.quarters() if place == COUNTRY else ():
            self._choose_children(one, one.months(), shown, aside)
        self._choose_times_below(place, shown)

    def _choose_times_below(self, place, shown):
        members = self.totals.members.get(place, ())
        for member in self.totals.finer.get(place, ()):
            if len(members) > 1:
                self._choose_times(member, shown)
                continue
            # The only child is its parent, and shows the same.
            for one in member.quarters():
                shown[one] = shown.get(place.at(one), set())
            self._choose_times_below(member, shown)

    def _choose_children(self, parent, children, shown, aside=()):
        if not shown.get(parent):
            return
        totals = self.totals.counts
        forms = [
            Forms({child: totals.get(child, 0) for child in children}, self.counts)
        ]
        if aside:
            inside = {
                child: sum(totals.get(place.at(child), 0) for place in aside)
                for child in children
            }
            forms.append(Forms(inside, self.aside))
        totals_shown = [child for child in children if child in self.totals.shown]
        shown.update(
            shown_answers(
                forms[0], totals_shown, shown[parent], self.question, forms[1:]
            )
        )

    def figures(self):
        """Yield (place, answer, count) of all that is shown."""
        for place, answers in self.shown.items():
            for answer in answers:
                yield place, answer, self.counts[place][answer]


def _sum(lines):
    result = {}
    for line in lines:
        for answer, count in line.items():
            result[answer] = result.get(answer, 0) + count
    return result

"""Dividing women into small groups. Plain Python without the ORM.

What holds, whatever comes in:

* each woman is in exactly one group;
* groups are of four or five. Where that cannot be, some are of three (six women are
  3 + 3, seven 4 + 3, eleven 4 + 4 + 3); up to five women stay together. Nobody sits
  alone or with one other, except where no more have come;
* each woman shares a language with at least one other in her group. Where no such
  division is found, as few as possible are left without, and they are named;
* the experienced are spread: when everybody shares a language, no group has two of
  the most experienced while another has none.

Source: the organisational volunteer's manual, «groups of four or five persons».
"""

from itertools import combinations, cycle, islice
from random import Random
from typing import NamedTuple

LARGEST, SMALLEST = 5, 4
# Up to here all ways of dividing them are looked at (126 at most).
FEW = 10
ROUNDS = 6


class Woman(NamedTuple):
    """``languages`` are whatever tells languages apart, ``experience`` any number
    that grows with it."""

    key: int
    languages: frozenset
    experience: float


class Division(NamedTuple):
    """Groups of keys, in the order in which they take turns, and the keys of those
    who share no language with anybody in their group."""

    groups: list
    alone: list


def sizes(count):
    """Return the sizes of the groups that so many women make, largest first.

    >>> sizes(9), sizes(11), sizes(6)
    ([5, 4], [4, 4, 3], [3, 3])
    """
    return _even(count, -(-count // LARGEST)) if count else []


def divide(women, seed=None):
    """Divide women into small groups.

    :param women: iterable of ``Woman``
    :param seed: another seed, another division
    :return: a ``Division``
    """
    table = _Table(sorted(women, key=lambda woman: woman.key), Random(seed))
    groups = table.divide()
    for group in groups:
        table.chance.shuffle(group)
    table.chance.shuffle(groups)
    keys = [woman.key for woman in table.women]
    return Division(
        [[keys[one] for one in group] for group in groups],
        sorted(keys[one] for group in groups for one in table.alone(group)),
    )


def _even(count, number):
    small, larger = divmod(count, number)
    return [small + 1] * larger + [small] * (number - larger)


def _possible_sizes(count):
    """Return the sizes to try, the fewest groups first."""
    fewest = -(-count // LARGEST)
    most = max(fewest, count // SMALLEST)
    return [_even(count, number) for number in range(fewest, most + 1)]


class _Table:
    """The women by their places in a list; whom each can talk with, as bits."""

    def __init__(self, women, chance):
        self.women, self.chance = women, chance
        self.places = list(range(len(women)))
        self.ranked = sorted(self.places, key=lambda one: -women[one].experience)
        self.friends = [self._bits_of_friends(one) for one in self.places]

    def _bits_of_friends(self, one):
        languages = self.women[one].languages
        return sum(
            1 << other
            for other in self.places
            if other != one and not languages.isdisjoint(self.women[other].languages)
        )

    def share(self, one, other):
        return self.friends[one] >> other & 1

    def knows(self, one, group):
        return any(self.friends[one] >> other & 1 for other in group)

    def alone(self, group):
        """Return those who share no language with anybody else in the group."""
        if len(group) < 2:
            return []
        there = sum(1 << one for one in group)
        return [one for one in group if not self.friends[one] & there]

    def count_alone(self, groups):
        return sum(len(self.alone(group)) for group in groups)

    def divide(self):
        if len(self.women) <= LARGEST:
            return [self.places[:]] if self.women else []
        # Who shares a language with nobody who came cannot be helped by moving.
        least = sum(not friends for friends in self.friends)
        best = None
        for groups in self.attempts():
            self.mend(groups)
            left = self.count_alone(groups)
            if best is None or left < best[0]:
                best = left, groups
            if left == least:
                break
        left, groups = best
        if left > least and len(self.women) <= FEW:
            groups = min(self.all_ways(), key=self.count_alone)
        self.mix(groups)
        return groups

    # ------------------------------------------------------------------
    # Beginnings
    # ------------------------------------------------------------------

    def attempts(self):
        """Yield divisions to begin with: by experience alone, then by languages."""
        rooms = _possible_sizes(len(self.women))
        yield self.dealt(rooms[0])
        for sizes_now in islice(cycle(rooms), max(ROUNDS, len(rooms))):
            yield self.by_language(sizes_now)

    def dealt(self, rooms):
        """Deal them out like cards, the experienced first: each group gets one of
        the first, one of the next, and so on. Chance decides within each round."""
        groups, rest = [[] for _room in rooms], list(self.ranked)
        while rest:
            open_ones = [
                g for g, room in zip(groups, rooms, strict=True) if len(g) < room
            ]
            lot, rest = rest[: len(open_ones)], rest[len(open_ones) :]
            self.chance.shuffle(lot)
            for group, one in zip(open_ones, lot, strict=False):
                group.append(one)
        return groups

    def by_language(self, rooms):
        """Seat women together who can talk, the larger lots first."""
        groups = [[] for _room in rooms]
        left = dict(enumerate(rooms))
        for unit in sorted(self.units(), key=len, reverse=True):
            for part in self.fitting(unit, left):
                groups[part[0]].extend(part[1])
                left[part[0]] -= len(part[1])
        return groups

    def fitting(self, unit, left):
        """Return [(group, women)]: one group where there is room for all of them and
        the rest can still be filled by pairs; else each wherever there is room."""
        size = len(unit)
        free = [group for group, room in left.items() if room >= size]
        exact = [group for group in free if left[group] == size]
        even = [group for group in free if (left[group] - size) % 2 == 0]
        choice = exact or even or free
        if choice:
            return [(self.chance.choice(choice), unit)]
        seats = [group for group, room in left.items() for _seat in range(room)]
        return [(group, [one]) for group, one in zip(seats, unit, strict=False)]

    def units(self):
        """Return lots of women who can talk: pairs, those with the fewest to talk
        with first, and larger ones where somebody was left over."""
        waiting = self.places[:]
        self.chance.shuffle(waiting)
        units, singles = [], []
        bits = sum(1 << one for one in waiting)
        while waiting:
            first = min(waiting, key=lambda one: (self.friends[one] & bits).bit_count())
            waiting.remove(first)
            bits ^= 1 << first
            partners = [one for one in waiting if self.share(first, one)]
            if not partners:
                singles.append(first)
                continue
            other = min(
                partners, key=lambda one: (self.friends[one] & bits).bit_count()
            )
            waiting.remove(other)
            bits ^= 1 << other
            units.append([first, other])
        for single in singles:
            hosts = [u for u in units if len(u) < LARGEST and self.knows(single, u)]
            if hosts:
                min(hosts, key=len).append(single)
            else:
                units.append([single])
        return units

    def all_ways(self):
        """Yield every way to divide few women into two groups."""
        first, *rest = self.places
        for room in sorted(set(sizes(len(self.places)))):
            for others in combinations(rest, room - 1):
                yield [[first, *others], [one for one in rest if one not in others]]

    # ------------------------------------------------------------------
    # Making them better
    # ------------------------------------------------------------------

    def mend(self, groups):
        """Swap women between two groups as long as that leaves fewer alone."""
        found = True
        while found:
            found = any(
                self.friends[one] and self.swap_for(one, group, groups)
                for group in groups
                for one in self.alone(group)
            )

    def swap_for(self, one, group, groups):
        """Give her, who is alone, somebody to talk with: she moves to a friend or a
        friend moves to her, and the one of nearest experience changes places."""
        for other in groups:
            if other is group or not self.knows(one, other):
                continue
            moves = [(one, theirs) for theirs in other]
            moves += [
                (mine, friend)
                for friend in other
                if self.share(one, friend)
                for mine in group
                if mine != one
            ]
            moves.sort(key=self.distance)
            for mine, theirs in moves:
                if self.swapped(group, mine, other, theirs, better=True):
                    return True
        return False

    def distance(self, pair):
        one, other = (self.women[place].experience for place in pair)
        return abs(one - other)

    def swapped(self, group, mine, other, theirs, better=False):
        """Let two change places, if that leaves no more (``better``: fewer) alone."""
        before = len(self.alone(group)) + len(self.alone(other))
        _swap(group, mine, other, theirs)
        if len(self.alone(group)) + len(self.alone(other)) <= before - better:
            return True
        _swap(group, theirs, other, mine)
        return False

    def mix(self, groups):
        """Spread the experienced, without leaving more women alone.

        As many as there are groups count as the most experienced. A group with two of
        them gives one to a group that has none.
        """
        leading = set(self.ranked[: len(groups)])
        for group in groups:
            if leading.isdisjoint(group):
                self.fetch_leading(group, groups, leading)

    def fetch_leading(self, group, groups, leading):
        for other in groups:
            theirs = [one for one in other if one in leading]
            pairs = [(mine, one) for mine in group for one in theirs]
            if len(theirs) > 1 and any(
                self.swapped(group, mine, other, one) for mine, one in pairs
            ):
                return


def _swap(group, mine, other, theirs):
    group[group.index(mine)] = theirs
    other[other.index(theirs)] = mine

"""Which figures may be shown, so that none tells of one to four women.

Plain Python without the ORM. The method is cell suppression: each figure is shown as
it is or not at all, never changed (A. Hundepool et al., Statistical Disclosure
Control, Wiley 2012, chapter 4; the same authors' Handbook on Statistical Disclosure
Control, ESSnet 2010, chapter 4).

*First suppression*, by the threshold rule: a figure from 1 to 4 is not shown, and
neither is an answer that all but 1 to 4 women gave, or all of them: that tells of
each of them.

*Second suppression*, so that nothing comes back by subtraction. All figures stand in
tables with one parent and its children (a year and its quarters, a quarter and its
months, the country and its municipalities, a municipality and its groups), one line a
child and one column an answer. Totals of lines and of columns are shown outside. In
each table with a gap, one line o (the reserve) and one column z (the rest) are not
shown at all, chosen so that their common cell (o, z) holds five or more; and as many
more cells are withheld, the smallest first, until what is withheld in each line and in
each column is 0, or five or more, taken together.

Why that is enough. What can be worked out from totals and shown cells is
``sum(f(line)) + sum(g(column))`` over the withheld cells, for any numbers f and g. Let
it count the forms of some set of cells: then f(line) + g(column) is 0 or 1 in each
withheld cell. If the cell (o, z) is in the set, the count is at least five. If not, it
may be said that f(o) = g(z) = 0; as all of line o and of column z is withheld, all f
and g are 0 or 1, and the count is a sum of whole lines' and columns' withheld parts,
each of them 0 or at least five. And a withheld cell that is not 0 is never known by
nonnegativity: with one less there, one more in its line's z, one more in its column's
o and one less in (o, z), all that is shown stays the same. For the children's own
children all this is repeated inside what their parent shows.

A question that takes several answers is counted in taps instead of forms.

*What is set aside.* Where parts of the year are shown for places below a parent,
figures by time meet figures by place: the quarters of all municipalities are the
country's. So the smallest children, with a quarter of the parent's forms, are set
aside: they (and what is below them) show whole years only. And the parent's own
quarters and months are chosen so that all of the above also holds for the forms set
aside, counted alone, with five or more of them wherever there are any of the parent.

Why that is enough. Let shown figures, added and subtracted, count some set of forms. A
form set aside is counted by its group and answer and by its time and answer, that is
``a(group, answer) + t(time, answer)`` times, which is 0 or 1. Where t differs between
two times of an answer, all forms set aside of the one with the greater t are in the
set, whatever their group; as above, that is a shown cell, the common cell, or what is
withheld in a line or a column of the parent's table, and five or more of it are set
aside. Else the parent's figures by time say no more than those of its whole year and
can be left out. Then each child stands alone with its table of quarters below its own
year, and the same is said of it as of any table. Figures that a child shows in full
are its year's again, so what is left are figures of whole years, as before.

What is not shown, and why. No months by answer below the country: too little of a group
would be left. No two questions at once, such as topic by language, not even for the
whole country: who sees from the figures by place that all talks in Somali were one
group's subtracts their topics from the group's, and knows of its few others (24 of 24
in Somali, eight of the group about school, six of the country in Somali and about
school: two). To prevent it, enough of each answer would have to be found in places and
in times that show no answers at all, and of a country of forty groups nothing would be
left to show.
"""

from typing import NamedTuple

THRESHOLD = 5
# The line of all children whose own total is withheld, taken together.
WITHHELD = object()
# The column of all answers that the parent does not show, taken together.
REST = object()


class Question(NamedTuple):
    """How a question is answered."""

    most: int = 1  # answers on one form
    needed: bool = False
    rest: frozenset = frozenset()  # answers that mean "something else"


def is_safe(count):
    """Tell whether a figure may be known: none, or five or more."""
    return count == 0 or count >= THRESHOLD


def leaves_enough(whole, *aside):
    """Tell whether a figure may be known, and five or more of it are set aside."""
    return is_safe(whole) and all(not whole or count >= THRESHOLD for count in aside)


def shown_totals(children, seen_by=(), aside=()):
    """Return the children whose total is shown, the parent's being shown.

    :param children: {child: count}
    :param seen_by: the same without what somebody knows already, for each who knows
        something: a group knows its own totals, and can subtract them
    :param aside: the same of the forms that are set aside, if any are
    """
    views = [children, *seen_by]
    shown = {
        child
        for child, count in children.items()
        if count >= THRESHOLD
        and all(is_safe(view.get(child, 0)) for view in seen_by)
        and all(view.get(child, 0) >= THRESHOLD for view in aside)
    }
    while shown and not (
        all(is_safe(_withheld(view, shown)) for view in views)
        and leaves_enough(*(_withheld(view, shown) for view in [children, *aside]))
    ):
        shown.remove(min(shown, key=lambda child: (children[child], str(child))))
    return shown


def _withheld(counts, shown):
    return sum(count for key, count in counts.items() if key not in shown)


def shown_at_the_top(counts, total, question):
    """Return the answers that are shown for the whole country and year.

    :param counts: {answer: count}
    :param total: number of forms
    """
    shown = {
        answer
        for answer, count in counts.items()
        if answer not in question.rest and _is_showable(count, total)
    }
    while shown and _rest(counts, total, shown, question) < THRESHOLD:
        shown.remove(min(shown, key=lambda answer: (counts[answer], str(answer))))
    return shown


def _is_showable(count, total):
    return count >= THRESHOLD and total - count >= THRESHOLD


def _rest(counts, total, shown, question):
    """Return how often the column of the rest was tapped in a line.

    Where nothing need be answered, no answer belongs to the rest. Where something
    must be, an empty tap cannot be exchanged for a used one, and does not count.
    """
    if question.most > 1 and question.needed:
        return sum(count for answer, count in counts.items() if answer not in shown)
    return question.most * total - sum(counts.get(answer, 0) for answer in shown)


class Forms(NamedTuple):
    """Forms of a parent, by child.

    :ivar totals: {child: number of forms}
    :ivar counts: {child: {answer: count}}
    """

    totals: dict
    counts: dict


def shown_answers(forms, totals_shown, parent_shows, question, aside=()):
    """Return {child: answers that are shown for it}.

    :param forms: all forms of the parent
    :param totals_shown: the children whose total is shown
    :param parent_shows: the answers that are shown for the parent
    :param aside: those of the forms that are set aside, if any are
    """
    if len(forms.totals) == 1:
        # The only child is its parent.
        return {child: set(parent_shows) for child in totals_shown}
    table = _Table([forms, *aside], totals_shown, parent_shows, question)
    if table.is_complete():
        return table.shown()
    reserve = table.choose_reserve()
    if not reserve:
        return {child: set() for child in totals_shown}
    table.withhold(*reserve)
    table.settle()
    return table.shown()


class _View:
    """Forms in the lines and columns of a table."""

    def __init__(self, forms, totals_shown, columns, question):
        totals, counts = forms
        self.totals = {child: totals.get(child, 0) for child in totals_shown}
        self.counts = {child: counts.get(child, {}) for child in totals_shown}
        others = [child for child in totals if child not in self.totals]
        self.totals[WITHHELD] = sum(totals[child] for child in others)
        self.counts[WITHHELD] = _sum(counts.get(child, {}) for child in others)
        self.rests = {
            line: _rest(self.counts[line], total, columns, question)
            for line, total in self.totals.items()
        }

    def count(self, line, column):
        if column is REST:
            return self.rests[line]
        return self.counts[line].get(column, 0)


class _Table:
    def __init__(self, forms, totals_shown, columns, question):
        self.question, self.columns = question, columns
        self.order = {answer: str(answer) for answer in columns}
        self.views = [_View(one, totals_shown, columns, question) for one in forms]
        self.count, self.totals = self.views[0].count, self.views[0].totals
        self.cells = {
            line: {a for a in columns if self._is_showable(line, a)}
            for line in self.totals
        }
        self.cells[WITHHELD] = set()

    def _is_showable(self, line, answer):
        return all(
            _is_showable(view.count(line, answer), view.totals[line])
            for view in self.views
        )

    def is_complete(self):
        """Tell whether all is shown, so that nothing is left to be worked out."""
        return all(
            leaves_enough(*(view.rests[line] for view in self.views))
            and all(
                a in self.cells[line] or not self.count(line, a) for a in self.columns
            )
            for line in self.totals
        )

    def choose_reserve(self):
        """Return the line and the column that are withheld, or None: as little as
        possible is lost by them."""
        lines = sorted(
            self.totals, key=lambda line: (line is not WITHHELD, self.totals[line])
        )
        answers = sorted(
            self.columns,
            key=lambda a: (sum(self.count(line, a) for line in lines), self.order[a]),
        )
        for column in (REST, *answers):
            for line in lines:
                counts = [view.count(line, column) for view in self.views]
                if min(counts) >= THRESHOLD and self._has_room(line, column):
                    return line, column
        return None

    def _has_room(self, reserve, column):
        """Several answers on a form: no answer may be on all of the forms, or one
        more would not fit."""
        if self.question.most == 1:
            return True
        return all(
            self.totals[reserve] - self.count(reserve, answer) >= THRESHOLD
            for answer in self.columns
        ) and (
            not (self.question.needed or column is not REST)
            or all(
                not total or self.count(line, column) < total
                for line, total in self.totals.items()
            )
        )

    def withhold(self, reserve, column):
        self.cells[reserve] = set()
        for answers in self.cells.values():
            answers.discard(column)

    def settle(self):
        """Withhold more, until nothing can be had by subtraction."""
        changed = True
        while changed:
            changed = any([self._settle_line(line) for line in self.totals])
            changed = any([self._settle_column(a) for a in self.columns]) or changed

    def _settle_line(self, line):
        shown = self.cells[line]
        changed = False
        while shown and not leaves_enough(*self._withheld_in_line(line)):
            shown.remove(min(shown, key=lambda a: (self.count(line, a), self.order[a])))
            changed = True
        return changed

    def _withheld_in_line(self, line):
        for view in self.views:
            shown = sum(view.count(line, answer) for answer in self.cells[line])
            yield self.question.most * view.totals[line] - shown

    def _settle_column(self, answer):
        shown = [line for line, answers in self.cells.items() if answer in answers]
        changed = False
        while shown and not leaves_enough(*self._withheld_in_column(answer)):
            line = min(shown, key=lambda line: (self.count(line, answer), str(line)))
            shown.remove(line)
            self.cells[line].remove(answer)
            changed = True
        return changed

    def _withheld_in_column(self, answer):
        withheld = [line for line, shown in self.cells.items() if answer not in shown]
        for view in self.views:
            yield sum(view.count(line, answer) for line in withheld)

    def shown(self):
        return {
            line: answers
            for line, answers in self.cells.items()
            if line is not WITHHELD
        }


def _sum(counts):
    result = {}
    for line in counts:
        for answer, count in line.items():
            result[answer] = result.get(answer, 0) + count
    return result

"""Somebody who knows all that is shown and works out what is not.

Plain Python with exact numbers. Two ways: what follows from subtraction (which sums
of cells are sums of shown figures), and between which bounds a cell lies when no cell
can be less than none.
"""

from fractions import Fraction

PRIME = (1 << 61) - 1


class Subtraction:
    """Equations, each the sum of some cells; tells which other sums follow."""

    def __init__(self):
        self.rows = {}

    def know(self, cells):
        row = self._reduce(cells)
        if row:
            pivot = next(iter(row))
            inverse = pow(row[pivot], -1, PRIME)
            self.rows[pivot] = {c: n * inverse % PRIME for c, n in row.items()}

    def follows(self, cells):
        """Tell whether this sum of cells follows from what is known."""
        return not self._reduce(cells)

    def _reduce(self, cells):
        row = {cell: number % PRIME for cell, number in cells.items() if number}
        for pivot, known in self.rows.items():
            factor = row.get(pivot)
            if factor:
                for cell, number in known.items():
                    left = (row.get(cell, 0) - factor * number) % PRIME
                    if left:
                        row[cell] = left
                    else:
                        row.pop(cell, None)
        return row


class Bounds:
    """Sums of cells that are known, each cell being nothing or more.

    The simplex method with fractions, by Bland's rule.
    """

    def __init__(self, equations):
        """
        :param equations: [({cell: factor}, sum)]
        """
        self.cells = list(dict.fromkeys(c for cells, _sum in equations for c in cells))
        number = {cell: index for index, cell in enumerate(self.cells)}
        width = len(self.cells)
        self.table, self.basis = [], []
        for cells, total in equations:
            row = [Fraction(0)] * width + [Fraction(total)]
            for cell, factor in cells.items():
                row[number[cell]] += factor
            if total < 0:
                row = [-value for value in row]
            self.table.append(row)
            self.basis.append(None)
        self._find_a_world(width)

    def _find_a_world(self, width):
        """Phase one: an own helper for each equation, which is driven to nothing."""
        goal = [sum(row[c] for row in self.table) for c in range(width)]
        left = sum(row[-1] for row in self.table)
        while True:
            entering = next((c for c in range(width) if goal[c] > 0), None)
            if entering is None:
                break
            leaving = self._leaving(entering)
            self._pivot(leaving, entering)
            factor, row = goal[entering], self.table[leaving]
            goal = [g - factor * row[c] for c, g in enumerate(goal)]
            left -= factor * row[-1]
        if left:
            raise ValueError("what is shown contradicts itself")
        self._drop_helpers(width)

    def _drop_helpers(self, width):
        for line in range(len(self.table) - 1, -1, -1):
            if self.basis[line] is None:
                row = self.table[line]
                entering = next((c for c in range(width) if row[c]), None)
                if entering is None:
                    del self.table[line], self.basis[line]
                else:
                    self._pivot(line, entering)

    def _leaving(self, entering):
        best = None
        for line, row in enumerate(self.table):
            if row[entering] > 0:
                basic = self.basis[line]
                key = (row[-1] / row[entering], -1 if basic is None else basic)
                if best is None or key < best[0]:
                    best = (key, line)
        return best and best[1]

    def _pivot(self, line, entering):
        factor = self.table[line][entering]
        pivot = [value / factor for value in self.table[line]]
        self.table[line] = pivot
        nonzero = [index for index, value in enumerate(pivot) if value]
        for other, row in enumerate(self.table):
            if other != line and row[entering]:
                factor = row[entering]
                for index in nonzero:
                    row[index] -= factor * pivot[index]
        self.basis[line] = entering

    def lowest(self, cells):
        """Return the least that this sum of cells can be; None without a limit."""
        cost = [Fraction(cells.get(cell, 0)) for cell in self.cells]
        value = Fraction(0)
        for line, basic in enumerate(self.basis):
            cost, value = self._eliminate(cost, value, line, basic)
        while True:
            entering = next((c for c, price in enumerate(cost) if price < 0), None)
            if entering is None:
                return -value
            leaving = self._leaving(entering)
            if leaving is None:
                return None
            self._pivot(leaving, entering)
            cost, value = self._eliminate(cost, value, leaving, entering)

    def _eliminate(self, cost, value, line, basic):
        factor, row = cost[basic], self.table[line]
        if not factor:
            return cost, value
        cost = [c - factor * row[index] for index, c in enumerate(cost)]
        return cost, value - factor * row[-1]

    def are_one(self, cells):
        """Tell whether this sum of cells can have one value only."""
        least = self.lowest(cells)
        most = self.lowest({cell: -factor for cell, factor in cells.items()})
        return least is not None and most is not None and least == -most

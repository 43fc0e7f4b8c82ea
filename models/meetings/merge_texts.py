"""Putting two versions of a text together so that nothing of either is lost.

Plain Python without the ORM: the same three-way merge that programmers use for their
files, line by line. Where both changed the same lines, both versions stay, one below
the other: two women who write at the same table can see it and put it right.
"""

from difflib import SequenceMatcher


def merge_texts(base, mine, theirs):
    """Return a text with the changes that ``mine`` and ``theirs`` made to ``base``.

    :param str base: the text from which she began
    :param str mine: what she made of it
    :param str theirs: what stands there now, perhaps changed by somebody else
    """
    if base == theirs or mine == theirs:
        return mine
    if base == mine:
        return theirs
    lines = _merge(base.splitlines(), mine.splitlines(), theirs.splitlines())
    return "\n".join(lines)


def _merge(base, mine, theirs):
    merged = []
    start = (0, 0, 0)
    for first, length in _common(base, mine, theirs):
        merged += _between(base, mine, theirs, start, first)
        merged += base[first[0] : first[0] + length]
        start = tuple(position + length for position in first)
    ends = (len(base), len(mine), len(theirs))
    return merged + _between(base, mine, theirs, start, ends)


def _between(base, mine, theirs, start, end):
    """Return the lines of a stretch that at least one of the two changed."""
    old, own, other = (
        lines[first:last]
        for lines, first, last in zip((base, mine, theirs), start, end, strict=True)
    )
    if own == other or other == old:
        return own
    if own == old:
        return other
    return other + [line for line in own if line not in other]


def _common(base, mine, theirs):
    """Yield the stretches that stand in all three, as ((starts), length)."""
    in_mine = _map(base, mine)
    in_theirs = _map(base, theirs)
    line = 0
    while line < len(base):
        if line not in in_mine or line not in in_theirs:
            line += 1
            continue
        length = 1
        while (
            in_mine.get(line + length) == in_mine[line] + length
            and in_theirs.get(line + length) == in_theirs[line] + length
        ):
            length += 1
        yield (line, in_mine[line], in_theirs[line]), length
        line += length


def _map(base, other):
    """Return {line of base: the same line in the other text}."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {
        block.a + step: block.b + step for block in blocks for step in range(block.size)
    }

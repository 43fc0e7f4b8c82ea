"""Who might try what next. Plain Python without the ORM.

Nobody is ranked: the women take turns in the order of a list that starts at another
place each time, and nobody is asked for a second task while others are left.
"""

ASKED = 2


def who_might_try(tasks, women, busy, turn):
    """Return {task: women to ask}.

    :param dict tasks: {task: those who have said that they would like to}
    :param list women: whom one could ask, in any fixed order
    :param busy: those who have taken on something already
    :param int turn: another number, another beginning
    """
    willing = {woman for hands in tasks.values() for woman in hands}
    free = [w for w in women if w not in willing and w not in busy]
    waiting = _from(free, turn)
    suggestions = {}
    for task, hands in tasks.items():
        wanted = max(ASKED - len(hands), 0)
        suggestions[task] = [] if hands else waiting[:wanted]
        waiting = waiting[len(suggestions[task]) :]
    return suggestions


def _from(women, turn):
    start = turn % len(women) if women else 0
    return women[start:] + women[:start]

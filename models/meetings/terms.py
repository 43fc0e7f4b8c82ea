"""Who is up for election when. Plain Python without the ORM.

Source: the national organisation's own bylaws elect some seats in odd years and the
rest in even ones, so that never the whole board is new at once (domain notes, 1.1).
"""


def end_years(year, seats, odd_seats, term, continuing=()):
    """Return the years in which those elected now are up again, the longest first.

    :param int year: the year of the ordinary assembly whose seats are filled
    :param int seats: how many seats the office has
    :param int odd_seats: how many of them are elected in odd years
    :param int term: years from election to election: 1 or 2
    :param continuing: the years in which those who stay are up for election
    """
    if term == 1:
        return [year + 1] * max(seats - len(list(continuing)), 0)
    taken = [end % 2 for end in continuing]
    free = {
        1: max(odd_seats - taken.count(1), 0),
        0: max(seats - odd_seats - taken.count(0), 0),
    }
    # Whoever is elected for the rhythm of this year sits both years; the others only
    # until their seat's own year, so that the rhythm holds.
    return [year + 2] * free[year % 2] + [year + 1] * free[(year + 1) % 2]

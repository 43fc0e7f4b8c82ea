"""Who is elected, and what the lot says. Plain Python without the ORM."""

from hashlib import sha256


def elect(votes, seats):
    """Return who is elected, who is tied for the last seats, and how many those are.

    Everybody with more votes than the first who is left out is elected. Where the
    last seats fall among some with equally many votes, the lot decides.

    :param dict votes: votes by candidate, for those who got none 0
    :param int seats: how many are elected
    :return: (elected, tied, seats left for the tied); the elected with most votes first
    """
    ranked = sorted(votes, key=lambda candidate: -votes[candidate])
    if len(ranked) <= seats:
        return ranked, [], 0
    if seats <= 0:
        return [], [], 0
    limit = votes[ranked[seats - 1]]
    if votes[ranked[seats]] < limit:
        return ranked[:seats], [], 0
    elected = [candidate for candidate in ranked if votes[candidate] > limit]
    tied = [candidate for candidate in ranked if votes[candidate] == limit]
    return elected, tied, seats - len(elected)


def draw(seed, candidates):
    """Return the candidates in the order of the lot.

    Whoever has the seed can draw it again: each is put in the place that the hash of
    the seed and her number gives her, and nobody can choose a seed for an outcome
    that is written down with it.

    :param str seed: drawn at random, kept with the election
    :param candidates: their numbers
    """
    return sorted(
        candidates, key=lambda number: sha256(f"{seed}:{number}".encode()).hexdigest()
    )

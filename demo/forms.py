"""What the women of the demo groups talked about and did together. All invented.

Chosen by counting, not by chance, so that every demo of a day is the same.
"""

from typing import NamedTuple

# Since January of last year, so that there is a whole year to be counted.
LAST_YEAR = None
# group -> (its women, months back, forms of each in a month, short contacts a month)
TALKS = {
    "lindevang": (
        (
            "amina",
            "fatma",
            "samira",
            "nadia",
            "leyla",
            "hodan",
            "rania",
            "zainab",
        ),
        LAST_YEAR,
        3,
        9,
    ),
    "soeparken": (("shirin", "dalal", "berivan", "maryam", "hanan"), LAST_YEAR, 2, 6),
    "havnebyen": (("oksana", "selam", "emina"), 4, 1, 3),
}

# Codes of bydelsmor.choice. Common ones stand more than once.
AROSE = ("network", "neighbourhood", "network", "woman", "came", "activity", "referred")
TOPICS = (
    ("school", "upbringing"),
    ("municipality",),
    ("health",),
    ("work", "municipality"),
    ("upbringing",),
    ("loneliness",),
    ("school",),
    ("money", "municipality"),
    ("teenagers", "upbringing"),
    ("body", "health"),
    ("work",),
    ("loneliness", "couple"),
    ("leisure",),
    ("residence", "municipality"),
    ("violence",),
)
NEXT = ("herself", "meet", "waiting", "meet", "solved", "unsure", "herself", "passed")
BRIDGES = {
    "school": "school",
    "upbringing": "school",
    "municipality": "municipality",
    "health": "doctor",
    "body": "doctor",
    "work": "jobcentre",
    "loneliness": "cafe",
    "money": "legal",
    "violence": "shelter",
    "residence": "legal",
    "teenagers": "none",
    "leisure": "library",
}
PLACES = ("courtyard", "home", "phone", "library", "school", "home", "walk")
DURATIONS = ("30", "60", "15", "30", "120")
CONTACTS = ("first", "second", "more", "first", "accompanied")


class Event(NamedTuple):
    """An activity: its kind, and how many came. ``told`` is what worked."""

    kind: str
    women: int
    new: int
    children: int
    helpers: int
    hours: float
    told: str = ""


# By the occasion that stands on the receipts of demo/year.py.
ACTIVITIES = {
    "lindevang": {
        "Kvindecafé": Event("cafe", 16, 2, 9, 4, 2.5, "Duften af kaffe i gården"),
        "Sy-aften": Event("course", 11, 1, 3, 3, 3, "At alle fik syet noget færdigt"),
        "Kvindernes internationale kampdag": Event("other", 34, 6, 12, 7, 3),
        "Lektiecafé": Event("other", 8, 0, 14, 3, 2),
        "Oplæg om graviditet": Event(
            "talk", 19, 4, 5, 4, 2, "Jordemoderen svarede på alt"
        ),
        "Familietur til stranden": Event(
            "trip", 27, 3, 41, 8, 7, "Bus for alle, også bedstemødrene"
        ),
        "Sommerfest": Event("food", 46, 9, 58, 10, 5),
        "Oplæg om børns søvn": Event("talk", 17, 3, 4, 3, 2),
        "Kursus i samtaleteknik": Event("course", 12, 0, 0, 10, 4),
        "Juleværksted": Event("course", 15, 2, 22, 5, 3),
        "Børneteater for familier": Event("trip", 18, 2, 37, 6, 3),
        "Julefrokost for kvinderne": Event("food", 31, 3, 0, 8, 4),
    },
    "soeparken": {
        "Sy-café": Event("cafe", 12, 1, 6, 3, 3, "Symaskinen går på skift"),
        "Tur til museet": Event("trip", 17, 2, 20, 5, 6),
        "Sommerafslutning": Event("food", 24, 3, 30, 6, 4),
        "Oplæg om breve fra kommunen": Event(
            "talk", 14, 4, 2, 3, 2, "Vi læste et brev sammen"
        ),
        "Juleafslutning": Event("food", 22, 1, 25, 6, 4),
    },
    "havnebyen": {
        "Oplæg om teenagere": Event("talk", 13, 2, 0, 3, 2),
    },
}

# What the papers of years before say: the country's totals, and a group's.
EARLIER = {
    None: {"conversations": (512, 634), "women": (388, 451), "activities": (22, 27)},
    "lindevang": {"conversations": (236, 268), "women": (214, 240)},
}

"""A year of meetings for the demo groups: who runs them, who comes, what was said."""

from typing import NamedTuple


class Rhythm(NamedTuple):
    """When a group meets, and who runs it.

    ``weekday`` 0 is Monday, ``nth`` which of the month (-1: the last). ``years`` are
    the series that were planned, each in months from the present one: (-12, 0) is the
    year that has been. ``board``: it meets four times in each of them.
    """

    runner: str
    weekday: str
    nth: str
    hour_from: float
    hour_to: float
    board: bool
    years: tuple


A_YEAR_AND_THE_NEXT = ((-12, 0), (0, 12))
RHYTHMS = {
    "lindevang": Rhythm("amina", "2", "1", 17.0, 19.5, True, A_YEAR_AND_THE_NEXT),
    "soeparken": Rhythm("dalal", "1", "2", 17.0, 19.5, True, A_YEAR_AND_THE_NEXT),
    "havnebyen": Rhythm("birgit", "3", "-1", 16.0, 18.5, False, A_YEAR_AND_THE_NEXT),
    # began lately, then nobody had time: the secretariat finds them
    "bakketoppen": Rhythm("gitte", "0", "3", 10.0, 12.0, False, ((-5, -2), (1, 13))),
}
# Candidates are not invited; they look in.
LOOK_IN = {"bakketoppen": ("Thuy", "Priya", "En nabo fra opgang 4")}


class Outing(NamedTuple):
    """Something that a Bydelsmor took on, on the second Saturday of a month."""

    month: int  # from the present one
    who: str
    name: str
    place: str
    told: str


OUTINGS = {
    "lindevang": (
        Outing(
            -5,
            "hodan",
            "Tur til havet",
            "Toget kl. 9.12 fra stationen",
            "Elleve kvinder og nitten børn. Vi badede og sang hele vejen hjem.",
        ),
        Outing(
            -2,
            "leyla",
            "Fællesspisning",
            "Beboerhuset Linden, salen",
            "Alle tog en ret med. Tre naboer kom for første gang. To kommer igen.",
        ),
        Outing(2, "hodan", "Sy-dag for mødre og døtre", "Beboerhuset Linden", ""),
    ),
    "soeparken": (
        Outing(
            -7,
            "hanan",
            "Tur til museet",
            "Museet, ved indgangen",
            "Vi fik en omvisning på arabisk. Børnene tegnede bagefter.",
        ),
        Outing(
            -3,
            "maryam",
            "Sy-café",
            "Fællesrummet ved søen",
            "Ni kvinder, fem symaskiner. Vi fik lagt alle gardinerne op.",
        ),
    ),
    "havnebyen": (
        Outing(
            -4,
            "selam",
            "Besøg på krisecentret",
            "Vi mødes på biblioteket",
            "De viste os rundt og fortalte, hvem man kan ringe til om natten.",
        ),
    ),
}

# guest, topic: one a meeting, in turn
GUESTS = [
    ("Bibliotekar Jonna", "Lånerkort, lektiecafé og gode børnebøger"),
    ("Sundhedsplejerske Mette", "Søvn og skærm for små børn"),
    ("Borgerrådgiver Ole", "Når brevet fra kommunen er svært"),
    ("Jordemoder Salma", "At føde i Danmark"),
    ("Jobkonsulent Tina", "CV, fritidsjob og praktik"),
    ("Fysioterapeut Ali", "Øvelser for ryg og skuldre"),
    ("Tandplejer Line", "Sunde tænder hos små børn"),
    ("Betjent Kasper", "Når man bliver udsat for svindel i telefonen"),
    ("Diætist Hanne", "Sund mad, der smager af noget"),
    ("Skolelærer Yusuf", "Skole-hjem-samtalen"),
    ("Bankrådgiver Pia", "Budget og opsparing"),
    ("Psykolog Nour", "Når man savner nogen langt væk"),
]
# So many have a guest already; for the others there is room for wishes.
INVITED_AHEAD = 3

# what is written under the points of a monthly meeting, by element and kind
FELLOWSHIP = [
    "Tjek-in: et ord fra mit sprog. Vi grinede meget af «pamuk».",
    "Tjek-in med et billede fra telefonen. Tre nye hilste på.",
    "Tjek-in: hvad glæder jeg mig til? De fleste: at se familien.",
    "Tjek-in to og to. God snak, alle kom til orde.",
    "Tjek-in: noget, der lykkedes i denne måned. Der blev klappet meget.",
    "Tjek-in: hvem lærte dig at lave mad? Pausen blev ekstra lang.",
]
EXCHANGE = [
    "Vi talte i to grupper om at følge med til lægen.",
    "Hvordan siger man pænt nej? Vi prøvede det af på hinanden.",
    "Flere har mødt kvinder, som er alene om dagen. Caféen hjælper.",
    "Om at gå med til skolen første gang. Tag dig god tid.",
    "Hvor går grænsen for, hvad vi kan hjælpe med? Vi nævnte fem steder at sende "
    "videre til.",
    "Om at tale om det svære med en, man lige har mødt. Te hjælper.",
]
KNOWLEDGE = "{guest} fortalte: {topic}. Mange spørgsmål, og en folder til alle."
ACTIVITIES = [
    "Vi holder fællesspisning i næste måned. Alle tager en ret med.",
    "Tur til museet en lørdag. Vi tager bussen sammen.",
    "Vi står på markedet med te og foldere.",
    "Caféen flytter til torsdag, så flere kan komme.",
    "Vi inviterer nabogruppen på kaffe.",
]
DECISIONS = [
    "Vi køber to termokander.",
    "Hver tager en veninde med næste gang.",
    "Vi spørger biblioteket om et større lokale.",
    "Næste møde begynder en halv time senere, på grund af skolen.",
    "Vi laver en fælles liste over, hvem der taler hvilke sprog.",
]
TASKS = [
    ("Købe kaffe, te og frugt", "shopping"),
    ("Ringe til biblioteket om lokalet", "task"),
    ("Åbne døren og sætte vand over", "host"),
    ("Skrive til gæsten og takke", "task"),
    ("Lave plakaten til opslagstavlen", "task"),
]
BOARD_TASKS = [
    ("Skrive ansøgningen til puljen", "task"),
    ("Sende referatet rundt", "task"),
    ("Spørge boligforeningen om salen", "task"),
    ("Finde en dato sammen med kommunen", "task"),
]

# point of the board's agenda: what was said, by turns
BOARD = {
    "news": [
        "Vi er inviteret til netværksdag i landssekretariatet. To kan tage med.",
        "Boligforeningen har ringet: vi må bruge salen gratis om lørdagen.",
        "Kommunens nye kontaktperson kommer til næste månedsmøde.",
        "Der har stået om os i lokalavisen.",
    ],
    "economy": [
        "Saldoen ser fin ud, og alle bilag er godkendt.",
        "Vi har brugt lidt mindre end i budgettet. Alle har fået deres udlæg.",
        "To kvitteringer mangler et billede. Kassereren ringer.",
        "Kassen er talt op og passer.",
    ],
    "volunteers": [
        "To nye vil gerne på grunduddannelse. De får besøg i næste uge.",
        "En af os holder pause i tre måneder. Vi sender en hilsen.",
        "Alle har det godt. Vi taler om, hvem der kan aflaste hvem.",
        "Vi har holdt små samtaler med alle. Flere vil prøve at være mødeleder.",
    ],
}
# what the board voted about: decision, against, blank
BOARD_DECISIONS = [
    ("Vi søger puljen til sommerture. Kassereren skriver ansøgningen.", 0, 0),
    ("Vi køber en ny kaffemaskine til højst 1.200 kr.", 1, 0),
    ("Caféen holder åbent to gange om måneden.", 0, 1),
    ("Vi siger ja til at holde oplæg på skolen.", 0, 0),
]
ASSEMBLY = {
    "report": "Forkvinden fortalte om året: café, ture og syv nye kvinder.",
    "report_decision": "Beretningen blev godkendt.",
    "accounts": "Kassereren lagde regnskabet frem, og revisor anbefalede det.",
    "decision": "Årsregnskabet blev godkendt af alle.",
}
PROPOSAL = {
    "name": "Forslag: en tur til havet for alle børn",
    "text": "Hodan foreslår, at vi bruger en lørdag i juni på en tur til havet.",
    "decision": "Vedtaget. Hodan og Leyla planlægger turen.",
}
CONSTITUTION = "Bestyrelsen fordelte rollerne. Alle fortsætter med det, de kan."

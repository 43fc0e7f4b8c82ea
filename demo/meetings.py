"""A year of meetings for the demo groups: who runs them, who comes, what was said."""

# group: weekday (0 Monday), which of the month, from, to, months back, who runs it,
# how often the board meets (months), or None
PATTERNS = {
    "lindevang": ("2", "1", 17.0, 19.5, 8, "amina", "3"),
    "soeparken": ("1", "2", 17.0, 19.5, 8, "dalal", None),
    "havnebyen": ("3", "-1", 16.0, 18.5, 6, "birgit", None),
    "bakketoppen": ("0", "3", 10.0, 12.0, 2, "gitte", None),
}

# guest, topic: one a meeting, in turn
GUESTS = [
    ("Bibliotekar Jonna", "Lånerkort, lektiecafé og gode børnebøger"),
    ("Sundhedsplejerske Mette", "Søvn og skærm for små børn"),
    ("Borgerrådgiver Ole", "Når brevet fra kommunen er svært"),
    ("Jordemoder Salma", "At føde i Danmark"),
    ("Jobkonsulent Tina", "CV, fritidsjob og praktik"),
    ("Fysioterapeut Ali", "Øvelser for ryg og skuldre"),
]

# what is written under the points of a monthly meeting, by element and kind
FELLOWSHIP = [
    "Tjek-in: et ord fra mit sprog. Vi grinede meget af «pamuk».",
    "Tjek-in med et billede fra telefonen. Tre nye hilste på.",
    "Tjek-in: hvad glæder jeg mig til? De fleste: foråret.",
    "Tjek-in to og to. God snak, alle kom til orde.",
]
EXCHANGE = [
    "Vi talte i to grupper om at følge med til lægen.",
    "Hvordan siger man pænt nej? Vi prøvede det af på hinanden.",
    "Flere har mødt kvinder, som er alene om dagen. Caféen hjælper.",
    "Om at gå med til skolen første gang. Tag dig god tid.",
]
KNOWLEDGE = "{guest} fortalte: {topic}. Mange spørgsmål, og en folder til alle."
ACTIVITIES = [
    "Vi holder fællesspisning i næste måned. Alle tager en ret med.",
    "Tur til museet en lørdag. Vi tager bussen sammen.",
    "Vi står på markedet med te og foldere.",
]
DECISIONS = [
    "Vi køber to termokander.",
    "Hver tager en veninde med næste gang.",
    "Vi spørger biblioteket om et større lokale.",
]
TASKS = [
    ("Købe kaffe, te og frugt", "shopping"),
    ("Ringe til biblioteket om lokalet", "task"),
    ("Åbne døren og sætte vand over", "host"),
]
BOARD = "Saldoen ser fin ud, og alle bilag er godkendt."
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

"""What Lindevang, Søparken and Havnebyen spent and received in the demo's years.

Amounts are in øre, two columns: last year and the year before (None: not then).
A reader with a pencil can add them up; the tests do.
"""

from typing import NamedTuple

# month, day, who, shop, occasion, account, paid by, last year, the year before
LINDEVANG_OUT = [
    (
        1,
        7,
        "amina",
        "Købmanden på Torvet",
        "Månedsmøde i januar",
        "2351",
        "own",
        31250,
        28475,
    ),
    (1, 15, "samira", "Papir & Pen", "Bestyrelsesmøde", "2450", "own", 18900, 12650),
    (1, 28, "leyla", "Grønthandleren", "Kvindecafé", "1611", "own", 46475, 39950),
    (1, 31, "fatma", "Banken", "", "2391", "card", 5000, 5000),
    (
        2,
        4,
        "hodan",
        "Købmanden på Torvet",
        "Månedsmøde i februar",
        "2351",
        "own",
        28995,
        30150,
    ),
    (
        2,
        11,
        "nadia",
        "Trykkeriet Linden",
        "Foldere til venteværelser",
        "1851",
        "card",
        215000,
        187500,
    ),
    (2, 18, "rania", "Stofbutikken", "Sy-aften", "1612", "own", 62450, 41275),
    (2, 25, "samira", "Bageriet Solsikken", "Kvindecafé", "1611", "own", 33600, 29800),
    (
        3,
        4,
        "amina",
        "Købmanden på Torvet",
        "Månedsmøde i marts",
        "2351",
        "own",
        34725,
        27950,
    ),
    (
        3,
        8,
        "leyla",
        "Blomsterhuset",
        "Kvindernes internationale kampdag",
        "1990",
        "own",
        45000,
        36000,
    ),
    (
        3,
        14,
        "fatma",
        "Pizzeria Bella",
        "Generalforsamling",
        "2352",
        "card",
        128500,
        116000,
    ),
    (3, 19, "hodan", "Bus og tog", "Besøg hos kommunen", "2471", "own", 14400, 12000),
    (3, 25, "rania", "Grønthandleren", "Kvindecafé", "1611", "own", 41825, 38250),
    (
        4,
        1,
        "nadia",
        "Købmanden på Torvet",
        "Månedsmøde i april",
        "2351",
        "own",
        29650,
        31475,
    ),
    (4, 9, "samira", "Bogladen", "Lektiecafé", "1612", "own", 53900, None),
    (
        4,
        15,
        "zainab",
        "Isenkrammeren",
        "Kaffekander til mødelokalet",
        "2230",
        "own",
        79900,
        None,
    ),
    (
        4,
        22,
        "amina",
        "Jordemoder Holm",
        "Oplæg om graviditet",
        "1613",
        "card",
        150000,
        150000,
    ),
    (4, 29, "leyla", "Grønthandleren", "Kvindecafé", "1611", "own", 38950, 42600),
    (
        5,
        6,
        "hodan",
        "Købmanden på Torvet",
        "Månedsmøde i maj",
        "2351",
        "own",
        32575,
        29925,
    ),
    (5, 13, "rania", "Bus og tog", "Besøg på biblioteket", "2471", "own", 9600, 9600),
    (
        5,
        20,
        "fatma",
        "Busselskabet Fjorden",
        "Familietur til stranden",
        "1614",
        "card",
        485000,
        450000,
    ),
    (
        5,
        23,
        "amina",
        "Købmanden på Torvet",
        "Familietur til stranden",
        "1611",
        "own",
        163425,
        141250,
    ),
    (5, 27, "samira", "Grønthandleren", "Kvindecafé", "1611", "own", 36700, 33175),
    (
        6,
        3,
        "nadia",
        "Bageriet Solsikken",
        "Månedsmøde i juni",
        "2351",
        "own",
        35050,
        32800,
    ),
    (6, 10, "zainab", "Genbrugsen", "Sommerfest", "1612", "cash", 24000, 18500),
    (6, 17, "leyla", "Slagteren", "Sommerfest", "1611", "own", 187650, 154975),
    (6, 24, "rania", "Grønthandleren", "Sommerfest", "1611", "cash", 43250, 39900),
    (6, 30, "fatma", "Banken", "", "2391", "card", 5000, 5000),
    (
        8,
        12,
        "amina",
        "Købmanden på Torvet",
        "Månedsmøde i august",
        "2351",
        "own",
        30875,
        28650,
    ),
    (
        8,
        19,
        "samira",
        "Trykkeriet Linden",
        "Veste til nye Bydelsmødre",
        "1851",
        "card",
        98750,
        None,
    ),
    (8, 26, "hodan", "Grønthandleren", "Kvindecafé", "1611", "own", 39425, 37825),
    (
        9,
        2,
        "nadia",
        "Købmanden på Torvet",
        "Månedsmøde i september",
        "2351",
        "own",
        33150,
        30425,
    ),
    (
        9,
        9,
        "fatma",
        "Forsikringen Tryghuset",
        "Ansvarsforsikring",
        "2650",
        "card",
        124500,
        119500,
    ),
    (
        9,
        16,
        "rania",
        "Sundhedsplejerske Lund",
        "Oplæg om børns søvn",
        "1613",
        "card",
        150000,
        120000,
    ),
    (
        9,
        23,
        "leyla",
        "Kursuscentret",
        "Kursus i samtaleteknik",
        "2896",
        "card",
        450000,
        None,
    ),
    (9, 30, "samira", "Grønthandleren", "Kvindecafé", "1611", "own", 40250, 36475),
    (
        10,
        7,
        "amina",
        "Købmanden på Torvet",
        "Månedsmøde i oktober",
        "2351",
        "own",
        31725,
        29375,
    ),
    (10, 25, "fatma", "Togbilletter", "Landsmøde", "2473", "card", 236000, 218400),
    (10, 28, "hodan", "Bageriet Solsikken", "Kvindecafé", "1611", "own", 34175, 32950),
    (
        11,
        4,
        "nadia",
        "Købmanden på Torvet",
        "Månedsmøde i november",
        "2351",
        "own",
        32950,
        31050,
    ),
    (11, 11, "zainab", "Papir & Pen", "Juleinvitationer", "2390", "own", 28600, 24400),
    (11, 18, "rania", "Stofbutikken", "Juleværksted", "1612", "own", 71375, 58825),
    (11, 25, "leyla", "Grønthandleren", "Kvindecafé", "1611", "own", 37925, 35150),
    (
        12,
        2,
        "amina",
        "Købmanden på Torvet",
        "Månedsmøde i december",
        "2351",
        "own",
        42475,
        38675,
    ),
    (
        12,
        9,
        "fatma",
        "Teatersalen",
        "Børneteater for familier",
        "1614",
        "card",
        320000,
        285000,
    ),
    (
        12,
        16,
        "samira",
        "Beboerhuset Linden",
        "Leje af salen",
        "2030",
        "card",
        180000,
        180000,
    ),
    (
        12,
        18,
        "hodan",
        "Slagteren",
        "Julefrokost for kvinderne",
        "1611",
        "own",
        214350,
        178425,
    ),
    (12, 31, "fatma", "Banken", "", "2391", "card", 5000, 5000),
]

# month, day, from whom, what, account, into, grant, last year, the year before
LINDEVANG_IN = [
    (1, 20, "Medlemmer", "Kontingent", "1551", "mobilepay", None, 80000, 72000),
    (
        2,
        14,
        "Kommunen",
        "§ 18-tilskud",
        "1545",
        "bank",
        "municipality",
        2200000,
        1600000,
    ),
    (
        4,
        10,
        "Fonden Nabohjælp",
        "Familieture",
        "1547",
        "bank",
        "foundation",
        1200000,
        950000,
    ),
    (
        6,
        17,
        "Gæster",
        "Loppemarked ved sommerfesten",
        "1010",
        "cash",
        None,
        184500,
        129000,
    ),
    (
        8,
        28,
        "Landssekretariatet",
        "Kursustilskud",
        "1548",
        "bank",
        None,
        500000,
        300000,
    ),
    (
        10,
        5,
        "Boligforeningen Linden",
        "Kvindecafé",
        "1549",
        "bank",
        None,
        900000,
        400000,
    ),
    (11, 20, "En privat giver", "Gave", "1552", "mobilepay", None, 100000, 50000),
    (
        12,
        9,
        "Deltagere",
        "Billetter til børneteater",
        "1553",
        "mobilepay",
        None,
        162000,
        134000,
    ),
    (12, 18, "Gæster", "Salg af kager", "1010", "cash", None, 98000, 33000),
]

# key, funder, name, earmarked, what is left goes back
LINDEVANG_GRANTS = [
    ("municipality", "Kommunen", "§ 18-tilskud", False, False),
    ("foundation", "Fonden Nabohjælp", "Familieture", True, True),
]
# What the foundation was told that its money would be used for: last year and the
# year before.
GRANT_BUDGETS = {
    "foundation": {"activities": (1150000, 910000), "volunteers": (50000, 40000)},
}
# What the foundation's money was used for, by occasion.
GRANT_OCCASIONS = {
    "Familietur til stranden": "foundation",
    "Børneteater for familier": "foundation",
}

LINDEVANG_OPENING = {"bank": 684000, "cash": 62500}

LINDEVANG_BUDGET = {
    "grants": 4500000,
    "own_income": 600000,
    "activities": 2200000,
    "meetings": 700000,
    "training": 500000,
    "pr": 300000,
    "volunteers": 300000,
    "premises": 200000,
    "administration": 300000,
}

SOEPARKEN_OUT = [
    (2, 12, "maryam", "Grønthandleren", "Månedsmøde i februar", "2351", "own", 24350),
    (3, 12, "hanan", "Stofbutikken", "Sy-café", "1612", "own", 51800),
    (4, 9, "berivan", "Grønthandleren", "Månedsmøde i april", "2351", "own", 26475),
    (5, 14, "dalal", "Bus og tog", "Tur til museet", "2471", "own", 28800),
    (5, 14, "maryam", "Museet", "Tur til museet", "1614", "own", 95000),
    (6, 11, "hanan", "Bageriet ved Søen", "Sommerafslutning", "2351", "cash", 38250),
    (8, 20, "shirin", "Papir & Pen", "Mapper til skemaer", "2450", "own", 16725),
    (
        9,
        10,
        "berivan",
        "Grønthandleren",
        "Månedsmøde i september",
        "2351",
        "own",
        25900,
    ),
    (
        10,
        8,
        "dalal",
        "Socialrådgiver Bach",
        "Oplæg om breve fra kommunen",
        "1613",
        "card",
        120000,
    ),
    (11, 12, "maryam", "Stofbutikken", "Sy-café", "1612", "own", 64325),
    (12, 10, "hanan", "Grønthandleren", "Juleafslutning", "2351", "own", 47650),
]
SOEPARKEN_IN = [
    (
        1,
        28,
        "Boligforeningen Søparken",
        "Tilskud til gruppen",
        "1549",
        "bank",
        None,
        600000,
    ),
    (6, 11, "Gæster", "Kagesalg", "1010", "cash", None, 42500),
]
SOEPARKEN_OPENING = {"bank": 115000, "cash": 20000}

HAVNEBYEN_OUT = [
    (3, 5, "oksana", "Havnekiosken", "Uddannelsesdag 1", "2899", "own", 32475),
    (3, 19, "selam", "Grønthandleren", "Uddannelsesdag 2", "2899", "own", 28950),
    (4, 2, "emina", "Havnekiosken", "Uddannelsesdag 3", "2899", "own", 30125),
    (4, 23, "oksana", "Bus og tog", "Besøg på krisecentret", "2471", "own", 21600),
    (5, 21, "selam", "Papir & Pen", "Mapper og blokke", "2450", "own", 44775),
    (9, 3, "emina", "Grønthandleren", "Uddannelsesdag 9", "2899", "own", 27350),
    (
        10,
        15,
        "oksana",
        "Familieterapeut Krag",
        "Oplæg om teenagere",
        "1613",
        "card",
        150000,
    ),
    (11, 26, "selam", "Bageriet på Kajen", "Uddannelsesdag 14", "2899", "own", 36500),
]
HAVNEBYEN_IN = [
    (
        2,
        3,
        "Landssekretariatet",
        "Penge til grunduddannelsen",
        "1548",
        "bank",
        None,
        750000,
    ),
]
HAVNEBYEN_OPENING = {"bank": 0, "cash": 0}


class Paper(NamedTuple):
    """A receipt of the story."""

    month: int
    day: int
    who: str
    shop: str
    occasion: str
    account: str
    paid_by: str
    ore: int


class Income(NamedTuple):
    """Money that came in."""

    month: int
    day: int
    sender: str
    what: str
    account: str
    channel: str
    grant: str | None
    ore: int


def papers(rows, column=0):
    """Return the receipts of a year in order of date.

    :param column: 0 for last year, 1 for the year before
    """
    return sorted(Paper(*row[:7], row[7 + column]) for row in rows if row[7 + column])


def income(rows, column=0):
    """Return the money in of a year in order of date."""
    return sorted(
        (Income(*row[:7], row[7 + column]) for row in rows if row[7 + column]),
        key=lambda row: row[:2],
    )

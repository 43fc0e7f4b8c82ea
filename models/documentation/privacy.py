"""Words by which somebody could be known again.

Plain Python without the ORM. It finds what can be found by its form: a CPR number, a
phone number, an e-mail address, a street address, and a full name where the sentence
says that one is coming. A name that merely stands there is not found; the forms say
beside each field that no names are to be written.
"""

import re
import unicodedata
from datetime import date

CPR, PHONE, EMAIL, ADDRESS, NAME = "cpr", "phone", "email", "address", "name"

# Ten digits, the first six a day: 010290-1234, 01 02 90 1234, 01.02.90/1234.
_CPR = re.compile(
    r"(?<!\d)(\d\d)[ .\-/]?(\d\d)[ .\-/]?(\d\d)\s?[ .\-–/]?\s?(\d)\d\d\d(?!\d)"
)
# A person without a residence permit gets a number whose day is 60 higher.
_SUBSTITUTE_DAYS = 60

_PHONE = re.compile(
    r"(?:\+|(?<!\d)00)\s?[1-9](?:[ \-]?\d){6,13}(?!\d)"  # with a country's number
    r"|(?<!\d)[2-9]\d{7}(?!\d)"
    r"|(?<!\d)[2-9]\d(?:[ .\-]\d\d){3}(?!\d)"
    r"|(?<!\d)[2-9]\d{3} \d{4}(?!\d)"
    r"|(?<!\d)[2-9]\d \d{3} \d{3}(?!\d)"
    r"|(?<!\d)[2-9]\d\d \d\d \d{3}(?!\d)"
)

_EMAIL = re.compile(
    r"[\w.+\-]+\s?(?:@|[\(\[]\s?(?:at|snabel-?a)\s?[\)\]]|\bsnabel-?a\b)\s?"
    r"[\w\-]+(?:\s?\.\s?[\w\-]+)*\.[a-z]{2,}",
    re.IGNORECASE,
)

# Long words end so («Lindegade»), and short ones follow a name («Store Vej»).
_ROAD_ENDS = (
    r"(?:vej|gade|gård|have|park|høj|bakke|vang|ager|toft|mark|kær|skov|lund|led|plads"
    r"|torv|kvarter|stræde|vænge|dam|sti|strand|bro|eng)(?:en|et|n|ne|erne|s)?"
    r"|all[eé]en|all[eé]|boulevard(?:en)?|stien|parken"
)
_HOUSE = (
    r"\s+(?:nr\.?\s*)?\d{1,3}\s?[a-z]?"
    r"(?![\w.]*\d|\s*(?:år|kr|børn|kvinder|gange)\b)"
)
_ADDRESSES = (
    re.compile(rf"\b[^\W\d_]{{3,}}(?:{_ROAD_ENDS}){_HOUSE}\b", re.IGNORECASE),
    re.compile(
        r"\b[A-ZÆØÅ][^\W\d_]+\s+(?i:vej|gade|allé|plads|torv|stræde|vænge|boulevard"
        rf"|park|have|bakke)(?:en|et)?{_HOUSE}\b"
    ),
    re.compile(
        r"\b\d{1,3}[a-z]?\s+[A-Z][^\W\d_]+\s+(?i:street|road|avenue|lane|close)\b"
    ),
    # The floor and the door: «3. tv», «st. th.», «2. sal».
    re.compile(
        r"(?:\b\d{1,2}\.\s?|\bst\.?\s?|\bkld\.?\s?)(?:sal\b|(?:sal,?\s)?(?:tv|th|mf)\b)",
        re.IGNORECASE,
    ),
)

# Capitals begin a name where there are capitals.
_NAMED = r"[A-ZÆØÅÄÖÜÇĞİŞĆČĐŠŽŁŚŻŹĐ][\w'’\-]+"
_CALLED = (
    r"(?:hedder|hed|heder|kaldes|ved navn|navnet er|navn er|navn:|is called|is named"
    r"|name is|named|heter|heißt|zove se|ime je|nazywa się|ma na imię|adı|ismi"
    r"|tên là|magaceedu waa|звати|звуть)"
)
_NAMES = (
    re.compile(
        rf"(?i:\b{_CALLED})\s+(?i:fru\s+|frk\.?\s+|mrs\.?\s+|ms\.?\s+)?"
        rf"{_NAMED}(?:\s+(?:(?:al|el|bin|bint|de|van|von)[\s\-])?{_NAMED})+"
    ),
    re.compile(r"\b(?i:звати|звуть)\s+[А-ЯІЇЄҐ][\w'’\-]+(?:\s+[А-ЯІЇЄҐ][\w'’\-]+)+"),
    # Scripts without capitals: two words after «her name is».
    re.compile(r"(?:اسمها|إسمها|نام او|نامش|اسمش|نام اس کا|اس کا نام)\s+\w+\s+\w+"),
)


def find_private(text):
    """Return what in ``text`` could tell who somebody is, or None.

    :param str text: as typed, in any script
    :return: ``CPR``, ``PHONE``, ``EMAIL``, ``ADDRESS`` or ``NAME``: the first that is
        found, in this order
    """
    plain = _plain(text or "")
    if any(_is_day(match) for match in _CPR.finditer(plain)):
        return CPR
    for kind, patterns in (
        (EMAIL, (_EMAIL,)),
        (PHONE, (_PHONE,)),
        (ADDRESS, _ADDRESSES),
        (NAME, _NAMES),
    ):
        if any(pattern.search(plain) for pattern in patterns):
            return kind
    return None


def _plain(text):
    """Digits of all scripts as 0–9, no invisible characters, single spaces."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char
        for char in text
        if unicodedata.category(char) != "Cf"
    )
    return re.sub(r"\s+", " ", text)


def _is_day(match):
    """Tell whether the first six digits are a day. The seventh tells the century; a
    day that exists in any of them counts."""
    day, month, year = (int(match[number]) for number in (1, 2, 3))
    if day > _SUBSTITUTE_DAYS:
        day -= _SUBSTITUTE_DAYS
    return any(_exists(century + year, month, day) for century in (1800, 1900, 2000))


def _exists(year, month, day):
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True

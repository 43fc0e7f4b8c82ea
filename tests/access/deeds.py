"""What is really written and created to prove the matrix.

A new record is a copy of the maker's one, and what is written is its first plain
field; here stands, for each line of the matrix, what must be different, because
something may exist only once, or only some fields are for somebody to write. A
callable gets the test case and the record.
"""

from odoo.models import MAGIC_COLUMNS


def _ref(name):
    return lambda case, _record: case.env.ref(f"bydelsmor.{name}").id


def _chair(case, record):
    letter = "a" if record.company_id == case.company_a else "b"
    return getattr(case, f"vol_chair_{letter}").id


GUEST = {"volunteer_id": False, "guest_name": "A guest"}
YEAR = {"date_from": "2031-01-01", "date_to": "2031-12-31"}
FIGURE = {"year": 2003, "subject": "women", "count": 20}

CREATED = {
    "bydelsmor.group": {"name": "Another group"},
    "bydelsmor.choice": {"code": "another"},
    "bydelsmor.language": {"code": "qaa"},
    "bydelsmor.municipality": {"code": "9999"},
    "bydelsmor.word": {"before": "Another word"},
    "bydelsmor.volunteer.language": {"language_id": _ref("language_ar")},
    "bydelsmor.mandate": {"role": "alternate"},
    "bydelsmor.annual.accounts (open)": YEAR,
    "bydelsmor.annual.accounts (adopted)": YEAR,
    "bydelsmor.comparison.line": {"year": 2019},
    "bydelsmor.attendance": GUEST,
    "bydelsmor.attendance (mine)": GUEST,
    "bydelsmor.agenda.template (national)": {"active": False},
    "bydelsmor.agenda.template (group)": {"kind": "activity"},
    "bydelsmor.election": {"office": "auditor"},
    "bydelsmor.candidate": {"volunteer_id": _chair},
    "bydelsmor.goal": {"year": 2031},
    "bydelsmor.statistic (of a group)": FIGURE,
    "bydelsmor.statistic (of the country)": FIGURE,
    "bydelsmor.statistic (a municipality)": FIGURE,
    "bydelsmor.statistic (earlier)": FIGURE,
    "res.partner.bank (of the group)": {"acc_number": "1234567890"},
    "res.partner.bank (of a woman)": {"acc_number": "1234567890"},
}

WRITTEN = {
    "bydelsmor.consent": {"withdrawn_date": "2031-01-01"},
    "bydelsmor.consent (mine)": {"withdrawn_date": "2031-01-01"},
    "bydelsmor.receipt": {"shop": "Another"},
    "bydelsmor.receipt (mine)": {"shop": "Another"},
    "bydelsmor.annual.accounts (open)": {"report_text": "We laughed"},
    "bydelsmor.annual.accounts (adopted)": {"report_text": "We laughed"},
    "bydelsmor.candidate": {"volunteer_id": _chair},
    "bydelsmor.statistic (earlier)": {"count": 30},
}

# Else the first of these that somebody can write.
USUAL = ("name", "note", "text", "body", "remarks", "number", "amount")
ANOTHER = {
    "char": "Another",
    "text": "Another",
    "html": "Another",
    "boolean": True,
    "integer": 7,
    "float": 7,
    "monetary": 7,
    "date": "2031-01-01",
    "datetime": "2031-01-01 12:00:00",
}


def written(case, line, record):
    """Return what is written on ``record``, by the user of its environment."""
    if line in WRITTEN:
        return _called(WRITTEN[line], case, record)
    fields = [record._fields.get(name) for name in (*USUAL, *record._fields)]
    plain = [field for field in fields if field and _is_plain(record, field)]
    field = min(plain, key=lambda field: bool(field.readonly))
    return {field.name: ANOTHER.get(field.type) or record.sudo()[field.name].id}


def _is_plain(record, field):
    return (
        field.store
        and not field.compute
        and field.name not in MAGIC_COLUMNS
        and (field.type in ANOTHER or field.type == "many2one")
        and record._has_field_access(field, "write")
    )


def created(case, line, record):
    """Return the values of another record, in the group of ``record``."""
    [values] = record.sudo().copy_data()
    return {**values, **_called(CREATED.get(line, {}), case, record)}


def _called(values, case, record):
    return {
        name: value(case, record.sudo()) if callable(value) else value
        for name, value in values.items()
    }

"""Write the import templates: static/xls_import/<model>_<language>.xlsx.

    python3 dev odoo shell < dev/import_templates.py

Run inside Odoo's shell on a database with Danish, so that headings, roles and
names are exactly those which the import will look for. Three example rows each;
they belong together, so that the four lists can be read in one after the other.
"""

import datetime
from pathlib import Path

import xlsxwriter

import odoo.addons.bydelsmor

FOLDER = Path(odoo.addons.bydelsmor.__path__[0]).resolve() / "static" / "xls_import"
GROUPS = {"da_DK": "Bydelsmødre Eksempelby", "en_US": "Bydelsmødre Sampletown"}
OTHER = {"da_DK": "Bydelsmødre Prøvestad", "en_US": "Bydelsmødre Trialville"}
DAY = datetime.date
GROUP, OTHER_GROUP = "GROUP", "OTHER"
LAST_YEAR = 2025


def ref(*names):
    """A record, or several, written by its name in the language of the file."""
    return ("ref", [f"bydelsmor.{name}" for name in names])


TEMPLATES = {
    "group": (
        "bydelsmor.group",
        [
            "name",
            "municipality_id",
            "phase",
            "meeting_place",
            "language_ids",
            "cvr",
            "founding_date",
            "money_keeper",
        ],
        [
            [
                GROUP,
                ref("municipality_0461"),
                "association",
                "Kulturhuset",
                ref("language_da", "language_ar", "language_so"),
                "",
                DAY(2022, 3, 24),
                "group",
            ],
            [
                OTHER_GROUP,
                ref("municipality_0751"),
                "training",
                "Biblioteket",
                ref("language_da", "language_tr"),
                "",
                "",
                "secretariat",
            ],
        ],
    ),
    "volunteer": (
        "bydelsmor.volunteer",
        [
            "group_id",
            "name",
            "phone",
            "email",
            "state",
            "date_active",
            "contract_date",
            "language_ids/language_id",
            "language_ids/level",
        ],
        [
            [
                GROUP,
                "Amina Eksempel",
                "20 00 00 01",
                "amina@example.com",
                "active",
                DAY(2024, 2, 1),
                DAY(2023, 9, 4),
                ref("language_so"),
                "4",
            ],
            ["", "", "", "", "", "", "", ref("language_da"), "3"],
            [
                GROUP,
                "Fatma Eksempel",
                "20 00 00 02",
                "",
                "active",
                DAY(2024, 2, 1),
                DAY(2023, 9, 4),
                ref("language_tr"),
                "4",
            ],
            [
                GROUP,
                "Jytte Eksempel",
                "20 00 00 03",
                "jytte@example.com",
                "candidate",
                "",
                "",
                ref("language_da"),
                "4",
            ],
            [
                OTHER_GROUP,
                "Jytte Eksempel",
                "20 00 00 03",
                "jytte@example.com",
                "candidate",
                "",
                "",
                ref("language_da"),
                "4",
            ],
        ],
    ),
    "mandate": (
        "bydelsmor.mandate",
        ["import_group", "volunteer_id", "role", "date_start", "date_end"],
        [
            [GROUP, "Amina Eksempel", "chair", DAY(2025, 3, 20), ""],
            [GROUP, "Fatma Eksempel", "treasurer", DAY(2025, 3, 20), ""],
            [GROUP, "Jytte Eksempel", "auditor", DAY(2025, 3, 20), DAY(2027, 3, 31)],
            [
                OTHER_GROUP,
                "Jytte Eksempel",
                "organisational_volunteer",
                DAY(2025, 9, 1),
                "",
            ],
        ],
    ),
    "comparison": (
        "bydelsmor.comparison.line",
        ["company_id", "year", "key", "amount"],
        [
            [GROUP, LAST_YEAR, "grants", 24000],
            [GROUP, LAST_YEAR, "own_income", 3150.5],
            [GROUP, LAST_YEAR, "activities", 14210.75],
            [GROUP, LAST_YEAR, "meetings", 5480],
            [GROUP, LAST_YEAR, "bank", 9120.25],
        ],
    ),
    "statistic": (
        "bydelsmor.statistic",
        ["year", "company_id", "subject", "count"],
        [
            [LAST_YEAR - 1, "", "conversations", 512],
            [LAST_YEAR - 1, GROUP, "conversations", 236],
            [LAST_YEAR - 1, "", "women", 388],
        ],
    ),
}

# What the columns' own help does not say.
HINTS = {
    "group.name": (
        "What the group is called. Two groups cannot have the same name.",
        "Hvad gruppen hedder. To grupper kan ikke hedde det samme.",
    ),
    "group.municipality_id": ("Such as Odense.", "For eksempel Odense."),
    "group.language_ids": (
        "One or more, with a comma between them.",
        "Et eller flere med komma imellem.",
    ),
    "group.cvr": (
        "Eight digits, when the group has a CVR number.",
        "Otte cifre, når gruppen har et CVR-nummer.",
    ),
    "group.founding_date": (
        "The day of the founding general assembly. Empty: no association yet.",
        "Dagen for den stiftende generalforsamling. Tomt: ikke en forening endnu.",
    ),
    "volunteer.group_id": (
        "The name of the group, written as in the list of groups.",
        "Gruppens navn, skrevet som i listen over grupper.",
    ),
    "volunteer.email": (
        "May be empty. A woman in two groups has the same e-mail in both rows.",
        "Må gerne være tomt. Er en kvinde med i to grupper, står den samme e-mail "
        "i begge rækker.",
    ),
    "volunteer.date_active": (
        "Since when she has been a Bydelsmor. Empty: from today.",
        "Hvornår hun blev Bydelsmor. Tomt: fra i dag.",
    ),
    "volunteer.language_ids/language_id": (
        "One language. More of them stand in the rows below, otherwise empty.",
        "Ét sprog. Flere sprog står i rækkerne nedenunder, som ellers er tomme.",
    ),
    "mandate.volunteer_id": (
        "Her name or her e-mail. Import the volunteers first.",
        "Hendes navn eller e-mail. Importér de frivillige først.",
    ),
    "comparison.company_id": (
        "The name of the group. May be empty: then it is the group you work in.",
        "Gruppens navn. Må gerne være tomt: Så er det den gruppe, du arbejder i.",
    ),
    "comparison.year": (
        "The year of the figure, such as 2025.",
        "Tallets år, for eksempel 2025.",
    ),
    "comparison.amount": (
        "As it was printed: income, expenses and debts all without a minus.",
        "Som det var trykt: både indtægter, udgifter og gæld uden minus.",
    ),
    "statistic.year": (
        "A year before the first that was counted here, such as 2024.",
        "Et år før det første, som er gjort op her, for eksempel 2024.",
    ),
    "statistic.company_id": (
        "The name of the group. Empty: the whole country.",
        "Gruppens navn. Tomt: hele landet.",
    ),
    "statistic.subject": (
        "One of the totals, from conversations to hours.",
        "Et af tallene i alt, fra samtaler til timer.",
    ),
    "statistic.count": (
        "Five or more. Leave out what is fewer.",
        "Fem eller flere. Udelad det, der er færre.",
    ),
    "mandate.date_start": (
        "The first day, often that of the general assembly.",
        "Den første dag, tit dagen for generalforsamlingen.",
    ),
}


class Sheet:
    """One template in one language."""

    def __init__(self, env, stem, lang):
        self.env = env(context=dict(env.context, lang=lang))
        self.stem, self.lang = stem, lang
        model, self.paths, self.rows = TEMPLATES[stem]
        self.model = self.env[model]
        self.file = FOLDER / f"{stem}_{lang[:2]}.xlsx"

    def write(self):
        book = xlsxwriter.Workbook(self.file)
        # A fixed day, so that writing it again changes nothing.
        book.set_properties({"created": datetime.datetime(2026, 1, 1)})
        self.bold = book.add_format({"bold": True, "bg_color": "#F3E3EA", "border": 1})
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        danish = self.lang == "da_DK"
        self._write_rows(book.add_worksheet("Liste" if danish else "List"))
        self._write_help(book.add_worksheet("Vejledning" if danish else "Help"))
        book.close()

    def _write_rows(self, sheet):
        sheet.freeze_panes(1, 0)
        for column, path in enumerate(self.paths):
            heading = self.heading(path)
            sheet.write_string(0, column, heading, self.bold)
            sheet.set_column(column, column, max(16, len(heading) + 3))
            for line, row in enumerate(self.rows, 1):
                self._write_cell(sheet, line, column, path, row[column])

    def _write_cell(self, sheet, line, column, path, value):
        if isinstance(value, DAY):
            sheet.write_datetime(line, column, value, self.date)
        elif isinstance(value, float | int):
            sheet.write_number(line, column, value)
        elif value:
            sheet.write_string(line, column, self.text(path, value))

    def _write_help(self, sheet):
        danish = self.lang == "da_DK"
        titles = (
            ("Kolonne", "Hvad skal der stå?", "Du kan vælge mellem")
            if danish
            else ("Column", "What goes here?", "Choose one of")
        )
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, self.bold)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 2, 60)
        for line, path in enumerate(self.paths, 1):
            *_rest, field = self.fields(path)
            choices = ", ".join(label for _key, label in self.choices(field))
            sheet.write_string(line, 0, self.heading(path))
            sheet.write_string(line, 1, self.hint(path, field), self.wrap)
            sheet.write_string(line, 2, choices, self.wrap)

    def fields(self, path):
        model = self.model
        for name in path.split("/"):
            field = model._fields[name]
            yield field
            model = self.env[field.comodel_name] if field.comodel_name else model

    def describe(self, field):
        return self.env[field.model_name].fields_get([field.name])[field.name]

    def heading(self, path):
        return " / ".join(self.describe(field)["string"] for field in self.fields(path))

    def hint(self, path, field):
        english, danish = HINTS.get(f"{self.stem}.{path}", (None, None))
        own = danish if self.lang == "da_DK" else english
        return own or self.describe(field).get("help") or ""

    def choices(self, field):
        return self.describe(field)["selection"] if field.type == "selection" else []

    def text(self, path, value):
        if value in (GROUP, OTHER_GROUP):
            return (GROUPS if value == GROUP else OTHER)[self.lang]
        if isinstance(value, tuple):
            return ",".join(self.env.ref(xmlid).name for xmlid in value[1])
        *_rest, field = self.fields(path)
        return dict(self.choices(field)).get(value, value)


FOLDER.mkdir(parents=True, exist_ok=True)
for stem in TEMPLATES:
    for lang in ("da_DK", "en_US"):
        sheet = Sheet(env, stem, lang)  # noqa: F821  (the shell's own)
        sheet.write()
        print(f"written: {sheet.file.name}")

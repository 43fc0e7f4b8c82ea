from odoo.tests import BaseCase, tagged

from ...models.documentation.privacy import (
    ADDRESS,
    CPR,
    EMAIL,
    NAME,
    PHONE,
    find_private,
)

# The numbers are nobody's: the days exist, the rest is counted up.
FOUND = {
    CPR: (
        "010290-1234",
        "0102901234",
        "Hun har cpr 01 02 90 1234.",
        "01.02.90-1234",
        "01/02/90 - 1234",
        "610290-1234",  # a substitute number: the day is 60 higher
        "290200-1234",  # 29 February 2000
        "٠١٠٢٩٠-١٢٣٤",
        "۰۱۰۲۹۰۱۲۳۴",
        "０１０２９０-1234",
        "010290\u200b-\u200b1234",
        "født 010290–1234",
    ),
    PHONE: (
        "12 34 56 78".replace("12", "22"),
        "ring til 22345678",
        "2234 5678",
        "22 345 678",
        "22.34.56.78",
        "22-34-56-78",
        "+45 22 34 56 78",
        "004522345678",
        "+46 70 123 45 67",
        "٢٢ ٣٤ ٥٦ ٧٨",
    ),
    EMAIL: (
        "nobody@example.org",
        "skriv til nobody.at.all@mail.example.org i morgen",
        "nobody @ example.org",
        "nobody (at) example.org",
        "nobody snabel-a example.org",
    ),
    ADDRESS: (
        "Hun bor Opfundetgade 45",
        "opfundetvej 12b",
        "Opfundne Allé 3",
        "på Store Vej 7",
        "Lindeparken 12, 3. tv",
        "lejligheden på 2. th.",
        "st. tv",
        "i opgangen, 4. sal",
        "12 High Street",
        "Ærøsgade 9",
    ),
    NAME: (
        "Hun hedder Amina Opfundet",
        "hendes datter HEDDER Amina Al Opfundet",
        "en kvinde ved navn Amina Opfundet-Hansen",
        "her name is Amina Invented",
        "اسمها أمينة حسن",
        "nazywa się Anna Wymyślona",
        "її звати Олена Вигадана",
    ),
}
LEFT_ALONE = (
    "",
    None,
    "Vi talte om hendes søn på 12 år og skolen.",
    "Hun har 3 børn og venter på svar fra kommunen.",
    "Vi mødtes 15-01-2026 og igen 3/2.",
    "Der kom 12 kvinder og 20 børn.",
    "Det kostede 1.280,50 kr. for 45 portioner.",
    "Alle 12 kvinder blev til kl. 21.30.",
    "Hun skal have 3 samtaler til.",
    "I 2024, 2025 og 2026",
    "320290-1234",  # no month has 32 days
    "301390-1234",  # there is no thirteenth month
    "310290-1234",  # February never has 31
    "Hun hedder noget andet nu.",
    "Caféen hedder Solen.",
    "Det hedder en underretning.",
    "ordre 123456789012",
    "Vi gik en tur i parken 2 gange.",
    "På gaden 3 dage i træk",
    "kl. 10-12 og 14-16",
    "10 20 30",
    "Marken 5 år senere",
)


@tagged("post_install", "-at_install")
class TestPrivacy(BaseCase):
    def test_found(self):
        for kind, texts in FOUND.items():
            for text in texts:
                with self.subTest(text=text):
                    self.assertEqual(find_private(text), kind)

    def test_left_alone(self):
        for text in LEFT_ALONE:
            with self.subTest(text=text):
                self.assertIsNone(find_private(text))

    def test_the_graver_one_is_named(self):
        self.assertEqual(find_private("22 34 56 78, 010290-1234"), CPR)

"""The binder of vouchers alone: no database."""

from io import BytesIO

from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from odoo.tests import BaseCase, tagged

from odoo.addons.bydelsmor.models.bookkeeping.pdf_pages import (
    Paper,
    append_file,
    binder,
    number_pages,
)

WORDS = {
    "number": "No.",
    "date": "Date",
    "what": "What",
    "amount": "kr.",
    "page": "Page",
    "no_paper": "There is no paper",
    "cannot_print": "%s cannot be shown",
    "page_of": "Page %(page)s of %(pages)s",
}


def pdf(text, turn=0, pages=1):
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(300, 500))
    for _number in range(pages):
        canvas.drawString(20, 470, text)
        canvas.showPage()
    canvas.save()
    writer = PdfWriter()
    for page in PdfReader(stream).pages:
        writer.add_page(page).rotate(turn)
    turned = BytesIO()
    writer.write(turned)
    return turned.getvalue()


def photo():
    stream = BytesIO()
    Image.new("RGB", (600, 900), "#dddddd").save(stream, "JPEG")
    return stream.getvalue()


def texts(content):
    pages = PdfReader(BytesIO(content)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


@tagged("post_install", "-at_install")
class TestPdfPages(BaseCase):
    def paper(self, number, *files, text=()):
        return Paper(number, "01.02.2025", "Café", "12,50", list(files), list(text))

    def test_vouchers_stand_in_order_with_their_pages_in_the_index(self):
        content = binder(
            "Vouchers 2025",
            "Group",
            [
                self.paper("2025-0001", ("a.pdf", pdf("two pages", pages=2))),
                self.paper("2025-0002", text=["6481 Bank: 12,50"]),
                self.paper("2025-0003", text=["6481 Bank: -12,50"]),
                self.paper(
                    "2025-0004", ("b.jpg", photo()), ("c.pdf", pdf("turned", 90))
                ),
            ],
            WORDS,
        )
        pages = texts(content)
        self.assertEqual(len(pages), 6)
        # the two without paper share a sheet
        self.assertIn("2025-0002 01.02.2025 Café 12,50 4", pages[0])
        self.assertIn("2025-0003 01.02.2025 Café 12,50 4", pages[0])
        self.assertIn("two pages", pages[1])
        self.assertIn("two pages", pages[2])
        self.assertIn("6481 Bank: -12,50", pages[3])
        self.assertIn("2025-0004", pages[4])
        self.assertIn("turned", pages[5])
        self.assertIn("Page 6 of 6", pages[5])
        for page in PdfReader(BytesIO(content)).pages:
            self.assertEqual(round(page.mediabox.width), 595)
            self.assertFalse(page.get("/Rotate"))

    def test_what_cannot_be_shown_is_told(self):
        for name, content in (("x.doc", b"words"), ("y.pdf", b"%PDF-1.4 broken")):
            pages = texts(
                binder("V", "G", [self.paper("2025-0001", (name, content))], WORDS)
            )
            self.assertIn(f"{name} cannot be shown", pages[1])

    def test_no_vouchers_at_all(self):
        self.assertEqual(len(texts(binder("V", "G", [], WORDS))), 1)

    def test_many_vouchers_have_many_indexes(self):
        papers = [self.paper(f"2025-{number:04d}") for number in range(1, 100)]
        pages = texts(binder("V", "G", papers, WORDS))
        self.assertEqual(
            [page.startswith("V G") for page in pages[:4]], [True] * 3 + [False]
        )
        self.assertIn("2025-0001 01.02.2025 Café 12,50 4", pages[0])

    def test_an_annex_and_numbers(self):
        content = append_file(pdf("accounts"), "statement.jpg", photo())
        content = append_file(content, "note.txt", b"left out")
        content = number_pages(content, lambda page, pages: f"{page}/{pages}")
        self.assertEqual(texts(content), ["accounts", "2/2"])

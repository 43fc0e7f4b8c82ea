"""Pages of PDF without the ORM: numbering, and the binder of vouchers.

A voucher's paper may be an image or a PDF of any size, upright or turned. Each of
its pages is set on a sheet of A4 below a line that says which voucher it is.
"""

from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from odoo.tools import file_path
from odoo.tools.pdf import PdfReader, PdfWriter

INK, SOFT, PLUM = HexColor("#22303c"), HexColor("#5b6b78"), HexColor("#7a2e56")
WIDTH, HEIGHT = A4
MARGIN = 19 * mm
BOX_TOP = HEIGHT - 34 * mm
BOX_BOTTOM = 18 * mm
ROWS_ON_AN_INDEX = 38
# The long side of a photo in the binder: sharp on paper, small on the disk.
PHOTO_PIXELS = 1800


class Paper(NamedTuple):
    """One voucher of the binder. ``files`` are (name, bytes), ``text`` are lines
    that stand in for a paper that there is not."""

    number: str
    date: str
    title: str
    amount: str
    files: list
    text: list


def fonts():
    """Register and return the names of the regular and the bold font."""
    if "Bydelsmor" not in pdfmetrics.getRegisteredFontNames():
        for name, path, spare in (
            ("Bydelsmor", "Lato-Reg-webfont.ttf", "Vera.ttf"),
            ("Bydelsmor-Bold", "Lato-Bol-webfont.ttf", "VeraBd.ttf"),
        ):
            try:
                font = TTFont(name, file_path(f"web/static/fonts/lato/{path}"))
            except (FileNotFoundError, TTFError):
                font = TTFont(name, spare)
            pdfmetrics.registerFont(font)
    return "Bydelsmor", "Bydelsmor-Bold"


def number_pages(content, label):
    """Return a PDF with ``label`` at the foot of each page but the first.

    :param bytes content: the PDF
    :param label: function of (page, pages) that returns the words
    """
    reader = PdfReader(BytesIO(content), strict=False)
    writer = PdfWriter()
    pages = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        added = writer.add_page(page)
        if number > 1:
            added.merge_page(_stamp(label(number, pages)))
    return _written(writer)


def append_file(content, filename, added):
    """Return a PDF with the pages of another file behind it.

    :param added: bytes of a PDF or an image; anything else is left out
    """
    writer = PdfWriter()
    for page in PdfReader(BytesIO(content), strict=False).pages:
        writer.add_page(page)
    for page in _pages_of(filename, added) or []:
        writer.add_page(page)
    return _written(writer)


def binder(title, subtitle, papers, words):
    """Return the vouchers as one PDF with an index in front.

    :param papers: :class:`Paper` in the order of their numbers
    :param words: translated ``number``, ``date``, ``what``, ``amount``, ``page``,
        ``no_paper``, ``cannot_print`` (with %s) and ``page_of`` (with %s twice)
    """
    writer = PdfWriter()
    places, sheets = [], []
    first = 1 + max(1, -(-len(papers) // ROWS_ON_AN_INDEX))
    for paper in papers:
        places.append(first + len(sheets))
        sheets += _sheets_of(paper, words)
    for page in _index(title, subtitle, papers, places, words):
        writer.add_page(page)
    for page, paper, place in sheets:
        added = writer.add_page(page)
        if paper:
            added.merge_transformed_page(paper, place)
    label = words["page_of"]
    return number_pages(_written(writer), lambda page, pages: label % (page, pages))


def _written(writer):
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _read(stream):
    return list(PdfReader(stream, strict=False).pages)


def _stamp(text):
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont(fonts()[0], 8)
    canvas.setFillColor(SOFT)
    canvas.drawRightString(WIDTH - MARGIN, 9 * mm, text)
    canvas.save()
    return _read(stream)[0]


def _index(title, subtitle, papers, places, words):
    regular, bold = fonts()
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    rows = list(zip(papers, places, strict=True))
    for start in range(0, max(len(rows), 1), ROWS_ON_AN_INDEX):
        canvas.setFillColor(PLUM)
        canvas.setFont(bold, 20)
        canvas.drawString(MARGIN, HEIGHT - 28 * mm, title)
        canvas.setFillColor(SOFT)
        canvas.setFont(regular, 9)
        canvas.drawString(MARGIN, HEIGHT - 34 * mm, subtitle)
        y = HEIGHT - 45 * mm
        head = (words["number"], words["date"], words["what"])
        _index_row(canvas, y, (*head, words["amount"], words["page"]), SOFT)
        for paper, place in rows[start : start + ROWS_ON_AN_INDEX]:
            y -= 5.8 * mm
            cells = (paper.number, paper.date, paper.title, paper.amount, str(place))
            _index_row(canvas, y, cells, INK)
        canvas.showPage()
    canvas.save()
    return _read(stream)


def _index_row(canvas, y, cells, color):
    regular = fonts()[0]
    number, date, what, amount, place = cells
    canvas.setFillColor(color)
    canvas.setFont(regular, 9)
    canvas.drawString(MARGIN, y, number)
    canvas.drawString(MARGIN + 24 * mm, y, date)
    canvas.drawString(MARGIN + 48 * mm, y, _cut(what, 78 * mm, 9))
    canvas.drawRightString(WIDTH - MARGIN - 16 * mm, y, amount)
    canvas.drawRightString(WIDTH - MARGIN, y, place)


def _cut(text, width, size):
    """Return the text, shortened so that it fits in ``width`` points."""
    regular = fonts()[0]
    if pdfmetrics.stringWidth(text, regular, size) <= width:
        return text
    while text and pdfmetrics.stringWidth(f"{text}…", regular, size) > width:
        text = text[:-1]
    return f"{text}…"


def _sheets_of(paper, words):
    """Return the sheets of a voucher: (sheet, page of the paper, its place)."""
    sheets = []
    for filename, content in paper.files:
        pages = _pages_of(filename, content)
        if pages is None:
            lines = [words["cannot_print"] % filename, *paper.text]
            sheets.append((_read(_sheet(paper, lines))[0], None, None))
            continue
        for page in pages:
            sheets.append((_read(_sheet(paper, []))[0], page, _place(page)))
    lines = [words["no_paper"], *paper.text]
    return sheets or [(_read(_sheet(paper, lines))[0], None, None)]


def _sheet(paper, lines):
    """Return a stream with one page: the voucher's head and lines of text."""
    regular, bold = fonts()
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFillColor(INK)
    canvas.setFont(bold, 12)
    canvas.drawString(MARGIN, HEIGHT - 20 * mm, paper.number)
    canvas.setFont(regular, 10)
    canvas.drawString(MARGIN + 30 * mm, HEIGHT - 20 * mm, paper.date)
    canvas.drawString(
        MARGIN + 56 * mm, HEIGHT - 20 * mm, _cut(paper.title, 80 * mm, 10)
    )
    canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 20 * mm, paper.amount)
    canvas.setStrokeColor(SOFT)
    canvas.line(MARGIN, HEIGHT - 24 * mm, WIDTH - MARGIN, HEIGHT - 24 * mm)
    y = HEIGHT - 36 * mm
    for line in lines:
        for part in simpleSplit(line, regular, 10, WIDTH - 2 * MARGIN):
            canvas.drawString(MARGIN, y, part)
            y -= 5.5 * mm
    canvas.save()
    return stream


def _place(page):
    """Return the matrix that sets a page upright below the voucher's head."""
    box = page.mediabox
    left, bottom = float(box.left), float(box.bottom)
    width, height = float(box.width), float(box.height)
    turn = (page.get("/Rotate") or 0) % 360
    a, b, c, d, e, f = {
        90: (0, -1, 1, 0, -bottom, width + left),
        180: (-1, 0, 0, -1, width + left, height + bottom),
        270: (0, 1, -1, 0, height + bottom, -left),
    }.get(turn, (1, 0, 0, 1, -left, -bottom))
    if turn in (90, 270):
        width, height = height, width
    scale = min((WIDTH - 2 * MARGIN) / width, (BOX_TOP - BOX_BOTTOM) / height, 1)
    x, y = (WIDTH - scale * width) / 2, BOX_TOP - scale * height
    return (*(scale * value for value in (a, b, c, d)), scale * e + x, scale * f + y)


def _pages_of(filename, content):
    """Return the pages of a PDF or an image, or None for anything else."""
    if content[:5] == b"%PDF-":
        try:
            return _read(BytesIO(content)) or None
        except Exception:  # noqa: BLE001 a damaged file has many ways to fail
            return None
    try:
        return _read(_image_page(content))
    except (UnidentifiedImageError, OSError, ValueError):
        return None


def _image_page(content):
    image = ImageOps.exif_transpose(Image.open(BytesIO(content)))
    image.thumbnail((PHOTO_PIXELS, PHOTO_PIXELS))
    if image.mode not in ("RGB", "L"):
        image = image.convert("RGB")
    small = BytesIO()
    image.save(small, format="JPEG", quality=80)
    small.seek(0)
    stream = BytesIO()
    # a page as large as fits in the box of a sheet
    scale = min(
        (WIDTH - 2 * MARGIN) / image.width, (BOX_TOP - BOX_BOTTOM) / image.height
    )
    size = (image.width * scale, image.height * scale)
    canvas = Canvas(stream, pagesize=size)
    canvas.drawImage(ImageReader(small), 0, 0, *size)
    canvas.save()
    return stream

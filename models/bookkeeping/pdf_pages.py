"""Pages of PDF without the ORM: numbering, and the binder of vouchers.

A voucher's paper may be an image or a PDF of any size, upright or turned. Each of
its pages is set on a sheet of A4 below a line that says which voucher it is.
"""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from itertools import groupby
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
LINES_ON_A_LIST = 44
# The long side of a photo in the binder: sharp on paper, small on the disk.
PHOTO_PIXELS = 1800
# The EXIF tag that says how the camera was held.
ORIENTATION = 0x0112


class Paper(NamedTuple):
    """One voucher of the binder. ``files`` are (name, bytes), ``text`` are lines
    that stand in for a paper that there is not."""

    number: str
    date: str
    title: str
    amount: str
    files: list
    text: list


class _Sheet(NamedTuple):
    """A sheet: what is drawn on it, and the page of a paper to set on it."""

    draw: Callable
    page: object = None


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
    pages = _read(BytesIO(content))
    labels = [label(number, len(pages)) for number in range(1, len(pages) + 1)]
    writer = PdfWriter()
    for page, stamp in zip(pages, _drawn(map(_stamp, labels)), strict=True):
        added = writer.add_page(page)
        if page is not pages[0]:
            added.merge_page(stamp)
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
        ``no_paper``, ``cannot_print`` (with %s) and ``page_of`` (page, pages)
    """
    writer = PdfWriter()
    first = 1 + max(1, -(-len(papers) // ROWS_ON_AN_INDEX))
    places, sheets = _bound(papers, first, words)
    sheets = [*_index(title, subtitle, papers, places, words), *sheets]
    # all drawn in one go, so that the fonts are in the file once
    drawn = _drawn(sheet.draw for sheet in sheets)
    for page, sheet in zip(drawn, sheets, strict=True):
        added = writer.add_page(page)
        if sheet.page:
            added.merge_transformed_page(sheet.page, _place(sheet.page))
    label = words["page_of"]
    return number_pages(
        _written(writer), lambda page, pages: label % {"page": page, "pages": pages}
    )


def _written(writer):
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _read(stream):
    return list(PdfReader(stream, strict=False).pages)


def _drawn(drawers):
    """Return the pages that the functions draw, one each."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for draw in drawers:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return _read(stream)


def _stamp(text):
    def draw(canvas):
        canvas.setFont(fonts()[0], 8)
        canvas.setFillColor(SOFT)
        canvas.drawRightString(WIDTH - MARGIN, 9 * mm, text)

    return draw


def _index(title, subtitle, papers, places, words):
    rows = list(zip(papers, places, strict=True))
    starts = range(0, max(len(rows), 1), ROWS_ON_AN_INDEX)
    return [
        _Sheet(
            partial(
                _draw_index,
                title=title,
                subtitle=subtitle,
                rows=rows[start : start + ROWS_ON_AN_INDEX],
                words=words,
            )
        )
        for start in starts
    ]


def _draw_index(canvas, title, subtitle, rows, words):
    regular, bold = fonts()
    canvas.setFillColor(PLUM)
    canvas.setFont(bold, 20)
    canvas.drawString(MARGIN, HEIGHT - 28 * mm, title)
    canvas.setFillColor(SOFT)
    canvas.setFont(regular, 9)
    canvas.drawString(MARGIN, HEIGHT - 34 * mm, subtitle)
    y = HEIGHT - 45 * mm
    head = [words[name] for name in ("number", "date", "what", "amount", "page")]
    _index_row(canvas, y, head, SOFT)
    for paper, place in rows:
        y -= 5.8 * mm
        cells = (paper.number, paper.date, paper.title, paper.amount, str(place))
        _index_row(canvas, y, cells, INK)


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


def _bound(papers, first, words):
    """Return (number of the page of each voucher, the sheets).

    Vouchers in a row that have no paper share sheets.
    """
    places, sheets = [], []
    # Odoo's own groupby would not keep the order of the numbers.
    runs = groupby(  # pylint: disable=bad-builtin-groupby
        papers, key=lambda paper: bool(paper.files)
    )
    for has_files, group in runs:
        if not has_files:
            for lot in _lots(group):
                places += [first + len(sheets)] * len(lot)
                sheets.append(_Sheet(partial(_draw_list, papers=lot, words=words)))
            continue
        for paper in group:
            places.append(first + len(sheets))
            sheets += _sheets_of(paper, words)
    return places, sheets


def _lots(papers):
    """Cut vouchers without paper into lots that fit on a sheet."""
    lots, room = [], 0
    for paper in papers:
        height = 2 + len(paper.text)
        if height > room:
            lots.append([])
            room = LINES_ON_A_LIST
        lots[-1].append(paper)
        room -= height
    return lots


def _draw_list(canvas, papers, words):
    """Tell how vouchers without paper were booked."""
    regular, bold = fonts()
    canvas.setFillColor(SOFT)
    canvas.setFont(regular, 9)
    y = HEIGHT - 20 * mm
    canvas.drawString(MARGIN, y, words["no_paper"])
    for paper in papers:
        y -= 9 * mm
        _draw_head(canvas, paper, y, 10)
        canvas.setFont(regular, 9)
        for line in paper.text:
            y -= 4.8 * mm
            canvas.drawString(MARGIN + 56 * mm, y, _cut(line, 110 * mm, 9))


def _sheets_of(paper, words):
    """Return the sheets of a voucher that has papers."""
    sheets = []
    for filename, content in paper.files:
        pages = _pages_of(filename, content)
        if pages is None:
            lines = [words["cannot_print"] % filename, *paper.text]
            sheets.append(_Sheet(partial(_draw_sheet, paper=paper, lines=lines)))
            continue
        draw = partial(_draw_sheet, paper=paper, lines=())
        sheets += [_Sheet(draw, page) for page in pages]
    return sheets


def _draw_sheet(canvas, paper, lines):
    """Draw a voucher's head with a line below it, and lines of text."""
    regular = fonts()[0]
    _draw_head(canvas, paper, HEIGHT - 20 * mm, 12)
    canvas.setStrokeColor(SOFT)
    canvas.line(MARGIN, HEIGHT - 24 * mm, WIDTH - MARGIN, HEIGHT - 24 * mm)
    y = HEIGHT - 36 * mm
    for line in lines:
        for part in simpleSplit(line, regular, 10, WIDTH - 2 * MARGIN):
            canvas.drawString(MARGIN, y, part)
            y -= 5.5 * mm


def _draw_head(canvas, paper, y, size):
    regular, bold = fonts()
    canvas.setFillColor(INK)
    canvas.setFont(bold, size)
    canvas.drawString(MARGIN, y, paper.number)
    canvas.setFont(regular, 10)
    canvas.drawString(MARGIN + 30 * mm, y, paper.date)
    canvas.drawString(MARGIN + 56 * mm, y, _cut(paper.title, 80 * mm, 10))
    canvas.drawRightString(WIDTH - MARGIN, y, paper.amount)


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
    image = Image.open(BytesIO(content))
    upright = ImageOps.exif_transpose(image)
    small = BytesIO(content)
    if not _is_small_photo(image, upright):
        image = upright
        image.thumbnail((PHOTO_PIXELS, PHOTO_PIXELS))
        small = BytesIO()
        image.convert("RGB").save(small, format="JPEG", quality=75)
        small.seek(0)
    stream = BytesIO()
    # a page as large as fits in the box of a sheet
    box = (WIDTH - 2 * MARGIN, BOX_TOP - BOX_BOTTOM)
    scale = min(box[0] / image.width, box[1] / image.height)
    size = (image.width * scale, image.height * scale)
    canvas = Canvas(stream, pagesize=size)
    canvas.drawImage(ImageReader(small), 0, 0, *size)
    canvas.save()
    return stream


def _is_small_photo(image, upright):
    """Tell whether a photo can be bound as it is, without writing it anew."""
    return (
        image.format == "JPEG"
        and image.mode in ("RGB", "L")
        and image.size == upright.size
        and image.getexif().get(ORIENTATION, 1) == 1
        and max(image.size) <= PHOTO_PIXELS
    )

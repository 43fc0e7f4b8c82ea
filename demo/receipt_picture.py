"""Draws till receipts for the demo, so that every voucher has a picture of its own
and none shows a real shop's paper."""

import io
import random
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont

# Pillow's own font has no Danish letters; reportlab, which Odoo needs, brings one.
FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
SIZE = (620, 900)
PAPERS = ("#fdfcf8", "#f7f5ee", "#fbfaf5")
TABLES = ("#8d6e52", "#b9a58b", "#6b7a80", "#a58c9a")


def receipt_picture(shop, date, lines, total, number):
    """Return a JPEG of a receipt lying on a table.

    :param lines: (text, amount) pairs; amounts and ``total`` in kroner
    :param number: seeds the small differences between pictures
    """
    # The same story gives the same pictures: no secret depends on this.
    chance = random.Random(number)
    image = _table(chance)
    paper = Image.new("RGB", (460, 150 + 34 * (len(lines) + 7)), chance.choice(PAPERS))
    draw = ImageDraw.Draw(paper)
    _print(draw, shop, date, lines, total, number)
    scale = chance.uniform(0.75, 1.15)
    paper = paper.resize((int(paper.width * scale), int(paper.height * scale)))
    angle = chance.uniform(-9, 9)
    turned = paper.rotate(angle, expand=True)
    mask = Image.new("L", paper.size, 255).rotate(angle, expand=True)
    right, down = SIZE[0] - turned.width, SIZE[1] - turned.height
    place = (chance.randint(min(0, right), max(0, right)), chance.randint(0, down))
    image.paste(turned, place, mask)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=72, optimize=True)
    return out.getvalue()


def _table(chance):
    """A table top with its own light and things lying about, as in a kitchen."""
    image = Image.new("RGB", SIZE, chance.choice(TABLES))
    draw = ImageDraw.Draw(image)
    for _thing in range(14):
        x, y = chance.randint(-60, SIZE[0]), chance.randint(-60, SIZE[1])
        size = chance.randint(60, 260)
        tint = tuple(chance.randint(90, 190) for _channel in range(3))
        draw.ellipse((x, y, x + size, y + size * chance.uniform(0.4, 1.6)), fill=tint)
    return image


def _print(draw, shop, date, lines, total, number):
    big, small = (ImageFont.truetype(FONT, size) for size in (30, 20))
    ink = "#26323a"
    draw.text((230, 46), shop, font=big, fill=ink, anchor="mm")
    draw.text((230, 92), f"Bon {number:05d}", font=small, fill=ink, anchor="mm")
    y = 136
    draw.text((36, y), date.strftime("%d-%m-%Y"), font=small, fill=ink)
    for text, amount in lines:
        y += 36
        draw.text((36, y), text, font=small, fill=ink)
        draw.text((424, y), kroner(amount), font=small, fill=ink, anchor="ra")
    y += 54
    draw.line((36, y, 424, y), fill=ink, width=2)
    draw.text((36, y + 12), "I ALT", font=big, fill=ink)
    draw.text((424, y + 12), kroner(total), font=big, fill=ink, anchor="ra")
    draw.text((230, y + 86), "Tak for besøget", font=small, fill=ink, anchor="mm")


def kroner(amount):
    """Write an amount as on a Danish receipt: 1.234,50."""
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))

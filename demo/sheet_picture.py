"""Draws the signed sheet of a meeting for the demo: no real person's hand is in it."""

import io
import random

from PIL import Image, ImageDraw, ImageFont

from .receipt_picture import FONT

SIZE = (900, 1200)
INK = "#2b3a67"


def sheet_picture(title, names, number):
    """Return a JPEG of a sheet of paper with a heading and signatures.

    :param number: seeds the small differences between pictures
    """
    # The same story gives the same pictures: no secret depends on this.
    chance = random.Random(number)
    image = Image.new("RGB", SIZE, "#fbfaf5")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, 30)
    draw.text((80, 80), title, font=font, fill="#26323a")
    for line in range(9):
        width = chance.randint(480, 740)
        draw.line((80, 170 + line * 52, 80 + width, 170 + line * 52), "#9aa5ae", 3)
    for place, name in enumerate(names):
        top = 690 + place * 76
        draw.line((80, top + 44, 500, top + 44), "#26323a", 2)
        draw.text((520, top + 14), name, font=font, fill="#26323a")
        points = [
            (90 + step * 26, top + 24 + chance.randint(-18, 18)) for step in range(15)
        ]
        draw.line(points, INK, 4, joint="curve")
    out = io.BytesIO()
    image.rotate(chance.uniform(-2, 2), fillcolor="#b9a58b").save(
        out, "JPEG", quality=72, optimize=True
    )
    return out.getvalue()

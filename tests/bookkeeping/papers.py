"""Photos and PDFs for the tests, made on the spot."""

import io
import struct
import zlib

from PIL import Image, ImageDraw

GPS = 0x8825
ORIENTATION = 0x0112


def picture(text="Netto 124,50", size=(600, 900), seed=0):
    """A receipt drawn on white paper; another seed gives another shop's receipt."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.text((40, 40), text, fill="black")
    for row in range(12):
        start = 40 + (row * 37 + seed * 53) % 180
        length = 80 + (row * row * 29 + seed * 91) % 300
        top = 110 + row * 60
        draw.rectangle((start, top, start + length, top + 30), fill="black")
    return image


def jpeg(image=None, **options):
    out = io.BytesIO()
    (image or picture()).save(out, "JPEG", **options)
    return out.getvalue()


def jpeg_with_position(image=None, orientation=6):
    """As a phone writes it: lying on its side, with the place where it was taken."""
    image = image or picture()
    exif = image.getexif()
    exif[ORIENTATION] = orientation
    gps = exif.get_ifd(GPS)
    gps[1], gps[2] = "N", (55.0, 40.0, 33.6)
    gps[3], gps[4] = "E", (12.0, 34.0, 5.0)
    exif[0x010F] = "Phone of Amina"
    return jpeg(image, exif=exif)


def png(image=None):
    out = io.BytesIO()
    (image or picture()).save(out, "PNG")
    return out.getvalue()


def png_bomb(side=30_000):
    """A small file that says it is a huge picture."""

    def chunk(kind, data):
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


def pdf(*objects, pages=1):
    """A PDF of empty pages; ``objects`` are added and the first one is its
    OpenAction."""
    kids = " ".join(f"{3 + number} 0 R" for number in range(pages))
    action = f"/OpenAction {3 + pages} 0 R" if objects else ""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {action} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * pages,
        *objects,
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    size = len(bodies) + 1
    return out + (
        f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )

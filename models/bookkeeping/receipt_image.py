"""The paper of a receipt: bytes in, clean bytes out. Plain Python, no ORM.

What a phone sends is judged by its content, never by its name. A picture is decoded
and encoded anew, which turns it upright, makes it small enough and drops all that
the camera wrote beside it (the place where it was taken, the phone's name). A PDF is
kept byte for byte and refused when something in it could run.
"""

import hashlib
import io
import struct
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

from odoo.tools.pdf import PdfReader
from odoo.tools.translate import LazyTranslate

try:
    import pillow_heif
except ImportError:
    pillow_heif = None

_lt = LazyTranslate(__name__)

MAX_BYTES = 20 * 1024 * 1024
MAX_SIDE = 2000
# A JPEG is decoded at a fraction of its size; anything else unfolds whole in memory.
MAX_PIXELS_JPEG = 85_000_000
MAX_PIXELS = 40_000_000
MAX_PDF_PAGES = 40
MAX_PDF_OBJECTS = 50_000
QUALITY = 85
HASH_SIDE = 16
# Bits by which two pictures of the same photo may differ after being sent around.
SAME_PHOTO_BITS = 10

JPEG = "image/jpeg"
PDF = "application/pdf"

_HEIF_BRANDS = {
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1",
}  # fmt: skip
_FORBIDDEN_KEYS = {"/JS", "/JavaScript", "/Launch", "/RichMedia", "/XFA"}
_FORBIDDEN_ACTIONS = {"/JavaScript", "/Launch", "/RichMediaExecute", "/ImportData"}

TOO_LARGE = _lt("This file is too large. Take a photo of the receipt instead.")
TOO_MANY_PIXELS = _lt(
    "This picture is too large. Take a new photo with the phone's ordinary camera."
)
DAMAGED = _lt("This picture is damaged. Take a new photo of the receipt.")
EMPTY = _lt("The file is empty. Take a new photo of the receipt.")
UNKNOWN = _lt(
    "This is not a photo or a PDF. Take a photo of the receipt, or send it as JPEG, "
    "PNG or PDF."
)
NO_HEIC = _lt(
    "This photo is in Apple's HEIC format, which cannot be read here. On the iPhone "
    "choose Settings, Camera, Formats, Most Compatible, and take the photo again."
)
PDF_DAMAGED = _lt("This PDF cannot be opened. Take a photo of the receipt instead.")
PDF_LOCKED = _lt(
    "This PDF is locked with a password. Take a photo of the receipt instead."
)
PDF_ACTIVE = _lt(
    "This PDF contains a program and is not accepted. Take a photo of the receipt "
    "instead."
)
PDF_LONG = _lt("This PDF has too many pages. Send only the receipt itself.")


class FileRefused(ValueError):
    """The file cannot be used; ``message`` says why and what to do instead."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


class CleanFile(NamedTuple):
    """A file that may be kept.

    ``fingerprint`` is the same for the same photo: 64 hexadecimal digits of a
    perceptual hash for pictures, ``pdf:`` and the checksum of the bytes for PDFs.
    """

    data: bytes
    mimetype: str
    extension: str
    fingerprint: str


def clean(data):
    """Return the CleanFile of a photo or PDF.

    :param bytes data: the file as it came
    :raises FileRefused: with a sentence that says what to do instead
    """
    if not data:
        raise FileRefused(EMPTY)
    if len(data) > MAX_BYTES:
        raise FileRefused(TOO_LARGE)
    kind = sniff(data)
    if kind == "pdf":
        return _clean_pdf(data)
    if kind == "heif" and pillow_heif is None:
        raise FileRefused(NO_HEIC)
    if kind is None:
        raise FileRefused(UNKNOWN)
    return _clean_picture(data, kind)


def sniff(data):
    """Return what the bytes are: 'jpeg', 'png', 'pdf', 'heif' or None."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return "heif"
    return None


def same_photo(first, second):
    """Tell whether two fingerprints are of the same photo or PDF."""
    if first == second:
        return True
    if first.startswith("pdf:") or second.startswith("pdf:"):
        return False
    different = int(first, 16) ^ int(second, 16)
    return bin(different).count("1") <= SAME_PHOTO_BITS


# ----------------------------------------------------------------------
# Pictures
# ----------------------------------------------------------------------


def _clean_picture(data, kind):
    picture = _decode(data, kind)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return CleanFile(out.getvalue(), JPEG, "jpg", _perceptual_hash(picture))


def _is_whole(data, kind):
    """Tell whether the file has its end. Odoo lets Pillow fill up what is cut off
    with grey, which would hide that half of the receipt never arrived."""
    if kind == "jpeg":
        # Neither mark can occur inside the compressed picture itself.
        return data.rfind(b"\xff\xd9") > data.rfind(b"\xff\xda")
    return kind != "png" or b"IEND" in data


def _decode(data, kind):
    if not _is_whole(data, kind):
        raise FileRefused(DAMAGED)
    try:
        picture = _open(data, kind)
        limit = MAX_PIXELS_JPEG if kind == "jpeg" else MAX_PIXELS
        if picture.width * picture.height > limit:
            raise FileRefused(TOO_MANY_PIXELS)
        # Only has an effect on JPEG: decodes at 1/2, 1/4 or 1/8 where that is enough.
        picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
        picture.load()
        picture = ImageOps.exif_transpose(picture)
        picture = _without_transparency(picture)
        picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    except FileRefused:
        raise
    except Image.DecompressionBombError:
        raise FileRefused(TOO_MANY_PIXELS) from None
    # Pillow's readers raise whatever a broken file leads them into.
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, ArithmeticError,
            LookupError, TypeError, RuntimeError, MemoryError, EOFError):  # fmt: skip
        raise FileRefused(DAMAGED) from None
    return picture


def _open(data, kind):
    if kind == "heif":
        heif = pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
        if heif.size[0] * heif.size[1] > MAX_PIXELS:
            raise FileRefused(TOO_MANY_PIXELS)
        return heif.to_pillow()
    if kind == "png":
        # Before Pillow looks: it would write a warning about the size to the log.
        width, height = struct.unpack(">II", data[16:24].ljust(8, b"\0"))
        if width * height > MAX_PIXELS:
            raise FileRefused(TOO_MANY_PIXELS)
    return Image.open(io.BytesIO(data), formats=[kind.upper()])


def _without_transparency(picture):
    """Lay the picture on white paper; a plain RGB copy carries no metadata."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        return paper
    plain = Image.new("RGB", picture.size)
    plain.paste(picture.convert("RGB"))
    return plain


def _perceptual_hash(picture):
    """Return 256 bits, each telling whether a spot is darker than its neighbour."""
    small = picture.convert("L").resize(
        (HASH_SIDE + 1, HASH_SIDE), Image.Resampling.BILINEAR
    )
    spots = small.tobytes()
    bits = 0
    for row in range(HASH_SIDE):
        start = row * (HASH_SIDE + 1)
        for column in range(HASH_SIDE):
            left, right = spots[start + column], spots[start + column + 1]
            bits = bits << 1 | (left < right)
    return f"{bits:064x}"


# ----------------------------------------------------------------------
# PDF
# ----------------------------------------------------------------------


def _clean_pdf(data):
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise FileRefused(PDF_LOCKED)
        pages = len(reader.pages)
        active = _has_active_content(reader)
    except FileRefused:
        raise
    # A broken PDF leads its reader into any error at all.
    except Exception:  # noqa: BLE001  # pylint: disable=broad-except
        raise FileRefused(PDF_DAMAGED) from None
    if not pages:
        raise FileRefused(PDF_DAMAGED)
    if pages > MAX_PDF_PAGES:
        raise FileRefused(PDF_LONG)
    if active:
        raise FileRefused(PDF_ACTIVE)
    fingerprint = "pdf:" + hashlib.sha256(data).hexdigest()
    return CleanFile(data, PDF, "pdf", fingerprint)


def _has_active_content(reader):
    """Walk all that can be reached from the document's root."""
    seen, waiting = set(), [reader.trailer]
    while waiting:
        node = waiting.pop()
        reference = _reference(node)
        if reference is not None:
            if reference in seen:
                continue
            seen.add(reference)
            if len(seen) > MAX_PDF_OBJECTS:
                raise FileRefused(PDF_LONG)
            node = node.get_object()
        if isinstance(node, dict):
            if _is_active(node):
                return True
            waiting.extend(node.raw_get(key) for key in node)
        elif isinstance(node, list):
            waiting.extend(list.__iter__(node))
    return False


def _reference(node):
    number = getattr(node, "idnum", None)
    return None if number is None else (number, node.generation)


def _is_active(node):
    if _FORBIDDEN_KEYS & node.keys():
        return True
    action = node.raw_get("/S") if "/S" in node else None
    return isinstance(action, str) and action in _FORBIDDEN_ACTIONS

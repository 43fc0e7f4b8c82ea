"""QR codes as SVG images. Plain Python without the ORM."""

import io

import qrcode
import qrcode.image.svg


def qr_svg(text):
    """Return ``text`` as a QR code: the bytes of an SVG image."""
    image = qrcode.make(
        text, image_factory=qrcode.image.svg.SvgPathImage, box_size=12, border=2
    )
    stream = io.BytesIO()
    image.save(stream)
    return stream.getvalue()

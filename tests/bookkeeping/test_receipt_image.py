import io
from unittest import skipUnless

from PIL import Image

from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfReader, PdfWriter

from ...models.bookkeeping import receipt_image
from ...models.bookkeeping.receipt_image import FileRefused, clean, same_photo
from . import papers


@tagged("post_install", "-at_install")
class TestReceiptImage(BaseCase):
    """What a phone can send, and what must not get through."""

    def _open(self, data):
        return Image.open(io.BytesIO(data))

    def assertRefused(self, data, message):
        with self.assertRaises(FileRefused) as caught:
            clean(data)
        self.assertIs(caught.exception.message, message)

    def test_photo_is_turned_upright_and_tells_nothing_else(self):
        photo = papers.jpeg_with_position(papers.picture(size=(900, 600)))
        self.assertIn(b"Exif", photo)
        self.assertEqual(self._open(photo).size, (900, 600))
        paper = clean(photo)
        upright = self._open(paper.data)
        self.assertEqual(upright.size, (600, 900))
        self.assertEqual(dict(upright.getexif()), {})
        self.assertNotIn(b"Exif", paper.data)
        self.assertNotIn(b"Amina", paper.data)
        self.assertEqual((paper.mimetype, paper.extension), ("image/jpeg", "jpg"))

    def test_large_photo_is_made_smaller_and_keeps_its_form(self):
        paper = clean(papers.jpeg(papers.picture(size=(3000, 4000))))
        self.assertEqual(self._open(paper.data).size, (1500, 2000))

    def test_small_photo_is_not_made_larger(self):
        paper = clean(papers.jpeg(papers.picture(size=(600, 900))))
        self.assertEqual(self._open(paper.data).size, (600, 900))

    def test_png_with_transparency_lies_on_white_paper(self):
        image = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
        paper = clean(papers.png(image))
        self.assertEqual(paper.mimetype, "image/jpeg")
        self.assertEqual(self._open(paper.data).getpixel((25, 25)), (255, 255, 255))

    def test_palette_and_grey_pictures(self):
        for mode in ("L", "P", "1"):
            paper = clean(papers.png(papers.picture().convert(mode)))
            self.assertEqual(self._open(paper.data).mode, "RGB")

    @skipUnless(receipt_image.pillow_heif, "pillow-heif is not installed")
    def test_heic(self):
        out = io.BytesIO()
        receipt_image.pillow_heif.from_pillow(papers.picture()).save(out, quality=60)
        paper = clean(out.getvalue())
        self.assertEqual(self._open(paper.data).size, (600, 900))
        self.assertTrue(same_photo(paper.fingerprint, clean(papers.jpeg()).fingerprint))

    def test_heic_without_its_reader_says_what_to_do(self):
        reader = receipt_image.pillow_heif
        receipt_image.pillow_heif = None
        try:
            self.assertRefused(
                b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", receipt_image.NO_HEIC
            )
        finally:
            receipt_image.pillow_heif = reader

    def test_content_counts_and_not_the_name(self):
        for data in (
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
            b"<html><script>alert(1)</script></html>",
            b"GIF89a" + b"\0" * 40,
            b"MZ\x90\0" + b"\0" * 40,
            b"PK\x03\x04" + b"\0" * 40,
        ):
            self.assertRefused(data, receipt_image.UNKNOWN)

    def test_empty_and_huge_files(self):
        self.assertRefused(b"", receipt_image.EMPTY)
        self.assertRefused(
            b"\xff\xd8\xff" + b"\0" * receipt_image.MAX_BYTES, receipt_image.TOO_LARGE
        )

    def test_damaged_pictures(self):
        good, flat = papers.jpeg(), papers.png()
        for data in (
            good[: len(good) // 2],
            good[:20],
            flat[: len(flat) // 2],
            b"\xff\xd8\xff" + b"no picture at all" * 20,
            b"\x89PNG\r\n\x1a\n" + b"\0" * 60,
            b"\0\0\0\x18ftypheic" + b"\0" * 60
            if receipt_image.pillow_heif
            else good[:9],
        ):
            self.assertRefused(data, receipt_image.DAMAGED)

    def test_decompression_bomb(self):
        for side in (7_000, 12_000, 30_000):
            self.assertRefused(papers.png_bomb(side), receipt_image.TOO_MANY_PIXELS)

    def test_something_hidden_behind_a_picture_is_gone(self):
        hidden = papers.jpeg() + b"<script>alert(1)</script>"
        self.assertNotIn(b"script", clean(hidden).data)

    # ------------------------------------------------------------------
    # The same photo
    # ------------------------------------------------------------------

    def test_same_photo_sent_again_smaller_and_worse(self):
        first = clean(papers.jpeg(papers.picture(size=(1200, 1800)), quality=95))
        again = papers.picture(size=(1200, 1800)).resize((500, 750))
        second = clean(papers.jpeg(again, quality=40))
        self.assertNotEqual(first.data, second.data)
        self.assertTrue(same_photo(first.fingerprint, second.fingerprint))

    def test_other_receipts_are_other_photos(self):
        prints = [
            clean(papers.jpeg(papers.picture(seed=seed))).fingerprint
            for seed in range(8)
        ]
        for number, one in enumerate(prints):
            for two in prints[number + 1 :]:
                self.assertFalse(same_photo(one, two))

    def test_photo_and_pdf_are_never_the_same(self):
        photo, paper = clean(papers.jpeg()), clean(papers.pdf())
        self.assertFalse(same_photo(photo.fingerprint, paper.fingerprint))
        self.assertTrue(same_photo(paper.fingerprint, paper.fingerprint))

    # ------------------------------------------------------------------
    # PDF
    # ------------------------------------------------------------------

    def test_pdf_is_kept_as_it_is(self):
        data = papers.pdf()
        paper = clean(data)
        self.assertEqual((paper.data, paper.mimetype), (data, "application/pdf"))
        self.assertEqual(len(paper.fingerprint), 4 + 64)

    def test_pdf_that_could_run_something(self):
        for action in (
            "<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
            "<< /S /J#61vaScript >>",
            "<< /S /Launch /F (cmd.exe) >>",
            "<< /S /GoTo /Next << /S /JavaScript /JS (1) >> >>",
            "<< /Names << /JavaScript << /Names [] >> >> >>",
        ):
            self.assertRefused(papers.pdf(action), receipt_image.PDF_ACTIVE)

    def test_pdf_that_only_opens_on_a_page(self):
        self.assertTrue(clean(papers.pdf("[3 0 R /Fit]")))
        self.assertTrue(clean(papers.pdf("<< /S /GoTo /D [3 0 R /Fit] >>")))

    def test_pdf_in_a_circle(self):
        self.assertTrue(clean(papers.pdf("<< /S /GoTo /Next 4 0 R >>")))

    def test_pdf_with_a_password(self):
        writer = PdfWriter()
        for page in PdfReader(io.BytesIO(papers.pdf())).pages:
            writer.add_page(page)
        writer.encrypt("secret")
        out = io.BytesIO()
        writer.write(out)
        self.assertRefused(out.getvalue(), receipt_image.PDF_LOCKED)

    @mute_logger("pypdf._reader")
    def test_pdf_damaged_empty_or_endless(self):
        self.assertRefused(b"%PDF-1.4\nnothing", receipt_image.PDF_DAMAGED)
        self.assertRefused(papers.pdf(pages=0), receipt_image.PDF_DAMAGED)
        self.assertRefused(papers.pdf(pages=41), receipt_image.PDF_LONG)

"""Picture bytes in, picture bytes or an RGB image out."""

from __future__ import annotations

import hashlib
import io
from collections import OrderedDict

from PIL import Image, ImageOps

from catalog.items import BadPicture

__all__ = ["FORMATS", "LONG_SIDE_PX", "Thumbnails", "fit_picture", "open_picture", "picture_format"]

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")   # whatever a file is called; PostScript is a program
LONG_SIDE_PX = 1024
_KEPT_FORMATS = ("JPEG", "PNG", "WEBP")
_WEBP_QUALITY = 90
_THUMBNAIL_QUALITIES = (80, 60, 40, 25)  # the first that is light enough
_THUMBNAIL_BYTES = 45_000  # six of them weigh less than 300 kB


def open_picture(picture: bytes) -> Image.Image:
    """An upright RGB image, transparency laid on white; raises :class:`BadPicture`."""
    image = ImageOps.exif_transpose(_decode(picture))
    if image.mode == "RGB":
        return image
    if not image.has_transparency_data:
        return image.convert("RGB")
    sheet = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(sheet, image.convert("RGBA")).convert("RGB")


def fit_picture(picture: bytes, *, long_side_px: int = LONG_SIDE_PX, quality: int = _WEBP_QUALITY) -> bytes:
    """The bytes to store or to show: untouched where they are web-ready and small, else WebP of that size or less.

    Every picture is decoded once, so that what is stored is known to open. Raises :class:`BadPicture`.
    """
    image = _decode(picture)
    if image.format in _KEPT_FORMATS and max(image.size) <= long_side_px:
        return picture
    smaller = ImageOps.exif_transpose(image)
    smaller.thumbnail((long_side_px, long_side_px), Image.Resampling.LANCZOS)
    if smaller.mode not in ("RGB", "RGBA"):
        smaller = smaller.convert("RGBA" if smaller.has_transparency_data else "RGB")
    out = io.BytesIO()
    smaller.save(out, "WEBP", quality=quality)
    return out.getvalue()


class Thumbnails:
    """Pictures in the sizes a page shows, each made once: the last ``kept`` of them stay in memory; for any thread."""

    def __init__(self, kept: int = 2000) -> None:
        self._kept = kept
        self._made: OrderedDict[tuple[bytes, int], bytes] = OrderedDict()

    def of(self, picture: bytes, long_side_px: int) -> bytes:
        """The picture, at most that large; itself where it is no larger. Raises :class:`BadPicture`."""
        key = (hashlib.blake2b(picture, digest_size=16).digest(), long_side_px)  # what it shows, not whose it is
        made = self._made.pop(key, None) or _light_picture(picture, long_side_px)
        self._made[key] = made  # the newest last
        while len(self._made) > self._kept:
            self._made.popitem(last=False)
        return made


def _light_picture(picture: bytes, long_side_px: int) -> bytes:
    for quality in _THUMBNAIL_QUALITIES:
        small = fit_picture(picture, long_side_px=long_side_px, quality=quality)
        if len(small) <= _THUMBNAIL_BYTES:
            break
    return small


def picture_format(picture: bytes) -> str:
    """``"jpeg"``, ``"png"``, ``"webp"``, ...: also the file suffix; raises :class:`BadPicture`."""
    with _header(picture) as image:
        return (image.format or "").lower()


def _header(picture: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(picture), formats=FORMATS)
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise BadPicture(f"not a picture that can be opened: {_reason(error)}") from error


def _decode(picture: bytes) -> Image.Image:
    image = _header(picture)
    try:
        image.load()
    except Exception as error:  # decoders of broken files raise struct.error, SyntaxError and more
        raise BadPicture(f"the picture is broken: {_reason(error)}") from error
    return image


def _reason(error: Exception) -> str:
    text = str(error)
    return "unknown format" if "cannot identify" in text else text or type(error).__name__

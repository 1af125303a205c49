"""Picture bytes in, picture bytes or an RGB image out."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from catalog.items import BadPicture

__all__ = ["LONG_SIDE_PX", "fit_picture", "open_picture", "picture_format"]

LONG_SIDE_PX = 1024
_KEPT_FORMATS = ("JPEG", "PNG", "WEBP")
_WEBP_QUALITY = 90


def open_picture(picture: bytes) -> Image.Image:
    """An upright RGB image, transparency laid on white; raises :class:`BadPicture`."""
    image = ImageOps.exif_transpose(_decode(picture))
    if image.mode == "RGB":
        return image
    if not image.has_transparency_data:
        return image.convert("RGB")
    sheet = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(sheet, image.convert("RGBA")).convert("RGB")


def fit_picture(picture: bytes) -> bytes:
    """The bytes to store: untouched where they are web-ready and small, else WebP of 1024 px or less.

    Every picture is decoded once, so that what is stored is known to open. Raises :class:`BadPicture`.
    """
    image = _decode(picture)
    if image.format in _KEPT_FORMATS and max(image.size) <= LONG_SIDE_PX:
        return picture
    smaller = ImageOps.exif_transpose(image)
    smaller.thumbnail((LONG_SIDE_PX, LONG_SIDE_PX), Image.Resampling.LANCZOS)
    if smaller.mode not in ("RGB", "RGBA"):
        smaller = smaller.convert("RGBA" if smaller.has_transparency_data else "RGB")
    out = io.BytesIO()
    smaller.save(out, "WEBP", quality=_WEBP_QUALITY)
    return out.getvalue()


def picture_format(picture: bytes) -> str:
    """``"jpeg"``, ``"png"``, ``"webp"``, ...: also the file suffix; raises :class:`BadPicture`."""
    with _header(picture) as image:
        return (image.format or "").lower()


def _header(picture: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(picture))
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

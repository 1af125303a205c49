"""From products to files: SVG text, pixels, WebP pictures and the catalogue's CSV."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from catalog.illustrate.kinds import KINDS
from catalog.illustrate.products import COLUMNS, Product, row
from catalog.illustrate.svg import HEIGHT, SHOP, WIDTH, Scene, Sheet, page

__all__ = ["contact_sheet", "photograph", "random_scene", "svg_of", "write_catalogue"]

_WALLS = ("#faf7f2", "#ffffff", "#e9edf0", "#f3e6e0", "#dfe7df", "#d9d4cc", "#c9d3dc", "#e8dfee", "#b9b4ad")


def svg_of(product: Product, *, scene: Scene = SHOP) -> str:
    """The product's picture as SVG text; the same product and scene give the same bytes."""
    kind, sheet = KINDS[product.look.kind], Sheet()
    kind.draw(sheet, product.look)
    return page(sheet, floats=kind.floats, scene=scene)


def photograph(svg: str) -> Image.Image:
    """The pixels of SVG text: an RGB picture of 640x800."""
    import resvg_py

    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))
    return Image.open(io.BytesIO(png)).convert("RGB")


def random_scene(product: Product, *, seed: int = 0) -> Scene:
    """A background, size, tilt and light for training pictures, fixed by the product's id and the seed."""
    rng = random.Random(f"scene {seed} {product.id}")
    top, bottom = rng.choice(_WALLS), rng.choice(_WALLS)
    return Scene(top, bottom, rng.uniform(0.72, 1.08), rng.uniform(-10, 10), rng.uniform(-0.8, 0.6))


def write_catalogue(products: Iterable[Product], out: Path, *, varied: bool = False, seed: int = 0, quality: int = 84) -> None:
    """Writes out/catalogue.csv and out/pictures/ID.webp.

    `varied` gives each picture its own background, size, tilt and light instead of the plain shop.
    """
    (out / "pictures").mkdir(parents=True, exist_ok=True)
    with open(out / "catalogue.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        for product in products:
            scene = random_scene(product, seed=seed) if varied else SHOP
            picture = photograph(svg_of(product, scene=scene))
            picture.save(out / "pictures" / f"{product.id}.webp", quality=quality, method=6)
            table.writerow(row(product))


def contact_sheet(products: Iterable[Product], out: Path, *, columns: int = 7, width: int = 200) -> None:
    """Writes one small picture of the first product of each kind, side by side."""
    firsts: dict[str, Product] = {}
    for product in products:
        firsts.setdefault(product.look.kind, product)
    height = width * HEIGHT // WIDTH
    sheet = Image.new("RGB", (columns * width, -(-len(firsts) // columns) * height), SHOP.top)
    for i, product in enumerate(firsts.values()):
        small = photograph(svg_of(product)).resize((width, height), Image.Resampling.LANCZOS)
        sheet.paste(small, (i % columns * width, i // columns * height))
    sheet.save(out, quality=82, method=6)

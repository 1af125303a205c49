"""From products to files: SVG text, pixels, WebP pictures and the catalogue's CSV."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from PIL import Image

from catalog.illustrate.craft.svg import HEIGHT, SHOP, WIDTH, Scene, Sheet, page
from catalog.illustrate.kinds import KINDS
from catalog.illustrate.products import COLUMNS, Product, pictures_of, row

__all__ = ["contact_sheet", "photograph", "pictures", "random_scene", "svg_of", "write_catalogue"]

_QUALITIES = (84, 72, 60, 48)  # of WebP: the first that keeps a picture within
_MOST_BYTES = 25_000  # which fine checks and knits pass at the best
_WALLS = ("#faf7f2", "#ffffff", "#e9edf0", "#f3e6e0", "#dfe7df", "#d9d4cc", "#c9d3dc", "#e8dfee", "#b9b4ad")


def svg_of(product: Product, *, scene: Scene = SHOP, view: int = 0) -> str:
    """The product's picture as SVG text; the same product, scene and view give the same bytes.

    `view` 0 is the front, 1 the kind's second view; IndexError for one that the kind has not.
    """
    kind, sheet = KINDS[product.look.kind], Sheet()
    draws = (kind.draw, kind.back) if kind.back else (kind.draw,)
    draws[view](sheet, product.look)
    return page(sheet, floats=kind.floats, scene=scene)


def photograph(svg: str, *, width: int = WIDTH) -> Image.Image:
    """The pixels of SVG text: an RGB picture `width` wide and a quarter higher than wide."""
    import resvg_py

    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, width=width))
    return Image.open(io.BytesIO(png)).convert("RGB")


def random_scene(product: Product, *, seed: int = 0) -> Scene:
    """A background, size, tilt and light for training pictures, fixed by the product's id and the seed."""
    rng = random.Random(f"scene {seed} {product.id}")
    top, bottom = rng.choice(_WALLS), rng.choice(_WALLS)
    return Scene(top, bottom, rng.uniform(0.7, 1.02), rng.uniform(-10, 10), rng.uniform(-0.8, 0.6))


def pictures(
    products: Iterable[Product], *, width: int = WIDTH, varied: bool = True, seed: int = 0
) -> Iterator[tuple[Image.Image, dict[str, str]]]:
    """For training: each product's front as an RGB picture `width` wide, and its row of the catalogue; nothing is written."""
    for product in products:
        scene = random_scene(product, seed=seed) if varied else SHOP
        yield photograph(svg_of(product, scene=scene), width=width), row(product)


def write_catalogue(
    products: Iterable[Product], out: Path, *, varied: bool = False, seed: int = 0, width: int = WIDTH, processes: int = 1
) -> Iterator[Product]:
    """Writes out/catalogue.csv, and the pictures of each product before it is given back.

    `varied` gives each product its own background, size, tilt and light instead of the plain shop.
    """
    (out / "pictures").mkdir(parents=True, exist_ok=True)
    products = list(products)
    with open(out / "catalogue.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(map(row, products))
    shoot = partial(_write_pictures, out=out, varied=varied, seed=seed, width=width)
    if processes == 1:
        yield from map(shoot, products)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(shoot, products, chunksize=4)


def _write_pictures(product: Product, *, out: Path, varied: bool, seed: int, width: int) -> Product:
    scene = random_scene(product, seed=seed) if varied else SHOP
    for view, name in enumerate(pictures_of(product)):
        picture = photograph(svg_of(product, scene=scene, view=view), width=width)
        (out / name).write_bytes(_webp(picture))
    return product


def _webp(picture: Image.Image) -> bytes:
    for quality in _QUALITIES:
        file = io.BytesIO()
        picture.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= _MOST_BYTES:
            break
    return file.getvalue()


def contact_sheet(products: Iterable[Product], out: Path, *, columns: int = 8, width: int = 200) -> None:
    """Writes one small picture of the first product of each kind, side by side."""
    firsts: dict[str, Product] = {}
    for product in products:
        firsts.setdefault(product.look.kind, product)
    height = width * HEIGHT // WIDTH
    sheet = Image.new("RGB", (columns * width, -(-len(firsts) // columns) * height), SHOP.top)
    for i, product in enumerate(firsts.values()):
        small = photograph(svg_of(product), width=2 * width).resize((width, height), Image.Resampling.LANCZOS)
        sheet.paste(small, (i % columns * width, i // columns * height))
    sheet.save(out, quality=82, method=6)

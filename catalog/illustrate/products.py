"""What the boutique has on its shelves: the curated sample, and an endless seeded draw."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.illustrate.curated import CURATED
from catalog.illustrate.fabric import Look
from catalog.illustrate.kinds import ATTRIBUTES, CALM, KINDS
from catalog.illustrate.palette import channels, ink
from catalog.illustrate.words import alternative, description, headline

__all__ = ["COLUMNS", "Product", "draw", "row", "sample"]

_FACTS = ("id", "title", "description", "brand", "price", "currency", "rating", "category", "image", "alt")
COLUMNS = (*_FACTS, *ATTRIBUTES)

_BRANDS = (
    "Alder & Moss",
    "Bellwick",
    "Casa Linde",
    "Dovetail",
    "Elowen",
    "Fjord & Fern",
    "Halden",
    "Ines Varo",
    "Juniper Row",
    "Kestrel",
    "Lumen House",
    "Marlowe",
    "Nordlys",
    "Oriel",
    "Pomelo",
    "Quillon",
    "Rue Verte",
    "Solene",
    "Tamsin",
    "Wren & Co",
)


@dataclass(frozen=True)
class Product:
    """One thing on sale: its row in the catalogue, and the look that draws it."""

    id: str
    look: Look
    gender: str
    brand: str
    price: float  # dollars
    rating: float  # 0 to 5


def sample() -> list[Product]:
    """The shipped shop, always the same."""
    looks = [_read(kind, line) for kind, lines in CURATED.items() for line in lines.strip().splitlines()]
    return list(_shelve(looks, "sample"))


def draw(count: int, *, seed: int = 0) -> list[Product]:
    """`count` products drawn from `seed`; none looks like one of the shipped shop."""
    rng, kept = random.Random(f"looks {seed}"), {product.look for product in sample()}
    looks: list[Look] = []
    while len(looks) < count:
        look = _draw_look(rng, list(KINDS)[len(looks) % len(KINDS)])
        if look not in kept:
            looks.append(look)
    return list(_shelve(looks, str(seed)))


def _read(kind: str, line: str) -> Look:
    """One line of the sample as a look."""
    head, *rest = line.split()
    colour, second, pattern, material = head.replace("_", " ").split("/")
    shape = sorted(pair.replace("_", " ").split("=") for pair in rest)
    return Look(kind, colour, second, pattern, material, tuple((k, v) for k, v in shape))


def _draw_look(rng: random.Random, name: str) -> Look:
    kind = KINDS[name]
    options = {"colour": kind.colours, "pattern": kind.patterns, **rng.choice(kind.variants)}
    picked = {key: rng.choice(choices) for key, choices in options.items()}
    colour, pattern, material = (picked.pop(key) for key in ("colour", "pattern", "material"))
    second = _contrast(rng, colour) if kind.trim or pattern != "solid" else ""
    return Look(name, colour, second, pattern, material, tuple(sorted(picked.items())))


def _contrast(rng: random.Random, colour: str) -> str:
    """A colour that is plainly another one beside `colour`."""
    base = channels(ink(colour))
    far = [c for c in CALM if sum((a - b) ** 2 for a, b in zip(base, channels(ink(c)), strict=True)) > 110**2]
    return rng.choice(far)


def _shelve(looks: Iterable[Look], seed: str) -> Iterator[Product]:
    """Gives each look its id, brand, price and rating; all follow from the id and the seed."""
    seen: Counter[str] = Counter()
    for look in looks:
        stem = f"{look.kind}-{look.colour}".lower().replace(" ", "-")
        seen[stem] += 1
        id_ = f"{stem}-{seen[stem]:02d}"
        rng = random.Random(f"{seed} {id_}")
        kind = KINDS[look.kind]
        price = rng.randint(*kind.price) + rng.choice((0.0, 0.5, 0.9, 0.95)) - (rng.random() < 0.3)
        yield Product(id_, look, rng.choice(kind.genders), rng.choice(_BRANDS), price, round(rng.uniform(3.4, 5.0), 1))


def row(product: Product) -> dict[str, str]:
    """The product's row of catalogue.csv; every column is there, empty where it does not apply."""
    look, kind = product.look, KINDS[product.look.kind]
    shown = {"colour": look.colour, "second_colour": look.second, "pattern": look.pattern, "material": look.material}
    return {
        "id": product.id,
        "title": headline(look),
        "description": description(look, product.brand),
        "brand": product.brand,
        "price": f"{product.price:.2f}",
        "currency": "USD",
        "rating": f"{product.rating:.1f}",
        "category": f"{kind.branch} > {look.kind}",
        "image": f"pictures/{product.id}.webp",
        "alt": alternative(look),
        **dict.fromkeys(ATTRIBUTES, ""),
        **shown,
        "gender": product.gender,
        **dict(look.shape),
    }

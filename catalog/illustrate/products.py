"""What the boutique has on its shelves: the curated sample, and an endless seeded draw."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.palette import channels, ink
from catalog.illustrate.curated import CURATED
from catalog.illustrate.kind import CALM, Options
from catalog.illustrate.kinds import ATTRIBUTES, KINDS
from catalog.illustrate.words import alternative, description, headline

__all__ = ["COLUMNS", "Product", "draw", "pictures_of", "row", "sample"]

_FACTS = ("id", "title", "description", "brand", "price", "currency", "rating", "category", "image", "alt")
COLUMNS = (*_FACTS, *ATTRIBUTES)

_BRANDS = (
    "Alder & Moss", "Bellwick", "Casa Linde", "Dovetail", "Elowen", "Fjord & Fern", "Halden", "Ines Varo", "Juniper Row",
    "Kestrel", "Lumen House", "Marlowe", "Nordlys", "Oriel", "Pomelo", "Quillon", "Rue Verte", "Solene", "Tamsin", "Wren & Co",
)  # fmt: skip


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
    """`count` products drawn from `seed`, kind after kind; none looks like one of the shipped shop.

    About half are near misses: the previous product of their kind with one attribute changed. No two look
    alike until all that a kind can be has been drawn.
    """
    rng, shipped = random.Random(f"looks {seed}"), {product.look for product in sample()}
    looks: list[Look] = []
    seen: set[Look] = set()
    for name, _ in zip(itertools.cycle(KINDS), range(count), strict=False):
        last = next((look for look in reversed(looks[-len(KINDS) :]) if look.kind == name), None)
        looks.append(_new_look(rng, name, last, shipped, seen))
        seen.add(looks[-1])
    return list(_shelve(looks, str(seed)))


def _new_look(rng: random.Random, name: str, last: Look | None, shipped: set[Look], seen: set[Look]) -> Look:
    """A look that is not shipped and, if one is found in fifty tries, not among those seen."""
    drawn = (_near_miss(rng, last) if last and rng.random() < 0.5 else _draw_look(rng, name) for _ in itertools.count())
    own = itertools.islice((look for look in drawn if look not in shipped), 50)
    spare = next(own)
    return next((look for look in itertools.chain([spare], own) if look not in seen), spare)


def _near_miss(rng: random.Random, look: Look) -> Look:
    """The look with one attribute changed to another value that goes with the rest; the look itself if none does."""
    mine, its = _values(look), _values(_draw_look(rng, look.kind))
    names = list(mine)
    rng.shuffle(names)
    for name in names:
        if mine[name] and its.get(name) and its[name] != mine[name] and _goes(changed := _with(look, name, its[name])):
            return changed
    return look


def _values(look: Look) -> dict[str, str]:
    return {"colour": look.colour, "second": look.second, "pattern": look.pattern, "material": look.material, **dict(look.shape)}


def _with(look: Look, name: str, value: str) -> Look:
    if name in ("colour", "second", "pattern", "material"):
        return replace(look, **{name: value})
    return replace(look, shape=tuple(sorted({**dict(look.shape), name: value}.items())))


def _goes(look: Look) -> bool:
    """Whether the kind has a variant with just these values, and the colours do not hide one another."""
    kind = KINDS[look.kind]
    if look.second and not _apart(look.colour, look.second) and (look.pattern != "solid" or not look["stone"]):
        return False
    return any(
        _fits(look, {"colour": kind.colours, "pattern": kind.patterns, **variant}, bool(kind.trim)) for variant in kind.variants
    )


def _fits(look: Look, options: Options, trim: bool) -> bool:
    seconds = options.get("second", (look.second,) if trim and look.second else ("",))
    if look.pattern == "solid" and look.second not in seconds:
        return False
    if look.pattern != "solid" and not look.second:
        return False
    plain = {"colour": look.colour, "pattern": look.pattern, "material": look.material}
    if any(value not in options[name] for name, value in plain.items()):
        return False
    shape = {name: values for name, values in options.items() if name not in (*plain, "second")}
    return all((look[name] or "none") in values for name, values in shape.items()) and set(dict(look.shape)) <= set(shape)


def _read(kind: str, line: str) -> Look:
    """One line of the sample as a look."""
    head, *rest = line.split()
    colour, second, pattern, material = head.replace("_", " ").split("/")
    shape = sorted(pair.replace("_", " ").split("=") for pair in rest)
    return Look(kind, colour, second, pattern, material, tuple((k, v) for k, v in shape))


def _draw_look(rng: random.Random, name: str) -> Look:
    kind = KINDS[name]
    options = {"colour": kind.colours, "pattern": kind.patterns, **rng.choice(kind.variants)}
    seconds = options.pop("second", ())
    picked = {key: rng.choice(choices) for key, choices in options.items()}
    colour, pattern, material = (picked.pop(key) for key in ("colour", "pattern", "material"))
    second = rng.choice(seconds) if seconds else _contrast(rng, colour) if kind.trim else ""
    if pattern != "solid":
        second = _contrast(rng, colour)
    shape = tuple(sorted((key, value) for key, value in picked.items() if value != "none"))
    return Look(name, colour, second, pattern, material, shape)


def _contrast(rng: random.Random, colour: str) -> str:
    """A colour that is plainly another one beside `colour`."""
    return rng.choice([other for other in CALM if _apart(colour, other)])


def _apart(colour: str, other: str) -> bool:
    return sum((a - b) ** 2 for a, b in zip(channels(ink(colour)), channels(ink(other)), strict=True)) > 110**2


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
    names = pictures_of(product)
    alts = [alternative(look, second=n > 0) for n in range(len(names))]
    return {
        "id": product.id,
        "title": headline(look, seed=product.id),
        "description": description(look, product.brand, seed=product.id),
        "brand": product.brand,
        "price": f"{product.price:.2f}",
        "currency": "USD",
        "rating": f"{product.rating:.1f}",
        "category": f"{kind.branch} > {look.kind}",
        "image": "|".join(names),
        "alt": "|".join(alts),
        **dict.fromkeys(ATTRIBUTES, ""),
        **shown,
        "gender": product.gender,
        **dict(look.shape),
    }


def pictures_of(product: Product) -> list[str]:
    """The files of the product's views, relative to the catalogue's folder; the first is its front."""
    back = KINDS[product.look.kind].back
    return [f"pictures/{product.id}.webp", *([f"pictures/{product.id}-2.webp"] if back else [])]

"""The shopper model: queries and purchases simulated from what is known of the products. Stated here in full, and seeded.

- Popularity: a product is wanted in proportion to exp(brand_spread * b + product_spread * p), b one standard normal number
  a brand, p one a product.
- In mind: a product drawn by popularity; its kind, by one of its names, and each of its colour, gender, usage, brand and one
  telling word of its title with the recipe's chances.
- Bought: that product, and a geometric number of others that meet all that was in mind, drawn by popularity.
- Typed: the same things as words, in a shopper's order; each is missing with chance `missing` (never all), and each word of
  four letters or more has one slip with chance `typo`: two letters swapped, one left out, doubled or struck wrongly.

Relevance goes by what was typed, slips understood (`models.papers.relevance`); purchases by what was in mind.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.captions import COLOUR_WORDS, GENDERS, Label
from models.papers.relevance import Judge, Statement, brand_of, title_words
from models.words import colour_names, kind_names, plural, singular

__all__ = ["Query", "Shopper", "Shopping", "popularity", "slip"]

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Shopping:
    """A recipe's [shopper]; chances are shares of queries."""

    seed: int
    brand_spread: float
    product_spread: float
    colour: float
    gender: float
    usage: float       # where it is not casual
    brand: float
    word: float
    missing: float
    typo: float
    more: float        # chance of buying one more
    common: int        # a brand or a title's word is spoken of where so many products have it


@dataclass(frozen=True)
class Query:
    """What was typed, what that says, and the rows of the products bought."""

    text: str
    said: tuple[Statement, ...]
    bought: tuple[int, ...]


def popularity(labels: Sequence[Label], settings: Shopping) -> np.ndarray:
    """(n,) float64, positive: how much each product is wanted."""
    rng = np.random.default_rng([settings.seed, 1])
    brands = {brand: number for number, brand in enumerate(sorted({brand_of(label) for label in labels}))}
    by_brand = rng.standard_normal(len(brands))[[brands[brand_of(label)] for label in labels]]
    return np.exp(settings.brand_spread * by_brand + settings.product_spread * rng.standard_normal(len(labels)))


def slip(word: str, rng: random.Random) -> str:
    """The word with one slip of the fingers; the first letter stays."""
    at = rng.randrange(1, len(word) - 1)
    return rng.choice((
        word[:at] + word[at + 1] + word[at] + word[at + 2:],   # two letters swapped
        word[:at] + word[at + 1:],                             # one left out
        word[:at] + word[at] + word[at:],                      # doubled
        word[:at] + rng.choice(LETTERS) + word[at + 1:],       # struck wrongly
    ))


class Shopper:
    """Shops among some rows of a catalogue; another seed is another shopper."""

    def __init__(self, labels: Sequence[Label], judge: Judge, settings: Shopping):
        self._labels, self._judge, self._settings = labels, judge, settings
        self._wanted = popularity(labels, settings)
        self._brands = {brand for brand, n in Counter(map(brand_of, labels)).items() if n >= settings.common and brand.isalpha()}
        words = Counter(word for label in labels for word in set(title_words(label.title)))
        self._telling = {word for word, n in words.items() if n >= settings.common and len(word) > 3 and word.isalpha()}
        self._telling -= COLOUR_WORDS | set(GENDERS) | {"unisex", "with", "pack"}

    def queries(self, rows: np.ndarray, count: int, seed: int) -> list[Query]:
        """`count` queries whose purchases are all among `rows`."""
        rng, draw = random.Random(f"{self._settings.seed}:{seed}"), np.random.default_rng([self._settings.seed, 2, seed])
        wanted = self._wanted[rows] / self._wanted[rows].sum()
        return [self._query(int(target), rows, rng, draw) for target in draw.choice(rows, count, p=wanted)]

    def _query(self, target: int, rows: np.ndarray, rng: random.Random, draw: np.random.Generator) -> Query:
        meant = self._in_mind(self._labels[target], rng)
        typed = [one for one in meant if rng.random() >= self._settings.missing] or [rng.choice(meant)]
        words = [slip(word, rng) if len(word) > 3 and word.isalpha() and rng.random() < self._settings.typo else word
                 for word in " ".join(_ordered(typed, rng)).split()]
        return Query(" ".join(words), tuple(typed), self._bought(target, meant, rows, draw))

    def _in_mind(self, label: Label, rng: random.Random) -> list[Statement]:
        names = kind_names(label.kind)
        meant = [("kind", names[0] if rng.random() < 0.6 else rng.choice(names))] if names else []
        if label.colour and label.colour != "multi" and rng.random() < self._settings.colour:
            wider = colour_names(label.colour)
            meant.append(("colour", label.colour if rng.random() < 0.8 else rng.choice(wider)))
        if label.gender not in ("", "unisex") and rng.random() < self._settings.gender:
            meant.append(("gender", label.gender))
        if label.usage not in ("", "casual") and rng.random() < self._settings.usage:
            meant.append(("usage", label.usage))
        brand = brand_of(label)
        if brand in self._brands and rng.random() < self._settings.brand:
            meant.append(("brand", brand))
        parts = {singular(part) for name in names for part in name.split()}
        telling = [word for word in title_words(label.title)[1:] if word in self._telling and singular(word) not in parts]
        if telling and rng.random() < self._settings.word:
            meant.append(("word", rng.choice(telling)))
        return meant or [("word", title_words(label.title)[-1])]

    def _bought(self, target: int, meant: Sequence[Statement], rows: np.ndarray, draw: np.random.Generator) -> tuple[int, ...]:
        more = int(draw.geometric(1 - self._settings.more)) - 1
        if not more:
            return (target,)
        others = rows[self._judge.meets_all(meant)[rows]]
        others = others[others != target]
        weights = self._wanted[others]
        drawn = draw.choice(others, min(more, len(others)), replace=False, p=weights / weights.sum()) if len(others) else []
        return (target, *map(int, drawn))


def _ordered(said: Sequence[Statement], rng: random.Random) -> list[str]:
    """Statements as a shopper strings them together: "nike black running shoes for men"."""
    words = dict(said)
    front = [words[name] for name in ("brand", "colour", "usage", "word") if name in words]
    if rng.random() < 0.3:
        rng.shuffle(front)
    if "kind" in words:
        front.append(plural(words["kind"]) if rng.random() < 0.5 else words["kind"])
    if "gender" in words:
        who = words["gender"]
        before = rng.random() < 0.5
        front.insert(0 if before else len(front), who if before or rng.random() < 0.4 else f"for {who}")
    return front

"""What all visitors share, what one turn costs, and the page a conversation begins with."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from catalog.filters import Filter
from catalog.search import Catalogue
from demo.states import Session, Vocabulary
from models.encoder import Encoder

__all__ = ["STAGES", "Clock", "Remembering", "Shop", "Timed", "first_session", "window"]

STAGES = ("speech", "understand", "encode", "search", "select", "total")
WINDOW_KINDS = 60      # kinds looked at for a varied first page


@dataclass(frozen=True)
class Shop:
    """What all visitors share, read-only."""

    catalogue: Catalogue
    encoder: Encoder
    vocabulary: Vocabulary
    numbers: frozenset[str] = frozenset({"price", "rating"})   # those of the two that any item has
    page: int = 6
    pixels_only: bool = False   # judge selections without the items' own words


class Clock:
    """Milliseconds spent by stage; a stage entered twice adds up, one within another is taken off the outer's (not off
    the total)."""

    def __init__(self) -> None:
        self.ms: dict[str, float] = dict.fromkeys(STAGES, 0.0)
        self._within: list[float] = [0.0]   # of each stage that is open, what the stages inside it took

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        began = time.perf_counter()
        self._within.append(0.0)
        try:
            yield
        finally:
            took = 1000 * (time.perf_counter() - began)
            inner = self._within.pop()
            self._within[-1] += took
            self.ms[stage] += took if stage == "total" else took - inner


class Remembering:
    """An encoder that makes the vector of a text once, and keeps the last `kept` of them; for any thread.

    What a conversation says again (a query's next page, its terms weighed anew) costs no encoding.
    """

    def __init__(self, encoder: Encoder, *, kept: int = 4096) -> None:
        self.name, self.dim = encoder.name, encoder.dim
        self._encoder, self._kept = encoder, kept
        self._made: OrderedDict[str, np.ndarray] = OrderedDict()   # the last used is last

    def images(self, pictures: Sequence) -> np.ndarray:
        return self._encoder.images(pictures)

    def texts(self, texts: Sequence[str]) -> np.ndarray:
        found = {text: self._made.pop(text, None) for text in dict.fromkeys(texts)}
        new = [text for text, row in found.items() if row is None]
        found |= dict(zip(new, self._encoder.texts(new), strict=True)) if new else {}
        self._made.update(found)
        while len(self._made) > self._kept:
            self._made.popitem(last=False)
        return np.stack([found[text] for text in texts]) if texts else np.zeros((0, self.dim), dtype=np.float32)


@dataclass(frozen=True)
class Timed:
    """An encoder whose texts are timed as `encode`, whoever asks for them."""

    encoder: Encoder
    clock: Clock = field(compare=False)

    @property
    def name(self) -> str:
        return self.encoder.name

    @property
    def dim(self) -> int:
        return self.encoder.dim

    def images(self, pictures: Sequence) -> np.ndarray:
        return self.encoder.images(pictures)

    def texts(self, texts: Sequence[str]) -> np.ndarray:
        with self.clock("encode"):
            return self.encoder.texts(texts)


def window(shop: Shop, count: int, filters: Sequence[Filter] = ()) -> list[str]:
    """The first `count` items of a shop window: one of each kind in turn, the commonest kinds first, then the rest."""
    store = shop.catalogue.store
    if filters:
        return store.select(filters, limit=count)
    kinds = list(store.facet("kind"))[:WINDOW_KINDS]
    front = [item for kind in kinds[:count] for item in store.select([Filter("kind", "=", kind)], limit=1)]
    if len(front) >= count:
        return front[:count]
    return (front + [item for item in store.select(limit=count + len(front)) if item not in set(front)])[:count]


def first_session(shop: Shop) -> Session:
    """A conversation's beginning: a varied page, nothing selected."""
    return Session(grid=tuple(window(shop, shop.page)))

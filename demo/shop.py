"""What all visitors share, what one turn costs, and the page a conversation begins with."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from catalog.filters import Filter
from catalog.search import Catalogue
from demo.looks import Looks
from demo.states import Session, Vocabulary
from models.encoder import Encoder
from models.wrapped import Wrapped

__all__ = ["STAGES", "Clock", "Shop", "Timed", "first_session", "window"]

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
    looks: Looks | None = None  # a matching head that judges pictures in the encoder's place


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


class Timed(Wrapped):
    """An encoder whose texts are timed as `encode`, whoever asks for them."""

    def __init__(self, encoder: Encoder, clock: Clock) -> None:
        super().__init__(encoder)
        self._clock = clock

    def texts(self, texts: Sequence[str]) -> np.ndarray:
        with self._clock("encode"):
            return super().texts(texts)


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

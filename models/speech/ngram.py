"""A 3-gram language model from weighted sentences, in the ARPA format that speech decoders read.

What is said in the shop is counted once; what is said of one screen is added to those counts in milliseconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np

__all__ = ["ORDER", "LanguageModel", "count_ngrams"]

ORDER = 3
Gram = tuple[str, ...]
_NOTHING: Mapping[Gram, float] = {}
_START: Gram = ("<s>",)
_STEPS = 1000  # written logarithms to the power of ten are multiples of a thousandth
_LEAST = 9.0  # no logarithm is below -9


def count_ngrams(sentences: Iterable[Sequence[str]], weight: float = 1.0) -> Counter[Gram]:
    """Count the 1- to 3-grams of tokenised sentences, each sentence worth `weight`, with <s> and </s> around it."""
    counts: Counter[Gram] = Counter()
    for words in sentences:
        line = ("<s>", *words, "</s>")
        for size in range(1, ORDER + 1):
            counts.update(zip(*(line[start:] for start in range(size)), strict=False))
    return counts if weight == 1.0 else Counter({gram: weight * count for gram, count in counts.items()})


class LanguageModel:
    """The back-off model of `counts` (at least one sentence's), smoothed after Witten and Bell.

    A history's unseen words share T / (N + T) of its mass, for T different words seen N times after it. Every part of a
    counted n-gram must be counted too.
    """

    def __init__(self, counts: Mapping[Gram, float]) -> None:
        self._orders = [_Order() for _ in range(ORDER)]
        self._extend(self._orders, counts)

    def arpa(self, extra: Mapping[Gram, float] = _NOTHING) -> str:
        """The model as ARPA text, with the `extra` counts added to its own for this once."""
        orders = [order.copy() for order in self._orders]
        self._extend(orders, extra)
        return _written(orders, *_probabilities(orders))

    @staticmethod
    def _extend(orders: Sequence[_Order], counts: Mapping[Gram, float]) -> None:
        """Adds counts, with a new row for each n-gram not seen before; shorter ones first, as the longer refer to them."""
        for gram in sorted(counts, key=len):
            size = len(gram)
            history, suffix = ((0, 0) if size == 1 else (orders[size - 2].rows[gram[:-1]], orders[size - 2].rows[gram[1:]]))
            orders[size - 1].add(gram, counts[gram], history, suffix)
        for order in orders:
            order.settle()


class _Order:
    """The n-grams of one length, a row each: counts (n,) float64, and in the next shorter order the rows of what goes
    before the last word and of what follows the first, (n,) int64."""

    def __init__(self) -> None:
        self.rows: dict[Gram, int] = {}
        self.words: list[str] = []
        self.counts, self.histories, self.suffixes = np.empty(0), np.empty(0, np.int64), np.empty(0, np.int64)
        self._new: list[tuple[float, int, int]] = []

    def copy(self) -> _Order:
        twin = _Order()
        twin.rows, twin.words, twin.counts = self.rows.copy(), self.words.copy(), self.counts.copy()
        twin.histories, twin.suffixes = self.histories, self.suffixes
        return twin

    def add(self, gram: Gram, count: float, history: int, suffix: int) -> None:
        row = self.rows.get(gram)
        if row is not None:
            self.counts[row] += count
            return
        self.rows[gram] = len(self.words)
        self.words.append(f"\t{' '.join(gram)}")
        self._new.append((count, history, suffix))

    def settle(self) -> None:
        """Takes the new rows into the arrays."""
        if self._new:
            counts, histories, suffixes = zip(*self._new, strict=True)
            self.counts = np.append(self.counts, counts)
            self.histories, self.suffixes = np.append(self.histories, histories), np.append(self.suffixes, suffixes)
            self._new = []


def _probabilities(orders: Sequence[_Order]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """For each order's rows (n,): the probability of the last word, and the back-off weight (0 where nothing follows)."""
    start = orders[0].rows[_START]
    shorter, parents = np.ones(1), 1
    chances, back_offs = [], []
    for size, order in enumerate(orders):
        seen = np.ones(order.counts.size)
        if size == 0:
            seen[start] = 0.0  # nothing precedes <s>, so it is never predicted
        total = np.bincount(order.histories, order.counts * seen, minlength=parents)
        kinds = np.bincount(order.histories, seen, minlength=parents)
        if size == 0:
            shorter = 1.0 / kinds
        back_offs.append(kinds / np.maximum(total + kinds, 1e-9))
        seen_total = (total + kinds)[order.histories]
        shorter = (order.counts + kinds[order.histories] * shorter[order.suffixes]) / seen_total
        chances.append(shorter)
        parents = order.counts.size
    return chances, [*back_offs[1:], np.zeros(parents)]


def _written(orders: Sequence[_Order], chances: Sequence[np.ndarray], back_offs: Sequence[np.ndarray]) -> str:
    sizes = (f"ngram {size}={order.counts.size}" for size, order in enumerate(orders, 1))
    parts = ["\\data\\", *sizes, ""]
    for size, (order, chance, back_off) in enumerate(zip(orders, chances, back_offs, strict=True), 1):
        logs = _logs(chance)
        if size == 1:
            logs[order.rows[_START]] = "-99"
        ends = [f"\t{log}" if weight else "" for log, weight in zip(_logs(back_off), back_off.tolist(), strict=True)]
        parts += [f"\\{size}-grams:", *map("".join, zip(logs, order.words, ends, strict=True)), ""]
    return "\n".join(chain(parts, ["\\end\\", ""]))


def _logs(values: np.ndarray) -> list[str]:
    """Each value's logarithm to the base of ten as text, the texts taken from a table."""
    table = _table()
    with np.errstate(divide="ignore"):
        steps = np.clip(np.rint(-_STEPS * np.log10(values)), 0, len(table) - 1).astype(np.int64)
    return [table[step] for step in steps.tolist()]


@lru_cache(maxsize=1)
def _table() -> list[str]:
    return [f"-{step / _STEPS:.3f}" for step in range(int(_LEAST * _STEPS) + 1)]

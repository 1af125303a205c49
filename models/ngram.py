"""A 3-gram language model from weighted sentences, written in the ARPA format that speech decoders read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log10

__all__ = ["ORDER", "arpa", "count_ngrams"]

ORDER = 3
Gram = tuple[str, ...]
_START: Gram = ("<s>",)


def count_ngrams(sentences: Iterable[Sequence[str]], weight: float = 1.0) -> Counter[Gram]:
    """Count the 1- to 3-grams of tokenised sentences, each sentence worth `weight`, with <s> and </s> around it."""
    counts: Counter[Gram] = Counter()
    for words in sentences:
        line = ("<s>", *words, "</s>")
        for size in range(1, ORDER + 1):
            for start in range(len(line) - size + 1):
                counts[line[start : start + size]] += weight
    return counts


def arpa(counts: Counter[Gram]) -> str:
    """The back-off model of `counts` (at least one sentence's), smoothed after Witten and Bell, as ARPA text.

    A history's unseen words share T / (N + T) of its mass, for T different words seen N times after it. Every part of a
    counted n-gram must be counted too.
    """
    total, kinds = _histories(counts)
    probability: dict[Gram, float] = {(): 1.0 / max(1, kinds[()])}
    tables: list[list[str]] = [[] for _ in range(ORDER)]
    for gram in sorted(counts, key=len):
        history = gram[:-1]
        seen, different = total[history], kinds[history]
        probability[gram] = p = (counts[gram] + different * probability[gram[1:]]) / (seen + different)
        # Nothing precedes <s>, so it is never predicted; ARPA writes that as -99.
        row = f"{-99.0 if gram == _START else log10(p):.4f}\t{' '.join(gram)}"
        if gram in kinds:
            row += f"\t{log10(kinds[gram] / (total[gram] + kinds[gram])):.4f}"
        tables[len(gram) - 1].append(row)
    return _written(tables)


def _histories(counts: Counter[Gram]) -> tuple[defaultdict[Gram, float], defaultdict[Gram, int]]:
    """For each history: the summed counts and the number of different words that follow it."""
    total: defaultdict[Gram, float] = defaultdict(float)
    kinds: defaultdict[Gram, int] = defaultdict(int)
    for gram, count in counts.items():
        if gram != _START:
            total[gram[:-1]] += count
            kinds[gram[:-1]] += 1
    return total, kinds


def _written(tables: list[list[str]]) -> str:
    lines = ["\\data\\", *(f"ngram {size}={len(rows)}" for size, rows in enumerate(tables, 1)), ""]
    for size, rows in enumerate(tables, 1):
        lines += [f"\\{size}-grams:", *rows, ""]
    return "\n".join([*lines, "\\end\\", ""])

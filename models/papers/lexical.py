"""Lexical retrieval as the app's store does it (BM25 over SQLite's full text), thousands of queries at a time, and the app's
hybrid search.

SQLite takes the texts apart, so that words are stemmed as in the store; the sums are numpy's. `models` does not know
`catalog`: tests/test_semantic_retrieval.py holds both to what catalog/store.py and catalog/search.py answer.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

import numpy as np

__all__ = ["CANDIDATES", "LEXICAL_WEIGHT", "Lexicon", "best", "hybrid"]

LEXICAL_WEIGHT = 0.5   # as in catalog/search.py
CANDIDATES = 200       # how deep each side is asked beyond what is wanted, as there
TITLE, WORDS = 2.0, 1.0   # a hit in the title says more than one among the attributes, as in catalog/store.py
K1, B = 1.2, 0.75         # SQLite's own
STOP_WORDS = frozenset("a an and are as at be but by for from if in into is it of on or such that the their these they this "
                       "to was will with".split())


class Lexicon:
    """Products' titles, and what else is written of them, by the words in them."""

    def __init__(self, titles: Sequence[str], words: Sequence[str] | None = None):
        self._size, postings = len(titles), {}
        lengths = np.zeros(len(titles))
        for column, weight in ((titles, TITLE), (words or (), WORDS)):
            for row, stem in _stems(column):
                lengths[row] += 1
                counts = postings.setdefault(stem, {})
                counts[row] = counts.get(row, 0.0) + weight
        norms = K1 * (1 - B + B * lengths / max(lengths.mean(), 1e-12))
        self._postings = {stem: self._scored(counts, norms) for stem, counts in postings.items()}

    def _scored(self, counts: dict[int, float], norms: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Rows that have a word and what it adds to their scores."""
        rows, frequency = np.fromiter(counts, dtype=np.int64), np.fromiter(counts.values(), dtype=float)
        rarity = max(np.log((self._size - len(rows) + 0.5) / (len(rows) + 0.5)), 1e-6)
        return rows, rarity * frequency * (K1 + 1) / (frequency + norms[rows])

    def holds(self, word: str) -> bool:
        """Whether the word is said of some product."""
        return any(stem in self._postings for _, stem in _stems([word]))

    def scores(self, texts: Sequence[str]) -> Iterator[np.ndarray]:
        """(n,) float64 for each text in turn: BM25 of each product, any of the words; 0 where none is in it."""
        queries = [_telling(text) for text in texts]
        different = sorted({word for query in queries for word in query})
        stems = {different[number]: stem for number, stem in _stems(different)}
        for query in queries:
            result = np.zeros(self._size)
            for word in query:
                rows, adds = self._postings.get(stems.get(word, ""), (np.empty(0, dtype=np.int64), 0.0))
                result[rows] += adds
            yield result


def best(scores: np.ndarray, k: int) -> np.ndarray:
    """The rows of the `k` highest scores of (n,), best first; equals in the order of their rows."""
    k = min(k, len(scores))
    high = np.flatnonzero(scores >= np.partition(scores, len(scores) - k)[len(scores) - k])
    return high[np.argsort(-scores[high], kind="stable")][:k]


def hybrid(cosines: np.ndarray, bm25: np.ndarray, k: int) -> np.ndarray:
    """The `k` best rows of the app's search: cosine plus LEXICAL_WEIGHT times BM25 as a share of the best there is, over the
    best k + CANDIDATES of either. cosines, bm25: (n,)."""
    said = best(bm25, k + CANDIDATES)
    candidates = np.union1d(best(cosines, k + CANDIDATES), said[bm25[said] > 0])
    fused = cosines[candidates] + LEXICAL_WEIGHT * bm25[candidates] / max(bm25.max(), 1e-12)
    return candidates[best(fused, k)]


def _stems(texts: Sequence[str]) -> list[tuple[int, str]]:
    """(number of the text, stem) for each word of each text, as SQLite's tokenizer sees them."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("create virtual table texts using fts5(text, tokenize='porter unicode61 remove_diacritics 2')")
        db.executemany("insert into texts(rowid, text) values (?, ?)", enumerate(texts))
        db.execute("create virtual table stems using fts5vocab(texts, instance)")
        return db.execute("select doc, term from stems").fetchall()


def _telling(text: str) -> list[str]:
    words = list(dict.fromkeys(re.findall(r"\w+", text.casefold())))
    return [word for word in words if word not in STOP_WORDS] or words

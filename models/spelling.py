"""Misspelt words put right: "braclet" -> "bracelet", "tshrit" -> "tshirt".

A word is changed only where nobody knows it: not English (the pronouncing dictionary that comes with the offline
recogniser has 126,000 words), not in the catalogue (brand names and all), and one letter away from a word that the
shop or its grammar uses, two in words of six letters and more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

__all__ = ["Speller", "english_words"]

SHORTEST = 4       # letters of a word that is looked at
LONG = 6           # letters from which two slips are allowed
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """The words of the CMU pronouncing dictionary, lower case; none where pocketsphinx is not installed."""
    try:
        from pocketsphinx import get_model_path
    except ImportError:
        return frozenset()
    lines = Path(get_model_path("en-us/cmudict-en-us.dict")).read_text(encoding="utf-8").splitlines()
    return frozenset(line.split(" ", 1)[0].split("(")[0] for line in lines)


class Speller:
    """Corrects towards `words`; leaves alone what is English, or `stocked`: said of some item of the catalogue."""

    def __init__(self, words: Iterable[str], *, stocked: Callable[[str], bool] = lambda word: False):
        self._words = sorted({part for word in words for part in _WORD.findall(word.lower()) if len(part) >= SHORTEST})
        self._own = frozenset(self._words)
        self._stocked = stocked
        self._english = english_words()   # now, not while the first shopper waits
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """The text with its misspelt words put right; everything else, case and signs too, as it was."""
        return re.sub(r"[A-Za-z]+(?:-[A-Za-z]+)?", lambda match: self._correct(match[0]), text)

    def _correct(self, word: str) -> str:
        low = word.lower()
        if len(low) < SHORTEST or low in self._own or low in self._english:
            return word
        if low not in self._known:
            if len(self._known) > 10_000:
                self._known.clear()
            self._known[low] = low if self._stocked(low) else self._nearest(low)
        return word if self._known[low] == low else self._known[low]

    def _nearest(self, word: str) -> str:
        """The nearest of the shop's words, the same first letter before others; the word itself where none is near."""
        slips = 2 if len(word) >= LONG else 1
        found = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=8)
        near = [(distance, candidate[0] != word[0], -len(candidate), candidate) for candidate, distance, _ in found
                if distance < 2 or candidate[0] == word[0]]
        return min(near)[-1] if near else word

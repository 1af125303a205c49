"""Exact, Substitute, Complement or Irrelevant (the labels of Reddy et al. 2022), by a stated rule over the taxonomy.

What a query says is a tuple of statements, (field, word). A product is

- EXACT where it meets all of them: its kind or its colour has that among its names (`models.words`: navy passes for
  blue, a handbag for a bag), its brand and usage are that, its title has the word, and it is not for other people;
- SUBSTITUTE where it is not exact, is not for other people, and is of the kind said or files beside it (the same
  second level of the taxonomy); where no kind is said: where it misses one of two or more statements;
- COMPLEMENT where it is neither, is not for other people, and files under what goes with that (`GOES_WITH`);
- IRRELEVANT otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from models.captions import Label
from models.words import colour_names, kind_names

__all__ = ["COMPLEMENT", "EXACT", "GOES_WITH", "IRRELEVANT", "NAMES", "SUBSTITUTE", "Judge", "Statement", "brand_of",
           "title_words"]

Statement = tuple[str, str]   # ("kind", "shirt"), ("colour", "blue"), ("gender", "men"), ("usage", "formal"), ("word", "striped")

EXACT, SUBSTITUTE, COMPLEMENT, IRRELEVANT = range(4)
NAMES = ("exact", "substitute", "complement", "irrelevant")

# Second levels of the taxonomy that are worn or used together; each pair goes both ways.
PAIRS = (
    ("topwear", "bottomwear"), ("topwear", "ties"), ("topwear", "cufflinks"), ("topwear", "mufflers"), ("topwear", "scarves"),
    ("topwear", "stoles"), ("bottomwear", "belts"), ("bottomwear", "wallets"), ("shoes", "socks"), ("shoes", "shoe accessories"),
    ("dress", "jewellery"), ("dress", "bags"), ("dress", "sandal"), ("saree", "jewellery"), ("saree", "bags"),
    ("saree", "sandal"), ("ties", "cufflinks"), ("lips", "nails"), ("lips", "makeup"), ("eyes", "makeup"), ("nails", "makeup"),
    ("skin care", "makeup"),
    ("fragrance", "bath and body"), ("bags", "wallets"), ("headwear", "mufflers"), ("headwear", "gloves"), ("mufflers", "gloves"),
)
GOES_WITH = {one: frozenset(b if a == one else a for a, b in PAIRS if one in (a, b)) for one in sorted(set(sum(PAIRS, ())))}
FOR = {"men": {"men"}, "women": {"women"}, "boys": {"boys", "kids"}, "girls": {"girls", "kids"},
       "kids": {"kids", "boys", "girls"}}
FIELDS = ("kind", "colour", "gender", "usage", "sub_category")


def title_words(title: str) -> list[str]:
    """Lower-case words of a title, in order: "Men's T-Shirt" -> ["mens", "t-shirt"]."""
    return re.findall(r"[a-z0-9][a-z0-9&.-]*", title.lower().replace("'", ""))


def brand_of(label: Label) -> str:
    """A title begins with its brand: the first word stands for it."""
    return next(iter(title_words(label.title)), "")


class _Column:
    """One value a product, asked by value: each different one is looked at once."""

    def __init__(self, values: Sequence[str]):
        numbers: dict[str, int] = {}
        self._codes = np.array([numbers.setdefault(value, len(numbers)) for value in values])
        self._different = list(numbers)

    def where(self, fitting: Callable[[str], bool]) -> np.ndarray:
        """(n,) bool"""
        return np.array([fitting(value) for value in self._different], dtype=bool)[self._codes]

    def count(self, mask: np.ndarray) -> dict[str, int]:
        """Values of the products of a mask (n,) bool, with how many have each."""
        counts = np.bincount(self._codes[mask], minlength=len(self._different)).tolist()
        return {value: count for value, count in zip(self._different, counts, strict=True) if count}


class Judge:
    """Labels all products of a catalogue for what a query says; what one statement means for them is computed once."""

    def __init__(self, labels: Sequence[Label]):
        self._labels = labels
        self._words: dict[str, list[int]] = {}
        for row, label in enumerate(labels):
            for word in set(title_words(label.title)):
                self._words.setdefault(word, []).append(row)
        fields = {"brand": [brand_of(label) for label in labels]}
        fields |= {name: [getattr(label, name) for label in labels] for name in FIELDS}
        self._values = {name: _Column(values) for name, values in fields.items()}
        self._met: dict[Statement, np.ndarray] = {}
        self._beside: dict[tuple[str, str], np.ndarray] = {}

    def meets(self, statement: Statement) -> np.ndarray:
        """(n,) bool: which products meet one statement; where for whom a product is is not known, it is for all."""
        if statement not in self._met:
            self._met[statement] = self._meets(*statement)
        return self._met[statement]

    def meets_all(self, said: Sequence[Statement]) -> np.ndarray:
        """(n,) bool: the EXACT ones."""
        met = np.ones(len(self._labels), dtype=bool)
        for statement in said:
            met &= self.meets(statement)
        return met

    def label(self, said: Sequence[Statement]) -> np.ndarray:
        """(n,) int8: EXACT, SUBSTITUTE, COMPLEMENT or IRRELEVANT for each product."""
        result = np.full(len(self._labels), IRRELEVANT, dtype=np.int8)
        suits, kind = self.meets_all([one for one in said if one[0] == "gender"]), dict(said).get("kind", "")
        if kind:
            result[suits & self._near(kind, "goes with")] = COMPLEMENT
            result[suits & self._near(kind, "beside")] = SUBSTITUTE
        elif len(said) > 1:
            result[suits & (sum(self.meets(one).astype(int) for one in said) == len(said) - 1)] = SUBSTITUTE
        result[self.meets_all(said)] = EXACT
        return result

    def _meets(self, name: str, word: str) -> np.ndarray:
        if name == "word":
            met = np.zeros(len(self._labels), dtype=bool)
            met[self._words.get(word, [])] = True
            return met
        fitting = {"kind": lambda value: word in kind_names(value), "colour": lambda value: word in colour_names(value),
                   "gender": lambda value: value in ("", "unisex") or value in FOR[word]}.get(name, lambda value: value == word)
        return self._values[name].where(fitting)

    def _near(self, kind: str, how: str) -> np.ndarray:
        """(n,) bool: products that file beside those of a kind, or under what goes with it. A kind files where most of its do."""
        if (kind, how) not in self._beside:
            files = self._values["sub_category"]
            counts = files.count(self.meets(("kind", kind)))
            places = {place for place, count in counts.items() if place and count >= 0.2 * sum(counts.values())}
            wanted = places if how == "beside" else {other for place in places for other in GOES_WITH.get(place, ())}
            self._beside[kind, how] = files.where(wanted.__contains__)
        return self._beside[kind, how] | (self.meets(("kind", kind)) if how == "beside" else False)

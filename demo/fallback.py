"""What no rule of the grammar knows, and what a lax rule took too soon: a guess from examples, which knows when it does not know.

Kernel ridge regression, one intent against the others, on words, pairs of words and runs of 3 and 4 letters, with kinds, values
and numbers replaced by KIND, VALUE and NUM. Its examples (assets/examples.tsv) are the splits that may be looked at and
assets/sayings.tsv, ways of saying things that were written down for it. What was fitted lies in assets/fallback.npz; `python -m
demo.evaluate_dialogue --write-examples` makes both anew. `python -m tests.bench.bench_fallback` measures it against the
encoder's sentence vectors, which do worse, and shows where the bounds below lie.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np

from demo.states import Vocabulary
from models.encoder import unit
from models.utterance import content_words

__all__ = ["EXAMPLES", "FITTED", "Fallback", "Ridge", "delexicalised", "digest", "features", "read_examples"]

ASSETS = Path(__file__).resolve().parent.parent / "assets"
EXAMPLES, FITTED = ASSETS / "examples.tsv", ASSETS / "fallback.npz"
SEARCHED = 0.3      # a guess of `search` this sure is one
CERTAIN = 0.4       # any other guess this sure is followed; below both a sentence was not understood
OVERRULES = 0.5     # and this sure, where a lax rule read something else
RIDGE = 0.3         # regularisation
SEEN = 2            # examples that a feature is in, at least
# What a guess may say against what a rule read: a sentence taken for a description of an item, above all.
MAY_OVERRULE = {
    "search": ("help", "more", "none", "cart_show", "back", "reset"),
    "select": ("back", "help", "more", "none", "cart_show", "reset", "describe", "compare", "cart_add", "cart_remove", "sort"),
    "describe": ("cart_show", "help", "reset", "none"), "refine": ("back", "help", "more", "reset"),
    "filter": ("none", "back", "help", "more", "reset"), "cart_show": ("cart_remove", "cart_add", "help"), "back": ("reset",),
}
_SENTENCE = re.compile(r"\b(?:i|you|your|my|me|we|is|are|am|was|do|does|did|can|could|will|would|should|what|why|when|where|who|"
                       r"how|this|that|it|there|play|tell|call)\b")


def read_examples(path: Path = EXAMPLES) -> list[tuple[str, str]]:
    """(intent, words) pairs; none where the file is not there."""
    if not path.is_file():
        return []
    return [tuple(line.split("\t")) for line in path.read_text(encoding="utf-8").splitlines()]


def delexicalised(said: str, vocabulary: Vocabulary) -> str:
    """"show me red dresses under 50" -> "show me VALUE KIND under NUM"."""
    def blank(word: str) -> str:
        if vocabulary.is_kind(word):
            return "KIND"
        return "VALUE" if word in vocabulary.values else re.sub(r"^[$€£₹]?\d[\d.,]*$", "NUM", word)

    return " ".join(blank(word) for word in said.split())


def features(words: str) -> Counter:
    """Words, pairs of words and runs of 3 and 4 letters."""
    tokens = words.split()
    found = Counter(tokens)
    found.update(f"{first} {second}" for first, second in zip(["^", *tokens], [*tokens, "$"], strict=True))
    found.update("~" + f" {words} "[start:start + size] for size in (3, 4) for start in range(len(words) + 3 - size))
    return found


class Ridge:
    """One-against-all kernel ridge regression on unit vectors of weighted features.

    names: the intents, n of them. weight: (f,) float32, what a feature counts, by how few examples have it. weights:
    (f, n) float32, what it says for each intent.
    """

    def __init__(self, names: Sequence[str], columns: Sequence[str], weight: np.ndarray, weights: np.ndarray):
        self.names, self._weight, self._weights = list(names), weight, weights
        self._column = {feature: column for column, feature in enumerate(columns)}

    @classmethod
    def fit(cls, examples: Sequence[tuple[str, str]], *, seen: int = SEEN) -> Ridge:
        """From (intent, words) pairs; `left_out` of it are the scores of each example by all the others."""
        names = sorted({name for name, _ in examples})
        counts = [features(words) for _, words in examples]
        found = Counter(feature for count in counts for feature in count)
        columns = [feature for feature, times in found.items() if times >= seen]
        weight = np.log((1 + len(examples)) / (1 + np.array([found[feature] for feature in columns], dtype=np.float32)))
        ridge = cls(names, columns, weight.astype(np.float32), np.zeros((len(columns), len(names)), dtype=np.float32))
        rows = np.stack([ridge.vector(count) for count in counts])                             # (n, f)
        wanted = np.array([[1.0 if name == own else -1 / len(names) for name in names] for own, _ in examples])
        inverse = np.linalg.inv((rows @ rows.T).astype(np.float64) + RIDGE * np.eye(len(examples)))
        dual = inverse @ wanted                                                                 # (n, intents)
        ridge._weights = (rows.T @ dual).astype(np.float32)                                     # (f, intents)
        ridge.left_out = wanted - dual / np.diag(inverse)[:, None]   # (n, intents): each judged by all the others
        return ridge

    def save(self, path: Path, *, of: str) -> None:
        """`of`: the digest of what it was fitted on."""
        np.savez_compressed(path, names="\n".join(self.names), columns="\n".join(self._column), of=of,
                            weight=self._weight.astype(np.float16), weights=self._weights.astype(np.float16))

    @classmethod
    def load(cls, path: Path) -> tuple[Ridge, str]:
        """The regression and the digest of what it was fitted on."""
        with np.load(path) as file:
            return cls(str(file["names"]).split("\n"), str(file["columns"]).split("\n"), file["weight"].astype(np.float32),
                       file["weights"].astype(np.float32)), str(file["of"])

    def vector(self, count: Counter) -> np.ndarray:
        """Features -> (f,) float32 unit vector; what no example has is left out."""
        vector = np.zeros(len(self._column), dtype=np.float32)
        for feature in count.keys() & self._column.keys():
            vector[self._column[feature]] = self._weight[self._column[feature]]
        return unit(vector)

    def scores(self, words: str) -> dict[str, float]:
        """How much each intent speaks for itself: about 1 for what was among the examples, 0 for none."""
        return dict(zip(self.names, (self.vector(features(words)) @ self._weights).tolist(), strict=True))


def digest(text: str) -> str:
    """16 hex digits of a text's sha256."""
    return sha256(text.encode()).hexdigest()[:16]


class Fallback:
    """Guesses the intent of cleaned words; "" leaves it at what the rules read, or at a search where they read nothing."""

    def __init__(self, vocabulary: Vocabulary, *, stocked: Callable[[str], bool],
                 examples: Sequence[tuple[str, str]] | None = None):
        self._vocabulary = vocabulary
        self._stocked = stocked
        self._examples = examples

    @cached_property
    def _ridge(self) -> Ridge | None:
        if self._examples is None:
            return Ridge.load(FITTED)[0] if FITTED.is_file() else None
        return Ridge.fit(self._examples, seen=1) if self._examples else None

    def __call__(self, said: str, read: str = "") -> str:
        """The intent's name, perhaps with a shade of it ("none/thanks"). read: what a lax rule took the words for."""
        if self._ridge is None:
            return ""
        scores = self._ridge.scores(delexicalised(said, self._vocabulary))
        name = max(scores, key=scores.get)
        if read == "search" and self._names_goods(said):
            return ""
        if read:
            return name if name.split("/")[0] in MAY_OVERRULE.get(read, ()) and scores[name] >= OVERRULES else ""
        if name != "search" and scores[name] >= CERTAIN:
            return name
        return "none" if self.takes(said) and not (name == "search" and scores[name] >= SEARCHED) else ""

    def takes(self, said: str) -> bool:
        """Is it a sentence, and names nothing that the shop knows?"""
        return bool(_SENTENCE.search(said)) and not self._names_goods(said)

    def _names_goods(self, said: str) -> bool:
        words = set(said.split()) - _FUNCTION_WORDS
        if any(self._vocabulary.is_kind(word) or word in self._vocabulary.values for word in words):
            return True
        return any(self._stocked(word) for word in content_words(" ".join(words)) if len(word) > 3)


_FUNCTION_WORDS = frozenset(
    "i you your yours my me we us is are am was be been do does did done can could will would should may might must have has "
    "had what why when "
    "where who whose how this that these those it there here not no yes to of for in on at by with from up out so too very much "
    "many more any some "
    "take takes taking made make get got go going come time today long love good great hate want need think know tell say said "
    "ask play call real "
    "person name one two three order buy pay money back about all together everything something anything nothing again still "
    "just like please".split())

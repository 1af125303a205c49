"""What no rule of the grammar knows: a guess from labelled utterances, which knows when it does not know.

Words that the shop knows are goods, and searched. A sentence without any ("do you ship to Ireland?") is compared with
the examples in assets/examples.tsv: kernel ridge regression on words, pairs of words and runs of 3 and 4 letters, with
kinds, values and numbers replaced by KIND, VALUE and NUM. `python -m tests.bench.bench_fallback` measures it against
the encoder's sentence vectors, which do worse, and where the bounds below lie.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from demo.states import Vocabulary
from models.encoder import unit
from models.selection import content_words

__all__ = ["EXAMPLES", "Fallback", "Ridge", "delexicalised", "features", "read_examples"]

EXAMPLES = Path(__file__).resolve().parent.parent / "assets" / "examples.tsv"
SEARCHED = 0.3      # a guess of `search` this sure is one
CERTAIN = 0.6       # any other guess this sure is followed: 0.95 of them are right; below both it was not understood
RIDGE = 0.3         # regularisation
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
    """One-against-all kernel ridge regression on unit vectors of weighted features."""

    def __init__(self, examples: Sequence[tuple[str, str]]):
        self.names = sorted({name for name, _ in examples})
        counts = [features(words) for _, words in examples]
        seen = Counter(feature for count in counts for feature in count)
        self._column = {feature: column for column, feature in enumerate(seen)}
        self._weight = np.log((1 + len(examples)) / (1 + np.array([seen[feature] for feature in self._column], dtype=np.float32)))
        rows = np.stack([self.vector(count) for count in counts])                             # (n, f)
        wanted = np.array([[1.0 if name == own else -1 / len(self.names) for name in self.names] for own, _ in examples])
        inverse = np.linalg.inv(rows @ rows.T + RIDGE * np.eye(len(examples)))
        dual = inverse @ wanted                                                                 # (n, intents)
        self._weights = (rows.T @ dual).astype(np.float32)                                      # (f, intents)
        self.left_out = wanted - dual / np.diag(inverse)[:, None]   # (n, intents): each judged by all the others

    def vector(self, count: Counter) -> np.ndarray:
        """Features -> (f,) float32 unit vector; what no example has is left out."""
        vector = np.zeros(len(self._column), dtype=np.float32)
        for feature in count.keys() & self._column.keys():
            vector[self._column[feature]] = self._weight[self._column[feature]]
        return unit(vector)

    def scores(self, words: str) -> dict[str, float]:
        """How much each intent speaks for itself: about 1 for what was among the examples, 0 for none."""
        return dict(zip(self.names, (self.vector(features(words)) @ self._weights).tolist(), strict=True))


class Fallback:
    """Guesses the intent of cleaned words; "" is a search. Fitted at the first use."""

    def __init__(self, vocabulary: Vocabulary, *, stocked: Callable[[str], bool],
                 examples: Sequence[tuple[str, str]] | None = None):
        self._vocabulary = vocabulary
        self._stocked = stocked
        self._examples = examples

    @cached_property
    def _ridge(self) -> Ridge | None:
        examples = read_examples() if self._examples is None else self._examples
        return Ridge(examples) if examples else None

    def __call__(self, said: str) -> str:
        if self._ridge is None or not self.takes(said):
            return ""
        scores = self._ridge.scores(delexicalised(said, self._vocabulary))
        name = max(scores, key=scores.get)
        if name == "search":
            return "" if scores[name] >= SEARCHED else "none"
        return name if scores[name] >= CERTAIN else "none"

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

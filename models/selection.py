"""Which of the shown items is meant by a description.

The task of Wanigasekara et al. 2023 (*Visual Item Selection With Voice Assistants*): 3 to 6 items, one utterance.
The score of an item is a stated sum of what the picture shows and what the item's own words say; what the shopper
excludes ("not the black one") is scored the same way and subtracted, because no dot product reads a "not".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.encoder import Encoder
from models.words import kind_names, singular

__all__ = ["Selection", "content_words", "describe_words", "select"]

SHARPNESS = 25.0        # turns differences of cosines into log-odds; fitted on held-out products, see tests/bench
WORD_WEIGHT = 4.0       # log-odds that a description found whole in the item's words is worth
FILLERS = frozenset("the a an one ones that this these those it with in of on and or is are which who has have for to "
                    "from my me some any please item thing looking photo picture by at looks like s".split())


@dataclass(frozen=True)
class Selection:
    """How likely each item is meant: probabilities (c,) float32 that sum to 1, in the order the items were given."""

    probabilities: np.ndarray

    @property
    def order(self) -> list[int]:
        """Positions, the likeliest first."""
        return np.argsort(-self.probabilities, kind="stable").tolist()

    @property
    def best(self) -> int:
        return self.order[0]

    @property
    def margin(self) -> float:
        """Probability of the best less that of the second; 1 when there is only one."""
        first, *rest = self.order
        return float(self.probabilities[first] - (self.probabilities[rest[0]] if rest else 0.0))


def select(encoder: Encoder, pictures: np.ndarray, description: str, *, excluded: Sequence[str] = (),
           words: Sequence[frozenset[str]] | None = None) -> Selection:
    """Scores c shown items against a description such as "the blue one".

    pictures: (c, d) float32 unit rows. description: what the item is like; "" when only `excluded` is said.
    excluded: what it is not ("black"). words: for each item the content words of its title and attributes
    (`describe_words`), or None to judge by pixels alone.
    """
    said = [description] * bool(description) + [text for text in excluded if text]
    if not said or not len(pictures):
        return Selection(_softmax(np.zeros(len(pictures), dtype=np.float32)))
    scores = SHARPNESS * pictures @ encoder.texts(said).T  # (c, phrases)
    if words is not None:
        scores = scores + WORD_WEIGHT * np.array([[_coverage(text, own) for text in said] for own in words])
    signs = np.array([1.0] * bool(description) + [-1.0] * (len(said) - bool(description)))
    return Selection(_softmax(scores @ signs))


def content_words(text: str) -> frozenset[str]:
    """Words that say something, singular and lower case: "the red bags" -> {"red", "bag"}."""
    words = re.findall(r"[^\W_]+", text.lower().replace("-", ""))
    return frozenset(singular(word) for word in words if word not in FILLERS)


def describe_words(title: str, kind: str, values: Sequence[str]) -> frozenset[str]:
    """The content words of an item: its title, its attributes' values and every name of its kind."""
    return content_words(" ".join((title, *values, *kind_names(kind))))


def _coverage(text: str, own: frozenset[str]) -> float:
    """Share of the text's content words that the item has; 0 where the text has none."""
    said = content_words(text)
    return len(said & own) / len(said) if said else 0.0


def _softmax(scores: np.ndarray) -> np.ndarray:
    if not len(scores):
        return scores.astype(np.float32)
    odds = np.exp(scores - scores.max())
    return (odds / odds.sum()).astype(np.float32)

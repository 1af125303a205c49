"""Which of the shown items is meant by a description.

The task of Wanigasekara et al. 2023 (*Visual Item Selection With Voice Assistants*): 3 to 6 items, one utterance.
The score of an item is a stated sum of what the picture shows and what the item's own words say; what the shopper
excludes ("not the black one") is scored the same way and subtracted, because no dot product reads a "not".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from models.encoder import Encoder
from models.utterance import content_words, spoken_words
from models.words import VALUE_NAMES, VALUE_NOUNS, WORN_WITH, colour_names, kind_names

__all__ = ["MARGIN", "NEARLY", "Selection", "describe_words", "select", "softmax"]

SHARPNESS = 25.0        # turns differences of cosines into log-odds; least log loss of 10 to 40, tests/bench/bench_selection
WORD_WEIGHT = 6.0       # log-odds that a description found whole in the item's words is worth; best of 2, 4, 6 there
MARGIN = 0.2            # below this lead of the best over the second, the conversation asks
CONTEXT_WEIGHT = 0.5    # what the page was asked to show still counts, at half
NEARLY = "~"


@dataclass(frozen=True)
class Selection:
    """How likely each item is meant: probabilities (c,) float32 that sum to 1, in the order the items were given.

    sources: what made it so, in log-odds (c,) float32 by name; their sum and nothing else decides.
    """

    probabilities: np.ndarray
    sources: Mapping[str, np.ndarray] = field(default_factory=dict)

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
           words: Sequence[frozenset[str]] | None = None, context: str = "",
           look: np.ndarray | None = None) -> Selection:
    """Scores c shown items against a description such as "the blue one".

    pictures: (c, d) float32 unit rows. description: what the item is like; "" when only `excluded` is said.
    excluded: what it is not ("black"). words: for each item the content words of its title and attributes
    (`describe_words`), or None to judge by pixels alone. context: what the page was asked to show ("pink bags"): among
    two that fit the description, the one that fits it too is meant. look: (c,) log-odds of a matching head (`models.rerank`),
    which then speaks for the pictures in the encoder's place.
    """
    if not (description or any(excluded)) or not len(pictures):
        return Selection(softmax(np.zeros(len(pictures), dtype=np.float32)))
    weights = [(description, 1.0), *((text, -1.0) for text in excluded), (context, CONTEXT_WEIGHT)]
    weights = [(text, weight) for text, weight in weights if text]
    texts, each = [text for text, _ in weights], np.array([weight for _, weight in weights])
    seen = SHARPNESS * pictures @ encoder.texts(texts).T * each  # (c, phrases)
    said = np.zeros_like(seen)
    if words is not None:
        said = WORD_WEIGHT * np.array([_coverage(text, words) for text in texts]).T * each
    own = len(texts) - bool(context)   # the last phrase is what the page was asked to show
    if look is not None:
        seen[:, :own] = 0
        seen[:, 0] = look
    sources = {"picture": seen[:, :own].sum(1), "words": said[:, :own].sum(1), "conversation": (seen + said)[:, own:].sum(1)}
    return Selection(softmax((seen + said).sum(1)), sources)


def describe_words(title: str, kind: str, attributes: Mapping[str, str]) -> frozenset[str]:
    """What may be said of an item: the words and word pairs of its title, the values of its attributes and what people
    say for them ("stripy"), alone and with the attribute's name ("leather strap"), every name of its kind, and, marked
    NEARLY, the plain colours that its own passes for: navy is a blue, but not before a blue is."""
    called = [(name, word) for name, value in attributes.items()
              for word in (value, *VALUE_NAMES.get(value.lower(), ()), *VALUE_NOUNS.get(value.lower(), ()))]
    named = (f"{word} {name}".replace("_", " ") for name, word in called)
    nearly = frozenset(NEARLY + plain for plain in colour_names(attributes.get("colour", ""))[1:])
    said = " ".join((title, *(word for _, word in called), *kind_names(kind)))
    words = content_words(said) | content_words(said.replace("-", " "))  # "v-neck" is vneck, and v neck
    words |= {other for part in WORN_WITH.items() for own, other in (part, part[::-1]) if own in words}
    return words | nearly | _pairs(title) | _pairs(title.replace("-", " ")) | frozenset().union(*map(_pairs, named), frozenset())


def _pairs(text: str) -> frozenset[str]:
    words = spoken_words(text)
    return frozenset(f"{first} {second}" for first, second in zip(words, words[1:], strict=False))


def _coverage(text: str, words: Sequence[frozenset[str]]) -> list[float]:
    """For each item the share of what the text says that its words say too; 0 where the text says nothing.

    Two words that make a pair for any of the items count as that pair: the "leather strap" of a fabric bag is not the
    leather of a leather bag with a chain strap.
    """
    known = frozenset().union(*words, frozenset())
    pairs = _pairs(text) & known
    paired = {word for pair in pairs for word in pair.split()}
    said = pairs | (content_words(text) - paired)
    if not said:
        return [0.0] * len(words)
    nearly = {NEARLY + word for word in said}
    return [(len(said & own) + 0.5 * len((nearly & own) - {NEARLY + word for word in own})) / len(said) for own in words]


def softmax(scores: np.ndarray) -> np.ndarray:
    """Log-odds (c,) -> probabilities (c,) float32 that sum to 1; nothing for nothing."""
    if not len(scores):
        return scores.astype(np.float32)
    odds = np.exp(scores - scores.max())
    return (odds / odds.sum()).astype(np.float32)

"""Of several hearings, the one that was meant: words that sound alike, and what the listener finds plausible.

The judge of what is plausible comes from whoever knows the screen: a function from words to a number, higher for likelier.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from models.speech.lexicon import Dictionary
from models.speech.sound import SURE, Heard

__all__ = ["SoundAlikes", "most_plausible"]

MOST_JUDGED = 12  # hearings of one clip; each costs the judge some milliseconds
_ARTICLE = {"AH", "EY"}  # "a", as it is said before another word


class SoundAlikes:
    """Words of `known` that sound as others do: "read" as "red", "for" as "four", "address" as "a dress"."""

    def __init__(self, known: Iterable[str], dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._said: dict[str, list[str]] = defaultdict(list)
        for word in dict.fromkeys(word for words in known for word in re.findall(r"[a-z]+", words.lower())):
            for phones in dictionary.phones(word):
                self._said[phones].append(word)

    def __call__(self, text: str) -> Iterator[str]:
        """The text with one or more of its words put otherwise, those with one first."""
        words = text.lower().split()
        ways = [(at, other) for at, word in enumerate(words) for other in self._others(word)]
        for at, other in ways:
            yield " ".join([*words[:at], other, *words[at + 1:]])
        first = {at: other for at, other in reversed(ways)}
        if len(first) > 1:
            yield " ".join(first.get(at, word) for at, word in enumerate(words))

    def _others(self, word: str) -> list[str]:
        """What else of the known the word may have been: another word, or "a" and another."""
        ways = self._dictionary.phones(word)
        same = [other for phones in ways for other in self._said.get(phones, ())]
        parted = (phones.partition(" ") for phones in ways)
        same += [f"a {other}" for first, _, rest in parted if first in _ARTICLE for other in self._said.get(rest, ())]
        return [other for other in dict.fromkeys(same) if other != word]


def most_plausible(heard: Heard, plausible: Callable[[str], float], *, alike: Callable[[str], Iterable[str]],
                   enough: float) -> Heard:
    """`heard` with the hearing that is judged highest for its text; of equals the earlier, so what was heard best.

    A judgement of `enough` ends the search. Silence stays silence.
    """
    if not heard.text:
        return heard
    best, highest = heard.text, float("-inf")
    for text in islice(_hearings(heard, alike), MOST_JUDGED):
        score = plausible(text)
        if score > highest:
            best, highest = text, score
        if highest >= enough:
            break
    return replace(heard, text=best)


def _hearings(heard: Heard, alike: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """What was heard, the ways it may have been meant, and then the same of each alternative; each once."""
    seen: set[str] = set()
    doubted = heard.alternatives if (heard.confidence or 0.0) < SURE else ()
    for said in (heard.text, *doubted):
        for text in (said, *alike(said)):
            if text not in seen:
                seen.add(text)
                yield text

"""What a shopper said, told by what it would come to: of two hearings, the one that picks out one shown item is meant.

`spoken_examples` gives the offline recogniser the shop's own words; `Hearing` judges what recognisers heard.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from catalog.items import Item
from demo.fallback import read_examples
from demo.phrasing import COMMAND_WORDS
from demo.shop import Shop
from demo.states import Reply, Vocabulary
from models.speech import Heard, SoundAlikes, most_plausible, pronouncing_dictionary
from models.utterance import content_words

__all__ = ["Hearing", "screen_words", "spoken_examples"]

LONGEST = 3         # words of a value that is said: a longer one is text
LOST, ASKED, STRANGE, DONE = range(4)   # nothing came of it; a question did; words that the shop does not know; a thing done
_PICKS = ("select", "describe", "cart_add", "cart_remove")   # done, they picked out an item: any words of it are known
_OF_KINDS = ("show me {many}", "{many}", "any {many}", "only {many}", "do you have {many}", "i'm looking for a {one}", "a {one}",
             "the {one}", "show me a {one}")
_OF_VALUES = ("the {value} one", "something in {value}", "only {value} ones", "{value}")
_PRICES = ("twenty", "thirty", "fifty", "eighty", "one hundred", "two hundred")


class Hearing:
    """Judges hearings by `answered`: the reply that a text would get, were it typed."""

    def __init__(self, shop: Shop) -> None:
        vocabulary = shop.vocabulary
        self._shop = shop
        self._alike = SoundAlikes((*vocabulary.singulars, *vocabulary.plurals, *vocabulary.values, *COMMAND_WORDS, "red", "buy"),
                                  pronouncing_dictionary())

    def best(self, heard: Heard, answered: Callable[[str], Reply]) -> Heard:
        """The hearing that was meant, on the screen that `answered` answers from."""
        return most_plausible(heard, lambda text: self.plausibility(answered(text)), alike=self._alike, enough=DONE)

    def plausibility(self, reply: Reply) -> int:
        """How well a shop can act on what got this reply: one of LOST, ASKED, STRANGE and DONE."""
        if reply.intent == "none":
            return LOST
        if reply.intent == "clarify":
            return ASKED
        if reply.intent in _PICKS:
            return DONE
        words = content_words(" ".join((reply.query.text, *reply.query.plus, *reply.query.minus)))
        return DONE if all(map(self._known, words)) else STRANGE

    def _known(self, word: str) -> bool:
        vocabulary = self._shop.vocabulary
        return vocabulary.is_kind(word) or word in vocabulary.values or self._shop.catalogue.store.says(word)


def screen_words(items: Sequence[Item]) -> list[str]:
    """What may be said of the items shown: their kinds, colours and brands, and then their titles."""
    named = (value for item in items for value in (item.kind, item.attributes.get("colour"), item.attributes.get("brand")))
    return list(dict.fromkeys([*filter(None, named), *(item.title for item in items)]))


def spoken_examples(vocabulary: Vocabulary) -> list[str]:
    """Sentences with the catalogue's own kinds and values in them, the same on every call."""
    ones, manys = sorted(vocabulary.singulars), sorted(vocabulary.plurals)
    values = sorted(value for value in vocabulary.values if len(value.split()) <= LONGEST)
    said = [phrase.format(one=one, many=one) for one in ones for phrase in _OF_KINDS if "{one}" in phrase]
    said += [phrase.format(many=many) for many in manys for phrase in _OF_KINDS if "{many}" in phrase]
    said += [phrase.format(value=value) for value in values for phrase in _OF_VALUES]
    return said + _examples(manys or ["things"], values or ["new"])


def _examples(kinds: list[str], values: list[str]) -> list[str]:
    """The labelled examples of the grammar's fallback, with goods in their blanks."""
    chance = random.Random(0)
    fill = {"KIND": kinds, "VALUE": values, "NUM": _PRICES}
    return [re.sub("KIND|VALUE|NUM", lambda blank: chance.choice(fill[blank[0]]), words) for intent, words in read_examples()
            if intent != "none"]

"""Words for pictures: what a product may be called, from its title and attributes.

Training captions and the utterances of `evaluate` both come from here, so that one place says what "the blue one"
fits. A `Label` is a product reduced to what the captions speak of. A `Phrase` carries what it states, and `relation`
says of any other product whether it fits, clashes, or cannot be told: a navy bag is neither right nor wrong for
"the blue one", and nothing is known of the stripes of a product whose pattern nobody wrote down.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from zlib import crc32

import numpy as np

from models.words import SHADES, VALUE_NAMES, colour_names, kind_names, plural, singular

__all__ = ["CLASH", "FIT", "OPEN", "Label", "Phrase", "answers", "detail_words", "family", "held_out", "label_of", "phrase_for",
           "relation", "relations", "title_caption"]

CLASH, OPEN, FIT = 0, 1, 2
HELD_OUT_PER_MILLE = 100
GENDERS = {"men": "men", "man": "men", "mens": "men", "women": "women", "woman": "women", "womens": "women",
           "boys": "boys", "boy": "boys", "girls": "girls", "girl": "girls", "unisex": "unisex", "kids": "kids"}
COLOUR_WORDS = frozenset(
    "black white blue brown grey gray red green pink navy purple silver yellow beige gold maroon orange olive cream "
    "multi multicoloured steel charcoal off peach skin lavender khaki melange magenta teal tan mustard bronze copper "
    "turquoise rust burgundy metallic coffee mauve sea rose nude mushroom taupe fluorescent lime violet golden".split())
ASKED = ("colour", "kind", "sub_category", "category", "gender", "usage")  # fields that `answers` asks for
# Attributes that no picture shows, or that have a field of their own.
UNSEEN = frozenset("colour color gender usage brand season year price currency rating size sku id alt".split())
BEFORE = frozenset("pattern material length fit shape style cut kind type finish print motif theme height".split())
PART_OF_VALUE = re.compile(r"less$|-neck$|-toe$|^strap|-sleeved$")


@dataclass(frozen=True)
class Label:
    """What is said of one product; empty strings where nothing is known. All lower case but the title."""

    title: str
    category: str = ""       # root of the taxonomy path: "apparel"
    sub_category: str = ""   # second level: "shoes"
    kind: str = ""           # the leaf: "casual shoes"
    colour: str = ""
    gender: str = ""
    usage: str = ""
    details: Mapping[str, str] = field(default_factory=dict)  # what else shows: {"strap": "leather"}; {} says nothing

    def value(self, name: str) -> str:
        """A field or a detail; "" where it is not known. Where details are given, one that is not there is "none"."""
        own = self.__dict__.get(name)
        return own if isinstance(own, str) else self.details.get(name, "none" if self.details else "")


@dataclass(frozen=True)
class Phrase:
    """Words and what they state: (field, what is said of it, the described product's own value)."""

    text: str
    states: tuple[tuple[str, str, str], ...]


def label_of(title: str, category: Sequence[str], attributes: Mapping[str, str]) -> Label:
    """A catalogue item's label. The gender is read from the title where no attribute says it."""
    path = [level.lower() for level in category]
    words = re.findall(r"[a-z]+", title.lower().replace("'s", "s"))
    gender = attributes.get("gender", "").lower() or next((GENDERS[word] for word in words if word in GENDERS), "")
    details = {name: value.lower() for name, value in attributes.items()
               if name not in UNSEEN and 0 < len(value.split()) <= 3}
    return Label(
        title=title.strip(), category=path[0] if path else "", sub_category=path[1] if len(path) > 1 else "",
        kind=path[-1] if path else "", colour=attributes.get("colour", "").lower(), gender=gender,
        usage=attributes.get("usage", "").lower(), details=details,
    )


def family(title: str) -> str:
    """What colour variants of a product share: the title without colours, digits and case."""
    words = re.findall(r"[a-z]+", title.lower())
    return " ".join(word for word in words if word not in COLOUR_WORDS) or title.lower()


def held_out(title: str) -> bool:
    """True for the tenth of product families that training never sees. A stated hash: the same on every machine."""
    return crc32(family(title).encode()) % 1000 < HELD_OUT_PER_MILLE


# ---- what a phrase says of other products -------------------------------------------------------------------------------

@lru_cache(maxsize=1 << 18)
def relation(name: str, said: str, own: str, value: str) -> int:
    """FIT, CLASH or OPEN: does a product whose `name` is `value` fit what was said of one whose `name` is `own`?

    OPEN where it is not known, or where people would disagree: a navy thing for "blue", another kind that shares a
    name ("purse"), a thing for both sexes for "men's".
    """
    if not value:
        return OPEN
    if name == "colour":
        return _colour_relation(said, own, value)
    if name == "kind":
        if value == own or said == kind_names(value)[0]:
            return FIT
        return OPEN if said in kind_names(value) or own in kind_names(value) or singular(value) in kind_names(own) else CLASH
    if name == "gender" and "unisex" in (said, value):
        return OPEN
    return FIT if value == said else CLASH


def _colour_relation(said: str, own: str, value: str) -> int:
    if value == said or (value == own and said in own.split()):
        return FIT
    if value == own or value == "multi" or said in colour_names(value) or set(said.split()) & set(value.split()):
        return OPEN
    return CLASH


def relations(phrases: Sequence[Phrase], labels: Sequence[Label]) -> np.ndarray:
    """(labels, phrases) int8: for each product and phrase the worst relation of all that the phrase states.

    A title states itself, ("title", title, title), and so fits products of that very title.
    """
    result = np.full((len(labels), len(phrases)), FIT, dtype=np.int8)
    for name in sorted({state[0] for phrase in phrases for state in phrase.states}):
        stating = [column for column, phrase in enumerate(phrases) if any(state[0] == name for state in phrase.states)]
        said = [next(state[1:] for state in phrases[column].states if state[0] == name) for column in stating]
        values = [label.value(name) for label in labels]
        said_kinds, value_kinds = list(dict.fromkeys(said)), list(dict.fromkeys(values))
        table = np.array([[relation(name, *one, value) for one in said_kinds] for value in value_kinds], dtype=np.int8)
        rows = np.array([value_kinds.index(value) for value in values])
        columns = np.array([said_kinds.index(one) for one in said])
        result[:, stating] = np.minimum(result[:, stating], table[np.ix_(rows, columns)])
    return result


# ---- phrases ------------------------------------------------------------------------------------------------------------

def phrase_for(label: Label, rng: random.Random) -> Phrase:
    """A short phrase a shopper might use for this product, stating one to four of its attributes."""
    noun, states = _noun(label, rng)
    front: list[str] = []
    tails: list[str] = []
    for name, value in _some_details(label, rng):
        before, after = detail_words(name, value, rng)
        (front if before else tails).append(before or after)
        states += ((name, value, value),)
    if label.colour and rng.random() < (0.45 if len(label.details) and states else 0.65):
        colour = _colour_word(label.colour, rng)
        front.append(colour)
        states += (("colour", colour, label.colour),)
    if label.gender and label.gender != "unisex" and rng.random() < 0.15:
        front.insert(0, f"{label.gender}'s" if label.gender in ("men", "women") else label.gender)
        states += (("gender", label.gender, label.gender),)
    if label.usage not in ("", "casual") and rng.random() < 0.2:
        front.insert(0, label.usage)
        states += (("usage", label.usage, label.usage),)
    if not states:  # "the one" alone says nothing
        return Phrase(label.title.lower(), (("title", label.title, label.title),))
    words = " ".join((*front, noun)) + (" with " + " and ".join(tails) if tails else "")
    return Phrase(_frame(words, noun, rng), states)


def answers(labels: Sequence[Label], rng: random.Random) -> list[list[Phrase]]:
    """For each question that can be asked of these products, a phrase for each answer that one of them gives.

    The questions are their fields ("which colour?") and, a kind at a time, their details ("which strap, of the bags?").
    Questions with one answer are left out.
    """
    values = {(name, ""): dict.fromkeys(filter(None, (getattr(label, name) for label in labels))) for name in ASKED}
    for label in labels:
        for name, value in label.details.items():
            values.setdefault((name, label.kind), {})[value] = None
    return [[_answer(name, kind, value, rng) for value in found] for (name, kind), found in values.items() if len(found) > 1]


def _answer(name: str, kind: str, value: str, rng: random.Random) -> Phrase:
    """One value in words: a detail of a kind ("the bag with a leather strap"), or a field's value ("red", "the red one")."""
    noun = rng.choice((kind_names(kind)[0], "one")) if kind else "one"
    if kind:
        before, after = detail_words(name, value, rng)
        words = f"the {before} {noun}" if before else f"the {noun} with {after}"
        return Phrase(words, (("kind", kind_names(kind)[0], kind), (name, value, value)))
    said = {"colour": _colour_word, "kind": _kind_word}.get(name, _itself)(value, rng)
    words = rng.choice((said, f"the {said} one")) if name in ("colour", "usage") else said
    return Phrase(words, ((name, said, value),))


def _kind_word(kind: str, rng: random.Random) -> str:
    names = kind_names(kind)
    return kind if rng.random() < 0.4 else names[0] if rng.random() < 0.6 else rng.choice(names)


def _itself(value: str, rng: random.Random) -> str:
    return value


def title_caption(title: str, rng: random.Random) -> str:
    """The title, sometimes with words left out, as people shorten them."""
    words = title.split()
    if len(words) > 3 and rng.random() < 0.5:
        words = [word for word in words if rng.random() > 0.15] or words
    return " ".join(words).lower()


def detail_words(name: str, value: str, rng: random.Random) -> tuple[str, str]:
    """An attribute in words, to stand before the noun or after its "with": ("striped", ""), ("", "a leather strap")."""
    names = VALUE_NAMES.get(value, ())
    word = rng.choice(names) if names and rng.random() < 0.3 else value
    if name == "second_colour":
        return ("", rng.choice((word, f"{word} details")))
    if name in BEFORE or PART_OF_VALUE.search(word):
        return (word, "")
    if name == "closure":
        return ("", word)
    part = name.replace("_", " ")
    both = word if word.endswith(part) else f"{word} {part}"
    article = "" if part == plural(part) or rng.random() < 0.5 else "an " if both[0] in "aeiou" else "a "
    return (both, "") if rng.random() < 0.4 else ("", f"{article}{both}")


def _some_details(label: Label, rng: random.Random) -> list[tuple[str, str]]:
    if not label.details:
        return []
    count = rng.choices((0, 1, 2), (0.35, 0.45, 0.2))[0]
    return rng.sample(sorted(label.details.items()), min(count, len(label.details)))


def _colour_word(colour: str, rng: random.Random) -> str:
    """Mostly the colour's own name; at times a plainer one, or a finer shade that shops call by it."""
    draw = rng.random()
    if draw < 0.85:
        return colour
    plainer = colour_names(colour)[1:] or tuple(word for word in colour.split() if word in SHADES)
    if draw < 0.93 and plainer:
        return rng.choice(plainer)
    return rng.choice(SHADES.get(colour, (colour,)))


def _noun(label: Label, rng: random.Random) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """The word for the thing itself and what it states: a kind, something wider, or just "one"."""
    draw = rng.random()
    if draw < 0.2 and label.colour:
        return "one", ()
    if draw < 0.3 and label.sub_category:
        return _number(label.sub_category, rng), (("sub_category", label.sub_category, label.sub_category),)
    if draw < 0.35 and label.category:
        return label.category, (("category", label.category, label.category),)
    if not label.kind:
        return "one", ()
    names = kind_names(label.kind)
    name = names[0] if rng.random() < 0.6 else rng.choice(names)
    return _number(name, rng), (("kind", name, label.kind),)


def _number(noun: str, rng: random.Random) -> str:
    return plural(noun) if rng.random() < 0.4 else singular(noun)


def _frame(words: str, noun: str, rng: random.Random) -> str:
    draw = rng.random()
    if noun == "one" or draw < 0.25:
        return f"the {words}"
    if draw < 0.35:
        return f"a photo of {words}"
    return words

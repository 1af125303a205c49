"""Words for pictures: what a product may be called, from its title and attributes.

Training captions and the utterances of `evaluate` both come from here, so that one place says what "the blue one"
fits. A `Label` is a product reduced to what the captions speak of; a phrase carries the attributes it states, and
fits every product that agrees on all of them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from models.words import kind_names, plural, singular

__all__ = ["FIELDS", "Label", "Phrase", "family", "held_out", "label_of", "phrase_for", "title_caption"]

FIELDS = ("title", "category", "sub_category", "kind", "colour", "gender", "usage")
HELD_OUT_PER_MILLE = 100
GENDERS = {"men": "men", "man": "men", "mens": "men", "women": "women", "woman": "women", "womens": "women",
           "boys": "boys", "boy": "boys", "girls": "girls", "girl": "girls", "unisex": "unisex", "kids": "kids"}
WIDER = {"bag", "shoes"}  # everyday names that fit the kinds beside it too
COLOUR_WORDS = frozenset(
    "black white blue brown grey gray red green pink navy purple silver yellow beige gold maroon orange olive cream "
    "multi multicoloured steel charcoal off peach skin lavender khaki melange magenta teal tan mustard bronze copper "
    "turquoise rust burgundy metallic coffee mauve sea rose nude mushroom taupe fluorescent lime violet golden".split())


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


@dataclass(frozen=True)
class Phrase:
    """Words and the fields of `FIELDS` they state; they fit each product whose label agrees on all of them."""

    text: str
    states: tuple[str, ...]


def label_of(title: str, category: Sequence[str], attributes: Mapping[str, str]) -> Label:
    """A catalogue item's label. The gender is read from the title where no attribute says it."""
    path = [level.lower() for level in category]
    words = re.findall(r"[a-z]+", title.lower().replace("'s", "s"))
    gender = attributes.get("gender", "").lower() or next((GENDERS[word] for word in words if word in GENDERS), "")
    return Label(
        title=title.strip(), category=path[0] if path else "", sub_category=path[1] if len(path) > 1 else "",
        kind=path[-1] if path else "", colour=attributes.get("colour", "").lower(), gender=gender,
        usage=attributes.get("usage", "").lower(),
    )


def family(title: str) -> str:
    """What colour variants of a product share: the title without colours, digits and case."""
    words = re.findall(r"[a-z]+", title.lower())
    return " ".join(word for word in words if word not in COLOUR_WORDS) or title.lower()


def held_out(title: str) -> bool:
    """True for the tenth of product families that training never sees. A stated hash: the same on every machine."""
    return crc32(family(title).encode()) % 1000 < HELD_OUT_PER_MILLE


def phrase_for(label: Label, rng: random.Random) -> Phrase:
    """A short phrase a shopper might use for this product, stating one to three of its attributes."""
    noun, states = _noun(label, rng)
    front: list[str] = []
    if label.colour and rng.random() < 0.65:
        front.append(label.colour)
        states += ("colour",)
    if label.gender and label.gender != "unisex" and rng.random() < 0.15:
        front.insert(0, f"{label.gender}'s" if label.gender in ("men", "women") else label.gender)
        states += ("gender",)
    if label.usage not in ("", "casual") and rng.random() < 0.2:
        front.insert(0, label.usage)
        states += ("usage",)
    if not states:  # "the one" alone says nothing
        return Phrase(label.title.lower(), ("title",))
    return Phrase(_frame(" ".join((*front, noun)), noun, rng), states)


def title_caption(title: str, rng: random.Random) -> str:
    """The title, sometimes with words left out, as people shorten them."""
    words = title.split()
    if len(words) > 3 and rng.random() < 0.5:
        words = [word for word in words if rng.random() > 0.15] or words
    return " ".join(words).lower()


def _noun(label: Label, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    """The word for the thing itself and the field it states: a kind, something wider, or just "one"."""
    draw = rng.random()
    if draw < 0.2 and label.colour:
        return "one", ()
    if draw < 0.3 and label.sub_category:
        return _number(label.sub_category, rng), ("sub_category",)
    if draw < 0.35 and label.category:
        return label.category, ("category",)
    if not label.kind:
        return "one", ()
    names = kind_names(label.kind)
    name = names[0] if rng.random() < 0.6 else rng.choice(names)
    return _number(name, rng), ("sub_category",) if name in WIDER else ("kind",)


def _number(noun: str, rng: random.Random) -> str:
    return plural(noun) if rng.random() < 0.4 else singular(noun)


def _frame(words: str, noun: str, rng: random.Random) -> str:
    draw = rng.random()
    if noun == "one" or draw < 0.25:
        return f"the {words}"
    if draw < 0.35:
        return f"a photo of {words}"
    return words

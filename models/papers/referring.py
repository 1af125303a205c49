"""Instances of visual item selection: 3 to 6 shown items and one utterance that means one of them and no other.

The items come first, the words after them, as at a shop: a third of the sets are any products ("mixed"), a third are of one
sub-category ("related"), a third of one kind ("alike"); in an eighth of all, the others share a colour that the target has
not ("not"). What is said is partial: one to three of the target's attributes that together no other shown item has, so the
same product is "the watch" beside bags and "the brown one" beside watches.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.captions import CLASH, Label, Phrase, relation
from models.words import kind_names, singular

__all__ = ["SETS", "Referred", "refer", "referring_instances", "singles_out"]

SETS = ("mixed", "related", "alike")
NOT_SHARE = 1 / 8
SYNONYM_SHARE = 0.25
# What is said, and how readily: shoppers name looks before they name uses.
SAID = {("colour",): 4, ("kind",): 4, ("colour", "kind"): 3, ("sub_category",): 1, ("colour", "sub_category"): 1,
        ("gender", "kind"): 1, ("gender", "colour", "kind"): 1, ("usage", "kind"): 1, ("usage", "colour"): 0.5}
FRAMES = ("{}", "the {}", "the {}", "show me the {}", "i want the {}", "the {} please", "select the {}", "open the {}")
TRIES = 400


@dataclass(frozen=True)
class Referred:
    """Rows of the items shown, which of them is meant, what was said and what that states."""

    shown: tuple[int, ...]
    target: int       # a row, one of `shown`
    phrase: Phrase
    kind: str         # of the set: one of SETS, or "not"


def referring_instances(labels: Sequence[Label], rows: Sequence[int], count: int, *, seed: int) -> list[Referred]:
    """`count` instances over the products `rows`; the same for the same labels, rows and seed.

    Raises ValueError where these products cannot be told apart in any set.
    """
    draw = _Sets(labels, rows, random.Random(seed))
    made = []
    while len(made) < count:
        wanted = SETS[len(made) % len(SETS)]
        instance = next(filter(None, (draw.instance(wanted) for _ in range(TRIES))), None)
        if instance is None:
            raise ValueError(f"no {wanted} set can be made of {len(rows)} products; give more, with kinds and colours")
        made.append(instance)
    return made


class _Sets:
    """Draws sets from labels. A set in which nothing singles out the target gives None, and the next one is drawn."""

    def __init__(self, labels: Sequence[Label], rows: Sequence[int], rng: random.Random):
        self.labels, self.rng = labels, rng
        self.rows = [int(row) for row in rows if labels[row].colour not in ("", "multi") and labels[row].kind]
        self.like: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in ("sub_category", "kind", "colour")}
        for row in self.rows:
            for name, of in self.like.items():
                of[labels[row].value(name)].append(row)

    def instance(self, wanted: str) -> Referred | None:
        rng = self.rng
        target, size = rng.choice(self.rows), rng.randint(3, 6)
        own = self.labels[target]
        pool = {"mixed": self.rows, "related": self.like["sub_category"][own.sub_category],
                "alike": self.like["kind"][own.kind]}[wanted]
        negated = rng.random() < NOT_SHARE
        if negated:
            pool = self._of_one_other_colour(pool, own)
        others = [row for row in rng.sample(pool, min(size, len(pool))) if row != target][:size - 1]
        if len(others) < size - 1:
            return None
        seen = [self.labels[row] for row in others]
        phrase = refer_not(own, seen[0], rng) if negated else refer(own, seen, rng)
        if phrase is None:
            return None
        shown = [target, *others]
        rng.shuffle(shown)
        return Referred(tuple(shown), target, phrase, "not" if negated else wanted)

    def _of_one_other_colour(self, pool: Sequence[int], own: Label) -> list[int]:
        """Those of the pool that share the colour of one of them, if it is plainly not the target's own."""
        colour = self.labels[self.rng.choice(pool)].colour
        if relation("colour", colour, colour, own.colour) != CLASH:
            return []
        return [row for row in pool if self.labels[row].colour == colour]


def refer(own: Label, others: Sequence[Label], rng: random.Random) -> Phrase | None:
    """What is said of `own` beside these others: something that none of them fits; None where nothing is."""
    possible = [states for states in _sayable(own, rng) if singles_out(states, others)]
    if not possible:
        return None
    weights = [SAID[tuple(name for name, _, _ in states)] for states in possible]
    states = rng.choices(possible, weights)[0]
    return Phrase(rng.choice(FRAMES).format(_words(states)), states)


def refer_not(own: Label, other: Label, rng: random.Random) -> Phrase:
    """"the one that is not black": the colour of the others is what it states, as `not_colour`."""
    words = rng.choice(("the one that is not {}", "not the {} one", "the one that isn't {}", "anything but {}"))
    return Phrase(words.format(other.colour), (("not_colour", other.colour, own.colour),))


def singles_out(states: Sequence[tuple[str, str, str]], others: Sequence[Label]) -> bool:
    """Does each of the others plainly lack one of the things stated?"""
    return all(any(relation(name, said, own, label.value(name)) == CLASH for name, said, own in states) for label in others)


def _sayable(own: Label, rng: random.Random) -> Iterator[tuple[tuple[str, str, str], ...]]:
    names = kind_names(own.kind)
    said = {"colour": own.colour, "sub_category": own.sub_category and singular(own.sub_category),
            "kind": rng.choice(names) if rng.random() < SYNONYM_SHARE else names[0],
            "gender": own.gender if own.gender != "unisex" else "", "usage": own.usage if own.usage != "casual" else ""}
    for fields in SAID:
        if all(said[name] for name in fields):
            yield tuple((name, own.sub_category if name == "sub_category" else said[name], own.value(name)) for name in fields)


def _words(states: Sequence[tuple[str, str, str]]) -> str:
    said = {name: value for name, value, _ in states}
    gender = said.get("gender", "")
    gender = f"{gender}'s" if gender in ("men", "women") else gender
    noun = said.get("kind") or (singular(said["sub_category"]) if "sub_category" in said else "one")
    return " ".join(word for word in (gender, said.get("usage", ""), said.get("colour", ""), noun) if word)

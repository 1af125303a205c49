"""Selection instances made from a catalogue's attributes: 3 to 6 shown items and an utterance that fits one of them.

The task of Wanigasekara et al. 2023, section 3, on open data. Half of the instances show a mixture of kinds, with four
sorts of utterance in equal parts: `colour` ("the blue one"), `kind` ("the watch"), `colour_kind` ("the red bag", with a
bag of another colour and another red thing beside it where the catalogue has them) and `not_colour` ("the one that is
not black"). The other half show look-alikes, items of one kind: `alike_colour`, `alike_not_colour`, and, where the
catalogue says more of its items than their colour, `alike_detail` ("the one with the leather strap", beside items of
the same colour as far as there are any) and `alike_colour_detail` ("the blue striped one", beside other blue and
other striped ones).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from models.captions import CLASH, Label, detail_words, relation
from models.words import kind_names

__all__ = ["ALIKE", "DETAILED", "MIXED", "Instance", "make_instances"]

MIXED = ("colour", "kind", "colour_kind", "not_colour")
ALIKE = ("alike_colour", "alike_not_colour")
DETAILED = ("alike_detail", "alike_colour_detail")
TRIES = 400


@dataclass(frozen=True)
class Instance:
    """Rows of the items shown, which of them is meant, and what was said."""

    shown: tuple[int, ...]
    target: int       # a row, one of `shown`
    utterance: str
    kind: str


def make_instances(labels: Sequence[Label], count: int, *, seed: int = 0) -> list[Instance]:
    """`count` instances over items of which kind and colour are known; the same for the same labels and seed."""
    draw = _Draw(labels, random.Random(seed))
    sorts = draw.sorts() if len(draw.rows) >= 6 else []
    made: list[Instance] = []
    while len(made) < count and sorts:
        sort = sorts[len(made) % len(sorts)]
        instance = next(filter(None, (draw.instance(sort) for _ in range(TRIES))), None)
        if instance:
            made.append(instance)
        else:  # this catalogue has no such sets
            sorts = [other for other in sorts if other != sort]
    return made


class _Draw:
    """Draws instances from labels. A drawn set that does not work out gives None, and the next one is drawn."""

    def __init__(self, labels: Sequence[Label], rng: random.Random):
        self.labels, self.rng = labels, rng
        self.rows = [row for row, label in enumerate(labels) if label.colour not in ("", "multi") and label.kind]
        self.by_colour, self.by_kind = defaultdict(list), defaultdict(list)
        for row in self.rows:
            self.by_colour[labels[row].colour].append(row)
            self.by_kind[labels[row].kind].append(row)
        self.detailed = [row for row in self.rows if labels[row].details]

    def sorts(self) -> list[str]:
        """Mixed sets and look-alikes by turns, each sort as often as the others of its half."""
        alike = ALIKE + DETAILED if self.detailed else ALIKE * 2
        return list(chain.from_iterable(zip_longest(MIXED, alike)))

    def instance(self, sort: str) -> Instance | None:
        target, size = self.rng.choice(self.detailed if sort in DETAILED else self.rows), self.rng.randint(3, 6)
        if sort in DETAILED:
            others, utterance = self._detailed(sort, target, size)
        else:
            others = self._others(sort, target, size)
            utterance = _utterance(sort, self.labels[target], self.labels[others[0]]) if others else ""
        if not others:
            return None
        shown = [target, *others]
        self.rng.shuffle(shown)
        return Instance(tuple(shown), target, utterance, sort)

    def _others(self, sort: str, target: int, size: int) -> list[int]:
        """The items beside the target, none of which fits the utterance; [] where the draw does not work out."""
        if sort in ("not_colour", "alike_not_colour"):  # all the others share one colour, which the target has not
            return self._of_another_colour(target, size, alike=sort == "alike_not_colour")
        if sort == "alike_colour":
            return self._fair(sort, target, size, self.by_kind[self.labels[target].kind])
        lures: list[int] = []
        if sort == "colour_kind":
            own = self.labels[target]
            lures = [self.rng.choice(self.by_kind[own.kind]), self.rng.choice(self.by_colour[own.colour])]
        return self._fair(sort, target, size, self.rows, lures)

    def _fair(self, sort: str, target: int, size: int, pool: Sequence[int], lures: Sequence[int] = ()) -> list[int]:
        drawn = dict.fromkeys([*lures, *self.rng.sample(pool, min(len(pool), 6 * size))])
        fair = [row for row in drawn if row != target and not _fits(sort, self.labels[row], self.labels[target])]
        return fair[:size - 1] if len(fair) >= size - 1 else []

    def _of_another_colour(self, target: int, size: int, *, alike: bool) -> list[int]:
        own = self.labels[target]
        pool = self.by_kind[own.kind] if alike else self.rows
        colour = self.labels[self.rng.choice(pool)].colour
        pool = [row for row in self.by_colour[colour] if not alike or self.labels[row].kind == own.kind]
        if not clashes(colour, own) or len(pool) < size - 1:
            return []
        return self.rng.sample(pool, size - 1)

    def _detailed(self, sort: str, target: int, size: int) -> tuple[list[int], str]:
        """Others of the target's kind which have something else where it has the detail that is said."""
        own, rng = self.labels[target], self.rng
        name, value = rng.choice(sorted(own.details.items()))
        beside = [row for row in self.by_kind[own.kind] if row != target and name in self.labels[row].details]
        rng.shuffle(beside)
        other_detail = [row for row in beside if relation(name, value, value, self.labels[row].value(name)) == CLASH]
        if sort == "alike_colour_detail":
            other_colour = [row for row in beside if clashes(own.colour, self.labels[row])]
            lures = [row for row in other_colour if self.labels[row].details[name] == value][:2]
            pool = lures + other_detail + other_colour
        else:  # the same colour first: then the detail alone tells them apart
            pool = sorted(other_detail, key=lambda row: self.labels[row].colour != own.colour)
        pool = list(dict.fromkeys(pool))
        if len(pool) < size - 1:
            return [], ""
        before, after = detail_words(name, value, rng)
        colour = f"{own.colour} " if sort == "alike_colour_detail" else ""
        noun = "one" if rng.random() < 0.5 else kind_names(own.kind)[0]
        words = f"the {colour}{before + ' ' if before else ''}{noun}"
        return pool[:size - 1], f"{words} with {after}" if after else words


def clashes(said: str, label: Label) -> bool:
    """Is the colour said plainly not this item's? A navy thing is undecided for "blue", a blue thing is wrong for "navy"."""
    return relation("colour", said, said, label.colour) == CLASH


def _fits(sort: str, label: Label, target: Label) -> bool:
    """Would the utterance for `target` be true of `label`, or so near it that people would disagree?"""
    same_kind = bool({*kind_names(label.kind)} & {*kind_names(target.kind)[:1]}) or label.kind == target.kind
    if sort in ("colour", "alike_colour"):
        return not clashes(target.colour, label)
    return same_kind if sort == "kind" else same_kind and not clashes(target.colour, label)


def _utterance(sort: str, label: Label, other: Label) -> str:
    noun = kind_names(label.kind)[0]
    return {"colour": f"the {label.colour} one", "kind": f"the {noun}", "colour_kind": f"the {label.colour} {noun}",
            "not_colour": f"the one that is not {other.colour}"}[sort.removeprefix("alike_")]

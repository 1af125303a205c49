"""Selection instances made from a catalogue's attributes: 3 to 6 shown items and an utterance that fits one of them.

The task of Wanigasekara et al. 2023, section 3, on open data. Four kinds of utterance in equal parts: `colour` ("the
blue one"), `kind` ("the watch"), `colour_kind` ("the red bag", with a bag of another colour and another red thing
beside it where the catalogue has them) and `not_colour` ("the one that is not black").
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from models.captions import Label
from models.words import kind_names

__all__ = ["KINDS", "Instance", "make_instances"]

KINDS = ("colour", "kind", "colour_kind", "not_colour")


@dataclass(frozen=True)
class Instance:
    """Rows of the items shown, which of them is meant, and what was said."""

    shown: tuple[int, ...]
    target: int       # a row, one of `shown`
    utterance: str
    kind: str


def make_instances(labels: Sequence[Label], count: int, *, seed: int = 0) -> list[Instance]:
    """`count` instances over items of which kind and colour are known; the same for the same labels and seed."""
    rng = random.Random(seed)
    rows = [row for row, label in enumerate(labels) if label.colour not in ("", "multi") and label.kind]
    by_colour, by_kind = defaultdict(list), defaultdict(list)
    for row in rows:
        by_colour[labels[row].colour].append(row)
        by_kind[labels[row].kind].append(row)
    made: list[Instance] = []
    attempts = 0
    while len(made) < count and attempts < 50 * count and len(rows) >= 6:
        attempts += 1
        kind = KINDS[len(made) % len(KINDS)]
        target, size = rng.choice(rows), rng.randint(3, 6)
        others = _others(kind, target, size, labels, rows, by_colour, by_kind, rng)
        if others is None:
            continue
        shown = [target, *others]
        rng.shuffle(shown)
        made.append(Instance(tuple(shown), target, _utterance(kind, target, others, labels), kind))
    return made


def _others(kind: str, target: int, size: int, labels: Sequence[Label], rows: Sequence[int], by_colour: dict, by_kind: dict,
            rng: random.Random) -> list[int] | None:
    """The items beside the target, none of which fits the utterance; None where the draw does not work out."""
    if kind == "not_colour":  # all the others share one colour, which the target has not
        colour = labels[rng.choice(rows)].colour
        if _alike(colour, labels[target].colour) or len(by_colour[colour]) < size - 1:
            return None
        return rng.sample(by_colour[colour], size - 1)
    lures: list[int] = []
    if kind == "colour_kind":
        lures = [rng.choice(by_kind[labels[target].kind]), rng.choice(by_colour[labels[target].colour])]
    drawn = dict.fromkeys(lures + rng.sample(rows, min(len(rows), 6 * size)))
    fair = [row for row in drawn if row != target and not _fits(kind, labels[row], labels[target])]
    return fair[:size - 1] if len(fair) >= size - 1 else None


def _fits(kind: str, label: Label, target: Label) -> bool:
    """Would the utterance for `target` be true of `label`, or so near it that people would disagree?"""
    same_kind = bool({*kind_names(label.kind)} & {*kind_names(target.kind)[:1]}) or label.kind == target.kind
    if kind == "colour":
        return _alike(label.colour, target.colour)
    return same_kind if kind == "kind" else same_kind and _alike(label.colour, target.colour)


def _alike(colour: str, other: str) -> bool:
    """Equal, or one name within the other: navy blue is a blue too."""
    return colour in other or other in colour


def _utterance(kind: str, target: int, others: Sequence[int], labels: Sequence[Label]) -> str:
    label = labels[target]
    noun = kind_names(label.kind)[0]
    return {"colour": f"the {label.colour} one", "kind": f"the {noun}", "colour_kind": f"the {label.colour} {noun}",
            "not_colour": f"the one that is not {labels[others[0]].colour}"}[kind]

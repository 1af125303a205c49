"""Swaps of one attribute, made from a catalogue: this picture, minus what it is, plus something else of the same kind.

A swap asks for another colour, pattern, sleeve, length or formality than an item is known to have. Where no attribute
states it, the title may ("Striped", "Full Sleeve"). Items of which nothing is known cannot be told right from wrong, so
the results of a swap are ranked among those of which the attribute is known.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.captions import Label
from models.composition import compose_query, phrase
from models.encoder import Encoder, unit
from models.metrics import wilson
from models.words import singular
from models.wrapped import Remembering

__all__ = ["FIELDS", "KEEPING", "METHODS", "PRODUCT", "Compose", "Swap", "alike", "figures_of", "known", "make_swaps",
           "swap_table", "swaps"]

FIELDS = ("colour", "pattern", "sleeve", "length", "formality")
TOP = 4
CHUNK = 256    # swaps scored at once

_PATTERNS = {"striped": r"strip(?:ed?s?|y)", "checked": r"check(?:ed|s)?|plaid|tartan|chequered", "floral": r"floral|flowery",
             "polka dot": r"polka(?:[- ]dots?)?", "printed": r"print(?:ed|s)?|graphic", "solid": r"solid|plain"}
_SLEEVES = {"long": r"(?:full|long)[- ]sleeved?", "short": r"(?:half|short)[- ]sleeved?", "sleeveless": r"sleeveless"}
_LENGTHS = {name: name for name in ("mini", "midi", "maxi", "cropped", "knee-length", "ankle-length")}
_IN_TITLES = {"pattern": _PATTERNS, "sleeve": _SLEEVES, "length": _LENGTHS}


@dataclass(frozen=True)
class Swap:
    """Row of the item to start from, the attribute, what it is and what it is to be."""

    row: int
    field: str
    old: str
    new: str

    def words(self, value: str) -> str:
        """The value as it stands before the noun: "long" sleeves are "long-sleeved", other values stay."""
        return f"{value}-sleeved" if self.field == "sleeve" and value in ("long", "short") else value


def known(label: Label, field: str) -> str:
    """What is known of one of FIELDS: from the attributes, else from the title; "" for nothing."""
    fields = {"colour": label.colour if label.colour != "multi" else "", "formality": label.usage}
    own = fields.get(field, label.details.get(field))
    if own is not None:
        return own
    title = label.title.lower()
    return next((value for value, pattern in _IN_TITLES[field].items() if re.search(rf"\b(?:{pattern})\b", title)), "")


def make_swaps(labels: Sequence[Label], field: str, count: int, *, seed: int = 0) -> list[Swap]:
    """Up to `count` swaps of the field; the same for the same labels and seed. [] where no kind has two values of it."""
    rng = random.Random(seed)
    values = [known(label, field) for label in labels]
    of_kind: dict[str, set[str]] = {}
    for label, value in zip(labels, values, strict=True):
        if label.kind and value:
            of_kind.setdefault(label.kind, set()).add(value)
    sources = [row for row, label in enumerate(labels) if values[row] and len(of_kind.get(label.kind, ())) > 1]
    return [Swap(row, field, values[row], rng.choice(sorted(of_kind[labels[row].kind] - {values[row]})))
            for row in rng.sample(sources, min(count, len(sources)))]


# ---- methods: a swap -> the scores of all items -----------------------------------------------------------------------------

Compose = Callable[[Encoder, np.ndarray, str, str, str], np.ndarray]   # encoder, picture (d,), new, old, kind -> (d,) unit


def _shop(encoder: Encoder, picture: np.ndarray, new: str, old: str, kind: str) -> np.ndarray:
    return compose_query(encoder, picture=picture, plus=(new,), minus=(old,), kind=kind)


def _words(encoder: Encoder, picture: np.ndarray, new: str, old: str, kind: str) -> np.ndarray:
    return compose_query(encoder, picture=picture, plus=(new,), minus=(old,))


def _text(encoder: Encoder, picture: np.ndarray, new: str, old: str, kind: str) -> np.ndarray:
    return encoder.texts([phrase(new, kind)])[0]


def _picture(encoder: Encoder, picture: np.ndarray, new: str, old: str, kind: str) -> np.ndarray:
    return unit(picture)


def _sum(encoder: Encoder, picture: np.ndarray, new: str, old: str, kind: str) -> np.ndarray:
    return unit(picture + encoder.texts([phrase(new, kind)])[0])


def _change(encoder: Encoder, picture: np.ndarray, new: str, old: str, kind: str) -> np.ndarray:
    wanted, taken = encoder.texts([phrase(new, kind), phrase(old, kind)])
    return unit(picture + wanted - taken)


METHODS: Mapping[str, Compose] = {"difference": _shop, "words": _words, "text": _text, "picture": _picture, "sum": _sum,
                                  "change": _change}
PRODUCT = "product"   # of similarities: no query vector, so no function of METHODS
# Where the results are to be of the item's own kind, as the words name no other: by what the shop states, as the conversation
# has it for an item of the shop; by the kinds of the nearest pictures, where all are one, as it has it for a shopper's own
# picture. The query is that of "difference".
KEEPING = ("shop", "seen")
LOOKED_AT = 3


def _scores(encoder: Encoder, pictures: np.ndarray, gallery: np.ndarray, made: Sequence[Swap], kinds: Sequence[str],
            compose: Compose | None) -> np.ndarray:
    """(swaps, n) scores of the gallery (n, d); pictures (swaps, d) are what the swaps start from."""
    def queries(compose: Compose) -> np.ndarray:
        return np.stack([compose(encoder, picture, swap.words(swap.new), swap.words(swap.old), kind)
                         for picture, swap, kind in zip(pictures, made, kinds, strict=True)])

    if compose is None:
        return _between(queries(_text) @ gallery.T) * _between(pictures @ gallery.T)
    return queries(compose) @ gallery.T


def _between(scores: np.ndarray) -> np.ndarray:
    """Each row from 0 to 1, as i-CIR has it before it multiplies."""
    low = scores.min(axis=1, keepdims=True)
    return (scores - low) / np.maximum(scores.max(axis=1, keepdims=True) - low, 1e-9)


# ---- what comes of them -----------------------------------------------------------------------------------------------------

def swaps(labels: Sequence[Label], vectors: np.ndarray, encoder: Encoder, made: Sequence[Swap], *, method: str = "difference",
          methods: Mapping[str, Compose] = METHODS) -> np.ndarray:
    """(swaps, 5): is the kind, is the value, are both, are both and the rest of what is known among the TOP best results
    (the source left out), and the share of those whose top-level category is another.

    labels, vectors (n, d): the catalogue. method: a name of `methods`, "product" or one of KEEPING.
    """
    remembered, compose = Remembering(encoder), methods["difference"] if method in KEEPING else methods.get(method)
    kinds = np.array([label.kind for label in labels])
    outcome = [np.zeros((0, 5))]
    for field in dict.fromkeys(swap.field for swap in made):
        values = np.array([known(label, field) for label in labels])
        rows = np.flatnonzero(values != "")
        asked = [swap for swap in made if swap.field == field]
        for start in range(0, len(asked), CHUNK):
            part = asked[start:start + CHUNK]
            scores = _scores(remembered, vectors[[swap.row for swap in part]], vectors[rows], part,
                             [singular(labels[swap.row].kind) for swap in part], compose)
            if method in KEEPING:
                sources = [swap.row for swap in part]
                kept = kinds[sources] if method == "shop" else _seen_kinds(vectors, kinds, sources)
                scores[(kept[:, None] != "") & (kept[:, None] != kinds[rows])] = -np.inf
            scores[np.arange(len(part)), np.searchsorted(rows, [swap.row for swap in part])] = -np.inf
            count = min(TOP, len(rows) - 1)   # the source is one of them
            best = np.argpartition(-scores, count - 1, axis=1)[:, :count]
            shown = (rows[found[np.isfinite(each[found])]] for each, found in zip(scores, best, strict=True))
            outcome.append(np.array([_outcome(labels, values, swap, found) for swap, found in zip(part, shown, strict=True)]))
    return np.concatenate(outcome)


def _seen_kinds(vectors: np.ndarray, kinds: np.ndarray, rows: Sequence[int]) -> np.ndarray:
    """(rows,) the kind of the LOOKED_AT pictures nearest to each of these, itself left out; "" where they are not of one."""
    near = vectors[rows] @ vectors.T
    near[np.arange(len(rows)), rows] = -np.inf
    best = np.argpartition(-near, LOOKED_AT - 1, axis=1)[:, :LOOKED_AT]
    return np.array([kinds[found[0]] if len(set(kinds[found])) == 1 else "" for found in best])


def _outcome(labels: Sequence[Label], values: np.ndarray, swap: Swap, found: np.ndarray) -> tuple[float, ...]:
    """One row of `swaps`."""
    label = labels[swap.row]
    kinds = [labels[row].kind == label.kind for row in found]
    right = [values[row] == swap.new for row in found]
    both = [kind and value for kind, value in zip(kinds, right, strict=True)]
    rest = [good and alike(label, swap.field) == alike(labels[row], swap.field) for good, row in zip(both, found, strict=True)]
    other = sum(labels[row].category != label.category for row in found) / max(len(found), 1)
    return any(kinds), any(right), any(both), any(rest), other


def alike(label: Label, field: str) -> str:
    """Colour, wearer and formality but for the field, in one word: the same for items that are alike in all else."""
    return "|".join(value for name, value in (("colour", label.colour), ("gender", label.gender), ("formality", label.usage))
                    if name != field)


def figures_of(outcome: np.ndarray, value: str) -> dict:
    """Means of `swaps`' columns under CONTRACT.md's names, with the interval of `both@4`."""
    n = len(outcome)
    kind, right, both, rest, gross = outcome.mean(axis=0).tolist() if n else (0.0,) * 5
    return {"n": n, "type_kept@4": kind, f"{value}@4": right, "both@4": both, "ci95": list(wilson(round(both * n), n)),
            "rest_kept@4": rest, "gross_error@4": gross}


def swap_table(figures: Mapping[str, Mapping[str, Mapping]]) -> str:
    """{method: {field: figures}} -> lines for people: both@4 with its interval / all the rest kept too / gross errors."""
    fields = list(dict.fromkeys(field for by_field in figures.values() for field in by_field))
    lines = ["both@4 [95 %] / rest kept / gross".ljust(40) + "".join(
        f"{field} (n {next(iter(figures.values()))[field]['n']})".ljust(40) for field in fields)]
    for method, by_field in figures.items():
        cells = (by_field[field] for field in fields)
        lines.append(method.ljust(40) + "".join(
            f"{each['both@4']:.3f} [{each['ci95'][0]:.3f}, {each['ci95'][1]:.3f}] / {each['rest_kept@4']:.3f} / "
            f"{each['gross_error@4']:.3f}".ljust(40) for each in cells))
    return "\n".join(lines)

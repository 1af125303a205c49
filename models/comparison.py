"""Which of the shown items is the darkest, the longest, the more formal: degrees that look at the whole set.

A dot product with "the darkest one" finds what photographs captioned so look like. A degree asks instead where each
item lies between two ends ("black dress" to "white dress"), and then compares the items with each other: one is darker
than the others, not dark. Where the shop states an attribute that orders them (colour names have a lightness, hems a
length), it counts more than the picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from models.encoder import Encoder
from models.selection import Selection, softmax

__all__ = ["SCALES", "Scale", "compare", "degrees", "lightness", "stated"]

# What a standard deviation of the set is worth in log-odds, as the picture shows it and as the shop states it: the least
# calibration error on families in training, `python -m tests.bench.bench_comparison --grid`.
SEEN, STATED = 0.75, 2.0

# CIE L* (lightness, 0 to 100) and C* (chroma) of colour names: those of CSS where CSS has the name, to the nearest 5.
_COLOURS = {
    "black": (0, 0), "charcoal": (30, 5), "navy": (15, 65), "midnight": (15, 30), "burgundy": (25, 45), "maroon": (25, 60),
    "wine": (25, 45), "plum": (35, 45),
    "brown": (35, 50), "chocolate": (30, 35), "coffee": (35, 25), "walnut": (35, 25), "forest": (35, 55), "indigo": (20, 85),
    "purple": (30, 70),
    "green": (45, 70), "emerald": (50, 60), "olive": (50, 55), "teal": (45, 30), "blue": (35, 95), "cobalt": (35, 70),
    "royal blue": (45, 85), "denim": (45, 30),
    "violet": (50, 70), "magenta": (60, 100), "fuchsia": (60, 100), "red": (50, 100), "crimson": (45, 75), "scarlet": (50, 100),
    "rust": (45, 60), "brick": (45, 55),
    "terracotta": (55, 50), "copper": (55, 50), "bronze": (55, 50), "cognac": (45, 50), "steel": (55, 20), "slate": (50, 10),
    "grey": (55, 0), "gray": (55, 0),
    "taupe": (55, 10), "mushroom": (65, 10), "orange": (70, 85), "coral": (70, 65), "salmon": (70, 45), "rose": (60, 60),
    "mustard": (70, 75), "gold": (85, 85),
    "camel": (65, 40), "tan": (75, 25), "khaki": (80, 30), "sage": (70, 20), "mauve": (65, 30), "lilac": (75, 30),
    "lavender": (80, 25), "silver": (80, 0),
    "pink": (80, 30), "blush": (85, 15), "peach": (90, 25), "nude": (80, 20), "skin": (80, 20), "turquoise": (80, 45),
    "sky": (80, 30), "aqua": (90, 50),
    "lime": (85, 110), "mint": (90, 30), "yellow": (95, 95), "lemon": (95, 70), "beige": (95, 10), "straw": (85, 30),
    "natural": (90, 15), "cream": (97, 15),
    "ivory": (98, 5), "off white": (97, 5), "white": (100, 0),
}
_SHIFTS = {"light": 15, "pale": 20, "bright": 5, "dark": -15, "deep": -10}


def _colour(name: str, part: int) -> float | None:
    words = name.lower().replace("-", " ").split()
    runs = (" ".join(words[start:end]) for start in range(len(words)) for end in range(len(words), start, -1))
    own = next((_COLOURS[run] for run in runs if run in _COLOURS), None)  # navy blue is navy, royal blue is itself
    if own is None:
        return None
    shift = sum(_SHIFTS.get(word, 0) for word in words) if part == 0 else 0
    return float(min(max(own[part] + shift, 0), 100))


def lightness(colour: str) -> float | None:
    """CIE L* of a colour name, 0 to 100: "navy" -> 15.0, "light blue" -> 50.0; None where the name is not known."""
    return _colour(colour, 0)


def _ranks(words: str) -> dict[str, float]:
    """"mini|short knee-length midi" -> {"mini": 0.0, "short": 0.0, "knee-length": 1.0, "midi": 2.0}."""
    return {name: float(rank) for rank, names in enumerate(words.split()) for name in names.split("|")}


@dataclass(frozen=True)
class Scale:
    """A scale's two ends as phrases, and what the shop may state that orders items along it."""

    high: tuple[str, ...]
    low: tuple[str, ...]
    attribute: str = ""
    ranks: Mapping[str, float] = field(default_factory=dict, hash=False)   # () for colours: see `stated`
    one_ended: bool = False   # the end asked for says more by itself than its difference from the other (bench_comparison)


_FITS = _ranks("skinny slim|narrow|fitted regular|straight relaxed|loose wide|oversized")
SCALES = {
    "darkness": Scale(("black",), ("white",), "colour"),
    "brightness": Scale(("bright", "red", "yellow"), ("grey", "dull"), "colour"),
    "length": Scale(("long", "maxi"), ("short", "mini"), "length", _ranks("mini|short|cropped hip knee|knee-length midi ankle "
                                                                          "maxi|long|full-length")),
    "formality": Scale(("formal",), ("casual",), "usage", _ranks("sports casual|travel smart|smart-casual "
        "party|ethnic formal"), one_ended=True),
    "size": Scale(("big", "large"), ("small", "tiny")),
    "heel": Scale(("high heel", "stiletto heel"), ("flat",), "heel", _ranks("flat|none low|kitten block|wedge|mid cone high|"
                                                                            "stiletto")),
    "width": Scale(("wide", "loose"), ("narrow", "slim"), "fit", _FITS),
    "looseness": Scale(("loose", "wide"), ("tight", "slim"), "fit", _FITS),
    "warmth": Scale(("warm winter", "wool"), ("light summer", "linen"), "material", _ranks("linen|mesh|chiffon silk|satin|"
        "viscose|cotton|canvas denim|leather velvet|fleece|suede|corduroy wool|cashmere|merino|down")),
    "simplicity": Scale(("plain", "solid"), ("patterned", "printed"), "pattern", _ranks("floral|printed|checked|polka striped "
        "solid|plain")),
    "softness": Scale(("soft", "velvet"), ("hard", "metal")),
    "shine": Scale(("shiny", "metallic"), ("matt", "cotton")),
    "novelty": Scale(("modern",), ("classic", "vintage")),
}


def stated(scale: str, facts: Mapping[str, str]) -> float | None:
    """Where an item's own attributes put it on the scale, in the scale's own unit; None where they do not say."""
    known = SCALES[scale]
    value = facts.get(known.attribute, "") if known.attribute else ""
    if known.attribute == "colour":
        found = _colour(value, 1 if scale == "brightness" else 0) if value else None
        return -found if found is not None and scale == "darkness" else found
    words = [value.lower(), *value.lower().replace("-", " ").split()]
    return next((known.ranks[word] for word in words if word in known.ranks), None)


@lru_cache(maxsize=512)
def _direction(encoder: Encoder, scale: str, kind: str, end: bool | None) -> np.ndarray:
    """From the lower end to the upper one, among items of this kind: (d,) float32, a difference and so no unit vector.

    end: only towards the upper end (True) or away from the lower one (False).
    """
    ends = SCALES[scale]
    phrases = [f"{word} {kind}".strip() for word in (*ends.high, *ends.low)]
    vectors = encoder.texts(phrases)
    high, low = vectors[:len(ends.high)].mean(axis=0), vectors[len(ends.high):].mean(axis=0)
    return (high if end is not False else 0) - (low if end is not True else 0)


def degrees(encoder: Encoder, scale: str, pictures: np.ndarray, *, facts: Sequence[Mapping[str, str]] | None = None,
            kind: str = "", end: bool | None = None) -> np.ndarray:
    """How far up the scale each of c shown items is, (c,) float32, in standard deviations from the set's mean.

    pictures: (c, d) float32 unit rows. facts: each item's attributes, None to judge by pixels alone. kind: what all of
    them are ("dress"), "" where they differ. end: which end was asked for, the upper one (True) or the lower; None for
    neither. Raises KeyError for a scale that is none of SCALES.
    """
    seen, told = _seen_and_told(encoder, scale, pictures, facts, kind, end)
    return seen if told is None else (SEEN * seen + STATED * told) / (SEEN + STATED)


def _seen_and_told(encoder: Encoder, scale: str, pictures: np.ndarray, facts: Sequence[Mapping[str, str]] | None, kind: str,
                   end: bool | None) -> tuple[np.ndarray, np.ndarray | None]:
    """(c,) float32 standardised by the set: by the pictures, and by what is stated, None where fewer than two state it. What
    states nothing stands in the middle."""
    seen = _standard(pictures @ _direction(encoder, scale, kind, end if SCALES[scale].one_ended else None))
    values = [stated(scale, each) for each in facts] if facts is not None else []
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return seen, None
    return seen, _standard(np.array([np.mean(known) if value is None else value for value in values], dtype=np.float32))


def compare(encoder: Encoder, scale: str, pictures: np.ndarray, *, highest: bool = True,
            facts: Sequence[Mapping[str, str]] | None = None, kind: str = "") -> Selection:
    """How likely each item is the one meant by the scale's superlative: "the darkest", or with not `highest` "the lightest".

    Arguments as in `degrees`.
    """
    seen, told = _seen_and_told(encoder, scale, pictures, facts, kind, highest)
    sources = {"comparison": SEEN * seen * (1 if highest else -1)}
    if told is not None:
        sources["words"] = STATED * told * (1 if highest else -1)
    return Selection(softmax(sum(sources.values())), sources)


def _standard(values: np.ndarray) -> np.ndarray:
    """Less their mean, over their standard deviation; zeros where all are the same."""
    centred = values - values.mean() if len(values) else values
    spread = float(centred.std()) if len(values) else 0.0
    return (centred / spread if spread > 1e-9 else np.zeros_like(centred)).astype(np.float32)

"""Clothing and shoes: every choice can be drawn and shows, both views, and the shipped families of look-alikes."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product

import numpy as np
import pytest

from catalog.illustrate.craft.drape import fit, flip
from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.shoe_stage import pitched
from catalog.illustrate.craft.svg import Sheet, page
from catalog.illustrate.curated_wardrobe import WARDROBE_LINES
from catalog.illustrate.products import sample
from catalog.illustrate.studio import photograph
from catalog.illustrate.wardrobe import WARDROBE

SMALL = 96  # pixels wide


def pixels(look: Look, *, back: bool = False) -> np.ndarray:
    """The look's plain picture, small: (120, 96, 3) float."""
    sheet, kind = Sheet(), WARDROBE[look.kind]
    (kind.back if back else kind.draw)(sheet, look)
    return np.asarray(photograph(page(sheet, floats=kind.floats), width=SMALL), float)


def plain(kind: str, shape: dict[str, str]) -> Look:
    """A teal look of the kind with the given own attributes, solid where nothing else is said."""
    rest = tuple(sorted((k, v) for k, v in shape.items() if k not in ("material", "pattern")))
    second = "ivory" if WARDROBE[kind].trim or shape.get("pattern", "solid") != "solid" else ""
    return Look(kind, "teal", second, shape.get("pattern", "solid"), shape["material"], rest)


def choices(kind: str) -> list[dict[str, str]]:
    """Every combination of the kind's own attributes, in its first material and the first pattern."""
    out = []
    for variant in WARDROBE[kind].variants:
        names = [name for name in variant if name not in ("colour", "pattern", "material")]
        for values in product(*(variant[name] for name in names)):
            out.append({**dict(zip(names, values, strict=True)), "material": variant["material"][0]})
    return out


def curated() -> list[Look]:
    return [p.look for p in sample() if p.look.kind in WARDROBE]


def neighbours(kind: str) -> list[tuple[dict[str, str], dict[str, str]]]:
    """For each value of each attribute a pair of choices, one with it and one with another, alike in all the rest."""
    pairs = {}
    for one, other in combinations(choices(kind), 2):
        apart = [k for k in {**one, **other} if one.get(k) != other.get(k)]
        if len(apart) == 1:
            for choice in (one, other):
                pairs.setdefault((apart[0], choice.get(apart[0])), (one, other))
    return list({id(one) + id(other): (one, other) for one, other in pairs.values()}.values())


@pytest.mark.parametrize("kind", [k for k in WARDROBE if k != "Jacket"])  # a jacket's style brings its closure
def test_each_value_of_each_attribute_changes_the_picture(kind):
    pairs = neighbours(kind)
    assert pairs
    for one, other in pairs:
        gap = np.abs(pixels(plain(kind, one)) - pixels(plain(kind, other))).max(2)
        assert (gap > 25).mean() > 0.004, (one, other)


@pytest.mark.parametrize("kind", WARDROBE)
def test_the_second_view_is_another_picture_of_the_same_thing(kind):
    look = plain(kind, choices(kind)[0])
    front, back = pixels(look), pixels(look, back=True)
    assert (np.abs(front - back).max(2) > 25).mean() > 0.01
    for view in (front, back):  # teal, and enough of it
        assert ((view[..., 1] - view[..., 0] > 40) & (view[..., 2] - view[..., 0] > 40)).mean() > 0.04


@pytest.mark.parametrize("kind", ["Shirt", "Skirt", "T-shirt"])
def test_prints_show_and_differ(kind):
    views = {p: pixels(plain(kind, {**choices(kind)[0], "pattern": p})) for p in sorted(set(WARDROBE[kind].patterns))}
    for one, other in combinations(views, 2):
        assert (np.abs(views[one] - views[other]).max(2) > 25).mean() > 0.01, (one, other)


@pytest.mark.parametrize("kind", ["Dress", "Blouse", "Sweater", "Trousers", "Shorts"])
def test_a_print_goes_round_the_back(kind):
    shape = choices(kind)[0]
    bare, printed = (pixels(plain(kind, {**shape, "pattern": p}), back=True) for p in ("solid", "striped"))
    assert (np.abs(bare - printed).max(2) > 25).mean() > 0.05


def test_satin_shines_and_wool_does_not():
    def spread(material: str) -> float:
        skirt = pixels(plain("Skirt", {"shape": "pleated", "length": "midi", "material": material}))
        return float(skirt[30:90, 30:66].mean(2).std())

    assert spread("satin") > 1.15 * spread("wool")


def test_the_shop_has_ten_to_fourteen_of_each_kind():
    counts = Counter(look.kind for look in curated())
    assert set(counts) == set(WARDROBE) == set(WARDROBE_LINES)
    assert all(10 <= n <= 14 for n in counts.values()) and sum(counts.values()) >= 180


def test_the_shop_sells_only_what_a_kind_offers():
    for look in curated():
        kind, own = WARDROBE[look.kind], {**dict(look.shape), "material": look.material}
        fitting = [v for v in kind.variants if set(own) == set(v) - {"colour", "pattern"} and all(own[k] in v[k] for k in own)]
        assert fitting, look
        assert any(look.pattern in v.get("pattern", kind.patterns) for v in fitting), look
        assert bool(look.second) == (look.pattern != "solid" or bool(kind.trim)), look


def test_every_product_has_a_look_alike_that_differs_in_one_thing():
    def traits(look: Look) -> dict[str, str]:
        return {
            "colour": look.colour,
            "second": look.second,
            "pattern": look.pattern,
            "material": look.material,
            **dict(look.shape),
        }

    for kind in WARDROBE:
        looks = [traits(look) for look in curated() if look.kind == kind]
        assert len({tuple(sorted(t.items())) for t in looks}) == len(looks)
        paired = [t for t in looks if any(sum(t.get(k) != o.get(k) for k in {**t, **o}) == 1 for o in looks)]
        assert len(paired) >= 0.4 * len(looks), kind


def test_a_pitched_outline_lifts_the_heel_and_leaves_the_toe():
    assert pitched("-200,180 -90,170! 100,160 160,150!", 40) == "-200,180.0 -90,170.0! 100,120.0 160,110.0!"


def test_fit_centres_and_never_outgrows_the_picture():
    assert fit(-300, 300, 100) == "scale(1.150) translate(0 0.0)"
    assert fit(-100, 300, 200) == "scale(1.340) translate(0 -100.0)"
    assert fit(-300, 300, 284) == "scale(1.000) translate(0 0.0)"


def test_flip_mirrors_points():
    assert flip("10,-20 -3.5,4", -1) == "-10,-20 3.5,4"

"""The illustrated sample: what is on disk, what the drawing promises, and that a seed fixes every byte."""

from __future__ import annotations

import csv
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import catalog.illustrate as illustrate
from catalog.illustrate.__main__ import main
from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.palette import COLOURS, channels
from catalog.illustrate.craft.svg import Sheet, curve, ellipse, page, sym
from catalog.illustrate.household import HOUSEHOLD
from catalog.illustrate.kinds import ATTRIBUTES, KINDS
from catalog.illustrate.products import COLUMNS, draw, pictures_of, row, sample
from catalog.illustrate.studio import contact_sheet, photograph, pictures, random_scene, svg_of, write_catalogue

SAMPLE = Path(illustrate.__file__).parents[2] / "assets" / "sample"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with open(SAMPLE / "catalogue.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_curve_is_smooth_except_at_corners():
    assert curve("0,0! 30,0! 30,30!", close=False) == "M0,0C10 0 20 0 30 0C30 10 30 20 30 30"
    assert curve("0,0 30,0!", close=False, flip=-1) == "M0,0C-10 0 -20 0 -30 0"


def test_sym_mirrors_the_right_half():
    assert sym("0,0! 30,0! 0,30!") == curve("0,0! 30,0! 0,30! -30,0!")


def test_ellipse_reaches_its_four_ends():
    assert all(end in ellipse(10, 20, 5, 4) for end in ("M5,20", " 10 16C", " 15 20C", " 10 24C", " 5 20Z"))


def test_same_seed_same_svg_text():
    one, two = draw(len(KINDS), seed=7), draw(len(KINDS), seed=7)
    assert one == two
    assert [svg_of(p) for p in one] == [svg_of(p) for p in two]
    assert draw(len(KINDS), seed=8) != one


def test_a_draw_is_longer_not_different_when_more_is_asked():
    assert draw(100, seed=3)[:12] == draw(12, seed=3)


def test_training_draws_keep_off_the_sample_and_off_each_other():
    looks = [p.look for p in draw(1500, seed=1)]
    assert not {p.look for p in sample()} & set(looks)
    assert len(set(looks)) > 1400  # there are few ways to be jeans


def differences(one: dict[str, str], two: dict[str, str]) -> set[str]:
    """The attributes that two rows have different values of."""
    return {name for name in ATTRIBUTES if name != "gender" and one[name] != two[name]}


def test_half_of_the_training_draws_are_near_misses():
    products = [p for p in draw(len(KINDS) * 20, seed=4) if p.look.kind == "Handbag"]
    steps = [len(differences(row(a), row(b))) for a, b in zip(products, products[1:], strict=False)]
    assert len(steps) == 19 and 5 <= steps.count(1) <= 14


def test_draws_cover_every_kind_with_unique_ids():
    products = draw(300, seed=2)
    assert {p.look.kind for p in products} == set(KINDS)
    assert len({p.id for p in products}) == 300


def test_varied_scenes_differ_and_repeat():
    one, two = sample()[:2]
    assert random_scene(one, seed=1) == random_scene(one, seed=1) != random_scene(two, seed=1)


def test_sample_on_disk_is_what_the_code_draws(rows):
    assert list(rows[0]) == list(COLUMNS)
    assert rows == [row(p) for p in sample()]


def test_sample_is_big_enough(rows):
    kinds = [r["category"].split(" > ")[-1] for r in rows]
    assert len(rows) >= 360 and len(set(kinds)) >= 36
    assert min(kinds.count(kind) for kind in set(kinds)) >= 8
    assert len({r["id"] for r in rows}) == len(rows)


def test_every_picture_exists_at_its_size(rows):
    names = [name for r in rows for name in r["image"].split("|")]
    assert {Image.open(SAMPLE / name).size for name in names} == {(640, 800)}
    assert {p.name for p in (SAMPLE / "pictures").iterdir()} == {Path(name).name for name in names}
    assert sum((SAMPLE / name).stat().st_size for name in names) < 13_000_000


def test_every_view_has_a_text_of_its_own(rows):
    for r in rows:
        texts = r["alt"].split("|")
        assert len(texts) == len(r["image"].split("|")) == len(set(texts))
        assert all(text.startswith("Drawing of ") and r["colour"] in text for text in texts)
    assert sum("|" in r["image"] for r in rows) > 200


def test_rows_are_plain_shop_values(rows):
    for r in rows:
        assert len(r["category"].split(" > ")) == 3
        assert float(r["price"]) > 0 and r["currency"] == "USD" and 0 <= float(r["rating"]) <= 5
        assert r["colour"] in COLOURS and (not r["second_colour"] or r["second_colour"] in COLOURS)
        assert r["colour"] in r["title"].lower()


def test_titles_are_not_of_one_pattern(rows):
    assert len({r["title"] for r in rows}) > 0.97 * len(rows)
    for mark in ("The ", ", ", " in ", " with "):
        assert 0.08 < sum(mark in r["title"] for r in rows) / len(rows) < 0.6


def test_one_row_in_full():
    drawn_by_lot = ("brand", "price", "rating", "description", "title")
    bag = next(p for p in sample() if p.id == "handbag-pink-01")
    assert {k: v for k, v in row(bag).items() if v and k not in drawn_by_lot} == {
        "id": "handbag-pink-01",
        "currency": "USD",
        "category": "Fashion > Bags > Handbag",
        "image": "pictures/handbag-pink-01.webp|pictures/handbag-pink-01-2.webp",
        "alt": "Drawing of a pink leather handbag with a leather strap and a turn-lock flap, on a plain background."
        "|Drawing of a pink leather handbag with a leather strap and a turn-lock flap, from behind, on a plain background.",
        "colour": "pink",
        "pattern": "solid",
        "material": "leather",
        "gender": "women",
        "strap": "leather",
        "closure": "flap",
    }


def test_one_pink_handbag_has_a_leather_strap(rows):
    pink = [r for r in rows if r["category"].endswith("> Handbag") and r["colour"] == "pink"]
    assert len(pink) >= 5
    assert [r["strap"] for r in pink].count("leather") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_near_misses(rows, kind):
    """At least one pair that differs in one attribute alone, and none that differs in nothing."""
    mine = [r for r in rows if r["category"].endswith(f"> {kind}")]
    apart = [differences(a, b) for a, b in combinations(mine, 2)]
    assert min(map(len, apart)) == 1


def test_attributes_are_all_columns():
    assert {name for p in draw(300, seed=5) for name, _ in p.look.shape} <= set(ATTRIBUTES)


def share_of_hue(pixels: np.ndarray, colour: str) -> float:
    """How much of (h, w, 3) uint8 pixels, 0 to 1, has the hue of a vivid colour, in light or in shade."""
    want, have = np.array(channels(COLOURS[colour]), float), pixels.reshape(-1, 3).astype(float)
    want, have = want - want.mean(), have - have.mean(1, keepdims=True)
    size = np.linalg.norm(have, axis=1)
    along = have @ want / np.linalg.norm(want)
    return float(((along > 0.95 * size) & (size > 0.3 * np.linalg.norm(want))).mean())


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_shows_its_stated_colour_in_the_middle(rows, kind):
    """In the shop's own pictures; the kind's most colourful product is asked, for white could be the wall.

    One of a single colour, where the kind has it: a coral panel is the opposite of a teal case. A necklace is thin.
    """
    mine = [r for r in rows if r["category"].endswith(f"> {kind}")]
    vivid = max(mine, key=lambda r: (r["pattern"] == "solid", not r["second_colour"], np.ptp(channels(COLOURS[r["colour"]]))))
    pixels = np.asarray(Image.open(SAMPLE / vivid["image"].split("|")[0]).convert("RGB"))
    middle = pixels[160:640, 96:544]
    stated = share_of_hue(middle, vivid["colour"])
    assert stated > 0.02 and stated > 2 * share_of_hue(255 - middle, vivid["colour"])  # against the opposite hue


def choices(kind: str) -> list[Look]:
    """Every combination of a kind's own attributes as a solid look of one colour, in the first material of each variant."""
    colour, looks = next(c for c in ("teal", "gold") if c in HOUSEHOLD[kind].colours), []
    for variant in HOUSEHOLD[kind].variants:
        names = [name for name in variant if name not in ("colour", "pattern", "material", "second")]
        second = variant.get("second", ("ivory",) if HOUSEHOLD[kind].trim else ("",))[0]
        for values in product(*(variant[name] for name in names)):
            shape = {name: value for name, value in zip(names, values, strict=True) if value != "none"}
            looks.append(Look(kind, colour, second, "solid", variant["material"][0], tuple(sorted(shape.items()))))
    return looks


def one_apart(looks: list[Look]) -> list[tuple[Look, Look]]:
    """For each value of each attribute two looks that differ in it alone."""
    pairs = {}
    for one, other in combinations(dict.fromkeys(looks), 2):
        apart = set(one.shape) ^ set(other.shape)
        names = {name for name, _ in apart}
        if len(names) == 1 and (one.second, one.material) == (other.second, other.material):
            pairs.update({(value, other.second): (one, other) for value in apart})
    return list(dict.fromkeys(pairs.values()))


@pytest.mark.parametrize("kind", HOUSEHOLD)
def test_each_value_of_each_attribute_changes_the_picture(kind):
    def pixels(look: Look) -> np.ndarray:
        sheet = Sheet()
        HOUSEHOLD[kind].draw(sheet, look)
        return np.asarray(photograph(page(sheet, floats=False), width=96), float)

    for one, other in one_apart(choices(kind)):
        assert (np.abs(pixels(one) - pixels(other)).max(2) > 25).mean() > 0.002, (one, other)


def test_no_two_products_look_the_same():
    some = [p for p in sample() if p.look.kind in ("Chair", "Handbag", "Mug")]
    small = [np.asarray(photograph(svg_of(p), width=64), np.int16) for p in some]
    nearest = min(np.abs(a - b).max() for a, b in combinations(small, 2))
    assert nearest > 40  # of 255, somewhere in the picture


def test_the_second_view_is_another_picture():
    bag, mug = (next(p for p in sample() if p.look.kind == kind) for kind in ("Handbag", "Mug"))
    assert pictures_of(bag) == ["pictures/handbag-pink-01.webp", "pictures/handbag-pink-01-2.webp"]
    assert svg_of(bag, view=1) != svg_of(bag)
    with pytest.raises(IndexError):
        svg_of(mug, view=1)


def test_pictures_for_training_need_no_files():
    (picture, shown), (other, _) = pictures(draw(2, seed=5), width=64, seed=1)
    assert picture.size == other.size == (64, 80) and picture.mode == "RGB"
    assert shown == row(draw(1, seed=5)[0])
    again, _ = next(pictures(draw(1, seed=5), width=64, seed=1))
    varied, _ = next(pictures(draw(1, seed=5), width=64, seed=2))
    assert picture.tobytes() == again.tobytes() != varied.tobytes()


def test_one_process_or_two_write_the_same_bytes(tmp_path):
    for processes in (1, 2):
        assert len(list(write_catalogue(draw(3, seed=6), tmp_path / str(processes), width=64, processes=processes))) == 3
    files = sorted(p.relative_to(tmp_path / "1") for p in (tmp_path / "1").rglob("*.*"))
    assert len(files) == 7
    assert all((tmp_path / "1" / f).read_bytes() == (tmp_path / "2" / f).read_bytes() for f in files)


def test_contact_sheet_shows_one_of_each_kind(tmp_path):
    contact_sheet(draw(4, seed=1) + draw(4, seed=2), tmp_path / "sheet.webp", columns=3, width=48)
    assert Image.open(tmp_path / "sheet.webp").size == (144, 120)


def test_the_colour_is_drawn_not_looked_up():
    dresses = [p for p in sample() if p.look.kind == "Dress" and p.look.pattern == "solid"]
    red, navy = (photograph(svg_of(next(p for p in dresses if p.look.colour == colour))) for colour in ("red", "navy"))
    middle = (slice(300, 600), slice(260, 380))
    assert share_of_hue(np.asarray(red)[middle], "red") > 0.5 > share_of_hue(np.asarray(red)[middle], "navy")
    assert share_of_hue(np.asarray(navy)[middle], "navy") > 0.5 > share_of_hue(np.asarray(navy)[middle], "red")


def test_command_writes_a_catalogue(tmp_path, capsys):
    assert main(["--count", "2", "--out", str(tmp_path / "shop"), "--seed", "9", "--varied", "--width", "96"]) == 0
    table = (tmp_path / "shop" / "catalogue.csv").read_text(encoding="utf-8").splitlines()
    written = list((tmp_path / "shop" / "pictures").glob("*.webp"))
    assert len(table) == 3 and len(written) == sum(len(pictures_of(p)) for p in draw(2, seed=9))
    assert {Image.open(p).size for p in written} == {(96, 120)}
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("count", ["0", "-3", "many"])
def test_command_refuses_a_bad_count(tmp_path, count, capsys):
    with pytest.raises(SystemExit) as stop:
        main([f"--count={count}", "--out", str(tmp_path)])
    assert stop.value.code == 2
    assert "whole number from 1" in capsys.readouterr().err


def test_command_refuses_a_folder_it_cannot_write(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["--count", "1", "--out", str(tmp_path / "file" / "shop")]) == 2
    assert "--out takes a folder" in capsys.readouterr().err

"""The illustrated sample: what is on disk, what the drawing promises, and that a seed fixes every byte."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import catalog.illustrate as illustrate
from catalog.illustrate.__main__ import main
from catalog.illustrate.kinds import ATTRIBUTES, KINDS
from catalog.illustrate.palette import COLOURS, channels
from catalog.illustrate.products import COLUMNS, draw, row, sample
from catalog.illustrate.studio import photograph, random_scene, svg_of
from catalog.illustrate.svg import curve, ellipse, sym

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
    one, two = draw(26, seed=7), draw(26, seed=7)
    assert one == two
    assert [svg_of(p) for p in one] == [svg_of(p) for p in two]
    assert draw(26, seed=8) != one


def test_a_draw_is_longer_not_different_when_more_is_asked():
    assert draw(40, seed=3)[:12] == draw(12, seed=3)


def test_training_draws_keep_off_the_sample():
    assert not {p.look for p in sample()} & {p.look for p in draw(600, seed=1)}


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
    assert len(rows) >= 72 and len(set(kinds)) >= 16
    assert min(kinds.count(kind) for kind in set(kinds)) >= 3
    assert len({r["id"] for r in rows}) == len({r["alt"] + r["description"] for r in rows}) == len(rows)


def test_every_picture_exists_at_its_size(rows):
    sizes = {Image.open(SAMPLE / r["image"]).size for r in rows}
    assert sizes == {(640, 800)}
    assert {p.name for p in (SAMPLE / "pictures").iterdir()} == {Path(r["image"]).name for r in rows}


def test_rows_are_plain_shop_values(rows):
    for r in rows:
        assert len(r["category"].split(" > ")) == 3
        assert float(r["price"]) > 0 and r["currency"] == "USD" and 0 <= float(r["rating"]) <= 5
        assert r["colour"] in COLOURS and r["alt"].startswith("Drawing of ")


def test_one_row_in_full():
    drawn_by_lot = ("brand", "price", "rating", "description")
    assert {k: v for k, v in row(sample()[0]).items() if v and k not in drawn_by_lot} == {
        "id": "dress-red-01",
        "title": "Red Cotton Sweetheart-Neck Strappy Midi Dress",
        "currency": "USD",
        "category": "Fashion > Clothing > Dress",
        "image": "pictures/dress-red-01.webp",
        "alt": "Drawing of a red cotton sweetheart-neck strappy midi dress on a plain background.",
        "colour": "red",
        "pattern": "solid",
        "material": "cotton",
        "gender": "women",
        "length": "midi",
        "sleeve": "straps",
        "neckline": "sweetheart",
    }


def test_one_pink_handbag_has_a_leather_strap(rows):
    pink = [r for r in rows if r["category"].endswith("> Handbag") and r["colour"] == "pink"]
    assert len(pink) >= 4
    assert [r["strap"] for r in pink].count("leather") == 1


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
    """In the shop's own pictures; the kind's most colourful product is asked, for white could be the wall."""
    mine = [r for r in rows if r["category"].endswith(f"> {kind}")]
    vivid = max(mine, key=lambda r: np.ptp(channels(COLOURS[r["colour"]])))
    pixels = np.asarray(Image.open(SAMPLE / vivid["image"]).convert("RGB"))
    middle = pixels[160:640, 96:544]
    stated = share_of_hue(middle, vivid["colour"])
    assert stated > 0.08 and stated > 2 * share_of_hue(255 - middle, vivid["colour"])  # against the opposite hue


def test_the_colour_is_drawn_not_looked_up():
    red, navy = (photograph(svg_of(p)) for p in sample()[:2])
    middle = (slice(300, 600), slice(260, 380))
    assert share_of_hue(np.asarray(red)[middle], "red") > 0.5 > share_of_hue(np.asarray(red)[middle], "navy")
    assert share_of_hue(np.asarray(navy)[middle], "navy") > 0.5 > share_of_hue(np.asarray(navy)[middle], "red")


def test_command_writes_a_catalogue(tmp_path, capsys):
    assert main(["--count", "2", "--out", str(tmp_path / "shop"), "--seed", "9", "--varied"]) == 0
    table = (tmp_path / "shop" / "catalogue.csv").read_text(encoding="utf-8").splitlines()
    assert len(table) == 3 and len(list((tmp_path / "shop" / "pictures").glob("*.webp"))) == 2
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

"""The reader of FashionIQ's own files, on a tiny set made in their layout."""

import json

import pytest
from PIL import Image

from models.fashioniq import METHODS, BadFolder, Pair, fashioniq, read_split
from tests.conftest import PAINT, WIDTHS, WordEncoder

PICTURES = {"D1": ("Red", "Dress"), "D2": ("Blue", "Dress"), "D3": ("Black", "Dress"), "B1": ("Blue", "Bag")}
PAIRS = [{"candidate": "D1", "target": "D2", "captions": ["Is blue.", "same dress "]},
         {"candidate": "D2", "target": "D3", "captions": ["black", ""]},
         {"candidate": "D2", "target": "GONE", "captions": ["is green"]}]


@pytest.fixture
def folder(tmp_path):
    for name in ("captions", "image_splits", "images"):
        (tmp_path / name).mkdir()
    for category in ("dress", "shirt", "toptee"):
        (tmp_path / "captions" / f"cap.{category}.val.json").write_text(json.dumps(PAIRS))
        (tmp_path / "image_splits" / f"split.{category}.val.json").write_text(json.dumps([*PICTURES, "GONE"]))
    for name, (colour, kind) in PICTURES.items():
        file = tmp_path / "images" / f"{name}.{'jpg' if name == 'D1' else 'png'}"
        Image.new("RGB", (WIDTHS[kind], 40), PAINT[colour]).save(file)
    return tmp_path


def test_both_captions_are_read_as_one(folder):
    pairs, gallery = read_split(folder, "dress", "val")
    assert pairs[0] == Pair("D1", "D2", "is blue and same dress") and pairs[1].words == "black"
    assert gallery == ["D1", "D2", "D3", "B1", "GONE"]


def test_recall_by_category_and_pictures_that_are_not_there(folder):
    figures = fashioniq(folder, WordEncoder())
    assert set(figures) == {"dress", "shirt", "toptee", "mean"}
    assert {name: figures["dress"][name] for name in ("n", "gallery", "skipped", "r10", "r50")} == {
        "n": 2, "gallery": 4, "skipped": 1, "r10": 1.0, "r50": 1.0}
    assert figures["mean"] == {"r10": 1.0, "r50": 1.0} and figures["dress"]["r10_ci95"][0] < 1.0


def test_the_text_ranks_what_the_picture_does_not(folder):
    """Eleven pictures like the one started from stand before the target where nobody reads the words."""
    names = [f"R{number}" for number in range(11)]
    for name in names:
        Image.new("RGB", (WIDTHS["Dress"], 40), PAINT["Red"]).save(folder / "images" / f"{name}.png")
    (folder / "image_splits" / "split.dress.val.json").write_text(json.dumps(["D1", "D2", *names]))
    (folder / "captions" / "cap.dress.val.json").write_text(json.dumps(PAIRS[:1]))
    found = {method: fashioniq(folder, WordEncoder(), categories=["dress"], method=method)["dress"]["r10"] for method in METHODS}
    assert found == {"difference": 1.0, "text": 1.0, "sum": 0.0, "picture": 0.0}   # the half that is the picture ties


@pytest.mark.parametrize(("file", "text", "why"), [
    ("captions/cap.dress.val.json", "{", "cap.dress.val.json"), ("captions/cap.dress.val.json", "{}", "it is a list"),
    ("captions/cap.dress.val.json", '[{"target": "D1"}]', "KeyError 'candidate'"),
    ("image_splits/split.dress.val.json", "[]", "no pair of pictures"),
])
def test_what_is_wrong_with_a_folder(folder, file, text, why):
    (folder / file).write_text(text)
    with pytest.raises(BadFolder, match=why):
        fashioniq(folder, WordEncoder())

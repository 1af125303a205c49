"""Say Yes To The Fetch's figures against literal cases, and the whole from vectors to tables and pictures."""

import numpy as np
import pytest
import torch
from PIL import Image

from models.batches import Products
from models.captions import Label
from models.encoder import load_encoder, unit
from models.papers import vectors
from models.papers.fetch import (
    CHANGES,
    Catalogue,
    Pair,
    acceptable_pairs,
    adapt,
    draw_figures,
    load_settings,
    make_tables,
    proximity,
    real_probabilities,
    same_neighbours,
)
from models.papers.vectors import picture_vectors, text_vectors
from models.plots import PictureRow, draw_rows, plot_recall
from models.recipe import BadRecipe

KINDS = {"shirts": ("apparel", "topwear"), "jeans": ("apparel", "bottomwear"), "watches": ("accessories", "watches")}
COLOURS = ("red", "blue", "black")
DIM = 8


def small_catalogue(count=240):
    """Products of three kinds; a picture is its kind's direction and its own, with some noise, and so are its view and title."""
    rng, kinds = np.random.default_rng(0), sorted(KINDS)
    labels = [Label(f"{'abcdefghijklmnopqrst'[n % 20]}{'uvwxyz'[n // 40]}ian {COLOURS[n % 3]} {kinds[n // 3 % 3]}",
                    *KINDS[kinds[n // 3 % 3]], kinds[n // 3 % 3], COLOURS[n % 3]) for n in range(count)]
    ways = np.eye(DIM)[[kinds.index(label.kind) for label in labels]]
    ways = ways + rng.normal(size=ways.shape) * 0.6
    pictures, views, titles = (unit(ways + rng.normal(size=ways.shape) * 0.2) for _ in range(3))
    return Catalogue(labels, pictures, views, titles)


def settings(**changes):
    return load_settings() | {"steps": 30, "products": 32, "hidden": 16, "queries": 30, "together": 10, "sweep": [0.5]} | changes


def test_pairs_of_one_product_or_one_path_are_acceptable():
    assert acceptable_pairs(np.array([0, 1, 2, 0]), np.array([5, 6, 6, 5])).tolist() == [
        [True, False, False, True], [False, True, True, False], [False, True, True, False], [True, False, False, True]]
    assert acceptable_pairs(np.array([0, 0]), np.array([5, 6])).all()


def test_proximity_is_to_the_centre_of_the_others_of_its_category():
    vectors = np.array([[1.0, 0]] * 20 + [[0, 1.0]] * 19 + [[0.6, 0.8]] + [[0, 1.0]])
    own, others = proximity(vectors, np.array([0] * 20 + [1] * 20 + [2]))
    assert own[:20].tolist() == pytest.approx([1] * 20) and own[39] == pytest.approx(0.8)
    assert others[0] == pytest.approx(0.6 / np.hypot(19.8, 0.6)) and others[39] == pytest.approx(0.6)
    assert np.isnan(own[40]) and np.isnan(others[40])   # too small a category


def test_neighbours_of_the_same_category():
    gallery = unit(np.array([[1, 0], [1, 0.1], [1, 0.2], [0, 1], [0.1, 1]]))
    categories = np.array([0, 0, 1, 1, 1])
    shares = same_neighbours(gallery, gallery, categories, categories, itself=np.arange(5), ks=(1, 2, 50))
    assert shares[1].tolist() == [1, 0, 0, 1, 1] and shares[2].tolist() == [0.5, 0.5, 0, 1, 1]
    assert shares[50].tolist() == [0.25, 0.25, 0.5, 0.5, 0.5]   # all the others
    asked = same_neighbours(unit(np.array([[0, 1], [1, 0]])), gallery, np.array([1, 1]), categories, ks=(2, 3), chunk=1)
    assert asked[2].tolist() == [1, 0] and asked[3].tolist() == [1, pytest.approx(1 / 3)]


def test_a_real_pairs_probability_among_those_taken_together():
    pictures = texts = np.eye(4)[[0, 1, 0, 1, 2]]
    share = np.exp(2) / (np.exp(2) + 1)
    assert real_probabilities(pictures, texts, 2.0, 2).tolist() == pytest.approx([share] * 4)   # the fifth is left over
    assert real_probabilities(pictures, texts, 0.0, 5).tolist() == pytest.approx([0.2] * 5)


def test_relaxed_labels_spread_a_title_over_its_category_and_adapters_keep_unit_rows():
    catalogue = small_catalogue()
    paths, spread = catalogue.paths(), {}
    for alpha in (0.0, 0.9):
        model = adapt(catalogue, settings(learning_rate=5e-3), alpha)
        seen = model(catalogue)
        assert np.allclose((seen.pictures ** 2).sum(1), 1, atol=1e-5) and seen.pictures.dtype == np.float32
        chances = np.exp(model.scale * seen.titles @ seen.pictures.T)
        acceptable = (paths[:, None] == paths[None, :]) & ~np.eye(len(paths), dtype=bool)
        spread[alpha] = ((chances * acceptable).sum(1) / chances.sum(1)).mean()
    assert spread[0.9] > spread[0.0] + 0.1
    again = adapt(catalogue, settings(learning_rate=5e-3), 0.9)
    assert np.array_equal(again.pictures(catalogue.pictures), model.pictures(catalogue.pictures))


@pytest.mark.slow
def test_the_tables_from_vectors_to_rows_and_the_figures(tmp_path):
    catalogue, rng = small_catalogue(), np.random.default_rng(1)

    def encode(texts):
        return unit(rng.normal(size=(len(texts), DIM)))

    tables, models, values = make_tables(catalogue, encode, settings())
    assert [table.name for table in tables] == ["fetch_proximity", "fetch_neighbours", "fetch_views", "fetch_recall",
                                                "fetch_small", "fetch_sweep"]
    names = [row.name for row in tables[0].rows]
    assert names[:3] == ["static, original", "static, fine-tuned without the taxonomy", "static, fine-tuned with the taxonomy"]
    assert names[6:] == ["static, with - without", "dynamic, with - without"] and len(names) == 8
    rows = {row.name: row.ours for row in tables[0].rows}
    gain = rows[names[2]]["proximity"].value - rows[names[1]]["proximity"].value
    assert rows["static, with - without"]["proximity"].value == pytest.approx(gain)
    assert [row.name for row in tables[5].rows] == ["alpha = 0", "alpha = 0.25", "alpha = 0.5"]
    assert len(tables[1].notes) == 4 and all("halved" in note for note in tables[1].notes)
    cosines = [values["dynamic"][name]["views' cosine"] for name in ("original", "fine-tuned with the taxonomy")]
    assert [len(each) for each in cosines] == [30, 30] and not np.allclose(*cosines)

    draw_figures(catalogue, models, encode, rng.integers(0, 255, (len(catalogue.labels), 20, 16, 3), dtype=np.uint8), tmp_path)
    with Image.open(tmp_path / "figure-10.png") as picture:
        assert picture.size == (7 * 20 + 4, 3 * len(CHANGES) * 38 + 4)   # the start and six results, a row a change and model
    assert all((tmp_path / f"figure-{n}.png").is_file() for n in (7, 8, 9))


def test_what_is_fine_tuned_without_relaxing_is_clips_loss_on_the_real_pairs():
    catalogue = small_catalogue(40)
    torch.manual_seed(3)
    model = adapt(catalogue, settings(products=8, steps=25), 0.0)
    before = real_probabilities(catalogue.pictures, catalogue.titles, 25.0, 8).mean()
    seen = model(catalogue)
    assert real_probabilities(seen.pictures, seen.titles, 25.0, 8).mean() > before
    assert isinstance(model, Pair) and 1 <= model.scale <= 100 and model.scale != settings()["scale"]


def test_rows_of_pictures_and_recall_curves(tmp_path):
    red = np.full((10, 6, 3), (200, 0, 0), np.uint8)
    draw_rows([PictureRow("one", [red, red]), PictureRow("two", [red])], tmp_path / "rows.png")
    with Image.open(tmp_path / "rows.png") as picture:
        assert picture.size == (2 * 10 + 4, 2 * 28 + 4) and picture.getpixel((5, 20)) == (200, 0, 0)
        assert picture.getpixel((18, 50)) == (255, 255, 255)   # the second row has one picture
    plot_recall({"original": np.array([0, 3, 50])}, tmp_path / "recall.png")
    with Image.open(tmp_path / "recall.png") as picture:
        assert picture.width > 400


def test_vectors_are_the_shipped_encoders_and_are_made_once(tmp_path, monkeypatch):
    rng = np.random.default_rng(0)
    products = Products(rng.integers(0, 255, (3, 112, 88, 3), dtype=np.uint8), small_catalogue(3).labels)
    encoder, texts = load_encoder("compact", device="cpu"), ["red shirt", "blue jeans"] * 100
    pictures = picture_vectors(products, tmp_path)
    assert np.allclose(pictures, encoder.images([Image.fromarray(pixels) for pixels in products.pixels]), atol=1e-4)
    another = picture_vectors(products, tmp_path, view=1)
    assert another.shape == pictures.shape and not np.allclose(another, pictures, atol=1e-2)
    assert np.allclose(text_vectors(texts, tmp_path), encoder.texts(texts), atol=1e-4)
    assert np.allclose(text_vectors(texts[:2], tmp_path), encoder.texts(texts[:2]), atol=1e-4)
    monkeypatch.setattr(vectors, "_dual", None)   # nothing is computed again
    assert np.array_equal(picture_vectors(products, tmp_path), pictures)
    assert np.array_equal(text_vectors(texts, tmp_path)[1], text_vectors(texts, tmp_path)[3])
    assert len(list(tmp_path.glob("*.npy"))) == 3


def test_a_bad_recipe_is_said(tmp_path):
    (tmp_path / "r.toml").write_text("alpha = 0.25")
    with pytest.raises(BadRecipe, match="missing or unknown: .*sweep"):
        load_settings(tmp_path / "r.toml")

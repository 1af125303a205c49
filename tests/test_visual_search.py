"""Street to shop: what is learnt from, what is counted, checked by hand, and the whole way from a small shop to its tables."""

import csv
import dataclasses
import random

import numpy as np
import pytest
import torch
from PIL import Image

from models.captions import Label
from models.encoder import unit
from models.losses import contrastive
from models.papers.visual_search import (
    CHANGED,
    LOSSES,
    RECIPE,
    Change,
    change_figures,
    changes,
    few_words,
    load_visual_recipe,
    losses_of,
    match_figures,
    run,
    top,
)
from models.recipe import BadRecipe

CIRCLE = unit(np.array([[1, 0], [1, 0.1], [1, 1], [0, 1], [-1, 0]]))   # five products, in order around the circle


def test_the_recipe_sets_three_systems_apart_by_their_losses_alone():
    recipe = load_visual_recipe()
    assert [system.name for system in recipe.systems] == ["image-only baseline", "3-tower", "4-tower"]
    image, three, four = (set(system.losses) for system in recipe.systems)
    assert image == {"query_product"} and image < three < four and four == set(LOSSES)


def test_a_recipe_with_a_loss_or_a_setting_unknown_is_named(tmp_path):
    file = tmp_path / "bad.toml"
    file.write_text(RECIPE.read_text().replace("query_product = 1.0 }", "query_photo = 1.0 }").replace("tilt =", "turn ="))
    with pytest.raises(BadRecipe, match="query_photo, tilt, turn"):
        load_visual_recipe(file)
    file.write_text("seed = 1")
    with pytest.raises(BadRecipe, match="missing"):
        load_visual_recipe(file)


def test_a_shopper_types_attributes_and_no_title():
    label = Label("Puma Red Tee Number Seven", "apparel", "topwear", "tshirts", "red")
    said = [few_words(label, random.Random(seed)) for seed in range(60)]
    assert {name for phrase in said for name, _, _ in phrase.states} <= {"colour", "kind", "sub_category", "category"}
    assert few_words(Label("Thing"), random.Random(0)).states == (("title", "Thing", "Thing"),)


# ---- losses -------------------------------------------------------------------------------------------------------------

@pytest.fixture
def batch():
    """Four rows of query, product, title and words; rows 0 and 1 bear one title, and words 3 may fit product 2."""
    rng = np.random.default_rng(0)
    query, product, title, words = (torch.tensor(unit(rng.normal(size=(4, 3)))) for _ in range(4))
    same = torch.eye(4, dtype=torch.bool)
    same[0, 1] = same[1, 0] = True
    fits = torch.eye(4, dtype=torch.int8) * 2
    fits[2, 3] = 1
    return {"query": query, "product": product, "title": title, "words": words, "scale": torch.tensor(5.0), "same": same,
            "fits": fits, "words_weight": 0.5}


def test_only_losses_with_a_weight_are_taken(batch):
    assert set(losses_of({"query_product": 1, "query_title": 0}, **batch)) == {"query_product"}
    assert set(losses_of(dict.fromkeys(LOSSES, 0.1), **batch)) == set(LOSSES)


def test_products_of_one_title_are_no_negatives_of_each_other(batch):
    found = losses_of({"query_product": 1}, **batch)["query_product"]
    logits = 5 * batch["query"] @ batch["product"].T
    logits[0, 1] = logits[1, 0] = -1e4
    own = torch.arange(4)
    plain = (torch.nn.functional.cross_entropy(logits, own) + torch.nn.functional.cross_entropy(logits.T, own)) / 2
    assert found.item() == pytest.approx(plain.item(), rel=1e-5)


def test_a_title_fits_all_that_bear_it_and_words_all_that_they_describe(batch):
    found = losses_of(dict.fromkeys(LOSSES, 1), **batch)
    eye = torch.eye(4, dtype=torch.bool)
    open_ = torch.zeros(4, 4, dtype=torch.bool)
    open_[2, 3] = True
    scale, both = batch["scale"], torch.nn.functional.normalize(batch["query"] + batch["words"], dim=1)
    twins = batch["same"] & ~eye
    expected = {"query_title": contrastive(batch["query"], batch["title"], scale, batch["same"]),
                "product_title": contrastive(batch["product"], batch["title"], scale, batch["same"]),
                "query_words": contrastive(batch["query"], batch["words"], scale, eye, open_),
                "product_words": contrastive(batch["product"], batch["words"], scale, eye, open_),
                "both_product": contrastive(both, batch["product"], scale, eye, twins)}
    for name, value in expected.items():
        assert found[name].item() == pytest.approx(value.item()), name


# ---- figures ------------------------------------------------------------------------------------------------------------

def test_the_best_rows_come_best_first():
    assert top(CIRCLE[[0, 3]], CIRCLE, depth=3).tolist() == [[0, 1, 2], [3, 2, 1]]
    assert top(CIRCLE[[0, 3]], CIRCLE, depth=3, chunk=1).tolist() == [[0, 1, 2], [3, 2, 1]]


def test_match_figures_of_two_queries():
    """Ten products: two shirts and a belt near the first query; the second is near its own."""
    gallery = unit(np.array([[1, 0], [1, 0.1], [1, 0.2], *([-1, 0.01 * step] for step in range(7))]))
    kinds = np.array(["shirt", "belt", "shirt", *["watch"] * 7])
    found = match_figures(unit(np.array([[1, 0.11], [-1, 0]])), gallery, np.array([0, 3]), kinds)
    assert found["rank"].tolist() == [2, 0] and found["R@1"].tolist() == [False, True] and found["R@10"].tolist() == [True, True]
    assert found["category@1"].tolist() == [False, True] and found["category@10"].tolist() == [0.2, 0.7]


LABELS = [Label("Puma Red Tee", kind="tshirts", colour="red"), Label("Puma Blue Tee", kind="tshirts", colour="blue"),
          Label("Puma Blue Tee", kind="tshirts", colour="blue"), Label("Nike Blue Tee", kind="tshirts", colour="blue"),
          Label("Puma Navy Tee", kind="tshirts", colour="navy blue"), Label("Puma Tee", kind="tshirts", colour="")]


def test_a_change_asks_for_another_colour_of_the_family():
    blue, navy = Change(0, "blue", "blue tshirt", (1, 2)), Change(0, "navy blue", "navy blue tshirt", (4,))
    drawn = [changes([0], LABELS, seed) for seed in range(20)]
    assert [blue] in drawn and [navy] in drawn and all(one in ([blue], [navy]) for one in drawn)
    assert changes([3, 5], LABELS, seed=0) == []   # alone in its family; of no colour that is known
    assert changes([3, 4], LABELS, seed=0) == [Change(1, "red", "red tshirt", (0,))]   # blue does not clash with navy


def test_change_figures_of_two_changes():
    gallery = unit(np.array([[1, 0], [1, 0.1], [1, 0.2], [1, 0.3], [0, 1], [-1, 0], *([-1, -0.1 * n] for n in range(1, 6))]))
    labels = LABELS + [Label("Other", kind="belts", colour="blue")] * 5
    asked = [Change(0, "blue", "blue tshirt", (1, 2)), Change(0, "navy blue", "navy blue tshirt", (4,))]
    found = change_figures(top(unit(np.array([[1, 0.12], [1, 0]])), gallery), asked, [0], labels)
    assert [found[name].tolist() for name in CHANGED] == [[True, False], [True, True], [0.3, 0.1], [False, True]]


# ---- from a shop to its tables --------------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A CSV of 240 products: five colours, three kinds, sixteen families of each."""
    folder = tmp_path_factory.mktemp("goods")
    paint = {"Red": (200, 30, 30), "Blue": (30, 30, 200), "Green": (30, 160, 40), "Black": (10, 10, 10), "Yellow": (230, 210, 20)}
    with (folder / "goods.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "title", "category", "colour", "image"])
        for n in range(240):
            colour, kind = list(paint)[n % 5], ("Belts", "Bags", "Hats")[n // 5 % 3]
            picture = Image.new("RGB", (60, 80), "white")
            picture.paste(paint[colour], {"Belts": (2, 34, 58, 46), "Bags": (10, 10, 50, 70), "Hats": (20, 2, 40, 30)}[kind])
            picture.save(folder / f"{n}.png")
            title = f"{'abcdefghijklmnop'[n // 15]}ello {colour} {kind[:-1]}"
            rows.writerow([n, title, f"Goods > Things > {kind}", colour, f"{n}.png"])
    return str(folder / "goods.csv")


@pytest.mark.slow
def test_from_a_shop_to_its_tables(source, tmp_path):
    recipe = dataclasses.replace(load_visual_recipe(), train_products=48, dev_products=12, batch_size=16, steps=3,
                                 sweep=[0.3, 0.7])
    matching, changing = run(source, tmp_path, recipe=recipe)
    names = [row.name for row in matching.rows]
    assert names[:4] == ["shipped encoder, as it is", "image-only baseline", "3-tower", "4-tower"]
    assert {"3-tower - image-only baseline", "4-tower - 3-tower", "4-tower - 3-tower, picture and words"} < set(names)
    queries = {row.ours["R@1"].n for row in matching.rows}
    assert len(queries) == 1 and 5 < queries.pop() < 60
    own = {row.name: row.ours["R@10"].value for row in matching.rows}
    assert own["3-tower - image-only baseline"] == pytest.approx(own["3-tower"] - own["image-only baseline"])
    assert [row.name for row in changing.rows if row.name.startswith("image-only")] == ["image-only baseline, picture"]
    drawn = {path.name: path.stat().st_size for path in tmp_path.glob("*.png")}
    assert {"snapshots.png", "recall.png", "changes.png"} <= set(drawn) and min(drawn.values()) > 1000

    kept = {path: path.stat().st_mtime_ns for path in (*tmp_path.rglob("*.npy"), *tmp_path.rglob("*.safetensors"))}
    again = run(source, tmp_path, recipe=recipe)[0]
    assert {path: path.stat().st_mtime_ns for path in kept} == kept and sum(path.suffix == ".safetensors" for path in kept) == 3
    assert [row.ours for row in again.rows] == [row.ours for row in matching.rows]

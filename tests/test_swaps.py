"""Swaps of one attribute, and what comes of them: what is known of an item, the methods, the combiner."""

import numpy as np
import pytest

from models.captions import Label
from models.combiner import HIDDEN, BadCombiner, Combiner
from models.composition import compose_query
from models.encoder import unit
from models.evaluate import Goods, composition
from models.evaluate import main as evaluate
from models.swaps import KEEPING, METHODS, PRODUCT, Swap, figures_of, known, make_swaps, swap_table, swaps
from models.train_combiner import main, train
from tests.conftest import AXES, GOODS, WordEncoder

LABELS = [Label(title, "shop", kind.lower(), kind.lower(), colour.lower()) for _, title, kind, colour, *_ in GOODS]


def axis(*names):
    return unit(np.array([float(name in names) for name in AXES], dtype=np.float32))


VECTORS = np.stack([axis(label.colour, label.kind) for label in LABELS])


@pytest.mark.parametrize(("field", "label", "value"), [
    ("colour", Label("", colour="red"), "red"), ("colour", Label("", colour="multi"), ""),
    ("formality", Label("", usage="casual"), "casual"),
    ("pattern", Label("", details={"pattern": "floral"}), "floral"),
    ("pattern", Label("Ada Men Striped Shirt"), "striped"), ("pattern", Label("Ada Check Shirt"), "checked"),
    ("pattern", Label("Ada Shirt"), ""), ("sleeve", Label("Ada Full Sleeve Shirt"), "long"),
    ("sleeve", Label("Ada Half Sleeved Top"), "short"), ("sleeve", Label("Ada Sleeveless Top"), "sleeveless"),
    ("length", Label("Ada Maxi Dress"), "maxi"), ("length", Label("Ada Minimal Dress"), ""),
])
def test_what_is_known_of_an_item(field, label, value):
    assert known(label, field) == value


def test_swaps_stay_within_a_kind_and_are_the_same_again():
    made = make_swaps(LABELS, "colour", 100)
    assert len(made) == 10 and made == make_swaps(LABELS, "colour", 100)
    assert all(swap.old == LABELS[swap.row].colour != swap.new for swap in made)
    colours = {label.colour for label in LABELS if label.kind == "watch"}
    assert {swap.new for swap in made if LABELS[swap.row].kind == "watch"} <= colours
    assert make_swaps(LABELS, "pattern", 100) == []


def test_sleeves_are_said_as_people_say_them():
    assert Swap(0, "sleeve", "short", "long").words("long") == "long-sleeved"
    assert Swap(0, "colour", "red", "blue").words("blue") == "blue"


@pytest.mark.parametrize(("method", "both"), [("difference", 1.0), ("text", 1.0), ("change", 1.0), ("picture", 0.5)])
def test_methods(method, both):
    swap = [Swap(0, "colour", "red", "blue"), Swap(3, "colour", "red", "green")]
    labels = [*LABELS[:1], *LABELS[2:]]   # without the blue dress, nothing is both
    found = swaps(LABELS, VECTORS, WordEncoder(), swap, method=method)
    assert found.shape == (2, 5) and found[:, 2].mean() >= both
    assert swaps(labels, VECTORS[[0, *range(2, 10)]], WordEncoder(), swap[:1], method=method)[0, 2] == 0


def test_the_product_multiplies_what_the_sum_adds():
    swap = [Swap(0, "colour", "red", "blue")]
    assert swaps(LABELS, VECTORS, WordEncoder(), swap, method=PRODUCT)[0, 2] == 1


def test_only_items_of_which_the_attribute_is_known_are_ranked():
    labels = [Label("Ada Striped Dress", "shop", "dress", "dress"), Label("Ada Dress", "shop", "dress", "dress"),
              Label("Ada Plain Dress", "shop", "dress", "dress")]
    found = swaps(labels, np.stack([axis("dress")] * 3), WordEncoder(), [Swap(0, "pattern", "striped", "solid")])
    assert found[0].tolist() == [1, 1, 1, 1, 0]


def test_figures_and_the_table():
    figures = figures_of(np.array([[1, 1, 1, 0, 0.25], [1, 0, 0, 0, 0.25]]), "sleeve")
    assert (figures["n"], figures["type_kept@4"], figures["sleeve@4"], figures["both@4"]) == (2, 1.0, 0.5, 0.5)
    assert figures["gross_error@4"] == 0.25 and figures["ci95"][0] < 0.5 < figures["ci95"][1]
    table = swap_table({"difference": {"sleeve": figures}})
    assert "0.500 [" in table and "sleeve (n 2)" in table


@pytest.mark.parametrize(("method", "gross"), [("text", 0.25), ("shop", 0.0)])
def test_the_kind_is_kept_where_no_word_changes_it(method, gross):
    """Two dresses beside the one asked about, and things of another category that are as blue."""
    labels = [Label("", "clothes", "", "dress", colour) for colour in ("red", "green", "blue", "white")] + [
        Label("", "bags", "", "bag", "blue")]
    vectors = np.stack([axis("dress", "red"), axis("dress", "green"), axis("dress", "blue"), axis("dress"), axis("bag", "blue")])
    found = swaps(labels, vectors, WordEncoder(), [Swap(0, "colour", "red", "blue")], method=method)
    assert found[0, 2] == 1.0 and found[0, 4] == gross


def test_the_kind_that_is_seen_is_kept():
    """The three nearest pictures are all dresses."""
    labels = [Label("", "clothes", "", "dress", colour) for colour in ("red", "green", "blue", "white")] + [
        Label("", "bags", "", "bag", "blue")]
    vectors = np.stack([axis("dress"), axis("dress"), axis("dress", "blue"), axis("dress"), axis("bag", "blue")])
    assert swaps(labels, vectors, WordEncoder(), [Swap(0, "colour", "red", "blue")], method="seen")[0, 4] == 0.0


def test_all_methods_in_one_answer():
    goods = Goods([row[0] for row in GOODS], VECTORS, LABELS, [frozenset()] * len(GOODS))
    figures = composition(goods, WordEncoder(), method="all", count=5)
    assert figures["both@4"] == 1.0 and figures["by_swap"]["colour"]["n"] == 5
    assert set(figures["by_method"]) == {*KEEPING, *METHODS, PRODUCT}


# ---- the combiner -----------------------------------------------------------------------------------------------------------

def combiner(out=0.0):
    d = len(AXES)
    return Combiner({"in.weight": np.ones((HIDDEN, 4 * d)), "in.bias": np.zeros(HIDDEN), "out.weight": np.full((d, HIDDEN), out)},
                    "words")


def test_an_untrained_combiner_is_the_arithmetic():
    picture = axis("red", "dress")
    changed = combiner().swap(WordEncoder(), picture, "blue", "red", "dress")
    plain = compose_query(WordEncoder(), picture=picture, plus=["blue"], minus=["red"], kind="dress")
    np.testing.assert_allclose(changed, plain, atol=1e-6)
    assert not np.allclose(combiner(1.0).swap(WordEncoder(), picture, "blue", "red", "dress"), plain, atol=1e-3)


def test_a_combiner_is_kept_and_belongs_to_one_encoder(tmp_path):
    file, encoder = tmp_path / "c.safetensors", WordEncoder()
    combiner(0.5).save(file)
    again = Combiner.load(file, encoder)
    rows = [axis("red", "dress")] * 4
    np.testing.assert_allclose(again(*rows), combiner(0.5)(*rows), atol=1e-3)
    encoder.name = "others"
    with pytest.raises(BadCombiner, match="of 'words', the encoder is 'others'"):
        Combiner.load(file, encoder)
    file.write_text("no weights")
    with pytest.raises(BadCombiner, match="is no combiner"):
        Combiner.load(file, encoder)


def test_training_learns_what_the_arithmetic_cannot_know():
    """In this shop a "formal" thing is the green one: no word says so, the answers do."""
    kinds = ("dress", "bag", "watch")
    labels = [Label(kind, "shop", kind, kind, usage=usage) for kind in kinds for usage in ("formal", "casual") for _ in range(6)]
    colour = {"formal": "green", "casual": "red"}
    vectors = np.stack([axis(colour[label.usage], label.kind) for label in labels])
    made = make_swaps(labels, "formality", 36)
    learned = train(labels, vectors, WordEncoder(), steps=60, a_field=36)
    before, after = (swaps(labels, vectors, WordEncoder(), made, method=method, methods={**METHODS, "combiner": learned.swap})
                     for method in ("difference", "combiner"))
    assert after[:, 2].mean() == 1.0 > before[:, 2].mean()


def test_what_the_commands_say_of_bad_input(tmp_path, capsys):
    assert main(["--catalog", str(tmp_path / "none"), "--out", str(tmp_path / "c")]) == 2
    assert "none" in capsys.readouterr().err
    assert evaluate(["fashioniq"]) == 2 and "wants --folder" in capsys.readouterr().err

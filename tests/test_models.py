"""Losses, metrics, captions, composition and selection against literal small cases."""

import json
import math

import numpy as np
import pytest
import torch

from models.captions import FIELDS, Label, family, held_out, label_of, phrase_for
from models.composition import NothingToCompose, compose_query
from models.encoder import unit
from models.evaluate import Goods, composition, kagl, read_instances, retrieval, selection
from models.instances import KINDS, make_instances
from models.losses import contrastive
from models.metrics import best_ranks, first_relevant, precision_at, retrieval_figures, wilson
from models.selection import content_words, describe_words, select
from models.utterance import clean, description_of
from models.words import kind_names, plural, singular
from tests.conftest import AXES, GOODS, WordEncoder

# ---- words ----

@pytest.mark.parametrize(("many", "one"), [("Handbags", "handbag"), ("Watches", "watch"), ("Dresses", "dress"),
                                           ("jeans", "jeans"), ("Casual Shoes", "casual shoes"), ("scarves", "scarf"),
                                           ("glass", "glass"), ("hoodies", "hoodie"), ("Ties", "tie"), ("canvas", "canvas"),
                                           ("kurtas", "kurta"), ("dupatta", "dupatta"), ("long sleeves", "long sleeve")])
def test_singular(many, one):
    assert singular(many) == one


def test_plural_and_names():
    assert (plural("handbag"), plural("jeans"), plural("Dress")) == ("handbags", "jeans", "dresses")
    assert kind_names("Tshirts")[:2] == ("tshirt", "t-shirt") and kind_names("") == ()


def test_the_frame_of_an_utterance():
    assert clean("Um, could you please show me the BLUE one?") == "show me the blue one"
    assert description_of("Show me the bag, not the red one") == ("the bag", ("red",))
    assert description_of("the one that is not black") == ("", ("black",))
    assert description_of("I want the watch") == ("the watch", ())


# ---- losses ----

def plain_contrastive(images, texts, scale, positives):
    """The same from the formula, one element at a time."""
    total = 0.0
    n, m = positives.shape
    for rows, columns, fits in ((images, texts, positives), (texts, images, positives.T)):
        for i in range(len(rows)):
            logits = [scale * float(rows[i] @ column) for column in columns]
            norm = math.log(sum(math.exp(value) for value in logits))
            good = [j for j in range(len(columns)) if fits[i, j]]
            total -= sum(logits[j] - norm for j in good) / len(good) / len(rows) / 2
    return total


def test_contrastive_is_its_formula_and_clips_for_the_identity():
    rng = np.random.default_rng(0)
    images, texts = (torch.tensor(unit(rng.normal(size=(5, 3)))) for _ in range(2))
    positives = torch.eye(5, dtype=torch.bool)
    positives[0, 3] = positives[3, 0] = True
    loss = contrastive(images, texts, torch.tensor(7.0), positives)
    assert loss.item() == pytest.approx(plain_contrastive(images, texts, 7.0, positives), rel=1e-5)
    logits, labels = 7.0 * images @ texts.T, torch.arange(5)
    clip = (torch.nn.functional.cross_entropy(logits, labels) + torch.nn.functional.cross_entropy(logits.T, labels)) / 2
    assert contrastive(images, texts, torch.tensor(7.0), torch.eye(5, dtype=torch.bool)).item() == pytest.approx(clip.item())


# ---- captions ----

def test_a_label_reads_the_gender_from_the_title():
    label = label_of("Puma Men's Blue Polo", ("Apparel", "Topwear", "Tshirts"), {"colour": "Blue", "usage": "Casual"})
    assert label == Label("Puma Men's Blue Polo", "apparel", "topwear", "tshirts", "blue", "men", "casual")


def test_colour_variants_are_one_family_and_held_out_together():
    assert family("Puma Men Navy Blue Polo 2") == family("PUMA men black polo") == "puma men polo"
    assert held_out("Puma Men Navy Blue Polo") == held_out("Puma Men Black Polo")
    share = np.mean([held_out(f"item {chr(97 + i % 26)}{chr(97 + i // 26)}") for i in range(676)])
    assert 0.06 < share < 0.14


def test_a_phrase_states_what_it_says():
    import random

    label = Label("Ada Bag", "accessories", "bags", "handbags", "red", "women", "formal")
    for seed in range(200):
        phrase = phrase_for(label, random.Random(seed))
        assert phrase.states and set(phrase.states) <= set(FIELDS)
        assert ("red" in phrase.text.split()) == ("colour" in phrase.states)


# ---- metrics ----

def test_metrics_by_hand():
    gallery = np.eye(3, dtype=np.float32)
    queries = np.array([[0.9, 0.1, 0], [0.6, 0.5, 0], [0, 0, 0]], dtype=np.float32)
    ranks = best_ranks(queries, gallery, [0, 1, 2], chunk=2)
    assert ranks.tolist() == [0, 1, 2]  # ties count against the answer
    assert retrieval_figures(ranks) == {"r1": pytest.approx(1 / 3), "r10": 1.0, "mrr": pytest.approx((1 + 1 / 2 + 1 / 3) / 3)}
    assert precision_at([True, False, True], 2) == 0.5 and precision_at([True], 10) == 0.1
    assert first_relevant([False, False, True]) == pytest.approx(1 / 3) and first_relevant([False]) == 0.0
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4) and wilson(0, 0) == (0.0, 1.0)


# ---- composition ----

def axis(*names):
    return unit(np.array([float(name in names) for name in AXES], dtype=np.float32))


def test_arithmetic_swaps_a_colour_and_keeps_the_kind():
    query = compose_query(WordEncoder(), picture=axis("black", "dress"), plus=["red"], minus=["black"], kind="dress")
    np.testing.assert_allclose(query, axis("red", "dress"), atol=1e-6)
    np.testing.assert_allclose(compose_query(WordEncoder(), text="red bag"), axis("red", "bag"), atol=1e-6)


def test_a_word_added_alone_is_a_change_not_a_pull_towards_the_kind():
    query = compose_query(WordEncoder(), picture=axis("dress"), plus=["red"], kind="dress")
    # picture + ("red dress" - "dress"): (red / sqrt 2, dress / sqrt 2)
    np.testing.assert_allclose(query, axis("red", "dress"), atol=1e-6)


def test_nothing_to_compose():
    with pytest.raises(NothingToCompose, match="needs a picture, a text"):
        compose_query(WordEncoder())


# ---- selection ----

PAGE = np.stack([axis("red", "dress"), axis("black", "dress"), axis("blue", "bag")])


@pytest.mark.parametrize(("said", "excluded", "best"), [("the red one", (), 0), ("the bag", (), 2), ("", ("black", "red"), 2),
                                                        ("the dress", ("red",), 1)])
def test_select_by_pixels(said, excluded, best):
    chosen = select(WordEncoder(), PAGE, said, excluded=excluded)
    assert chosen.best == best and chosen.probabilities.sum() == pytest.approx(1)


def test_words_decide_where_pixels_cannot():
    words = [describe_words("Ada leather dress", "Dress", {"strap": strap}) for strap in ("leather", "chain", "fabric")]
    chosen = select(WordEncoder(), np.stack([axis("dress")] * 3), "the one with the leather strap", words=words)
    assert chosen.best == 0 and chosen.margin > 0.2
    assert select(WordEncoder(), np.stack([axis("dress")] * 3), "the one with the leather strap").margin == 0
    assert {"vneck", "v neck", "v", "neck"} <= describe_words("V-Neck shirt", "Shirt", {})
    assert {"navy", "~blue", "leather strap"} <= describe_words("", "Bag", {"colour": "Navy", "strap": "leather"})
    assert content_words("the red T-shirts, please") == {"red", "tshirt"}


def test_navy_passes_for_blue_but_not_before_blue_does():
    alike = np.stack([axis("bag")] * 3)
    words = [describe_words("", "Bag", {"colour": colour}) for colour in ("Navy", "Blue", "Red")]
    chosen = select(WordEncoder(), alike, "the blue one", words=words)
    assert chosen.order == [1, 0, 2] and chosen.margin > 0.2
    assert select(WordEncoder(), alike[1:], "the blue one", words=[words[0], words[2]]).best == 0


def test_what_the_page_was_asked_for_settles_a_tie_but_not_more():
    page = np.stack([axis("black", "bag"), axis("red", "bag"), axis("blue", "dress")])
    assert select(WordEncoder(), page, "the bag").margin < 0.2
    assert select(WordEncoder(), page, "the bag", context="red bags").best == 1
    assert select(WordEncoder(), page, "the black one", context="red bags").best == 0


# ---- evaluation ----

@pytest.fixture
def goods():
    encoder = WordEncoder()
    labels = [Label(title, "shop", kind.lower(), kind.lower(), colour.lower()) for _, title, kind, colour, *_ in GOODS]
    vectors = np.stack([axis(label.colour, label.kind) for label in labels])
    return encoder, Goods([row[0] for row in GOODS], vectors, labels,
                          [describe_words(row[1], row[2], {"colour": row[3]}) for row in GOODS])


def test_instances_have_one_answer_and_four_kinds(goods):
    _, shop = goods
    made = make_instances(shop.labels, 40, seed=3)
    assert made == make_instances(shop.labels, 40, seed=3) and {instance.kind for instance in made} == set(KINDS)
    for instance in made:
        labels, target = [shop.labels[row] for row in instance.shown], shop.labels[instance.target]
        assert 3 <= len(instance.shown) <= 6 and instance.target in instance.shown
        if instance.kind == "colour_kind":
            assert instance.utterance == f"the {target.colour} {target.kind}"
            assert sum((label.colour, label.kind) == (target.colour, target.kind) for label in labels) == 1
        if instance.kind == "not_colour":
            assert sum(label.colour != instance.utterance.split()[-1] for label in labels) == 1


def test_a_perfect_encoder_is_measured_as_perfect_and_a_blind_one_as_chance(goods):
    encoder, shop = goods
    made = make_instances(shop.labels, 200)
    figures = selection(shop, encoder, made, pixels_only=True)
    assert (figures["n"], figures["accuracy"], figures["precision"]) == (200, 1.0, 1.0)
    assert set(figures["by_kind"]) == set(KINDS) and figures["ci95"][0] > 0.97
    blind = Goods(shop.ids, np.stack([axis("formal")] * len(shop.ids)), shop.labels, shop.words)
    assert selection(blind, encoder, made, pixels_only=True)["accuracy"] < 0.5
    assert selection(blind, encoder, made)["accuracy"] > 0.6  # the words still tell


def test_retrieval_kagl_and_composition_by_hand(goods):
    encoder, shop = goods
    figures = retrieval(shop, encoder, range(10))
    assert figures["text_to_image"]["r1"] == 1.0 and figures["gallery"] == 10
    labels = kagl(shop, encoder)
    assert labels["colour"] == {"p1": 1.0, "p10": pytest.approx(0.25), "mrr": 1.0, "queries": 4}
    swap = composition(shop, encoder, count=10)
    assert swap["both@4"] == 1.0 and swap["gross_error@4"] == 0.0 and swap["n"] == 10
    assert composition(shop, encoder, count=10, method="picture")["both@4"] < 1.0


def test_instances_from_a_file_and_what_is_wrong_with_them(goods, tmp_path):
    _, shop = goods
    file = tmp_path / "i.jsonl"
    file.write_text(json.dumps({"items": ["d1", "b1", "w1"], "target": "b1", "utterance": "the bag"}) + "\n")
    made = read_instances(str(file), shop)
    assert (made[0].shown, made[0].target, made[0].kind) == ((0, 3, 5), 3, "all")
    for line, why in (("{", "line 1"), ('{"items": ["d1"], "target": "zz", "utterance": "x"}', "'zz'"),
                      ('{"items": ["d1"], "target": "b1", "utterance": "x"}', "not among")):
        file.write_text(line)
        with pytest.raises(ValueError, match=why):
            read_instances(str(file), shop)

"""Words, metrics, composition, selection and evaluation against literal small cases."""

import json

import numpy as np
import pytest
from PIL import Image

from models.captions import Label
from models.composition import NothingToCompose, compose_query
from models.encoder import unit
from models.evaluate import Goods, composition, draw_found, main, read_instances, retrieval, selection
from models.instances import MIXED, make_instances
from models.kagl import kagl, table
from models.metrics import (
    best_ranks,
    calibration_error,
    first_relevant,
    precision_at,
    retrieval_figures,
    right_of_surest,
    wilson,
)
from models.selection import describe_words, select
from models.utterance import clean, content_words, description_of
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


# ---- metrics ----

def test_metrics_by_hand():
    gallery = np.eye(3, dtype=np.float32)
    queries = np.array([[0.9, 0.1, 0], [0.6, 0.5, 0], [0, 0, 0]], dtype=np.float32)
    ranks = best_ranks(queries, gallery, [0, 1, 2], chunk=2)
    assert ranks.tolist() == [0, 1, 2]  # ties count against the answer
    assert retrieval_figures(ranks) == {"r1": pytest.approx(1 / 3), "r10": 1.0, "mrr": pytest.approx((1 + 1 / 2 + 1 / 3) / 3)}
    assert precision_at([True, False, True], 2) == 0.5 and precision_at([True], 10) == 0.1
    assert first_relevant([False, False, True]) == pytest.approx(1 / 3) and first_relevant([False]) == 0.0
    assert calibration_error([0.9, 0.9, 0.55, 0.55], [True, True, True, False]) == pytest.approx((0.2 + 0.1) / 4)
    assert right_of_surest([0.1, 0.9, 0.8, 0.7], [False, True, True, False], 0.75) == pytest.approx(2 / 3)
    assert (calibration_error([], []), right_of_surest([], [])) == (0.0, 0.0)
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4) and wilson(0, 0) == (0.0, 1.0)


# ---- composition ----

def axis(*names):
    return unit(np.array([float(name in names) for name in AXES], dtype=np.float32))


def test_arithmetic_swaps_a_colour_and_keeps_the_kind():
    query = compose_query(WordEncoder(), picture=axis("black", "dress"), plus=["red"], minus=["black"], kind="dress")
    # 0.35 picture + 0.25 ("red dress" - "black dress") + "red dress": red, blue, black, green, dress
    np.testing.assert_allclose(query, unit(np.array([1.25, 0, 0.1, 0, 1.35, 0, 0, 0])), atol=1e-6)
    np.testing.assert_allclose(compose_query(WordEncoder(), text="red bag"), axis("red", "bag"), atol=1e-6)


def test_a_word_added_alone_is_a_change_not_a_pull_towards_the_kind():
    query = compose_query(WordEncoder(), picture=axis("dress"), plus=["red"], kind="dress")
    # 0.35 picture + 0.25 ("red dress" - "dress") + "red dress"
    half = 1.25 / np.sqrt(2)
    np.testing.assert_allclose(query, unit(np.array([half, 0, 0, 0, 0.1 + half, 0, 0, 0])), atol=1e-6)


def test_what_is_only_taken_away_cancels_out_of_the_picture():
    query = compose_query(WordEncoder(), picture=axis("black", "dress"), minus=["black"], kind="dress")
    np.testing.assert_allclose(query, axis("dress"), atol=1e-6)


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


def test_an_items_words_have_what_people_say_for_its_attributes():
    words = describe_words("Alder Bag", "Bags", {"colour": "Navy", "strap": "Fabric", "pattern": "Striped"})
    assert {"alder bag", "fabric strap", "cloth strap", "stripy", "striped", "navy", "~blue"} <= words and "blue" not in words


def test_a_part_is_asked_for_by_either_name():
    assert "belt" in describe_words("Belted Midi Dress", "Dress", {})
    assert "belted" in describe_words("Dress with a Belt", "Dress", {})
    assert {"stripe", "stripy"} <= describe_words("Alder Bag", "Bags", {"pattern": "Striped"})


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


def test_a_perfect_encoder_is_measured_as_perfect_and_a_blind_one_as_chance(goods):
    encoder, shop = goods
    made = make_instances(shop.labels, 200)
    figures = selection(shop, encoder, made, pixels_only=True)
    assert (figures["n"], figures["accuracy"], figures["precision"]) == (200, 1.0, 1.0)
    assert set(figures["by_kind"]) >= set(MIXED) and figures["ci95"][0] > 0.97
    blind = Goods(shop.ids, np.stack([axis("formal")] * len(shop.ids)), shop.labels, shop.words)
    assert selection(blind, encoder, made, pixels_only=True)["accuracy"] < 0.5
    assert selection(blind, encoder, made)["accuracy"] > 0.6  # the words still tell


def test_a_head_judges_in_the_encoders_place_and_is_told_what_is_excluded(goods):
    encoder, shop = goods
    made, asked = make_instances(shop.labels, 40), []

    def last(description, excluded, rows):
        asked.append((description, tuple(excluded)))
        return np.arange(len(rows), dtype=np.float32)

    share = np.mean([each.shown[-1] == each.target for each in made])
    assert selection(shop, encoder, made, pixels_only=True, look=last)["accuracy"] == pytest.approx(share)
    negated = next(at for at, each in enumerate(made) if each.kind == "not_colour")
    assert asked[negated] == ("", (made[negated].utterance.rsplit(maxsplit=1)[-1],)) and len(asked) == 40


def test_retrieval_kagl_and_composition_by_hand(goods):
    encoder, shop = goods
    figures = retrieval(shop, encoder, range(10))
    assert figures["text_to_image"]["r1"] == 1.0 and figures["gallery"] == 10
    labels = kagl(shop.labels, shop.vectors, encoder.texts, titles=range(10))
    assert (labels["text"]["r1"], labels["text"]["queries"]) == (1.0, 10)
    said = table(labels, "compact", 10)
    assert "compact (10)" in said and "0.587  0.502  0.664" in said and "pictures alone" not in said and "picture alone" in said
    assert labels["colour"] == {"p1": 1.0, "p10": pytest.approx(0.25), "mrr": 1.0, "queries": 4}
    swap = composition(shop, encoder, count=10)
    assert swap["both@4"] == 1.0 and swap["gross_error@4"] == 0.0 and swap["n"] == 10
    assert composition(shop, encoder, count=10, method="picture")["both@4"] < 1.0


def test_figures_are_drawn_beside_the_numbers_and_change_none(goods, tmp_path):
    encoder, shop = goods
    made = make_instances(shop.labels, 20)
    plain, drawn = selection(shop, encoder, made), selection(shop, encoder, made, plots=tmp_path)
    assert [drawn[name] for name in ("accuracy", "ece", "at_90")] == [plain[name] for name in ("accuracy", "ece", "at_90")]
    assert retrieval(shop, encoder, range(4), plots=tmp_path) == retrieval(shop, encoder, range(4))
    for name in ("calibration.png", "recall.png"):
        with Image.open(tmp_path / name) as picture:
            assert picture.width > 400


def test_what_is_found_first_stands_first(goods, tmp_path):
    encoder, shop = goods
    paint = {"red": (200, 0, 0), "black": (0, 0, 0), "blue": (0, 0, 200), "green": (0, 200, 0)}

    def picture(item):
        return np.full((12, 9, 3), paint[shop.labels[shop.ids.index(item)].colour], np.uint8)

    draw_found(shop, encoder, ["blue", "red dress"], picture, tmp_path / "found.png")
    with Image.open(tmp_path / "found.png") as sheet:
        assert sheet.size == (6 * 13 + 4, 2 * 30 + 4)
        assert (sheet.getpixel((6, 20)), sheet.getpixel((6, 50))) == ((0, 0, 200), (200, 0, 0))


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


def test_a_training_log_is_drawn_and_another_file_is_refused(tmp_path, capsys):
    log, picture = tmp_path / "log.csv", tmp_path / "log.png"
    log.write_text("epoch,loss,seconds,selection\n1,4.5,10,\n2,3.5,10,0.8\n")
    assert main(["log", "--log", str(log), "--out", str(picture), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["drawn"] == ["loss", "selection"]
    assert picture.read_bytes().startswith(b"\x89PNG")
    log.write_text("nothing")
    assert main(["log", "--log", str(log), "--out", str(picture)]) == 2
    assert main(["log"]) == main(["kagl"]) == 2
    assert "give the log.csv of a training run" in capsys.readouterr().err

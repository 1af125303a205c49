import io

import numpy as np
import pytest
from PIL import Image

from catalog.filters import parse_where
from catalog.items import BadFilter, EncoderMismatch, Item, UnknownItem, View
from catalog.search import LEXICAL_WEIGHT, Catalogue
from catalog.store import Store

# (id, title, colour, its vector): what the picture shows is free to contradict the words
GOODS = [
    ("1", "Puma running shoes", "Black", [1, 0, 0]),
    ("2", "Nike running shoes", "Red", [0.8, 0.6, 0]),
    ("3", "Puma cap", "Red", [0, 1, 0]),
    ("4", "Leather sofa", "Brown", [0, 0, 1]),
]


def picture():
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def fresh_store(tmp_path):
    with Store(tmp_path / "shop") as store:
        for i, title, colour, _ in GOODS:
            store.add([(Item(i, title, attributes={"colour": colour}), [View(i, 0, picture())])])
        store.put_vectors("rgb", ((i, 0, np.array(v, np.float32)) for i, _, _, v in GOODS))
        yield store


@pytest.fixture
def catalogue(fresh_store):
    return Catalogue(fresh_store, "rgb", 3, device="cpu")


def vec(*numbers):
    return np.array(numbers, dtype=np.float32)


def test_a_vector_alone_scores_by_cosine(catalogue):
    hits = catalogue.search(vector=vec(1, 0, 0), k=3)
    assert hits.ids[:2] == ("1", "2")
    np.testing.assert_allclose(hits.scores, [1.0, 0.8, 0.0], atol=1e-6)


def test_words_alone_score_as_a_share_of_the_best(catalogue):
    hits = catalogue.search(text="puma running shoes", k=9)
    assert hits.ids[0] == "1" and set(hits.ids) == {"1", "2", "3"}
    assert hits.scores[0] == 1.0 and 0 < hits.scores[2] < hits.scores[1] < 1


def test_words_and_picture_together_give_each_candidate_both_terms(catalogue):
    hits = dict(catalogue.search(vector=vec(0.6, 0.8, 0), text="puma running shoes", k=4))
    share = dict(catalogue.search(text="puma running shoes", k=4))
    expected = {"1": 0.6, "2": 0.96, "3": 0.8, "4": 0.0}
    for item_id, cosine in expected.items():
        assert hits[item_id] == pytest.approx(cosine + LEXICAL_WEIGHT * share.get(item_id, 0), abs=1e-5)


def test_words_lift_what_the_picture_alone_would_miss_however_deep(tmp_path):
    with Store(tmp_path / "deep") as store:
        ids = [str(n) for n in range(1000)]
        store.add((Item(i, "zebra rug" if i == "999" else "rug"), [View(i, 0, picture())]) for i in ids)
        angles = np.linspace(0, np.pi / 2, 1000)
        rows = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        store.put_vectors("angle", ((i, 0, row) for i, row in zip(ids, rows, strict=True)))
        hits = Catalogue(store, "angle", 2, device="cpu").search(vector=vec(0.6, 0.8), text="zebra", k=1000)
    assert dict(hits)["999"] == pytest.approx(0.8 + LEXICAL_WEIGHT, abs=1e-5)
    assert hits.ids[0] == "999"


def test_words_that_match_nothing_leave_the_picture_to_decide(catalogue):
    hits = catalogue.search(vector=vec(0, 0, 1), text="zebra", k=1)
    assert (hits.ids, hits.scores.tolist()) == (("4",), [1.0])
    assert catalogue.search(text="zebra", k=3).ids == ()


def test_neither_is_the_catalogues_own_order(catalogue):
    assert list(catalogue.search(k=3)) == [("1", 0.0), ("2", 0.0), ("3", 0.0)]
    assert catalogue.search(text="  ", k=1).ids == ("1",)


@pytest.mark.parametrize("query", [{"vector": vec(1, 0, 0)}, {"text": "shoes cap sofa"}, {}])
def test_filters_and_exclusions_hold_for_every_sort_of_query(catalogue, query):
    red = parse_where("colour=red")
    assert set(catalogue.search(**query, k=9, filters=red).ids) == {"2", "3"}
    assert catalogue.search(**query, k=9, filters=red, exclude=["2"]).ids == ("3",)
    assert len(catalogue.search(**query, k=2, exclude=["1", "2"])) == 2
    assert catalogue.search(**query, k=0).ids == ()


def test_a_filter_of_both_terms_and_an_unknown_field(catalogue):
    hits = catalogue.search(vector=vec(1, 0, 0), text="shoes", k=9, filters=parse_where("colour=red"))
    assert hits.ids == ("2", "3")
    with pytest.raises(BadFilter):
        catalogue.search(vector=vec(1, 0, 0), k=3, filters=parse_where("sleeve=long"))


def test_the_vector_of_an_item_is_its_first_views(catalogue):
    assert catalogue.vector_of("2").tolist() == pytest.approx([0.8, 0.6, 0])
    with pytest.raises(UnknownItem):
        catalogue.vector_of("x")


def test_only_the_encoder_that_made_all_the_vectors_will_do(fresh_store):
    with pytest.raises(EncoderMismatch, match="has vectors of rgb, none of 'other'"):
        Catalogue(fresh_store, "other", 3)
    with pytest.raises(EncoderMismatch, match="3 numbers"):
        Catalogue(fresh_store, "rgb", 4)
    with pytest.raises(EncoderMismatch, match=r"give \(n, 3\)"):
        Catalogue(fresh_store, "rgb", 3, device="cpu").search(vector=vec(1, 0), k=1)
    fresh_store.add([(Item("5", "new"), [View("5", 0, picture())])])
    with pytest.raises(EncoderMismatch, match="lacks 1 vectors"):
        Catalogue(fresh_store, "rgb", 3)

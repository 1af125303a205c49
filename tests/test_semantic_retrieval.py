"""Semantic retrieval's parts against literal cases, and its lexical side against the app's own store and search."""

import io
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image

from catalog import search as app
from catalog.items import Item, View
from catalog.store import Store
from models.captions import Label
from models.encoder import unit
from models.papers.lexical import CANDIDATES, LEXICAL_WEIGHT, Lexicon, best, hybrid
from models.papers.relevance import COMPLEMENT, EXACT, IRRELEVANT, SUBSTITUTE
from models.papers.semantic_retrieval import (
    Goods,
    Search,
    all_words,
    exclusive,
    load_settings,
    make_tables,
    per_query,
    ranked,
    seen_negatives,
    train,
)
from models.papers.shopper import Query
from models.recipe import BadRecipe
from models.towers import FourTowers, GramTower, TextTowers, ThreeTowers, bags_of, grams

KINDS = {"Shirts": "Topwear", "Jeans": "Bottomwear", "Watches": "Watches", "Handbags": "Bags"}
TITLES = [f"{brand} {colour} {'Striped ' if colour == 'Red' else ''}{kind}" for brand in ("Ada", "Bolt", "Cog")
          for colour in ("Red", "Blue") for kind in KINDS]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "PNG")
    with Store(tmp_path_factory.mktemp("shop")) as store:
        store.add((Item(str(n), title, category=("Goods", KINDS[title.split()[-1]], title.split()[-1]),
                        attributes={"colour": title.split()[1]}), [View(str(n), 0, picture.getvalue())])
                  for n, title in enumerate(TITLES))
        store.put_vectors("random", [(str(n), 0, row) for n, row in enumerate(vectors())])
        yield store


def vectors():
    return unit(np.random.default_rng(5).normal(size=(len(TITLES), 6)))


def labels():
    return [Label(title, "goods", KINDS[title.split()[-1]].lower(), title.split()[-1].lower(), title.split()[1].lower(), usage="")
            for title in TITLES]


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon(TITLES, [all_words(label) for label in labels()])


@pytest.mark.parametrize("text", ["red shirts", "Striped jean of ADA", "the of", "xyzzy", "", "blue blue watch's", "-or- (bolt"])
def test_the_lexicon_scores_as_the_store_does(store, lexicon, text):
    hits, scores = store.match(text, len(TITLES)), next(lexicon.scores([text]))
    assert {item_id: pytest.approx(score, rel=1e-6) for item_id, score in hits} == {
        str(row): score for row, score in enumerate(scores) if score > 0}
    assert lexicon.holds("stripes") and not lexicon.holds("xyzzy")


@pytest.mark.parametrize("text", ["red shirts", "bolt blue", "xyzzy"])
def test_the_hybrid_ranks_as_the_apps_search_does(store, lexicon, text):
    query = unit(np.arange(6.0))
    hits = app.Catalogue(store, "random", 6, device="cpu").search(vector=query, text=text, k=7)
    assert hybrid(vectors() @ query, next(lexicon.scores([text])), 7).tolist() == [int(item_id) for item_id in hits.ids]
    assert (LEXICAL_WEIGHT, CANDIDATES) == (app.LEXICAL_WEIGHT, app._CANDIDATES)


def test_the_best_are_in_order_and_equals_in_that_of_their_rows():
    assert best(np.array([0.1, 0.5, 0.5, 0.9, 0.0]), 3).tolist() == [3, 1, 2]
    assert best(np.array([1.0, 1.0, 1.0]), 2).tolist() == [0, 1]
    assert best(np.array([0.2, 0.3]), 9).tolist() == [1, 0]


QUERIES = [Query("a", (), (3,)), Query("b", (), (0, 9))]
JUDGED = [np.array([EXACT] * 5 + [IRRELEVANT] * 5), np.array([SUBSTITUTE] * 3 + [COMPLEMENT] * 7)]


def test_recall_and_the_share_of_each_label():
    columns = per_query([np.array([3, 4, 5, 6, 7, 8, 9, 0]), np.array([9, 1, 2, 3, 4, 5, 6, 0])], QUERIES, JUDGED)
    assert {name: values.tolist() for name, values in columns.items()} == {
        "recall@100": [1, 1], "exact": [3 / 8, 0], "substitute": [0, 3 / 8], "complement": [0, 5 / 8], "irrelevant": [5 / 8, 0],
        "recall@6": [1, 0.5], "exact@6": [pytest.approx(2 / 6), 0]}


def test_what_one_finds_and_the_other_does_not():
    figures = exclusive([np.array([0, 1, 2]), np.array([0, 5, 6])], [np.array([0, 3, 9]), np.array([9, 5, 6])], QUERIES, JUDGED)
    values = {name: (one.value, one.n) for name, one in figures.items()}
    assert values == {"exclusive": (1.5, 2), "exact": (pytest.approx(2 / 3), 2), "substitute": (pytest.approx(1 / 3), 2),
                      "complement": (0, 2), "irrelevant": (0, 2), "net exact": (0.5, 2), "net bought": (-0.5, 2)}


def test_seen_negatives_match_the_words_and_were_not_bought():
    queries = [Query("shirts, jeans", (), (0,)), Query("xyzzy", (), (1, 2))]
    rows = np.arange(8)  # all of Ada's: two shirts, two jeans
    drawn = seen_negatives(queries, Lexicon(TITLES), rows, shown=6, count=3, seed=0)
    assert set(drawn[0]) == {1, 4, 5} and len(set(drawn[1])) == 3 and set(drawn[1]) <= set(range(8)) - {1, 2}


# ---- towers -----------------------------------------------------------------------------------------------------------

def test_a_slip_leaves_most_of_a_words_grams():
    assert grams("red", 1 << 20) == grams("red", 1 << 20) and len(grams("red", 1 << 20)) == 4  # ^red$ ^re red ed$
    right, wrong, other = (set(grams(word, 1 << 20)) for word in ("sunglasses", "sunglases", "backpacks"))
    assert len(right & wrong) > len(right) / 2 and not right & other


def test_bags_are_taken_as_the_embedding_bag_wants_them():
    bags = bags_of(["red", "", "Red Mug"], 1000)
    ids, offsets = bags.take(np.array([2, 1, 0]))
    assert len(bags) == 3 and offsets.tolist() == [0, 8, 8]
    assert ids[:4].tolist() == ids[8:].tolist() == list(grams("red", 1000))


def test_untrained_fusions_are_the_models_they_start_from():
    torch.manual_seed(0)
    text, seen = GramTower(500, 8), torch.tensor(unit(np.random.default_rng(1).normal(size=(3, 4))))
    bags = bags_of(["red mug", "blue mug", "hat"], 500).take(np.arange(3))
    own = TextTowers(text).queries(bags, seen)
    three, four = ThreeTowers(text, 8, 4, 6), FourTowers(text, 8, 4, 6)
    assert torch.allclose(three.products(bags, seen), own, atol=1e-6) and torch.equal(three.queries(bags, seen), own)
    both = four.queries(bags, seen) @ four.products(bags, seen).T
    assert torch.allclose(both, (own @ own.T + seen @ seen.T) / 2, atol=1e-6)


def test_training_learns_what_is_bought_and_leaves_the_rest_alone():
    torch.manual_seed(0)
    names = [label.kind for label in labels()]
    queries = [Query(f"{name} please", (), tuple(row for row, other in enumerate(names) if other == name)) for name in names]
    texts = bags_of([query.text for query in queries], 800)
    goods, search = Goods(labels(), vectors(), bags_of(TITLES, 800)), Search(queries, vectors(), texts)
    model = ThreeTowers(GramTower(800, 16), 16, 6, 16)
    settings = load_settings() | {"batch_size": 8, "steps": 30}
    frozen = model.text.bag.weight.detach().clone()
    train(model, list(model.fuse_product.parameters()), search, goods, settings)
    assert torch.equal(model.text.bag.weight, frozen)
    train(model, list(model.parameters()), search, goods, settings, seen=np.zeros((len(queries), 2), dtype=np.int64))
    assert not torch.equal(model.text.bag.weight, frozen)
    found = ranked(model, search, goods, 6)
    assert np.mean([np.isin(rows, query.bought).mean() for rows, query in zip(found, queries, strict=True)]) > 0.9


# ---- the whole --------------------------------------------------------------------------------------------------------

@pytest.mark.slow
def test_the_tables_from_queries_to_rows():
    many = [replace(label, title=f"{label.title} {'abcdefghijklmnopqrst'[n]}kind") for n in range(20) for label in labels()]
    rng = np.random.default_rng(0)
    pictures = unit(rng.normal(size=(len(many), 6)))
    settings = load_settings() | {"train_queries": 60, "test_queries": 12, "steps": 20, "batch_size": 16, "depth": 20}
    settings |= {"tower": {"buckets": 512, "width": 8, "hidden": 8}}
    tables = make_tables(many, pictures, lambda texts: unit(rng.normal(size=(len(texts), 6))), settings)
    assert [table.name for table in tables] == ["semantic_retrieval", "semantic_retrieval_seen", "semantic_retrieval_exclusive",
                                                "semantic_retrieval_app"]
    first = {row.name: row.ours for row in tables[0].rows}
    assert list(first) == ["BM25", "CLIP alone", "text-only bi-encoder", "4tMM, concatenation", "4tMM, MLP fusion alone",
                           "4tMM, MLP fusion jointly", "3tMM, jointly"]
    for row in first.values():
        assert sum(row[name].value for name in ("exact", "substitute", "complement", "irrelevant")) == pytest.approx(1)
        assert row["recall@100"].n == 12
    assert len(tables[0].notes) == 11
    assert all(any(verdict in note for verdict in ("holds", "does not hold", "cannot be told")) for note in tables[0].notes[4:])
    assert len(tables[2].rows) == 12 and len(tables[3].rows) == 10


def test_a_bad_recipe_is_said(tmp_path):
    (tmp_path / "r.toml").write_text("seed = 1")
    with pytest.raises(BadRecipe, match="missing or unknown: .*steps"):
        load_settings(tmp_path / "r.toml")
    with pytest.raises(BadRecipe, match="give a .toml file"):
        load_settings(tmp_path / "none.toml")

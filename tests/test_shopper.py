"""The shopper model and the relevance rule, on twelve products."""

import random
from dataclasses import replace

import numpy as np
import pytest

from models.captions import Label
from models.papers.relevance import COMPLEMENT, EXACT, IRRELEVANT, SUBSTITUTE, Judge
from models.papers.shopper import Query, Shopper, Shopping, popularity, slip

E, S, C, N = EXACT, SUBSTITUTE, COMPLEMENT, IRRELEVANT   # N: nothing to do with it


def goods(title, sub_category, kind, colour, gender="", usage="casual"):
    return Label(title, category="any", sub_category=sub_category, kind=kind, colour=colour, gender=gender, usage=usage)


LABELS = [
    goods("Ada Men Blue Striped Shirt", "topwear", "shirts", "blue", "men"),
    goods("Ada Men Navy Shirt", "topwear", "shirts", "navy blue", "men"),
    goods("Bolt Women Blue Shirt", "topwear", "shirts", "blue", "women"),
    goods("Bolt Unisex Blue Shirt", "topwear", "shirts", "blue", "unisex"),
    goods("Bolt Men Red Striped Shirt", "topwear", "shirts", "red", "men"),
    goods("Bolt Men Blue Tee", "topwear", "tshirts", "blue", "men"),
    goods("Cog Men Blue Jeans", "bottomwear", "jeans", "blue", "men"),
    goods("Cog Women Blue Jeans", "bottomwear", "jeans", "blue", "women"),
    goods("Cog Blue Watch", "watches", "watches", "blue"),
    goods("Ada Girls Red Tee", "topwear", "tshirts", "red", "girls"),
    goods("Ada Red Handbag", "bags", "handbags", "red"),
    goods("Ada Men Formal Blue Shirt", "topwear", "shirts", "blue", "men", "formal"),
]
SETTINGS = Shopping(seed=3, brand_spread=0.5, product_spread=1.0, colour=0.5, gender=0.5, usage=0.5, brand=0.5, word=0.5,
                    missing=0.0, typo=0.0, more=0.5, common=2)


@pytest.fixture(scope="module")
def judge():
    return Judge(LABELS)


@pytest.mark.parametrize(("said", "labels"), [
    ((("kind", "shirt"),), [E, E, E, E, E, S, C, C, N, S, N, E]),
    ((("kind", "shirt"), ("colour", "blue")), [E, E, E, E, S, S, C, C, N, S, N, E]),  # navy passes for blue
    ((("kind", "shirt"), ("colour", "navy blue")), [S, E, S, S, S, S, C, C, N, S, N, S]),  # and not the other way
    ((("kind", "shirt"), ("gender", "men")), [E, E, N, E, E, S, C, N, N, N, N, E]),  # what is for others is irrelevant
    ((("kind", "tee"), ("gender", "girls")), [N, N, N, S, N, N, N, N, N, E, N, N]),
    ((("kind", "shirt"), ("usage", "formal"), ("brand", "ada")), [S, S, S, S, S, S, C, C, N, S, N, E]),
    ((("kind", "shirt"), ("word", "striped")), [E, S, S, S, E, S, C, C, N, S, N, S]),
    ((("kind", "bag"),), [N, N, N, N, N, N, N, N, N, N, E, N]),
    ((("brand", "ada"), ("colour", "red")), [S, S, N, N, S, N, N, N, N, E, E, S]),  # no kind: all but one of what was said
    ((("colour", "red"),), [N, N, N, N, E, N, N, N, N, E, E, N]),
])
def test_relevance_follows_the_rule(judge, said, labels):
    assert judge.label(said).tolist() == labels


def test_a_slip_keeps_the_first_letter_and_changes_one_place():
    slips = {slip("shirt", random.Random(seed)) for seed in range(400)}
    assert {"sihrt", "shrit", "shrt", "sirt", "shiirt", "shiart"} & slips >= {"sihrt", "shrit", "shrt", "sirt", "shiirt"}
    assert all(one[0] == "s" and 4 <= len(one) <= 6 for one in slips) and len(slips) > 20


def test_popularity_is_seeded_positive_and_a_brands_products_share_a_part():
    wanted = popularity(LABELS, SETTINGS)
    assert wanted.shape == (12,) and (wanted > 0).all() and np.array_equal(wanted, popularity(LABELS, SETTINGS))
    assert not np.array_equal(wanted, popularity(LABELS, replace(SETTINGS, seed=4)))
    alike = popularity(LABELS, replace(SETTINGS, product_spread=0.0))
    assert alike[0] == alike[1] == alike[10] and len(set(alike.tolist())) == 3


def test_what_was_bought_meets_what_was_said_and_is_among_the_rows(judge):
    rows = np.array([0, 1, 2, 3, 4, 5])
    queries = Shopper(LABELS, judge, SETTINGS).queries(rows, 200, seed=1)
    assert queries == Shopper(LABELS, judge, SETTINGS).queries(rows, 200, seed=1)
    assert queries != Shopper(LABELS, judge, SETTINGS).queries(rows, 200, seed=2)
    assert all(set(query.bought) <= set(rows.tolist()) and judge.meets_all(query.said)[list(query.bought)].all()
               for query in queries)
    assert all(len(set(query.bought)) == len(query.bought) for query in queries)
    assert 1.2 < np.mean([len(query.bought) for query in queries]) < 2.0   # others may be too few
    texts = {query.text for query in queries}
    assert {"shirt", "shirts", "men striped shirts"} <= texts and any(text.endswith("for women") for text in texts)


def test_words_go_missing_but_never_all_and_relevance_goes_by_the_rest(judge):
    shopper = Shopper(LABELS, judge, replace(SETTINGS, missing=0.9))
    queries = shopper.queries(np.arange(12), 200, seed=1)
    assert all(query.text and query.said for query in queries)
    assert np.mean([len(query.said) for query in queries]) < 1.3


def test_a_query_says_what_is_typed_slips_understood(judge):
    shopper = Shopper(LABELS, judge, replace(SETTINGS, typo=1.0, colour=0, gender=0, usage=0, brand=0, word=0, more=0.0))
    query = next(query for query in shopper.queries(np.array([6]), 50, seed=1) if query.text.startswith("j"))
    assert query.text not in ("jeans", "jean") and query == Query(query.text, (("kind", "jeans"),), (6,))

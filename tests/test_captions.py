"""Captions: labels, families, phrases, and what a phrase says of other products."""

import random

import numpy as np
import pytest

from models.captions import (
    CLASH,
    FIT,
    OPEN,
    Label,
    Phrase,
    answers,
    detail_words,
    family,
    held_out,
    label_of,
    phrase_for,
    relation,
    relations,
)

STRAP = {"strap": "leather", "pattern": "solid"}
BAG = Label("Ada Bag", "accessories", "bags", "handbags", "red", "women", "formal", STRAP)


def test_a_label_reads_the_gender_from_the_title():
    label = label_of("Puma Men's Blue Polo", ("Apparel", "Topwear", "Tshirts"), {"colour": "Blue", "usage": "Casual"})
    assert label == Label("Puma Men's Blue Polo", "apparel", "topwear", "tshirts", "blue", "men", "casual")


def test_a_label_keeps_what_shows_and_leaves_out_what_does_not():
    label = label_of("Bag", ("Bags",), {"colour": "Pink", "strap": "Leather", "brand": "Alder", "note": "a b c d", "sku": "7"})
    assert label.details == {"strap": "leather"}
    assert (label.value("strap"), label.value("sleeve"), Label("Bag").value("strap")) == ("leather", "none", "")


def test_colour_variants_are_one_family_and_held_out_together():
    assert family("Puma Men Navy Blue Polo 2") == family("PUMA men black polo") == "puma men polo"
    assert held_out("Puma Men Navy Blue Polo") == held_out("Puma Men Black Polo")
    share = np.mean([held_out(f"item {chr(97 + i % 26)}{chr(97 + i // 26)}") for i in range(676)])
    assert 0.06 < share < 0.14


@pytest.mark.parametrize(("name", "said", "own", "value", "expected"), [
    ("colour", "red", "red", "red", FIT), ("colour", "red", "red", "blue", CLASH),
    ("colour", "blue", "blue", "navy", OPEN),       # a navy thing is a blue one too, but not before a blue one
    ("colour", "navy", "navy", "blue", CLASH),      # the other way it is not
    ("colour", "red", "burgundy", "red", FIT),      # a burgundy bag called red: red ones fit,
    ("colour", "red", "burgundy", "burgundy", OPEN),
    ("colour", "crimson", "red", "red", OPEN),      # which of the reds is crimson, nobody wrote down
    ("colour", "navy blue", "navy blue", "blue", OPEN), ("colour", "red", "red", "multi", OPEN),
    ("colour", "red", "red", "", OPEN),
    ("kind", "bag", "handbags", "backpacks", OPEN), ("kind", "handbag", "handbags", "watches", CLASH),
    ("kind", "purse", "handbags", "wallets", OPEN), ("kind", "coat", "jacket", "coat", FIT),
    ("kind", "jacket", "jacket", "coat", OPEN),
    ("gender", "men", "men", "unisex", OPEN), ("gender", "men", "men", "women", CLASH),
    ("strap", "leather", "leather", "chain", CLASH), ("strap", "leather", "leather", "none", CLASH),
    ("strap", "leather", "leather", "", OPEN), ("title", "A", "A", "B", CLASH),
])
def test_relation(name, said, own, value, expected):
    assert relation(name, said, own, value) == expected


def test_relations_take_the_worst_of_what_a_phrase_states():
    red_strap = Phrase("the red one with a leather strap", (("colour", "red", "red"), ("strap", "leather", "leather")))
    shop = [BAG, Label("B", kind="handbags", colour="red", details={"strap": "chain"}), Label("C", kind="handbags", colour="red"),
            Label("D", kind="handbags", colour="blue", details=STRAP)]
    title = Phrase("ada bag", (("title", "Ada Bag", "Ada Bag"),))
    assert relations([red_strap, title], shop).tolist() == [[FIT, FIT], [CLASH, CLASH], [OPEN, CLASH], [CLASH, CLASH]]


def test_a_phrase_states_what_it_says():
    said = set()
    for seed in range(300):
        phrase = phrase_for(BAG, random.Random(seed))
        stated = {state[0]: state[1] for state in phrase.states}
        said |= set(stated)
        assert phrase.states and ("strap" in phrase.text) == ("strap" in stated)
        assert "colour" not in stated or stated["colour"] in phrase.text
    assert said == {"title", "colour", "kind", "sub_category", "category", "gender", "usage", "strap", "pattern"}


def test_a_product_of_which_only_the_title_is_known_is_called_by_it():
    assert phrase_for(Label("Odd Thing"), random.Random(0)) == Phrase("odd thing", (("title", "Odd Thing", "Odd Thing"),))


@pytest.mark.parametrize(("name", "value", "ways"), [
    ("strap", "leather", {("leather strap", ""), ("", "a leather strap"), ("", "leather strap")}),
    ("pattern", "floral", {("floral", ""), ("flowery", ""), ("flowered", "")}),
    ("neckline", "v-neck", {("v-neck", "")}), ("sleeve", "sleeveless", {("sleeveless", "")}),
    ("second_colour", "white", {("", "white"), ("", "white details")}), ("closure", "buckle", {("", "buckle")}),
    ("legs", "oak", {("oak legs", ""), ("", "oak legs")}),
    ("stone", "onyx", {("onyx stone", ""), ("", "an onyx stone"), ("", "onyx stone")}),
])
def test_details_in_words(name, value, ways):
    assert {detail_words(name, value, random.Random(seed)) for seed in range(60)} == ways


def test_questions_are_asked_where_there_is_more_than_one_answer():
    shop = [BAG, Label("B", "accessories", "bags", "handbags", "blue", details={"strap": "chain", "pattern": "solid"}),
            Label("C", "accessories", "shoes", "heels", "blue", details={"strap": "ankle"})]
    asked = answers(shop, random.Random(1))
    assert [[[state[::2] for state in phrase.states] for phrase in question] for question in asked] == [
        [[("colour", "red")], [("colour", "blue")]],
        [[("kind", "handbags")], [("kind", "heels")]],
        [[("sub_category", "bags")], [("sub_category", "shoes")]],
        [[("kind", "handbags"), ("strap", "leather")], [("kind", "handbags"), ("strap", "chain")]],
    ]
    assert relations(asked[3], shop).tolist() == [[FIT, CLASH], [CLASH, FIT], [CLASH, CLASH]]

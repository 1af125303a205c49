"""Slots picked out of sentences that no rule reads whole."""

import pytest

from demo.spotting import about_of, reference_in, spot
from demo.states import Intent, Session, Vocabulary

WORDS = Vocabulary(singulars=frozenset({"dress", "tote"}), plurals=frozenset({"dresses", "totes"}),
                   values={"red": ("colour", "Red"), "silk": ("material", "silk"), "polka dot": ("pattern", "polka dot")},
                   fields=frozenset({"colour", "material", "pattern"}))
SCREEN = Session(grid=("a", "b", "c", "d", "e", "f"))


@pytest.mark.parametrize(("said", "reference"), [
    ("the silk one can come out of the bag", "the silk one"),
    ("i have gone off the dress with the dots", "the dress with the dots"),
    ("tell me the story with number 3 please", "number 3"),
    ("the second one has to go", "the second one"),
    ("what did you say", ""),
    ("would the pointy tote be big enough", "the pointy tote"),      # a word that nobody knows, within the phrase
])
def test_the_longest_definite_reference(said, reference):
    assert reference_in(said, WORDS) == reference


@pytest.mark.parametrize(("said", "about"), [
    ("how much would that be", "price"), ("who is the designer", "brand"), ("do people recommend it", "rating"),
    ("what pattern would you call that", "pattern"), ("tell me everything", ""),
])
def test_the_attribute_asked_about(said, about):
    assert about_of(said, WORDS) == about


@pytest.mark.parametrize(("name", "said", "meant"), [
    ("back", "go three steps back", Intent("back", count=3)), ("back", "rewind", Intent("back")),
    ("back", "undo twice", Intent("back", count=2)), ("help", "teach me", Intent("help")),
    ("cart_remove", "the silk one can go", Intent("cart_remove", text="the silk one")),
    ("cart_add", "put me down for two of these", Intent("cart_add", that=True, count=2)),
    ("describe", "is the tote silk", Intent("describe", text="the tote", about="material", plus=("silk",))),
    ("sort", "i want the dear ones ahead of the cheap ones", Intent("sort", sort="price", descending=True)),
    ("filter", "get rid of whatever is silk", Intent("filter", filters=(("material", "!=", "silk"),))),
    ("filter", "i have 40 left", Intent("filter", filters=(("price", "<=", 40.0),))),
    ("refine", "wish it were longer and red", Intent("refine", that=True, plus=("long", "red"))),
    ("compare", "is 4 any good beside 5", Intent("compare", places=(4, 5))),
    ("select", "let me think about it", Intent("select", that=True)),
    ("select", "let me think", None), ("sort", "put them right", None), ("filter", "as you like", None),   # nothing to go by
])
def test_slots(name, said, meant):
    assert spot(name, said, SCREEN, WORDS) == meant

"""Words about people pick nothing; words about clothes do."""

from hashlib import sha256

import pytest

from models import people
from models.people import speaks_of_people


@pytest.mark.parametrize("said", [
    "the one a black woman would wear", "show me what black women wear", "which one is for fat people", "clothes for gays",
    "the one the asian model is wearing",
    "something a jewish person would like", "what do old white men wear", "the dress the disabled lady has on",
    "a dress for muslim women", "pick the one for the white guy",
    "the one with the dark-skinned model", "shoes for chinese people", "the trans woman's favourite",
    "show me the one for a lesbian", "her skin colour would suit which one",
    "Which of these suits an old Indian lady?", "not the one with the black model",
])
def test_who_wears_it_is_no_ground_to_choose(said):
    assert speaks_of_people(said)


@pytest.mark.parametrize("said", [
    "black women's shoes", "black dress for women", "white men's shirt", "the black one", "a nude heel", "brown boots for men",
    "plus size dresses", "maternity jeans",
    "skinny jeans", "tan bag", "women's white trainers", "men's black leather shoes", "for my old mum", "indian kurta",
    "chinese collar shirt", "african print dress",
    "boots for kids", "yellow girls raincoat", "old school sneakers", "a black and white dress", "white boys t-shirts",
    "pride t-shirt", "fat laces", "thin belt", "show me black men watches",
    "black one for my girlfriend", "the white one please", "the model number two", "dark skinny jeans", "christmas jumper",
    "blind hem trousers", "black shoes men", "white sneakers women", "black leather jacket men", "shoes black men",
    "christian louboutin heels",
    "indian terrain men shirt", "brown boys school shoes", "black watch for women", "nail polish women", "white one for kids",
    "the brown one on the model",
])
def test_clothes_words_and_colours_stay_allowed(said):
    assert not speaks_of_people(said)


def test_insults_are_known_by_their_hash_alone(monkeypatch):
    monkeypatch.setattr(people, "_SLURS", frozenset({sha256(b"blurgh").hexdigest()[:12]}))
    assert speaks_of_people("the one for the BLURGHS") and not speaks_of_people("the one for the burgundy")


def test_the_list_of_insults_is_there():
    assert len(people._SLURS) > 30 and all(len(each) == 12 for each in people._SLURS)

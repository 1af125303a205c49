"""Misspelt words are put right, known words and brands are left alone."""

import pytest

from models.spelling import Speller, english_words

SPELL = Speller(("bracelet", "t-shirt", "tshirt", "dress", "dresses", "burgundy", "sandals", "sunglasses", "cheapest", "Bellwick",
                 "leather strap", "jacket"),
                stocked=lambda word: word == "kiyoru")


@pytest.mark.parametrize(("typed", "meant"), [
    ("braclet", "bracelet"), ("tshrit", "tshirt"), ("burgandy dreses", "burgundy dresses"), ("the cheepest", "the cheapest"),
    ("sunglases", "sunglasses"),
    ("bellwik", "bellwick"), ("a lether jaket", "a leather jacket"), ("sandles", "sandals"),
])
def test_slips_are_put_right(typed, meant):
    assert SPELL(typed) == meant


@pytest.mark.parametrize("typed", [
    "Bellwick", "kiyoru", "red", "the press", "a wedding", "zzyzx", "uniqlo", "gold", "dres", "interview shoes under $50",
    "No. 5!", "",
])
def test_known_words_brands_and_short_words_are_left_alone(typed):
    assert SPELL(typed) == ("dress" if typed == "dres" else typed)


def test_english_comes_with_the_recogniser():
    assert len(english_words()) > 100_000 and {"wedding", "burgundy"} <= english_words()

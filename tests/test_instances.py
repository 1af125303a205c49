"""Selection instances: one right answer each, half of them among look-alikes."""

from collections import Counter
from itertools import product

import pytest

from models.captions import CLASH, FIT, Label, Phrase, relations
from models.instances import ALIKE, DETAILED, MIXED, make_instances

KINDS, COLOURS, STRAPS = ("bags", "dresses", "watches"), ("red", "blue", "black", "green"), ("leather", "chain", "rope")


@pytest.fixture(scope="module")
def shop():
    """36 products; bags and watches have straps, no two alike."""
    return [Label(f"{colour} {kind} {strap}", "shop", kind, kind, colour, details={} if kind == "dresses" else {"strap": strap})
            for kind, colour, strap in product(KINDS, COLOURS, STRAPS)]


@pytest.fixture(scope="module")
def made(shop):
    return make_instances(shop, 400, seed=3)


def test_they_are_the_same_each_time_and_half_of_them_show_one_kind(shop, made):
    assert made == make_instances(shop, 400, seed=3) != make_instances(shop, 400, seed=4)
    assert Counter(instance.kind for instance in made) == dict.fromkeys((*MIXED, *ALIKE, *DETAILED), 50)
    for instance in made:
        assert len(set(instance.shown)) == len(instance.shown) in (3, 4, 5, 6) and instance.target in instance.shown
        if instance.kind not in MIXED:
            assert len({shop[row].kind for row in instance.shown}) == 1


def test_each_has_exactly_one_answer(shop, made):
    for instance in made:
        shown, target = [shop[row] for row in instance.shown], shop[instance.target]
        words = instance.utterance.split()
        if "not" in words:
            assert [label for label in shown if label.colour != words[-1]] == [target]
            continue
        states = [("colour", word, word) for word in words if word in COLOURS]
        states += [("strap", word, word) for word in words if word in STRAPS]
        states += [("kind", word, target.kind) for word in words if word in ("bag", "dress", "watch")]
        fits = relations([Phrase(instance.utterance, tuple(states))], shown)[:, 0].tolist()
        assert fits.count(FIT) == 1 and fits.count(CLASH) == len(shown) - 1
        assert shown[fits.index(FIT)] is target


def test_a_detail_is_asked_for_among_things_of_the_same_colour_first(shop, made):
    for instance in made:
        if instance.kind == "alike_detail":
            others = [shop[row] for row in instance.shown if row != instance.target]
            assert sum(label.colour == shop[instance.target].colour for label in others) == 2


def test_without_details_the_look_alikes_differ_in_colour():
    plain = [Label(f"{colour} {kind} {n}", "shop", kind, kind, colour) for kind, colour, n in product(KINDS, COLOURS, range(6))]
    assert {instance.kind for instance in make_instances(plain, 64)} == {*MIXED, *ALIKE}


def test_too_few_items_make_none():
    assert make_instances([Label("a", kind="bags", colour="red")] * 5, 10) == []

"""A card that is lent: used for many pictures, missed by nobody."""

import importlib
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from catalog.pictures import open_picture
from demo.serving import zero
from tests.conftest import paint

PICTURES = [open_picture(paint("Red", "Bag"))] * 16


@pytest.fixture
def looked(monkeypatch, encoder):
    """What the card was asked for; it answers with ones."""
    calls = []

    def look(name, pictures):
        calls.append((name, len(pictures)))
        return np.ones((len(pictures), encoder.dim), np.float32)

    monkeypatch.setattr(zero, "look", look)
    return calls


def test_nothing_is_lent_here():
    assert not zero.is_lent() and zero.look is zero._look and "spaces" not in sys.modules


def test_many_pictures_go_to_the_card_and_few_stay(looked, encoder):
    borrowing = zero.Borrowing(encoder, "ViT-B-32/x")
    assert (borrowing.images(PICTURES) == 1).all() and looked == [("ViT-B-32/x", 16)]
    assert (borrowing.images(PICTURES[:15]) == encoder.images(PICTURES[:15])).all() and len(looked) == 1
    assert (borrowing.texts(["red bag"]) == encoder.texts(["red bag"])).all()
    assert (borrowing.name, borrowing.dim) == (encoder.name, encoder.dim)


def test_without_a_card_the_processor_looks_and_asks_no_more(monkeypatch, encoder, caplog):
    asked = []
    monkeypatch.setattr(zero, "look", lambda *arguments: asked.append(1) or 1 / 0)
    borrowing = zero.Borrowing(encoder, "x")
    for _ in range(2):
        assert (borrowing.images(PICTURES) == encoder.images(PICTURES)).all()
    assert asked == [1] and "no card could be borrowed" in caplog.text


def test_on_such_a_space_the_one_function_is_handed_over(monkeypatch):
    handed = []
    fake = SimpleNamespace(GPU=lambda function, duration: handed.append((function.__name__, duration)) or function,
                           __spec__=SimpleNamespace(name="spaces"))
    monkeypatch.setitem(sys.modules, "spaces", fake)
    monkeypatch.setenv("SPACES_ZERO_GPU", "true")
    try:
        importlib.reload(zero)
        assert zero.is_lent() and handed == [("_look", 60)]
    finally:
        monkeypatch.undo()
        importlib.reload(zero)

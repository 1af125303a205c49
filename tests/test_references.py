"""Who is meant on a small screen: a table of (screen, utterance) -> item, over the shop of tests/data/screens.json.

The screens are three items a row: `dresses` d1 to d6, `bags` b1 to b6, `shoes` s1 to s6; the file says what each is like.
"""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from catalog.search import Catalogue
from catalog.store import Store
from demo.assistant import Assistant, Settings, Turn
from demo.evaluate_dialogue import DATA, read_screens, shop_items
from demo.phrasing import SCALES as SAID_SCALES
from demo.references import beside, region
from models.comparison import SCALES, compare, degrees, lightness, stated
from models.encoder import unit

ITEMS, SCREENS = read_screens()
# What shows in a picture though no word of the shop says it: along which axes, and how far.
LOOKS = {
    "d1": {"formal": 0.2, "casual": 0.4, "long": 0.5, "bright": 0.9}, "d2": {"formal": 0.9, "long": 1.0, "dark": 1.0},
    "d3": {"formal": 0.5, "long": 0.6, "dark": 0.7},
    "d4": {"formal": 0.4, "long": 0.1, "light": 1.0}, "d5": {"formal": 0.1, "casual": 1.5, "long": 0.4, "bright": 0.6},
    "d6": {"formal": 0.5, "long": 0.9, "dark": 0.6},
    "b1": {"big": 0.5}, "b2": {"big": 0.6}, "b3": {"big": 2.0}, "b4": {"big": 0.7}, "b5": {"big": 0.2, "formal": 0.9},
    "b6": {"big": 0.0},
}
AXES = sorted({word for item in ITEMS for text in (item.title, item.kind,
                                                   *item.attributes.values()) for word in re.findall(r"[a-z]+", text.lower())}
              | {"formal", "casual", "long", "short", "dark", "light", "bright", "dull", "big", "small"})


class Looks:
    """Each word is an axis. An item's picture has the axes of its colour, pattern, material and kind, and of LOOKS."""

    name, dim = "looks", len(AXES)

    def texts(self, texts):
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"[a-z]+", text.lower()):
                if word in AXES:
                    row[AXES.index(word)] += 1
        return unit(rows)

    def picture(self, item):
        shown = " ".join((item.kind, *(item.attributes.get(name, "") for name in ("colour", "pattern", "material"))))
        vector = np.zeros(self.dim, dtype=np.float32)
        for word in re.findall(r"[a-z]+", shown.lower()):
            vector[AXES.index(word)] += 1
        for word, much in LOOKS.get(item.id, {}).items():
            vector[AXES.index(word)] += much
        return unit(vector)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with Store(tmp_path_factory.mktemp("screens") / "shop") as store:
        store.add(shop_items(ITEMS))
        encoder = Looks()
        store.put_vectors(encoder.name, [(item.id, 0, encoder.picture(item)) for item in ITEMS])
        yield Assistant(Catalogue(store, encoder.name, encoder.dim, device="cpu"), encoder, settings=Settings(catalog="screens"))


def picked(shop, session, text):
    """The ids picked, several as a tuple; "?" and the two asked about after a question."""
    reply = shop.reply(Turn(text=text, session=session))
    if reply.intent == "clarify":
        return ("?", *reply.session.pending) if reply.options else "?"
    sure = tuple(item for item, score in reply.candidates if score == 1.0)
    return sure if reply.intent == "select" and len(sure) > 1 else reply.selected


REFERENCES = [
    # ordinals and numbers
    ("dresses", "the second", "d2"), ("dresses", "number four", "d4"), ("dresses", "3", "d3"),
    ("dresses", "the last two", ("d5", "d6")),
    ("dresses", "the one before last", "d5"), ("dresses", "the 2nd one please", "d2"), ("dresses", "number nine", "?"),
    ("dresses", "the third from the right", "d1"),
    # places
    ("dresses", "top left", "d1"), ("dresses", "bottom left", "d4"), ("dresses", "the bottom right one", "d6"),
    ("dress2", "the one below", "d5"),
    ("dress2", "next to it", ("?", "d1", "d3")), ("dress2", "the one to the left of it", "d1"), ("dress2", "to the right", "d3"),
    ("dresses", "the one above number five", "d2"), ("dresses", "the one to the right of the red one", "d2"),
    ("dresses", "the one below the navy one", "d6"),
    ("dresses", "the second one in the bottom row", "d5"), ("dresses", "the black one in the top row", "d2"),
    ("dresses", "in the middle", ("?", "d2", "d5")),
    ("dresses", "the white one on the left", "d4"), ("dress2", "the one above it", "?"),
    # looks
    ("dresses", "the striped one", "d1"), ("dresses", "the one with flowers, the floral one", "d3"),
    ("bags", "the one with the chain strap", "b1"),
    ("bags", "the one with the leather strap", "b2"), ("shoes", "the one with the gold buckle", "s4"),
    ("dresses", "the velvet one", "d6"),
    ("dresses", "the blue one", "d3"),
    # words of the title, the brand, the price
    ("dresses", "the bellwick one", "d1"), ("dresses", "the one by fjord & fern", "d4"), ("bags", "the clutch", "b5"),
    ("shoes", "the loafers", "s6"),
    ("dresses", "the one for 45 dollars", "d1"), ("dresses", "the $80 one", "d3"),
    # negation
    ("bags", "the leather one that is not black or pink", "b2"), ("bags", "the leather one but not the black one and not the "
                                                                  "pink one", "b2"),
    ("compared", "not the red one", ("?", "d2", "d3")), ("dresses", "anything but red, navy, black, green or white", "d6"),
    ("dresses", "neither the red nor the black nor the navy nor the white nor the green one", "d6"),
    # degrees over what is shown
    ("dresses", "the cheapest", "d5"), ("dresses", "the second cheapest", "d1"), ("dresses", "the most expensive one under 100",
                                                                                  "d3"),
    ("dresses", "the one with the biggest rating", "d6"), ("dresses", "the darkest one", "d2"),
    ("dresses", "the lightest one", "d4"),
    ("compared", "the darker one", "d3"), ("compared", "the lighter of the two", "d1"), ("compared", "the cheaper one", "d1"),
    ("compared", "the more formal one", "d3"),
    ("dresses", "the longest", ("?", "d6", "d2")), ("dresses", "the shortest dress", "d4"),
    ("dresses", "the most formal", ("?", "d2", "d3")),   # nothing is stated, and a picture alone says little
    ("dresses", "the least formal one", "d5"),
    ("bags", "the biggest", "b3"), ("bags", "the smallest one", ("?", "b6", "b5")),
    ("dresses", "all but the first", ("d2", "d3", "d4", "d5", "d6")),
    ("dresses", "everything except the last two", ("d1", "d2", "d3", "d4")),
    ("dresses", "all of them but the red one", ("d2", "d3", "d4", "d5", "d6")),
    ("shoes", "the one with the highest heel", "s2"),
    ("dresses", "the brightest", "d1"),
    # what was said before
    ("dress2", "that one", "d2"), ("dress2", "yes", "d2"), ("pair", "the other one", "d3"), ("compared", "both", ("d1", "d3")),
    ("dress2", "the red one from before", "s6"), ("dress2", "the scarf you showed me earlier", "c1"),
    ("picked_before", "the previous one", "s6"),
    ("picked_before", "the one I picked before", "s6"), ("dress2", "the other red one", "d1"),
    # several at once
    ("dresses", "the first and the third", ("d1", "d3")), ("dresses", "the red one and the white one", ("d1", "d4")),
    ("dresses", "the first one and the velvet one", ("d1", "d6")), ("bags", "the clutch and the tote", ("b5", "b4")),
    ("dresses", "first three", ("d1", "d2", "d3")),
    ("dresses", "the cheapest and the striped one", ("d5", "d1")),
    # none of them
    ("dress2", "none of these", None), ("dress2", "neither", None), ("dress2", "not this one", None),
    # answers to a question about d3 and d6
    ("asked", "the first", "d3"), ("asked", "the second one", "d6"), ("asked", "navy", "d3"), ("asked", "velvet please", "d6"),
    ("asked", "the latter", "d6"),
    ("asked", "the belt", "d3"), ("asked", "the one with the belt", "d3"), ("asked", "the cheaper one", "d3"),
    ("asked", "number 6", "d6"), ("asked", "no, neither", None),
    ("asked", "cheaper", "d3"), ("asked", "the striped one", "d1"), ("asked", "the first and the third", ("d1", "d3")),
    ("asked", "both", ("d3", "d6")),
    ("asked", "the right one", "d6"), ("asked", "the first, please", "d3"),
]


def screen(name):
    if name == "pair":         # d1 and d3 were named together, then d1 picked
        return replace(SCREENS["compared"], selected="d1")
    if name == "picked_before":
        before = replace(SCREENS["dress2"].previous, selected="s6")
        return replace(SCREENS["dress2"], previous=before)
    return SCREENS[name]


@pytest.mark.parametrize(("name", "said", "meant"), REFERENCES, ids=[f"{name}: {said}" for name, said, _ in REFERENCES])
def test_who_is_meant(shop, name, said, meant):
    assert picked(shop, screen(name), said) == meant


@pytest.mark.parametrize(("place", "relation", "count", "found"), [
    (1, "left of", 6, []), (2, "next to", 6, [1, 3]), (3, "right of", 6, []), (2, "below", 6, [5]), (5, "above", 6, [2]),
    (3, "below", 5, []),
])
def test_neighbours_keep_to_the_rows(place, relation, count, found):
    assert beside(place, relation, count) == found


@pytest.mark.parametrize(("name", "count", "found"), [
    ("left", 6, [1, 4]), ("right", 5, [3]), ("right", 2, [2]), ("middle", 3, [2]), ("middle", 6, [2, 5]), ("middle", 9, [5]),
    ("middle", 2, []),
    ("top row", 5, [1, 2, 3]), ("bottom row", 5, [4, 5]), ("bottom left", 5, [4]), ("left", 0, []),
])
def test_parts_of_the_page(name, count, found):
    assert region(name, count) == found


# ---- degrees ------------------------------------------------------------------------------------------------------------

def test_every_scale_that_is_said_can_be_compared():
    assert set(SAID_SCALES) <= set(SCALES)


@pytest.mark.parametrize(("darker", "lighter"), [("Navy Blue", "Blue"), ("black", "charcoal"), ("burgundy", "pink"),
                                                 ("dark green", "green"), ("grey", "off white"),
                                                 ("blue", "light blue"), ("brown", "tan")])
def test_colour_names_have_a_lightness(darker, lighter):
    assert lightness(darker) < lightness(lighter)


def test_what_is_stated_orders_items():
    maxi, knee, mini = (stated("length", {"length": length}) for length in ("maxi", "knee-length", "mini"))
    assert maxi > knee > mini and lightness("multi") is None
    assert stated("darkness", {"colour": "navy"}) > stated("darkness", {"colour": "white"})
    assert stated("size", {"colour": "navy"}) is None


def test_a_degree_looks_at_the_set_and_not_at_the_word():
    """Of a grey and a white item the grey one is the darker, though neither looks like "dark"."""
    encoder = Looks()
    pictures = unit(np.stack([0.3 * encoder.texts(["black"])[0] + encoder.texts(["white dress"])[0],
                              encoder.texts(["white dress"])[0]]))
    assert degrees(encoder, "darkness", pictures)[0] > 0 > degrees(encoder, "darkness", pictures)[1]
    assert compare(encoder, "darkness", pictures).best == 0 and compare(encoder, "darkness", pictures, highest=False).best == 1
    assert degrees(encoder, "darkness", pictures[:1]).tolist() == [0.0]


def test_attributes_outweigh_the_picture_where_they_are_known():
    encoder = Looks()
    pictures = encoder.texts(["white dress", "black dress"])
    assert compare(encoder, "darkness", pictures, facts=[{"colour": "black"}, {"colour": "white"}]).best == 0
    assert compare(encoder, "darkness", pictures, facts=[{}, {"colour": "white"}]).best == 1


def test_the_screens_are_as_the_table_says():
    items = json.loads((DATA / "screens.json").read_text())["items"]
    assert [item["id"] for item in items[:6]] == ["d1", "d2", "d3", "d4", "d5", "d6"]

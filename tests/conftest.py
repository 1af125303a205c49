"""Small real parts, shared: an encoder that can be checked by hand, and a shop of ten items to talk to."""

import io
import re

import numpy as np
import pytest
from PIL import Image

from catalog.items import Item, View
from catalog.search import Catalogue
from catalog.store import Store
from demo.assistant import Assistant, Settings
from models.encoder import unit
from tests.whispers import write_crafted_whisper

AXES = ("red", "blue", "black", "green", "dress", "bag", "watch", "formal")
PAINT = {"Red": (220, 20, 20), "Blue": (20, 20, 220), "Black": (0, 0, 0), "Green": (20, 160, 20)}
WIDTHS = {"Dress": 40, "Bag": 50, "Watch": 60}  # the picture's width tells the kind, so that nothing needs a label

# id, title, kind, colour, price, rating, material
GOODS = (
    ("d1", "Ada red dress", "Dress", "Red", 80.0, 4.5, "cotton"),
    ("d2", "Ada blue dress", "Dress", "Blue", 60.0, 4.0, "cotton"),
    ("d3", "Bolt black dress", "Dress", "Black", 120.0, 3.5, "silk"),
    ("b1", "Bolt red bag", "Bag", "Red", 45.0, 4.8, "leather"),
    ("b2", "Ada black bag", "Bag", "Black", 30.0, 3.9, "leather"),
    ("w1", "Cog blue watch", "Watch", "Blue", 200.0, 4.9, "steel"),
    ("w2", "Cog black watch", "Watch", "Black", 150.0, 4.1, "leather"),
    ("d4", "Bolt green dress", "Dress", "Green", 95.0, 4.2, "silk"),
    ("b3", "Cog blue bag", "Bag", "Blue", 55.0, 4.4, "fabric"),
    ("b4", "Cog green bag", "Bag", "Green", 25.0, 2.9, "fabric"),
)


class WordEncoder:
    """Each axis of AXES is a word; a picture has its paint's axis and, by its width, its kind's."""

    name, dim = "words", len(AXES)

    def images(self, pictures):
        rows = np.zeros((len(pictures), self.dim), dtype=np.float32)
        for row, picture in zip(rows, pictures, strict=True):
            pixel = np.array(picture.convert("RGB").getpixel((5, 5)))
            colour = min(PAINT, key=lambda name: np.abs(pixel - PAINT[name]).sum())
            kind = next(kind for kind, width in WIDTHS.items() if width == picture.width)
            row[[AXES.index(colour.lower()), AXES.index(kind.lower())]] = 1
        return unit(rows)

    def texts(self, texts):
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"[a-z]+", text.lower()):
                for axis, name in enumerate(AXES):
                    row[axis] += word in (name, name + "s", name + "es")
        return unit(rows)


def paint(colour: str, kind: str) -> bytes:
    """A PNG of the colour, as wide as the kind says."""
    out = io.BytesIO()
    Image.new("RGB", (WIDTHS[kind], 40), PAINT[colour]).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def encoder():
    return WordEncoder()


@pytest.fixture
def store(tmp_path, encoder):
    with Store(tmp_path / "shop") as store:
        goods = [(Item(i, title, price=price, currency="USD", rating=rating, category=("Shop", kind),
                       attributes={"colour": colour, "material": material}), [View(i, 0, paint(colour, kind))])
                 for i, title, kind, colour, price, rating, material in GOODS]
        store.add(goods)
        pictures = [Image.open(io.BytesIO(views[0].picture)) for _, views in goods]
        store.put_vectors(encoder.name, [(item.id, 0, vector) for (item, _), vector in
                                         zip(goods, encoder.images(pictures), strict=True)])
        yield store


@pytest.fixture
def assistant(store, encoder):
    return Assistant(Catalogue(store, encoder.name, encoder.dim, device="cpu"), encoder, settings=Settings(catalog="shop"))


@pytest.fixture(scope="session")
def whisper_folder(tmp_path_factory):
    """A CTranslate2 folder whose Whisper says "the blue one" to whatever passes the voice detector."""
    folder = tmp_path_factory.mktemp("whisper") / "tiny-chain"
    write_crafted_whisper(folder)
    return folder

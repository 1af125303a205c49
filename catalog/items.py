"""What a catalogue is made of, and every way it can say no."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

__all__ = [
    "BadFilter",
    "BadName",
    "BadPicture",
    "BadQuery",
    "BadSource",
    "CatalogError",
    "EncoderMismatch",
    "Hits",
    "Item",
    "UnknownCatalogue",
    "UnknownItem",
    "View",
    "field_name",
]

# CatalogError
#  +-- UnknownCatalogue   +-- UnknownItem   +-- EncoderMismatch
#  +-- BadName   +-- BadSource   +-- BadPicture   +-- BadFilter   +-- BadQuery


class CatalogError(ValueError):
    """Anything expected that can go wrong with a catalogue; its text is one line for a person."""


class UnknownCatalogue(CatalogError):
    """No catalogue of that name or at that path."""


class UnknownItem(CatalogError):
    """The catalogue has no item (or view) of that id."""


class EncoderMismatch(CatalogError):
    """The vectors at hand are not, or not all, of the encoder that asks."""


class BadName(CatalogError):
    """A catalogue's name has characters that names may not have."""


class BadSource(CatalogError):
    """What is to be imported cannot be read as a whole."""


class BadPicture(CatalogError):
    """Bytes that do not decode to a picture."""


class BadFilter(CatalogError):
    """A condition on items that cannot be read or names an unknown field."""


class BadQuery(CatalogError):
    """A search that contradicts itself."""


# The one spelling a field is stored and asked by, whatever the source called it.
_SYNONYMS = {
    "color": "colour",
    "base_color": "colour",
    "base_colour": "colour",
    "article_type": "kind",
    "product_type": "kind",
    "type": "kind",
    "name": "title",
}


def snake_case(text: str) -> str:
    """``baseColour`` or ``Base Colour`` -> ``base_colour``."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text.strip())
    return re.sub(r"\W+", "_", parted).strip("_").lower()


def field_name(text: str) -> str:
    """The name a field is stored by: snake case, British spelling, ``kind`` for a product's type."""
    name = snake_case(text)
    return _SYNONYMS.get(name, name)


@dataclass(frozen=True)
class Item:
    """One product as a shopper reads of it; its pictures are its :class:`View` rows."""

    id: str
    title: str
    description: str = ""
    price: float | None = None
    currency: str = ""  # as the source writes it: "₹", "$", "EUR"
    rating: float | None = None
    category: tuple[str, ...] = ()  # taxonomy path, root first
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)  # lower-case names

    @property
    def kind(self) -> str:
        """What a shopper calls it: the last step of its category path, or ``""``."""
        return self.category[-1] if self.category else ""

    def facts(self) -> dict[str, str]:
        """Its attributes, with ``kind`` and ``category`` ("A > B > C") where it has a path."""
        path = {"kind": self.kind, "category": " > ".join(self.category)} if self.category else {}
        return {**self.attributes, **path}


@dataclass(frozen=True)
class View:
    """One picture of an item: ``picture`` is an encoded file (JPEG, PNG or WebP) as stored."""

    item_id: str
    position: int  # 0 is the one shown first
    picture: bytes = field(repr=False)
    alt: str = ""


@dataclass(frozen=True, eq=False)
class Hits:
    """A ranked answer: ``ids`` and ``scores`` ``(k,)`` float32, best first, never padded."""

    ids: tuple[str, ...]
    scores: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[tuple[str, float]]:
        return zip(self.ids, self.scores.tolist(), strict=True)

    @classmethod
    def of(cls, pairs: list[tuple[str, float]]) -> Hits:
        """Hits from ``(id, score)`` pairs that are already best first."""
        scores = np.asarray([score for _, score in pairs], dtype=np.float32)
        return cls(tuple(item_id for item_id, _ in pairs), scores)

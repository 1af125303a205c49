"""Which items on the page a turn means: places, looks, words, prices, superlatives, "it"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import eq, ge, gt, le, lt, ne

import numpy as np

from catalog.items import Item
from demo.dialogue import Condition, Intent, Session
from demo.shop import Clock, Shop
from demo.wording import fact
from models.selection import MARGIN, NEARLY, Selection, content_words, describe_words, select
from models.words import singular

__all__ = ["Meant", "References"]


@dataclass(frozen=True)
class Meant:
    """Which items a reference picks. `unsure`: two could be meant. `why`: what settled it."""

    ids: tuple[str, ...] = ()
    candidates: tuple[tuple[str, float], ...] = ()
    unsure: bool = False
    why: str = ""
    absent: str = ""      # what was said and is nowhere on the page


@dataclass
class References:
    """Resolves an intent's slots against one session's page."""

    shop: Shop
    session: Session
    clock: Clock = field(default_factory=Clock)
    _items: dict[str, Item] = field(default_factory=dict, init=False)   # looked up once a turn
    _said_of: dict[str, frozenset[str]] = field(default_factory=dict, init=False)

    def resolve(self, intent: Intent) -> Meant:
        """The items that the intent's slots refer to, among those on the page (or just asked about)."""
        pool = self.session.pending if self.session.asked else self.session.grid
        shown = f"there are {len(self.session.grid)} on the page"
        if intent.places:
            ids = self.at(intent.places)
            found = len(ids) == len(set(intent.places))
            return Meant(ids if found else (), tuple((item, 1.0) for item in ids), why="" if found else shown)
        if intent.everything:
            named = self.session.pending or self.session.grid
            return Meant(named if not intent.that or len(named) == 2 else (), why=shown)
        if intent.superlative:
            return self._extreme(intent, pool)
        if any(name == "price" and operator == "=" for name, operator, _ in intent.filters):
            return self._priced(intent, pool)
        if intent.text or intent.excluded:
            absent = self._absent_value(intent)
            return Meant(absent=absent) if absent else self.described(intent, pool)
        if intent.that and self.session.selected:
            return Meant((self.session.selected,), ((self.session.selected, 1.0),))
        return Meant(pool if len(pool) == 1 else ())

    def _priced(self, intent: Intent, pool: Sequence[str]) -> Meant:
        """The one at this price, to the unit: "the $83 one"."""
        price = next(value for name, _, value in intent.filters if name == "price")
        ids = tuple(item for item in pool if self.item(item).price is not None and abs(self.item(item).price - price) < 1)
        return Meant(ids[:1], tuple((item, 1.0) for item in ids), len(ids) > 1, why="" if ids else f"none costs {price:g}")

    def at(self, places: Sequence[int], among: Sequence[str] | None = None) -> tuple[str, ...]:
        """The items at these places of the page, or `among` others; places beside it give nothing."""
        among = self.session.grid if among is None else among
        rows = [place - 1 if place > 0 else len(among) + place for place in places]
        return tuple(dict.fromkeys(among[row] for row in rows if 0 <= row < len(among)))

    def _extreme(self, intent: Intent, pool: Sequence[str]) -> Meant:
        name, highest = intent.superlative
        items = [self.item(item) for item in pool]
        said = content_words(intent.text)
        fitting = [item for item in items if said <= self.words(item)] or items
        fitting = [item for item in fitting if all(_meets(item, condition) for condition in intent.filters)]
        known = [item for item in fitting if getattr(item, name) is not None]
        if len(known) < intent.rank or intent.rank < 1:
            return Meant(why=f"no {name} is known of what is on the page" if not known else f"only {len(known)} fit that")
        best = sorted(known, key=lambda item: getattr(item, name), reverse=highest)
        chosen = best[intent.rank - 1]
        return Meant((chosen.id,), tuple((item.id, float(item is chosen)) for item in best), why=fact(chosen, name))

    def described(self, intent: Intent, pool: Sequence[str]) -> Meant:
        if not pool:
            return Meant(why="nothing is on the page")
        items = [self.item(item) for item in pool]
        words = None if self.shop.pixels_only else [self.words(item) for item in items]
        pictures = np.stack([self.shop.catalogue.vector_of(item) for item in pool])  # (c, d)
        with self.clock("select"):
            selection = select(self.shop.encoder, pictures, intent.text, excluded=intent.excluded, words=words,
                               context=self.session.query.text)
        ranked = tuple((pool[row], round(float(selection.probabilities[row]), 4)) for row in selection.order)
        unsure = len(pool) > 1 and (selection.margin < MARGIN or (not intent.text and self._left(intent, items) > 1))
        return Meant((ranked[0][0],), ranked, unsure, "" if unsure else self._why(intent, items, selection))

    def _left(self, intent: Intent, items: Sequence[Item]) -> int:
        """How many items have none of the words excluded; "not the red one" of six settles nothing."""
        out = [content_words(text) for text in intent.excluded]
        return sum(not any(words <= self.words(item) for words in out) for item in items)

    def _why(self, intent: Intent, items: Sequence[Item], selection: Selection) -> str:
        """The words of the description that only the chosen item has, or that it was the look that decided."""
        own = self.words(items[selection.best])
        others = frozenset().union(*(self.words(item) for row, item in enumerate(items) if row != selection.best), frozenset())
        said = intent.text.split()
        pairs = [f"{first} {second}" for first, second in zip(said, said[1:], strict=False)]
        telling = [words for words in (*said, *pairs) if singular(words) in own - others]
        if telling:
            named = " ".join(dict.fromkeys(word for words in telling for word in words.split()))
            return f"the only {named}" if self.is_kind(named) else f"the only {named} one"
        return f"{selection.probabilities.max():.0%} sure"

    def names_absent_kind(self, intent: Intent) -> bool:
        """Does the description name a kind that the catalogue has and the page has not?"""
        if intent.places or intent.that or intent.superlative or self.session.asked:
            return False
        is_kind = self.shop.vocabulary.is_kind
        named = {singular(word) for word in intent.text.split() if is_kind(word) or is_kind(singular(word))}
        shown = frozenset().union(*(self.words(self.item(item)) for item in self.session.grid), frozenset())
        return bool(named) and not named & shown

    def _absent_value(self, intent: Intent) -> str:
        """A value that the description names ("red") where every item on the page states another; "" otherwise."""
        if self.shop.pixels_only or not intent.text:
            return ""
        items = [self.item(item) for item in self.session.grid]
        for word in intent.text.split():
            name = self.field_of(word)
            stated = [item.facts().get(name) for item in items] if name else []
            said = content_words(word) | {NEARLY + word}
            if stated and all(stated) and not any(said & self.words(item) for item in items):
                return word
        return ""

    def lacks(self, text: str, ids: Sequence[str]) -> bool:
        """Does the text name a value, such as a colour, that none of these items is known to have?"""
        named = [word for word in text.split() if self.field_of(word)]
        has = [frozenset(value.lower() for value in self.item(item).attributes.values()) for item in ids]
        return any(not any(word in values for values in has) for word in named)

    # ---- what the page and the shop know of a word or an item -----------------------------------------------------

    def place(self, item: str) -> str:
        """Its number on the page, "" when it is not there."""
        return str(self.session.grid.index(item) + 1) if item in self.session.grid else ""

    def item(self, item: str) -> Item:
        if item not in self._items:
            self._items[item] = self.shop.catalogue.store.item(item)
        return self._items[item]

    def words(self, item: Item) -> frozenset[str]:
        """What may be said of the item."""
        if item.id not in self._said_of:
            self._said_of[item.id] = describe_words(item.title, item.kind, item.attributes)
        return self._said_of[item.id]

    def value(self, word: str) -> tuple[str, str] | None:
        return self.shop.vocabulary.values.get(word)

    def field_of(self, word: str) -> str:
        value = self.value(word)
        return value[0] if value else ""

    def is_kind(self, word: str) -> bool:
        return self.shop.vocabulary.is_kind(word) or self.shop.vocabulary.is_kind(word.split()[-1])


def _meets(item: Item, condition: Condition) -> bool:
    """A price or rating bound, of one item."""
    name, operator, bound = condition
    value = getattr(item, name, None)
    compare = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "!=": ne}[operator]
    return value is not None and compare(value, bound)

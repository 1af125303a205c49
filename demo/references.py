"""Which items on the page a turn means: places, looks, words, prices, degrees, "it", "the other one", "from before"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import eq, ge, gt, le, lt, ne

import numpy as np

from catalog.items import Item
from demo.phrasing import COLUMNS, REGIONS
from demo.referring import refer
from demo.shop import Clock, Shop, Timed
from demo.states import Condition, Intent, Session
from demo.wording import degree_word, fact
from models.comparison import SCALES, compare
from models.selection import MARGIN, NEARLY, Selection, describe_words, select
from models.utterance import content_words
from models.words import singular

__all__ = ["Meant", "References", "beside", "region"]

CERTAIN = math.inf  # log-odds of what leaves no doubt: a place, a price
LONGEST_VALUE = 3   # words of an attribute's value that a description is searched for


@dataclass(frozen=True)
class Meant:
    """Which items a reference picks. `unsure`: two could be meant. `why`: what settled it."""

    ids: tuple[str, ...] = ()
    candidates: tuple[tuple[str, float], ...] = ()
    sources: tuple[Mapping[str, float], ...] = ()   # of each candidate, what speaks for it, in log-odds
    unsure: bool = False
    why: str = ""
    absent: str = ""      # what was said and is nowhere on the page

    @property
    def weighed(self) -> dict:
        """How it was settled, as a reply tells it."""
        return {"candidates": self.candidates, "sources": self.sources, "why": self.why}


def _sure(*ids: str, why: str = "", by: str = "conversation") -> Meant:
    return Meant(ids, tuple((item, 1.0) for item in ids), tuple({by: CERTAIN} for _ in ids), why=why)


def _likeliest(ids: Sequence[str], selection: Selection, *, rank: int = 1, unsure: bool = False, why: str = "") -> Meant:
    """What a selection among these items says: the rank-th of it is meant."""
    ranked = tuple((ids[row], round(float(selection.probabilities[row]), 4)) for row in selection.order)
    sources = tuple({name: round(float(odds[row]), 2) for name, odds in selection.sources.items()} for row in selection.order)
    return Meant((ranked[rank - 1][0],), ranked, sources, unsure, why)


def beside(place: int, relation: str, count: int) -> list[int]:
    """Places next to a 1-based place on a page of `count` items, COLUMNS a row: (2, "left of", 6) -> [1]."""
    column = (place - 1) % COLUMNS
    left, right = [place - 1] * (column > 0), [place + 1] * (column < COLUMNS - 1)
    found = {"left of": left, "right of": right, "above": [place - COLUMNS], "below": [place + COLUMNS],
             "next to": left + right}[relation]
    return [each for each in found if 1 <= each <= count]


def region(name: str, count: int) -> list[int]:
    """1-based places of a part of a page of `count` items: ("left", 6) -> [1, 4]; ("middle", 3) -> [2]."""
    places = range(1, count + 1)
    rows = [list(places[start:start + COLUMNS]) for start in range(0, count, COLUMNS)]
    if not rows:
        return []
    if name in ("top row", "bottom row"):
        return rows[0 if name == "top row" else -1]
    if name == "middle":
        if len(rows) % 2 and len(row := rows[len(rows) // 2]) % 2:
            return [row[len(row) // 2]]
        return [row[1] for row in rows if len(row) > 2]
    if name == "bottom left":
        return rows[-1][:1]
    return [row[0] for row in rows] if name == "left" else [row[-1] for row in rows if len(row) == len(rows[0])]


@dataclass
class References:
    """Resolves an intent's slots against one session's page."""

    shop: Shop
    session: Session
    clock: Clock = field(default_factory=Clock)
    _items: dict[str, Item] = field(default_factory=dict, init=False)   # looked up once a turn
    _said_of: dict[str, frozenset[str]] = field(default_factory=dict, init=False)

    def resolve(self, intent: Intent) -> Meant:
        """The items that the intent's slots refer to, among those on the page (or just asked about, or from before)."""
        if intent.others:
            return self._together([replace(intent, others=()), *(replace(other, name=intent.name) for other in intent.others)])
        if intent.earlier:
            return self._earlier(replace(intent, earlier=False))
        if intent.where:
            return self._placed(intent.where, replace(intent, where=""))
        if intent.other:
            return self._other(replace(intent, other=False))
        return self._among(intent, self._pool(intent))

    def _pool(self, intent: Intent) -> Sequence[str]:
        """Whom the words may mean: the page; after a question its candidates; "the darker one" the two just compared."""
        compared = intent.superlative and intent.that and len(self.session.pending) > 1
        return self.session.pending or self.session.grid if self.session.asked or compared else self.session.grid

    def _among(self, intent: Intent, pool: Sequence[str]) -> Meant:
        """A reference without neighbours, among these items."""
        if intent.places:
            return self._at_places(intent)
        if intent.everything and intent.excluded:
            return self._all_but(intent.excluded[0])
        if intent.everything:
            named = self.session.pending or self.session.grid
            return _sure(*named) if not intent.that or len(named) == 2 else Meant(why=self._shown())
        if intent.superlative:
            return self._extreme(intent, pool)
        if any(name == "price" and operator == "=" for name, operator, _ in intent.filters):
            return self._priced(intent, pool)
        if intent.text or intent.excluded:
            absent = self.absent(intent.text, pool)
            if absent and self.session.asked and not self.absent(intent.text, self.session.grid):
                absent, pool = "", self.session.grid   # none of the two asked about, but another of the page
            return Meant(absent=absent) if absent else self.described(intent, pool)
        if intent.that and self.session.selected:
            return _sure(self.session.selected)
        return _sure(*pool) if len(pool) == 1 else Meant()

    def _all_but(self, what: str) -> Meant:
        """The page less what these words refer to: "all but the first"."""
        left_out = self.resolve(refer(what, self.session, self.shop.vocabulary))
        if left_out.unsure or left_out.absent or not left_out.ids:
            return left_out
        return _sure(*(item for item in self.session.grid if item not in left_out.ids), why=f"all but {what}")

    def _together(self, intents: Sequence[Intent]) -> Meant:
        """Several references at once; what is wrong with one is wrong with all."""
        each = [self.resolve(intent) for intent in intents]
        if failed := next((meant for meant in each if meant.unsure or meant.absent or not meant.ids), None):
            return failed
        return _sure(*dict.fromkeys(item for meant in each for item in meant.ids))

    # ---- places --------------------------------------------------------------------------------------------------

    def _at_places(self, intent: Intent) -> Meant:
        ids = self.at(intent.places)
        return _sure(*ids, by="place") if len(ids) == len(set(intent.places)) else Meant(why=self._shown())

    def _shown(self) -> str:
        count = len(self.session.grid)
        return f"there {'is' if count == 1 else 'are'} {count} on the page"

    def at(self, places: Sequence[int], among: Sequence[str] | None = None) -> tuple[str, ...]:
        """The items at these places of the page, or `among` others; places beside it give nothing."""
        among = self.session.grid if among is None else among
        rows = [place - 1 if place > 0 else len(among) + place for place in places]
        return tuple(dict.fromkeys(among[row] for row in rows if 0 <= row < len(among)))

    def _placed(self, where: str, intent: Intent) -> Meant:
        """In a part of the page, or beside the item that the rest of the reference means."""
        if where in REGIONS:
            return self._in_region(where, intent)
        anchor = self.resolve(intent)
        if not anchor.ids and intent.that and where in ("left of", "right of"):
            return self._in_region(where.removesuffix(" of"), replace(intent, that=False))  # "to the right", of nothing
        if anchor.unsure or anchor.absent or not anchor.ids or not self.place(anchor.ids[0]):
            return anchor if anchor.absent or anchor.unsure else Meant(why=anchor.why)
        found = self.at(beside(int(self.place(anchor.ids[0])), where, len(self.session.grid)))
        return self._one_of(found, f"nothing is {where} {self.place(anchor.ids[0])}")

    def _in_region(self, where: str, intent: Intent) -> Meant:
        asked = self._pool(intent)
        pool = tuple(item for item in self.at(region(where, len(self.session.grid))) if item in asked)
        if len(asked) == 2 and where in ("left", "right"):   # of two asked about: the one further that way
            ordered = sorted(asked, key=lambda item: ((int(self.place(item)) - 1) % COLUMNS, int(self.place(item))))
            pool = (ordered[0 if where == "left" else -1],)
        if intent.everything:
            return _sure(*pool, why="" if pool else "nothing is there", by="place")
        if intent.places:
            return self._one_of(self.at(intent.places, pool), f"there are {len(pool)} there")
        said = intent.text or intent.excluded or intent.superlative
        return self._among(intent, pool) if said and pool else self._one_of(pool, "nothing is there")

    def _one_of(self, ids: Sequence[str], why: str) -> Meant:
        """The one that is left, a question between the first two, or why there is none."""
        if len(ids) < 2:
            return _sure(*ids, why="" if ids else why, by="place")
        return Meant(tuple(ids[:1]), tuple((item, round(1 / len(ids), 4)) for item in ids), unsure=True)

    # ---- what was said before --------------------------------------------------------------------------------------

    def _other(self, intent: Intent) -> Meant:
        """Not the one selected: of two named together or shown, of those that fit the words, or the one before it."""
        session = self.session
        if intent.text or intent.superlative:
            pool = [item for item in session.grid if item != session.selected]
            return self._among(intent, pool)
        pair = next((pair for pair in (session.pending, session.grid) if len(pair) == 2), ())
        if pair:
            return _sure(pair[0] if session.selected == pair[1] else pair[1])
        before = next(self._selected_before(), "")
        return _sure(before) if before in session.grid else Meant()

    def _selected_before(self) -> Iterator[str]:
        for step in self._steps():
            if step.selected and step.selected != self.session.selected:
                yield step.selected

    def _steps(self) -> Iterator[Session]:
        step = self.session.previous
        while step is not None:
            yield step
            step = step.previous

    def _earlier(self, intent: Intent) -> Meant:
        """From before: what was selected first of all, then what was on a page, the most recent first."""
        said = content_words(intent.text)
        picked = tuple(dict.fromkeys(self._selected_before()))
        if not (said or intent.superlative or intent.places or intent.excluded):
            return _sure(*picked[:1])
        if said and (fitting := [item for item in picked if said <= self.words(self.item(item))]):
            return _sure(fitting[0])
        pages = list(dict.fromkeys(step.grid for step in self._steps() if step.grid != self.session.grid))
        for page in pages:
            if intent.places:
                return _sure(*self.at(intent.places, page))
            fitting = [item for item in page if said <= self.words(self.item(item))]
            fitting = [item for item in fitting if item not in self.session.grid] or fitting
            if fitting:
                return self._among(intent, page) if intent.superlative else self._one_of(fitting, "")
        return self.described(intent, pages[0]) if pages and not said else Meant(why="nothing like that was shown before")

    # ---- degrees and looks -----------------------------------------------------------------------------------------

    def _priced(self, intent: Intent, pool: Sequence[str]) -> Meant:
        """The one at this price, to the unit: "the $83 one"."""
        price = next(value for name, _, value in intent.filters if name == "price")
        ids = tuple(item for item in pool if self.item(item).price is not None and abs(self.item(item).price - price) < 1)
        return Meant(ids[:1], tuple((item, 1.0) for item in ids), unsure=len(ids) > 1, why="" if ids else f"none costs {price:g}")

    def _extreme(self, intent: Intent, pool: Sequence[str]) -> Meant:
        """The first, or rank-th, along a field that is stated as a number or a scale that is seen."""
        items = [self.item(item) for item in pool]
        said = content_words(intent.text)
        fitting = [item for item in items if said <= self.words(item)] or items
        fitting = [item for item in fitting if all(_meets(item, condition) for condition in intent.filters)]
        name, highest = intent.superlative
        if name in SCALES:
            return self._by_degree(name, highest, intent.rank, fitting)
        known = [item for item in fitting if getattr(item, name, None) is not None]
        if len(known) < intent.rank or intent.rank < 1:
            return Meant(why=f"no {name} is known of what is on the page" if not known else f"only {len(known)} fit that")
        best = sorted(known, key=lambda item: getattr(item, name), reverse=highest)
        if intent.count > 1 and intent.name in ("select", "compare"):   # "the two cheapest"
            return _sure(*(item.id for item in best[:intent.count]), by=name)
        chosen = best[intent.rank - 1]
        why = f"{fact(chosen, name)}, {degree_word(name, highest, len(known))}" if intent.rank == 1 else fact(chosen, name)
        return Meant((chosen.id,), tuple((item.id, float(item is chosen)) for item in best),
                     tuple({name: CERTAIN if item is chosen else 0.0} for item in best), why=why)

    def _by_degree(self, scale: str, highest: bool, rank: int, items: Sequence[Item]) -> Meant:
        if len(items) < max(rank, 1):
            return Meant(why=f"only {len(items)} fit that")
        kinds = {singular(item.kind) for item in items}
        with self.clock("select"):
            selection = compare(self.encoder, scale, self.pictures([item.id for item in items]), highest=highest,
                                facts=None if self.shop.pixels_only else [item.facts() for item in items],
                                kind=kinds.pop() if len(kinds) == 1 else "")
        ids = [item.id for item in items]
        if rank > 1:
            return _likeliest(ids, selection, rank=rank, why=f"number {rank} of {len(items)} that way")
        unsure = len(items) > 1 and selection.margin < MARGIN
        return _likeliest(ids, selection, unsure=unsure, why="" if unsure else degree_word(scale, highest, len(items)))

    def described(self, intent: Intent, pool: Sequence[str]) -> Meant:
        """The item that looks as is said, or is named so."""
        if not pool:
            return Meant(why="nothing is on the page")
        items = [self.item(item) for item in pool]
        words = None if self.shop.pixels_only else [self.words(item) for item in items]
        with self.clock("select"):
            looks = self.shop.looks
            selection = select(self.encoder, self.pictures(pool), intent.text, excluded=intent.excluded, words=words,
                               context=self.session.query.text,
                               look=looks.of(intent.text, intent.excluded, pool) if looks else None)
        unsure = len(pool) > 1 and (selection.margin < MARGIN or (not intent.text and len(self.left_by(intent, pool)) > 1))
        return _likeliest(pool, selection, unsure=unsure, why="" if unsure else self._why(intent, items, selection))

    def left_by(self, intent: Intent, pool: Sequence[str]) -> list[str]:
        """Those that have none of the words excluded; "not the red one" of six settles nothing."""
        out = [content_words(text) for text in intent.excluded]
        return [item for item in pool if not any(words <= self.words(self.item(item)) for words in out)]

    def _why(self, intent: Intent, items: Sequence[Item], selection: Selection) -> str:
        """The words of the description that only the chosen item has, or that it was the look that decided."""
        own = self.words(items[selection.best])
        others = frozenset().union(*(self.words(item) for row, item in enumerate(items) if row != selection.best), frozenset())
        said = intent.text.split()
        pairs = [f"{first} {second}" for first, second in zip(said, said[1:], strict=False)]
        telling = [words for words in (*said, *pairs) if singular(words) in own - others]
        if telling:
            named = " ".join(dict.fromkeys(word for words in telling for word in words.split()))
            return _only(named, parts=items[selection.best].attributes, kind=self.is_kind(named))
        if intent.excluded and not intent.text:
            return f"the only one that is not {' or '.join(intent.excluded)}"
        return f"by its look, {selection.probabilities.max():.0%} sure"

    def pictures(self, ids: Sequence[str]) -> np.ndarray:
        """The vectors of these items' first pictures, (c, d)."""
        return np.stack([self.shop.catalogue.vector_of(item) for item in ids])

    # ---- what is not there -----------------------------------------------------------------------------------------

    def names_absent_kind(self, intent: Intent) -> bool:
        """Does the description name a kind that the catalogue has and the page has not?"""
        if intent.superlative and intent.superlative[0] not in ("price", "rating"):
            return False
        if intent.places or intent.that or intent.earlier or intent.where or self.session.asked:
            return False
        is_kind = self.shop.vocabulary.is_kind
        named = {singular(word) for word in intent.text.split() if is_kind(word) or is_kind(singular(word))}
        shown = frozenset().union(*(self.words(self.item(item)) for item in self.session.grid), frozenset())
        return bool(named) and not named & shown

    def absent(self, text: str, ids: Sequence[str]) -> str:
        """A value that the text names ("red") where every one of these items states another; "" otherwise."""
        if self.shop.pixels_only or not text:
            return ""
        items = [self.item(item) for item in ids]
        return next((value for value in self._values_in(text) if self._stated_otherwise(value, items)), "")

    def _values_in(self, text: str) -> Iterator[str]:
        """The catalogue's values among the words, the longest first: "light blue" before "blue"."""
        words = re.findall(r"[\w-]+", text)
        taken: set[int] = set()
        for size in range(LONGEST_VALUE, 0, -1):
            for start in range(len(words) - size + 1):
                value, rows = " ".join(words[start:start + size]), set(range(start, start + size))
                if self.value(value) and not rows & taken:
                    taken |= rows
                    yield value

    def _stated_otherwise(self, value: str, items: Sequence[Item]) -> bool:
        name = self.field_of(value)
        said = content_words(value)
        nearly = {NEARLY + word for word in said}
        return bool(items) and all(item.facts().get(name) and not said <= self.words(item) and not nearly & self.words(item)
                                   for item in items)

    # ---- what the page and the shop know of a word or an item -----------------------------------------------------

    @property
    def encoder(self) -> Timed:
        return Timed(self.shop.encoder, self.clock)

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
    compare_with = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "!=": ne}[operator]
    return value is not None and compare_with(value, bound)


def _only(named: str, *, parts: Mapping[str, str], kind: bool) -> str:
    """"the only striped one", "the only handbag", "the only one with a leather strap"."""
    if kind:
        return f"the only {named}"
    if named.split()[-1] in parts:
        return f"the only one with {'an' if named[0] in 'aeiou' else 'a'} {named}"
    return f"the only {named} one"

"""What a conversation is made of: turns in, replies out, and the session between them.

A Session is all that the conversation remembers. It is frozen and holds only strings, numbers and tuples, goes in with
the Turn and comes out with the Reply; nothing else carries state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

__all__ = ["INTENTS", "Condition", "Intent", "Query", "Reply", "Session", "Turn", "Vocabulary", "remember"]

INTENTS = ("search", "select", "refine", "filter", "sort", "more", "back", "compare", "describe", "cart_add",
           "cart_remove", "cart_show", "help", "clarify", "reset", "none")
UNDO_STEPS = 20

Condition = tuple[str, str, str | float]  # (field, operator, value): ("price", "<", 50.0), ("colour", "=", "Red")


@dataclass(frozen=True)
class Query:
    """What the grid shows: the equation of the page, and the conditions every item of it meets."""

    text: str = ""
    like: str | None = None                    # id of the item the picture is taken from
    upload: tuple[float, ...] = ()             # vector of the shopper's own picture, (d,); () for none
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    filters: tuple[Condition, ...] = ()
    sort: str = ""                             # a field, "" for best match first
    descending: bool = False
    weights: tuple[tuple[str, float], ...] = ()  # terms that count otherwise than 1: (models.composition's name, weight)


@dataclass(frozen=True)
class Session:
    """One visitor's conversation so far."""

    grid: tuple[str, ...] = ()                 # ids on the page, in the order shown
    scores: tuple[float, ...] = ()             # their match; () where the order means nothing
    offset: int = 0                            # rank of the grid's first item within the query's results
    query: Query = Query()
    selected: str | None = None
    pending: tuple[str, ...] = ()              # items named together last: a question's candidates, a comparison's items
    asked: Intent | None = None                # what is to be done with the one chosen, while a question is open
    cart: tuple[str, ...] = ()                 # ids, one a piece
    previous: Session | None = None            # the step that `back` returns to


@dataclass(frozen=True)
class Turn:
    """One thing the shopper does: exactly one of text, audio, click, weights and pieces, or a picture with or without text.

    audio: a path, encoded bytes, or (rate in Hz, samples (n,) or (n, channels)). heard: what `Assistant.hear` made of it,
    where that was asked first. image: a path, encoded bytes or a PIL image. click: 1-based place on the page. weights: how
    much the query's terms count, as in `Query`. pieces: an item's id and how many of it the cart is to hold. session: None
    starts a conversation.
    """

    text: str | None = None
    audio: object = None
    heard: object = None
    image: object = None
    click: int | None = None
    weights: tuple[tuple[str, float], ...] | None = None
    pieces: tuple[str, int] | None = None
    session: Session | None = None


def _no_idea(said: str, read: str = "") -> str:
    return ""


@dataclass(frozen=True)
class Vocabulary:
    """The words that the catalogue brings, as shoppers say them: lower case, kinds in the singular and the plural.

    It decides what the grammar alone cannot: that "dresses" is a kind, so "the red dresses" is many, and that "red" is
    a colour, so "only red ones" is a filter on it.
    """

    singulars: frozenset[str] = frozenset()                        # "dress"
    plurals: frozenset[str] = frozenset()                          # "dresses"
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)   # "shoes" -> the catalogue's ("Flats", "Heels")
    levels: Mapping[str, str] = field(default_factory=dict)        # "bags" -> "Bags", a level of the taxonomy
    values: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # "red" -> ("colour", "Red")
    fields: frozenset[str] = frozenset()                           # "material"
    correct: Callable[[str], str] = str                            # "braclet" -> "bracelet"; `str` leaves all as it is
    guess: Callable[..., str] = _no_idea                           # words, what was read -> the intent's name; "" for none
    stocked: Callable[[str], bool] = _no_idea                      # is the word said of any item?

    @cached_property
    def value_words(self) -> frozenset[str]:
        """Each word of the values: "polka" and "dot"."""
        return frozenset(word for value in self.values for word in value.split())

    def is_kind(self, noun: str) -> bool:
        """Is a kind called that, one of it or many?"""
        return noun in self.singulars or noun in self.plurals

    def is_many(self, noun: str) -> bool:
        """Does it name several of a kind ("dresses"), and not just as well one ("jeans")?"""
        return noun in self.plurals and noun not in self.singulars


@dataclass(frozen=True)
class Intent:
    """A turn understood: one of INTENTS and the slots it needs; slots that do not apply keep their empty default."""

    name: str
    text: str = ""                             # search words, or the description of the item meant ("the blue one")
    places: tuple[int, ...] = ()               # 1-based places named; negative counts from the end
    that: bool = False                         # "it", "this one": the item selected
    everything: bool = False                   # "all of them", "both", "my whole cart"
    superlative: tuple[str, bool] | None = None  # (field or scale, highest?) over the shown: "the cheapest", "the darker one"
    rank: int = 1                              # "the second cheapest"
    where: str = ""                            # one of phrasing.BESIDE or REGIONS: "left of" what the other slots mean
    other: bool = False                        # "the other one": not the one selected
    earlier: bool = False                      # "the red one from before": on a page, or selected, some steps back
    others: tuple[Intent, ...] = ()            # more items meant: "the first and the red one"
    excluded: tuple[str, ...] = ()             # descriptions of what is not meant
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    filters: tuple[Condition, ...] = ()
    sort: str = ""
    descending: bool = False
    about: str = ""                            # the attribute asked about: "material"; "people": words about people
    count: int = 0                             # pieces for the cart, steps back; 0: not said
    exactly: bool = False                      # "make it three": the count is the whole, not what is added
    keep: bool = False                         # "now handbags": what still holds of the last query is kept
    then: Intent | None = None                 # a second thing to do: "... and show me matching shoes"


@dataclass(frozen=True)
class Reply:
    """What came of a turn: what to say, what to show, and the session to hand in with the next turn."""

    intent: str
    say: str
    session: Session
    heard: str | None = None                   # the transcript of a spoken turn
    confidence: float | None = None            # how sure the recogniser was of it, 0..1; None where nothing was heard
    recogniser: str = ""                       # which one was listening: "offline (pocketsphinx)"
    candidates: tuple[tuple[str, float], ...] = ()  # who was weighed in a selection, best first
    sources: tuple[Mapping[str, float], ...] = ()   # of each candidate, what speaks for it: picture, words, conversation, ...
    why: str = ""                              # what settled a selection: "the only striped one"
    table: tuple[tuple[str, ...], ...] = ()    # compare: a header row ("", title, title), then (attribute, value, value)
    options: tuple[tuple[str, str], ...] = ()  # a question's answers as buttons: (label, the words to send)
    kept: tuple[tuple[str, str], ...] = ()     # conditions that hold, as chips: (label, the words that take it away)
    act: str = ""                              # SIMMC 2's name of what the shopper did; "" where it has none
    ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def grid(self) -> tuple[str, ...]:
        return self.session.grid

    @property
    def selected(self) -> str | None:
        return self.session.selected

    @property
    def query(self) -> Query:
        return self.session.query

    @property
    def cart(self) -> tuple[str, ...]:
        return self.session.cart


def remember(session: Session, **changes) -> Session:
    """The session after a step that can be undone; the oldest step falls off after UNDO_STEPS."""
    return replace(session, **changes, previous=_trim(session, UNDO_STEPS))


def _trim(session: Session | None, steps: int) -> Session | None:
    if session is None or steps == 0:
        return None
    return replace(session, previous=_trim(session.previous, steps - 1))

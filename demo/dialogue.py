"""What is said: turns, sessions, replies, and words -> Intent. Knows no catalogue, no encoder and no page.

A Session is all that the conversation remembers. It is frozen and holds only strings, numbers and tuples, goes in with
the Turn and comes out with the Reply; nothing else carries state.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from demo.phrasing import take_conditions, take_places, take_price, take_sort, take_superlative
from models.utterance import clean, take_negations

__all__ = ["INTENTS", "MOST_LETTERS", "Condition", "Intent", "Query", "Reply", "Session", "Turn", "Vocabulary", "parse", "remember"]

INTENTS = ("search", "select", "refine", "filter", "sort", "more", "back", "compare", "describe", "cart_add",
           "cart_remove", "cart_show", "help", "clarify", "reset", "none")
UNDO_STEPS = 20
MOST_LETTERS = 500   # of one utterance; the rest is not read

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
    """One thing the shopper does: exactly one of text, audio and click, or a picture with or without text.

    audio: a path, encoded bytes, or (rate in Hz, samples (n,) or (n, channels)). image: a path, encoded bytes or a PIL
    image. click: 1-based place on the page. session: None starts a conversation.
    """

    text: str | None = None
    audio: object = None
    image: object = None
    click: int | None = None
    session: Session | None = None


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
    superlative: tuple[str, bool] | None = None  # (field, highest?) over the shown items: "the cheapest"
    rank: int = 1                              # "the second cheapest"
    excluded: tuple[str, ...] = ()             # descriptions of what is not meant
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    filters: tuple[Condition, ...] = ()
    sort: str = ""
    descending: bool = False
    about: str = ""                            # the attribute asked about: "material"


@dataclass(frozen=True)
class Reply:
    """What came of a turn: what to say, what to show, and the session to hand in with the next turn."""

    intent: str
    say: str
    session: Session
    heard: str | None = None                   # the transcript of a spoken turn
    recogniser: str = ""                       # which one was listening: "offline (pocketsphinx)"
    candidates: tuple[tuple[str, float], ...] = ()  # who was weighed in a selection, best first
    table: tuple[tuple[str, ...], ...] = ()    # compare: a header row ("", title, title), then (attribute, value, value)
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


# ---- words -> Intent --------------------------------------------------------------------------------------------------
# The rules are tried in this order and the first that understands answers. A rule reads the cleaned words, the session
# and the vocabulary, and returns None for what is not its own.

def parse(text: str, session: Session, vocabulary: Vocabulary = Vocabulary()) -> Intent:
    """One utterance -> one Intent. Words that no rule knows are a search; no words at all are `none`."""
    said = clean(text[:MOST_LETTERS])
    if re.fullmatch(r"(?:there|again|so much|very much|everyone)?", said) and (greeting := _GREETING.search(text.lower())):
        return Intent("none", that=True) if greeting["thanks"] else Intent("help")
    if not re.search(r"\w", said):
        return Intent("none")
    for rule in RULES:
        if intent := rule(said, session, vocabulary):
            return intent
    return _search(said, session, vocabulary)


_GREETING = re.compile(r"\b(?:(?P<thanks>thanks|thank you|ok|okay)|hi|hello|hey)\b")


def _whole(pattern: str, intent: Intent) -> Callable[..., Intent | None]:
    """A rule for utterances that are one of a few fixed phrases."""
    compiled = re.compile(pattern)
    return lambda said, session, vocabulary: intent if compiled.fullmatch(said) else None


_THINGS = r"(?:the |a |an |some |any |more |other |new |these |those |all |me )*"
_SHOW = re.compile(r"^(?:and |now |then )*(?:(?:show|see|find|search|search for|look|look for|looking for|look at|get|give|bring|"
                   r"display|browse|list|do you (?:have|sell)|have you got|got|is there|are there|what about|how about|"
                   r"shop|shopping|buy)(?: for)?\b ?)*(?:me |us )?(?:up )?")
_CHOOSE = re.compile(r"^(?:and )?(?:now )?(?:pick|select|choose|take|go (?:with|for)|give me|click(?: on)?|open|tap(?: on)?|get me|that s|"
                     r"it s|i m (?:after|talking about)|talking about|want|like|show me|show)\s+(?=the\b|this\b|that\b|number|no\b|#|item|it\b|\d)")
_THAT = re.compile(r"\b(?:it|this|that|this one|that one|the (?:selected|same|chosen) (?:one|item|product)|them)\b")
_ALL = re.compile(r"\b(?:both(?: of)?(?: them| these| those)?|all(?: of)?(?: them| these| those)?|everything|(?:these|those)(?: two)?|them)\b")
_CART = re.compile(r"\b(?:cart|basket|trolley|shopping bag|my bag)\b")


def _reference(words: str, session: Session, vocabulary: Vocabulary) -> Intent:
    """A referring expression -> an Intent `select` whose slots say which of the shown items are meant."""
    places, ordinal, rest = take_places(words)
    superlative, other = take_superlative(rest)
    if places and superlative and not _describes(other, vocabulary):
        return Intent("select", superlative=superlative, rank=places[0])
    if places and not _describes(rest, vocabulary):
        if ordinal and session.asked:
            places = _among_pending(places, session)
        return Intent("select", places=places)
    if _ALL.fullmatch(words.strip()):
        return Intent("select", everything=True, that=words.strip() in ("them", "both", "these two", "those two", "both of them"))
    if _THAT.search(words) and not _describes(_THAT.sub(" ", words), vocabulary):
        return Intent("select", that=True)
    if (price := take_price(words)) is not None:
        return Intent("select", filters=(("price", "=", price),))
    conditions, rest = take_conditions(words)
    superlative, rest = take_superlative(rest)
    if not superlative:
        conditions, rest = (), words
    excluded, rest = take_negations(rest)
    return Intent("select", filters=conditions, text=" ".join(rest.split()) if _describes(rest, vocabulary, kinds=True) else "",
                  superlative=superlative, excluded=excluded)


def _among_pending(places: tuple[int, ...], session: Session) -> tuple[int, ...]:
    """Ordinals after a question count its candidates: turned into places on the page."""
    count = len(session.pending)
    asked = [session.pending[place - 1 if place > 0 else place] for place in places if -count <= place <= count]
    return tuple(session.grid.index(item) + 1 for item in asked if item in session.grid) or places


_EMPTY_WORDS = frozenset("the a an one ones item items product products thing of and on in at to with that this is are "
                         "which it them these those from by for you have me show row place position please card shown".split())


def _describes(words: str, vocabulary: Vocabulary, *, kinds: bool = False) -> bool:
    """Do these words say what the item is like (beyond its kind, unless `kinds`)?"""
    left = " ".join(word for word in words.split() if word not in _EMPTY_WORDS)
    return bool(left) and (kinds or not vocabulary.is_kind(left))


def _answer(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """Answers to the assistant's own question, while one is open: the one chosen goes where the question came from."""
    if session.asked is None:
        return None
    if re.fullmatch(r"(?:no|nope|neither|none|no neither|neither one|no (?:thanks|one))(?: of (?:them|these|those))?", said):
        return Intent("none", text=said)
    if said in vocabulary.values or re.fullmatch(r"(?:(?:the|number) )?[\w ]{1,40}? one|(?:the|number) [\w ]{1,40}|\d\d?", said):
        chosen = _reference(said, session, vocabulary)
        asked = session.asked
        return replace(asked, places=chosen.places, text=chosen.text, superlative=chosen.superlative, rank=chosen.rank,
                       excluded=chosen.excluded, that=False, everything=False)
    return None


def _cart(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    named = _CART.search(said)
    if named and re.search(r"\b(?:empty|clear)\b", said):
        return Intent("cart_remove", everything=True)
    if match := re.match(r"(?:and |also )*(?:remove|delete|drop|take out|get rid of|put back|put (?=it back|that back)|take|discard)\b(?P<what>.*?)"
                         r"(?:\b(?:out of|from|off)\b.*)?$", said):
        if named or re.match(r"(?:and |also )*(?:remove|delete|discard|put|take out|get rid of)\b", said) and not _of_the_query(match["what"]):
            return replace(_reference(re.sub(r"\bback$", "", _CART.sub("", match["what"])), session, vocabulary), name="cart_remove")
    if match := re.match(r"(?:and |also |then )*(?:add|put|place|throw|drop|toss|buy|purchase|order|ll take|i ll take|take|grab|get)\b(?P<what>.*)$", said):
        buys = re.match(r"(?:and )?(?:buy|purchase|order|i ll take|ll take|take)\b", said)
        what = re.sub(r"\b(?:in|into|to|on)\b.*$", "", match["what"]) if named else match["what"]
        what = re.sub(r"\b(?:again|too|as well)\s*$", "", what)
        if named or re.match(r"\s*(?:it|this|that|both|them|number|#|these|those)\b", what) or (
                re.match(r"\s*(?:the|all)\b", what) and (buys or re.search(r"\bone\b", what) or take_places(what)[0])):
            return replace(_reference(what.strip() or "it", session, vocabulary), name="cart_add")
    if named or re.fullmatch(r"check ?out", said):
        return Intent("cart_show")
    return None


def _of_the_query(words: str) -> bool:
    """"the filters", "the price limit": what is removed from the query, not from the cart."""
    return bool(re.search(r"\b(?:filters?|limits?|conditions?|restrictions?)\b", words))


def _compare(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    match = re.search(r"\b(?:compare|comparison(?: of| between)?|differences? (?:between|of)|how do\b.*\b(?:differ|compare)|what s different about|"
                      r"versus|vs|which (?:one )?is better)\b", said)
    if not match:
        return None
    words = re.sub(r"\b(?:differ|compare|different|with|to|against|between|versus|vs)\b", " and ", said[match.end():])
    if match[0] in ("versus", "vs"):
        words = f"{said[:match.start()]} and {words}"
    words = " ".join(words.split()).removeprefix("and ").strip()
    places = take_places(words)[0]
    if re.search(r"\band (?:it|this|that)\b|^(?:it|this|that)(?: one)?\b", words):
        return Intent("compare", places=places, that=True)
    if places:
        return Intent("compare", places=places)
    parts = tuple(part.strip() for part in words.split(" and ") if _describes(part, vocabulary, kinds=True))
    return Intent("compare", plus=parts) if len(parts) > 1 else Intent("compare", everything=True)


_ABOUT = (
    (r"how much\b|what\b.*\b(?:price|cost)\b|\b(?:price|cost) of\b|\bhow expensive\b", "price"),
    (r"\bwhat\b.*\bmade (?:of|from|out of)\b|\bwhat\b.*\b(?:material|fabric)\b", "material"),
    (r"\bwhat\b.*\bcolou?rs?\b", "colour"),
    (r"\bwho\b.*\b(?:makes?|made|by)\b|\bwh(?:at|ich)\b.*\b(?:brand|label|maker)\b", "brand"),
    (r"\bhow\b.*\b(?:rated|good)\b|\bwhat\b.*\brat(?:ing|ed)\b", "rating"),
    (r"\bwhat\b.*\b(?:kind|type|sort)\b", "kind"),
)


def _describe(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    for pattern, about in _ABOUT:
        if re.search(pattern, said):
            return _describing(said, about, session)
    if match := re.search(r"\bwhat (?:is |s )?(?:the |its )?(?P<field>\w+)(?P<rest> is (?:it|this|that|number|the)| of| does|$)", said):
        if match["field"] in vocabulary.fields or match["rest"].startswith(" is "):
            return _describing(said, match["field"], session)
    if take_superlative(said)[0]:
        return None  # "what is the cheapest" picks it
    if re.match(r"(?:tell (?:me|us)(?: more)? about|describe|details?|more (?:details?|info\w*|about)|what (?:is|s|are) (?:it|this|that|the|number)|"
                r"show me (?:the )?details|info\w*|what do you know about|tell me more)\b", said):
        return _describing(said, "", session)
    if match := re.match(r"(?:is|are) (?:it|this|that|they|the \w+(?: one)?|number \w+)\b(?P<what>.+)", said):
        value = match["what"].strip().removeprefix("made of ").removeprefix("one ").removeprefix("for ").strip()
        if value in vocabulary.values:
            return replace(_describing(said, vocabulary.values[value][0], session), plus=(value,))
    if match := re.match(r"(?:is|are|does|do|has|have|can) (?:it|this|that|they|these|this one|that one)\b (?:have |got |come with )?(?P<what>.+)",
                         said):
        if not re.search(r"\bcomes? in\b|\b(?:too|more|less) ", said):
            return replace(_describing(said, "", session), plus=(match["what"],))
    return None


def _describing(said: str, about: str, session: Session) -> Intent:
    places, ordinal, _ = take_places(said)
    if places and ordinal and session.asked:
        places = _among_pending(places, session)
    if places:
        return Intent("describe", about=about, places=places)
    match = re.search(r"\b(?:is|does|of|about|are|describe|s) (?P<what>the .+?)(?: made| cost| rated|$)", said)
    if match and not re.search(r"\bthe (?:price|cost|brand|colou?r|material|rating|kind|details?)\b", match["what"]):
        return Intent("describe", about=about, text=match["what"])
    return Intent("describe", about=about, that=True)


def _sort(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    field_name, descending, rest = take_sort(said)
    rest = _SHOW.sub("", rest + " ").strip()
    if not field_name:
        superlative, rest = take_superlative(said)
        wanted = _SHOW.sub("", rest + " ").strip()
        last = wanted.split()[-1] if wanted else ""
        if not superlative or not vocabulary.is_many(last):
            return None  # "the cheapest (dress)" is one of those shown; "the cheapest dresses" are a search in order
        return Intent("search", text=_bare(wanted), sort=superlative[0], descending=superlative[1])
    if _describes(rest, vocabulary, kinds=True):
        conditions, words = take_conditions(rest)
        return Intent("search", text=_bare(words), filters=conditions, sort=field_name, descending=descending)
    return Intent("sort", sort=field_name, descending=descending)


_WORD = r"[\w%&'-]+(?: [\w%&'-]+){0,3}?"
_LIKE = re.compile(r"\b(?:like|similar to|same as|same (?:style|shape|thing|kind) as|resembl\w+|goes with|(?:that|to|which) (?:go with|match)|match(?:es|ing))\s+"
                   r"(?P<what>(?:this|that|it|these|the|number|no|#|item|\d)(?:(?! but| only| just| under| over| below| above| between| in | with| without| except| minus| plus).)*)")
_CHANGE = re.compile(
    rf"(?:(?P<minus>\b(?:minus|without|less|not|no|take away|remove|drop|instead of|rather than|subtract)\b|(?<!\w)-(?=\s|[a-z]))"
    rf"|(?P<plus>\b(?:plus|with|in|more|add|but in|and)\b|\+))\s*(?:the |a |an |some |any |it |colou?r )*(?P<what>{_WORD})"
    r"(?=\s*(?:$|\bplus\b|\bminus\b|\bwith\b|\bwithout\b|\bbut\b|\band\b|\bin\b|\bnot\b|\binstead\b|\+|-))")


def _refine(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """Changes to what is shown: "like this but in red", "minus black plus red", "cheaper", "more formal"."""
    if re.fullmatch(r"(?:(?:it|that|this) (?:is|s) )?(?:a (?:bit|little) )?too (?:expensive|dear|pric[e]?y|much)", said):
        said = "cheaper"
    if re.fullmatch(r"(?:show (?:me )?)?(?:something |anything |more |ones? )?similar(?: ones?| items?)?", said):
        return Intent("refine", that=True)
    if match := re.fullmatch(r"(?:show me |see |is there |do you have |have you |got |something |anything |even |a bit |a little |much |a |any |some )*(?P<how>cheaper|less expensive|more affordable|"
                             r"(?:more expensive|pricier|fancier))(?: ones?| options?| alternatives?)?(?: than (?P<what>.+))?", said):
        dear = match["how"].startswith(("more exp", "pric", "fanc"))
        target = _reference(match["what"] or "it", session, vocabulary)
        return replace(target, name="refine", filters=(("price", ">" if dear else "<", "that"),))
    like = _LIKE.search(said)
    conditions, changes = take_conditions(said[like.end():]) if like else ((), said)
    if like and not conditions:
        conditions, _ = take_conditions(like["what"])
    plus, minus = _changes(changes)
    if like:
        words = take_conditions(like["what"])[1]
        target = replace(_reference(words.strip(), session, vocabulary), name="refine", minus=minus)
        dearer = [word for word in plus if word in ("cheaper", "more expensive")]
        return replace(target, plus=tuple(word for word in plus if word not in dearer),
                       filters=(*conditions, *(("price", "<" if word == "cheaper" else ">", "that") for word in dearer)))
    if match := re.fullmatch(rf"(?:make it|do you have (?:it|this|that|one)|does (?:it|this) come|(?:show me )?(?:it|this|that|this one|that one|"
                             rf"the same(?: \w+)?|same(?: \w+)?|one|something|but|now|what about|how about)?(?: but)?) ?"
                             rf"(?:in|with) (?:a |the )?(?P<plus>{_WORD})(?: instead)?", said):
        return Intent("refine", that=True, plus=(_value(match["plus"]),))
    if match := re.fullmatch(rf"(?:the |this |that |it |but )?(?:same|one|this|that|it)?(?: \\w+)? but (?:in |with )?(?:a |the )?(?P<plus>{_WORD})", said):
        return Intent("refine", that=True, plus=(_value(match["plus"]),))
    if match := re.fullmatch(rf"(?:make it|turn it) (?P<plus>{_WORD})(?: instead)?", said):
        return Intent("refine", that=True, plus=(match["plus"],))
    if match := re.fullmatch(rf"(?P<plus>{_WORD}) (?:instead of|rather than) (?P<minus>{_WORD})", said):
        return Intent("refine", that=True, plus=(match["plus"],), minus=(match["minus"],))
    if match := re.fullmatch(rf"(?:something |show me (?:something )?|a bit |a little |much |slightly |make it )*(?P<how>more|less) (?P<what>{_WORD})", said):
        if match["what"] not in vocabulary.plurals and match["what"] not in _EMPTY_WORDS | {"options", "results", "items"}:
            words = (match["what"],)
            return Intent("refine", that=True, **{"plus" if match["how"] == "more" else "minus": words})
    if re.match(r"(?:minus|plus|without|no|less|add|\+|-|(?:this|it|that)(?: one)? (?:minus|plus|without|but|\+|-))(?:\s|(?<=[+-]))", said) and (plus or minus):
        return Intent("refine", that=True, plus=plus, minus=minus)
    if re.search(r"\w\s+(?:minus|plus|[-+])\s+\w", said) and (plus or minus):
        start = _SHOW.sub("", said[:_CHANGE.search(said).start()]).strip()
        target = _reference(start, session, vocabulary)
        return replace(target, name="refine", text=_bare(target.text), plus=plus, minus=minus)
    return None


def _value(words: str) -> str:
    """"red colour" -> "red"; "another colour" stays: the assistant reads it as any colour but the item's own."""
    return re.sub(r"(?<=\w) colou?r$", "", words) if not words.startswith(("another", "a different", "other", "different")) else words


def _changes(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """"but in red without stripes" -> (("red",), ("stripes",))."""
    plus, minus = [], []
    for match in _CHANGE.finditer(words.replace(" but ", " ").removeprefix("but ").strip()):
        (minus if match["minus"] else plus).append(_value(match["what"].strip()))
    if not plus and not minus and (rest := re.sub(r"^\W*(?:but|only|just|and)\b|\band$", "", words.strip()).strip()):
        plus.append(_value(rest))  # "like this but red"
    return tuple(dict.fromkeys(plus)), tuple(dict.fromkeys(minus))


def _filter(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    if match := re.search(r"\b(?:clear|remove|drop|reset|no|without|forget)\b(?P<which>.*)\b(?:filters?|limits?|conditions?|restrictions?)\b"
                          r"|^any (?P<any>\w+)$", said):
        named = {"color": "colour"}.get(match["any"] or "", match["any"]) or next(
            (word for word in (match["which"] or "").split() if word in vocabulary.fields | {"price", "rating"}), "")
        if not match["any"] or named in vocabulary.fields | {"price", "rating"}:
            return Intent("filter", everything=True, about=named)
    if _LIKE.search(said) or (take_superlative(said)[0] and re.search(r"\bone\b|^the \w+( \w+)? (under|over|below|above)", said)):
        return None  # "like this but under 50", "the most expensive one under 100"
    conditions, rest = take_conditions(said)
    rest = re.sub(r"^(?:and|but|now)\b", "", rest).strip()
    only = re.match(r"(?:show )?(?:me )?(?:only|just|filter(?: by| on| for| to)?|limit (?:to|it to)|restrict to|narrow (?:down )?to|must be|nothing but)\b(?: show)?"
                    r"(?: me)?(?P<what>.*)", rest) or re.fullmatch(r"(?P<what>.+) only", rest)
    if only:
        named = _known_values(_bare(only["what"]), vocabulary)
        if named or conditions:
            return Intent("filter", filters=(*conditions, *named))
        return Intent("filter", filters=(("title", "~", _bare(only["what"])),)) if _bare(only["what"]) else None
    if not conditions:
        if match := re.fullmatch(r"for (?P<who>women|men|kids|boys|girls|unisex|children|ladies)", said):
            return Intent("filter", filters=tuple(_known_values(match["who"], vocabulary))
                          or (("title", "~", match["who"]),))
        return None
    rest = _SHOW.sub("", rest + " ").strip()
    if _describes(rest, vocabulary, kinds=True) and rest not in ("something", "anything", "those", "stuff"):
        return _search(said, session, vocabulary)
    return Intent("filter", filters=conditions)


def _known_values(words: str, vocabulary: Vocabulary) -> list[Condition]:
    """The catalogue's values among these words, the longest first: "navy blue" before "blue"."""
    found: list[Condition] = []
    for value in sorted(vocabulary.values, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", words):
            field_name, own = vocabulary.values[value]
            found.append((field_name, "=", own))
            words = words.replace(value, " ")
    named = vocabulary.kinds.get(words.strip().removeprefix("the ").strip(), ())
    return [*found, ("kind", "=", named[0])] if len(named) == 1 else found


def _select(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """References to what is on the page: "the blue one", "number four", "the cheapest", "3"."""
    if re.fullmatch(r"(?:neither|none|no|nope|i don t like)(?: any)?(?: of (?:these|those|them))?|"
                    r"not (?:these|those|this(?: one)?|that(?: one)?|it|any of (?:these|them))", said):
        return Intent("none", text=said)
    if re.fullmatch(r"(?:yes|yeah|yep|sure|right|exactly|perfect|great)(?: (?:that one|this one|it))?", said):
        return Intent("select", that=True)
    words = re.sub(r"^(?:and|also|then) ", "", _CHOOSE.sub("", said))
    words = re.sub(r"^(?:select|pick|choose|take) ", "", words)
    reference = _reference(words, session, vocabulary)
    many = reference.excluded and reference.text and not re.search(r"\b(?:ones?|the)\b", words)  # "dresses without stripes"
    if (reference.places or reference.that or reference.superlative or reference.excluded or reference.everything
            or reference.filters) and not many:
        return reference
    words = _SHOW.sub("", words).strip() if re.search(r"\bones?$", words) else words
    definite = re.match(r"(?:the|that|this)\b", words) and not vocabulary.is_many(words.split()[-1])
    if definite or re.search(r"\bone$", words) or words.startswith(("the one ", "one with", "the ones ")):
        return Intent("select", text=words)
    return None


def _search(said: str, session: Session, vocabulary: Vocabulary) -> Intent:
    conditions, rest = take_conditions(said)
    excluded, rest = take_negations(rest)
    text = _bare(_SHOW.sub("", rest + " "))
    return Intent("search", text=text, minus=excluded, filters=conditions)


def _bare(words: str) -> str:
    """A search text without its article: "the red dresses" -> "red dresses"."""
    return re.sub(rf"^{_THINGS}|\b(?:ones?|please|that are|which are|that is)\b|\b(?:that|which|for|and|but|in)$", "", words.strip()).strip(" ,.")


RULES: tuple[Callable[[str, Session, Vocabulary], Intent | None], ...] = (
    _answer,
    _whole(r"(?:help|help me|what (?:can )?(?:you |i )?(?:do|say|ask)(?: i (?:do|say))?(?: help me with)?(?: here)?|what help me with|how does (?:this|it) work|what now|how do i use (?:this|it)|commands)",
           Intent("help")),
    _whole(r"(?:start (?:over|again|afresh)|reset(?: everything)?|clear(?: everything| all)?|new (?:session|search|conversation)|"
           r"restart|begin again|forget (?:everything|it all))", Intent("reset")),
    _whole(r"(?:(?:go )?back|undo(?: that| it)?|oops|(?:go )?(?:to )?(?:the )?previous(?: page)?|go back (?:one|a) step|take that back|step back|the previous (?:page|results))",
           Intent("back")),
    _whole(r"(?:(?:show |see |give |view )?(?:me )?(?:some )?(?:more|others?)(?: (?:of (?:these|those|them)|results?|items?|options?|please|like these|ones?))?|"
           r"next(?: page)?|(?:show (?:me )?)?(?:the )?next (?:page|ones?|items)|what else(?: do you have| is there)?|keep going|anything else|(?:show me |see )?something else)",
           Intent("more")),
    _sort, _cart, _compare, _describe, _filter, _refine, _select,
)

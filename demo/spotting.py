"""Slots picked out of a sentence that no rule reads whole: the pieces that the shop's words and the grammar know.

The intent is a guess (`demo.fallback`), the slots are islands: the longest definite reference ("the silk one" in "the silk
one can come out of the bag"), the attribute asked about, the values and degrees wanted, bounds of price and rating.
"""

from __future__ import annotations

import re
from dataclasses import replace

from demo.changes import search
from demo.phrasing import COMPARED, EXTREMES, NUMBERS, ORDINALS, pole_of, positive, take_conditions, take_count, take_places
from demo.referring import refer
from demo.states import Intent, Session, Vocabulary

__all__ = ["about_of", "reference_in", "spot"]

_DETERMINERS = frozenset("the that those these this my your".split())
_HEADS = frozenset("one ones pair piece thing item items two three last final other previous selected".split())
_BEFORE_NUMBER = frozenset("number no nr item card option #".split())
_DEGREES = frozenset("cheapest cheaper dearest dearer priciest pricier expensive costly affordable rated most least best worst "
                     "highest lowest more less".split())
_LINKS = frozenset("with by from in of made having has".split())
_NO_PHRASE = frozenset(   # no word of a noun phrase
    "is are was were be am do does did has have had can could will would shall should may might must i you we he she they "
    "it to with for from in on at by of and or but not so if then than as out off up down looks look goes go come comes please "
    "me us not isn aren s ve ll d re t all over there here what which who how why when where that this these those the a an my "
    "your".split())
_PRONOUN = re.compile(r"\b(?:it|this|that|this one|that one|them|these|those|they)\b")
_BOTH = re.compile(r"\b(?:both|all of them|all of these|everything|the lot|the two)\b")
_ABOUT = {
    "price": "price cost costs much pay expensive dear cheap worth money afford",
    "material": "material fabric made cloth textile", "brand": "brand maker makes make designer label manufacturer",
    "colour": "colour shade hue", "size": "size sizes fit fits big small",
    "length": "length long short hem", "rating": "rating rated stars review reviews score good recommend popular",
    "closure": "closure fasten fastens fastening close closes", "heel": "heel heels",
}
_ASKS = re.compile(r"^(?:is|are|does|do|has|have|can|was|will|would|isn t|aren t|doesn t|hasn t)\b")
_RAISES = re.compile(r"\b(?:high|highest|higher|expensive|dear|dearest|priciest|pricey|best|top|most|better|desc\w*|down)\b")
_LOWERS = re.compile(r"\b(?:low|lowest|lower|cheap|cheapest|cheaper|least|worst|asc\w*|up)\b")
_OFF = re.compile(r"\b(?:any|all|no matter|ignore|forget|off|clear|remove|whatever|don t (?:care|mind)|doesn t matter|anyone|"
                  r"open to)\b")
_CUT = re.compile(r"\b(?:without|no|not|less|minus|fewer|hate|except|remove|out|off|away|rid|hide|lose|drop|skip|t)\b")
_STEPS = {"twice": 2, "thrice": 3, "couple": 2}


def spot(name: str, said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """An Intent of this name with the slots that are found; None where it lacks one that it cannot do without."""
    if name in ("more", "help", "reset", "cart_show"):
        return Intent(name)
    if name == "back":
        counts = [_STEPS.get(word) or NUMBERS.get(word) or int(word) for word in said.split()
                  if word in _STEPS or word in NUMBERS or word.isdigit() and len(word) < 3]
        return Intent("back", count=counts[0] if counts and counts[0] > 1 else 0)
    if name == "none":
        return Intent("none")
    make = {"sort": _sorting, "filter": _narrowing, "refine": _changing, "search": search}.get(name)
    if make:
        return make(said, session, vocabulary)
    target = _target(said, session, vocabulary)
    if name == "compare":
        numbered = " and ".join(word for word in said.split()
                                if word in ORDINALS or word in NUMBERS or word.isdigit() or word == "last")
        places = take_places(numbered)[0] if " and " in numbered else ()
        if places[1:]:
            return Intent("compare", places=places)
        return replace(target, name="compare") if target and target.others else Intent("compare", everything=True)
    if name == "describe":
        about, values = about_of(said, vocabulary), ()
        if _ASKS.match(said):
            rest = said.replace(reference_in(said, vocabulary) or "\0", " ")
            values = tuple(word for word in rest.split() if word in vocabulary.values)[:1]
            about = vocabulary.values[values[0]][0] if values else about
        return replace(target or Intent("select", that=True), name="describe", about=about, plus=values)
    if target is None:
        return None if name == "select" else Intent(name, that=True)
    return replace(target, name=name, count=take_count(said)[0] if name.startswith("cart") else target.count)


def _target(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    found = reference_in(said, vocabulary)
    if found:
        return refer(found, session, vocabulary)
    if _BOTH.search(said):
        return Intent("select", everything=True, that=bool(re.search(r"\b(?:both|the two)\b", said)))
    return Intent("select", that=True) if _PRONOUN.search(said) else None


def reference_in(said: str, vocabulary: Vocabulary) -> str:
    """The longest definite reference in the sentence: "the silk one can come out" -> "the silk one"; "" for none."""
    words, best = said.split(), ""

    def refers(word: str) -> bool:
        return (word in _HEADS or word in _DEGREES or word in vocabulary.value_words or word in ORDINALS or word in EXTREMES
                or word in COMPARED or vocabulary.is_kind(word) or pole_of(word) is not None)

    def phrase_from(start: int) -> int:
        """Where a noun phrase that begins after this determiner ends: its head, and what is said of it ("with the dots")."""
        head = next((at for at in range(start, min(start + 5, len(words)))
                     if words[at] in _HEADS or vocabulary.is_kind(words[at])), -1)
        if head < 0 or any(word in _NO_PHRASE for word in words[start:head]):
            end = start
            while end < len(words) and refers(words[end]):
                end += 1
        else:
            end = head + 1
            while end < len(words) and vocabulary.is_kind(words[end]):
                end += 1
        while end > start and end + 1 < len(words) and words[end] in _LINKS:
            after = end + 1 + (words[end + 1] in _DETERMINERS or words[end + 1] in ("a", "an", "of"))
            more = after
            while more < min(after + 3, len(words)) and (refers(words[more]) or words[more] not in _NO_PHRASE):
                more += 1
            if more == after:
                break
            end = more
        return end

    for start, word in enumerate(words):
        end = start + 1
        if word in _BEFORE_NUMBER:
            while end < len(words) and (words[end] in NUMBERS or words[end].isdigit()):
                end += 1
        elif word in _DETERMINERS or word in ORDINALS:
            end = phrase_from(end)
        if end - start > max(1 - (word in ORDINALS), len(best.split())):
            best = " ".join(words[start:end])
    return best


def about_of(said: str, vocabulary: Vocabulary) -> str:
    """The attribute that a question is about, by the words that ask for it; "" where none is named."""
    words = set(said.split())
    named = next((field for field in sorted(vocabulary.fields) if field in words or f"{field}s" in words), "")
    return named or next((field for field, asked in _ABOUT.items() if words & set(asked.split())), "")


def _sorting(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    field = about_of(said, vocabulary)
    raises, lowers = _RAISES.search(said), _LOWERS.search(said)
    if not field and not (raises or lowers):
        return None
    down = bool(raises and (not lowers or raises.start() < lowers.start())) or (field == "rating" and not lowers)
    return Intent("sort", sort=field or "price", descending=down)


def _narrowing(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    conditions, rest = take_conditions(said)
    if not conditions and (match := re.search(r"[$€£₹]?\b(\d+(?:\.\d+)?)\b", said)) and not said.startswith("the "):
        conditions = (("price", "<=", float(match[1])),)
    operator = "!=" if _CUT.search(said) else "="
    own = [word for word in rest.split() if word in vocabulary.values]
    values = tuple((vocabulary.values[word][0], operator, vocabulary.values[word][1]) for word in own)
    if conditions or values:
        return Intent("filter", filters=(*conditions, *values))
    return Intent("filter", everything=True, about=about_of(said, vocabulary)) if _OFF.search(said) else None


def _changing(said: str, session: Session, vocabulary: Vocabulary) -> Intent:
    found = reference_in(said, vocabulary)
    target = refer(found, session, vocabulary) if found else Intent("select", that=True)
    rest = said.replace(found, " ", 1) if found else said
    wanted, cut, filters = [], [], []
    for word in rest.split():
        if word in ("cheaper", "pricier", "dearer"):
            filters.append(("price", "<" if word == "cheaper" else ">", "that"))
        elif word in COMPARED:
            wanted.append(positive(word))
        elif word in vocabulary.values:
            (cut if re.search(rf"{_CUT.pattern} (?:\w+ )?{re.escape(word)}\b", rest) else wanted).append(word)
    conditions, _ = take_conditions(rest)
    return replace(target, name="refine", plus=tuple(dict.fromkeys(wanted)), minus=tuple(dict.fromkeys(cut)),
                   filters=(*filters, *conditions))

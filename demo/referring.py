"""Referring expressions: words -> an Intent whose slots say which items are meant.

    several      = reference "and" reference            "the red one and the blue one"
    reference    = [other] place | look | degree | price | "it" | "both"   [where] [earlier]
    place        = ordinal | number | corner             "the second", "number four", "top left"
    degree       = superlative | comparative             "the cheapest", "the second cheapest", "the darker one"
    where        = region | beside [reference]           "in the bottom row", "to the left of the red one"
    look         = words [negation]                      "the one with the belt", "not the black one"
"""

from __future__ import annotations

import re
from dataclasses import replace

from demo.phrasing import (
    BESIDE,
    COLUMNS,
    NUMBERS,
    take_comparative,
    take_conditions,
    take_places,
    take_price,
    take_region,
    take_superlative,
)
from demo.states import Intent, Session, Vocabulary
from models.utterance import content_words, take_negations

__all__ = ["ALL", "EMPTY_WORDS", "THAT", "describes", "refer"]

EMPTY_WORDS = frozenset(
    "the a an one ones item items item s product products thing of and on in at to with that this is are s which it them these "
    "those from by "
    "for you your have me show row place position please card shown corner very so what who got some any also too there here "
    "two three pair mentioned said named listed offered "
    "suggested asked would be will whichever whatever".split())
THAT = re.compile(r"\b(?:it|this|that|this one|that one|the (?:selected|same|chosen) (?:one|item|product)|them)\b")
ALL = re.compile(r"\b(?:both(?: of)?(?: them| these| those)?|all(?: of)?(?: them| these| those)?|everything|(?:these|those|the) "
                 r"two(?: of them)?|"
                 r"(?:these|those|them)(?: all)?|all (?:two|three|four|five|six)|the (?:whole )?lot|every one(?: of (?:them|"
                 r"these))?|all)\b")
_TWO = re.compile(r"them|both(?: of (?:them|these|those))?|(?:these|those|the) two(?: of them)?")
_OTHER = re.compile(r"\b(?:the |that )?other\b(?! (?:than|colou?rs?|ones|options|kinds|styles|things|items))")
_EARLIER = re.compile(
    r"\b(?:(?:that |which )?(?:you|we|i) (?:just |had )?(?:showed|saw|had|looked at|opened|open|picked|liked|were looking at|"
    r"was looking at)"
    r"(?: open)?(?: (?:to )?(?:me|us))? ?)?(?:at|from|on|in) the (?:very )?(?:start|beginning|first page|last page|previous "
    r"page|page before)$|"
    r"\b(?:that |which )?(?:we|i) (?:just )?(?:clicked|picked|chose|opened|looked at|saw|had)(?: on)? before(?: (?:this|that|"
    r"it))?$|"
    r"\b(?:that |which )?(?:we|i) (?:had open|had|saw|opened|looked at|were looking at) (?:before|earlier(?: on)?|previously|"
    r"just now)$|"
    r"\b(?:(?:that |which )?(?:you (?:just )?(?:showed|had|gave|offered)(?: (?:to )?me)?|i (?:just )?(?:saw|picked|chose|looked "
    r"at|liked|had|selected|"
    r"was looking at|clicked)) ?)?(?:from |just )?(?:before|earlier(?: on)?|previously|a (?:moment|minute|while) ago)$|^(?:the "
    r")?previous(?: one)?$|"
    r"\b(?:that |which )?(?:you (?:just )?showed(?: (?:to )?me)?(?: first)?|i (?:just )?(?:picked|chose|saw|looked at))$")
_AND = re.compile(r"\s+(?:and(?: also)?|plus|as well as|along with|together with|&)\s+(?=(?:the|number|that|this|#|no|item)\b)|"
                  r"(?<=\bone)\s+and\s+(?=[\w-]+ one$)")
_COLUMN = re.compile(r"(?:the )?(?:one )?(?:(?:on|in|at|to) the )?(?:far )?(?P<side>left|right|middle|centre|center)(?:"
                     r" ?most)?(?: hand)?(?: side)?"
                     r"(?: one| item| dress| \w+)?(?: of)?")
_DEFINITE = re.compile(r"^(?:the|that|this|these|those|number|#|no|item)\b|\bone$|^\d+$")


_ALL_BUT = re.compile(r"(?:all|everything|every one|every item|all (?:of )?(?:them|these|those|the others))(?: on (?:the|this) "
                      r"page)? (?:but(?: for)?|except(?: for)?|"
                      r"apart from|other than|bar|save|minus|not) (?P<what>(?:the|number|that|this|it|\d).*)$")
_ADVERB = re.compile(r"\b(?:slap bang|smack bang|bang|smack|directly|immediately|just|straight|right|sitting|positioned|located|"
                     r"placed|"
                     r"that sits|way)\s+(?=(?:in|on|at|next|below|above|under|underneath|beneath|beside|left|to|before|after) |"
                     r"(?:below|above|"
                     r"underneath|beneath)$)")


def refer(words: str, session: Session, vocabulary: Vocabulary) -> Intent:
    """A referring expression -> an Intent `select` whose slots say which of the shown items are meant."""
    words = re.sub(r" than (?:the |all the )?(?:rest|others|other ones)$", "", _ADVERB.sub("", words))
    parts = _several(words.strip(), vocabulary)
    if len(parts) > 1:
        first, *rest = (refer(part, session, vocabulary) for part in parts)
        return replace(first, others=tuple(rest))
    if but := _ALL_BUT.match(words.strip()):
        return Intent("select", everything=True, excluded=(but["what"].strip(),))
    other, words = _without(_OTHER, words)
    earlier, words = _without(_EARLIER, words)
    words = re.sub(r"^(?:that|those) (?=\w)", "the ", words.strip()) if earlier else words
    where, reference = _placed(words.strip(), session, vocabulary)
    if other or earlier:
        reference = replace(reference, that=False)
    return replace(reference, where=where, other=other, earlier=earlier)


def describes(words: str, vocabulary: Vocabulary, *, kinds: bool = False) -> bool:
    """Do these words say what the item is like (beyond its kind, unless `kinds`)?"""
    left = " ".join(word for word in words.split() if word not in EMPTY_WORDS)
    return bool(left) and (kinds or not vocabulary.is_kind(left))


def _without(pattern: re.Pattern, words: str) -> tuple[bool, str]:
    rest = " ".join(pattern.sub(" ", words).split())
    return rest != " ".join(words.split()), rest


def _several(words: str, vocabulary: Vocabulary) -> list[str]:
    """The references that "and" joins; one where the words are one: "the black and white one", "the first and the third"."""
    parts = [part.strip() for part in _AND.split(words)]
    places = all(take_places(part)[0] and not describes(take_places(part)[2], vocabulary) for part in parts)
    owned = re.search(r"\b(?:with|without|has|have)\b", parts[0]) and not re.search(r"\bone$",
                                                                                    parts[-1])  # "with the belt and the bow"
    if len(parts) < 2 or places or owned or not all(_DEFINITE.search(part) for part in parts):
        return [words]
    return parts


def _placed(words: str, session: Session, vocabulary: Vocabulary) -> tuple[str, Intent]:
    """The place said, one of BESIDE or REGIONS, and the reference that the rest is: the anchor of BESIDE, else the item."""
    if not take_conditions(words)[0]:
        for relation, pattern in BESIDE.items():
            match = re.search(rf"(?:^|\b(?:one|ones|that is|is|that s|item)\s+|(?P<kind>\b[\w-]+)\s+)(?:{pattern})\b(?: (?:to|"
                              rf"of))?(?P<anchor>.*)$", words)
            if match and (not match["kind"] or vocabulary.is_kind(match["kind"])):
                anchor = match["anchor"].strip()
                return relation, _plain(anchor, session, vocabulary) if anchor else Intent("select", that=True)
    region, rest = take_region(words)
    if region and re.fullmatch(r"(?:the |all )?(?:two|three|both|all|ones|items|everything)(?: ones| items)?", rest):
        return region, Intent("select", everything=True)
    if region in ("top row", "bottom row") and (column := _COLUMN.fullmatch(rest)):
        return region, Intent("select", places=({"left": 1, "right": COLUMNS}.get(column["side"], 1 + COLUMNS // 2),))
    if region and not take_places(rest)[0][1:]:
        return region, _plain(rest, session, vocabulary)
    return "", _plain(words, session, vocabulary)


def _plain(words: str, session: Session, vocabulary: Vocabulary) -> Intent:
    """A reference without neighbours: place, degree, "it", "both", price, or a description."""
    if re.fullmatch(r"(?:the |that |this )?(?:one|ones)?", words.strip()):
        return Intent("select", that=bool(THAT.search(words)))
    places, ordinal, rest = take_places(words)
    degree, other = _degree(rest)
    if places and degree and not describes(other, vocabulary):
        return Intent("select", superlative=degree, rank=places[0])
    if places and not describes(rest, vocabulary):
        return Intent("select", places=_among_pending(places, session) if ordinal and session.asked else places)
    if len(session.pending) == 2 and (match := re.fullmatch(r"(?:the )?(?P<which>former|latter)(?: one)?",
                                                                              words)):
        return Intent("select", places=_among_pending((1 if match["which"] == "former" else 2,), session))
    if ALL.fullmatch(words.strip()):
        return Intent("select", everything=True, that=bool(_TWO.fullmatch(words.strip())))
    named = not session.selected and re.match(r"(?:that|those) (?!ones?\b|two\b)", words.strip())   # "that scarf", of the page
    if THAT.search(words) and not describes(THAT.sub(" ", words), vocabulary, kinds=bool(named)):
        return Intent("select", that=True)
    if (price := take_price(words)) is not None:
        return Intent("select", filters=(("price", "=", price),))
    conditions, rest = take_conditions(words)
    degree, rest = _degree(rest)
    count, rest = _first_of(rest) if degree else (0, rest)
    if not degree:
        conditions, rest = (), words
    excluded, rest = take_negations(rest)
    text = re.sub(r"^(?:that|those|these|all)(?= \w+s?\b)|(?<=^the )(?:two|three)(?= )|(?<= )(?:of (?:them|these|those|the "
                  r"(?:two|three|lot))|from (?:these|"
                  r"those|them))$", " ", rest)
    compared = bool(degree) and (not take_superlative(words)[0] or bool(re.search(r"\b(?:two|both|them|these|those)\b", words)))
    return Intent("select", that=compared, filters=conditions,
                  text=" ".join(text.split()) if describes(rest, vocabulary, kinds=True) and content_words(rest) else "",
                  superlative=degree, excluded=excluded, count=count)


def _first_of(words: str) -> tuple[int, str]:
    """What is left of "the two cheapest ones": (2, "ones"); (0, words) where no number is said."""
    match = re.match(rf"(?:the )?(?P<n>{'|'.join(list(NUMBERS)[2:])}|[2-9])\b", words)
    return (int(NUMBERS.get(match["n"], 0) or match["n"]), words[match.end():].strip()) if match else (0, words)


def _degree(words: str) -> tuple[tuple[str, bool] | None, str]:
    """A superlative, or the comparative of a definite expression: "the darker one", not "darker"."""
    found, rest = take_superlative(words)
    if not found and re.search(r"^(?:the|which)\b|\bone$|\bof (?:the two|them|these|those|both)\b", words):
        found, rest = take_comparative(words)
    if not found:
        return None, words
    rest = re.sub(r"\b(?:of|from|among)\b(?: (?:them|these|those|all|the (?:two|lot|bunch|pack|group|"
                  r"whole (?:lot|page)|page|three|four|five|six|others|rest)|both))*", " ", rest)
    return found, " ".join(rest.split())


def _among_pending(places: tuple[int, ...], session: Session) -> tuple[int, ...]:
    """Ordinals after a question count its candidates: turned into places on the page."""
    count = len(session.pending)
    if any(abs(place) > count for place in places):
        return places   # more than there are candidates: the page is counted after all
    asked = [session.pending[place - 1 if place > 0 else place] for place in places if 0 < abs(place) <= count]
    return tuple(session.grid.index(item) + 1 for item in asked if item in session.grid) or places

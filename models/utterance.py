"""The frame of an utterance taken off: politeness, hesitation, "show me", and what is said not to be meant.

Pure functions of strings, shared by the conversation and by `evaluate`: no encoder reads a "not" or needs a "please".
"""

from __future__ import annotations

import re

__all__ = ["clean", "description_of", "take_negations"]

_POLITE = re.compile(
    r"\b(please|thanks|thank you|um+|uh+|erm*|hmm+|hey|hi|hello|okay|ok|well|actually|vitrine|kindly|"
    r"(could|can|would|will) you|i think|i guess|i mean|you know|sort of|kind of|let s|lets|let me|"
    r"i( would| d)? (like|love|prefer|want|need)( to( see| have| look at| get| buy)?)?( me)?|i ll( have)?|i( a)? m(?= )( after)?|"
    r"can i( see| get| have)?)\b")
_UNTIDY = re.compile(r"[^\w\s$€£₹.,+\-%#/&']|(?<!\d)[.,]|[.,](?!\d)")
_NEGATION = re.compile(
    r"\b(?:but not|is not|isn t|are not|aren t|not|anything but|everything but|other than|except(?: for)?|without|neither|nor|"
    r"excluding|non|no)\s+(?:the |a |an |any |in )?(?P<what>(?:(?!\b(?:but|and|not|nor|without|except)\b).)+?)(?:\s+ones?)?"
    r"(?=\s+(?:but|and|not|nor|without|except)\b|$)")
_ORDER = re.compile(r"^(?:and |now )*(?:show|give|get|find|pick|select|choose|take|see|open|go (?:with|for)|what about|"
                    r"how about)\b(?: me| us)?\s*(?=\S)")


def clean(text: str) -> str:
    """Lower case, one space between words, no politeness or hesitation: "Um, could you show me..." -> "show me..."."""
    text = re.sub(r"\b((?:wo)?men|girl|boy|kid|lady|ladie|children)s?['’]s?\b", r"\1", text.lower())  # "women's boots"
    text = re.sub(r"['’]", " ", text)
    text = " ".join(_UNTIDY.sub(" ", text).split())
    return " ".join(_POLITE.sub(" ", text).split())


def take_negations(text: str) -> tuple[tuple[str, ...], str]:
    """"the one that is not black or red" -> (("black", "red"), "the one that")."""
    excluded = tuple(re.sub(r"^(?:the|a|an)\s+", "", part) for match in _NEGATION.finditer(text)
                     for part in re.split(r"\s+or\s+", match["what"].strip()))
    return excluded, " ".join(_NEGATION.sub(" ", text).split())


def description_of(utterance: str) -> tuple[str, tuple[str, ...]]:
    """"Show me the bag, not the red one" -> ("the bag", ("red",)): what the item is like, and what it is not.

    The description is "" where only an exclusion was said ("the one that is not black").
    """
    excluded, rest = take_negations(_ORDER.sub("", clean(utterance)))
    empty = not re.sub(r"\b(?:the|a|an|ones?|that|which|it|i)\b", "", rest).strip()
    return ("" if excluded and empty else rest), excluded

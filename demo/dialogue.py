"""What is said: turns, sessions, replies, and words -> Intent. Knows no catalogue, no encoder and no page.

An utterance is read in this order: sentences, misspellings, words about people, two things said at once, the rules of
`demo.grammar`, and a search for what is left.
"""

from __future__ import annotations

import re
from dataclasses import replace

from demo.changes import search, show_taken_off
from demo.grammar import read
from demo.referring import refer
from demo.states import INTENTS, Condition, Intent, Query, Reply, Session, Turn, Vocabulary, remember
from models.people import speaks_of_people
from models.utterance import clean, sentences

__all__ = ["INTENTS", "MOST_LETTERS", "Condition", "Intent", "Query", "Reply", "Session", "Turn", "Vocabulary", "parse",
           "remember"]

MOST_LETTERS = 500   # of one utterance; the rest is not read
NO_WORDS = Vocabulary()

_THANKS = re.compile(r"\b(?:thanks|thank you|thx|cheers|ta|ok|okay)\b")
_GREETING = re.compile(r"\b(?:hi|hello|hey|good (?:morning|afternoon|evening|day))\b")
_NOTHING = re.compile(r"(?:there|again|everyone|you|all|much|indeed|for that|for your help| )+")
_VERB = (r"(?:add|put|take|show|find|remove|delete|compare|tell|describe|sort|order|go back|open|pick|select|choose|give|get|"
         r"buy|empty|clear|search|look|what|how much|"
         r"how|does|do you|is it|start over|filter|only|drop)")
_THEN = re.compile(rf"\s+(?:and then|and also|and|then|after that|afterwards)\s+(?=(?:also |then |please )*{_VERB}\b)")
_BEGINS = re.compile(rf"^(?:and |then |also |please )*{_VERB}\b")
_ASIDE = re.compile(r"\s+(?:but|so|because)\s+(?!not\b|nothing\b|no\b)")
_BUT_STILL = re.compile(r"^(?:no|yes|yeah|yep|wait|but|so) (?=(?:the|that|this|number|i|show|it|what|go|make|give|add|put|buy|"
                        r"take|remove)\b)")
_SOUGHT = re.compile(r"^(?:and |so )?(?:show|find|search|looking|look for|do you (?:have|sell|stock|carry)|have you|how about|"
                     r"what about|need|want|any)\b")


def parse(text: str, session: Session, vocabulary: Vocabulary = NO_WORDS) -> Intent:
    """One utterance -> one Intent. Words that no rule knows are a search; no words at all are `none`."""
    text = text[:MOST_LETTERS]
    if speaks_of_people(text):
        return Intent("none", about="people")
    intents = [intent for sentence in sentences(text) for intent in _sentence(sentence, session, vocabulary)]
    told = [intent for intent in intents if intent.name not in ("none", "help")] or intents or _courtesy(text)
    first, *others = _said_once([intent for intent in told if not _remark(intent, vocabulary)] or told) or [Intent("none")]
    return replace(first, then=others[-1]) if others and first.then is None else first


def _courtesy(text: str) -> list[Intent]:
    """A greeting asks for help, thanks ask for nothing."""
    if _THANKS.search(text.lower()):
        return [Intent("none", that=True)]
    return [Intent("help")] if _GREETING.search(text.lower()) else []


def _sentence(sentence: str, session: Session, vocabulary: Vocabulary) -> list[Intent]:
    said = _BUT_STILL.sub("", clean(vocabulary.correct(sentence)))
    if not re.search(r"\w", said) or _NOTHING.fullmatch(said):
        return []
    parts = _THEN.split(said)
    if len(parts) > 1:
        both = [_part(part, session, vocabulary) for part in parts]
        if all(both) and _worth_parting(both):
            return both
    return [read(said, session, vocabulary) or _aside(said, session, vocabulary) or _guess(said, session, vocabulary)]


def _part(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """One of the things said at once: what a rule knows, or a search that says so."""
    return read(said, session, vocabulary) or (search(said, session, vocabulary) if _BEGINS.match(said) else None)


def _worth_parting(intents: list[Intent]) -> bool:
    """Not "a top and show me red": two of the same are one thing said twice."""
    return len({intent.name for intent in intents}) > 1 or intents[0].name in ("cart_add", "select", "describe")


def _aside(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """What follows a remark: "it is lovely but does it come in red"."""
    parts = _ASIDE.split(said)
    return read(parts[-1], session, vocabulary) if len(parts) > 1 else None


def _guess(said: str, session: Session, vocabulary: Vocabulary) -> Intent:
    """What no rule knows: a search, unless the words come near enough to utterances that meant something else."""
    name = "" if _SOUGHT.match(said) else vocabulary.guess(said)
    if not name:
        return search(said, session, vocabulary)
    if name == "none":
        return Intent("none")
    reference = refer(show_taken_off(said), session, vocabulary)
    return replace(reference, name=name, text="") if reference.places or reference.superlative else Intent(name, that=True)


def _remark(intent: Intent, vocabulary: Vocabulary) -> bool:
    """A sentence that became a search for want of a rule, and names no goods: "I was on holiday. Show me hats." """
    named = any(vocabulary.is_kind(word) or word in vocabulary.values for word in intent.text.split())
    return intent.name == "search" and not (named or intent.filters or intent.that)


def _said_once(intents: list[Intent]) -> list[Intent]:
    """Two things at most; one said twice is meant as it was said last."""
    kept: list[Intent] = []
    for intent in intents:
        if kept and kept[-1].name == intent.name and intent.name not in ("cart_add", "describe"):
            kept.pop()
        kept.append(intent)
    return kept[:2]

"""What is said: turns, sessions, replies, and words -> Intent. Knows no catalogue, no encoder and no page.

An utterance is read in this order: sentences, misspellings, words about people, two things said at once, the rules of
`demo.grammar`, and a search for what is left.
"""

from __future__ import annotations

import re
from dataclasses import replace

from demo.changes import search
from demo.grammar import read
from demo.paraphrases import rephrased
from demo.phrasing import pole_of
from demo.referring import describes, refer
from demo.spotting import reference_in, spot
from demo.states import INTENTS, Condition, Intent, Query, Reply, Session, Turn, Vocabulary, remember
from models.people import speaks_of_people
from models.utterance import clean, content_words, opened, sentences, written_out

__all__ = ["INTENTS", "MOST_LETTERS", "Condition", "Intent", "Query", "Reply", "Session", "Turn", "Vocabulary", "cleaned",
           "parse", "remember"]

MOST_LETTERS = 500   # of one utterance; the rest is not read
NO_WORDS = Vocabulary()
# no words of goods
COMMANDS = frozenset("cart basket remove delete filter show open tell add order price cost back page".split())

_THANKS = re.compile(r"\b(?:thanks|thank you|thx|cheers|ta|ok|okay)\b")
_GREETING = re.compile(r"\b(?:hi|hiya|hello|hey|howdy|greetings|(?:good )?(?:morning|afternoon|evening)|good day)\b")
_NOTHING = re.compile(r"(?:(?:good )?(?:morning|afternoon|evening)|there|again|everyone|you|all|much|indeed|for that|for your"
                      r" help| )+")
_OF_ITSELF = re.compile(r"(?:mine|my|i|we|it|its|they|he|she|because|cause|cos|coz|since|as|if)\b(?!.*\b(?:want|need|like|take"
                        r"|have|in|with|"
                        r"buy|more|less|too|\w+er|cart|basket|bag|mean|meant|back)\b)")
_VERB = (r"(?:add|put|take|show|find|remove|delete|compare|tell|describe|sort|order|go back|open|pick|select|choose|give|get|"
         r"buy|empty|clear|search|look|what|how much|"
         r"how|who|does|do you|is it|start over|start again|begin again|begin|restart|filter|only|drop)")
_THEN = re.compile(rf"\s+(?:and then|and also|and|then|after that|afterwards)\s+(?=(?:also |then |please )*{_VERB}\b)")
_BEGINS = re.compile(rf"^(?:and |then |also |please )*{_VERB}\b")
_ASIDE = re.compile(r"\s+(?:but|so|because)\s+(?!not\b|nothing\b|no\b)")
_BUT_STILL = re.compile(r"^(?:no|yes|yeah|yep|yup|wait|but|so|great|perfect|cool|nice|lovely|right|alright|sold|fine|good|"
                        r"brilliant) "
                        r"(?=(?:the|that|this|number|i|show|it|what|go|make|give|add|put|pop|buy|take|remove)\b)")
_SOUGHT = re.compile(r"^(?:and |so )?(?:show|find|search|looking|look for|do you (?:have|sell|stock|carry)|have you|how about|"
                     r"what about|need|want|any|(?:have )?you (?:have|got|sell|stock)|got)\b")


def parse(text: str, session: Session, vocabulary: Vocabulary = NO_WORDS) -> Intent:
    """One utterance -> one Intent. Words that no rule knows are a search; no words at all are `none`."""
    text = text[:MOST_LETTERS]
    if speaks_of_people(text):
        return Intent("none", about="people")
    intents = [intent for sentence in sentences(text) for intent in _sentence(sentence, session, vocabulary)]
    told = [intent for intent in intents if intent.name not in ("none", "help")] or intents or _courtesy(text)
    if reset := next((at for at, intent in enumerate(told) if intent.name == "reset"), 0):
        told = told[reset:]   # "scrap everything and start over"
    if told and told[-1].name in ("back", "more"):   # "that's the wrong thing, step back"
        told = [intent for intent in told[:-1] if intent.name != "select" or not _unexplained(intent, vocabulary)] + told[-1:]
    first, *others = _said_once([intent for intent in told if not _remark(intent, vocabulary)] or told) or [Intent("none")]
    return replace(first, then=others[-1]) if others and first.then is None else first


def _courtesy(text: str) -> list[Intent]:
    """A greeting asks for help, thanks ask for nothing."""
    if _THANKS.search(text.lower()):
        return [Intent("none", that=True)]
    return [Intent("help")] if _GREETING.search(text.lower()) else []


def _sentence(sentence: str, session: Session, vocabulary: Vocabulary) -> list[Intent]:
    sentence = _topic_named(_without_remarks(opened(written_out(sentence)), vocabulary), vocabulary)
    said = _cleaned(sentence, vocabulary)
    if not re.search(r"\w", said) or _NOTHING.fullmatch(said):
        return []
    parts = _THEN.split(said)
    if len(parts) > 1:
        both = [_part(part, session, vocabulary) for part in parts]
        if all(both) and _worth_parting(both):
            return _of_the_same(both)
    if intent := read(said, session, vocabulary) or _aside(said, session, vocabulary):
        if _CLAUSE.search(sentence) and not intent.excluded[1:] and _unexplained(intent, vocabulary):
            if clauses := _by_clauses(sentence, session, vocabulary):
                return clauses
        second = _guess(said, session, vocabulary, intent.name) if session.asked is None and _lax(intent, vocabulary) else None
        return [second or _tightened(intent, session, vocabulary)]
    return _by_clauses(sentence, session, vocabulary) or [_guess(said, session, vocabulary)]


def _tightened(intent: Intent, session: Session, vocabulary: Vocabulary) -> Intent:
    """"the white one looks good to me": a description less what stands around it, where it has words that nobody knows."""
    if not intent.text or intent.name not in ("select", "cart_add", "cart_remove", "describe"):
        return intent
    if not _unexplained(intent, vocabulary):
        return intent
    found = reference_in(intent.text, vocabulary)
    if not found or found == intent.text or not describes(found, vocabulary, kinds=True):
        return intent
    target = refer(found, session, vocabulary)
    pointed = {name: getattr(target, name) for name in ("text", "places", "superlative", "rank")}
    return replace(intent, **{name: value for name, value in pointed.items()
                              if name == "text" or (value and not getattr(intent, name))})


def _lax(intent: Intent, vocabulary: Vocabulary) -> bool:
    """Was it read by a rule that takes whatever words come along?"""
    return intent.name in ("cart_show", "back", "describe") or bool(_unexplained(intent, vocabulary))


def _unexplained(intent: Intent, vocabulary: Vocabulary) -> list[str]:
    """The words in its slots that neither the shop nor the grammar knows."""
    if intent.name == "none":
        return []
    titles = (str(value) for _, operator, value in intent.filters if operator == "~")
    said = " ".join((intent.text, *intent.excluded, *intent.plus, *intent.minus, *titles))
    return [word for word in content_words(said)
            if not (vocabulary.is_kind(word) or word in vocabulary.values or word in vocabulary.fields or pole_of(word)
                    or (len(word) > 3 and word not in COMMANDS and vocabulary.stocked(word)))]


_TOPIC = re.compile(
    r"^(?:and |what about |how about |about )?(?:the|that|those|these|this) (?P<topic>[^,]{1,40}?)(?:\s+(?:is|are|looks?|seems?|"
    r"sounds?)\s+[^,]+)?,\s*"
    r"(?!\s|(?:the|number|and|not|no|or|but|that|this|those)\b)(?P<rest>[^,]*\b(?:it|they|them|those|these|that one|this one|"
    r"that)\b.*)$")


_ONE_NAMED = re.compile(r"\b(?:number (?:\d|one|two|three|four|five|six)|the [\w-]+(?: [\w-]+)? one)\b")


def _topic_named(sentence: str, vocabulary: Vocabulary) -> str:
    """"those loafers, are they suede" -> "are the loafers suede"."""
    match = _TOPIC.match(sentence)
    first, _, rest = sentence.partition(", ")
    if not match and re.search(r"\b(?:it|them|they)\b", rest) and not re.search(r"\b(?:it|them|they|not|don|isn)\b|^(?:and|"
                                                                                r"but)\b", first) and (
            not re.match(r"(?:the|number|and|not|no|or|but)\b", rest)) and (named := _ONE_NAMED.search(first)):
        return re.sub(r"\b(?:it|them|they)\b", named[0], rest, count=1)   # "number five would suit me, can we see it"
    if not match or not reference_in(f"the {cleaned(match['topic'], vocabulary)}", vocabulary):
        return sentence
    return re.sub(r"\b(?:it|they|them|that one|this one|those|these|that)\b", f"the {match['topic']}", match["rest"], count=1)


def _without_remarks(sentence: str, vocabulary: Vocabulary) -> str:
    """"new trainers, mine are falling apart" -> "new trainers"."""
    clauses = re.split(r",\s+", sentence)
    named = [any(vocabulary.is_kind(word) or word in vocabulary.values for word in clause.split()) for clause in clauses]
    kept = [clause for clause, names in zip(clauses, named, strict=True) if names or not _OF_ITSELF.match(clause)]
    return ", ".join(kept) if any(named) and kept else sentence


def cleaned(sentence: str, vocabulary: Vocabulary) -> str:
    """The sentence as the rules read it: written out, spelt right, without politeness, in the grammar's own words."""
    return _cleaned(opened(written_out(sentence)), vocabulary)


def _cleaned(sentence: str, vocabulary: Vocabulary) -> str:
    return rephrased(_BUT_STILL.sub("", clean(vocabulary.correct(written_out(sentence)))))


_CLAUSE = re.compile(r",\s+|\s+and (?=(?:put|sort|order|have|with) |(?:the )?(?:cheap|dear|expensive|best|highest|lowest|"
                     r"most)\w* .*\bfirst\b)")


def _by_clauses(sentence: str, session: Session, vocabulary: Vocabulary) -> list[Intent]:
    """"I'm done, checkout": what the commas part, where the last of it is understood."""
    clauses = [said for clause in _CLAUSE.split(sentence) if (said := _cleaned(clause, vocabulary))]
    ruled = [read(said, session, vocabulary) for said in clauses]
    read_alone = [intent or _goods_alone(said, session, vocabulary) for intent, said in zip(ruled, clauses, strict=True)]
    lost = " ".join(clause for clause, intent in zip(clauses, read_alone, strict=True) if intent is None)
    if len(clauses) < 2 or (read_alone[-1] is None and not any(ruled)) or any(vocabulary.is_kind(word) for word in lost.split()):
        return []
    return _said_once(list(dict.fromkeys(intent for intent in read_alone if intent)), pointed=True)


def _of_the_same(intents: list[Intent]) -> list[Intent]:
    """"show me the boots and add them": one thing, however many it is made of, is then "it"."""
    first, *others = intents
    last = others[-1]
    one = first.name in ("select", "describe") and not (first.others or first.places[1:] or first.everything or first.count > 1)
    them = replace(last, that=True) == Intent(last.name, everything=True, that=True)
    return [first, *others[:-1], Intent(last.name, that=True)] if one and them else intents


def _goods_alone(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """A search for nothing but a kind of goods, and what it is like: "watches", "red boots"."""
    intent = search(said, session, vocabulary)
    last = intent.text.split()[-1] if intent.text else ""
    return intent if vocabulary.is_kind(last) and not _unexplained(intent, vocabulary) else None


def _part(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """One of the things said at once: what a rule knows, or a search that says so."""
    said = rephrased(said)
    return read(said, session, vocabulary) or (search(said, session, vocabulary) if _BEGINS.match(said) else None)


def _worth_parting(intents: list[Intent]) -> bool:
    """Not "a top and show me red": two of the same are one thing said twice."""
    return len({intent.name for intent in intents}) > 1 or intents[0].name in ("cart_add", "select", "describe")


def _aside(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """What follows a remark: "it is lovely but does it come in red"."""
    parts = _ASIDE.split(said)
    return read(parts[-1], session, vocabulary) if len(parts) > 1 else None


def _guess(said: str, session: Session, vocabulary: Vocabulary, read_as: str = "") -> Intent | None:
    """What no rule knows: a search, unless the words come near enough to utterances that meant something else. Of what a
    lax rule read as `read_as`, something else or None."""
    name = vocabulary.guess(said, read_as or ("search" if _SOUGHT.match(said) else ""))
    if not name:
        return None if read_as else search(said, session, vocabulary)
    if name.startswith("none/"):
        return Intent("none", that=True) if name == "none/thanks" else Intent("none", text=said)
    return spot(name, said, session, vocabulary) or (None if read_as else search(said, session, vocabulary))


def _remark(intent: Intent, vocabulary: Vocabulary) -> bool:
    """A sentence that became a search for want of a rule, and names no goods: "I was on holiday. Show me hats." """
    named = any(vocabulary.is_kind(word) or word in vocabulary.values for word in intent.text.split())
    return intent.name == "search" and not (named or intent.filters or intent.that)


def _said_once(intents: list[Intent], *, pointed: bool = False) -> list[Intent]:
    """Two things at most; one said twice is meant as it was said last, and two halves of one are put together.

    pointed: were they said in one sentence, so that "the third, how much" asks about the third?
    """
    kept: list[Intent] = []
    for intent in intents:
        kept[-1:] = _two_as_one(kept[-1], intent, pointed) if kept else [intent]
    return kept[:2]


def _two_as_one(last: Intent, intent: Intent, pointed: bool) -> list[Intent]:
    """What two things said one after the other come to: one of them, one made of both, or the two."""
    names = (last.name, intent.name)
    if names == ("search", "sort"):   # "watches, and put the dear ones at the top"
        return [replace(last, sort=intent.sort, descending=intent.descending)]
    if names == ("search", "filter") and intent.filters:   # "skirts, just nothing floral"
        wanted = tuple(each for each in intent.filters if each[1] != "!=")
        unwanted = tuple(str(value).lower() for _, operator, value in intent.filters if operator == "!=")
        return [replace(last, filters=(*last.filters, *wanted), minus=(*last.minus, *unwanted))]
    if last.name == "search" and intent == Intent("select", excluded=intent.excluded):   # "trainers, anything but white"
        return [replace(last, minus=intent.excluded)]
    if names == ("sort", "select") and intent.superlative:   # "cheapest at the start, dearest at the end"
        return [last]
    asks = intent == Intent("describe", that=True, about=intent.about, plus=intent.plus)
    if pointed and last.name == "select" and asks:   # "and the third, how much"
        return [replace(last, name="describe", about=intent.about, plus=intent.plus)]
    taken_up = last == Intent("select", that=True) and intent.that              # "that'll do nicely, add it"
    left = last.name == "filter" and last.minus and intent.name == "search"     # "forget the dresses, I want hats"
    too_dear = last.name == "refine" and last.filters and last.that and intent.name in ("cart_remove", "back")
    remark = last == Intent("describe", that=True) and intent.name == "describe"
    again = last.name == intent.name and (intent.name not in ("cart_add", "describe") or intent == last)
    return [intent] if taken_up or left or too_dear or remark or again else [last, intent]

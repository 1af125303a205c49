"""The grammar: rules that read cleaned words, each for one or two intents.

A rule takes the words, the session and the vocabulary, and returns None for what is not its own. They are tried in the
order of RULES at the end, and the first that understands answers; what none understands is a search.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from demo.changes import bare, dropped, filter_, matching, refine, show_taken_off
from demo.phrasing import (
    NUMBERS,
    take_comparative,
    take_conditions,
    take_count,
    take_places,
    take_price,
    take_sort,
    take_superlative,
)
from demo.referring import ALL, THAT, describes, refer
from demo.spotting import reference_in
from demo.states import Intent, Query, Session, Vocabulary
from models.words import MATERIALS, SHADES

__all__ = ["RULES", "Rule", "read"]

Rule = Callable[[str, Session, Vocabulary], Intent | None]

_NUMBER = "|".join(word for word in NUMBERS if word != "zero") + r"|\d\d?"


def read(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """The first rule's answer; None where none understands."""
    return next((intent for rule in RULES if (intent := rule(said, session, vocabulary))), None)


def _whole(intent: Intent, *patterns: str) -> Rule:
    """A rule for utterances that are one of a few fixed phrases."""
    compiled = re.compile(rf"(?:and |so |but |then |now )*(?:{'|'.join(patterns)})(?: (?:then|now|again|please))*")
    return lambda said, session, vocabulary: intent if compiled.fullmatch(said) else None


# ---- steps: help, more, back, reset -------------------------------------------------------------------------------------

_help = _whole(
    Intent("help"),
    r"(?:i need )?(?:some )?help(?: me)?(?: out)?(?: here)?", r"what (?:can )?(?:you |i )?(?:do|say|ask|type)(?: i (?:do"
                                                              r"|say))?(?: help "
    r"me with)?(?: here| now)?",
    r"what help me with", r"(?:so )?how (?:does|do) (?:this|it|i|that|you) (?:work|use (?:this|it))", r"what now",
    r"how do i (?:use (?:this|it)|start|begin)", r"commands?",
    r"(?:what are (?:my|the) )?options|instructions", r"(?:i )?(?:don t|do not) (?:understand|know|get)(?: (?:how|what|it|"
    r"this)\b.*)?",
    r"(?:i )?(?:m |am )?(?:stuck|lost|confused)", r"what(?: things)? (?:can i|do i|should i) (?:do|say|ask|type)(?: here| now| "
    r"next)?", r"(?:say|ask|type) here")

_reset = _whole(
    Intent("reset"),
    r"(?:start|begin)(?: (?:all )?(?:over|again|afresh|anew|from (?:scratch|the (?:start|beginning))))+",
    r"reset(?: everything| all| it| the page)?",
    r"clear(?: (?:everything|all|it all|the (?:page|screen)))?", r"(?:a )?new (?:session|search|conversation|start)|(?:a "
    r")?fresh start",
    r"restart(?: everything)?|(?:go |take me )?back to the (?:very )?(?:beginning|start)", r"forget (?:everything|it all|all of"
        r" it)", r"from (?:scratch|the beginning)")

_more = _whole(
    Intent("more"),
    r"(?:(?:show|see|give|view|get|load|got|have you got|do you have|are there|is there) )?(?:me |us )?(?:some |a few |any |even"
    r" )?(?:more|others?|other ones)"
    r"(?: (?:of (?:these|those|them)|results?|items?|options?|choices?|like these|ones?|there|please|choice))?(?: then)?",
    r"(?:(?:show|see) (?:me )?)?(?:the )?next(?: (?:page|ones?|items|results|few|lot))?",
    r"(?:anything|something|show me something|show me anything) different|what (?:else|other ones)(?: (?:do you have|is there|"
    r"have you(?: got)?|you got|you have|there is))?", r"keep (?:going|scrolling)|go on|continue",
    r"(?:do you have |is there |have you got |got |show me |see )?(?:anything|something) else(?: then)?",
    r"(?:some )?other options?",
    r"is (?:that|this|it) (?:all|everything)(?: you have| there is)?|(?:anything|any) more|more of (?:the same|those|these)")

_everything = _whole(Intent("search"), r"(?:show|see|browse|list|view)(?: me)? (?:everything|all|the whole shop)(?: (?:again|"
                     r"you have|items|products|things))?")

_BACK = re.compile(
    r"(?:(?:no |oops |whoops )?(?:wait )?(?:that was (?:wrong|a mistake) |wrong (?:one )?)?(?:go |step |move |turn )?back|undo"
    r"|oops|whoops|revert|"
    r"return)"
    r"(?: (?:that|it|please|this|again|now|one|(?:i )?(?:didn t|did not) mean (?:it|that|to)|to (?:where|what) (?:i|we) (?:was"
    r"|were|had)(?: before)?))*"
    rf"(?: (?:by |the last |a |one )?(?P<n>{_NUMBER}|step|couple of)?(?: more)?(?: ?(?:steps?|times|pages?|things?|changes?|"
    rf"screens?|moves?))?)?"
    r"|(?:(?:go|take me|get me|bring me) )?back to (?:where|what|how|before)\b.*|previous|(?:(?:go|return|get|take me) "
    r")?(?:back )?(?:to )?(?:the )?(?:previous|last)(?: (?:page|step|screen|results?|list"
    r"|view|"
    r"search))"
    r"|take (?:that|it) back(?! to)|(?:that was )?(?:wrong|a mistake|not what i (?:meant|wanted))|my mistake"
    r"|(?:(?:go|get|take me|switch|return) )?back to (?:the |those |these )?(?!where|what|how|before|that|it$|them$)(?P<to>.+)")


def _back(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    match = _BACK.fullmatch(said)
    if not match:
        return None
    if match["to"] and not re.search(r"\b(?:beginning|start|shop)\b", match["to"]):
        return Intent("back", text=bare(match["to"]))
    steps = NUMBERS.get(match["n"], 0) if match["n"] and not match["n"].isdigit() else int(match["n"] or 0)
    return Intent("back", count={"couple of": 2}.get(match["n"], steps))


# ---- which: picking, none of them, answers to a question ------------------------------------------------------------------

_NONE = re.compile(
    r"(?:no )?not (?:these|those|that|this|them|either)(?: ones?)?|(?:no )?(?:neither|none|nothing|no|not)(?: (?:one|ones|any|"
    r"really|thanks|either|at all|good|right|for me|that|neither))*"
    r"(?: (?:of|from) (?:these|those|them|the (?:two|above)))?(?: (?:really|will do|would do|work|works|are good|appeals?|"
    r"thanks|please|either|is right|fits?))*"
    r"|(?:i )?(?:don t|do not|didn t) (?:like|want|fancy)(?: (?:it|this|that|them|these|those|any|either|both|this one|that "
    r"one))?(?: of (?:these|those|them))?"
    r"|(?:i )?(?:hate|dislike|can t stand) (?:all|any|both|it|this|that|them|these|those)(?: of)?(?: them| these| those)?"
    r"|(?:(?:they|these|those|it|all of (?:them|these))(?: (?:is|are|re|s))?) (?:all |just |so )*(?:ugly|awful|horrible|terrible"
    r"|hideous|"
    r"boring|rubbish|bad|no good|not (?:nice|good|right|for me|my (?:style|thing)))|nothing (?:here )?(?:i (?:like|want)|for me"
    r"|good|here)"
    r"|(?:i (?:am|m) )?(?:not|never) (?:(?:really|all that|that|so|too) )?(?:into|keen on|a fan of|fussed about|fond of|sold on|"
    r"taken with) "
    r"(?:any|either|it|this|that|them|these|those)(?: of (?:them|these|those))?(?: one)?"
    r"|not (?:these|those|this(?: one)?|that(?: one)?|it|any of (?:these|them|those)|what (?:i )?(?:want|meant|am looking for|m "
    r"looking for|looking for|after))")
_WHICHEVER = re.compile(r"^(?:(?:pick|choose|take|select|go for|go with|see|open|show me|show|get me|give me) )?(?:whichever|"
                        r"which|whatever)(?: one| ones| of (?:these|those|them))?(?: is| "
                        r"are| s| has| have)? (?=\S)(?!.*\b(?:you|i)\b)")
_WHAT_IS = re.compile(r"(?:what|who) (?:s|is) the (?!.*\bones?\b)(?!(?:cheapest|dearest|most|least|best|first"
                      r"|last)\b)(?!\w+est\b)")
_REMARK = re.compile(r"(?<=\w) (?:is|are|looks?|seems?)(?: (?:so|very|really|pretty|quite|the|like))* (?:cute|nice|lovely|pretty|"
                     r"beautiful|great|gorgeous|cool|perfect|good|interesting|best|better|fine|nicest|amazing|stunning|ideal|"
                     r"fun|fab|"
                     r"the one|a winner|promising)(?: (?:to|for|on) me| though| actually)?$")
_LOOKS = re.compile(r"(?<=\w) (?<!that )(?<!which )(?:looks?|seems?|feels?|sounds?) (?!like\b).+$")
_YES = re.compile(r"(?:yes|yeah|yep|yup|sure|right|exactly|perfect|great|correct|indeed|ja|si)(?: (?:yes|please|that|that one|"
                  r"this one|this|it|is))*|that s (?:it|the one|right)")
_CHOOSE = re.compile(
    r"^(?:and |also |then |so |now |no )*(?:(?:pick|select|choose|take|go (?:with|for)|give me|click(?: on)?|open|tap(?: on)?|"
    r"get me|see|that s|it s|make (?:it|that)|(?:bring|pull) up|"
    r"(?:after|talking about|looking at)|want|like|show me|show|what about|how about|what s|what is|who s|have|i|d|would|ll|m|"
    r"mean|meant|zoom in on|let me see|find(?: me)?|(?:have )?a (?:closer |better |quick )?look at|look at|blow up|enlarge|"
    r"highlight|inspect|view|expand|check out|zoom (?:in )?to|"
    r"like the look of)\s+)+"
    r"(?=the\b|this\b|that\b|those\b|number|no\b|#|item|it\b|\d|both\b|(?:under|below|beneath|above|next|beside|to the)|[\w-]+ "
    r"one$"
    rf"|(?:{_NUMBER})\s*$)")
# What follows a reference and says nothing of it: "that clutch, open it up", "the sneakers up close", "the red one to me".
_TAIL = re.compile(
    r"(?: (?:and )?(?:open|pick|select|choose|click|highlight|zoom in on|enlarge|have a look at|look at) (?:it|that|this|them|"
    r"that one|this one)(?: up)?"
    r"| (?:up|up close|close up|closer|bigger|larger|in (?:more )?detail|in full(?: size)?|for me|to me|then|there|here|right "
    r"there|over there|"
    r"on (?:the |my |this )?(?:page|screen)|of course|i (?:think|guess|suppose|reckon|mean))"
    r"| (?:better|the most|the best|wins|it is|will do|would do|ll do|for me)"
    r"| (?:caught|catches|has caught) my eye)+$")


_ANSWER = re.compile(r"(?:(?:the|number) )?[\w -]{1,40}? one|(?:the|number|with|in) [\w -]{1,40}|\d\d?|both(?: of (?:them|these|"
                     r"those))?")
_TASK = re.compile(r"(?:compare|tell me|describe|how|what|who|why|remove|delete|like|similar|sort|undo|start|clear|find|search|"
                   r"show me (?:more|similar|other))\b")   # not an answer, whatever it points at
_POINTING = ("text", "places", "that", "everything", "superlative", "rank", "where", "other", "earlier", "others", "excluded")


def _answer(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """Answers to the assistant's own question, while one is open: the one chosen goes where the question came from."""
    if session.asked is None or _TASK.match(said):
        return None
    if _NONE.fullmatch(said):
        return Intent("none", text=said)
    words = re.sub(r"^(?:(?:yes|yeah|ok|say|make it|make that|must be|has to be|it was|was|go with|go for|i (?:was after|meant|"
                   r"mean|said|wanted|had in mind)|after) (?=\w))+", "", _CHOOSE.sub("", f"{said} ").strip())
    if take_comparative(words)[1] == "":
        words = f"the {words} one"   # "cheaper"
    places, _, rest = take_places(words)
    one_word = session.pending and re.fullmatch(r"[\w-]+", words)
    answers = said in vocabulary.values or _ANSWER.fullmatch(words) or _YES.fullmatch(said) or one_word or (
        places and not describes(rest, vocabulary))
    goods = vocabulary.is_kind(words) or vocabulary.is_many(words.split()[-1])
    if not answers or goods or _whole_phrase(said, session, vocabulary):
        return None
    chosen = Intent("select", that=True) if _YES.fullmatch(said) else refer(words, session, vocabulary)
    pointed = {name: getattr(chosen, name) for name in _POINTING}
    told = chosen.filters or tuple(each for each in session.asked.filters if each[:2] != ("price", "="))
    return replace(session.asked, **pointed, filters=told)


def _whole_phrase(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    return next((intent for rule in (_help, _reset, _more, _back, _cart) if (intent := rule(said, session, vocabulary))), None)


def _none(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    return Intent("none", text=said) if _NONE.fullmatch(said) else None


def _select(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """References to what is on the page: "the blue one", "number four", "the cheapest", "3"."""
    if _YES.fullmatch(said):
        return Intent("select", that=True)
    if said in vocabulary.values and session.query != Query() and not session.selected:
        return Intent("select", text=said)   # "burgundy", of the page: what none of it is, is looked for
    if re.match(r"(?:the|my) \w+ (?:wants?|needs?|is after|is looking for|would like) ", said):
        return None   # "the missus wants a handbag"
    if (many := re.match(r"which ([\w-]+)", said)) and vocabulary.is_many(many[1]):
        return None   # "which jackets are waterproof" looks for some
    if _WHAT_IS.match(said) and not any(vocabulary.is_kind(word) or word in vocabulary.values for word in said.split()):
        return None   # "what is the weather like"
    words = re.sub(r"^(?:and|also|then|so|no|yes|yeah|but) ", "", _CHOOSE.sub("", f"{_WHICHEVER.sub('the one ', said)} ").strip())
    words = re.sub(r"^(?:a |the )?look of (?=the |that |those )", "", words)
    words = _REMARK.sub("", _LOOKS.sub("", _TAIL.sub("", words))).strip() or words
    words = re.sub(r"(?<=\w) number$", "", words)   # "that burgundy number"
    words = _REMARK.sub("", re.sub(r" (?:you (?:have|ve got|sell|stock)|there (?:is|are)|in (?:the|your) shop)$", "", words))
    reference = refer(words, session, vocabulary)
    pointing = re.search(r"^(?:the|that|those|this|these)\b|\bones?\b", reference.text)
    many = reference.excluded and reference.text and not pointing   # "dresses, no stripes", "boots but not suede ones"
    pointed = (reference.places or reference.that or reference.superlative or reference.excluded or reference.everything
               or reference.filters or reference.where or reference.other or reference.earlier or reference.others)
    if pointed and not many and not _asks_for_goods(words, reference, vocabulary):
        return reference
    words = show_taken_off(words) if re.search(r"\bones?$", words) else words
    told = words.split()
    definite = not vocabulary.is_many(told[-1]) and re.match(
        r"(?:the|that|this|those|these|with the)\b(?! (?:is|was|are)\b)", words)
    if definite or re.search(r"\bone$", words) or words.startswith(("the one ", "one with", "the ones ")):
        return replace(refer(words, session, vocabulary), name="select")
    return None


def _asks_for_goods(words: str, reference: Intent, vocabulary: Vocabulary) -> bool:
    """"longest skirts", "other bags": a kind in the plural, not one of those shown."""
    last = words.split()[-1] if words else ""
    told = reference.superlative or reference.other or reference.earlier
    return bool(told) and vocabulary.is_many(last) and not words.startswith("the other")


# ---- asking: compare, describe --------------------------------------------------------------------------------------------

_COMPARE = re.compile(
    r"\b(?:compare|comparison(?: of| between)?|(?:the )?differences? (?:between|of)|what(?: is| s)? the difference|how (?:do|"
    r"does|is|are)\b.*\b(?:differ\w*|compare)|"
    r"what s different about|versus|vs|which (?:one )?is (?:better|more \w+|\w+er)(?= .*\bor )|which (?:one )?is (?:the "
    r")?better(?: (?:buy|deal|choice|value|option|one))?|(?:is|"
    r"are) (?:it|this|that)(?: one)? (?:\w+er|more \w+) than|"
    r"(?=put .* side by side))")


def _compare(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    match = _COMPARE.search(said)
    if not match:
        return None
    words = said[match.end():]
    if (most := refer(words.strip(), session, vocabulary)).everything and most.excluded:
        return replace(most, name="compare")   # "compare all but the last"
    if not words.strip():   # "4 and 5, what's the difference", "how do the first and the last differ"
        words = f"{said[:match.start()]} {re.sub(r'^(?:how|what|which) (?:do|does|is|are|s)?|difference', ' ', match[0])}"
    if match[0] in ("versus", "vs"):
        words = f"{said[:match.start()]} and {words}"
    if re.search(r"\b(?:it|this|that)\b", match[0]) or (session.selected and re.match(r" (?:with|to|against) ", words)):
        words = f"it and {words}"
    words = re.sub(r"\b(?:differ\w*|compare[ds]?|with|to|against|between|versus|vs|or)\b|&", " and ", words)
    words = re.sub(r"\bin (?:price|length|colour|size|quality|material)\b", " ", words)
    words = re.sub(r"\b(?:put|side by side|next to each other|please)\b", " ", words)
    words = re.sub(r"(?:\band\s+)+", "and ", " ".join(words.split())).strip()
    words = re.sub(r"^and |\s?and$", "", words)
    that = bool(re.search(r"(?:^|\band )(?:it|this|that)(?: one)?(?:$| and\b)", words))
    parts = [refer(part if re.match(r"the |number |\d", part) else f"the {part}", session, vocabulary)
             for part in re.split(r"\s+and\s+|\s*,\s*", words) if describes(take_places(part)[2], vocabulary, kinds=True)]
    places = take_places(words)[0]
    if (several := refer(words, session, vocabulary)).superlative and several.count > 1:
        return replace(several, name="compare")   # "the two cheapest"
    if not parts:
        return Intent("compare", places=places, that=that) if places else Intent("compare", everything=True)
    first, *rest = [*([Intent("select", that=True)] if that else []), *([Intent("select", places=places)] if places else []),
                    *parts]
    return replace(first, name="compare", others=tuple(rest)) if rest else Intent("compare", everything=True)


_ABOUT = (
    (r"how much\b(?! more)|what\b.*\b(?:price|cost)s?\b|\b(?:price|cost) of\b|\bhow (?:expensive|dear|cheap|pricey|costly)\b|"
     r"^(?:and )?(?:the "
     r"|its )?(?:price|cost)$|\bcosts? how much\b", "price"),
    (r"\bwhat\b.*\bmade (?:of|from|out of)\b|\bwh(?:at|ich)\b.*\b(?:material|fabric)s?\b|^(?:and )?(?:the |its )?(?:material|"
     r"fabric)$", "material"),
    (r"\bwh(?:at|ich)\b.*\bcolou?rs?\b", "colour"),
    (r"\bwho\b.*\b(?:makes?|made|by)\b(?! you)|\bwh(?:at|ich) (?:company|firm|house|designer|manufacturer)\b|\bwh(?:at|"
     r"ich)\b.*\b(?:brand|label|maker|make)\b|^(?:and )?(?:the |its )?(?:brand|make)$", "brand"),
    (r"\bhow\b.*\b(?:rated|good)\b|\bpeople (?:like|rate|think|say)\b|\brated? (?:it|this|that)$|\bwhat\b.*\brat(?:ing|ed)s?\b|"
     r"\bhow many stars\b|\b(?:is|are) (?:it|this|that|they|these) "
     r"(?:any good|popular|(?:well|highly|badly|poorly) (?:rated|reviewed|liked|thought of))\b|^(?:the )?reviews?$|\breviews? "
     r"(?:of|like)\b|\bhave (?:any )?(?:good )?reviews?$", "rating"),
    (r"\b(?:what|which|how)\b.*\bsizes?\b|\bhow (?:big|large|small) (?:is|are)\b|\bin (?:a )?size\b|\bmy size\b", "size"),
    (r"\bhow\b.*\b(?:closes?|fastens?|do(?:es)? up|shuts?)\b", "closure"),
    (r"\bhow long (?:is|are)\b|\bwhat\b.*\blength\b", "length"), (r"\bhow high"
        r" (?:is|are)\b|\bheel height\b|\bhow high\b.*\bheels?\b", "heel"),
)
_TELL = re.compile(
    r"(?:(?:tell|give|show) (?:me|us) )?(?:(?:some |a bit |a little )?more )?(?:about|details?|info\w*|description)\b|describe|"
    r"what (?:is|s|are) (?:it|this|that|these|those|this one|that one|number \w+|the \w+)$|what do you know about|tell me(?: "
    r"more)?$|more (?:on|about)\b")


def _describe(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    if session.cart and re.search(r"\b(?:total|everything|all)\b", said):
        return None
    if _SHOWN_CART.fullmatch(said):
        return None
    for pattern, about in _ABOUT:
        if re.search(pattern, said):
            return _yes_no(said, session, vocabulary) or _describing(said, about, session, vocabulary)
    if match := re.search(r"\bwhat (?:is |s |kind of |type of |sort of )?(?:the |its )?(?P<field>\w+)s?(?P<rest> is (?:it|this|"
                          r"that|number|the)| of| do(?:es)?| has| have|$)", said):
        name = next((field for field in vocabulary.fields if match["field"] in (field, f"{field}s")), "")
        if name or (match["rest"].startswith(" is ") and match["field"] not in ("one", "it", "this", "that")):
            return _describing(said, name or match["field"], session, vocabulary)
    if re.search(r"\bwhat\b.*\b(?:kind|type|sort)\b", said) and THAT.search(said):
        return _describing(said, "kind", session, vocabulary)
    if take_superlative(said)[0] or re.search(r"\bin (?:it|this|that)$", said):
        return None  # "what is the cheapest" picks it
    if not session.selected and re.fullmatch(r"what (?:is|s) (?:this|it|that)(?: (?:place|site|thing|shop|page|for|app))?", said):
        return Intent("help")
    if _TELL.match(said) and not re.search(r"^what (?:is|s) (?:the|that|this) [\w-]+ one$", said):
        return _describing(said, "", session, vocabulary)
    return _yes_no(said, session, vocabulary)


# What people ask for that no item of the shop may have.
_KNOWN_TO_BE = dict.fromkeys(MATERIALS, "material") | dict.fromkeys(
    (*SHADES, *(name for names in SHADES.values() for name in names), "black"), "colour")


def _yes_no(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """"is it leather?", "does the second have pockets?": about an attribute where the word is a value of one."""
    if (either := re.fullmatch(r"([\w-]+) or ([\w-]+)", said)) and session.selected and (
            about := vocabulary.values.get(either[1], ("",))[0]) and vocabulary.values.get(either[2], ("",))[0] == about:
        return Intent("describe", that=True, about=about, plus=either.groups())   # "zip or buttons?"
    subject = r"(?:it|this|that|they|these|this one|that one|the [\w -]+? one|number \w+|the \w+)"
    match = re.match(rf"(?:is|are|does|do|has|have|can|was) {subject} (?:be |have |got |come with |made of |made from |made "
                     rf"with |do up with |close with |fasten with |go with a |for "
                     rf")*(?:a |an |any |the )?(?:really |real |genuine |proper |actual |actually |pure |100% )*(?P<what>\w.*)",
                     said)
    if not match or re.search(r"\bcomes? in\b|\b(?:too|more|less) |\b(?:all|everything)$|\bbetter\b|\bany good\b| (?:have |come "
                              r"|available )?(?:it |this )?in (?:a |an |another |the )?[\w ]+$", said):
        return None
    what = match["what"].strip()
    subject_ends = match.start("what")
    while " " in what and vocabulary.is_kind(what.split()[0]):   # "is the red bag leather": the bag is asked about
        subject_ends += len(what.split()[0]) + 1
        what = what.split(" ", 1)[1]
    values = tuple(what.removesuffix(" one").split(" or "))   # "is it black or navy?"
    about = next((vocabulary.values[value][0] for value in values if value in vocabulary.values), "") or next(
        (field for value in values if (field := _KNOWN_TO_BE.get(value)) in vocabulary.fields), "")
    asked_of = re.sub(r"(?: (?:really|real|genuine|proper|actual|actually|pure|100%))+\s*$", "", said[:subject_ends])
    return replace(_describing(asked_of, about, session, vocabulary), plus=values)


def _describing(said: str, about: str, session: Session, vocabulary: Vocabulary) -> Intent:
    """Which item is asked about: the one that is pointed at, or else the one selected."""
    if re.search(r"\b(?:it|this|that)(?: one)? (?:made|costs?|rated|have|has|come|go|got|look|be)\b", said):
        return Intent("describe", about=about, that=True)
    said = re.sub(r"(?<=\w) (?:going for|selling for|on for|now|again|please)$", "", said)
    match = re.search(r"(?:\b(?:is|does|do|of|about|are|describe|s|on|for|has|have)|^more) (?P<what>(?:the|this|that|number) .+?)"
                      r"(?: (?:made|costs?|rated|have|has|be|come|got|long|look|go for)\b.*|$)", re.sub(r"\b(this|that)"
                          r" costs?$", r"\1 one", said))
    if match and not re.search(rf"\bthe (?:price|cost|brand|colou?r|material|fabric|maker|label|size|reviews?|rating|kind|"
                               rf"details?|{'|'.join(vocabulary.fields) or 'price'})\b", match["what"]):
        return replace(refer(match["what"], session, vocabulary), name="describe", about=about)
    last = re.sub(r".*(?=\b(?:the|number|#)\b)", "", said, count=1)   # "the rating of the first one"
    places = (take_places(said)[0] or last.endswith(" one")) and refer(last, session, vocabulary)
    return replace(places, name="describe", about=about) if places else Intent("describe", about=about, that=True)


# ---- the cart ---------------------------------------------------------------------------------------------------------------

_CART = re.compile(r"\b(?:cart|basket|trolley|shopping bag|(?:my|the) bag(?= *$)|bag(?= *$)(?<=in the bag))\b")
_INTO_BAG = re.compile(r"\b(?:in|into|to) (?:my |the )?bag$")
_REMOVE = re.compile(r"(?:and |also |then )*(?:remove|delete|drop|take out|get rid of|put back|put (?=(?:it|that|this) back)|"
                     r"discard|take off|scrap)\b(?P<what>.*?)"
                     r"(?:\b(?:out of|from|off)\b.*)?$")
_TAKE_OUT = re.compile(r"(?:and |also |then )*take (?P<what>.+?) (?:out of|from|off|out\b).*$")
_ADD = re.compile(r"(?:and |also |then |so )*(?:(?:add|put|place|throw|drop|toss|pop|stick|chuck|buy|purchase|order|take|grab|"
                  r"get|keep|want|have|i)\b ?)+(?P<what>.*)$")
_ASKED = re.compile(r"(?:what|how|which|where|show|see|view|open|is|are|do|does|did|have|has|check|list|go|display|review|"
                    r"look)\b")
_BUYS = re.compile(r"(?:and |then )*(?:buy|purchase|order|take)\b")
_SHOWN_CART = re.compile(r"(?:go to )?check ?out(?: now)?|(?:what is |what s |whats )?(?:my|the) total(?: so far)?|what (?:have"
                         r" i|do i|i|have) "
                         r"(?:got|have|picked|chosen)?(?: so far| in there| now| got)*|"
                         r"what (?:is|s) in (?:it|there)|(?:i m )?ready to pay|pay|(?:what|how much) do i owe(?: you)?|"
                         r"how much (?:do|must|should) (?:i )?(?:have to |need to )?pay|(?:so )?how much (?:is|does|are) "
                         r"(?:that|it|this|everything|they|all)(?: (?:all|everything|it all))*(?: cost)?(?: (?:together|in "
                         r"total|in all|altogether))+|"
                         r"how much (?:is|for|are) (?:everything|it all|all of (?:it|them|this|that)|them all|the (?:lot|"
                         r"total))|(?:tot|add|sum|count) (?:it|them|everything)(?: all)? up|"
                         r"how much (?:do|does|will) (?:it|these|those|they|that|everything) (?:all )?come to")


def _cart(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    into_bag = _INTO_BAG.search(said)
    named = _CART.search(said) or into_bag
    if intent := _counted(said, session):
        return intent
    if session.cart and re.fullmatch(r"(?:empty|clear) (?:it|them|it all|out|it out)|remove all(?: of (?:it|them))?", said):
        return Intent("cart_remove", everything=True)
    if named and re.search(r"\b(?:empty|clear)\b|\b(?:remove|delete|take) (?:everything|it all|all)\b", said):
        return Intent("cart_remove", everything=True)
    if (match := _REMOVE.match(said)) and not (session.cart or named) and not re.search(
            r"\b(?:back|filters?|it|everything)\b", said):
        return _of_the_page(match["what"], vocabulary)
    if (match := _TAKE_OUT.match(said) or _REMOVE.match(said)) and (session.cart or named or not re.search(r"\boff\b", said)):
        certain = named or re.search(r"\b(?:out|back)\b", said) or re.match(
            r"\s*(?:it|this|that|them|both|the|number|everything)\b", match["what"])
        certain = certain or (session.cart and re.match(rf"\s*(?:{_NUMBER}|an?|another) ", match["what"]))
        if certain and not _of_the_query(match["what"]):
            return _removing(match["what"], session, vocabulary)
    if (match := _ADD.match(said)) and (intent := _adding(said, match, bool(named), session, vocabulary)):
        return intent
    if match := re.fullmatch(r"(?:swap|exchange|replace|change) (?P<old>.+?) (?:for|with|by) (?P<new>(?:the|number|that|"
                             r"this)\b.+)", said):
        return replace(_removing(match["old"], session, vocabulary), then=replace(refer(match["new"], session, vocabulary),
                                                                                  name="cart_add"))
    if session.cart and (match := re.fullmatch(r"(?:i )?(?:have |ve )?changed my mind (?:about|on) (?P<what>.+)", said)):
        return _removing(match["what"], session, vocabulary)
    if session.cart and (match := re.fullmatch(r"(?:i )?(?:don t|do not|no longer) (?:want|need) (?P<what>(?:the|it|this|that|"
                                               r"number)\b.*?)(?: any ?more| after all)?", said)):
        return _removing(match["what"], session, vocabulary)
    if re.fullmatch(r"add|buy|sold(?: to .*)?|deal|it s mine|this is the one|put (?:it|this|that) in", said):
        return Intent("cart_add", that=True)
    if named and not re.search(r"\bout of\b", said) and re.match(r"(?:it|this|that|the|both|them|number|another|one more|[\w-]+ "
                                                                 r"(?:of|more))\b",
                          said) and re.search(r"\b(?:in|into|to)\b", said):
        return _adding(said, re.match(r"(?P<what>.*)", said), True, session, vocabulary)
    if named and re.search(r"\b(?:looking for|search|find|red|black|blue|leather)\b",
                           said) and not re.search(r"\b(?:my|the) (?:cart|basket|bag)\b", said):
        return None
    if (match := re.fullmatch(r"(?P<what>[\w -]+?) (?:to|into|in) (?:my|the) (?:cart|basket|trolley|bag)", said)) and (
            not _ASKED.match(said) and any(vocabulary.is_kind(word) or word in vocabulary.values
                                           for word in match["what"].split())):
        return replace(refer(match["what"], session, vocabulary), name="cart_add")   # "pink wallet to my cart"
    if named and not _ASKED.match(said):
        rest = re.sub(r"\b(?:in|into|to|for|from|of|out of|with)? ?(?:my|the|your) (?:shopping )?(?:cart|basket|bag|trolley)\b",
                      " ", said)
        if found := reference_in(" ".join(rest.split()), vocabulary):
            count, _ = take_count(said)
            name = "cart_remove" if re.search(r"\b(?:out|off|from|away)\b", said) else "cart_add"
            return replace(refer(found, session, vocabulary), name=name, count=count)
    if (named and not into_bag) or _SHOWN_CART.fullmatch(said):
        return Intent("cart_show")
    return None


def _of_the_page(what: str, vocabulary: Vocabulary) -> Intent | None:
    """Removed while the cart is empty: "remove the black ones" hides them, "lose the sleeves" changes the item."""
    what = re.sub(r"^ ?(?:all )?the ", "", what).strip()
    value = vocabulary.values.get(re.sub(r" ones?$", "", what))
    if what.endswith(" ones") and value:
        return Intent("filter", filters=((value[0], "!=", value[1]),))
    items = re.search(r"\bones?$|^\d|^(?:first|second|third|last|number)\b", what) or vocabulary.is_kind(what.split(" ")[-1])
    return Intent("refine", that=True, minus=(what,)) if what and not items else None


def _counted(said: str, session: Session) -> Intent | None:
    """Pieces: "two of them", "make it three", "one more", "remove one", about the item selected or last put in."""
    if session.cart and (match := re.fullmatch(rf"(?:only|just) (?P<n>{_NUMBER})(?: of (?:them|these|those|it|that))?", said)):
        return Intent("cart_add", that=True, count=_number(match["n"]), exactly=True)
    if match := re.fullmatch(rf"(?:make (?:it|that|them)|(?:change|set|update|put|increase|bump|raise|up|reduce|lower|cut)(?: "
                             rf"the| my| it)?(?: quantity| number| "
                             rf"amount)? to|(?:change|set|update|put) (?:the |my )?(?:quantity|amount)|i need|need)"
                             rf" (?P<n>{_NUMBER})"
                             r"(?: (?:of )?(?:them|these|those|it|pieces|items))?(?: (?:in|into) (?:my |the )?(?:cart|basket))?",
                             said):
        return Intent("cart_add", that=True, count=_number(match["n"]), exactly=True)
    at_hand = session.selected or session.cart
    if not at_hand:
        return None
    if re.fullmatch(r"(?:add |and |give me |take |put |i ll take )*(?:one more|another(?: one)?|the same again)(?: (?:of "
                    r")?(?:those|these|them|that|this|it|the same))?"
                    r"(?: (?:to|in|into) (?:my |the )?(?:cart|basket|bag))?", said):
        return Intent("cart_add", that=True, count=1)
    if match := re.fullmatch(rf"(?:get |have |add |take |give me |i want |want )?(?P<n>{_NUMBER}) more(?: of (?:those|these|"
                             rf"them|that|this|it))?", said):
        return Intent("cart_add", that=True, count=_number(match["n"]))
    if match := re.fullmatch(rf"(?:remove|delete|take out|take away|drop|minus) (?P<n>{_NUMBER})(?: of (?:them|these|those|"
                             rf"it))?(?: (?:from|out of) (?:my |the )?(?:cart|basket))?", said):
        return Intent("cart_remove", that=True, count=_number(match["n"]))
    if match := re.fullmatch(rf"(?:and )?(?:take|buy|add|order|get|have|give|i ll take)(?: me)? (?P<n>{_NUMBER}|a couple|a "
                             rf"pair)(?: of (?:them|these|those|it|this|that))?"
                             r"(?: (?:to|in|into) (?:my |the )?(?:cart|basket|bag))?", said):
        return Intent("cart_add", that=True, count=_number(match["n"]))
    if match := re.fullmatch(rf"(?P<n>{_NUMBER}|a couple|a pair) (?:pieces )?of (?:them|these|those|this|it|that)(?: (?:to|in|"
                             rf"into) (?:my |the )?(?:cart|basket|bag))?", said):
        return Intent("cart_add", that=True, count=_number(match["n"]))
    return None


def _number(word: str) -> int:
    return {"a couple": 2, "a pair": 2}.get(word) or NUMBERS.get(word) or int(word)


def _removing(what: str, session: Session, vocabulary: Vocabulary) -> Intent:
    what = re.sub(r"\bback$|^ ?(?:back|out)\b", "", _CART.sub("", what)).strip()
    if what in ("everything", "it all", "all", "all of it"):
        return Intent("cart_remove", everything=True)
    count, what = _pieces(what)
    return replace(refer(what or "it", session, vocabulary), name="cart_remove", count=count)


def _pieces(what: str) -> tuple[int, str]:
    """How many of what: "two of those" are two of the one at hand."""
    count, what = take_count(what)
    return count, "it" if count and what.strip() in ("them", "these", "those") else what


def _adding(said: str, match: re.Match, named: bool, session: Session, vocabulary: Vocabulary) -> Intent | None:
    what = re.sub(r"\b(?:in|into|to|on)\b(?: (?:my|the|your|our))?(?: shopping)?(?: cart| basket| trolley| bag)?\s*(?:please)?$",
                  "", match["what"]) if named else match["what"]
    what = re.sub(r"^(?:have|want|take|get) |\b(?:again|too|as well|now|then|i think)\s*$", "", what).strip()
    count, what = _pieces(what)
    if named or ALL.fullmatch(what) or re.match(r"(?:it|this|that|both|them|number|#|these|those)\b(?! (?:in|with|but)\b)",
                         what) and not re.match(r"(?:want|have|i)\b", said) or (
            re.match(r"(?:the|all)\b", what) and (_BUYS.match(said) or re.match(r"add\b", said)) and not take_price(said)
            and (_BUYS.match(said) or re.search(r"\bones?\b", what) or take_places(what)[0] or take_superlative(what)[0])):
        if not named and re.match(r"(?:get|want|take|have) .*\b(?:instead|in [\w-]+)$", said):
            return None
        return replace(refer(what or "it", session, vocabulary), name="cart_add", count=count)
    return None


def _of_the_query(words: str) -> bool:
    """"the filters", "the price limit": what is removed from the query, not from the cart."""
    return bool(re.search(r"\b(?:filters?|limits?|conditions?|restrictions?)\b", words))


# ---- order ----------------------------------------------------------------------------------------------------------------

def _sort(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    field_name, descending, rest = take_sort(said)
    if field_name and said.startswith("by ") and field_name not in vocabulary.fields | {"price", "rating", "title"}:
        return None   # "by marlowe only"
    rest = re.sub(r"\b(?:order|sort|arrange|rank|with|see|like|to|show|list|these|those|them|results?|ones?|items?|from|and|"
                  r"price|prices|put|the)\b", " ",
                  show_taken_off(rest)).strip()
    if not field_name:
        superlative, rest = take_superlative(said)
        wanted = show_taken_off(rest)
        last = re.sub(r" (?:you have|you ve got|there (?:is|are)|in the shop|you sell)$", "", wanted)
        if not superlative or not last or not vocabulary.is_many(last.split()[-1]):
            return None  # "the cheapest (dress)" is one of those shown; "the cheapest dresses" are a search in order
        if superlative[0] not in ("price", "rating"):
            return None
        return Intent("search", text=bare(last), sort=superlative[0], descending=superlative[1])
    conditions, words = take_conditions(rest)
    if describes(words, vocabulary, kinds=True):
        return Intent("search", text=bare(words), filters=conditions, sort=field_name, descending=descending)
    if conditions:
        return Intent("filter", filters=conditions, then=Intent("sort", sort=field_name, descending=descending))
    return Intent("sort", sort=field_name, descending=descending)


RULES: tuple[Rule, ...] = (
    _answer, _help, _reset, _back, _more, _everything,
    _none, _sort, dropped, matching, _cart, _compare, _describe, filter_, refine, _select,
)

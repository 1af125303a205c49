"""The frame of an utterance taken off: politeness, hesitation, "show me", and what is said not to be meant.

Pure functions of strings, shared by the conversation and by `evaluate`: no encoder reads a "not" or needs a "please".
"""

from __future__ import annotations

import re

from models.words import singular

__all__ = ["FILLERS", "clean", "content_words", "description_of", "opened", "sentences", "spoken_words", "take_negations",
           "written_out"]

FILLERS = frozenset("the a an one ones that this these those it with in of on and or is are which who has have for to "
                    "from my me some any what please item thing looking photo picture by at looks like s made make got there"
                    " here then again "
                    "stuff pair coloured called your own very really lovely nice pretty cute".split())
# How people write what they would say in full.
_SHORTHAND = {
    "u": "you", "ur": "your", "pls": "please", "plz": "please", "plss": "please", "thx": "thanks", "ty": "thanks",
    "gimme": "give me", "lemme": "let me", "wanna": "want to", "gonna": "going to", "gotta": "got to", "whats": "what s",
    "wheres": "where s", "hows": "how s", "thats": "that s", "im": "i m", "id": "i d", "ill": "i ll",
    "ive": "i ve", "dont": "don t", "doesnt": "doesn t", "isnt": "isn t", "arent": "aren t", "cant": "can t", "wont": "won t",
    "didnt": "didn t", "em": "them", "ok": "okay", "nr": "number", "nah": "no", "nope": "no", "ya": "you", "color": "colour",
    "colors": "colours", "quid": "pounds", "wot": "what", "wat": "what", "wats": "what s", "sth": "something", "coz": "because",
    "bc": "because", "w": "with",
    "smth": "something", "sumthing": "something", "somethin": "something", "anythin": "anything", "whatcha": "what you",
    "tho": "though", "rn": "right now", "def": "definitely", "okey": "okay",
}
_POLITE = re.compile(
    r"\b(?:would you be so kind as to|if (?:you|u)(?: d| would)? be so kind|i (?:would|d) be (?:very |so )?(?:grateful|glad|"
    r"happy|pleased)(?: if (?:you|i) (?:could|can|would))?|"
    r"like(?= (?:[$€£₹]?\d|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred))|if possible|(?:for )?(?:a|one|half "
    r"a) (?:sec|second|moment|minute|mo|tick)|real quick|quickly|by "
    r"any chance|at all(?= (?:please|today)|$)|if (?:that s|it s|that is|it is) (?:okay|alright|all right|possible|no bother|"
    r"not too "
    r"much trouble)|if (?:you|there|u) ?(?:ve|have|s|is|are|d|do|happen to|got|sell|stock|carry|can)(?: (?:have|got|any|one|"
    r"some|find|"
    r"those|them|it|such a thing|anything like that|please))*$|(?:don t|do not) suppose (?=you|there)|"
    r"(?:wonder|wondering)(?: if| whether) (?=you|there|i|we)|(?:any|a) chances? (?:of|that|you could|you can)?(?= ?\w)|(?<=you "
    r")(?:guys|folks)|if (?:i|you) (?:may|might|could|can|would|have such a"
    r" thing|have any|don t mind|please)|"
    r"please|thanks?(?: you)?(?: (?:so|very) much)?|thank you|cheers|ta|pardon me|excuse me|sorry|good (?:morning|afternoon|"
    r"evening|day)|"
    r"ha(?:ha)+|he(?:he)+|hiya|howdy|(?:get|have|take) (?:a|another) (?:closer |better |quick |little )?(?:look|peek|gander|"
    r"glance|squint|peep) at|"
    r"(?:would |d )?(?:love|like) to (?:get my hands on|get hold of|own)|get my hands on|trouble you for|treat (?:myself|her|"
    r"him|them) to|"
    r"(?:leaning|veering|drawn|tempted) (?:towards|toward|to|by)|obviously|of course|naturally|surely|i(?: would| d) say|been "
    r"after|for ages|"
    r"for (?:my|our) (?:taste|liking)|um+|uh+|erm*|hmm+|ah+|ooh*|oh+|hey(?:"
    r" there)?|hi(?: there)?|hello(?: there)?|yo|okay|well|so like|like so|actually|"
    r"vitrine|kindly|why not|"
    r"my dear|(?<!the )(?<!too )(?<!to )(?<!how )(?<!less )(?<!more )dear(?! ones| first| to)|darling|mate|bro|dude|young "
    r"(?:man|lady)|sir|madam|miss|lol|omg|"
    r"(?:could|can|would|will) you|i (?:think|guess|suppose|believe|reckon)|i mean|i m afraid|you know|sort of|kind of|let s|"
    r"lets|let me|"
    r"i was (?:thinking|wondering|hoping)(?: (?:of|about|if|for))?|perhaps|maybe|really|quite|rather(?! than)|just(?= the \w+ "
    r"(?:one|please)\b)|i(?: ve| have)? changed my mind(?! (?:about|on)\b)|(?:i )?could (?:do with|use)|i(?: would| d| am| m)?"
    r" (?:be )?interested in|(?:i(?: would| d| had)? )?(?:rather|sooner) (?:look at|see|have|buy|get|go for)|i(?: would| d| "
    r"had)? rather|"
    r"i (?:am|m) off to|(?<=need )like(?= an? )|(?<=want )like(?= an? )|"
    r"i(?: would| d)?(?: (?:quite|really|rather|also|just))? (?:like|love|prefer|want|need|wish|fancy)"
    r"(?: (?:to|that|if))?(?: (?:see|have|look at|get|find))?(?: me)?|"
    r"i ll(?: have(?! (?:it|this|that)\b))?|i ve got to|i have to|i (?:am|m)(?: (?:trying|going|here|hoping) to)?(?: after)?|"
    r"(?:can|could|may|might) (?:i|we)(?: (?:please|also|see|get|have|look at|try))*|do you think|right now|definitely)\b")
# What a sentence may open with before it says anything: "yeah so", "hang on,", "perfect,". The second kind says something where
# no comma follows ("right one", "nice dress", "no stripes").
_OPENING = re.compile(
    r"^(?:(?:(?:right then|okay then|(?:girl|man|hun|hon|honey|sweetie|boss|pal|buddy|love|guys|folks)(?=,? (?:i|can|could|do|"
    r"have|show|what|where|any)\b)|uh|um|er|erm|eh|oh|ooh|ah|aw|huh|hm+|mm+|meh|yeah|yep|yup|okay|ok|alright|all right|hang on|"
    r"hold on|hey|hiya|so|"
    r"anyway|anyways|on second thoughts?|come to think of it|by the way|btw|wow|gosh|sorry|well|uh[- ]?oh|ugh+|argh+|go on(?: "
    r"then)?)\b[\s,.!:–—-]*)|"
    r"(?:(?:yes|no|nope|nah|right|great|perfect|cool|nice|lovely|fine|sure|good|brilliant|fab|awesome|super|excellent|thanks|"
    r"thank you|cheers|ta|wait|actually|interesting|fair enough|got it|i see|never ?mind|forget (?:it|that)|scrap that|scratch "
    r"that|"
    r"love it|like it|gorgeous|beautiful|(?:nearly|almost|not quite) (?:perfect|right|there|it)|(?:that s|that’s|that's) "
    r"(?:nice|lovely|great|fine|good|perfect|it|enough))"
    r"\s*[,!–—-]+\s*))+(?=\w)")
_UNTIDY = re.compile(r"[^\w\s$€£₹.,+\-%#/&']|(?<!\d)[.,]|[.,](?!\d)")
_NOT = (r"but not|(?:that |which )?(?:hasn t|haven t|doesn t have|does not have|don t have|has no|have no|lacks?|lacking|with "
        r"no)(?: got)?(?: any)?|"
        r"is not|isn t|are not|aren t|do not|don t(?: want| like)?|not|(?:anything|everything) (?:but|not|"
        r"except(?: for)?|other than|apart from)|nothing but(?= not)|"
        r"(?:just |but )?nothing(?: in| too)?(?= \w)|other than|"
        r"except(?: for)?|apart from|without|neither|nor|excluding|non|no")
_NEGATION = re.compile(
    rf"\b(?:{_NOT})\s+(?:the |a |an |any |in )?(?P<what>(?:(?!\b(?:but|and|not|nor|without|except|in)\b).)+?)(?:\s+ones?)?"
    r"(?=\s+(?:but|and|not|nor|without|except|in)\b|$)")
_LISTED = re.compile(rf"\b(?:{_NOT}|but)\b(?:\s+[\w-]+){{1,3}}(?:\s*,\s*(?:(?:and|or|nor)\s+)?[\w-]+(?: [\w-]+)?)+(?:,?\s+(?:or|"
                     rf"and|nor)\s+[\w-]+)?")
_ORDER = re.compile(r"^(?:and |now )*(?:show|give|get|find|pick|select|choose|take|see|open|go (?:with|for)|what about|"
                    r"how about)\b(?: me| us)?\s*(?=\S)")
_REFUSED = re.compile(r"^((?:no|nope|nah|neither|none|not (?:that|this|these|those)(?: one)?)(?: of (?:them|these|"
                      r"those))?),\s+(?=(?:show|find|give|go|search|start)\b)(.+)$")
# "not the black ones, the brown ones" is said of the brown ones.
_NOT_BUT = re.compile(r"^(?:no,? )?not (?P<not>(?:the |that |this |number )?[\w -]+?),\s*(?:but )?"
                      r"(?P<what>(?:the|this|that|number)\b(?!.*\b(?:or|nor)\b)[^,]+)$")
_NOT_THIS = re.compile(r"^(?:no,? )?not (?P<not>[\w-]+),\s*(?:but )?(?P<what>[\w-]+)$")   # "not black, brown"
_REPAIR = re.compile(r"^.+?\b(?:no,? i mean(?:t)?|i mean(?:t)?|no,? wait|wait,? no|sorry,? no|no,? sorry|sorry|scratch that|or "
                     r"rather|(?<=[,–—-] )make that)[\s,:–—-]+"
                     r"(?:no[\s,]+)?(?P<rest>\w.*)$")
# "the fourth... er, fifth I mean": what comes after a hesitation is said in the place of what came before.
_SAID_ANEW = re.compile(r"^(?:er+m?|um+|uh+|no|wait|sorry|oops|well)\b[\s,]+(?P<rest>\w.*?),? i mean(?:t)?$")
_NOT_THAT = re.compile(r"^(?:(?:wait|no|nope|oh|ah|sorry|hang on)[\s,]+)*not (?:that|this|it|those|these)(?: "
                       r"one)?\s*[,–—-]+\s*(?=\w)")
_SAYS_MUCH = re.compile(r"\b(?:the|it|this|that|one|ones|i|you|is|are|add|put|show|take|more|back|undo|no|yes|not|none|neither|"
                        r"both|number|thanks|"
                        r"help|hi|hello|sold|cart|basket|compare|what|how|which|who|open|buy|remove|all|great|ok|okay|sorry|"
                        r"oops|\d)\b")
_NOTHING_YET = re.compile(r"(?:(?:uh|um|er|erm|so|like|well|the|and|but|okay|ok|oh|ah|hmm?)[\s,]*)+")
_TAKING_BACK = re.compile(r"^(?:no[\s,]+)?(?:wait|sorry|scratch that|or rather)[\s,]+(?:no[\s,]+)?(?:i mean(?:t)?[\s,]+)?(?=\w)")
_TAKEN_BACK = re.compile(r"(?:no[\s,]+)?(?:i mean|sorry|wait|scratch that|or rather)\b.*\w")


def sentences(text: str) -> list[str]:
    """What was said, sentence by sentence, without what the shopper took back: "red ones? no, I mean blue" -> ["blue"]."""
    text = re.sub(r"\bn(?:o\.?\s+|[or]\.\s*|umber\.\s*)(?=\d)", "number ", text.lower())
    text = text if re.search(r"\d\s*[—–-]\s*[$€£₹]?\d", text) else re.sub(r"\s[—–-]\s", ". ", text)
    parts = [part.strip() for part in re.split(r"(?<!\d)\.+(?=\s|$)|\.{2,}|(?<=\d)\.+(?=\s|$)|[?!;…\n]+|\)\s", text)]
    parts = [half for part in parts for half in (_REFUSED.match(part).groups() if _REFUSED.match(part) else (part,))]
    parts = [part for part in parts if re.search(r"\w", part) and not _NOTHING_YET.fullmatch(part)]
    taken_back = [at for at, part in enumerate(parts) if _TAKEN_BACK.match(part) and clean(part)]
    if taken_back:
        parts[taken_back[-1]] = _TAKING_BACK.sub("", parts[taken_back[-1]])
    meant = (_REPAIR.sub(r"\g<rest>", part) for part in parts[taken_back[-1] if taken_back else 0:])
    turned = (_NOT_BUT.sub(r"\g<what> not \g<not>", _NOT_THAT.sub("", part)) for part in meant)
    return _together([_NOT_THIS.sub(r"the \g<what> one not \g<not>", part) for part in turned])


def _together(parts: list[str]) -> list[str]:
    """"wallet. leather. under forty" is one sentence, and so is "dresses I mean"."""
    if len(parts) > 1 and all(len(part.split()) < 4 and not _SAYS_MUCH.search(part) for part in parts):
        return [" ".join(parts)]
    return _joined(parts)


def _joined(parts: list[str]) -> list[str]:
    """"anything from Acme?", "dresses I mean" are one sentence."""
    joined: list[str] = []
    for part in parts:
        if joined and (repair := _SAID_ANEW.match(part)):
            joined.pop()
            part = repair["rest"]
        elif joined and re.search(r"\bi mean$", part):
            part = f"{joined.pop()} {part}"
        joined.append(part)
    return joined


def opened(text: str) -> str:
    """The sentence from where it begins to say something: "yeah, great, add it" -> "add it"; one that is no more stays."""
    return _OPENING.sub("", text)


def written_out(text: str) -> str:
    """Lower case, the shorthand of messages in full, before anyone takes it for misspelt: "whatcha got" -> "what you got"."""
    text = re.sub(r"\bw/o\b", "without", re.sub(r"\bw/(?=\s)", "with", text.lower()))
    text = re.sub(r"\s*,\s*(?=the\b|number\b)", " and ", text) if text.startswith("compare") else text
    return re.sub(r"[\w'’]+", lambda match: _SHORTHAND.get(match[0], match[0]), text)


def clean(text: str) -> str:
    """Lower case, one space between words, no politeness or hesitation: "Um, could you show me..." -> "show me..."."""
    text = re.sub(r"\b((?:wo)?men|girl|boy|kid|lady|ladie|children)s?['’]s?\b", r"\1", text.lower())  # "women's boots"
    text = re.sub(r"\b((?:wo)?men)s\b", r"\1", re.sub(r"(?<=\d) ?& ?(?=\d)", " and ", text))
    text = _LISTED.sub(lambda match: re.sub(r"\s*,\s*(?:(?:or|and|nor)\s+)?(?:not |no )?|\s+and\s+", " or ", match[0]), text)
    text = re.sub(r"\bthem(?= [\w-]+ ones\b)", "the", re.sub(r"['’]", " ", text.replace("plus size", "plus-size")))
    text = " ".join(_SHORTHAND.get(word, word) for word in _UNTIDY.sub(" ", text).split())
    return " ".join(_POLITE.sub(" ", text).split())


def take_negations(text: str) -> tuple[tuple[str, ...], str]:
    """"the one that is not black or red" -> (("black", "red"), "the one that")."""
    excluded = tuple(re.sub(r"^(?:the|a|an|in|by)\s+|\s+ones?$", "", part) for match in _NEGATION.finditer(text)
                     for part in re.split(r"\s+or\s+", match["what"].strip()))
    return excluded, " ".join(_NEGATION.sub(" ", text).split())


def description_of(utterance: str) -> tuple[str, tuple[str, ...]]:
    """"Show me the bag, not the red one" -> ("the bag", ("red",)): what the item is like, and what it is not.

    The description is "" where only an exclusion was said ("the one that is not black").
    """
    excluded, rest = take_negations(_ORDER.sub("", clean(utterance)))
    empty = not re.sub(r"\b(?:the|a|an|ones?|that|which|it|i)\b", "", rest).strip()
    return ("" if excluded and empty else rest), excluded


def content_words(text: str) -> frozenset[str]:
    """Words that say something, singular and lower case: "the red bags" -> {"red", "bag"}."""
    return frozenset(spoken_words(text))


def spoken_words(text: str) -> list[str]:
    """The words that say something, singular and lower case, in their order."""
    words = re.findall(r"[^\W_]+", text.lower().replace("-", ""))
    return [singular(word) for word in words if word not in FILLERS]

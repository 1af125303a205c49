"""The grammar of what the page shows: new searches, conditions on and off, and changes ("like this but in red")."""

from __future__ import annotations

import re
from dataclasses import replace

from text_to_num import alpha2digit

from demo.phrasing import pole_of, positive, spoken, take_comparative, take_conditions, take_superlative
from demo.referring import EMPTY_WORDS, describes, refer
from demo.states import Condition, Intent, Session, Vocabulary
from models.utterance import take_negations
from models.words import VALUE_NAMES

__all__ = ["WORN_BY", "bare", "dropped", "filter_", "matching", "refine", "search", "show_taken_off"]

_THINGS = r"(?:the |a |an |some |any |more |other |new |these |those |them |all |me |only |your )*"
_SHOW = re.compile(
    r"^(?:(?!not\b)\w+ (?:\w+ )?(?=(?:need|needs|want|wants|looking for|look for|search for|searching for)\b))?(?:(?:and|now|"
    r"then|so|also|but|no|yes|see if you have|forget (?:about )?(?:it|that|this|the \w+)|never mind|instead) )*"
    r"(?:(?:(?:show|see|find|search|look|looking|looked|searching|shopping|hunting|get|give|bring|display|browse|list|view|"
    r"serch|recommend|suggest|help me find|"
    r"do you (?:have|sell|stock|carry|do)|have you got|you got|you have|you sell|got|have|need|needs?|want|wanted|buy|order|"
    r"after|"
    r"what (?:do )?you (?:ve )?(?:got|have)(?: in the way of)?|(?:do|are|have|is) any(?: of (?:these|those|them))?(?: come)?(?: "
    r"(?:made )?(?:in|of))?|carry|is there|are there|where(?: can i| do you| are| is| would "
    r"i| could i)?(?: (?:see|find|keep|have|get|buy))?(?: the)?|what about|how about|what have you got in|shop|"
    r"in the market for|my budget is|budget is)(?: (?:for|at|of|to))?\b ?)(?:me |us )?(?:up )?)*"
    r"(?:(?:something|anything|stuff|things?|a pair of|pairs? of|some kind of|such(?: as)?) (?!for\b)(?:from|by|like|of|in)? "
    r"?(?=\S))?")
_AFTER = re.compile(
    r"\s+(?:again|you (?:have|sell|ve got|stock)(?: got)?|do you (?:have|sell|stock|do)|(?:are|is) there|have you(?: got)?|you"
    r" got|"
    r"anyone|wanted|instead|too|as|as well|also|next|if any|"
    r"in (?:the|your) (?:shop|store)|in stock|for sale|to buy|i (?:want|need)|needed|then|now|(?:are )?available)$")
_WEARERS = {
    "women": "women woman ladies lady female females her wife girlfriend mum mom mother grandma grandmother granny sister aunt "
    "fiancee niece nan nana gran gal lass missus mommy mummy bride bridesmaid mil",
    "men": "men man gentlemen male males guys him husband boyfriend dad father grandpa grandfather brother uncle fiance nephew "
           "guy bloke lad chap gent gentleman hubby daddy "
    "grandad granddad groom",
    "kids": "kids kid children child toddler toddlers", "girls": "girls girl daughter", "boys": "boys boy son",
    "unisex": "unisex",
}
WORN_BY = {word: wearer for wearer, words in _WEARERS.items() for word in words.split()}


def show_taken_off(words: str) -> str:
    """"show me some red ones" -> "some red ones"."""
    return _SHOW.sub("", words.strip() + " ", count=1).strip()


def bare(words: str) -> str:
    """A search text without its article: "the red dresses" -> "red dresses"."""
    words = re.sub(rf"^{_THINGS}(?:nice|decent|good|lovely|cute|cool|great|proper)\b(?: in| from| with)?"
                   rf" (?=\w)", "", words.strip())
    return re.sub(rf"^{_THINGS}|\b(?:ones?|please|that are|which are|that is|that s)\b|\b(?:that|which|for|and|but|in|or|with|"
                  rf"one|by)$", "", words.strip()).strip(" ,.+-")


# ---- searches ---------------------------------------------------------------------------------------------------------------

_MATCHING = re.compile(
    r"(?P<before>.*?)\b(?:matching|coordinating|to match|that (?:would |will |could )?(?:match(?:es)?|go(?:es)?(?: well)? with)|"
    r"(?:to|would|will|could|might|can|d|that|that d|which) (?:go|pair|wear|work|suit|look good|look nice)(?: well)? with|"
    r"complementing|"
    r"(?:that |to |would )complement(?:s)?|"
    r"goes(?: well)? with|pairs with)\b (?P<after>.*)|(?P<alone>.*) to match")
_IT = re.compile(r"\b(?:it|this|that|this one|that one|them)\b")


def matching(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """What goes with an item: "matching shoes", "a scarf to go with the red one"."""
    match = _MATCHING.fullmatch(said)
    if not match:
        return None
    before, after = re.sub(r"\b(?:an?|some|any)$", "", (match["before"] or match["alone"] or "").strip()), match["after"] or ""
    if not show_taken_off(re.sub(r"^(?:what|which)\b", "", before)).strip():  # "matching shoes", "what goes with it"
        before, after = ("", after) if _IT.fullmatch(after) or after.startswith(("the ", "number ")) else (after, "it")
    wanted = bare(show_taken_off(re.sub(r"^(?:what|which)(?: kind of)?\b", "", before.strip()).strip()))
    target = refer(after, session, vocabulary) if after and not _IT.fullmatch(after) else Intent("select", that=True)
    return replace(target, name="search", text=wanted, that=True, places=target.places)


def search(said: str, session: Session, vocabulary: Vocabulary) -> Intent:
    """What no rule took: the words of what is looked for, less those that say what it must not be or cost."""
    conditions, rest = take_conditions(said)
    kept = bool(re.match(r"(?:and|now|what about|how about|then|also)\b", rest)) and not re.match(r"now [\w ]+ instead", rest)
    excluded, rest = take_negations(rest)
    rest = re.sub(r"^(?:what|which)(?: kinds? of)? (?=.+ (?:are there|do you (?:have|sell|stock|do)|have you got|is"
                  r" there)$)", "", rest)
    while (shorter := _AFTER.sub("", show_taken_off(rest))) != rest:
        rest = shorter
    text = _unframed(bare(_about_goods(rest, vocabulary)))
    kind = text.split()[-1] if text else ""
    named = vocabulary.is_kind(kind) or (kind.endswith("s") and len(text.split()) < 3 and kind not in vocabulary.values)
    keep = kept and named and bool(session.query.text or session.query.filters)
    return Intent("search", text=text, minus=excluded, filters=conditions, keep=keep)


# What stands around the goods in a sentence, and says nothing of them.
_FRAME = frozenset(
    "i you we they he she me us my your our it do does did have has had got is are was were be been can could may might will"
    " would "
    "shall should getting buying seeing finding require in on from what which whether if when how of at see look find buy get"
    " want need wish stock sell carry offer keep any some "
    "there here come comes trying thinking wondering know tell show let going after about to off and but or with for up so "
    "search nice good".split())


# Said of the shopper, the shop or the day, and never of goods, wherever they stand.
_NEVER_GOODS = frozenset(
    "i you u we they he she me us it its they this that these those there my your our s d ll ve re don doesn didn isn aren won "
    "can "
    "could will would shall should may might must do does did have has had is are was were be been being am get getting gets "
    "want wants wanted need needs needed looking searching shopping hunting find finding show showing buying ordering wonder "
    "wondering whether if what which where when how why yeah yes okay ok please thanks just really very quite rather maybe "
    "perhaps "
    "some any something anything stuff things thing going trying tried try think thinking hoping hope so because gonna wanna "
    "tell know today tomorrow tonight yesterday week weekend month monday tuesday wednesday thursday friday saturday sunday "
    "whatever another point towards toward way such here there amiss either keen everywhere asap urgent grateful glad pleased "
    "january february march april june july august september october november december soon ideally preferably possibly "
    "honestly basically literally desperately urgently nothing also else".split())


def _about_goods(words: str, vocabulary: Vocabulary) -> str:
    """"my mug broke so I need another mug" -> "mug mug": of a sentence that names goods, the stretches that do, and what follows
    a preposition ("for a wedding"); in a stretch, nothing unknown after the goods."""
    told = words.split()

    def known(word: str) -> bool:
        return (vocabulary.is_kind(word) or word in vocabulary.values or word in WORN_BY or word in vocabulary.fields
                or pole_of(word) is not None or (len(word) > 3 and bool(vocabulary.stocked(word))))

    if len(told) < 5 or not any(vocabulary.is_kind(word) for word in told):
        return words
    stretches: list[list[str]] = [[]]
    linked = False
    kept: list[str] = []
    for word in (*told, "i"):
        if word not in _NEVER_GOODS and word not in ("a", "an", "the", "so", "off"):
            stretches[-1].append(word)
            continue
        if stretch := stretches[-1]:
            heads = [at for at, each in enumerate(stretch) if known(each)]
            after = linked or stretch[0] in _LINKS or any(each in _LINKS for each in stretch)
            if heads or after:
                kept += stretch if after or not heads else stretch[:heads[-1] + 1]
            linked = stretch[-1] in _LINKS
            stretches.append([])
    return " ".join(kept) or words


_LINKS = frozenset("for with in of from by on at to without and or".split())


def _unframed(text: str) -> str:
    """"whether you stock umbrellas" -> "umbrellas"; words that say nothing of the goods, where others do."""
    words = [word for word in text.split() if word not in _NEVER_GOODS] or text.split()
    while len(words) > 1 and words[0] in _FRAME | {"a", "an", "the"}:
        words = words[1:]
    while len(words) > 1 and words[-1] in _FRAME:
        words = words[:-1]
    return " ".join(words)


# ---- conditions ---------------------------------------------------------------------------------------------------------------

_ALL_OFF = re.compile(r"\b(?:clear|remove|drop|reset|no|without|forget|delete|lose|cancel|take off|turn off|get rid of|lift|"
                      r"scrap|"
                      r"kill|undo|ditch|bin|ignore|take away|turn)\b(?P<which>.*)\b(?:filters?|limits?|conditions?|"
                      r"restrictions?)\b|^any (?P<any>\w+)(?: (?:is|s|will"
                      r"|would))?(?: (?:fine|okay|good|do|works?))?$"
                      r"|^(?:the )?(?P<matters>\w+) (?:doesn t|does not|don t) matter$|^(?:don t care about|ignore|never mind|"
                      r"scrap|disregard|"
                      r"forget)(?: (?:about|what i said about|what i said on))? (?:the |my )?(?P<never>\w+)$")
_NO_MATTER = re.compile(r"(?:not (?:just|only) (?:for )?|it doesn t (?:have|need) to be )(?P<what>.+)|(?P<which>.+) (?:doesn t|"
                        r"does not|don t) matter")
_DROP = re.compile(r"(?:and |also )*(?:remove|drop|clear|delete|lose|forget(?: about)?|cancel|take off|no more|without) (?:the |"
                   r"only )?(?P<what>.+?)(?: filter| limit| condition| thing| only)?")
_ONLY = re.compile(r"(?:show )?(?:me )?(?:only|just|filter(?! out)(?: by| on| for| to)?|limit (?:to|it to)|restrict to|narrow"
                   r" (?:it "
                   r")?(?:down )?to|must be|has to be|have to be|should all be|nothing but)\b"
                   r"(?: show| see)?(?: me)?(?P<what>.*)")
_HIDE = re.compile(r"(?:no|without|hide|exclude|skip|omit|avoid|leave out|filter out|remove|drop|not|nothing)(?: in)?(?: "
                   r"all)?(?: the|"
                   r" any)? "
                   r"(?P<what>[\w -]+?)(?: (?P<ones>ones|things|items|stuff))?")


def dropped(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """Conditions taken off: all ("remove the filters"), a field's ("any colour"), or one that is named ("drop women")."""
    if match := _ALL_OFF.search(said):
        told = match["any"] or match["matters"] or match["never"] or ""
        fields = vocabulary.fields | {"price", "rating"}
        named = told or next((word for word in (match["which"] or "").split() if word in fields), "")
        if not told or named in fields:
            return Intent("filter", everything=True, about=named)
    if session.query.sort and re.fullmatch(r"(?:drop|remove|clear|forget|no) (?:the )?(?:order|sorting|sort)|in any order|best "
                                           r"match first|unsorted", said):
        return Intent("filter", minus=("order",))
    if (match := _NO_MATTER.fullmatch(said)) and (
            told := (match["what"] or match["which"]).removeprefix("for ")) in _conditions_said(session):
        return Intent("filter", minus=(told,))
    match = _DROP.fullmatch(said)
    if match and (match["what"].startswith("for ") or match["what"].strip() in _conditions_said(session)):
        return Intent("filter", minus=(match["what"].removeprefix("for ").strip(),))
    return None


def _conditions_said(session: Session) -> set[str]:
    """What the conditions that hold may be called."""
    query = session.query
    values = {str(value).lower().strip() for _, _, value in query.filters if isinstance(value, str)}
    return {spoken(each) for each in query.filters} | values | set(query.plus) | set(query.minus) | {query.text}


def filter_(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """Narrowing what is shown: "under 50", "only red ones", "for women", "no black ones"."""
    if _LIKE.search(said) or (take_superlative(said)[0] and re.search(r"\bone\b|^the \w+( \w+)? (under|over|below|above)", said)):
        return None  # "like this but under 50", "the most expensive one under 100"
    conditions, rest = take_conditions(said)
    if span := re.fullmatch(r"(?:from )?(\d+) (?:to|-) (\d\d+)", alpha2digit(said, "en")):   # "twenty to fifty"
        conditions, rest = (("price", ">=", float(span[1])), ("price", "<=", float(span[2]))), ""
    rest = re.sub(r"^(?:and|but|now|so)\b|\band$", "", " ".join(rest.split())).strip()
    if only := _ONLY.match(rest) or re.fullmatch(r"(?P<what>.+?)(?: ones)? only", rest):
        return _only(only["what"], conditions, vocabulary)
    if conditions:
        rest = re.sub(r"^(?:(?:it |that |they )?(?:must|should|has to|have to|can|costs?|is|are|be|cost)\b ?)+|\b(?:ones?|that|"
                      r"which|price|budget|my|is|are|cost|spend|i|can|have|only|got|to|afford|pay|go|willing|ve|d|maximum|"
                      r"minimum|ratings?|somewhere|anywhere|set|keep|cap|limit|it|them|stars?|better|prices|upper|absolute|"
                      r"top)\b", " ", show_taken_off(rest))
        if describes(rest, vocabulary, kinds=True) and rest.strip() not in ("something", "anything", "those", "stuff", "please"):
            return search(said, session, vocabulary) if not re.match(r"(?:the|that) [\w ]+ one\b", said) else None
        return Intent("filter", filters=conditions)
    if match := re.fullmatch(r"(?:what (?:do you have|have you got|is there) |(?:show me |have you got |got |find |get "
                             r")?(?:something |anything |things |stuff |clothes |a present |a gift |presents |gifts )|"
                             r"(?:it|this|that|they) (?:is |s |are )?(?:a (?:gift|present|surprise) )?|its |(?:a )?(?:gift|"
                             r"present) )?for (?:my |a |the |our )?(?P<who>\w+)", said):
        if match["who"] in WORN_BY:
            return Intent("filter", filters=tuple(_worn_by(match["who"], vocabulary)))
    return _hidden(said, session, vocabulary)


def _only(what: str, conditions: tuple[Condition, ...], vocabulary: Vocabulary) -> Intent | None:
    words = bare(re.sub(r"\b(?:ones|with|made of|in|from|by|for|and)\b", " ", what))
    if words in WORN_BY:
        return Intent("filter", filters=(*conditions, *_worn_by(words, vocabulary)))
    if (number := refer(what.strip(), Session(),
                        vocabulary)).places or number.that or re.search(r"\bone\b|\b(?:those|these|them)$", what):
        return None  # "just the first", "only this one"
    named = _known_values(words, vocabulary)
    if named or conditions:
        return Intent("filter", filters=(*conditions, *named))
    return Intent("filter", filters=(("title", "~", words),)) if words else None


def _worn_by(who: str, vocabulary: Vocabulary) -> list[Condition]:
    wearer = WORN_BY[who]
    return _known_values(wearer, vocabulary) or [("title", "~", f" {wearer}")]   # of "women" no "men"


def _hidden(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """"no black ones", "hide the striped ones": the values that what is shown must not have."""
    match = _HIDE.fullmatch(said)
    starts = ("hide", "exclude", "filter out", "leave out", "skip", "omit", "avoid", "nothing",
              *(("no ", "without ") * (not session.selected)))
    if not match or not (match["ones"] or said.startswith(starts)):
        return None
    named = _known_values(match["what"], vocabulary)
    return Intent("filter", filters=tuple((name, "!=", value) for name, _, value in named)) if named else None


def _known_values(words: str, vocabulary: Vocabulary) -> list[Condition]:
    """The catalogue's values among these words, the longest first: "navy blue" before "blue"."""
    found: list[Condition] = []
    words = f" {' '.join(words.split())} "
    tokens = words.split()
    runs = [" ".join(tokens[start:end]) for start in range(len(tokens)) for end in range(len(tokens), start, -1)]
    for value in sorted({run for run in runs if run in vocabulary.values}, key=len, reverse=True):
        if f" {value} " in words:
            field_name, own = vocabulary.values[value]
            found.append((field_name, "=", own))
            words = words.replace(f" {value} ", " ", 1)
    alias = next((value for value, names in VALUE_NAMES.items() if words.strip() in names and value in vocabulary.values), "")
    if alias and not found:   # "plain" is a degree besides, and so no value of its own
        return [(vocabulary.values[alias][0], "=", vocabulary.values[alias][1])]
    named = vocabulary.kinds.get(words.strip().removeprefix("the ").strip(), ())
    return [*found, ("kind", "=", named[0])] if len(named) == 1 else found


# ---- changes ------------------------------------------------------------------------------------------------------------------

_WORD = r"[\w%&'-]+(?: [\w%&'-]+){0,3}?"
_LIKE = re.compile(r"\b(?:like|similar to|same as|same (?:style|shape|thing|kind) as|resembl\w+)\s+"
                   r"(?P<what>(?:this|that|it|these|the|number|no|#|item|\d)(?:(?! but| only| just| under| over| below| above| "
                   r"between| in | with| without| except| minus| plus| and in).)*)")
_CHANGE = re.compile(
    rf"(?:(?P<minus>\b(?:minus|without|less|not|no|take away|remove|drop|instead of|rather than|subtract)\b|(?<!\w)-(?=\s|[a-z]))"
    rf"|(?P<plus>\b(?:plus|with|in|more|add|but in|and)\b|\+))\s*(?:the |a |an |some |any |it |colou?r )*(?P<what>{_WORD})"
    r"(?=\s*(?:$|\bplus\b|\bminus\b|\bwith\b|\bwithout\b|\bbut\b|\band\b|\bin\b|\bnot\b|\binstead\b|\+|-))")
_LEAD = (
    r"(?:show me |show |see |find |get |give me |want |is there |are there |do you have |have you got |have you |got |have |"
    r"make it |what about |how about |prefer |want |need |like |"
    r"can it be |but |something |anything |more |even |slightly |a bit |a little |a lot |much |a |any |some |one |ones |that s |"
    r"that is |which is |it should be |similar but |in |(?:want |need |like |prefer |have |get )?(?:it|this|that) (?:to be |be "
    r")?|"
    r"(?:way|far|a tad|a touch) )*")
_TOO = re.compile(r"(?:(?:(?:it|that|this|they)(?: one)?) )?(?:is |s |are |looks )?(?:(?:a (?:bit|little)|way|far|much|still) "
                  r")?too (?P<how>expensive|dear|pricey|pricy|much|[\w]+)(?: for me| for us| for my \w+| for the occasion)?")
_SAME = r"(?:(?:the )?same(?: (?:one|thing|style|shape|kind|model|dress|item|cut|look|\w+))?|this(?: one)?|that(?: one)?|it|one)"
_OPPOSITES = {"dark": "light", "light": "dark", "long": "short", "short": "long", "big": "small", "small": "big",
              "large": "small", "formal": "casual", "casual": "formal",
              "bright": "dull", "wide": "narrow", "narrow": "wide", "tight": "loose", "loose": "tight", "high": "low",
              "plain": "patterned", "thin": "thick", "thick": "thin"}


def refine(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """Changes to what is shown: "like this but in red", "minus black plus red", "cheaper", "more formal"."""
    said = re.sub(r"^(?:what about|how about|maybe) (?=\w)", "", said)
    said = re.sub(r" (?:is|are|looks?)(?: (?:so|very|really|quite))* (?:nice|lovely|good|great|fine|pretty|okay|cute|"
                  r"gorgeous)(?= but )", "", said)
    said = re.sub(r"\bbut (?:i (?:want|would like|d like|need) it(?: to be)?|(?:it|that) (?:should|must|has to|needs to) be|"
                  r"make it|make that|can it be|"
                  r"could it be|only|just|maybe|perhaps|it|want it) (?!s? ?(?:is )?too )", "but ", said)
    said = re.sub(r"\bbut (?:it|that|they|this)(?: is| s| are| re)? (?:a (?:bit|little) )?too (\w+)$",
                  lambda match: f"but {_OPPOSITES.get(match[1], f'not {match[1]}')}", said)
    said = re.sub(r"\b(without|with|less) (?:so|too) (?:much|many) ", r"\1 ", re.sub(r"\bwith (?:fewer|less) ", "without ", said))
    said = re.sub(r"^(?:and|or|but) (?=(?:in|with|without|cheaper|more|less)\b)| than (?:it|this|that)(?: one)?$", "", said)
    if (both := re.fullmatch(r"(?P<what>.+?),? (?:and|but|plus) (?P<how>cheaper|less expensive|pricier|more expensive|dearer)",
                             said)) and (
            changed := refine(both["what"], session, vocabulary) or (
                re.fullmatch(_SAME, both["what"]) and Intent("refine", that=True))):
        way = "<" if both["how"] in ("cheaper", "less expensive") else ">"
        return replace(changed, filters=(*changed.filters, ("price", way, "that")))
    return _by_price(said, session, vocabulary) or _like(said, session, vocabulary) or _by_degree(said, vocabulary) or (
        _in_another(said, session, vocabulary)) or _by_arithmetic(said, session, vocabulary)


def _by_price(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    too = _TOO.fullmatch(said)
    dear = too and too["how"] in ("expensive", "dear", "pricey", "pricy", "much")
    if dear or said in ("not too expensive", "not so expensive", "nothing too expensive"):
        said = "cheaper"
    elif match := re.fullmatch(r"(?:nothing |something )?not (?:so|too|that|as) (?P<how>[\w-]+)(?: please)?", said):
        return Intent("refine", that=True, minus=(match["how"],))
    elif too and (wanted := _OPPOSITES.get(too["how"])):
        return Intent("refine", that=True, plus=(wanted,))
    match = re.fullmatch(rf"{_LEAD}(?:similar but )?(?P<how>cheaper|less expensive|more affordable|less pricey|more expensive|"
                         rf"pricier|fancier)"
                         r"(?: ones?| options?| alternatives?| version)?(?: than (?P<what>.+))?(?: please)?", said)
    if not match:
        return None
    dear = match["how"].startswith(("more exp", "pric", "fanc"))
    target = refer(match["what"] or "it", session, vocabulary)
    return replace(target, name="refine", filters=(("price", ">" if dear else "<", "that"),))


def _like(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    if re.fullmatch(r"(?:show me |find |find me |see |got |is there )?(?:something |anything |more |ones? )*similar(?: ones?| "
                    r"items?| things?| styles?)?(?: to (?:it|this|that)(?: one)?)?", said):
        return Intent("refine", that=True)
    said = re.sub(rf"^(?:show me |find me )?(?P<what>(?:the|number|that|this)\b(?: [\w-]+)*?(?: one)?|number \w+) but (?!not "
                  rf")(?=in |with |without |{_WORD}$)", r"like \g<what> but ", said)
    like = _LIKE.search(said)
    if not like:
        return None
    conditions, changes = take_conditions(said[like.end():])
    if not conditions:
        conditions, _ = take_conditions(like["what"])
    plus, minus = _changes(re.sub(r" than (?:it|this|that|the \w+ one)(?: one)?$", "", changes))
    target = replace(refer(take_conditions(like["what"])[1].strip(), session, vocabulary), name="refine", minus=minus)
    dearer = [word for word in plus if word in ("cheaper", "more expensive", "pricier")]
    return replace(target, plus=tuple(word for word in plus if word not in dearer),
                   filters=(*conditions, *(("price", "<" if word == "cheaper" else ">", "that") for word in dearer)))


def _by_degree(said: str, vocabulary: Vocabulary) -> Intent | None:
    """"darker", "a bit less formal", "with a higher heel"."""
    if match := re.fullmatch(rf"{_LEAD}(?P<how>more|less) (?P<what>{_WORD})(?: please| ones?)?", said):
        if vocabulary.is_kind(match["what"].split()[-1]) and len(match["what"].split()) > 1:   # "less formal shoes"
            word, kind = match["what"].rsplit(" ", 1)
            return Intent("search", text=kind, minus=(word,
                                                      )) if match["how"] == "less" else Intent("search", text=f"{word} {kind}")
        empty = match["what"].split()[0] in EMPTY_WORDS | {"options", "results", "items"}
        if match["what"] not in vocabulary.plurals and not empty:
            return Intent("refine", that=True, **{"plus" if match["how"] == "more" else "minus": (match["what"],)})
    match = re.fullmatch(rf"{_LEAD}(?:with )?(?:a |an )?(?P<what>[\w-]+(?: [\w-]+)?)(?: please| ones?| version| colou?r| "
                         rf"shade)?", said)
    if match and take_comparative(match["what"].split()[0])[0] and not said.startswith("the "):
        return Intent("refine", that=True, plus=(positive(match["what"]),))
    return None


_ANOTHER = tuple(re.compile(pattern) for pattern in (
    # "does it come in blue", "the same in cotton instead", "with stripes"
    rf"(?:make it|turn it|do you have (?:it|this|that|one)|does (?:it|this|that)(?: one)? (?:also )?come|"
    rf"is (?:it|this|that) available|(?:have|got) (?:it|this)|(?:show me |get |have |want )?{_SAME}|"
    rf"something|but|now|what about|how about|available)?(?: but)? ?"
    rf"(?:in|with) (?:a |an |the )?(?P<plus>{_WORD})(?: instead| too| as well)?",
    # "same dress, different colour"
    rf"(?:the |but )?{_SAME} (?:in |but )?(?:a )?(?P<plus>(?:another|different|other) \w+)",
    # "same style but blue", "this but shorter"
    rf"(?:the |but )?{_SAME}? ?but (?:in |with |make it )?(?:a |an |the )?(?P<plus>{_WORD})",
    # "make it red", "it should be floral"
    rf"(?:make it|turn it(?: into)?|it should be|should be|it has to be|paint it) (?P<plus>{_WORD})(?: instead)?",
    # "my wife would want it in navy"
    rf"(?!.*\b(?:put|throw|wash|wear|place)\b).*\b(?:it|this|that|this one|that one) "
    rf"(?:also )?(?:come )?in (?:a |the )?(?P<plus>{_WORD})(?: instead| too)?",
    # "is there a white version"
    rf"(?:is there |do you have |have you got |got |have )?(?:a |an |any )?(?P<plus>{_WORD}) "
    rf"(?:version|alternative|variant)(?: of (?:it|this|that))?(?: available)?",
))


def _in_another(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """"does it come in blue", "make it red", "same style but blue", "is there a white version"."""
    if said.endswith(" instead") and said.removesuffix(" instead") in vocabulary.values:
        return Intent("refine", that=True, plus=(said.removesuffix(" instead"),))
    if re.search(r" (?:instead of|rather than) ", said):
        return None   # two words, not one
    match = next((match for pattern in _ANOTHER if (match := pattern.fullmatch(said))), None)
    if match is None or match["plus"].startswith("the ") or re.search(r"\b(?:cart|basket|bag|middle|row)$", said):
        return None
    if re.match(r"with the\b", said) and not session.selected:   # "with the gold buckle" picks one
        return None
    plus, minus = _changes(f"with {match['plus']}")
    return Intent("refine", that=True, plus=tuple(positive(word) for word in plus), minus=minus)


def _by_arithmetic(said: str, session: Session, vocabulary: Vocabulary) -> Intent | None:
    """"minus black plus red", "without the belt", "red instead of black", "this dress - black + red"."""
    if match := re.fullmatch(rf"(?:make it |show it in |in )?(?P<plus>{_WORD}) (?:instead of|rather than) (?P<minus>{_WORD})",
                             said):
        return Intent("refine", that=True, plus=(bare(match["plus"]),), minus=(bare(match["minus"]),))
    plus, minus = _changes(said)
    if re.match(r"(?:minus|plus|without|with|no|less|add|\+|-|(?:this|it|that)(?: one)? (?:minus|plus|without|but|\+|-))(?:\s|"
                r"(?<=[+-]))", said) and (plus or minus):
        if not re.match(r"with the\b", said):
            return Intent("refine", that=True, plus=plus, minus=minus)
    if re.search(r"\w\s+(?:minus|plus|[-+])\s+\w", said) and (plus or minus) and not said.startswith(("what ", "how ")):
        start = show_taken_off(said[:_CHANGE.search(said).start()])
        target = refer(start, session, vocabulary)
        return replace(target, name="refine", text=bare(target.text), plus=plus, minus=minus)
    return None


def _value(words: str) -> str:
    """"red colour" -> "red"; "another colour" stays: the assistant reads it as any colour but the item's own."""
    if words.startswith(("another", "a different", "other", "different")):
        return re.sub(r"^(?:a )?(?:different|other)\b", "another", words).replace("colours", "colour")
    return positive(re.sub(r"(?<=\w) (?:colou?rs?|please|ones?)$", "", words))


def _changes(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """"but in red without stripes" -> (("red",), ("stripes",))."""
    plus, minus = [], []
    for match in _CHANGE.finditer(words.replace(" but ", " ").removeprefix("but ").strip()):
        (minus if match["minus"] else plus).append(_value(match["what"].strip()))
    if not plus and not minus and (rest := re.sub(r"^\W*(?:but|only|just|and)\b|\band$", "", words.strip()).strip()):
        plus.append(_value(rest))  # "like this but red"
    return tuple(dict.fromkeys(plus)), tuple(dict.fromkeys(minus))

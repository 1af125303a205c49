"""Small pieces of an utterance, found by pattern: numbers, places, money, degrees, orders, counts.

Pure functions of strings. `take_*` functions return what they found and the words that are left.
"""

from __future__ import annotations

import re

from text_to_num import alpha2digit

__all__ = ["BESIDE", "COLUMNS", "COMMAND_WORDS", "COMPARED", "EXTREMES", "NUMBERS", "ORDINALS", "REGIONS", "SCALES",
           "forms_of", "pole_of", "positive", "spoken",
           "take_comparative", "take_conditions", "take_count", "take_places",
           "take_price", "take_region", "take_sort", "take_superlative"]

COLUMNS = 3  # items a row on the page, for "top right"

NUMBERS = {word: n for n, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve".split())}
ORDINALS = {word: n for n, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)}
ORDINALS |= {f"{n}{'st' if n == 1 else 'nd' if n == 2 else 'rd' if n == 3 else 'th'}": n for n in range(1, 13)}
CORNERS = {"top left": 1, "upper left": 1, "top right": COLUMNS, "upper right": COLUMNS, "bottom right": -1, "lower right": -1,
           "top middle": 2, "top centre": 2, "upper middle": 2}

_AMOUNT = (r"(?:an? )?[$€£₹]?\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)\s*"
           r"(?:dollars?|bucks|euros?|pounds?|rupees?|usd|eur|[$€£₹])?")
_BETWEEN = re.compile(rf"(?:\b(?:priced? |ranging |costing |going |anywhere |somewhere )?(?:between|from)\s+|"
                      rf"(?=[$€£₹]\s*\d)){_AMOUNT}\s*(?:and|to|-)\s*{_AMOUNT}"
                      r"|\b(\d+(?:\.\d+)?) (?:to|-) (\d+(?:\.\d+)?) (?:dollars|bucks|euros|pounds|rupees)\b")
_BELOW = re.compile(rf"\b(?:that (?:is|are|cost)s? )?(?:priced? |costing )?"
                    rf"(?:under|below|less than|cheaper than|at most|up to|no more than|max(?:imum)?)\s+{_AMOUNT}")
_ABOVE = re.compile(rf"\b(?:that (?:is|are|cost)s? )?(?:priced? |costing )?"
                    rf"(?:over|above|more than|more expensive than|at least|from|starting (?:at|from)|upwards of|"
                    rf"min(?:imum)?)\s+{_AMOUNT}")
_CAPPED = re.compile(rf"\b(?:cap|limit|ceiling|maximum|max|budget)(?: (?:it|them|that|everything))?(?: (?:at|of|to|is))? "
                     rf"{_AMOUNT}")
_NOT_BEYOND = re.compile(rf"\b(?:not|don t|can t|cannot|won t|wouldn t|never|no|nothing|none)\b(?:\s+[a-z]+){{0,5}}?\s+(?:more "
                         rf"than|over|above|past|"
                         rf"beyond|upwards of|dearer than|pricier than|costlier than|more expensive than|exceeding)\s+{_AMOUNT}")
_NOT_OVER = re.compile(rf"\b(?:(?:i )?(?:can t|cannot|can not|don t want to|do not want to|won t|not|shouldn t|not going to|don "
                       rf"t) (?:spend|pay|cost|go)(?: any)?|not|nothing|no|none)(?: me)? "
                       rf"(?P<way>more than|over|above|less than|under|below)\s+{_AMOUNT}")
_AT_MOST = re.compile(rf"(?<![\w.]){_AMOUNT}\s+(?:at (?:the )?(?:very |absolute )?most|max(?:imum)?|tops|or (?:less|under|below|"
                      rf"cheaper)|and "
                      rf"(?:under|below|less))\b")
_AT_LEAST = re.compile(rf"(?<![\w.]){_AMOUNT}\s+(?:at least|min(?:imum)?|or more(?! stars)|and (?:over|above|up(?:wards?)?)|"
                       rf"up(?:wards?)?$)\b(?! stars?)")
_RATED = re.compile(r"\b(?:with )?(?:(?:rated|ratings?(?: of)?) (?:over |above |at least |more than |better than "
                    r")?(?P<told>[0-5](?:\.\d+)?)\b"
                    r"(?:\s*(?:stars?|or (?:better|more|above|higher|up)|and (?:up|above|higher)))*"
                    r"|(?:over |above |at least |more than )?(?P<stars>[0-5](?:\.\d+)?)\s*(?:stars?(?: (?:or more|or better|or "
                    r"above|or higher|or up|and "
                    r"over|and higher|plus|minimum|and up|and above| rating))?|or better|and up)\b)")

_SUPERLATIVES = (
    (re.compile(r"\b(?:lowest|smallest|cheapest)[- ](?:in |of )?(?:price|cost|priced)(?: tag)?\b|\b(?:costs?|costing) the "
                r"(?:least|lowest)\b"),
     ("price", False)),
    (re.compile(r"\b(?:highest|biggest|steepest)[- ](?:in |of )?(?:price|cost|priced)(?: tag)?\b|\b(?:costs?|costing) the "
                r"(?:most|highest)\b"),
     ("price", True)),
    (re.compile(r"\b(?:cheapest|least expensive|(?:with the )?lowest[- ]priced?|least costly|most affordable)\b"),
     ("price", False)),
    (re.compile(r"\b(?:most expensive|priciest|dearest|(?:with the )?highest[- ]priced?|most costly)\b"), ("price", True)),
    (re.compile(r"\b(?:(?:with the )?(?:highest|best|top|biggest|most(?: highly)?)[- ](?:rated|ratings?|reviewed|reviews?|stars|"
                r"popular))\b"),
     ("rating", True)),
    (re.compile(r"\b(?:is |are )?(?:rated|reviewed|scored) (?:the )?(?:highest|best|top)\b|\b(?:with |has |have )?the most "
                r"stars\b|"
                r"\b(?:that )?(?:people|customers|shoppers|everyone|everybody|others) (?:like|love|rate|prefer)s? (?:the "
                r")?(?:best|most|highest)\b|"
                r"\b(?:most|best)[- ](?:loved|liked|recommended)\b"),
     ("rating", True)),
    (re.compile(r"\b(?:is |are )?(?:rated|reviewed|scored) (?:the )?(?:lowest|worst)\b"), ("rating", False)),
    (re.compile(r"\b(?:(?:with the )?(?:lowest|worst|fewest)[- ](?:rated|ratings?|reviewed|reviews?|stars))\b"),
     ("rating", False)),
)
_COMPARATIVES = (   # of the shown: "the cheaper one", "the pricier of the two"
    (re.compile(r"\b(?:that |which )?costs? less\b|\blower (?:in )?pric(?:e|ed)\b"), ("price", False)),
    (re.compile(r"\b(?:that |which )?costs? more\b|\bhigher (?:in )?pric(?:e|ed)\b"), ("price", True)),
    (re.compile(r"\b(?:cheaper|less expensive|more affordable)\b"), ("price", False)),
    (re.compile(r"\b(?:more expensive|pricier|dearer)\b"), ("price", True)),
    (re.compile(r"\b(?:better|higher)[- ](?:rated|rating|reviewed)\b"), ("rating", True)),
)

# Scales on which one item can have more than another. The words at the upper end, the words at the lower end.
SCALES = {
    "darkness": ("dark deep", "light pale"), "brightness": ("bright vivid colourful", "dull muted"),
    "length": ("long", "short"), "formality": ("formal dressy smart elegant fancy classy", "casual relaxed sporty"),
    "size": ("big large roomy huge", "small little tiny compact teeny wee dinky"), "heel": ("high tall", "low flat"),
    "width": ("wide broad", "narrow slim skinny"),
    "warmth": ("warm thick heavy chunky", "cool thin lightweight"), "simplicity": ("simple plain", "busy fussy"),
    "looseness": ("loose baggy", "tight fitted"), "softness": ("soft", "hard stiff"), "shine": ("shiny sparkly", "dull-looking"),
    "novelty": ("modern trendy", "classic vintage"),
}


def forms_of(adjective: str) -> tuple[str, str]:
    """"big" -> ("bigger", "biggest")."""
    if adjective.endswith("y"):
        stem = adjective[:-1] + "i"
    elif adjective.endswith("e"):
        stem = adjective[:-1]
    else:
        stem = adjective + adjective[-1] * bool(re.fullmatch(r"[a-z]*[^aeiou][aiou][bdgmnt]", adjective))
    return stem + "er", stem + "est"


_POLES = {word: (scale, high) for scale, ends in SCALES.items() for words, high in zip(ends, (True, False), strict=True)
          for word in words.split()}
COMPARED = {forms_of(word)[0]: word for word in _POLES}
EXTREMES = {forms_of(word)[1]: word for word in _POLES}
_HEELS = re.compile(r"\b(?:with (?:the|a) )?(?P<how>high|tall|low|flat)(?:er|est|ter|test) heels?\b")
_MORE = re.compile(r"\b(?P<how>more|less|most|least) (?P<what>[a-z]+)\b")

# "the one below number five"; where the anchor is not named it is the item selected.
BESIDE = {
    "left of": r"(?:to|on) (?:the |its )?left(?:[- ]hand side)? (?:of|from)|left of|(?:to the|to its|on its) left|before(?= "
               r"(?:number|"
    r"the|it|this|that)\b)",
    "right of": r"(?:to|on) (?:the |its )?right(?:[- ]hand side)? (?:of|from)|right of|(?:to the|to its|on its) right|"
                r"(?:straight |"
    r"right |just )?after(?= (?:number|the|it|this|that)\b)",
    "below": r"(?:directly |right |just )?(?:below|underneath|beneath|under)(?! ?(?:[$€£₹]|\d|(?:a )?hundred))",
    "above": r"(?:directly |right |just )?(?:above|on top of|over)(?! ?(?:[$€£₹]|\d|(?:a )?hundred))",
    "next to": r"(?:right |just )?(?:next to|beside|besides|adjacent to|alongside)|next door",
}
REGIONS = {
    "bottom left": r"(?:in |at )?(?:the )?(?:bottom|lower) left(?: corner)?",
    "top row": r"(?:(?:in|on|at|from|of) )?(?:the )?(?:top|upper|first) (?:row|line)|(?:at the|on) top|(?<=the )top(?= one)",
    "bottom row": r"(?:(?:in|on|at|from|of) )?(?:the )?(?:bottom|lower|last|second) (?:row|line)|at the bottom|(?<=the"
                  r" )bottom(?= one)",
    "middle": r"(?:in |at )?(?:the )?(?:middle|centre|center)",
    "left": r"(?:on|at) the (?:far |very )?left(?:[- ]hand)?(?: side)?|(?<=the )(?:far |very )?left(?:most|[- ]hand)?(?= (?:one|"
    r"side|column)|$)",
    "right": r"(?:on|at) the (?:far |very )?right(?:[- ]hand)?(?: side)?|(?<=the )(?:far |very )?right(?:most|[- ]hand)?(?= "
    r"(?:one|side|column)|$)",
}
_SORT_BY = re.compile(r"\b(?:(?:(?:re-?)?(?:sort|arrange|rank|order|organi[sz]e))(?:ed)?(?: (?:them|these|those|it|all))?(?: "
                      r"(?:by|on)|(?= price| rating| colour))|order(?:ed)?(?: (?:them|"
                      r"these|those|all))? by|^by) "
                      r"(?:the )?(?!(?:them|these|those|it|all|from|this|that)\b)(?P<field>\w+)(?P<how>.*)$")
_DOWNWARDS = re.compile(r"\b(desc\w*|high(est)? (to low|first)|down\w*|most expensive first)\b")
_LOW_TO_HIGH = re.compile(r"\b((sort|order)(ed)? )?(from )?(price )?((low(est)?|cheap(est)?) to (high(est)?|(most )?expensive|"
                          r"dear(est)?)|ascending)\b")
_HIGH_TO_LOW = re.compile(r"\b((sort|order)(ed)? )?(from )?(price )?((high(est)?|(most )?expensive|dear(est)?) to (low(est)?|"
                          r"cheap(est)?)|descending)\b")


# Words of the grammar that are long enough to be misspelt, besides those of the catalogue.
COMMAND_WORDS = (
    *NUMBERS, *ORDINALS, *_POLES, *COMPARED, *EXTREMES, *(
        "cheap cheaper cheapest expensive affordable price priced rating rated highest lowest between under over above below "
        "without another "
        "different similar matching instead colour material brand compare difference describe details search looking remove "
        "delete basket trolley cart "
        "undo previous back next more other others both neither none middle left right bottom before earlier striped stripes "
        "checked floral flowers "
        "dotted dots plain solid leather cotton silk linen velvet denim suede wool canvas sleeve sleeves pocket pockets button "
        "buttons buckle "
        "black white blue green yellow orange purple pink brown grey navy burgundy beige silver gold women clothes").split())


def take_places(text: str) -> tuple[tuple[int, ...], bool, str]:
    """"the first and the third" -> ((1, 3), True, "the and the"). Negative places count from the end.

    The middle value tells ordinals ("the first") from card numbers ("number one"): after a question of the
    assistant's the former count its candidates, the latter always the cards.
    """
    for words, place in CORNERS.items():
        if words in text:
            return (place,), False, text.replace(words, " ", 1)
    found: list[tuple[int, int, bool]] = []  # (where in the text, place, ordinal?)

    def several(match: re.Match) -> str:
        count = int(NUMBERS.get(match["count"], 0) or match["count"])
        span = range(1, count + 1) if match["end"] == "first" else range(-count, 0)
        found.extend((match.start(), place, True) for place in span)
        return " " * len(match[0])

    def numbered(match: re.Match) -> str:
        value = match["n"] or match["alone"]
        found.append((match.start(), int(NUMBERS.get(value, 0) or value), False))
        return " " * len(match[0])

    def ordinal(match: re.Match) -> str:
        found.append((match.start(), ORDINALS.get(match[0], -1), True))   # "last", "final"
        return " " * len(match[0])

    names = "|".join(word for word in NUMBERS if word != "zero")
    text = re.sub(r"\b(?:again|too|instead|as well)$", " ", text)
    text = re.sub(r"\b(?:second|next)[- ]to[- ](?:the )?last\b|\b(?:one )?before (?:the )?last\b|\blast but one\b"
                  r"|\bpenultimate\b",
                  lambda match: found.append((match.start(), -2, True)) or " " * len(match[0]), text)
    text, counted_backwards = re.subn(r"\b(?:ones? )?from the right\b", " ", re.sub(r"\b(?:ones? )?from the left\b", " ", text))
    text = re.sub(rf"\b(?P<end>first|last) (?P<count>{names}|\d\d?)\b(?! hundred)",
                  lambda m: several(m) if m["count"] != "one" else m[0], text)
    text = re.sub(rf"(?:\b(?:number|no|nr|item|card|option|picture)s?\.?\s*|#\s*)(?P<n>{names}|\d\d?)\b(?P<alone>(?!))?",
                  numbered, text)
    text = re.sub(rf"\b({'|'.join(ORDINALS)}|last|final)\b", ordinal, text)
    if found or re.fullmatch(rf"(?:(?:the|and|item|to|for|{names}|\d\d?)\s*)+", text):  # "two", "2 and 5", "... and 5"
        text = re.sub(r"\b(?P<alone>\d\d?)\b(?P<n>(?!))?", numbered, text)
        if not found:
            text = re.sub(rf"\b(?P<alone>{names})\b(?P<n>(?!))?", numbered, text)
    if counted_backwards:  # within the first row
        found = [(where, COLUMNS + 1 - place if 0 < place <= COLUMNS else place, kind) for where, place, kind in found]
    found.sort()
    return tuple(place for _, place, _ in found), any(is_ordinal for _, _, is_ordinal in found), " ".join(text.split())


def take_conditions(text: str) -> tuple[tuple[tuple[str, str, float], ...], str]:
    """"dresses under 50 dollars" -> ((("price", "<", 50.0),), "dresses"). Bounds: between is inclusive."""
    # "under fifty" -> "under 50", as recognisers write it
    said, text = text, re.sub(r"(?<=\d) and a half\b", ".5", alpha2digit(text, "en"))
    conditions: list[tuple[str, str, float]] = []

    def stars(match: re.Match) -> str:
        above = re.search(r"\b(?:over|above|more than|better than)\s+[0-5]", match[0])
        conditions.append(("rating", ">" if above else ">=", float(match["told"] or match["stars"])))
        return " "

    def between(match: re.Match) -> str:
        low, high = sorted(_amount(digits) for digits in match.groups() if digits)
        conditions.extend([("price", ">=", low), ("price", "<=", high)])
        return " "

    def bound(operator: str):
        def take(match: re.Match) -> str:
            inclusive = re.search(r"at (most|least)|up to|max|min|no more|starting", match[0])
            conditions.append(("price", operator[0] + "=" * bool(inclusive or operator[1:]), _amount(match[1])))
            return " "
        return take

    def turned(match: re.Match) -> str:
        conditions.append(("price", "<=" if match["way"] in ("more than", "over", "above") else ">=", _amount(match[2])))
        return " "

    for pattern, take in ((_RATED, stars), (_NOT_OVER, turned), (_NOT_BEYOND, bound("<=")), (_CAPPED, bound("<=")),
                          (_BETWEEN, between), (_AT_MOST, bound("<=")),
                          (_AT_LEAST, bound(">=")), (_BELOW, bound("<")), (_ABOVE, bound(">"))):
        text = pattern.sub(take, text)
    return tuple(conditions), " ".join(text.split()) if conditions else said


def take_price(text: str) -> float | None:
    """The price that names an item, "the one for $65.95" or "the $83 one" -> 65.95, 83.0; None where there is none."""
    text = alpha2digit(text, "en")
    match = re.search(r"(?:[$€£₹]\s*|\b(?:costs?|costing|priced at)\s+[$€£₹]?\s*|\bones? (?:at|for)\s+)(\d[\d,]*(?:\.\d+)?)|"
                      r"\b(\d+(?:\.\d+)?) "
                      r"(?:dollar|buck|euro|pound|rupee)s?\b", text)
    return _amount(match[1] or match[2]) if match else None


def take_superlative(text: str) -> tuple[tuple[str, bool] | None, str]:
    """"the cheapest one" -> (("price", False), "the one"): the field or scale, and whether its highest value is meant."""
    return _take(text, _SUPERLATIVES, EXTREMES, "most", "least")


def take_comparative(text: str) -> tuple[tuple[str, bool] | None, str]:
    """"the darker one" -> (("darkness", True), "the one"), as `take_superlative` has it."""
    return _take(text, _COMPARATIVES, COMPARED, "more", "less")


def _take(text: str, patterns: tuple, forms: dict[str, str], more: str, less: str) -> tuple[tuple[str, bool] | None, str]:
    for pattern, meaning in patterns:
        if pattern.search(text):
            return meaning, " ".join(pattern.sub(" ", text).split())
    if match := _HEELS.search(text):
        if forms is EXTREMES or text.startswith("the "):
            return ("heel", match["how"] in ("high", "tall")), " ".join(_HEELS.sub(" ", text, count=1).split())
    for word in text.split():
        if word in forms:
            return _POLES[forms[word]], " ".join(text.replace(word, " ", 1).split())
    for match in _MORE.finditer(text):
        if match["how"] in (more, less) and (pole := _POLES.get(match["what"])):
            return (pole[0], pole[1] == (match["how"] == more)), " ".join(text.replace(match[0], " ", 1).split())
    return None, text


def positive(words: str) -> str:
    """"darker" -> "dark", "higher heel" -> "high heel": the word that a comparative comes from; others as they are."""
    return " ".join(COMPARED.get(word, word) for word in words.split())


def spoken(condition: tuple[str, str, str | float]) -> str:
    """A condition as it is said: ("price", "<", 50.0) -> "under 50", ("colour", "!=", "Red") -> "not red"."""
    name, operator, value = condition
    if isinstance(value, float):
        bounds = {"<": "under", "<=": "at most", ">": "over", ">=": "at least", "=": "at", "!=": "not"}
        return f"{'rated ' if name == 'rating' else ''}{bounds[operator]} {value:g}"
    if operator == "~" and value.startswith(" "):   # a word of the title that says who wears it
        return f"for{value.lower()}"
    return {"=": "", "!=": "not ", "~": "with "}.get(operator, "") + value.lower()


def pole_of(word: str) -> tuple[str, bool] | None:
    """"dark" -> ("darkness", True): the scale, and whether the word is at its upper end; None for other words."""
    return _POLES.get(word)


def take_region(text: str) -> tuple[str, str]:
    """"the black one on the left" -> ("left", "the black one"): one of REGIONS, "" for none."""
    for region, pattern in REGIONS.items() if not re.search(r"\bfrom the (?:left|right)\b", text) else ():
        if match := re.search(rf"\b(?:{pattern})\b", text):
            return region, " ".join(f"{text[:match.start()]} {text[match.end():]}".split())
    return "", text


def take_count(text: str) -> tuple[int, str]:
    """"two of them" -> (2, "them"), "another one" -> (1, ""); 0 where no number of pieces is said."""
    names = "|".join(word for word in NUMBERS if word != "zero")
    if match := re.search(rf"\b(?:a )?(?P<n>{names}|\d\d?|couple|pair|dozen) (?:more |pieces? |times )?(?:of )?(?=(?:them|these|"
                          rf"those|it|this|that|number|the)\b)", text):
        value = {"couple": 2, "pair": 2, "dozen": 12}.get(match["n"]) or NUMBERS.get(match["n"]) or int(match["n"])
        return value, " ".join(f"{text[:match.start()]} {text[match.end():]}".split())
    return 0, text


def take_sort(text: str) -> tuple[str, bool, str]:
    """"cheapest first" -> ("price", False, ""); ("", False, text) where no order is asked for."""
    for pattern, downwards in ((_LOW_TO_HIGH, False), (_HIGH_TO_LOW, True)):
        if (match := pattern.search(text)) and not _SORT_BY.search(text[:match.start()]):
            rest = re.sub(r"\b(?:sort|order)(?:ed)?\b.*\bby\b", " ", pattern.sub(" ", text))
            return "price", downwards, " ".join(rest.split())
    if match := _SORT_BY.search(text):
        field = {"cost": "price", "cheapest": "price", "stars": "rating", "name": "title", "popularity": "rating",
                 "reviews": "rating", "ratings": "rating", "prices": "price", "star": "rating", "score": "rating",
                 "names": "title",
                 "alphabet": "title"}.get(match["field"], match["field"])
        downwards = bool(_DOWNWARDS.search(match["how"])) or (field == "rating" and "low" not in match["how"])
        return field, downwards, text[:match.start()].strip()
    if first := re.fullmatch(r"(?P<before>.*?)\b(?:(?:put|show|list|with|have)(?: me)? )?(?:the )?(?P<how>.+) (?:first|(?:at|to|"
                             r"on) (?:the )?top)", text):
        superlative, rest = take_superlative({"best ones": "best rated", "best": "best rated"}.get(first["how"], first["how"]))
        if not superlative and (cheap := re.fullmatch(r"(?:the )?(?:cheap(?:er)?|affordable|low[- ]priced?|costly|expensive|"
                                                      r"dear|pricey|"
                                                      r"high[- ]priced?|bargains?|deals?)(?: ones?| items?| stuff| things)?",
                                                      first["how"])):
            superlative, rest = ("price", not re.search(r"cheap|low|afford|bargain|deal", cheap[0])), ""
        if superlative:
            return superlative[0], superlative[1], " ".join(re.sub(r"\bones?\b", " ", f"{first['before']} {rest}").split())
    return "", False, text


def _amount(digits: str) -> float:
    """"1,299" -> 1299.0, "12.50" and "12,5" -> 12.5."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    return float(digits.replace(",", "."))

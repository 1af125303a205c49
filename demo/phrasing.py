"""Small pieces of an utterance, found by pattern: numbers, places, money, superlatives, orders.

Pure functions of strings. `take_*` functions return what they found and the words that are left.
"""

from __future__ import annotations

import re

from text_to_num import alpha2digit

__all__ = ["COLUMNS", "take_conditions", "take_places", "take_price", "take_sort", "take_superlative"]

COLUMNS = 3  # items a row on the page, for "top right"

NUMBERS = {word: n for n, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve".split())}
ORDINALS = {word: n for n, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)}
ORDINALS |= {f"{n}{'st' if n == 1 else 'nd' if n == 2 else 'rd' if n == 3 else 'th'}": n for n in range(1, 13)}
CORNERS = {"top left": 1, "upper left": 1, "top right": COLUMNS, "upper right": COLUMNS, "bottom left": -COLUMNS,
           "lower left": -COLUMNS, "bottom right": -1, "lower right": -1}

_AMOUNT = r"(?:an? )?[$€£₹]?\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)\s*(?:dollars?|bucks|euros?|pounds?|rupees?|usd|eur|[$€£₹])?"
_BETWEEN = re.compile(rf"(?:\b(?:priced? )?(?:between|from)\s+|(?=[$€£₹]\s*\d)){_AMOUNT}\s*(?:and|to|-)\s*{_AMOUNT}"
                      r"|\b(\d+(?:\.\d+)?) (?:to|-) (\d+(?:\.\d+)?) (?:dollars|bucks|euros|pounds|rupees)\b")
_BELOW = re.compile(rf"\b(?:that (?:is|are|cost)s? )?(?:priced? |costing )?"
                    rf"(?:under|below|less than|cheaper than|at most|up to|no more than|max(?:imum)?)\s+{_AMOUNT}")
_ABOVE = re.compile(rf"\b(?:that (?:is|are|cost)s? )?(?:priced? |costing )?"
                    rf"(?:over|above|more than|more expensive than|at least|from|min(?:imum)?)\s+{_AMOUNT}")
_RATED = re.compile(r"\b(?:with )?(?:(?:rated|ratings?(?: of)?) (?:over |above |at least |more than |better than )?(?P<told>[0-5](?:\.\d+)?)\b"
                    r"(?:\s*(?:stars?|or (?:better|more)|and (?:up|above)))*"
                    r"|(?:over |above |at least |more than )?(?P<stars>[0-5](?:\.\d+)?)\s*(?:stars?(?: (?:or more|and up|and above))?|or better|and up)\b)")

_SUPERLATIVES = (
    (re.compile(r"\b(cheapest|least expensive|lowest[- ]priced?|least costly|most affordable)\b"), ("price", False)),
    (re.compile(r"\b(most expensive|priciest|dearest|highest[- ]priced?|most costly)\b"), ("price", True)),
    (re.compile(r"\b((highest|best|top)[- ](rated|rating|reviewed))\b"), ("rating", True)),
    (re.compile(r"\b((lowest|worst)[- ](rated|rating|reviewed))\b"), ("rating", False)),
)
_SORT_BY = re.compile(r"\b(?:(?:sort|arrange|rank)(?:ed)?(?: (?:them|these|those|it|all))?(?: by| on)?|order(?:ed)?(?: (?:them|these|those|all))? by) "
                      r"(?P<field>\w+)(?P<how>.*)$")
_DOWNWARDS = re.compile(r"\b(desc\w*|high(est)? (to low|first)|down\w*|most expensive first)\b")
_LOW_TO_HIGH = re.compile(r"\b((sort|order)(ed)? )?(from )?(price )?((low(est)?|cheap(est)?) to (high(est)?|(most )?expensive|dear(est)?)|ascending)\b")
_HIGH_TO_LOW = re.compile(r"\b((sort|order)(ed)? )?(from )?(price )?((high(est)?|(most )?expensive|dear(est)?) to (low(est)?|cheap(est)?)|descending)\b")


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
        found.append((match.start(), ORDINALS.get(match[0], -1), True))
        return " " * len(match[0])

    names = "|".join(word for word in NUMBERS if word != "zero")
    text = re.sub(r"\b(?:again|too|instead|as well)$", " ", text)
    text, counted_backwards = re.subn(r"\b(?:ones? )?from the right\b", " ", re.sub(r"\b(?:ones? )?from the left\b", " ", text))
    text = re.sub(rf"\b(?P<end>first|last) (?P<count>{names}|\d\d?)\b(?! hundred)",
                  lambda m: several(m) if m["count"] != "one" else m[0], text)
    text = re.sub(rf"(?:\b(?:number|no|nr|item|card|option|picture)s?\.?\s*|#\s*)(?P<n>{names}|\d\d?)\b(?P<alone>(?!))?",
                  numbered, text)
    text = re.sub(rf"\b({'|'.join(ORDINALS)}|last)\b", ordinal, text)
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
    said, text = text, alpha2digit(text, "en")  # "under fifty" -> "under 50", as recognisers write it
    conditions: list[tuple[str, str, float]] = []

    def stars(match: re.Match) -> str:
        conditions.append(("rating", ">=", float(match["told"] or match["stars"])))
        return " "

    def between(match: re.Match) -> str:
        low, high = sorted(_amount(digits) for digits in match.groups() if digits)
        conditions.extend([("price", ">=", low), ("price", "<=", high)])
        return " "

    def bound(operator: str):
        def take(match: re.Match) -> str:
            inclusive = re.search(r"at (most|least)|up to|max|min|no more", match[0])
            conditions.append(("price", operator + "=" * bool(inclusive), _amount(match[1])))
            return " "
        return take

    for pattern, take in ((_RATED, stars), (_BETWEEN, between), (_BELOW, bound("<")), (_ABOVE, bound(">"))):
        text = pattern.sub(take, text)
    return tuple(conditions), " ".join(text.split()) if conditions else said


def take_price(text: str) -> float | None:
    """The price that names an item, "the one for $65.95" or "the $83 one" -> 65.95, 83.0; None where there is none."""
    match = re.search(r"(?:[$€£₹]\s*|\b(?:costs?|costing|priced at)\s+[$€£₹]?\s*)(\d[\d,]*(?:\.\d+)?)", text)
    return _amount(match[1]) if match else None


def take_superlative(text: str) -> tuple[tuple[str, bool] | None, str]:
    """"the cheapest one" -> (("price", False), "the one"): the field, and whether its highest value is meant."""
    for pattern, meaning in _SUPERLATIVES:
        if pattern.search(text):
            return meaning, " ".join(pattern.sub(" ", text).split())
    return None, text


def take_sort(text: str) -> tuple[str, bool, str]:
    """"cheapest first" -> ("price", False, ""); ("", False, text) where no order is asked for."""
    for pattern, downwards in ((_LOW_TO_HIGH, False), (_HIGH_TO_LOW, True)):
        if (match := pattern.search(text)) and not _SORT_BY.search(text[:match.start()]):
            rest = re.sub(r"\b(?:sort|order)(?:ed)?\b.*\bby\b", " ", pattern.sub(" ", text))
            return "price", downwards, " ".join(rest.split())
    if match := _SORT_BY.search(text):
        field = {"cost": "price", "cheapest": "price", "stars": "rating", "name": "title", "popularity": "rating",
                 "reviews": "rating", "ratings": "rating", "prices": "price"}.get(match["field"], match["field"])
        downwards = bool(_DOWNWARDS.search(match["how"])) or (field == "rating" and "low" not in match["how"])
        return field, downwards, text[:match.start()].strip()
    superlative, rest = take_superlative(text)
    if superlative and re.search(r"\bfirst\b", rest):
        return superlative[0], superlative[1], " ".join(re.sub(r"\b(with |the )*first\b", " ", rest).split())
    return "", False, text


def _amount(digits: str) -> float:
    """"1,299" -> 1299.0, "12.50" and "12,5" -> 12.5."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    return float(digits.replace(",", "."))

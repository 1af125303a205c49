"""What the assistant says about items: prices, names, differences. Strings only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from catalog.items import Item
from demo.phrasing import SCALES, forms_of, spoken
from demo.states import Condition, Query
from models.words import colour_names, plural, singular

__all__ = ["chips", "comparison", "counted", "degree_word", "equation", "fact", "fact_names", "label_of", "list_of", "money",
           "order_of",
           "phrase_of", "short", "summary", "total_of"]

_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "INR": "₹"}
_TOLD_APART_BY = ("colour", "pattern", "material", "strap", "heel", "sleeve", "length", "neckline", "closure", "brand", "gender")
_PARTS = frozenset("strap heel sleeve neckline closure buckle sole collar lens face case brim handle frame hem edge ends".split())


def money(amount: float, currency: str = "") -> str:
    """As on a tag: `£24.00`, `₹1,299`, `24.50 CHF`."""
    figure = f"{amount:,.0f}" if amount >= 1000 and amount == int(amount) else f"{amount:,.2f}"
    sign = _SIGNS.get(currency, currency)
    return f"{figure} {sign}" if sign.isalpha() else f"{sign}{figure}"


def total_of(items: Sequence[Item]) -> str:
    """What they cost together, each currency for itself: "$136.50 + €20.00"; "" where no price is known."""
    sums: dict[str, float] = {}
    for item in items:
        if item.price is not None:
            sums[item.currency] = sums.get(item.currency, 0.0) + item.price
    return " + ".join(money(round(amount, 2), currency) for currency, amount in sums.items())


def list_of(words: Sequence[str]) -> str:
    """("a", "b", "c") -> "a, b and c"."""
    *head, last = words
    return f"{', '.join(head)} and {last}" if head else last


def short(title: str, limit: int = 48) -> str:
    """The title, cut at a word where it is longer than the limit."""
    return title if len(title) <= limit else title[:limit].rsplit(" ", 1)[0] + " …"


def fact(item: Item, name: str) -> str:
    """One fact as it is said: "$49", "4.5 of 5", "leather"; "" where it is not known."""
    if name == "price":
        return "" if item.price is None else money(item.price, item.currency)
    if name == "rating":
        return "" if item.rating is None else f"{item.rating:g} of 5"
    return item.facts().get(name, "")


def fact_names(items: Sequence[Item]) -> list[str]:
    """What is known of any of these items, in the order it is worth saying."""
    seen = dict.fromkeys(("price", "rating", "kind"))
    for item in items:
        seen.update(dict.fromkeys(name for name in item.facts() if name != "category"))
    return [name for name in seen if any(fact(item, name) for item in items)]


def comparison(items: Sequence[Item], places: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """A table: a header row, then one row for each fact in which the items differ."""
    header = ("", *(f"{place} {short(item.title)}".strip() for place, item in zip(places, items, strict=True)))
    rows = ((name.replace("_", " "), *(fact(item, name) or "–" for item in items)) for name in fact_names(items))
    return (header, *(row for row in rows if len(set(row[1:])) > 1))


def phrase_of(item: Item, other: Item) -> str:
    """What tells this item from the other, as short as it can be said: "navy one", "one with the leather strap"."""
    mine, theirs = item.facts(), other.facts()
    if mine.get("kind") != theirs.get("kind") and mine.get("kind"):
        return singular(mine["kind"])
    names = [name for name in (*_TOLD_APART_BY, *mine) if mine.get(name) and mine[name].lower() != theirs.get(name, "").lower()]
    near = set(colour_names(mine.get("colour", ""))) & set(colour_names(theirs.get("colour", "")))
    if names[:1] == ["colour"] and near and len(names) > 1:
        return f"{mine['colour'].lower()} {_said_by(mine, names[1])}"  # navy and royal blue are both a blue
    if names:
        return _said_by(mine, names[0])
    if item.price is not None and item.price != other.price:
        return f"one for {fact(item, 'price')}"
    return short(item.title)


def _said_by(facts: Mapping[str, str], name: str) -> str:
    """("strap", "leather") -> "one with the leather strap", ("colour", "Red") -> "red one", ("brand", "Ada") -> "one by Ada"."""
    value = facts[name] if name == "brand" else facts[name].lower()
    part = name.replace("_", " ")
    if name == "brand":
        return f"one by {value}"
    if name == "gender":
        return f"one for {value}"
    if name in _PARTS:
        return f"one with the {value}" if part in value or name == "closure" else f"one with the {value} {part}"
    return f"{value} one"


def label_of(condition: Condition) -> str:
    """A condition as a chip reads: "under 50", "for women", "by Ada", "dresses", "not red"."""
    name, operator, value = condition
    if operator == "=" and isinstance(value, str):
        return {"gender": f"for {value.lower()}", "brand": f"by {value}", "kind": plural(value)}.get(name, value.lower())
    return spoken(condition)


def order_of(query: Query) -> str:
    """"cheapest first"; "" where the best match is first."""
    names = {"price": ("cheapest", "most expensive"), "rating": ("lowest rated", "highest rated")}.get(query.sort)
    return f"{names[query.descending]} first" if names else f"by {query.sort.replace('_', ' ')}" if query.sort else ""


def chips(query: Query) -> tuple[tuple[str, str], ...]:
    """What is being kept: a label for each condition and the order, and the words that take it away."""
    kept = [(label_of(condition), f"drop {spoken(condition)}") for condition in query.filters
            if not _said_already(condition, query)]
    return (*kept, *([(order_of(query), "drop the order")] if query.sort else []))


def _said_already(condition: Condition, query: Query) -> bool:
    """The kind that the search names: "dresses" beside “red dresses” would be said twice."""
    return condition[0] in ("kind", "category") and plural(str(condition[2])) in plural(query.text)


_NUMBERS = {
    ("price", False): ("cheaper", "cheapest"), ("price", True): ("more expensive", "most expensive"),
    ("rating", True): ("higher rated", "highest rated"), ("rating", False): ("lower rated", "lowest rated"),
}


def degree_word(name: str, highest: bool, count: int) -> str:
    """("darkness", True, 6) -> "the darkest of 6", ("price", False, 2) -> "the cheaper of the two"."""
    if (name, highest) in _NUMBERS:
        more, most = _NUMBERS[name, highest]
    else:
        adjective = SCALES[name][not highest].split()[0]
        long = len(adjective) > 6 or adjective in ("formal", "casual", "modern")
        more, most = (f"more {adjective}", f"most {adjective}") if long else forms_of(adjective)
    word = more if count == 2 else most
    return f"the {word} of {'the two' if count == 2 else count}{' by the heel' * (name == 'heel')}"


def summary(items: Sequence[Item]) -> str:
    """"6 dresses, $39.00 to $140.00": how many of what, and what they cost."""
    if not items:
        return "nothing"
    kinds = {plural(item.kind) for item in items if item.kind}
    what = kinds.pop() if len(kinds) == 1 else "items"
    if len(items) == 1:
        what = singular(items[0].kind) if singular(items[0].kind) != what else "item"
    priced = sorted((item for item in items if item.price is not None), key=lambda item: item.price)
    if not priced or len({item.currency for item in priced}) > 1:
        return f"{len(items)} {what}"
    low, high = fact(priced[0], "price"), fact(priced[-1], "price")
    return f"{len(items)} {what}, {low if low == high else f'{low} to {high}'}"


def counted(items: Sequence[Item]) -> str:
    """What is in a cart: "2 × Ada bag; Cog mug"."""
    count = Counter(item.id for item in items)
    by_id = {item.id: item for item in items}
    return "; ".join(f"{n} × {short(by_id[one].title)}" if n > 1 else short(by_id[one].title) for one, n in count.items())


def equation(text: str, picture: str, plus: Sequence[str], minus: Sequence[str]) -> str:
    """The query as it is read: "this picture − black + red"."""
    first = " + ".join(part for part in (picture, f"“{text}”" if text else "") if part)
    return " ".join((first, *(f"− {word}" for word in minus), *(f"+ {word}" for word in plus))).strip()

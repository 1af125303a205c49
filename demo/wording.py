"""What the assistant says about items: prices, names, differences. Strings only."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.items import Item
from models.words import singular

__all__ = ["comparison", "equation", "fact", "fact_names", "list_of", "money", "phrase_of", "short", "total_of"]

_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "INR": "₹"}
_TOLD_APART_BY = ("colour", "pattern", "material", "strap", "heel", "sleeve", "length", "brand", "gender")


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
    """What tells this item from the other, as short as it can be said: "navy one", "leather strap one"."""
    mine, theirs = item.facts(), other.facts()
    if mine.get("kind") != theirs.get("kind") and mine.get("kind"):
        return singular(mine["kind"])
    for name in (*_TOLD_APART_BY, *mine):
        if mine.get(name) and mine[name].lower() != theirs.get(name, "").lower():
            value = mine[name].lower() if name != "brand" else mine[name]
            return f"{value} {name} one" if name in ("strap", "heel", "sleeve") else f"{value} one"
    if item.price is not None and item.price != other.price:
        return f"one for {fact(item, 'price')}"
    return short(item.title)


def equation(text: str, picture: str, plus: Sequence[str], minus: Sequence[str]) -> str:
    """The query as it is read: "this picture − black + red"."""
    first = " + ".join(part for part in (picture, f"“{text}”" if text else "") if part)
    return " ".join((first, *(f"− {word}" for word in minus), *(f"+ {word}" for word in plus))).strip()

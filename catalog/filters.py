"""Conditions on items: the ``--where`` grammar and the SQL it becomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.items import BadFilter, field_name

__all__ = ["NUMBER_FIELDS", "OPERATORS", "Filter", "filter_sql", "parse_where"]

OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "~")
NUMBER_FIELDS = ("price", "rating")
_TEXT_FIELDS = ("id", "title", "description")
_ORDERINGS = ("<", "<=", ">", ">=")

_CONDITION = re.compile(
    r"""\s*(?P<field>\w[\w\-]*)\s*
        (?P<op><=|>=|!=|=|<|>|~)\s*
        (?:'(?P<single>(?:[^']|'')*)'|"(?P<double>(?:[^"]|"")*)"|(?P<bare>[^'"=<>~!]+?))
        \s*(?:\band\b|$)""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Filter:
    """One condition, such as ``Filter("colour", "=", "Blue")``; ``~`` means "contains"; of a value that begins with a space, a
    word of the text does (" men" is in "Puma Men Socks", not in "Women Socks").

    Equality ignores case. ``<``, ``<=``, ``>``, ``>=`` and every condition on price and rating
    take a number. ``!=`` is also true of items that lack the attribute.
    """

    field: str
    op: str
    value: str | float

    def __post_init__(self) -> None:
        if self.op not in OPERATORS:
            raise BadFilter(f"unknown operator {self.op!r}: use one of {' '.join(OPERATORS)}")
        name = field_name(self.field)
        if name in NUMBER_FIELDS and self.op == "~":
            raise BadFilter(f"{name} is a number: use = != < <= > or >= with it, not ~")
        object.__setattr__(self, "field", name)
        if self.op in _ORDERINGS or name in NUMBER_FIELDS:
            object.__setattr__(self, "value", _number(name, self.value))
        else:
            object.__setattr__(self, "value", str(self.value))

    def __str__(self) -> str:
        value = f"{self.value:g}" if isinstance(self.value, float) else self.value
        return f"{self.field}{self.op}{value}"


def parse_where(text: str) -> tuple[Filter, ...]:
    """``"colour=Blue and price<50 and brand!='X Y'"`` -> its filters; raises :class:`BadFilter`.

    A value is quoted (double the quote to have it inside) or runs to the next ``and``.
    """
    filters, at, text = [], 0, text.strip()
    while at < len(text):
        found = _CONDITION.match(text, at)
        if found is None:
            raise BadFilter(
                f"cannot read {text[at:].strip()!r}: write FIELD OP VALUE [and ...], with OP one of "
                f"{' '.join(OPERATORS)}, and quote a value that has 'and' or one of these in it"
            )
        filters.append(Filter(found["field"], found["op"], _value(found)))
        at = found.end()
    if not filters or re.search(r"\band$", text, re.IGNORECASE):
        raise BadFilter(f"a condition is missing in {text!r}: write for example colour=blue and price<50")
    return tuple(filters)


def _value(found: re.Match[str]) -> str:
    if found["single"] is not None:
        return found["single"].replace("''", "'")
    if found["double"] is not None:
        return found["double"].replace('""', '"')
    return found["bare"].strip()


def _number(name: str, value: str | float) -> float:
    if isinstance(value, (int, float)):
        return float(value)
    try:
        return float(value.replace(",", "").strip("$€£₹¥ "))
    except ValueError:
        raise BadFilter(f"{name} is compared with a number, not with {value!r}: write {name}<50") from None


def filter_sql(filters: Sequence[Filter], known: Sequence[str]) -> tuple[str, list[str | float]]:
    """The WHERE condition over table ``items`` and its parameters; ``known`` are the attribute names.

    Raises :class:`BadFilter` for a field that no item has.
    """
    clauses: list[str] = []
    params: list[str | float] = []
    for condition in filters:
        clause, values = _clause(condition, known)
        clauses.append(clause)
        params += values
    return " and ".join(clauses) or "1", params


def _clause(condition: Filter, known: Sequence[str]) -> tuple[str, list[str | float]]:
    if condition.field in NUMBER_FIELDS:
        op = "is not" if condition.op == "!=" else condition.op  # no price is also not this price
        return f"items.{condition.field} {op} ?", [condition.value]
    if condition.field in _TEXT_FIELDS:
        return _text_clause(f"fold(items.{condition.field})", condition)
    if condition.field in known:
        return _attribute_clause(condition)
    fields = sorted({*NUMBER_FIELDS, *_TEXT_FIELDS, *known})
    raise BadFilter(f"no item has a field {condition.field!r}: the fields are {', '.join(fields)}")


def _text_clause(column: str, condition: Filter) -> tuple[str, list[str | float]]:
    if isinstance(condition.value, float):
        raise BadFilter(f"{condition.field} is text: use = != or ~ with it, not {condition.op}")
    value = condition.value.casefold()
    if condition.op == "~":
        return f"instr(' ' || {column}, ?) > 0", [value]
    return f"{column} {condition.op} ?", [value]


def _attribute_clause(condition: Filter) -> tuple[str, list[str | float]]:
    inside = "items.number {} (select item from item_attributes where name = ? and {})"
    if isinstance(condition.value, float):
        # a size of "XL" is no number: it is neither above nor below one
        test = f"folded glob '[0-9]*' and cast(folded as real) {condition.op} ?"
        return inside.format("in", test), [condition.field, condition.value]
    value = condition.value.casefold()
    if condition.op == "~":
        return inside.format("in", "instr(folded, ?) > 0"), [condition.field, value]
    member = "in" if condition.op == "=" else "not in"
    return inside.format(member, "folded = ?"), [condition.field, value]
